//! Capture: parses a webhook that was saved to a file: a raw HTTP/1 request, one printed by a tool such as
//! `curl -v` (`dump`), or an AWS event.

mod curl;
mod dump;
mod error;
mod event;
mod framing;
mod header_block;
mod header_line;
mod subrequest;

use vsw::delivery::{Method, Query};

pub use error::ParseRequestError;
pub use header_block::header_block;
use header_block::is_request_line;
pub use subrequest::{Original, of_subrequest};

#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    pub method: Method,
    pub target: String,
    pub headers: Vec<Header>,
    pub body: Vec<u8>,
    /// The bytes after the body.
    pub rest: Vec<u8>,
    /// Set for a subrequest that lacks the signed body or query. In a subrequest, a proxy asks whether to
    /// allow another request, the original.
    pub original: Option<Original>,
    /// Sentences about the form of the file, ignored parts, and doubts about the body or the query.
    pub notes: Vec<String>,
}

pub type Header = (String, Vec<u8>);

/// Maximum number of headers; webhooks usually have fewer.
const MOST_HEADERS: usize = 128;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

impl Request {
    /// Accepts a body that is shorter than its Content-Length but not empty, and adds a note.
    pub fn read(bytes: &[u8]) -> Result<Self, ParseRequestError> {
        if is_utf_16(bytes) {
            return Err(ParseRequestError::Utf16);
        }
        let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
        if bytes.trim_ascii().is_empty() {
            return Err(ParseRequestError::Empty);
        }
        if let Some(dump) = dump::raw_request(bytes)? {
            let mut request = Self::read_http(&dump.bytes)?;
            request.notes.insert(0, dump.note.to_owned());
            return Ok(request);
        }
        if matches!(bytes.trim_ascii_start(), [b'{' | b'[', ..]) {
            return event::read(bytes);
        }
        Self::read_http(bytes)
    }

    fn read_http(bytes: &[u8]) -> Result<Self, ParseRequestError> {
        let mut space = [httparse::EMPTY_HEADER; MOST_HEADERS];
        let mut request = httparse::Request::new(&mut space);
        let start = match request.parse(bytes) {
            Ok(httparse::Status::Complete(start)) => start,
            Ok(httparse::Status::Partial) => {
                let first = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
                let reason = match is_request_line(first.trim_ascii_end()) {
                    true => ParseRequestError::NoBlankLine,
                    false => ParseRequestError::NotHttp(FIRST_LINE),
                };
                return event::in_a_log(bytes).unwrap_or(Err(reason));
            }
            Err(error) => return event::in_a_log(bytes).unwrap_or_else(|| Err(unreadable(bytes, error))),
        };
        let headers =
            request.headers.iter().map(|header| (header.name.to_owned(), header.value.to_vec())).collect();
        let after = bytes.get(start..).unwrap_or_default();
        let mut read = Self {
            method: method(request.method.unwrap_or_default())?,
            target: request.path.unwrap_or_default().to_owned(),
            headers,
            body: Vec::new(),
            rest: Vec::new(),
            original: None,
            notes: Vec::new(),
        };
        if after.is_empty() {
            subrequest::resolve(&mut read);
            // Skip the framing of a subrequest, because it may have the original's Content-Length but no
            // body. A GET without a query may also be a subrequest.
            let is_empty_get =
                read.method == Method::Get && Query::of_url(read.target.as_bytes()).text().is_empty();
            if is_empty_get || read.original.is_some() {
                return Ok(read);
            }
        }
        framing::split(&mut read, after)?;
        Ok(read)
    }

    fn values(&self, name: &str) -> Vec<&[u8]> {
        let named = self.headers.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
        named.map(|(_, value)| &value[..]).collect()
    }
}

fn method(word: &str) -> Result<Method, ParseRequestError> {
    let method = word.to_ascii_uppercase().parse();
    method.map_err(|_| ParseRequestError::Method(word.chars().take(16).collect()))
}

