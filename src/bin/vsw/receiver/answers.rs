//! Answers: the responses that a receiver makes itself.

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{ALLOW, CONNECTION, CONTENT_TYPE, HeaderValue};
use hyper::{Response, StatusCode};
use vsw::delivery::Event;

use super::exchange::Genuine;
use super::headers;
use crate::server::guard::Refusal;
use crate::vocabulary::DeliveryVerdict;

/// The default NCCO (Vonage's instructions for a call), used without `--answer`.
pub const USUAL_NCCO: &str = r#"[{"action":"talk","text":"vsw received this call."}]"#;

/// Names the headers that Envoy must remove before it forwards the request: the `X-Vsw-…` headers that vsw
/// did not set, because a sender could forge them.
const REMOVED_BY_ENVOY: &str = "x-envoy-auth-headers-to-remove";

pub fn to(event: Event, ncco: &Bytes) -> Response<Full<Bytes>> {
    match event {
        Event::Answer | Event::Fallback => {
            let mut response = Response::new(Full::new(ncco.clone()));
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            response
        }
        _ => Response::default(),
    }
}

/// Tells a proxy to forward the delivery.
pub fn allow(genuine: Option<&Genuine>, verdict: Option<DeliveryVerdict>) -> Response<Full<Bytes>> {
    let mut response = Response::default();
    let headers = response.headers_mut();
    if let Some(genuine) = genuine {
        headers::state(headers, genuine);
    }
    if let Some(verdict) = verdict {
        headers::mark(headers, verdict);
    }
    let absent = headers::ALL.iter().filter(|name| !headers.contains_key(**name));
    let absent = absent.copied().collect::<Vec<_>>().join(",");
    if let Ok(absent) = HeaderValue::from_str(&absent) {
        headers.insert(REMOVED_BY_ENVOY, absent);
    }
    response
}

pub fn empty(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::default();
    *response.status_mut() = status;
    response
}

/// Closes the connection, because the next bytes may not be a request.
pub fn refusal(refusal: Refusal) -> Response<Full<Bytes>> {
    let mut response = empty(refusal.status);
    if refusal.status == StatusCode::NOT_IMPLEMENTED {
        // Only the module `authorizer` refuses with 501, for a proxy that passes no body. The reason tells
        // the proxy's operator what to change.
        *response.body_mut() = format!("{}\n", refusal.reason).into();
    }
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    if refusal.status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, POST"));
    }
    response
}
