//! Answers: the responses that a receiver makes itself: to genuine deliveries if it has no upstream, refusals, and
//! empty ones.

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{ALLOW, CONNECTION, CONTENT_TYPE, HeaderValue};
use hyper::{Response, StatusCode};
use vsw::delivery::Event;

use crate::server::guard::Refusal;

/// The NCCO that answers a call if `--answer` names none.
pub const USUAL_NCCO: &str = r#"[{"action":"talk","text":"vsw received this call."}]"#;

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

/// Returns an empty response.
pub fn empty(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::default();
    *response.status_mut() = status;
    response
}

/// Returns the response to a request that is no delivery. It closes the connection: the bytes that follow may not be a
/// request.
pub fn refusal(refusal: Refusal) -> Response<Full<Bytes>> {
    let mut response = empty(refusal.status);
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    if refusal.status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, POST"));
    }
    response
}
