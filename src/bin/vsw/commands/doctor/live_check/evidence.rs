//! Evidence: an exchange with the API, masked so that the report can be shared.
//!
//! Invariant: a string value in a body is masked unless vsw recognizes it.

use std::collections::BTreeSet;

use vsw::application::ApplicationId;
use vsw::application::mask::MASK;
use vsw::json::{Json, Kind, Value, literal};

use super::documents::NUMERIC_MEMBER;
use crate::api::{Exchange, Operation};
use crate::report::live_check::{Evidence, EvidenceRequest, EvidenceResponse};

pub struct Known {
    words: BTreeSet<String>,
    api_key: String,
}

const ID: &str = "{id}";
/// Limits for a shown body. A deeper value is masked, and a longer text is cut.
const MAX_DEPTH: usize = 12;
const MAX_CHARACTERS: usize = 4000;
const MAX_NAME: usize = 40;
/// Headers whose values may be shown, because they say nothing about the account.
const SHOWN_HEADERS: [&str; 13] = [
    "accept-ranges",
    "allow",
    "cache-control",
    "connection",
    "content-encoding",
    "content-type",
    "keep-alive",
    "pragma",
    "retry-after",
    "transfer-encoding",
    "vary",
    "x-content-type-options",
    "x-frame-options",
];
/// Members whose numbers may be shown, because they are settings.
const SETTINGS: [&str; 5] =
    [NUMERIC_MEMBER, "leg_persistence_time", "connect_timeout", "connection_timeout", "socket_timeout"];
/// Strings that are shown: words and messages of the API that are the same for all accounts.
const DOCUMENTED: [&str; 40] = [
    "",
    "GET",
    "POST",
    "v1",
    "v0.1",
    "body",
    "name",
    "capabilities",
    "is required",
    "must be an object",
    "Bad Request",
    "The request failed due to validation errors",
    "Invalid credentials supplied",
    "You did not provide correct credentials.",
    "Not Found",
    "ID '{id}' does not exist, or you do not have access",
    "Request method not allowed",
    "Request method 'PATCH' not supported",
    "Unsupported Content-Type header",
    "Unsupported Content-Type header provided. Must be one of the following: 'application/json'",
    "Unauthorized",
    "Method Not Allowed",
    "Unsupported Media Type",
    "Rate Limit Hit",
    "inbound",
    "outbound",
    "started",
    "ringing",
    "answered",
    "busy",
    "cancelled",
    "unanswered",
    "disconnected",
    "rejected",
    "failed",
    "human",
    "machine",
    "timeout",
    "completed",
    "phone",
];

impl Known {
    pub fn new(api_key: &str) -> Self {
        let words = DOCUMENTED.iter().map(|&word| word.to_owned()).collect();
        Self { words, api_key: api_key.to_owned() }
    }

    /// Adds the strings of a document to be sent, except PEM keys.
    pub fn sending(&mut self, document: &str) {
        let Ok(json) = Json::parse(document.to_owned()) else { return };
        strings(json.root(), &mut |text| {
            if !text.contains("-----BEGIN") {
                self.words.insert(text.to_owned());
            }
        });
    }

    pub fn evidence(
        &self,
        operation: Operation<'_>,
        exchange: &Exchange,
        id: Option<ApplicationId>,
    ) -> Evidence {
        let target = match operation {
            Operation::Create(_) => "/v2/applications".to_owned(),
            Operation::List(page) => format!("/v2/applications?page={page}"),
            _ => format!("/v2/applications/{ID}"),
        };
        let body = operation.body().map(|body| self.body(body.as_bytes(), id));
        let request = EvidenceRequest { method: operation.method(), target, body };
        let body = (!exchange.body.is_empty()).then(|| self.body(&exchange.body, id));
        let response = EvidenceResponse { status: exchange.status, headers: Vec::new(), body };
        Evidence { request, response }
    }

    pub fn headers(&self, exchange: &Exchange) -> Vec<(String, String)> {
        let key = self.api_key.to_ascii_lowercase();
        let name = |name: &str| if name.contains(&key) { MASK.to_owned() } else { name.to_owned() };
        exchange.headers.iter().map(|(of, value)| (name(of), header_value(of, value))).collect()
    }

    /// Returns a body as compact JSON, masked, with the members in their original order.
    pub fn body(&self, body: &[u8], id: Option<ApplicationId>) -> String {
        let text = match Json::parse_bytes(body.to_vec()) {
            Ok(json) => self.value(json.root(), "", id, 0),
            Err(_) => format!("{MASK} ({} bytes, not JSON)", body.len()),
        };
        match text.char_indices().nth(MAX_CHARACTERS) {
            Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
            None => text,
        }
    }

