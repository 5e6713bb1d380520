//! Refusal: why a request does not reach the handler, and the answer that it gets: a status, never a reason.

use http::header::{ALLOW, WWW_AUTHENTICATE};
use http::{HeaderValue, Response, StatusCode};

use crate::verify::{Rejection, Verdict};

/// Why a request goes no further.
#[derive(Debug)]
pub(super) enum Refusal {
    /// It came by a method that is not accepted.
    Method { allowed: &'static str },
    /// Its body is longer than the limit.
    TooLong,
    /// Its body did not come whole.
    Unread,
    /// The verifier said no.
    Rejected(Rejection),
}

impl Refusal {
    /// The answer, with an empty body.
    pub(super) fn answer<R: Default>(self) -> Response<R> {
        let mut answer = Response::new(R::default());
        *answer.status_mut() = self.status();
        if answer.status() == StatusCode::UNAUTHORIZED {
            answer.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        match self {
            Self::Method { allowed } => {
                answer.headers_mut().insert(ALLOW, HeaderValue::from_static(allowed));
            }
            // Extensions stay in this process.
            Self::Rejected(rejection) => {
                answer.extensions_mut().insert(rejection);
            }
            Self::TooLong | Self::Unread => {}
        }
        answer
    }

    /// Of a 5xx, Vonage repeats 503 and 504 once: asked for only where a repeat may come signed. A 401 it does not
    /// repeat, and should not: the same token would be rejected again.
    fn status(&self) -> StatusCode {
        match self {
            Self::Method { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unread => StatusCode::BAD_REQUEST,
            Self::Rejected(rejection) => match rejection.verdict() {
                Verdict::Unsigned => StatusCode::SERVICE_UNAVAILABLE,
                _ => StatusCode::UNAUTHORIZED,
            },
        }
    }
}
