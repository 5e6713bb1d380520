//! The journal, its runs and the result of pruning as text; the newest come first.

use super::Rendered;
use super::pieces::{counted, hint, number_of, second, style_of};
use crate::report::history::{EntryOutcome, HistoryEntry, HistoryReport, PruneReport, RunEntry, RunsReport};
use crate::screen::{Line, Style, Text, table};
use crate::vocabulary::{Outcome, Word as _, count_of};

const WIDTH: usize = 100;

pub fn render(report: &HistoryReport) -> Rendered {
    let mut rendered = Rendered::default();
    let entries = || report.entries.iter().rev();
    if !report.entries.is_empty() {
        let first = headed(["TIME", "COMMAND", "SIGNING", "OUTCOME", "NAME"], entries().map(upper));
        let second = headed(["  ID", "SNAPSHOT", "BY"], entries().map(lower));
        rendered.result = first.alternating(second).within(WIDTH);
    }
    let nothing = match report.of {
        Some(id) => format!("no entries of application {id} in the journal ({})", report.state),
        None => none("entries", &report.state),
    };
    rendered.notes.extend(left_out(report.entries.len(), report.total, nothing));
    if let Some(entry) = entries().find(|entry| entry.outcome == EntryOutcome::Interrupted) {
        let words = "a change was interrupted and may have been made: check the application with";
        rendered.notes.push(hint(format!("{words} `vsw status {}`", entry.id)));
    }
    if report.unread > 0 {
        rendered.warning = Some(format!(
            "cannot read {} of the journal in {}: damaged, or written by a newer version of vsw",
            count_of(report.unread, "line"),
            report.state
        ));
    }
    rendered
}

/// First line of an entry.
fn upper(entry: &HistoryEntry) -> Vec<(Style, String)> {
    let after = entry.after.word();
    let signing =
        entry.before.map_or_else(|| after.to_owned(), |before| format!("{} → {after}", before.word()));
    let outcome = match &entry.outcome {
        EntryOutcome::Change(outcome) if outcome.is(&Outcome::Changed) => Style::Good,
        EntryOutcome::Seen | EntryOutcome::Accepted => Style::Faint,
        _ => Style::Doubtful,
    };
    vec![
        (Style::Faint, second(&entry.at)),
        (Style::Plain, entry.command.clone().unwrap_or_else(|| "status".to_owned())),
        (style_of(entry.after), signing),
        (outcome, entry.outcome.to_word()),
        (Style::Strong, entry.name.clone()),
    ]
}

/// Second line of an entry.
fn lower(entry: &HistoryEntry) -> Vec<(Style, String)> {
    let by = [entry.by.user.as_deref(), entry.by.host.as_deref(), entry.by.job.as_deref()];
    let by: Vec<&str> = by.into_iter().flatten().collect();
    vec![
        (Style::Faint, format!("  {}", entry.id)),
        (Style::Faint, entry.snapshot.clone().unwrap_or_else(|| "-".to_owned())),
        (Style::Faint, by.join(" ")),
    ]
}

fn headed<const N: usize>(names: [&str; N], rows: impl Iterator<Item = Vec<(Style, String)>>) -> Text {
    let header = names.map(|name| (Style::Faint, name.to_owned())).to_vec();
    table(std::iter::once(header).chain(rows).collect())
}

fn none(what: &str, state: &str) -> String {
    format!("no {what} in the journal ({state})")
}

fn left_out(shown: usize, total: usize, nothing: String) -> Text {
    match total - shown {
        0 if total == 0 => Line::new().faint(nothing).into(),
        0 => Text::new(),
        more => Line::new().faint(format!("… and {more} older; `--limit 0` shows all")).into(),
    }
}

pub fn runs(report: &RunsReport) -> Rendered {
    let mut rendered = Rendered::default();
    if !report.runs.is_empty() {
        let rows = report.runs.iter().rev().map(run);
        rendered.result = headed(["RUN", "COMMAND", "OUTCOME", "USER"], rows).within(WIDTH);
    }
    rendered.notes.extend(left_out(report.runs.len(), report.total, none("runs", &report.state)));
    if let Some(run) = report.runs.last().filter(|run| run.resumable) {
        let words =
            format!("the last run is incomplete; resume it: `vsw {} --resume {}`", run.command, run.run);
        rendered.notes.push(hint(words));
    }
    rendered
}

fn run(run: &RunEntry) -> Vec<(Style, String)> {
    let counts = [
        (run.changed, "changed"),
        (run.unconfirmed, "unconfirmed"),
        (run.failed, "failed"),
        (run.interrupted, "interrupted"),
        (run.conflict, "in conflict"),
    ];
    let of = run.planned.map_or_else(String::new, |planned| format!(" of {planned}"));
    vec![
        (Style::Plain, run.run.clone()),
        (Style::Plain, run.command.clone()),
        (if run.resumable { Style::Doubtful } else { Style::Good }, format!("{}{of}", counted(counts))),
        (Style::Plain, run.by.user.clone().unwrap_or_default()),
    ]
}

pub fn pruned(report: &PruneReport) -> Text {
    let verb = if report.dry_run { "would remove" } else { "removed" };
    let (lines, documents) = (count_of(report.lines, "line"), count_of(report.documents, "document"));
    let (runs, bytes) = (count_of(report.runs, "plan"), number_of(report.bytes, "byte", "bytes"));
    Line::from(format!("{verb} {lines}, {documents}, {runs}: {bytes}")).into()
}
