//! `ReplayRefusal`: why a request does not reach the handler. The response is a status without a reason.

use std::fmt;

use http::{Response, StatusCode};

/// Why a request did not reach the handler.
///
/// The extensions of the response contain the `ReplayRefusal`, for logs. The client sees only the status.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReplayRefusal {
    /// The same token is being handled (status 409).
    Pending,
    /// The same token was handled before (status 409).
    Seen,
    /// The replay store has no room for another token (status 503).
    Full,
    /// The replay store does not respond (status 503).
    Unavailable(String),
    /// The request has no [`Verified`](crate::Verified): the verifying layer is missing (status 500).
    Unverified,
}

/// Why the replay store did not record a handled token. The token stays pending until it expires.
///
/// The extensions of the handler's response contain the `Unrecorded`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unrecorded(pub String);

impl ReplayRefusal {
    /// Returns `true` if the token is being handled or was handled before.
    #[must_use]
    pub fn is_replay(&self) -> bool {
        matches!(self, Self::Pending | Self::Seen)
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Pending | Self::Seen => StatusCode::CONFLICT,
            // Vonage retries once after a 503, and not after a 409.
            Self::Full | Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Unverified => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    pub(super) fn into_response<R: Default>(self) -> Response<R> {
        let mut response = Response::new(R::default());
        *response.status_mut() = self.status();
        response.extensions_mut().insert(self);
        response
    }
}

impl fmt::Display for ReplayRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pending => f.write_str("the same token is being handled"),
            Self::Seen => f.write_str("the same token was handled before"),
            Self::Full => f.write_str("the replay store has no room for another token"),
            Self::Unavailable(reason) => write!(f, "the replay store cannot be used: {reason}"),
            Self::Unverified => {
                f.write_str("the delivery was not verified: put the `ReplayLayer` inside of a `VerifyLayer`")
            }
        }
    }
}

impl fmt::Display for Unrecorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the replay store did not record that this token was handled: {}", self.0)
    }
}
