//! Framing: splits the bytes after the headers into the body and the rest.
//!
//! Some recorders undo the chunked coding but keep its header, so a body that is not chunked may be accepted
//! despite the header.

use super::{MOST_HEADERS, ParseRequestError, Request};

const DECODED: &str =
    "the body is not chunked, although Transfer-Encoding is `chunked`; it was read unchanged";

/// Accepts a body that is shorter than its Content-Length but not empty, and adds a note. Fails for a chunked
/// body that is cut off.
pub(super) fn split(request: &mut Request, bytes: &[u8]) -> Result<(), ParseRequestError> {
    let length = length(&request.values("content-length"))?;
    let encodings = request.values("transfer-encoding");
    let is_chunked = matches!(encodings[..], [encoding] if encoding.eq_ignore_ascii_case(b"chunked"));
    let is_decoded = is_chunked && !starts_like_a_chunk(bytes);
    match (length, &encodings[..]) {
        (None, []) => request.body = bytes.to_vec(),
        (Some(length), []) => return by_length(request, bytes, length),
        (None, [_]) if is_chunked && !is_decoded => return unchunk(request, bytes),
        (length, [_]) if is_decoded && length.is_none_or(|length| length == bytes.len()) => {
            request.body = bytes.to_vec();
            request.notes.push(DECODED.to_owned());
        }
        _ => return Err(ParseRequestError::Ambiguous),
    }
    Ok(())
}

fn by_length(request: &mut Request, bytes: &[u8], length: usize) -> Result<(), ParseRequestError> {
    let found = bytes.len();
    if found == 0 && length > 0 {
        return Err(ParseRequestError::CutOff { length });
    }
    let (body, rest) = bytes.split_at(length.min(found));
    (request.body, request.rest) = (body.to_vec(), rest.to_vec());
    if found < length {
        let note = format!("the body has {found} of the {length} bytes that Content-Length names");
        request.notes.push(note);
    }
    Ok(())
}

/// Parses the values of all Content-Length headers, which must agree. Each may be a list (RFC 9110 §8.6).
pub(super) fn length(values: &[&[u8]]) -> Result<Option<usize>, ParseRequestError> {
    let mut named = None;
    for text in values.iter().flat_map(|value| value.split(|&byte| byte == b',')) {
        let length = number(text)?;
        if named.is_some_and(|named| named != length) {
            return Err(ParseRequestError::Ambiguous);
        }
        named = Some(length);
    }
    Ok(named)
}

fn number(text: &[u8]) -> Result<usize, ParseRequestError> {
    let digits = std::str::from_utf8(text).ok().map(str::trim);
    let digits = digits.filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    digits.and_then(|text| text.parse().ok()).ok_or(ParseRequestError::NoLength)
}

fn starts_like_a_chunk(bytes: &[u8]) -> bool {
    line(bytes).is_some_and(|(first, _)| chunk_size(first).is_some())
}

/// Accepts LF instead of CRLF, because a program may have saved the file with LF line ends.
fn unchunk(request: &mut Request, mut bytes: &[u8]) -> Result<(), ParseRequestError> {
    loop {
        let (first, after) = line(bytes).ok_or(ParseRequestError::BadChunk)?;
        let length = chunk_size(first).ok_or(ParseRequestError::BadChunk)?;
        if length == 0 {
            return trailers(request, after);
        }
        let (chunk, after) = after.split_at_checked(length).ok_or(ParseRequestError::BadChunk)?;
        request.body.extend_from_slice(chunk);
        let (end, after) = line(after).ok_or(ParseRequestError::BadChunk)?;
        if !end.is_empty() {
            return Err(ParseRequestError::BadChunk);
        }
        bytes = after;
    }
}

/// Trailers are not headers: a token in them is ignored.
fn trailers(request: &mut Request, bytes: &[u8]) -> Result<(), ParseRequestError> {
    let mut space = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let Ok(httparse::Status::Complete((end, trailers))) = httparse::parse_headers(bytes, &mut space) else {
        return Err(ParseRequestError::BadChunk);
    };
    match trailers.len() {
        0 => {}
        1 => request.notes.push("1 trailer after the chunked body was ignored".to_owned()),
        count => request.notes.push(format!("{count} trailers after the chunked body were ignored")),
    }
    request.rest = bytes.get(end..).unwrap_or_default().to_vec();
    Ok(())
}

fn line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = memchr::memchr(b'\n', bytes)?;
    let (first, rest) = (bytes.get(..end)?, bytes.get(end + 1..)?);
    Some((first.strip_suffix(b"\r").unwrap_or(first), rest))
}

/// Reads a size in hex, and ignores extensions after `;`.
fn chunk_size(line: &[u8]) -> Option<usize> {
    let size = line.split(|&byte| byte == b';').next()?.trim_ascii_end();
    let is_hex = !size.is_empty() && size.iter().all(u8::is_ascii_hexdigit);
    let size = std::str::from_utf8(size).ok().filter(|_| is_hex)?;
    usize::from_str_radix(size, 16).ok()
}
