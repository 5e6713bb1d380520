//! Human: reports as text that a person enjoys.

use crate::report::Report;
use crate::screen::{Screen, StdoutFailed, Text};

pub fn show(report: &Report, screen: &Screen) -> Result<(), StdoutFailed> {
    let text = match report {
        Report::Change(_) | Report::Status(_) | Report::Page(_) | Report::Ended(_) => Text::new(),
    };
    screen.show(&text)
}
