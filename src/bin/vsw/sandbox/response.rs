//! An answer, and how it is sent: whole, or wrong in one of the ways that a fault asks for.

use bytes::Bytes;
use hyper::StatusCode;
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};

use super::body::{Body, End};

/// What goes back to the client.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    pub status: StatusCode,
    pub headers: Vec<(HeaderName, HeaderValue)>,
    pub body: Bytes,
    /// What comes after the body.
    pub end: End,
    /// A Content-Length that is not the body's.
    pub length: Option<u64>,
    /// How many bytes are sent at a time, and the pause in milliseconds after each.
    pub pieces: Option<(usize, u64)>,
}

impl Answer {
    /// An response with a body of that media type.
    pub(super) fn of(status: StatusCode, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        let headers = vec![(CONTENT_TYPE, HeaderValue::from_static(media_type))];
        Self { status, headers, body: body.into(), ..Self::default() }
    }

    /// An answer without a body.
    pub(super) fn empty(status: StatusCode) -> Self {
        Self { status, ..Self::default() }
    }

    /// A JSON value.
    pub(super) fn json(status: StatusCode, value: &serde_json::Value) -> Self {
        Self::of(status, "application/json", value.to_string())
    }

    /// The same answer with one more header, if a header can hold that text.
    pub(super) fn with(mut self, name: HeaderName, text: &str) -> Self {
        self.headers.extend(HeaderValue::from_str(text).map(|value| (name, value)));
        self
    }

    /// Ends the body after so many bytes (half of them, if not said), though Content-Length promises more.
    pub(super) fn stop(&mut self, at: Option<usize>, end: End) {
        let at = at.unwrap_or(self.body.len() / 2);
        self.length = Some(self.body.len().max(at + 1) as u64);
        self.body.truncate(at);
        self.end = end;
    }

    /// As hyper sends it.
    pub(super) fn into_response(self) -> hyper::Response<Body> {
        let mut response = hyper::Response::new(Body::new(self.body, self.end, self.pieces));
        *response.status_mut() = self.status;
        for (name, value) in self.headers {
            response.headers_mut().append(name, value);
        }
        if let Some(length) = self.length {
            response.headers_mut().insert(CONTENT_LENGTH, length.into());
        }
        response
    }
}
