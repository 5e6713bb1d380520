//! Dump: rewrites the output of `curl -v`, and text forms of HTTP/2 and HTTP/3 requests, as raw HTTP/1. The
//! body's bytes do not change.

use super::header_line::header;
use super::{ParseRequestError, curl};

pub(super) struct Dump {
    pub(super) bytes: Vec<u8>,
    pub(super) note: &'static str,
}

/// Returns `None` for other text or incomplete pseudo-headers. Fails for an unsupported form, and for the
/// output of `curl -v` if the body of a POST was not added to it.
pub(super) fn raw_request(bytes: &[u8]) -> Result<Option<Dump>, ParseRequestError> {
    if let Some(made) = curl::request(bytes)? {
        let bytes = of_http_2(&made, first_line(&made)).unwrap_or(made);
        return Ok(Some(Dump { bytes, note: "the request was read from the output of `curl -v`" }));
    }
    let first = first_line(bytes);
    let other_form = [
        (&b"PRI * HTTP/2"[..], "binary HTTP/2"),
        (b"curl ", "a curl command"),
        (b"== Info", "the output of `curl --trace`"),
        (b"=> Send", "the output of `curl --trace`"),
        (b"\xd4\xc3\xb2\xa1", "a packet capture"),
        (b"\x0a\x0d\x0d\x0a", "a packet capture"),
    ];
    if let Some((_, form)) = other_form.into_iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(ParseRequestError::OtherForm(form));
    }
    let is_of_nghttp = |line: &[u8]| {
        [&b" recv (stream_id="[..], b" HEADERS frame <"].iter().any(|part| curl::has(line, part))
    };
    if bytes.split(|&byte| byte == b'\n').take(20).any(is_of_nghttp) {
        return Err(ParseRequestError::OtherForm("the output of `nghttp` (without the body)"));
    }
    if first.starts_with(b":") {
        let note = "the request was read from the pseudo-headers of HTTP/2";
        return Ok(of_pseudo_headers(bytes).map(|bytes| Dump { bytes, note }));
    }
    let note = "the request was read from a dump of HTTP/2 or HTTP/3";
    Ok(of_http_2(bytes, first).map(|bytes| Dump { bytes, note }))
}

fn first_line(bytes: &[u8]) -> &[u8] {
    bytes.split(|&byte| byte == b'\n').next().unwrap_or_default().trim_ascii_end()
}

/// Returns `None` if `first` is not a request line of HTTP/2 or HTTP/3.
fn of_http_2(bytes: &[u8], first: &[u8]) -> Option<Vec<u8>> {
    let versions: [&[u8]; 4] = [b" HTTP/2", b" HTTP/2.0", b" HTTP/3", b" HTTP/3.0"];
    let line = versions.into_iter().find_map(|version| first.strip_suffix(version))?;
    let rest = bytes.get(first.len()..)?;
    Some([line, b" HTTP/1.1", rest].concat())
}

/// Ignores the pseudo-headers of host and scheme, which are not signed.
fn of_pseudo_headers(bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut method, mut path, mut headers) = (None, None, Vec::new());
    let mut read = 0;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        read += line.len();
        let line = line.trim_ascii_end();
        if line.is_empty() {
            break;
        }
        let (name, value) = header(line)?;
        match name.as_str() {
            ":method" => method = Some(value),
            ":path" => path = Some(value),
            _ if name.starts_with(':') => {}
            _ => headers.extend([line, b"\r\n"].concat()),
        }
    }
    let body = bytes.get(read..)?;
    Some([&method?[..], b" ", &path?, b" HTTP/1.1\r\n", &headers, b"\r\n", body].concat())
}
