//! A response of the sandbox, and how to send it: correctly, or with a fault.

use bytes::Bytes;
use hyper::StatusCode;
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};

use super::body::{Body, End};

#[derive(Clone, Debug, Default)]
pub(super) struct SandboxResponse {
    pub status: StatusCode,
    pub headers: Vec<(HeaderName, HeaderValue)>,
    pub body: Bytes,
    pub end: End,
    pub length: Option<u64>,
    /// Bytes per piece, and the pause in milliseconds after each. `None` sends the body at once.
    pub pieces: Option<(usize, u64)>,
}

impl SandboxResponse {
    pub(super) fn of(status: StatusCode, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        let headers = vec![(CONTENT_TYPE, HeaderValue::from_static(media_type))];
        Self { status, headers, body: body.into(), ..Self::default() }
    }

    pub(super) fn empty(status: StatusCode) -> Self {
        Self { status, ..Self::default() }
    }

    pub(super) fn json(status: StatusCode, value: &serde_json::Value) -> Self {
        Self::of(status, "application/json", value.to_string())
    }

    /// Adds a header. Ignores an invalid value.
    pub(super) fn with(mut self, name: HeaderName, text: &str) -> Self {
        self.headers.extend(HeaderValue::from_str(text).map(|value| (name, value)));
        self
    }

    /// Ends the body after `at` bytes (by default, half), but announces a larger Content-Length.
    pub(super) fn stop(&mut self, at: Option<usize>, end: End) {
        let at = at.unwrap_or(self.body.len() / 2);
        self.length = Some(self.body.len().max(at.saturating_add(1)) as u64);
        self.body.truncate(at);
        self.end = end;
    }

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
