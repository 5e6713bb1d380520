//! The account's applications, as text.

use super::Said;
use super::pieces::{number_of, style_of};
use crate::codes::Code;
use crate::report::list::ListReport;
use crate::screen::{Line, Style, table};

pub fn said(report: &ListReport) -> Said {
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
