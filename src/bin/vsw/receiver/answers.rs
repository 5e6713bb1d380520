//! Answers: the responses that a receiver makes itself: to genuine deliveries if it has no upstream, refusals, and
//! empty ones.

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{ALLOW, CONNECTION, CONTENT_TYPE, HeaderValue};
use hyper::{Response, StatusCode};
use vsw::delivery::Event;

use super::exchange::Genuine;
use super::headers;
use crate::server::guard::Refusal;
use crate::vocabulary::DeliveryVerdict;

/// The NCCO that answers a call if `--answer` names none.
pub const USUAL_NCCO: &str = r#"[{"action":"talk","text":"vsw received this call."}]"#;

/// This header lists the headers that Envoy removes before forwarding.
const REMOVED_BY_ENVOY: &str = "x-envoy-auth-headers-to-remove";

/// Returns the response to a genuine delivery: the NCCO, if the event asks for one.
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

/// Returns the response that tells a proxy to forward a delivery, which headers to add to the request, and which to
/// remove.
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

/// Returns an empty response.
pub fn empty(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::default();
    *response.status_mut() = status;
    response
}

/// Returns the response to a request that is no delivery. It closes the connection: the next bytes are perhaps not a
/// request.
pub fn refusal(refusal: Refusal) -> Response<Full<Bytes>> {
    let mut response = empty(refusal.status);
    if refusal.status == StatusCode::NOT_IMPLEMENTED {
        // Only the operator of a proxy gets a 501, and needs the reason.
        *response.body_mut() = format!("{}\n", refusal.reason).into();
    }
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    if refusal.status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, POST"));
    }
    response
}