/// Returns whether the text starts with a UTF-16 byte order mark and a character below U+0100.
fn is_utf_16(bytes: &[u8]) -> bool {
    matches!(bytes, [0xff, 0xfe, _, 0, ..] | [0xfe, 0xff, 0, _, ..])
}

const FIRST_LINE: &str = "its first line is not like `POST /webhooks/event HTTP/1.1`";

fn unreadable(bytes: &[u8], error: httparse::Error) -> ParseRequestError {
    let lines = || bytes.split(|&byte| byte == b'\n').take_while(|line| !line.trim_ascii().is_empty());
    let has_json =
        |line: &[u8]| line.trim_ascii_end().ends_with(b"{") || line.windows(2).any(|two| two == b"{\"");
    let has_token =
        lines().filter_map(header_line::header).any(|(name, _)| name.eq_ignore_ascii_case("authorization"));
    if lines().any(has_json) && !has_token && header_block(bytes) == Ok(None) {
        return ParseRequestError::JsonInText;
    }
    let is_folded = |line: &[u8]| line.starts_with(b" ") || line.starts_with(b"\t");
    // Skip the body: its lines may be indented, but are not folded headers.
    let is_body = |line: &[u8]| line.starts_with(b"{");
    if let Some(above) = lines().take_while(|line| !is_body(line)).skip(1).position(is_folded) {
        return ParseRequestError::Folded { line: above + 2 };
    }
    let first = lines().next().unwrap_or_default();
    if first.starts_with(b"HTTP/") {
        return ParseRequestError::OtherForm("a response");
    }
    if let Some(above) = lines().skip(1).position(|line| is_request_line(line.trim_ascii_end())) {
        return ParseRequestError::TextAbove { line: above + 2 };
    }
    if header_line::header(first).is_some() {
        return ParseRequestError::NoRequestLine;
    }
    if lines().any(is_body) {
        return ParseRequestError::NoBlankLine;
    }
    match error {
        httparse::Error::TooManyHeaders => ParseRequestError::TooManyHeaders { most: MOST_HEADERS },
        httparse::Error::HeaderName | httparse::Error::HeaderValue | httparse::Error::NewLine => {
            let malformed = lines().skip(1).position(|line| header_line::header(line).is_none());
            malformed.map_or(ParseRequestError::NotHttp("a line of its headers is malformed"), |above| {
                ParseRequestError::MalformedHeader { line: above + 2 }
            })
        }
        _ => ParseRequestError::NotHttp(FIRST_LINE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(String, usize), ParseRequestError> {
        Request::read(text.as_bytes())
            .map(|request| (String::from_utf8_lossy(&request.body).into_owned(), request.rest.len()))
    }

    #[test]
    fn a_body_ends_as_its_framing_defines() {
        assert_eq!(read("POST / HTTP/1.1\r\nHost: a\r\n\r\nabc\n"), Ok(("abc\n".to_owned(), 0)));
        assert_eq!(read("POST / HTTP/1.1\nContent-Length: 3\n\nabc\n"), Ok(("abc".to_owned(), 1)));
        let chunked =
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
        assert_eq!(read(chunked), Ok(("abcde".to_owned(), 0)));
    }

    #[test]
    fn truncated_or_ambiguous_requests_are_refused() {
        let cut_off = ParseRequestError::CutOff { length: 3 };
        assert_eq!(read("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n"), Err(cut_off));
        assert_eq!(read("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nab"), Ok(("ab".to_owned(), 0)));
        assert_eq!(read("POST / HTTP/1.1\r\nHost: a\r\n"), Err(ParseRequestError::NoBlankLine));
        let both = "POST / HTTP/1.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nabc";
        assert_eq!(read(both), Err(ParseRequestError::Ambiguous));
        let twice = "POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 2\r\n\r\nabc";
        assert_eq!(read(twice), Err(ParseRequestError::Ambiguous));
        let endless = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nabc";
        assert_eq!(read(endless), Err(ParseRequestError::BadChunk));
    }
}
