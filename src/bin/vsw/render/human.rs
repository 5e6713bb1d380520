//! Human: reports as text that a person enjoys: what was found, what was done, what is now. One file a report.

mod change;
mod config;
pub mod demo;
mod history;
mod list;
mod login;
mod show;
mod status;
mod verify;
mod whoami;

use crate::report::Report;
use crate::screen::{Screen, StdoutFailed, Style, Text};

pub use change::diff_text;

/// A report as text: what goes to stdout, and what is said beside it on stderr.
#[derive(Default)]
pub struct Said {
    pub result: Text,
    pub beside: Text,
}

impl From<Text> for Said {
    fn from(result: Text) -> Self {
        Self { result, beside: Text::new() }
    }
}

pub fn show(report: &Report, screen: &Screen) -> Result<(), StdoutFailed> {
    let said = match report {
        Report::Change(report) => change::said(report),
        Report::Status(report) => status::said(report),
        Report::Show(report) => show::said(report),
        Report::List(report) => list::said(report),
        Report::History(report) => history::said(report),
        Report::Verify(report) => verify::said(report),
        Report::Login(report) => login::stored(report).into(),
        Report::Logout(report) => login::removed(report).into(),
        Report::Whoami(report) => whoami::text(report).into(),
        Report::Config(report) => config::text(report).into(),
        Report::Demo(report) => demo::said(report),
        // `render::finish` shows these as they are.
        Report::Page(_) | Report::Bytes(_) | Report::Ended(_) => Said::default(),
    };
    let shown = screen.show(&said.result);
    screen.note(&said.beside);
    shown
}

/// How a signing state looks.
fn style_of(signing: &str) -> Style {
    match signing {
        "on" => Style::Good,
        "unknown" | "absent" | "invalid" => Style::Doubtful,
        _ => Style::Bad,
    }
}
