//! A created delivery in the requested format: an HTTP request, a command, or a line of a log.

use vsw::capture::Capture;

use crate::report::sign::{ForgeriesReport, Form, Listed, SignReport};
use crate::screen::{Style, Text, sanitize, shell, table};

/// Returns the bytes for stdout.
pub fn bytes(report: &SignReport) -> Vec<u8> {
    let capture = &report.delivery;
    match report.form {
        Form::Http => http(capture),
        Form::Curl => (curl(capture) + "\n").into_bytes(),
        // The escapes of `safe_json` are JSON escapes, so parsers read the same values.
        Form::Capture => format!("{}\n", sanitize::safe_json(&capture.line())).into_bytes(),
    }
}

/// Returns a raw request for `vsw verify --request-file`. Adds no newline after the body: it would change the body.
fn http(capture: &Capture) -> Vec<u8> {
    let mut request = format!("{} {} HTTP/1.1\r\n", capture.method, target(&capture.url)).into_bytes();
    for (name, value) in &capture.headers {
        request.extend([name.as_bytes(), b": ", value, b"\r\n"].concat());
    }
    request.extend(b"\r\n");
    request.extend(&capture.body);
    request
}

/// Returns a URL as in a request line, without scheme and host.
fn target(url: &str) -> String {
    let Some((_, rest)) = url.split_once("://").filter(|_| !url.starts_with('/')) else {
        return url.to_owned();
    };
    match rest.find(['/', '?']).and_then(|at| rest.get(at..)) {
        Some(path) if path.starts_with('/') => path.to_owned(),
        Some(query) => format!("/{query}"),
        None => "/".to_owned(),
    }
}

/// The maximum length of an argument, in bytes. A longer one may exceed the limit of the operating system.
const LONGEST_WORD: usize = 64 * 1024;

/// Returns a command that sends the delivery. curl adds Host and Content-Length itself. A plain single-line body of up
/// to [`LONGEST_WORD`] is an argument; any other body comes through a pipe, so that no shell or terminal changes its
/// bytes.
fn curl(capture: &Capture) -> String {
    let headers = capture.headers.iter().filter(|(name, _)| name != "Host" && name != "Content-Length");
    let mut words = vec!["curl --globoff".to_owned()];
    for (name, value) in headers {
        let header = format!("{name}: {}", String::from_utf8_lossy(value));
        words.push(format!("--header {}", shell::quoted(&header)));
    }
    let mut before = String::new();
    if capture.method == vsw::delivery::Method::Post {
        words.push(match plain(&capture.body) {
            Some(text) => format!("--data-raw {}", shell::quoted(text)),
            None => {
                before = format!("{} | ", shell::printf(&capture.body));
                "--data-binary @-".to_owned()
            }
        });
    }
    words.push(format!("--url {}", shell::quoted(&capture.url)));
    before + &words.join(" \\\n  ")
}

/// Returns the body if it can be displayed, copied and pasted without changes.
fn plain(body: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(body).ok().filter(|text| text.len() <= LONGEST_WORD)?;
    let is_safe = sanitize::safe(text) == text && sanitize::no_annotation(text) == text;
    is_safe.then_some(text)
}

/// Renders the kinds of forgeries, each with the code with which a verifier should reject it.
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
