//! Capture: one received webhook as one line of JSON, in the format `vsw/delivery/1` (`docs/delivery.md`).
//!
//! Nothing in a capture is verified.

pub(crate) mod fast_path;
mod line;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;

pub use line::ParseLineError;
pub(crate) use line::{NOT_THE_BYTES, UNICODE};

use crate::delivery::{Delivery, Method, Query};

/// The value of the member `schema`.
pub const SCHEMA: &str = "vsw/delivery/1";

/// One webhook as received.
///
/// ```
/// use vsw::{capture::Capture, delivery::Method};
///
/// let capture = Capture {
///     method: Method::Post,
///     url: "/webhooks/event".to_owned(),
///     headers: vec![("Authorization".to_owned(), b"Bearer e30.e30.x".to_vec())],
///     body: br#"{"status":"answered"}"#.to_vec(),
///     received_at: Some(1_587_494_970),
/// };
/// let line = capture.line();
/// assert!(line.starts_with(r#"{"schema":"vsw/delivery/1","#));
/// assert_eq!(Capture::read(line.as_bytes())?, capture);
/// // To verify it: verifier.verify(&capture.delivery(), now)
/// assert_eq!(capture.delivery().body(), capture.body);
/// # Ok::<(), vsw::capture::ParseLineError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Capture {
    /// The HTTP method.
    pub method: Method,
    /// The URL or the request target, such as `/webhooks/event?x=1`.
    pub url: String,
    /// The headers in order, with repeats.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The raw body, without transfer coding.
    pub body: Vec<u8>,
    /// The receive time in seconds since 1970; `None` if unknown.
    pub received_at: Option<u64>,
}

impl Capture {
    /// Returns the delivery to verify.
    #[must_use]
    pub fn delivery(&self) -> Delivery<'_> {
        let query = Query::of_url(self.url.as_bytes());
        let delivery = Delivery::new(self.method, &self.body[..]).with_query(query.text());
        self.headers
            .iter()
            .fold(delivery, |delivery, (name, value)| delivery.with_header(name.as_str(), &value[..]))
    }

    /// Returns the path and query of the URL, as in a request line.
    #[must_use]
    pub fn target(&self) -> Cow<'_, str> {
        let url = self.url.split('#').next().unwrap_or_default();
        // A request target, which starts with `/`, may contain `://` in its query.
        let Some((_, rest)) = url.split_once("://").filter(|_| !url.starts_with('/')) else {
            return Cow::Borrowed(url);
        };
        match rest.find(['/', '?']).and_then(|at| rest.get(at..)) {
            Some(target) if target.starts_with('/') => Cow::Borrowed(target),
            Some(query) if query.starts_with('?') => Cow::Owned(format!("/{query}")),
            _ => Cow::Borrowed("/"),
        }
    }
}

impl fmt::Debug for Capture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Hide values: a body may have personal data, and a fresh token can be replayed.
        write!(f, "Capture({:?}, {:?})", self.delivery(), self.received_at)
    }
}
