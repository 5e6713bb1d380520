//! A drift check, as text.

use super::{Said, style_of, way_out};
use crate::report::status::{CheckedApplication, StatusReport, Verdict};
use crate::screen::{Line, Style, Text};

pub fn said(report: &StatusReport) -> Said {
    let mut said = Said::default();
    if !report.shown {
        let is_set = matches!(report.selection.source, "all" | "fleet");
        let is_told =
            |one: &&CheckedApplication| !is_set || !matches!(one.verdict, Verdict::Ok | Verdict::Skipped);
        for application in report.applications.iter().filter(is_told) {
            if is_set { in_short(application, &mut said.result) } else { one(application, &mut said.result) }
        }
    }
    said.result.push(Line::new().faint(summary(report)));
    if let Some(detail) = &report.detail {
        said.error = Some(format!("this is not all: {detail}"));
    }
    let troubled =
        report.applications.iter().find(|one| matches!(one.verdict, Verdict::Drift | Verdict::Unknown));
    if let Some((application, code)) = troubled.and_then(|application| Some((application, application.code?)))
    {
        let words = match code {
            "flag-dropped" | "flag-absent" | "flag-off" | "flag-invalid" => {
                let again = if application.last_confirmed_at.is_some() { " again" } else { "" };
                match (report.selection.source, &report.selection.file) {
                    // One of several accounts may be another than the one in force: the file knows which.
                    ("fleet", Some(file)) => format!("switch on what should be: `vsw enable --fleet {file}`"),
                    _ => format!("switch it on{again}: `vsw enable {}`", application.id),
                }
            }
            "flag-on" => format!("switch it off: `vsw disable {}`", application.id),
            "webhook-address" | "webhook-method" => {
                format!("see what is there: `vsw show {}`", application.id)
            }
            _ if code.starts_with("rtc-") => format!("see what is there: `vsw show {}`", application.id),
            _ => way_out(code, application.id),
        };
        said.beside.push(Line::new().styled(Style::Good, "hint: ").plain(words));
    }
    said
}

/// One application of a set, for a check that shows each as it is judged.
pub fn text(application: &CheckedApplication) -> Text {
    let mut text = Text::new();
    in_short(application, &mut text);
    text
}

/// One of many: a line, and below it what is known beyond its state.
fn in_short(application: &CheckedApplication, text: &mut Text) {
    let (mark, style) = mark(application.verdict);
    let name = application.name.as_deref().unwrap_or("(not read)");
    let line = Line::new().styled(style, mark).plain(" ").strong(name).plain("  ");
    let line = line.faint(application.id.to_string()).plain("  ");
    let line = line.styled(style, application.code.unwrap_or(application.signing));
    text.push(match &application.declared {
        Some(declared) => line.faint(format!("  {}:{}", declared.path, declared.line)),
        None => line,
    });
    if application.verdict == Verdict::Unknown {
        let detail = application.detail.as_deref().unwrap_or_default();
        text.push(Line::new().plain("  detail    ").plain(detail));
    }
    below(application, text);
}

fn one(application: &CheckedApplication, text: &mut Text) {
    let (mark, style) = mark(application.verdict);
    let name = application.name.as_deref().unwrap_or("(not read)");
    text.push(
        Line::new().styled(style, mark).plain(" ").strong(name).plain("  ").faint(application.id.to_string()),
    );
    let dropped = if application.code == Some("flag-dropped") { " (dropped)" } else { "" };
    let signing =
        Line::new().plain("  signing   ").styled(style_of(application.signing), application.signing);
    text.push(signing.styled(Style::Bad, dropped));
    if let Some(detail) = &application.detail {
        text.push(Line::new().plain("  detail    ").plain(detail));
    }
    if let Some(code) = application.code {
        text.push(Line::new().plain("  code      ").plain(code));
    }
    if let Some(declared) = application.declared.as_ref().filter(|_| application.verdict != Verdict::Ok) {
        text.push(Line::new().plain("  declared  ").faint(format!("{}:{}", declared.path, declared.line)));
    }
    below(application, text);
}

/// What is known of an application that is not as it should be: what excuses it, when it was last well, what moved.
fn below(application: &CheckedApplication, text: &mut Text) {
    if let Some(waiver) = application.waiver.as_ref() {
        let words = format!("until {}: {} ({})", waiver.until, waiver.reason, waiver.owner);
        text.push(
            Line::new()
                .plain(if waiver.ended { "  waiver    ended, was " } else { "  waiver    " })
                .plain(words),
        );
    }
    if application.verdict != Verdict::Ok
        && let Some(at) = &application.last_confirmed_at
    {
        // Seconds are enough for a person; the report has the rest.
        let at = at.get(..19).map_or_else(|| at.clone(), |seconds| format!("{seconds}Z"));
        text.push(Line::new().plain("  last on   ").plain(at));
    }
    for moved in &application.moved {
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "(nothing)".to_owned());
        let line = Line::new().plain("  moved     ").plain(&moved.path).plain("  ");
        text.push(line.plain(value(&moved.before)).plain(" → ").plain(value(&moved.after)));
    }
}

fn mark(verdict: Verdict) -> (&'static str, Style) {
    match verdict {
        Verdict::Ok => ("✓", Style::Good),
        Verdict::Drift => ("✗", Style::Bad),
        Verdict::Unknown => ("?", Style::Doubtful),
        Verdict::Skipped | Verdict::Waived | Verdict::Unlisted => ("•", Style::Faint),
    }
}

fn summary(report: &StatusReport) -> String {
    let summary = &report.summary;
    let read = summary.all() - summary.unknown;
    let from = report.selection.file.as_deref().unwrap_or(source(report.selection.source));
    let mut said = format!("checked {read} of {} from {from}", report.selection.count);
    if let Some(shard) = &report.selection.shard {
        said.push_str(&format!(", part {shard}"));
    }
    let rest = [
        (summary.drift, "drift"),
        (summary.unknown, "unknown"),
        (summary.skipped, "skipped"),
        (summary.waived, "waived"),
        (summary.unlisted, "unlisted"),
    ];
    let rest: Vec<String> =
        rest.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    if !rest.is_empty() {
        said.push_str(&format!(" ({})", rest.join(", ")));
    }
    if let Some(baseline) = &report.baseline {
        said.push_str(&format!(", held against {baseline}"));
    }
    said
}

fn source(source: &str) -> &str {
    match source {
        "argument" => "the command line",
        "environment" => "VONAGE_APPLICATION_ID",
        "profile" => "the profile",
        "picker" => "the list",
        "all" => "the account",
        other => other,
    }
}
