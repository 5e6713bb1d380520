//! Capture: parses a webhook that was saved as a raw HTTP/1 request.

/// A captured request. `rest` is the number of bytes after its body.
#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, Vec<u8>)>,
    pub body: Vec<u8>,
    pub rest: usize,
}

/// The reason why a file is not a complete captured request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseRequestError {
    #[error("not an HTTP request: {0}")]
    NotHttp(String),
    #[error("the request ends before the end of its headers")]
    NoBlankLine,
    #[error("the header exceeds the length limit")]
    HeadersTooLong,
    #[error("the request has contradictory lengths")]
    Ambiguous,
    #[error("the request's Content-Length is not a number")]
    NoLength,
    #[error("the request is truncated: its body has {found} of {length} bytes")]
    CutOff { found: usize, length: usize },
    #[error("the request's chunked body is malformed")]
    BadChunk,
}

/// No webhook has more headers than this.
const MOST_HEADERS: usize = 128;

impl Request {
    pub fn read(bytes: &[u8]) -> Result<Self, ParseRequestError> {
        let mut space = [httparse::EMPTY_HEADER; MOST_HEADERS];
        let mut request = httparse::Request::new(&mut space);
        let start = match request.parse(bytes) {
            Ok(httparse::Status::Complete(start)) => start,
            Ok(httparse::Status::Partial) => return Err(ParseRequestError::NoBlankLine),
            Err(error) => return Err(ParseRequestError::NotHttp(error.to_string())),
        };
        let method = request.method.unwrap_or_default().to_owned();
        let target = request.path.unwrap_or_default().to_owned();
        let headers: Vec<(String, Vec<u8>)> =
            request.headers.iter().map(|header| (header.name.to_owned(), header.value.to_vec())).collect();
        let (body, rest) = body(&headers, bytes.get(start..).unwrap_or_default())?;
        Ok(Self { method, target, headers, body, rest })
    }
}

/// Returns the body and the number of bytes after it, by the request's own framing; without framing, all remaining
/// bytes are the body.
fn body(headers: &[(String, Vec<u8>)], bytes: &[u8]) -> Result<(Vec<u8>, usize), ParseRequestError> {
    let values = |name: &str| -> Vec<&[u8]> {
        headers
            .iter()
            .filter(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| &value[..])
            .collect()
    };
    match (&values("content-length")[..], &values("transfer-encoding")[..]) {
        ([], []) => Ok((bytes.to_vec(), 0)),
        ([length], []) => {
            let digits = std::str::from_utf8(length).ok().map(str::trim);
            let digits = digits.filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
            let length = digits.and_then(|text| text.parse().ok());
            let length: usize = length.ok_or(ParseRequestError::NoLength)?;
            let body = bytes.get(..length).ok_or(ParseRequestError::CutOff { found: bytes.len(), length })?;
            Ok((body.to_vec(), bytes.len() - length))
        }
        ([], [encoding]) if encoding.eq_ignore_ascii_case(b"chunked") => unchunked(bytes),
        _ => Err(ParseRequestError::Ambiguous),
    }
}

fn unchunked(mut bytes: &[u8]) -> Result<(Vec<u8>, usize), ParseRequestError> {
    let mut body = Vec::new();
    loop {
        let Ok(httparse::Status::Complete((start, length))) = httparse::parse_chunk_size(bytes) else {
            return Err(ParseRequestError::BadChunk);
        };
        let length = usize::try_from(length).map_err(|_| ParseRequestError::BadChunk)?;
        bytes = bytes.get(start..).unwrap_or_default();
        if length == 0 {
            let rest = bytes.strip_prefix(b"\r\n").ok_or(ParseRequestError::BadChunk)?;
            return Ok((body, rest.len()));
        }
        let (chunk, after) = bytes.split_at_checked(length).ok_or(ParseRequestError::BadChunk)?;
        body.extend_from_slice(chunk);
        bytes = after.strip_prefix(b"\r\n").ok_or(ParseRequestError::BadChunk)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(String, usize), ParseRequestError> {
        Request::read(text.as_bytes())
            .map(|request| (String::from_utf8_lossy(&request.body).into_owned(), request.rest))
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
        let cut_off = ParseRequestError::CutOff { found: 2, length: 3 };
        assert_eq!(read("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nab"), Err(cut_off));
        assert_eq!(read("POST / HTTP/1.1\r\nHost: a\r\n"), Err(ParseRequestError::NoBlankLine));
        let both = "POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc";
        assert_eq!(read(both), Err(ParseRequestError::Ambiguous));
        let twice = "POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 2\r\n\r\nabc";
        assert_eq!(read(twice), Err(ParseRequestError::Ambiguous));
        let endless = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nabc";
        assert_eq!(read(endless), Err(ParseRequestError::BadChunk));
    }
}
