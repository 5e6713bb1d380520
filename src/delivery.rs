//! Delivery: one webhook as it was received. Nothing is believed or decoded here.
//!
//! Borrowed where the caller has the bytes already (a log, a request buffer), so that reading a million deliveries
//! copies none of them.

mod coverage;
mod event;
mod method;
mod query;

use std::borrow::Cow;
use std::fmt;

pub use coverage::{Coverage, Era};
pub use event::Event;
pub use method::{Method, ParseMethodError};
pub(crate) use query::form_decoded;
pub use query::{ParseQueryError, Query};

/// The method, the query, the headers in their order with repeats, and the body's bytes of one webhook.
///
/// ```
/// use vsw::{Delivery, Event};
///
/// let body = br#"{"status":"answered"}"#;
/// let delivery = Delivery::post(body).with_header("Authorization", b"Bearer e30.e30.x").with_query(b"x=1");
/// assert_eq!(delivery.header("authorization").next(), Some(&b"Bearer e30.e30.x"[..]));
/// assert_eq!(delivery.claimed_event(), Event::Answered); // which anybody can write
/// ```
#[derive(Clone)]
pub struct Delivery<'d> {
    method: Method,
    query: Cow<'d, [u8]>,
    headers: Vec<(Cow<'d, str>, Cow<'d, [u8]>)>,
    body: Cow<'d, [u8]>,
}

impl<'d> Delivery<'d> {
    /// A delivery without headers. `body` is the raw bytes after any transfer coding was undone, and nothing else:
    /// a body that was parsed and written again is not what was signed.
    pub fn new(method: Method, body: impl Into<Cow<'d, [u8]>>) -> Self {
        Self { method, query: Cow::Borrowed(&[]), headers: Vec::new(), body: body.into() }
    }

    /// A delivery by POST, which is how Vonage sends events unless told otherwise.
    pub fn post(body: impl Into<Cow<'d, [u8]>>) -> Self {
        Self::new(Method::Post, body)
    }

    /// A delivery by GET, with that [`Query`]'s text and without a body.
    pub fn get(query: impl Into<Cow<'d, [u8]>>) -> Self {
        Self { query: query.into(), ..Self::new(Method::Get, &b""[..]) }
    }

    /// The same delivery with that query. What stands in the query of a POST is not signed.
    #[must_use]
    pub fn with_query(self, query: impl Into<Cow<'d, [u8]>>) -> Self {
        Self { query: query.into(), ..self }
    }

    /// The same delivery with one more header behind those it has. Names may repeat; values are bytes.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<Cow<'d, str>>, value: impl Into<Cow<'d, [u8]>>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// How it was delivered.
    #[must_use]
    pub fn method(&self) -> Method {
        self.method
    }

    /// What stood behind the `?`.
    #[doc(hidden)]
    #[must_use]
    pub fn query(&self) -> Query<'_> {
        Query::new(&self.query)
    }

    /// All headers in their order.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.headers.iter().map(|(name, value)| (&**name, &**value))
    }

    /// The values of the headers of that name in their order. Header names have no case (RFC 9110 §5.1).
    pub fn header(&self, name: &str) -> impl Iterator<Item = &[u8]> {
        self.headers().filter(move |(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The body's raw bytes.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// What the token's `payload_hash` is of: the body's bytes of a POST, the query as JSON of a GET.
    ///
    /// # Errors
    /// [`ParseQueryError`] for a GET whose query the rule does not cover.
    #[doc(hidden)]
    pub fn payload(&self) -> Result<Cow<'_, [u8]>, ParseQueryError> {
        match self.method {
            Method::Post => Ok(Cow::Borrowed(&self.body)),
            Method::Get => self.query().json().map(|json| Cow::Owned(json.into_bytes())),
        }
    }

    /// Which event the payload says it is. Anybody can write that: it is believed only of a
    /// [`Verified`](crate::verify::Verified) delivery.
    #[must_use]
    pub fn claimed_event(&self) -> Event {
        self.payload().map_or(Event::Unknown, |payload| Event::of(&payload))
    }
}

impl fmt::Debug for Delivery<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Names only: a body is about somebody's call, and a token is good for as long as it is fresh.
        let names: Vec<&str> = self.headers().map(|(name, _)| name).collect();
        write!(f, "Delivery({}, {names:?}, {} bytes)", self.method, self.body.len())
    }
}
