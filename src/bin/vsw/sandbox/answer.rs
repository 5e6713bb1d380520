//! An answer, and the manner in which it is sent: whole, or wrong in one of the ways that a fault asks for.

use bytes::Bytes;
use hyper::StatusCode;
use hyper::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};

use super::body::{Body, End};

/// What goes back to the client.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub status: StatusCode,
    pub headers: Vec<(HeaderName, HeaderValue)>,
    pub body: Bytes,
    pub manner: Manner,
}

/// How the body is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    Whole,
    /// As many bytes of it, then the connection closes, though Content-Length promised more.
    Cut(usize),
    /// As many bytes of it, then silence.
    Stall(usize),
    /// In pieces of so many bytes, with a pause of so many milliseconds after each.
    Slow {
        bytes: usize,
        every_ms: u64,
    },
    /// The body, then white space without end.
    Endless,
    /// The body under a Content-Length of that many bytes, then the connection closes.
    Claiming(u64),
}

impl Answer {
    /// An answer with a body of that media type.
    pub(super) fn of(status: StatusCode, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        let headers = vec![(CONTENT_TYPE, HeaderValue::from_static(media_type))];
        Self { status, headers, body: body.into(), manner: Manner::Whole }
    }

    /// An answer without a body.
    pub(super) fn empty(status: StatusCode) -> Self {
        Self { status, headers: Vec::new(), body: Bytes::new(), manner: Manner::Whole }
    }

    /// A JSON value.
    pub(super) fn json(status: StatusCode, value: &serde_json::Value) -> Self {
        Self::of(status, "application/json", value.to_string())
    }

    /// The same answer, after which the connection closes.
    pub(super) fn closing(mut self) -> Self {
        self.headers.push((CONNECTION, HeaderValue::from_static("close")));
        self
    }

    /// As hyper sends it.
    pub(super) fn into_response(self) -> hyper::Response<Body> {
        let length = self.body.len() as u64;
        let (claimed, body) = match self.manner {
            Manner::Whole => (None, Body::new(self.body, End::Whole)),
            Manner::Cut(at) => {
                let sent = self.body.slice(..at.min(self.body.len()));
                (Some(length.max(at as u64 + 1)), Body::new(sent, End::Broken))
            }
            Manner::Stall(at) => {
                let sent = self.body.slice(..at.min(self.body.len()));
                (Some(length.max(at as u64 + 1)), Body::new(sent, End::Silent))
            }
            Manner::Slow { bytes, every_ms } => {
                (Some(length), Body::new(self.body, End::Whole).in_pieces(bytes, every_ms))
            }
            Manner::Endless => (None, Body::new(self.body, End::Never)),
            Manner::Claiming(claimed) => (Some(claimed), Body::new(self.body, End::Broken)),
        };
        let mut response = hyper::Response::new(body);
        *response.status_mut() = self.status;
        for (name, value) in self.headers {
            response.headers_mut().append(name, value);
        }
        if let Some(claimed) = claimed {
            response.headers_mut().insert(CONTENT_LENGTH, claimed.into());
        }
        response
    }
}
