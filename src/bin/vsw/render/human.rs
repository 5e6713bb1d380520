//! Human: reports as text that a person enjoys, one file a report.

mod config;
mod login;
mod whoami;

use crate::report::Report;
use crate::screen::{Screen, StdoutFailed, Text};

pub fn show(report: &Report, screen: &Screen) -> Result<(), StdoutFailed> {
    let text = match report {
        Report::Login(report) => login::stored(report),
        Report::Logout(report) => login::removed(report),
        Report::Whoami(report) => whoami::text(report),
        Report::Config(report) => config::text(report),
        Report::Change(_) | Report::Status(_) | Report::Page(_) | Report::Ended(_) => Text::new(),
    };
    screen.show(&text)
}
