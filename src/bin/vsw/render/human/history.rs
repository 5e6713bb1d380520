//! What was done and seen, as text: newest last, as a log reads.

use super::{Said, style_of};
use crate::report::history::HistoryReport;
use crate::screen::{Line, Style, table};

pub fn said(report: &HistoryReport) -> Said {
    let mut said = Said::default();
    let rows = report.entries.iter().map(|entry| {
        let after = entry.after.clone();
        let signing = entry.before.as_ref().map_or(after.clone(), |before| format!("{before} → {after}"));
        let outcome = match entry.outcome.as_str() {
            "changed" => Style::Good,
            "seen" => Style::Faint,
            _ => Style::Doubtful,
        };
        let by = [entry.by.user.as_deref(), entry.by.host.as_deref(), entry.by.job.as_deref()];
        let by: Vec<&str> = by.into_iter().flatten().collect();
        vec![
            (
                Style::Faint,
                entry.at.get(..19).map_or_else(|| entry.at.clone(), |second| format!("{second}Z")),
            ),
            (Style::Plain, entry.command.clone().unwrap_or_else(|| "status".to_owned())),
            (Style::Plain, entry.id.clone()),
            (style_of(&entry.after), signing),
            (outcome, entry.outcome.clone()),
            (Style::Plain, entry.snapshot.clone().unwrap_or_else(|| "-".to_owned())),
            (Style::Plain, by.join(" ")),
            (Style::Plain, entry.name.clone()),
        ]
    });
    said.result = table(rows.collect());
    if report.entries.is_empty() {
        said.beside.push(Line::new().faint(format!("nothing has been done yet ({})", report.state)));
    }
    if report.entries.iter().any(|entry| entry.outcome == "interrupted") {
        let words = "a change was interrupted while its PUT may have been in flight: `vsw status APP` says what is now";
        said.beside.push(Line::new().styled(Style::Good, "hint: ").plain(words));
    }
    if report.unread > 0 {
        said.warning = Some(format!("{} line(s) of the journal could not be read", report.unread));
    }
    said
}
