//! Refusal: why a request does not reach the handler, and the response: a status without a reason.

use http::header::{ALLOW, WWW_AUTHENTICATE};
use http::{HeaderValue, Response, StatusCode};

use crate::verify::{Rejection, Verdict};

/// Why a request is refused.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The method is not accepted.
    Method { allowed: &'static str },
    /// The body is longer than the limit.
    TooLong,
    /// The body could not be read to its end.
    Unread,
    /// The verifier rejected the delivery.
    Rejected(Rejection),
}

impl Refusal {
    /// Returns the response, with an empty body.
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
            // Extensions are not sent to the client.
            Self::Rejected(rejection) => {
                response.extensions_mut().insert(rejection);
            }
            Self::TooLong | Self::Unread => {}
        }
        response
    }

    /// Vonage retries once after 429, 503 or 504. So an unsigned delivery gets 503: its retry may be signed. After 401,
    /// Vonage does not retry: the same token would be rejected again.
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
