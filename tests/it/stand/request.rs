//! A request in the log of a sandbox.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    pub target: String,
    pub connection: u64,
    /// Milliseconds from the sandbox's start to the request's arrival.
    pub at_ms: u64,
    /// `None` if no response has been sent.
    pub status: Option<u64>,
    pub body: Vec<u8>,
}

impl Request {
    pub(super) fn of(entry: &Value) -> Self {
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        Self {
            method: text(&entry["method"]),
            target: text(&entry["target"]),
            connection: entry["connection"].as_u64().expect("a connection"),
            at_ms: entry["at_ms"].as_u64().expect("a time"),
            status: entry["status"].as_u64(),
            body: STANDARD.decode(text(&entry["body_base64"])).expect("base64"),
        }
    }
}
