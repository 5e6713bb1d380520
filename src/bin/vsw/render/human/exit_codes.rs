//! The table of exit codes, as text.

use crate::report::exit_codes::ExitCodesReport;
use crate::screen::{Line, Text};

pub fn text(report: &ExitCodesReport) -> Text {
    let mut text = Text::new();
    for row in &report.codes {
        text.push(
            Line::new()
                .strong(format!("{:>3}", row.code))
                .plain(format!("  {:<13}  {}", row.name, row.meaning)),
        );
    }
    text
}
