//! The story of `vsw demo`, as text: in pieces while it is played, and its end.

use super::Said;
use crate::report::demo::DemoReport;
use crate::screen::{Line, Style, Text};

/// What stands above the first step.
pub fn title(origin: &str) -> Text {
    let mut text = Text::new();
    text.push(
        Line::new().strong("Signed webhooks: switched on, lost, noticed, switched on again, and verified"),
    );
    text.push(format!("A stand-in of Vonage's Applications API listens on {origin} while this runs."));
    text.push(
        "Every `vsw` command below is run for real, against it. Nothing else is asked, and nothing is kept.",
    );
    text
}

/// What a step is about and its command, before it is run.
pub fn opening(about: &str, command: &str) -> Text {
    let mut text = Text::new();
    text.blank();
    text.push(Line::new().faint("# ").faint(about));
    text.push(Line::new().plain("$ ").strong(command));
    text
}

/// How a command ended, after its output.
pub fn exit(code: u8) -> Text {
    Line::new().faint(format!("[exit {code}]")).into()
}

/// What is to be seen in the sandbox after it.
pub fn seen(words: &str) -> Text {
    Line::new().faint("# ").faint(words).into()
}

pub fn said(report: &DemoReport) -> Said {
    let mut text = Text::new();
    text.blank();
    match &report.failed {
        None => {
            text.push(
                Line::new()
                    .styled(Style::Good, "✓ ")
                    .plain("Every step did what it says: its exit code and its effect were checked."),
            );
            text.push("Try it yourself: `vsw sandbox -- $SHELL`, and then `vsw status`.");
        }
        Some(why) => {
            let step = report.steps.last().map_or("before the first step", |step| step.command.as_str());
            text.push(Line::new().styled(Style::Bad, "✗ ").plain("The demo failed at ").strong(step));
            text.push(format!("  {why}"));
        }
    }
    text.into()
}
