//! The API's errors: RFC 7807 documents with the titles and the type fragments that the vendor's documents give them.

use hyper::StatusCode;
use serde_json::json;

use super::answer::Answer;

/// One kind of error that the API answers with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    Unauthorized,
    NotFound {
        id: String,
    },
    WrongVerb {
        method: String,
    },
    NotAcceptable,
    UnsupportedContentType,
    /// A create or an update that does not hold, by parameter and reason.
    Payload(Vec<Invalid>),
    /// A list request that does not hold.
    List(Vec<Invalid>),
    /// A failure on the server's side, or any status that a fault asks for.
    Other(StatusCode),
}

/// One wrong parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Invalid {
    pub name: String,
    pub reason: String,
}

impl Invalid {
    pub(super) fn new(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { name: name.into(), reason: reason.into() }
    }
}

/// The media type of every error.
pub(super) const MEDIA_TYPE: &str = "application/problem+json";

impl Problem {
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::NotFound { .. } => StatusCode::NOT_FOUND,
            Self::WrongVerb { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::UnsupportedContentType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Payload(_) | Self::List(_) => StatusCode::BAD_REQUEST,
            Self::Other(status) => *status,
        }
    }

    /// The answer that says so.
    pub(super) fn answer(&self, instance: &str) -> Answer {
        let status = self.status();
        let (fragment, title, detail) = self.words();
        let mut document = json!({
            "type": format!("https://developer.nexmo.com/api-errors{fragment}"),
            "title": title,
            "detail": detail,
            "instance": instance,
        });
        if let Self::Payload(invalid) | Self::List(invalid) = self {
            document["invalid_parameters"] =
                invalid.iter().map(|one| json!({ "name": one.name, "reason": one.reason })).collect();
        }
        Answer::of(status, MEDIA_TYPE, document.to_string())
    }

    fn words(&self) -> (&'static str, String, String) {
        let only = "Must be one of the following: 'application/json'";
        let (fragment, title, detail) = match self {
            Self::Unauthorized => (
                "#unauthorized",
                "Invalid credentials supplied",
                "You did not provide correct credentials.".to_owned(),
            ),
            Self::NotFound { id } => {
                ("#not-found", "Not Found", format!("ID '{id}' does not exist, or you do not have access"))
            }
            Self::WrongVerb { method } => (
                "#wrong-verb",
                "Request method not allowed",
                format!("Request method '{method}' not supported"),
            ),
            Self::NotAcceptable => {
                ("#accept-header", "Invalid Accept header", format!("Invalid Accept header provided. {only}"))
            }
            Self::UnsupportedContentType => (
                "#content-type-header",
                "Unsupported Content-Type header",
                format!("Unsupported Content-Type header provided. {only}"),
            ),
            Self::Payload(_) => (
                "/application#payload-validation",
                "Bad Request",
                "The request failed due to validation errors".to_owned(),
            ),
            Self::List(_) => (
                "/application#list-validation",
                "Bad Request",
                "The request failed due to validation errors".to_owned(),
            ),
            Self::Other(StatusCode::TOO_MANY_REQUESTS) => {
                ("#throttled", "Rate Limit Hit", "You have exceeded your request rate".to_owned())
            }
            Self::Other(status) => {
                let fragment = match status.as_u16() {
                    401 => "#unauthorized",
                    403 => "#forbidden",
                    404 => "#not-found",
                    _ => "#internal-error",
                };
                let title = status.canonical_reason().unwrap_or("Error");
                return (fragment, title.to_owned(), format!("The sandbox answers {} here", status.as_u16()));
            }
        };
        (fragment, title.to_owned(), detail)
    }
}
