//! Header block: the headers of a request, given where only the Authorization header is expected.

use super::header_line::header;
use super::{Header, ParseRequestError, curl, is_utf_16};

/// Parses headers up to the first empty line, also from the output of `curl -v`. Returns `None` for other
/// text, such as a single line.
pub fn header_block(bytes: &[u8]) -> Result<Option<Vec<Header>>, ParseRequestError> {
    if is_utf_16(bytes) {
        return Err(ParseRequestError::Utf16);
    }
    let head = curl::head(bytes);
    let lines = head.as_deref().unwrap_or(bytes).split(|&byte| byte == b'\n').map(|line| {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        line.strip_prefix(b"> ").or(line.strip_prefix(b">")).unwrap_or(line)
    });
    let mut lines = (1..).zip(lines.take_while(|line| !line.is_empty())).peekable();
    let has_request_line = lines.next_if(|(_, line)| is_request_line(line)).is_some();
    let (mut headers, mut folded) = (Vec::new(), None);
    for (number, line) in lines {
        match header(line) {
            Some(header) => headers.push(header),
            None if line.starts_with(b" ") || line.starts_with(b"\t") => folded = folded.or(Some(number)),
            None => return Ok(None),
        }
    }
    let is_block = headers.len() > 1 || has_request_line && !headers.is_empty();
    match folded.filter(|_| is_block) {
        Some(line) => Err(ParseRequestError::Folded { line }),
        None => Ok(is_block.then_some(headers)),
    }
}

pub(super) fn is_request_line(line: &[u8]) -> bool {
    let words: Vec<&[u8]> = line.split(|&byte| byte == b' ').collect();
    matches!(words[..], [method, _, version] if !method.contains(&b':') && version.starts_with(b"HTTP/"))
}
