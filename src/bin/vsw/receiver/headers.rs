//! Headers: what vsw removes from a request that it forwards, and what it adds.

use hyper::HeaderMap;
use hyper::header::{CONTENT_LENGTH, EXPECT, HOST, HeaderName, HeaderValue};

use super::exchange::Genuine;
use crate::sender::remove_hop_by_hop;
use crate::server::Connection;
use crate::vocabulary::{DeliveryVerdict, Word as _};

/// Prefix of the headers that only vsw sets.
const OURS: &str = "x-vsw-";
pub const ALL: [&str; 5] =
    ["x-vsw-event", "x-vsw-application", "x-vsw-api-key", "x-vsw-token-id", "x-vsw-verdict"];

/// Removes hop-by-hop headers and those that resemble `X-Vsw-…`. Then adds the client as `X-Forwarded-…`, and
/// the verified facts as `X-Vsw-…`.
pub fn forward(headers: &mut HeaderMap, connection: &Connection, genuine: Option<&Genuine>) {
    // The whole body was received: the connection to the handler sets its own length.
    remove_hop_by_hop(headers, |name| [CONTENT_LENGTH, EXPECT].contains(name) || is_like_ours(name));
    let host = headers.get(HOST).cloned();
    append(headers, "x-forwarded-for", &connection.client.ip().to_string());
    append(headers, "x-forwarded-proto", if connection.has_tls { "https" } else { "http" });
    if let Some(host) = host.as_ref().and_then(|host| host.to_str().ok()) {
        append(headers, "x-forwarded-host", host);
    }
    if let Some(genuine) = genuine {
        state(headers, genuine);
    }
}

pub fn state(headers: &mut HeaderMap, genuine: &Genuine) {
    set(headers, "x-vsw-event", Some(genuine.event.word()));
    set(headers, "x-vsw-application", genuine.application.as_deref());
    set(headers, "x-vsw-api-key", genuine.api_key.as_deref());
    set(headers, "x-vsw-token-id", Some(&genuine.token_id));
}

pub fn mark(headers: &mut HeaderMap, verdict: DeliveryVerdict) {
    set(headers, "x-vsw-verdict", Some(&verdict.to_word()));
}

fn is_like_ours(name: &HeaderName) -> bool {
    // Some servers read `_` or another sign as `-`, or `-` as `_`.
    let like_ours = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
    name.as_str().chars().map(like_ours).take(OURS.len()).eq(OURS.chars())
}

fn append(headers: &mut HeaderMap, name: &'static str, value: &str) {
    let before: Vec<&[u8]> = headers.get_all(name).iter().map(HeaderValue::as_bytes).collect();
    let list = [&before[..], &[value.as_bytes()]].concat().join(&b", "[..]);
    if let Ok(list) = HeaderValue::from_bytes(&list) {
        headers.insert(name, list);
    }
}

/// Leaves out a value that no header can hold.
fn set(headers: &mut HeaderMap, name: &'static str, value: Option<&str>) {
    if let Some(value) = value.and_then(|value| HeaderValue::from_str(value).ok()) {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use vsw::delivery::Event;
    use vsw::verify::Checks;

    use super::*;
    use crate::sender::header_pairs::{headers, pairs};

    fn connection() -> Connection {
        let address = ([127, 0, 0, 1], 1).into();
        Connection {
            number: 1,
            reached: address,
            client: address,
            has_tls: false,
            slot: std::sync::Weak::new(),
        }
    }

    #[test]
    fn a_sender_cannot_set_what_only_vsw_knows() {
        let mut found = headers(&[
            ("host", "tunnel.example"),
            ("x-vsw-event", "completed"),
            ("x_vsw_application", "other"),
            ("x.vsw.application", "other"),
            ("x-vsw.api_key", "other"),
            ("x-vsw-verdict", "genuine"),
            ("x-forwarded-for", "192.0.2.1"),
            ("x-forwarded-for", "192.0.2.2"),
            ("content-length", "4"),
            ("expect", "100-continue"),
            ("accept", "*/*"),
        ]);
        let genuine = Genuine {
            event: Event::Answered,
            application: None,
            api_key: Some("a1b2c3d".to_owned()),
            token_id: "00".to_owned(),
            secret: "main".into(),
            checks: Checks::default(),
        };
        forward(&mut found, &connection(), Some(&genuine));
        let sent = [
            ("host", "tunnel.example"),
            ("x-forwarded-for", "192.0.2.1, 192.0.2.2, 127.0.0.1"),
            ("accept", "*/*"),
            ("x-forwarded-proto", "http"),
            ("x-forwarded-host", "tunnel.example"),
            ("x-vsw-event", "answered"),
            ("x-vsw-api-key", "a1b2c3d"),
            ("x-vsw-token-id", "00"),
        ];
        assert_eq!(pairs(&found), sent);
        forward(&mut found, &connection(), None);
        assert!(found.keys().all(|name| !name.as_str().starts_with(OURS)), "{found:?}");
    }
}
