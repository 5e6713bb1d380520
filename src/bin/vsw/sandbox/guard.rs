//! What is asked of a request before anything is made of it: whom it speaks to, how it is framed, who sent it.
//!
//! A page in a browser must not be able to reach a sandbox, whatever name it resolves to 127.0.0.1 (`Host`), and a
//! request that two readers could cut differently is answered and the connection closed. hyper itself refuses
//! Content-Length headers that contradict each other or are no number; several that agree are one.

use hyper::header::{CONTENT_LENGTH, HOST, ORIGIN, TRANSFER_ENCODING};
use hyper::http::request::Parts;
use hyper::{Method, StatusCode};
use serde_json::json;

use super::answer::Answer;

/// The most that a request's body may hold: as much as `vsw` takes of an answer.
pub(super) const LARGEST_BODY: usize = 16 * 1024 * 1024;

/// Why a request is not even read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    #[error("the target must be a path")]
    Target,
    #[error("exactly one Host header is needed")]
    Host,
    #[error("this server is 127.0.0.1 or localhost, with its port")]
    Misdirected,
    #[error("Transfer-Encoding is not taken; send Content-Length")]
    TransferEncoding,
    #[error("the Content-Length header is not one number")]
    ContentLength,
    #[error("the body is larger than 16 MiB")]
    TooLarge,
    #[error("the body took too long")]
    TooSlow,
    #[error("the Origin header names another origin")]
    Origin,
}

impl Refusal {
    fn status(self) -> StatusCode {
        match self {
            Self::Target | Self::Host | Self::ContentLength => StatusCode::BAD_REQUEST,
            Self::Misdirected => StatusCode::MISDIRECTED_REQUEST,
            Self::TransferEncoding => StatusCode::LENGTH_REQUIRED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Origin => StatusCode::FORBIDDEN,
        }
    }

    /// The answer that says so. The connection closes after it: what follows may not be a request at all.
    pub(super) fn answer(self) -> Answer {
        Answer::json(self.status(), &json!({ "error": self.to_string() })).closing()
    }
}

/// Whether a request with that head may be read and answered by the sandbox on that port.
pub(super) fn check(head: &Parts, port: u16) -> Result<(), Refusal> {
    // An absolute target would name a host of its own, beside the Host header's; `*` and CONNECT's have no path.
    if head.uri.scheme().is_some() || !head.uri.path().starts_with('/') {
        return Err(Refusal::Target);
    }
    if head.headers.contains_key(TRANSFER_ENCODING) {
        return Err(Refusal::TransferEncoding);
    }
    let mut hosts = head.headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return Err(Refusal::Host) };
    if !names(port).iter().any(|name| name.as_bytes() == host.as_bytes()) {
        return Err(Refusal::Misdirected);
    }
    let lengths: Vec<_> = head.headers.get_all(CONTENT_LENGTH).iter().collect();
    match lengths.as_slice() {
        [] => {}
        [length] => {
            let digits = length.to_str().ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
            let length: u64 = digits.and_then(|text| text.parse().ok()).ok_or(Refusal::ContentLength)?;
            if length > LARGEST_BODY as u64 {
                return Err(Refusal::TooLarge);
            }
        }
        _ => return Err(Refusal::ContentLength),
    }
    if head.method != Method::GET {
        let strange =
            |origin: &[u8]| !names(port).iter().any(|name| format!("http://{name}").as_bytes() == origin);
        if head.headers.get_all(ORIGIN).iter().any(|origin| strange(origin.as_bytes())) {
            return Err(Refusal::Origin);
        }
    }
    Ok(())
}

/// What this server may be called, in a Host header and after `http://` in an Origin.
fn names(port: u16) -> [String; 2] {
    [format!("127.0.0.1:{port}"), format!("localhost:{port}")]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(method: &str, target: &str, headers: &[(&str, &str)]) -> Parts {
        let mut request = hyper::Request::builder().method(method).uri(target);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).expect("a request").into_parts().0
    }

    #[test]
    fn s2_host_and_origin_are_compared_exactly() {
        let host = ("host", "127.0.0.1:8080");
        for (headers, verdict) in [
            (vec![host], Ok(())),
            (vec![("host", "localhost:8080")], Ok(())),
            (vec![], Err(Refusal::Host)),
            (vec![host, host], Err(Refusal::Host)),
            (vec![("host", "127.0.0.1")], Err(Refusal::Misdirected)),
            (vec![("host", "127.0.0.1:80")], Err(Refusal::Misdirected)),
            (vec![("host", "127.0.0.1:8080.")], Err(Refusal::Misdirected)),
            (vec![("host", "LOCALHOST:8080")], Err(Refusal::Misdirected)),
            (vec![("host", "localhost.:8080")], Err(Refusal::Misdirected)),
            (vec![("host", "rebound.example:8080")], Err(Refusal::Misdirected)),
            (vec![("host", "0x7f.1:8080")], Err(Refusal::Misdirected)),
            (vec![host, ("origin", "http://127.0.0.1:8080")], Ok(())),
            (vec![host, ("origin", "http://localhost:8080")], Ok(())),
            (vec![host, ("origin", "null")], Err(Refusal::Origin)),
            (vec![host, ("origin", "https://127.0.0.1:8080")], Err(Refusal::Origin)),
            (vec![host, ("origin", "http://127.0.0.1:8081")], Err(Refusal::Origin)),
            (vec![host, ("origin", "http://localhost:8080"), ("origin", "http://x")], Err(Refusal::Origin)),
            (vec![host, ("content-length", "16777216")], Ok(())),
            (vec![host, ("content-length", "16777217")], Err(Refusal::TooLarge)),
            (vec![host, ("content-length", "99999999999999999999")], Err(Refusal::ContentLength)),
            (vec![host, ("content-length", "+1")], Err(Refusal::ContentLength)),
            (vec![host, ("content-length", "1"), ("content-length", "1")], Err(Refusal::ContentLength)),
            (vec![host, ("transfer-encoding", "chunked")], Err(Refusal::TransferEncoding)),
            (vec![host, ("transfer-encoding", "identity")], Err(Refusal::TransferEncoding)),
        ] {
            assert_eq!(check(&head("POST", "/", &headers), 8080), verdict, "{headers:?}");
        }
        for target in ["http://127.0.0.1:8080/", "*", "127.0.0.1:8080"] {
            assert_eq!(check(&head("POST", target, &[host]), 8080), Err(Refusal::Target), "{target}");
        }
        assert_eq!(
            check(&head("GET", "/", &[host, ("origin", "null")]), 8080),
            Ok(()),
            "reading is not changing"
        );
    }
}
