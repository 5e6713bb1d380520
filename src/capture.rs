//! Capture: one webhook as it was received, kept as one line of JSON: the format `vsw/delivery/1`.
//!
//! What a receiver writes, what an audit reads, what can be sent again. The format is described in `docs/delivery.md`.
//! Not here: other people's logs, and anything about whether a delivery is genuine. Nothing of a capture is verified.
//!
//! Invariant: a capture read from its own line is the same capture, to the byte.

pub(crate) mod fast_path;
mod line;
#[cfg(test)]
mod tests;

use std::fmt;

pub use line::ParseLineError;

use crate::delivery::{Delivery, Method, Query};

/// The schema that every line names.
pub const SCHEMA: &str = "vsw/delivery/1";

/// One webhook with all its parts, owned.
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
/// // What a verifier is handed: verifier.verify(&capture.delivery(), now)
/// assert_eq!(capture.delivery().body(), capture.body);
/// # Ok::<(), vsw::capture::ParseLineError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Capture {
    /// How it came.
    pub method: Method,
    /// The URL or the request target (`/webhooks/event?x=1`), as it was requested.
    pub url: String,
    /// The headers in their order, with repeats; values are bytes.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The body's raw bytes, after any transfer coding was undone.
    pub body: Vec<u8>,
    /// When it was received, in seconds since 1970, where that is known.
    pub received_at: Option<u64>,
}

impl Capture {
    /// What a [`Verifier`](crate::verify::Verifier) decides on.
    #[must_use]
    pub fn delivery(&self) -> Delivery<'_> {
        let query = Query::of_url(self.url.as_bytes());
        let delivery = Delivery::new(self.method, &self.body[..]).with_query(query.text());
        self.headers
            .iter()
            .fold(delivery, |delivery, (name, value)| delivery.with_header(name.as_str(), &value[..]))
    }
}

impl fmt::Debug for Capture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // As a delivery's: a body is about somebody's call, and a token is good for as long as it is fresh.
        write!(f, "Capture({:?}, {:?})", self.delivery(), self.received_at)
    }
}
