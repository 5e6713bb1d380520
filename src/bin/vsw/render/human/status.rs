//! The report of `vsw status` as text.

use super::Rendered;
use super::pieces::{self, counted, field, heading, hint, remedy, second};
use crate::codes::Code;
use crate::report::SelectedBy;
use crate::report::status::{CheckedApplication, StatusReport, Verdict};
use crate::screen::{Line, Style, Text};

pub fn render(report: &StatusReport) -> Rendered {
    let mut rendered = Rendered::default();
    if !report.shown {
        let is_set = report.selection.source.is_set();
        let is_listed =
            |one: &&CheckedApplication| !is_set || !matches!(one.verdict, Verdict::Ok | Verdict::Skipped);
        for application in report.applications.iter().filter(is_listed) {
            if is_set {
                one_line(application, &mut rendered.result);
            } else {
                one(application, &mut rendered.result);
            }
        }
    }
    rendered.result.push(Line::new().faint(summary(report)));
    if let Some(detail) = &report.detail {
        rendered.error = Some(format!("the check is incomplete: {detail}"));
    }
    let with_problem =
        report.applications.iter().find(|one| matches!(one.verdict, Verdict::Drift | Verdict::Unknown));
    if let Some((application, code)) =
        with_problem.and_then(|application| Some((application, application.code?)))
    {
        rendered.notes.push(hint(next_step(report, application, code)));
    }
    rendered
}

/// Returns the next command to run for the first application that has a problem.
fn next_step(report: &StatusReport, application: &CheckedApplication, code: Code) -> String {
    match code {
        Code::FlagDropped | Code::FlagAbsent | Code::FlagOff | Code::FlagInvalid => {
            let again = if application.last_confirmed_at.is_some() { " again" } else { "" };
            match (report.selection.source, &report.selection.file) {
                // The account may differ from the one in use; the fleet file knows it.
                (SelectedBy::Fleet, Some(file)) => {
                    format!("turn signing on as the fleet file requires: `vsw enable --fleet {file}`")
                }
                _ => format!("turn signing on{again}: `vsw enable {}`", application.id),
            }
        }
        Code::FlagOn => format!("turn signing off: `vsw disable {}`", application.id),
        Code::WebhookAddress
        | Code::WebhookMethod
        | Code::RtcFlagDropped
        | Code::RtcFlagAbsent
        | Code::RtcFlagOff
        | Code::RtcFlagOn
        | Code::RtcFlagInvalid => format!("show the application: `vsw show {}`", application.id),
        _ => remedy(code, application.id),
    }
}

/// Returns one application of a set, for a check that prints results as they arrive.
pub fn text(application: &CheckedApplication) -> Text {
    let mut text = Text::new();
    one_line(application, &mut text);
    text
}

/// Renders one application of many: a line, and below it further details.
fn one_line(application: &CheckedApplication, text: &mut Text) {
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

/// Renders details of an application with a problem: its waiver, when it was last on, and what changed.
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
        _ => report.selection.description(),
    };
    let mut rendered = format!("checked {read} of {} from {source}", report.selection.count);
    if let Some(shard) = &report.selection.shard {
        rendered.push_str(&format!(", part {shard}"));
    }
    let rest = counted(summary.beside_ok());
    if !rest.is_empty() {
        rendered.push_str(&format!(" ({rest})"));
    }
    if let Some(baseline) = &report.baseline {
        rendered.push_str(&format!(", compared with {baseline}"));
    }
    rendered
}
