//! A created delivery in the requested format, and the list of forgeries.

use super::capture::{curl, http};
use crate::report::sign::{ForgeriesReport, Form, Listed, SignReport};
use crate::screen::{Style, Text, sanitize, table};

pub fn bytes(report: &SignReport) -> Vec<u8> {
    let capture = &report.delivery;
    match report.form {
        Form::Http => http(capture),
        Form::Curl => (curl(capture) + "\n").into_bytes(),
        // `safe_json` uses JSON escapes, so parsers read the same values.
        Form::Capture => format!("{}\n", sanitize::safe_json(&capture.line())).into_bytes(),
    }
}

pub fn forgeries(report: &ForgeriesReport) -> Text {
    let row = |kind: &Listed| {
        vec![
            (Style::Strong, kind.kind.to_owned()),
            (Style::Plain, kind.expected_code.to_string()),
            (Style::Plain, kind.about.to_owned()),
        ]
    };
    table(report.forgeries.iter().map(row).collect())
}
