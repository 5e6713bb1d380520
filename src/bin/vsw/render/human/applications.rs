//! The account's applications, as text: all of them, or one.

use super::Said;
use super::pieces::{number_of, signing, style_of};
use crate::codes::Code;
use crate::report::diff;
use crate::report::list::ListReport;
use crate::report::show::ShowReport;
use crate::screen::{Line, Style, table};

pub fn listed(report: &ListReport) -> Said {
    let mut said = Said::default();
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
    said.result = table(rows.collect());
    if let Some(detail) = &report.detail {
        let total = report.total.map_or_else(|| "an unknown number".to_owned(), |total| total.to_string());
        said.error = Some(format!("this is not all, but {} of {total}: {detail}", report.count));
        return said;
    }
    said.beside.push(Line::new().faint(number_of(report.count, "application", "applications")));
    said
}

pub fn shown(report: &ShowReport) -> Said {
    let mut said = Said::default();
    let name = report.name.as_deref().unwrap_or("(unnamed)");
    said.result.push(Line::new().strong(name).plain("  ").faint(report.id.to_string()));
    said.result.push(signing(Line::new().plain("  signing   "), report.signing));
    if let Some(detail) = &report.detail {
        said.result.push(Line::new().plain("  detail    ").styled(Style::Doubtful, detail));
    }
    said.result.blank();
    for line in diff::shown(&report.application.0) {
        said.result.push(line);
    }
    said.beside.push(
        Line::new().faint("One member a line; secrets are masked. `vsw show --raw` has the API's own bytes."),
    );
    said
}
