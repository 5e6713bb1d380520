//! Dump: requests as programs print them, rewritten as raw HTTP/1 requests: `curl -v`, request lines of HTTP/2 and
//! HTTP/3, and pseudo-headers of HTTP/2. The body's bytes stay as they are.

use super::ParseRequestError;
use super::header_block::header;

/// A rewritten request, and how the file was read.
pub(super) struct Dump {
    pub(super) bytes: Vec<u8>,
    pub(super) note: &'static str,
}

/// Returns the request of a dump, or `None` if the file is no known dump.
///
/// # Errors
/// Fails if the file has a known form that is not read, or is curl's output without the request's body.
pub(super) fn raw_request(bytes: &[u8]) -> Result<Option<Dump>, ParseRequestError> {
    let first = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default().trim_ascii_end();
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
    if let Some(start) = curl_request(bytes) {
        let bytes = of_curl(bytes.get(start..).unwrap_or_default())?;
        return Ok(Some(Dump { bytes, note: "the request was read from the output of `curl -v`" }));
    }
    if first.starts_with(b":") {
        let note = "the request was read from the pseudo-headers of HTTP/2";
        return Ok(of_pseudo_headers(bytes).map(|bytes| Dump { bytes, note }));
    }
    let note = "the request was read from a dump of HTTP/2 or HTTP/3";
    Ok(of_http_2(bytes, first).map(|bytes| Dump { bytes, note }))
}

/// Returns the start of the request in the output of `curl -v`: the first line like `> POST /path HTTP/1.1`.
fn curl_request(bytes: &[u8]) -> Option<usize> {
    let mut start = 0;
    for line in bytes.split_inclusive(|&byte| byte == b'\n').take(MOST_LINES) {
        let is_request = line.starts_with(b"> ") && line.windows(6).any(|part| part == b" HTTP/");
        if is_request {
            return Some(start);
        }
        start += line.len();
    }
    None
}

/// The number of lines to search for a request. curl prints fewer before it, about the connection.
const MOST_LINES: usize = 200;

/// Rewrites the request of `curl -v`. curl does not print the request's body; the user may have added it below the
/// headers.
fn of_curl(bytes: &[u8]) -> Result<Vec<u8>, ParseRequestError> {
    let mut made = Vec::with_capacity(bytes.len());
    let mut lines = bytes.split_inclusive(|&byte| byte == b'\n').peekable();
    let mut read = 0;
    while let Some(line) = lines.next_if(|line| line.starts_with(b">")) {
        read += line.len();
        let text = line.strip_prefix(b">").unwrap_or_default().trim_ascii();
        made.extend_from_slice(text);
        made.extend_from_slice(b"\r\n");
        if text.is_empty() {
            break;
        }
    }
    while let Some(line) = lines.next_if(|line| is_about_the_transfer(line)) {
        read += line.len();
    }
    let after = bytes.get(read..).unwrap_or_default();
    let body = up_to_curls_own(after);
    if body.is_empty() && !made.starts_with(b"GET ") {
        return Err(ParseRequestError::NoBodyInCurl);
    }
    made.extend_from_slice(body);
    let first = made.split(|&byte| byte == b'\n').next().unwrap_or_default().trim_ascii_end().to_vec();
    Ok(of_http_2(&made, &first).unwrap_or(made))
}

/// Returns the text up to the first line about the transfer or of the response, without the line end before that line.
fn up_to_curls_own(text: &[u8]) -> &[u8] {
    let mut end = 0;
    for line in text.split_inclusive(|&byte| byte == b'\n') {
        if is_about_the_transfer(line) || line.starts_with(b"< ") {
            let before = text.get(..end).unwrap_or_default();
            let body = before.strip_suffix(b"\n").unwrap_or(before);
            return body.strip_suffix(b"\r").unwrap_or(body);
        }
        end += line.len();
    }
    text
}

fn is_about_the_transfer(line: &[u8]) -> bool {
    [&b"* "[..], b"{ [", b"} ["].iter().any(|start| line.starts_with(start))
}

/// Replaces the version of an HTTP/2 or HTTP/3 request line. Returns `None` if `first` is not such a line.
fn of_http_2(bytes: &[u8], first: &[u8]) -> Option<Vec<u8>> {
    let versions: [&[u8]; 4] = [b" HTTP/2", b" HTTP/2.0", b" HTTP/3", b" HTTP/3.0"];
    let line = versions.into_iter().find_map(|version| first.strip_suffix(version))?;
    let rest = bytes.get(first.len()..)?;
    Some([line, b" HTTP/1.1", rest].concat())
}

/// Makes a request line of `:method` and `:path`. The other pseudo-headers are not needed: neither host nor scheme is
/// signed.
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
