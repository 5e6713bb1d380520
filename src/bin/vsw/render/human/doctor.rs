//! What is right and wrong with a set-up, as text.

use super::Said;
use super::pieces::counted;
use crate::report::doctor::{DoctorReport, Finding};
use crate::screen::{Line, Style};

pub fn said(report: &DoctorReport) -> Said {
    let mut said = Said::default();
    let widest = report.checks.iter().map(|check| check.name.len()).max().unwrap_or_default();
    for check in &report.checks {
        let (mark, style) = match check.verdict {
            Finding::Ok => ("✓", Style::Good),
            Finding::Note => ("!", Style::Doubtful),
            Finding::Wrong => ("✗", Style::Bad),
            Finding::Skipped => ("-", Style::Faint),
        };
        let name = format!(" {:<widest$}  ", check.name);
        said.result.push(Line::new().styled(style, mark).strong(name).plain(&check.detail));
        if let Some(hint) = &check.hint {
            let indent = " ".repeat(widest + 4);
            said.result.push(Line::new().plain(indent).styled(Style::Good, "→ ").plain(hint));
        }
    }
    let summary = &report.summary;
    let counts = [
        (summary.of(Finding::Ok), "ok"),
        (summary.of(Finding::Note), "to know"),
        (summary.of(Finding::Wrong), "wrong"),
        (summary.of(Finding::Skipped), "not looked at"),
    ];
    said.result.push(Line::new().faint(format!("checked {}: {}", report.checks.len(), counted(counts))));
    said.beside
        .push(Line::new().faint("This holds no secret; API keys are shortened, and the home folder is `~`."));
    said
}
