//! An audited log, as text.

use super::Said;
use super::pieces::{counted, number_of};
use crate::exit::Exit;
use crate::report::audit::{AuditReport, Row, Summary};
use crate::screen::{Line, Style, Text, table};

pub fn said(report: &AuditReport) -> Said {
    let mut said = Said::default();
    said.result.extend(counts(report));
    said.result.extend(groups(report));
    said.result.extend(troubles(report));
    said.beside.push(Line::new().faint(TRUST));
    if report.disordered > 0 {
        let words =
            format!("{} deliveries stand below a later one: replays may be missed", report.disordered);
        said.warning = Some(words);
    } else if report.forgot_early {
        said.warning = Some("so many tokens came at once that replays may be missed".to_owned());
    }
    said.error.clone_from(&report.incomplete);
    if report.looked_at() == 0 && report.incomplete.is_none() {
        let why = if report.summary.read == 0 {
            "the log is empty"
        } else {
            "no delivery is within --since and --until"
        };
        said.error = Some(format!("nothing was verified: {why}"));
    }
    said
}

/// The head alone: how many stand where. What `--lines` says at its end.
pub fn counts(report: &AuditReport) -> Text {
    let Summary { read, genuine, unsigned, unsigned_expected, rejected, replayed, broken, outside } =
        report.summary;
    let read = number_of(read, "delivery", "deliveries");
    let (style, words) = match report.exit() {
        Exit::Yes => (Style::Good, format!("✓ {genuine} of {read} genuine")),
        _ => (Style::Bad, format!("✗ {genuine} of {read} genuine")),
    };
    let others = counted([
        (rejected, "rejected"),
        (unsigned, "unsigned"),
        (unsigned_expected, "unsigned as expected"),
        (replayed, "replayed"),
        (broken, "broken"),
        (outside, "outside of the times asked for"),
    ]);
    let separator = if others.is_empty() { "" } else { ", " };
    Line::new().styled(style, words).plain(separator).plain(others).into()
}

/// A column of numbers: its name, and the number of a row.
type Column = (&'static str, fn(&Row) -> u64);

fn groups(report: &AuditReport) -> Text {
    if report.groups.is_empty() {
        return Text::new();
    }
    let columns: [Column; 5] = [
        ("genuine", |row| row.genuine),
        ("rejected", |row| row.rejected.values().sum()),
        ("unsigned", |row| row.unsigned),
        ("expected", |row| row.unsigned_expected),
        ("replayed", |row| row.replayed),
    ];
    let mut rows = vec![vec![(Style::Faint, report.by.to_owned())]];
    rows.extend(report.groups.iter().map(|row| {
        let name = if row.verified { row.name.clone() } else { format!("{} (unverified)", row.name) };
        vec![(Style::Plain, name)]
    }));
    let shown = |count: u64| if count == 0 { ".".to_owned() } else { count.to_string() };
    for (at, (name, count)) in columns.into_iter().enumerate() {
        // The last two only where there is something in them, which is seldom.
        if at >= 3 && report.groups.iter().all(|row| count(row) == 0) {
            continue;
        }
        let numbers: Vec<String> = report.groups.iter().map(|row| shown(count(row))).collect();
        let width = numbers.iter().map(String::len).chain([name.len()]).max().unwrap_or(0);
        let cells = std::iter::once((Style::Faint, name.to_owned()))
            .chain(numbers.into_iter().map(|number| (Style::Plain, number)));
        for (row, (style, cell)) in rows.iter_mut().zip(cells) {
            row.push((style, format!("{cell:>width$}")));
        }
    }
    table(rows)
}

fn troubles(report: &AuditReport) -> Text {
    let mut text = Text::new();
    for (code, count) in &report.rejected {
        text.push(Line::new().plain(format!("{count} rejected: ")).strong(*code));
    }
    for event in report.missing() {
        text.push(Line::new().styled(Style::Bad, format!("no genuine {event}, which was required")));
    }
    for broken in report.broken.iter().take(NAMED) {
        let file = broken.file.as_ref().map(|file| format!("{file}: ")).unwrap_or_default();
        text.push(Line::new().plain(format!("{file}line {}: {}", broken.line, broken.detail)));
    }
    let more = report.summary.broken.saturating_sub(NAMED as u64);
    if more > 0 {
        text.push(Line::new().faint(format!("and {more} more broken lines")));
    }
    text
}

/// Broken lines that are named; the JSON report has more of them.
const NAMED: usize = 10;

const TRUST: &str =
    "Each delivery was verified as of the time at which the log says that it came: that is taken on trust.";
