//! The report of `vsw audit` as text.

use vsw::delivery::Product;

use super::Rendered;
use super::pieces::{self, counted, number_of};
use crate::exit::Exit;
use crate::report::audit::{AuditReport, Row, SampledCause, Summary, VerifiedAsOf};
use crate::screen::{Line, Style, Text, table};

pub fn render(report: &AuditReport) -> Rendered {
    let mut rendered = Rendered::default();
    rendered.result.extend(counts(report));
    rendered.result.extend(groups(report));
    rendered.result.extend(products(report));
    rendered.result.extend(problems(report));
    rendered.result.extend(sampled_cause(report));
    rendered.notes.extend(hint(report));
    if report.has_verdicts() {
        rendered.notes.push(Line::new().faint(trust(report.verified_as_of)));
    }
    if report.disordered > 0 {
        let words = format!(
            "{} out of order: replays may be missed; sort the log by its receive times",
            number_of(report.disordered, "delivery is", "deliveries are")
        );
        rendered.warning = Some(words);
    } else if report.forgot_early {
        rendered.warning = Some("the log has too many tokens in a short time, so vsw may miss replays; audit shorter periods that overlap, with `--since` and `--until`".to_owned());
    }
    rendered.error = failure(report);
    rendered
}

pub fn failure(report: &AuditReport) -> Option<String> {
    let nothing = || {
        let why = if report.summary.read == 0 {
            "the log is empty"
        } else {
            "no delivery is within --since and --until"
        };
        (report.checked() == 0).then(|| format!("nothing was verified: {why}"))
    };
    report.incomplete.clone().or_else(nothing)
}

/// Returns the report's heading; empty for an empty log.
pub fn counts(report: &AuditReport) -> Text {
    if report.summary.read == 0 {
        return Text::new();
    }
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
        (outside, "outside the requested times"),
    ]);
    let separator = if others.is_empty() { "" } else { ", " };
    Line::new().styled(style, words).plain(separator).plain(others).into()
}

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
        let name = if row.verified || row.name == UNVERIFIED {
            row.name.clone()
        } else {
            format!("{} (unverified)", row.name)
        };
        vec![(Style::Plain, name)]
    }));
    let shown = |count: u64| if count == 0 { ".".to_owned() } else { count.to_string() };
    for (at, (name, count)) in columns.into_iter().enumerate() {
        // The last two columns are usually empty, and then omitted.
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

fn products(report: &AuditReport) -> Text {
    let count = |product: Product| report.products.get(product.word()).copied().unwrap_or(0);
    let counts = counted(Product::ALL.map(|product| (count(product), product.word())));
    let others = Product::ALL.into_iter().any(|product| product != Product::Voice && count(product) > 0);
    if others { Line::new().plain(format!("genuine by product: {counts}")).into() } else { Text::new() }
}

fn problems(report: &AuditReport) -> Text {
    let mut text = Text::new();
    for (code, count) in &report.rejected {
        text.push(Line::new().plain(format!("{count} rejected: ")).strong(*code));
    }
    for event in report.missing() {
        text.push(
            Line::new()
                .styled(Style::Bad, format!("no genuine `{event}` delivery, but `--require` asks for one")),
        );
    }
    for broken in report.broken.iter().take(NAMED) {
        let file = broken.file.as_ref().map(|file| format!("{file}: ")).unwrap_or_default();
        text.push(Line::new().plain(format!("{file}line {}: {}", broken.line, broken.detail)));
    }
    let more = report.summary.broken.saturating_sub(NAMED as u64);
    if more > 0 {
        let lines = if more == 1 { "line" } else { "lines" };
        text.push(Line::new().faint(format!("and {more} more broken {lines}")));
    }
    text
}

pub fn sampled_cause(report: &AuditReport) -> Text {
    let Some(SampledCause { verdict, code, detail, remedy, explained, sampled }) = &report.sampled_cause
    else {
        return Text::new();
    };
    let why = Line::new().styled(Style::Doubtful, "why (a sample): ").strong(code.word());
    let lines = match sampled {
        1 => format!("the first {verdict} line"),
        _ => format!("{explained} of the first {sampled} {verdict} lines"),
    };
    let which = format!("  explains {lines}; see `vsw explain {code}`");
    let mut text = Text::new();
    text.push(why);
    text.push(Line::new().plain(which));
    text.push(Line::new().plain("  ").plain(&**detail));
    text.push(Line::new().plain("  → ").plain(*remedy));
    text
}

pub fn hint(report: &AuditReport) -> Text {
    report.hint.as_deref().map(pieces::hint).map_or_else(Text::new, Text::from)
}

/// The group of deliveries whose application, account or secret is not verified.
const UNVERIFIED: &str = "unverified";

/// The maximum number of broken lines in the text. The JSON report may list more.
const NAMED: usize = 10;

fn trust(verified_as_of: VerifiedAsOf) -> &'static str {
    match verified_as_of {
        VerifiedAsOf::LogTime => {
            "Each delivery was verified as of the time in the log, which is not verified itself."
        }
        VerifiedAsOf::LogTimeOrNow => {
            "Each delivery was verified as of its time in the log, or as of --now if the log has no time for the delivery. The log's times are not verified."
        }
        VerifiedAsOf::Now => {
            "Each delivery was verified as of --now. To use the times in the log, add --received-at POINTER."
        }
    }
}
