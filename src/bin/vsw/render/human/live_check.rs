//! The announcement and the report of `vsw doctor --live-check` as text.

use super::Rendered;
use super::pieces::{hint, number_of};
use crate::report::live_check::{Answer, Leftover, LeftoverOutcome, LiveCheckReport, Question};
use crate::screen::{Line, Style, Text};

/// The page's URL in the repository: an installed program comes without `docs/`.
const PAGE: &str =
    concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/v", env!("CARGO_PKG_VERSION"), "/docs/live-check.md");

pub fn about(account: &str, origin: &str, call: Option<&str>, most: u32) -> Text {
    let mut text = Text::new();
    text.push(Line::new().strong("The live check tests behavior of the API that is not documented."));
    for line in [
        format!("In the account {account} at {origin}, it"),
        // No backticks: this run's options, such as `--profile`, would be inserted after `vsw`, as in a
        // suggested command.
        "  - creates one application named \"vsw live check …\", with webhooks at example.com;".to_owned(),
        "  - changes and reads that application, and looks for it in the list of applications;".to_owned(),
        "  - deletes it, and any that an interrupted live check of this machine left.".to_owned(),
        format!("It sends at most {most} requests, about two a second."),
        match call {
            None => "It makes no call and costs nothing.".to_owned(),
            Some(to) => {
                format!("Then it calls {to}: this costs money and rings that phone, for at most 20 seconds.")
            }
        },
        "It changes no other application. Its report names no secret, no key and no other application."
            .to_owned(),
    ] {
        text.push(Line::new().plain(line));
    }
    text
}

pub fn render(report: &LiveCheckReport) -> Rendered {
    let mut rendered = Rendered::default();
    let title = format!("live check of {} at {}", report.api, report.started_at);
    rendered.result.push(Line::new().strong(title));
    for question in &report.questions {
        rendered.result.extend(of_question(question));
    }
    for leftover in &report.leftovers {
        rendered.result.push(of_leftover(leftover));
    }
    let unclear = report.questions.iter().filter(|one| one.answer == Answer::Unclear).count();
    let answered = report.questions.len() - unclear;
    let end = match (&report.application, report.is_application_gone) {
        (None, true) => "no application was created".to_owned(),
        (None, false) => {
            "no response shows whether the application was created; the next live check looks for it"
                .to_owned()
        }
        (Some(id), true) => format!("application {id} was created and deleted"),
        (Some(id), false) => format!("application {id} was created and could not be deleted"),
    };
    let requests = number_of(report.requests, "request", "requests");
    rendered
        .result
        .push(Line::new().faint(format!("answered {answered}, unclear {unclear}; {requests}; {end}")));
    if let Some(stopped) = &report.error {
        rendered.error = Some(stopped.message.clone());
        rendered.notes.extend(stopped.hint.iter().map(|words| hint(words.clone())).fold(
            Text::new(),
            |mut text, line| {
                text.push(line);
                text
            },
        ));
    }
    let remaining = report.remaining();
    if !remaining.is_empty() {
        rendered.warning = Some(format!("not deleted: {}", remaining.join(", ")));
        rendered.notes.push(hint(
            "run `vsw doctor --live-check` again, which tries to delete the applications with an id; delete the others in the Dashboard",
        ));
    }
    rendered.notes.push(Line::new().faint(format!(
        "This report can be shown to anyone; `--json` adds the requests and responses, redacted. What the answers mean: \
         {PAGE}"
    )));
    rendered
}

fn of_question(question: &Question) -> Text {
    let (mark, style) = match &question.answer {
        Answer::Unclear => ("?", Style::Doubtful),
        _ => ("✓", Style::Good),
    };
    let mut text = Text::new();
    text.push(
        Line::new().styled(style, mark).plain(" ").strong(question.id).plain("  ").faint(question.words),
    );
    let mut line = Line::new().plain("    ").styled(style, question.answer.word());
    if let Some(detail) = &question.detail {
        line = line.plain(format!("  ({detail})"));
    }
    text.push(line);
    let steps: Vec<String> = question
        .evidence
        .iter()
        .map(|one| format!("{} → {}", one.request.method, one.response.status))
        .collect();
    if !steps.is_empty() {
        text.push(Line::new().plain("    ").faint(steps.join(", ")));
    }
    text
}

fn of_leftover(leftover: &Leftover) -> Line {
    let words = match leftover.outcome {
        LeftoverOutcome::Removed => "deleted now",
        LeftoverOutcome::Absent => "it does not exist",
        LeftoverOutcome::Renamed => {
            "its name was changed, so vsw did not delete the application; if you do not need the application, delete it in the Dashboard"
        }
        LeftoverOutcome::Remains => "it could not be deleted",
        LeftoverOutcome::Unlisted => {
            "the list of applications is too long to search; delete the application in the Dashboard"
        }
        LeftoverOutcome::Unknown => {
            "the search for the application failed; the next live check repeats the search"
        }
    };
    let of = leftover.application.as_deref().unwrap_or(&leftover.name);
    Line::new().plain(format!("application of an interrupted check: {of}: {words}"))
}
