//! The API's errors, as RFC 7807 documents. Titles and types are from the vendor's documentation if it has them.

use hyper::StatusCode;
use serde_json::json;

use super::response::SandboxResponse;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    Unauthorized,
    Token(String),
    NotFound {
        id: String,
    },
    WrongVerb {
        method: String,
    },
    NotAcceptable,
    UnsupportedContentType,
    /// An invalid request to create or update an application.
    Payload(Vec<Invalid>),
    /// An invalid list request.
    List(Vec<Invalid>),
    /// An invalid request for a call.
    Call(Vec<Invalid>),
    Other(StatusCode),
}

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

pub(super) const MEDIA_TYPE: &str = "application/problem+json";

impl Problem {
    pub(super) fn respond(&self, instance: &str) -> SandboxResponse {
        let (status, fragment, title, detail) = self.parts();
        let mut document = json!({
            "type": format!("https://developer.nexmo.com/api-errors{fragment}"),
            "title": title,
            "detail": detail,
            "instance": instance,
        });
        if let Self::Payload(invalid) | Self::List(invalid) | Self::Call(invalid) = self {
            document["invalid_parameters"] =
                invalid.iter().map(|one| json!({ "name": one.name, "reason": one.reason })).collect();
        }
        SandboxResponse::of(status, MEDIA_TYPE, document.to_string())
    }

    fn parts(&self) -> (StatusCode, &'static str, &'static str, String) {
        let only = "Must be one of the following: 'application/json'";
        let (bad_request, invalid) = (StatusCode::BAD_REQUEST, "The request failed due to validation errors");
        let (status, fragment, title, detail) = match self {
            Self::Unauthorized => (
                StatusCode::UNAUTHORIZED,
                "#unauthorized",
                "Invalid credentials supplied",
                "You did not provide correct credentials.",
            ),
            Self::Token(reason) => {
                let title = "Invalid credentials supplied";
                return (StatusCode::UNAUTHORIZED, "#unauthorized", title, reason.clone());
            }
            Self::NotFound { id } => {
                let detail = format!("ID '{id}' does not exist, or you do not have access");
                return (StatusCode::NOT_FOUND, "#not-found", "Not Found", detail);
            }
            Self::WrongVerb { method } => {
                let detail = format!("Request method '{method}' not supported");
                return (StatusCode::METHOD_NOT_ALLOWED, "#wrong-verb", "Request method not allowed", detail);
            }
            Self::NotAcceptable => {
                let detail = format!("Invalid Accept header provided. {only}");
                return (StatusCode::NOT_ACCEPTABLE, "#accept-header", "Invalid Accept header", detail);
            }
            Self::UnsupportedContentType => {
                let detail = format!("Unsupported Content-Type header provided. {only}");
                let title = "Unsupported Content-Type header";
                return (StatusCode::UNSUPPORTED_MEDIA_TYPE, "#content-type-header", title, detail);
            }
            Self::Payload(_) => (bad_request, "/application#payload-validation", "Bad Request", invalid),
            Self::List(_) => (bad_request, "/application#list-validation", "Bad Request", invalid),
            Self::Call(_) => (bad_request, "/voice#payload-validation", "Bad Request", invalid),
            Self::Other(status @ StatusCode::TOO_MANY_REQUESTS) => {
                (*status, "#throttled", "Rate Limit Hit", "You have exceeded your request rate")
            }
            Self::Other(status) => {
                let fragment = match status.as_u16() {
                    401 => "#unauthorized",
                    403 => "#forbidden",
                    404 => "#not-found",
                    _ => "#internal-error",
                };
                let title = status.canonical_reason().unwrap_or("Error");
                return (
                    *status,
                    fragment,
                    title,
                    format!("The sandbox responds with {} here", status.as_u16()),
                );
            }
        };
        (status, fragment, title, detail.to_owned())
    }
}
