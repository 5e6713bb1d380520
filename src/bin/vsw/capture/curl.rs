//! Curl: the request in the output of `curl -v`, which does not print the body.
//!
//! The user may have added the body directly below the request's head, or above or below the whole output.

use super::header_line::header;
use super::{ParseRequestError, framing};

/// Maximum number of lines before a request: an added body, and curl's lines about the connection.
const MOST_LINES: usize = 200;

struct Output<'o> {
    before: &'o [u8],
    /// The head as raw HTTP.
    head: Vec<u8>,
    after: &'o [u8],
}

/// Fails if the body of a POST is not found.
pub(super) fn request(bytes: &[u8]) -> Result<Option<Vec<u8>>, ParseRequestError> {
    let Some(output) = Output::find(bytes) else { return Ok(None) };
    let body = output.body();
    if body.is_none() && output.head.starts_with(b"POST ") {
        return Err(ParseRequestError::NoBodyInCurl);
    }
    Ok(Some([&output.head[..], body.unwrap_or_default()].concat()))
}

pub(super) fn head(bytes: &[u8]) -> Option<Vec<u8>> {
    Output::find(bytes).map(|output| output.head)
}

impl<'o> Output<'o> {
    /// The head starts at the first line like `> POST /path HTTP/1.1`.
    fn find(bytes: &'o [u8]) -> Option<Self> {
        let is_request =
            |line: &[u8]| line.starts_with(b"> ") && line.windows(6).any(|part| part == b" HTTP/");
        let above = lines(bytes).take(MOST_LINES).take_while(|line| !is_request(line));
        let (before, request) = bytes.split_at(above.map(<[u8]>::len).sum());
        let (mut head, mut read) = (Vec::new(), 0);
        for line in lines(request).take_while(|line| line.starts_with(b">")) {
            read += line.len();
            let text = line.strip_prefix(b">").unwrap_or_default().trim_ascii();
            head.extend([text, b"\r\n"].concat());
            if text.is_empty() {
                break;
            }
        }
        let after = request.get(read..).unwrap_or_default();
        lines(request).next().filter(|line| is_request(line)).map(|_| Self { before, head, after })
    }

    fn body(&self) -> Option<&'o [u8]> {
        let below = self.below_the_head();
        let length = lines(&self.head).filter_map(content_length).last();
        if !below.is_empty() {
            let without_blank_lines = below.trim_ascii_start();
            let is_body = Some(without_line_end(without_blank_lines).len()) == length;
            return Some(if is_body { without_blank_lines } else { below });
        }
        let length = length?;
        if length == 0 {
            return Some(below);
        }
        self.above_the_output(length).or_else(|| self.below_the_output(length))
    }

    /// Skips curl's lines about the transfer. Returns the text up to curl's next line.
    fn below_the_head(&self) -> &'o [u8] {
        let about_the_transfer =
            lines(self.after).take_while(|line| is_of_curl(line) && !line.starts_with(b"<"));
        let text = self.after.get(about_the_transfer.map(<[u8]>::len).sum()..).unwrap_or_default();
        let end = lines(text).take_while(|line| !is_of_curl(line)).map(<[u8]>::len).sum();
        let (body, rest) = text.split_at(end);
        if rest.is_empty() { body } else { without_line_end(body) }
    }

    /// Returns the body at the start of the file. curl's first line may follow the body without a line end.
    fn above_the_output(&self, length: usize) -> Option<&'o [u8]> {
        let (body, rest) = self.before.split_at_checked(length)?;
        let is_whole = matches!(rest, [] | [b'\n', ..] | [b'\r', b'\n', ..]) || starts_like_curl(rest);
        (is_whole && !lines(body).any(is_of_curl)).then_some(body)
    }

    /// Returns the last `length` bytes below curl's last line, if they are probably the request's body, not
    /// the response's.
    fn below_the_output(&self, length: usize) -> Option<&'o [u8]> {
        let (mut read, mut start, mut response) = (0, 0, None);
        for line in lines(self.after) {
            read += line.len();
            if is_of_curl(line) || ends_with_curl(line) {
                start = read;
            }
            response = line.strip_prefix(b"< ").and_then(content_length).or(response);
        }
        let text = self.after.get(start..)?;
        [text, without_line_end(text)].into_iter().find_map(|text| {
            let (above, body) = text.split_at(text.len().checked_sub(length)?);
            let is_blank = |text: &[u8]| text.trim_ascii().is_empty();
            let is_alone = is_blank(above) && response != Some(length);
            let is_below_the_response = || {
                response
                    .filter(|&length| length > 0)
                    .and_then(|length| above.get(length..))
                    .is_some_and(is_blank)
            };
            (is_alone || is_below_the_response()).then_some(body)
        })
    }
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|&byte| byte == b'\n')
}

fn without_line_end(text: &[u8]) -> &[u8] {
    text.strip_suffix(b"\r\n").or_else(|| text.strip_suffix(b"\n")).unwrap_or(text)
}

fn content_length(line: &[u8]) -> Option<usize> {
    let (name, value) = header(line)?;
    name.eq_ignore_ascii_case("content-length").then(|| framing::length(&[&value]).ok().flatten())?
}

fn is_of_curl(line: &[u8]) -> bool {
    let is_blank_in_a_head = matches!(line.trim_ascii_end(), b"<" | b">");
    let is_progress = line.starts_with(b"\r") && !line.trim_ascii().is_empty()
        || line.len() < 200 && has(line, b"--:--:--")
        || line.starts_with(b"   ") && has(line, b"Dload  Upload");
    is_blank_in_a_head || is_progress || starts_like_curl(line)
}

fn starts_like_curl(text: &[u8]) -> bool {
    let starts = [&b"* "[..], b"> ", b"< ", b"{ [", b"} [", b"  % Total", b"Note: Unnecessary use of -X"];
    starts.iter().any(|start| text.starts_with(start))
}

/// On a terminal, curl's last line may directly follow the response's body, without a line end.
fn ends_with_curl(line: &[u8]) -> bool {
    has(line, b"* Connection #") || has(line, b"* Closing connection")
}

pub(super) fn has(line: &[u8], part: &[u8]) -> bool {
    // A hostile file may have many short lines, and comparing lengths is cheaper than a search.
    line.len() >= part.len() && memchr::memmem::find(line, part).is_some()
}
