//! The report of `vsw doctor` as text.

use super::Rendered;
use super::pieces::counted;
use crate::report::doctor::{DoctorReport, Finding};
use crate::screen::{Line, Style};

pub fn render(report: &DoctorReport) -> Rendered {
    let mut rendered = Rendered::default();
    let widest = report.checks.iter().map(|check| check.name.len()).max().unwrap_or_default();
    for check in &report.checks {
        let (mark, style) = match check.verdict {
            Finding::Ok => ("✓", Style::Good),
            Finding::Note => ("!", Style::Doubtful),
            Finding::Wrong => ("✗", Style::Bad),
            Finding::Skipped => ("-", Style::Faint),
        };
        let name = format!(" {:<widest$}  ", check.name);
        rendered.result.push(Line::new().styled(style, mark).strong(name).plain(&check.detail));
        if let Some(hint) = &check.hint {
            let indent = " ".repeat(widest + 4);
            rendered.result.push(Line::new().plain(indent).styled(Style::Good, "→ ").plain(hint));
        }
    }
    let summary = &report.summary;
    let counts = [
        (summary.of(Finding::Ok), "ok"),
        (summary.of(Finding::Note), "to note"),
        (summary.of(Finding::Wrong), "wrong"),
        (summary.of(Finding::Skipped), "skipped"),
    ];
    rendered.result.push(Line::new().faint(format!("checked {}: {}", report.checks.len(), counted(counts))));
    rendered
        .notes
        .push(Line::new().faint(
            "This report contains no secrets; API keys are shortened, and `~` is the home directory.",
        ));
    rendered
}
