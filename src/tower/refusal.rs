//! Refusal: why a request does not reach the handler. The sender gets a status without a reason; the
//! rejection is in the response's extensions, which are not sent.

use http::header::{ALLOW, WWW_AUTHENTICATE};
use http::{HeaderValue, Response, StatusCode};

use crate::verify::{Rejection, Verdict};

#[derive(Debug)]
pub(super) enum Refusal {
    Method {
        allowed: &'static str,
    },
    TooLong,
    /// The body could not be read to its end.
    Unreadable,
    Rejected(Rejection),
}

impl Refusal {
    pub(super) fn into_response<R: Default>(self) -> Response<R> {
        let mut response = Response::new(R::default());
        *response.status_mut() = self.status();
        if response.status() == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        match self {
            Self::Method { allowed } => {
                response.headers_mut().insert(ALLOW, HeaderValue::from_static(allowed));
            }
            Self::Rejected(rejection) => {
                response.extensions_mut().insert(rejection);
            }
            Self::TooLong | Self::Unreadable => {}
        }
        response
    }

    /// Vonage retries once after 429, 503 or 504, but not after 401. An unsigned delivery gets 503: its retry
    /// may be signed.
    fn status(&self) -> StatusCode {
        match self {
            Self::Method { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::Rejected(rejection) => match rejection.verdict() {
                Verdict::Unsigned => StatusCode::SERVICE_UNAVAILABLE,
                _ => StatusCode::UNAUTHORIZED,
            },
        }
    }
}
