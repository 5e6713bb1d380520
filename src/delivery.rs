//! Delivery: one webhook as received. Nothing in it is trusted.

mod coverage;
mod event;
mod method;
mod product;
mod query;
mod webhook;

use std::borrow::Cow;
use std::fmt;

pub use coverage::{Coverage, Era};
pub use event::Event;
pub use method::{Method, ParseMethodError};
pub use product::Product;
pub(crate) use query::form_decoded;
pub use query::{ParseQueryError, Query};
pub(crate) use webhook::Contents;
pub use webhook::Webhook;

/// One webhook as received: method, query, headers and raw body.
///
/// ```
/// use vsw::{Delivery, Event};
///
/// let body = br#"{"uuid":"aaaaaaaa","status":"answered"}"#;
/// let delivery = Delivery::post(body).with_header("Authorization", b"Bearer e30.e30.x").with_query(b"x=1");
/// assert_eq!(delivery.header("authorization").next(), Some(&b"Bearer e30.e30.x"[..]));
/// assert_eq!(delivery.claimed_event(), Event::Answered); // unverified: anyone can send this
/// ```
#[derive(Clone)]
pub struct Delivery<'d> {
    method: Method,
    query: Cow<'d, [u8]>,
    headers: Headers<'d>,
    body: Cow<'d, [u8]>,
}

pub(crate) type Headers<'d> = Vec<(Cow<'d, str>, Cow<'d, [u8]>)>;

impl<'d> Delivery<'d> {
    /// Creates a delivery from the raw body, without transfer coding.
    ///
    /// A body that was parsed and serialized again may differ from the signed body.
    pub fn new(method: Method, body: impl Into<Cow<'d, [u8]>>) -> Self {
        Self { method, query: Cow::Borrowed(&[]), headers: Vec::new(), body: body.into() }
    }

    /// Creates a delivery by POST, Vonage's default method for event webhooks.
    pub fn post(body: impl Into<Cow<'d, [u8]>>) -> Self {
        Self::new(Method::Post, body)
    }

    /// Creates a delivery by GET. `query` is the text after the `?`.
    pub fn get(query: impl Into<Cow<'d, [u8]>>) -> Self {
        Self { query: query.into(), ..Self::new(Method::Get, &b""[..]) }
    }

    /// Sets the query, the text after the `?`. The query of a POST is not signed.
    #[must_use]
    pub fn with_query(self, query: impl Into<Cow<'d, [u8]>>) -> Self {
        Self { query: query.into(), ..self }
    }

    /// Appends a header. Names may repeat.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<Cow<'d, str>>, value: impl Into<Cow<'d, [u8]>>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    #[must_use]
    pub(crate) fn with_headers(self, headers: Headers<'d>) -> Self {
        Self { headers, ..self }
    }

    /// Returns the delivery with copies of the borrowed bytes.
    #[doc(hidden)]
    #[must_use]
    pub fn into_owned(self) -> Delivery<'static> {
        let owned = |(name, value): (Cow<'_, str>, Cow<'_, [u8]>)| {
            (Cow::Owned(name.into_owned()), Cow::Owned(value.into_owned()))
        };
        Delivery {
            method: self.method,
            query: Cow::Owned(self.query.into_owned()),
            headers: self.headers.into_iter().map(owned).collect(),
            body: Cow::Owned(self.body.into_owned()),
        }
    }

    /// Returns the HTTP method.
    #[must_use]
    pub fn method(&self) -> Method {
        self.method
    }

    /// Returns the query.
    #[doc(hidden)]
    #[must_use]
    pub fn query(&self) -> Query<'_> {
        Query::new(&self.query)
    }

    /// Returns all headers, in order.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.headers.iter().map(|(name, value)| (&**name, &**value))
    }

    /// Returns the values of all headers with this name, in order. Ignores case.
    pub fn header(&self, name: &str) -> impl Iterator<Item = &[u8]> {
        self.headers().filter(move |(found, _)| is_same_name(found.as_bytes(), name)).map(|(_, value)| value)
    }

    /// Returns the raw body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Returns the signed bytes: a POST's body, or a GET's query as JSON.
    ///
    /// # Errors
    /// Fails with [`ParseQueryError`] if a GET's query has no JSON form.
    #[doc(hidden)]
    pub fn payload(&self) -> Result<Cow<'_, [u8]>, ParseQueryError> {
        match self.method {
            Method::Post => Ok(Cow::Borrowed(&self.body)),
            Method::Get => self.query().json().map(|json| Cow::Owned(json.into_bytes())),
        }
    }

    /// Returns the event that the payload claims. Trust it only in a [`Verified`](crate::verify::Verified) delivery.
    #[must_use]
    pub fn claimed_event(&self) -> Event {
        self.claimed_webhook().event.unwrap_or_default()
    }

    /// Returns the product and event that the payload claims, unverified.
    #[doc(hidden)]
    #[must_use]
    pub fn claimed_webhook(&self) -> Webhook {
        self.payload().map_or_else(|_| Webhook::default(), |payload| Webhook::of(&payload))
    }
}

/// Header names are case-insensitive (RFC 9110 §5.1).
pub(crate) fn is_same_name(found: &[u8], name: &str) -> bool {
    // Fast path: usually the case matches too.
    found == name.as_bytes() || found.eq_ignore_ascii_case(name.as_bytes())
}

impl fmt::Debug for Delivery<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Hide values: a body may have personal data, and a fresh token can be replayed.
        let names: Vec<&str> = self.headers().map(|(name, _)| name).collect();
        write!(f, "Delivery({}, {names:?}, {} bytes)", self.method, self.body.len())
    }
}
