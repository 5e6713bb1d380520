//! Request: converts a captured delivery to a request, without the headers of its old connection.

use bytes::Bytes;
use hyper::header::{CONNECTION, CONTENT_LENGTH, EXPECT, HOST, HeaderName, HeaderValue};
use hyper::{HeaderMap, Method, Request};
use vsw::capture::Capture;
use vsw::delivery;

use super::SendError;

/// Headers that apply to one connection only (RFC 9110 §7.6.1, RFC 2616 §13.5.1). `Connection` may name more headers.
const HOP_BY_HOP: [&str; 9] = [
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Removes the headers that apply to one connection only, and those for which `also` returns `true`.
pub fn remove_hop_by_hop(headers: &mut HeaderMap, also: impl Fn(&HeaderName) -> bool) {
    let named: Vec<HeaderName> = headers
        .get_all(CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|names| names.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .filter(|name| !is_end_to_end(name))
        .collect();
    let is_removed =
        |name: &HeaderName| HOP_BY_HOP.contains(&name.as_str()) || named.contains(name) || also(name);
    // `HeaderMap::remove` would change the order of the remaining headers.
    let kept = headers.iter().filter(|(name, _)| !is_removed(name));
    *headers = kept.map(|(name, value)| (name.clone(), value.clone())).collect();
}

/// Returns whether this header stays even if `Connection` names it. Otherwise, a request could remove headers
/// that the handler needs, such as the token's.
fn is_end_to_end(name: &HeaderName) -> bool {
    let name = name.as_str();
    let kept = [
        "authorization",
        "x-vonage-webhook-auth-token",
        "host",
        "content-type",
        "content-length",
        "forwarded",
        "x-real-ip",
    ];
    kept.contains(&name) || name.starts_with("x-forwarded-")
}

pub fn request(capture: &Capture, target: &str) -> Result<Request<Bytes>, SendError> {
    let mut headers = HeaderMap::new();
    for (name, value) in &capture.headers {
        let not_allowed = || SendError::Header(name.clone());
        let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| not_allowed())?;
        headers.append(key, HeaderValue::from_bytes(value).map_err(|_| not_allowed())?);
    }
    remove_hop_by_hop(&mut headers, |name| [HOST, CONTENT_LENGTH, EXPECT].contains(name));
    let mut request = Request::new(Bytes::from(capture.body.clone()));
    *request.method_mut() = if capture.method == delivery::Method::Get { Method::GET } else { Method::POST };
    *request.uri_mut() = target.parse().map_err(|_| SendError::Path(target.to_owned()))?;
    *request.headers_mut() = headers;
    Ok(request)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sender::header_pairs::{headers, pairs};

    #[test]
    fn headers_of_the_connection_are_removed_and_the_others_keep_their_order() {
        let mut found = headers(&[
            ("te", "trailers"),
            ("x-other", "1"),
            ("connection", "x-once, authorization, content-type"),
            ("content-type", "application/json"),
            ("x-once", "1"),
            ("content-length", "1"),
            ("authorization", "Bearer x"),
            ("keep-alive", "1"),
            ("x-other", "2"),
            ("accept", "*/*"),
        ]);
        remove_hop_by_hop(&mut found, |name| name == CONTENT_LENGTH);
        let kept = [
            ("x-other", "1"),
            ("x-other", "2"),
            ("content-type", "application/json"),
            ("authorization", "Bearer x"),
            ("accept", "*/*"),
        ];
        assert_eq!(pairs(&found), kept);
    }
}
