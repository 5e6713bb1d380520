//! A drift check, as text.

use super::Said;
use super::pieces::{self, counted, field, heading, hint, second, way_out};
use crate::codes::Code;
use crate::report::SelectedBy;
use crate::report::status::{CheckedApplication, StatusReport, Verdict};
use crate::screen::{Line, Style, Text};

pub fn said(report: &StatusReport) -> Said {
    let mut said = Said::default();
    if !report.shown {
        let is_set = report.selection.source.is_set();
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
        said.beside.push(hint(next_step(report, application, code)));
    }
    said
}

/// The command to run next, for the first application that something is wrong with.
fn next_step(report: &StatusReport, application: &CheckedApplication, code: Code) -> String {
    match code {
        Code::FlagDropped | Code::FlagAbsent | Code::FlagOff | Code::FlagInvalid => {
            let again = if application.last_confirmed_at.is_some() { " again" } else { "" };
            match (report.selection.source, &report.selection.file) {
                // One of several accounts may be another than the one in force: the file knows which.
                (SelectedBy::Fleet, Some(file)) => {
                    format!("switch on what should be: `vsw enable --fleet {file}`")
                }
                _ => format!("switch it on{again}: `vsw enable {}`", application.id),
            }
        }
        Code::FlagOn => format!("switch it off: `vsw disable {}`", application.id),
        Code::WebhookAddress
        | Code::WebhookMethod
        | Code::RtcFlagDropped
        | Code::RtcFlagAbsent
        | Code::RtcFlagOff
        | Code::RtcFlagOn
        | Code::RtcFlagInvalid => format!("see what is there: `vsw show {}`", application.id),
        _ => way_out(code, application.id),
    }
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
    let line = heading((mark, style), application.name.as_deref(), application.id).plain("  ");
    let line = line.styled(style, application.code.map_or(application.signing.word(), Code::word));
    text.push(match &application.declared {
        Some(declared) => line.faint(format!("  {}:{}", declared.path, declared.line)),
        None => line,
    });
    if application.verdict == Verdict::Unknown {
        field(text, "  detail    ", Some(application.detail.as_deref().unwrap_or_default()));
    }
    below(application, text);
}

fn one(application: &CheckedApplication, text: &mut Text) {
    text.push(heading(mark(application.verdict), application.name.as_deref(), application.id));
    let dropped = if application.code == Some(Code::FlagDropped) { " (dropped)" } else { "" };
    let signing = pieces::signing(Line::new().plain("  signing   "), application.signing);
    text.push(signing.styled(Style::Bad, dropped));
    field(text, "  detail    ", application.detail.as_ref());
    field(text, "  code      ", application.code.map(Code::word));
    if let Some(declared) = application.declared.as_ref().filter(|_| application.verdict != Verdict::Ok) {
        text.push(Line::new().plain("  declared  ").faint(format!("{}:{}", declared.path, declared.line)));
    }
    below(application, text);
}

/// What is known of an application that is not as it should be: what excuses it, when it was last well, what moved.
fn below(application: &CheckedApplication, text: &mut Text) {
    if let Some(waiver) = application.waiver.as_ref() {
        let ended = if waiver.ended { "ended, was " } else { "" };
        let words = format!("{ended}until {}: {} ({})", waiver.until, waiver.reason, waiver.owner);
        field(text, "  waiver    ", Some(words));
    }
    let last_on = application.last_confirmed_at.as_deref().filter(|_| application.verdict != Verdict::Ok);
    field(text, "  last on   ", last_on.map(second));
    pieces::moved(text, "  moved     ", &application.differences);
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
    let read = summary.all() - summary.of(Verdict::Unknown);
    let source = match (&report.selection.file, report.selection.source) {
        (None, SelectedBy::All) => "the account".to_owned(),
        _ => report.selection.said(),
    };
    let mut said = format!("checked {read} of {} from {source}", report.selection.count);
    if let Some(shard) = &report.selection.shard {
        said.push_str(&format!(", part {shard}"));
    }
    let rest = counted(summary.beside_ok());
    if !rest.is_empty() {
        said.push_str(&format!(" ({rest})"));
    }
    if let Some(baseline) = &report.baseline {
        said.push_str(&format!(", held against {baseline}"));
    }
    said
}
