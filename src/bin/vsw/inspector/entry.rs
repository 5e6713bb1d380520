//! Entry: one delivery as the inspector's page shows it, serialized as `docs/inspector.md` describes.

use std::borrow::Cow;
use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use vsw::capture::Capture;
use vsw::delivery::Delivery;
use vsw::json::Json;
use vsw::verify::Checks;

use crate::report::listen::DeliveryEvent;

pub struct Entry {
    pub at: String,
    pub event: DeliveryEvent,
    pub checks: Checks,
    /// The token's claims, even if the token is invalid.
    pub claims: Option<Json>,
    pub capture: Capture,
}

/// Payload members for the page's timeline of calls.
const CALL_FACTS: [&str; 10] = [
    "uuid",
    "call_uuid",
    "conversation_uuid",
    "conversation_uuid_to",
    "from",
    "to",
    "direction",
    "duration",
    "status",
    "timestamp",
];

impl Entry {
    pub fn number(&self) -> u64 {
        self.event.number
    }

    /// In bytes, approximately.
    pub fn size(&self) -> usize {
        let headers: usize =
            self.capture.headers.iter().map(|(name, value)| name.len() + value.len() + 64).sum();
        let claims = self.claims.as_ref().map_or(0, |claims| claims.text().len());
        let target = self.capture.url.len() + self.event.target.len();
        size_of::<Self>() + target + self.capture.body.len() + claims + headers
    }

    pub fn to_json(&self) -> Vec<u8> {
        // Serializing these members cannot fail.
        serde_json::to_vec(self).unwrap_or_default()
    }
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let delivery = self.capture.delivery();
        let (body, body_b64) = match std::str::from_utf8(&self.capture.body) {
            Ok(text) => (Some(text), None),
            Err(_) => (None, Some(STANDARD.encode(&self.capture.body))),
        };
        let headers = || self.capture.headers.iter();
        Shown {
            at: &self.at,
            event: &self.event,
            headers: headers().map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value))).collect(),
            binary_headers: headers()
                .filter(|(_, value)| std::str::from_utf8(value).is_err())
                .map(|(name, _)| name.as_str())
                .collect(),
            body,
            body_b64,
            claims: self.claims.as_ref().and_then(raw),
            checks: self.checks,
            call_facts: call_facts(&delivery),
        }
        .serialize(serializer)
    }
}

#[derive(Serialize)]
struct Shown<'e> {
    at: &'e str,
    #[serde(flatten)]
    event: &'e DeliveryEvent,
    headers: Vec<(&'e str, Cow<'e, str>)>,
    /// Names of headers whose values are not UTF-8. `headers` has these values with replacement characters.
    binary_headers: Vec<&'e str>,
    body: Option<&'e str>,
    body_b64: Option<String>,
    claims: Option<Box<RawValue>>,
    checks: Checks,
    /// Read from the payload, even of a rejected delivery.
    call_facts: BTreeMap<&'static str, String>,
}

fn raw(json: &Json) -> Option<Box<RawValue>> {
    RawValue::from_string(json.text().to_owned()).ok()
}

fn call_facts(delivery: &Delivery<'_>) -> BTreeMap<&'static str, String> {
    let payload = delivery.payload().ok().and_then(|payload| Json::parse_bytes(payload.into_owned()).ok());
    let Some(payload) = payload else { return BTreeMap::new() };
    let fact = |name: &'static str| {
        let value = payload.root().member(name).ok().flatten()?.value;
        Some((name, value.as_str()?.into_owned()))
    };
    CALL_FACTS.into_iter().filter_map(fact).collect()
}
