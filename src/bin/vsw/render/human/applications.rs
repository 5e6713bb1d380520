//! The applications of an account as text: a list, or one document.

use super::Rendered;
use super::pieces::{number_of, signing, style_of};
use crate::codes::Code;
use crate::report::diff;
use crate::report::list::ListReport;
use crate::report::show::ShowReport;
use crate::screen::{Line, Style, table};

pub fn listed(report: &ListReport) -> Rendered {
    let mut rendered = Rendered::default();
    let rows = report.applications.iter().map(|application| {
        let name = application
            .name
            .clone()
            .unwrap_or_else(|| application.code.map_or("(unnamed)", Code::word).to_owned());
        vec![
            (Style::Plain, application.id.to_string()),
            (style_of(application.signing), application.signing.word().to_owned()),
            (Style::Plain, name),
        ]
    });
    rendered.result = table(rows.collect());
    if let Some(detail) = &report.detail {
        let total = report.total.map_or_else(|| "an unknown number".to_owned(), |total| total.to_string());
        rendered.error = Some(format!("the list is incomplete, {} of {total}: {detail}", report.read));
        return rendered;
    }
    let number = number_of(report.read, "application", "applications");
    let number = if report.count < report.read { format!("{} of {number}", report.count) } else { number };
    rendered.notes.push(Line::new().faint(number));
    rendered
}

pub fn shown(report: &ShowReport) -> Rendered {
    let mut rendered = Rendered::default();
    let name = report.name.as_deref().unwrap_or("(unnamed)");
    rendered.result.push(Line::new().strong(name).plain("  ").faint(report.id.to_string()));
    rendered.result.push(signing(Line::new().plain("  signing   "), report.signing));
    if let Some(detail) = &report.detail {
        rendered.result.push(Line::new().plain("  detail    ").styled(Style::Doubtful, detail));
    }
    rendered.result.blank();
    for line in diff::shown(&report.application.0) {
        rendered.result.push(line);
    }
    rendered.notes.push(
        Line::new()
            .faint("One member per line, with secrets masked. `vsw show --raw` prints the API's bytes."),
    );
    rendered
}
