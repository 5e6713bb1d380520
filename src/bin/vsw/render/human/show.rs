//! One application, as text.

use super::Said;
use super::pieces::signing;
use crate::report::diff::shown;
use crate::report::show::ShowReport;
use crate::screen::{Line, Style};

pub fn said(report: &ShowReport) -> Said {
    let mut said = Said::default();
    let name = report.name.as_deref().unwrap_or("(unnamed)");
    said.result.push(Line::new().strong(name).plain("  ").faint(report.id.to_string()));
    said.result.push(signing(Line::new().plain("  signing   "), report.signing));
    if let Some(detail) = &report.detail {
        said.result.push(Line::new().plain("  detail    ").styled(Style::Doubtful, detail));
    }
    said.result.blank();
    for line in shown(&report.application.0) {
        said.result.push(line);
    }
    said.beside.push(
        Line::new().faint("One member a line; secrets are masked. `vsw show --raw` has the API's own bytes."),
    );
    said
}
