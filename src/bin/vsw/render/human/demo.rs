//! The output of `vsw demo` as text: the steps one by one, then the end.

use super::Rendered;
use crate::report::demo::DemoReport;
use crate::screen::{Line, Style, Text};

pub fn title(origin: &str) -> Text {
    let mut text = Text::new();
    text.push(
        Line::new().strong("Signed webhooks: turned on, lost, detected, turned on again, and verified"),
    );
    text.push(format!("A local sandbox of Vonage's Applications API listens on {origin} during the demo."));
    text.push("Each `vsw` command below really runs, against the sandbox only. The demo keeps nothing.");
    text
}

pub fn opening(about: &str, command: &str) -> Text {
    let mut text = Text::new();
    text.blank();
    text.push(Line::new().faint("# ").faint(about));
    text.push(Line::new().plain("$ ").strong(command));
    text
}

pub fn exit(code: u8) -> Text {
    Line::new().faint(format!("[exit {code}]")).into()
}

pub fn seen(words: &str) -> Text {
    Line::new().faint("# ").faint(words).into()
}

pub fn render(report: &DemoReport) -> Rendered {
    let mut text = Text::new();
    text.blank();
    match &report.failed {
        None => {
            text.push(
                Line::new()
                    .styled(Style::Good, "✓ ")
                    .plain("Every step worked: the demo checked each exit code and effect."),
            );
            text.push("Try it yourself: `vsw sandbox -- $SHELL`, then `vsw status`.");
        }
        Some(why) => {
            let step = report.steps.last().map_or("before the first step", |step| step.command.as_str());
            text.push(Line::new().styled(Style::Bad, "✗ ").plain("The demo failed at ").strong(step));
            text.push(format!("  {why}"));
        }
    }
    text.into()
}