    pub fn value(&self, value: Value<'_>, name: &str, id: Option<ApplicationId>, depth: usize) -> String {
        if depth > MAX_DEPTH {
            return literal(MASK);
        }
        match value.kind() {
            Kind::Object => {
                let member = |member: vsw::json::Member<'_>| {
                    let name = self.name(&member.name());
                    format!("{}:{}", literal(&name), self.value(member.value, &name, id, depth + 1))
                };
                format!("{{{}}}", value.members().map(member).collect::<Vec<_>>().join(","))
            }
            Kind::Array => {
                let elements = value.elements().map(|element| self.value(element, name, id, depth + 1));
                format!("[{}]", elements.collect::<Vec<_>>().join(","))
            }
            Kind::String => literal(&self.string(value, id)),
            Kind::Number if SETTINGS.contains(&name) && value.raw().len() <= 12 => value.raw().to_owned(),
            Kind::Number => literal(MASK),
            _ => value.raw().to_owned(),
        }
    }

    fn string(&self, value: Value<'_>, id: Option<ApplicationId>) -> String {
        let Some(text) = value.as_str() else { return MASK.to_owned() };
        let own = id.map(|id| id.to_string()).unwrap_or_default();
        let text = if own.is_empty() { text.into_owned() } else { text.replace(&own, ID) };
        let is_link = text == format!("/v2/applications/{ID}")
            || text == format!("https://api.nexmo.com/v2/applications/{ID}");
        if text == ID || is_link || self.words.contains(&text) || is_problem_type(&text) {
            text
        } else {
            format!("{MASK} ({} characters)", text.chars().count())
        }
    }

    /// Masks unusual names, which could be data of the account.
    pub fn name(&self, name: &[u8]) -> String {
        let name = String::from_utf8_lossy(name);
        let is_word = name.len() <= MAX_NAME
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            && *name != self.api_key;
        if is_word { name.into_owned() } else { MASK.to_owned() }
    }
}

/// Returns whether the text is the address of a problem type (RFC 9457) on a host of Vonage.
fn is_problem_type(text: &str) -> bool {
    let hosts = [
        "https://developer.nexmo.com/api-errors",
        "https://developer.vonage.com/api-errors",
        "https://developer.vonage.com/en/api-errors",
        "https://www.developer.vonage.com/api-errors",
        "https://www.nexmo.com/messages/Errors",
    ];
    let rest = hosts.iter().find_map(|host| text.strip_prefix(host));
    rest.is_some_and(|rest| {
        rest.len() <= MAX_NAME
            && rest.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'#' | b'/' | b'-'))
    })
}

/// Masks a value unless it is known to say nothing about the account.
fn header_value(name: &str, value: &str) -> String {
    let is_plain = value.len() <= 100 && value.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    match name {
        "etag" if value.starts_with("W/") => format!("W/\"{MASK}\""),
        "etag" => format!("\"{MASK}\""),
        _ if SHOWN_HEADERS.contains(&name) && is_plain => value.to_owned(),
        _ if is_rate_limit(name) && value.bytes().all(|byte| byte.is_ascii_digit()) && value.len() <= 12 => {
            value.to_owned()
        }
        _ => MASK.to_owned(),
    }
}

pub fn is_rate_limit(name: &str) -> bool {
    name.contains("ratelimit") || name.contains("rate-limit")
}

fn strings(value: Value<'_>, see: &mut impl FnMut(&str)) {
    if let Some(text) = value.as_str() {
        see(&text);
    }
    value.members().for_each(|member| strings(member.value, see));
    value.elements().for_each(|element| strings(element, see));
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "78d335fa-323d-0114-9c3d-d6f0d48968cf";

    #[test]
    fn only_known_strings_appear() {
        let mut known = Known::new("abcdef");
        known.sending(r#"{"name":"vsw live check 1","keys":{"public_key":"-----BEGIN PUBLIC KEY-----"}}"#);
        let id = OWN.parse().ok();
        for (body, shown) in [
            (r#"{ "name" : "vsw live check 1" }"#.to_owned(), r#"{"name":"vsw live check 1"}"#),
            (r#"{"name":"Another"}"#.to_owned(), r#"{"name":"*** (7 characters)"}"#),
            (format!(r#"{{"id":"{OWN}"}}"#), r#"{"id":"{id}"}"#),
            (
                r#"{"id":"00000000-0000-4000-8000-000000000001"}"#.to_owned(),
                r#"{"id":"*** (36 characters)"}"#,
            ),
            (
                r#"{"keys":{"public_key":"-----BEGIN PUBLIC KEY-----"}}"#.to_owned(),
                r#"{"keys":{"public_key":"*** (26 characters)"}}"#,
            ),
            (
                r#"{"account_id":123456,"conversations_ttl":4.8e1,"on":true,"x":null}"#.to_owned(),
                r#"{"account_id":"***","conversations_ttl":4.8e1,"on":true,"x":null}"#,
            ),
            (
                r#"{"abcdef":1,"a1b2c3d4":2,"Acme Ltd":3}"#.to_owned(),
                r#"{"***":"***","***":"***","***":"***"}"#,
            ),
            (
                r#"{"type":"https://developer.nexmo.com/api-errors#not-found"}"#.to_owned(),
                r#"{"type":"https://developer.nexmo.com/api-errors#not-found"}"#,
            ),
            (
                r#"{"type":"https://acme.example/api-errors#x"}"#.to_owned(),
                r#"{"type":"*** (33 characters)"}"#,
            ),
            (
                format!(r#"{{"detail":"ID '{OWN}' does not exist, or you do not have access"}}"#),
                r#"{"detail":"ID '{id}' does not exist, or you do not have access"}"#,
            ),
            ("<html>abcdef</html>".to_owned(), "*** (19 bytes, not JSON)"),
        ] {
            assert_eq!(known.body(body.as_bytes(), id), shown);
        }
        let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
        assert!(known.body(deep.as_bytes(), id).len() < 100);
    }

    #[test]
    fn a_header_is_shown_if_it_says_nothing_about_the_account() {
        for (name, value, shown) in [
            ("content-type", "application/json", "application/json"),
            ("etag", "W/\"5d8c\"", "W/\"***\""),
            ("x-ratelimit-remaining", "14", "14"),
            ("x-ratelimit-account", "abcdef", "***"),
            ("set-cookie", "session=1", "***"),
            ("x-request-id", "17", "***"),
        ] {
            assert_eq!(header_value(name, value), shown, "{name}");
        }
    }
}
