//! The journal as text, the newest entry last.

use super::Rendered;
use super::pieces::{counted, hint, second, style_of};
use crate::report::history::{EntryOutcome, HistoryReport, PruneReport, RunsReport};
use crate::screen::{Line, Style, Text, table};
use crate::vocabulary::{Outcome, Word as _};

pub fn render(report: &HistoryReport) -> Rendered {
    let mut rendered = Rendered::default();
    let rows = report.entries.iter().map(|entry| {
        let after = entry.after.word();
        let signing =
            entry.before.map_or_else(|| after.to_owned(), |before| format!("{} → {after}", before.word()));
        let outcome = match &entry.outcome {
            EntryOutcome::Change(outcome) if outcome.is(&Outcome::Changed) => Style::Good,
            EntryOutcome::Seen => Style::Faint,
            _ => Style::Doubtful,
        };
        let by = [entry.by.user.as_deref(), entry.by.host.as_deref(), entry.by.job.as_deref()];
        let by: Vec<&str> = by.into_iter().flatten().collect();
        vec![
            (Style::Faint, second(&entry.at)),
            (Style::Plain, entry.command.clone().unwrap_or_else(|| "status".to_owned())),
            (Style::Plain, entry.id.clone()),
            (style_of(entry.after), signing),
            (outcome, entry.outcome.to_word()),
            (Style::Plain, entry.snapshot.clone().unwrap_or_else(|| "-".to_owned())),
            (Style::Plain, by.join(" ")),
            (Style::Plain, entry.name.clone()),
        ]
    });
    rendered.result = table(rows.collect());
    if report.entries.is_empty() {
        rendered.notes.push(Line::new().faint(format!("the journal is empty ({})", report.state)));
    }
    if report.entries.iter().any(|entry| entry.outcome == EntryOutcome::Interrupted) {
        let words = "a change was interrupted, maybe after its PUT was sent: check with `vsw status APP`";
        rendered.notes.push(hint(words));
    }
    if report.unread > 0 {
        rendered.warning = Some(format!("cannot read {} line(s) of the journal", report.unread));
    }
    rendered
}

/// Renders the runs, the newest last.
pub fn runs(report: &RunsReport) -> Rendered {
    let mut rendered = Rendered::default();
    let rows = report.runs.iter().map(|run| {
        let counts = [
            (run.changed, "changed"),
            (run.unconfirmed, "unconfirmed"),
            (run.failed, "failed"),
            (run.interrupted, "interrupted"),
        ];
        let of = run.planned.map_or_else(String::new, |planned| format!(" of {planned}"));
        vec![
            (Style::Plain, run.run.clone()),
            (Style::Plain, run.command.clone()),
            (if run.resumable { Style::Doubtful } else { Style::Good }, format!("{}{of}", counted(counts))),
            (Style::Plain, run.by.user.clone().unwrap_or_default()),
        ]
    });
    rendered.result = table(rows.collect());
    if report.runs.is_empty() {
        rendered.notes.push(Line::new().faint(format!("the journal is empty ({})", report.state)));
    }
    if let Some(run) = report.runs.last().filter(|run| run.resumable) {
        let words =
            format!("the last run is incomplete; resume it: `vsw {} --resume {}`", run.command, run.run);
        rendered.notes.push(hint(words));
    }
    rendered
}

/// Renders the removed entries.
pub fn pruned(report: &PruneReport) -> Text {
    let verb = if report.dry_run { "would remove" } else { "removed" };
    let (lines, documents, runs) = (report.lines, report.documents, report.runs);
    Line::from(format!(
        "{verb} {lines} line(s), {documents} document(s), {runs} plan(s): {} bytes",
        report.bytes
    ))
    .into()
}
