//! The applications of an account as text: a list, or one document.

use super::Rendered;
use super::pieces::{hint, number_of, signing, style_of};
use crate::report::list::ListReport;
use crate::report::show::ShowReport;
use crate::screen::{Line, Style, table};

pub fn listed(report: &ListReport) -> Rendered {
    let mut rendered = Rendered::default();
    let rows = report.applications.iter().map(|application| {
        let name = application.name.as_deref().unwrap_or("(unnamed)");
        let name = match application.code {
            Some(code) => format!("{name} ({code})"),
            None => name.to_owned(),
        };
        vec![
            (Style::Plain, application.id.to_string()),
            (style_of(application.signing), application.signing.word().to_owned()),
            (Style::Plain, name),
        ]
    });
    rendered.result = table(rows.collect());
    if report.unshown > 0 {
        let number = number_of(report.unshown, "application", "applications");
        let words = format!("the account's list does not show the signing of {number}");
        rendered.notes.push(hint(format!("{words}; `vsw status --all --read get` reads each")));
    }
    if let Some(detail) = &report.detail {
        let read = report.read;
        rendered.error = Some(match report.total {
            Some(total) if total < read => {
                format!(
                    "the list is inconsistent ({read} applications, but the API announced {total}): {detail}"
                )
            }
            Some(total) => format!("the list is incomplete, {read} of {total}: {detail}"),
            None => format!("the list is incomplete, {read} of an unknown number: {detail}"),
        });
        if let Some(words) = &report.hint {
            rendered.notes.push(hint(words));
        }
        return rendered;
    }
    let number = number_of(report.read, "application", "applications");
    let number = if report.count < report.read { format!("{} of {number}", report.count) } else { number };
    rendered.notes.push(Line::new().faint(number));
    rendered
}

/// Only the document goes to stdout, so that programs can parse it.
pub fn shown(report: &ShowReport) -> Rendered {
    let mut rendered = Rendered { document: Some(report.application.0.indented(0)), ..Rendered::default() };
    let name = report.name.as_deref().unwrap_or("(unnamed)");
    rendered.notes.push(Line::new().strong(name).plain("  ").faint(report.id.to_string()));
    rendered.notes.push(signing(Line::new().plain("  signing   "), report.signing));
    if let Some(detail) = &report.detail {
        rendered.notes.push(Line::new().plain("  detail    ").styled(Style::Doubtful, detail));
    }
    rendered
        .notes
        .push(hint(format!("secrets are masked; `vsw show {} --raw` prints the API's bytes", report.id)));
    rendered
}
