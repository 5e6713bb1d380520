//! A capture as an HTTP request, and as a command that sends or verifies it.

use vsw::capture::Capture;
use vsw::delivery::Method;
use vsw::verify::AUTHORIZATION;

use crate::screen::{sanitize, shell};

/// Returns the capture as an HTTP request. No newline follows the body, because it would change the body.
pub fn http(capture: &Capture) -> Vec<u8> {
    let mut request = format!("{} {} HTTP/1.1\r\n", capture.method, capture.target()).into_bytes();
    for (name, value) in &capture.headers {
        request.extend([name.as_bytes(), b": ", value, b"\r\n"].concat());
    }
    request.extend(b"\r\n");
    request.extend(&capture.body);
    request
}

/// Maximum length in bytes of a text in a command line. A longer argument may exceed the operating system's limit.
const LONGEST_ARGUMENT: usize = 64 * 1024;

/// Returns a `curl` command that sends the capture. A body that is unsafe as an argument comes through a pipe.
pub fn curl(capture: &Capture) -> String {
    let headers = capture.headers.iter().filter(|(name, _)| !is_of_connection(name));
    let mut words = vec!["curl --globoff".to_owned()];
    for (name, value) in headers {
        // curl omits a header with nothing after the colon; `Name;` sends it empty.
        let header = match String::from_utf8_lossy(value) {
            empty if empty.trim().is_empty() => format!("{name};"),
            value => format!("{name}: {value}"),
        };
        words.push(format!("--header {}", shell::quoted(&header)));
    }
    let mut before = String::new();
    if capture.method == Method::Post {
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

fn plain(body: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(body).ok().filter(|text| text.len() <= LONGEST_ARGUMENT)?;
    let is_safe = sanitize::safe(text) == text && sanitize::no_annotation(text) == text;
    is_safe.then_some(text)
}

pub fn verify(capture: &Capture) -> String {
    let at = capture.received_at.map(|at| format!(" \\\n  --at {at}")).unwrap_or_default();
    match with_options(capture) {
        Some(command) => command + &at,
        None => format!("{} | vsw verify --request-file -{at}", shell::printf(&http(capture))),
    }
}

fn with_options(capture: &Capture) -> Option<String> {
    let mut tokens = capture.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(AUTHORIZATION));
    let (Some((_, token)), None) = (tokens.next(), tokens.next()) else { return None };
    let header = format!("vsw verify --header {}", shell::quoted(plain(token)?));
    Some(match capture.method {
        Method::Post => format!("{header} \\\n  --body {}", shell::quoted(plain(&capture.body)?)),
        _ => format!("{header} \\\n  --method GET --url {}", shell::quoted(&capture.target())),
    })
}

/// Returns whether the header belongs to the connection. Each sender sets such headers itself.
fn is_of_connection(name: &str) -> bool {
    let of_connection = ["host", "content-length", "connection", "transfer-encoding", "expect"];
    of_connection.iter().any(|other| name.eq_ignore_ascii_case(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curl_sends_an_empty_header() {
        let capture = Capture {
            method: Method::Get,
            url: "/".to_owned(),
            headers: vec![("X-Empty".to_owned(), Vec::new()), ("X-Full".to_owned(), b"1".to_vec())],
            body: Vec::new(),
            received_at: None,
        };
        let command = curl(&capture);
        assert!(
            command.contains("--header 'X-Empty;'") && command.contains("--header 'X-Full: 1'"),
            "{command}"
        );
    }
}
