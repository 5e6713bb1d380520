//! Where a webhook goes, by which method, and how long its handler may take.

use serde_json::Value;
use vsw::delivery::Method;
use vsw::json::{Json, Kind};

use super::super::document::value_at;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub url: String,
    pub method: Method,
    pub connect_ms: Option<u64>,
    pub socket_ms: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Answer,
    Event,
    Fallback,
}

impl Role {
    pub const fn usual_method(self) -> Method {
        match self {
            Self::Event => Method::Post,
            Self::Answer | Self::Fallback => Method::Get,
        }
    }

    /// Returns the shortest, the longest and the default timeout for a response.
    pub const fn socket_ms(self) -> (u64, u64, u64) {
        match self {
            Self::Event => (1_000, 10_000, 10_000),
            Self::Answer | Self::Fallback => (1_000, 5_000, 5_000),
        }
    }

    /// Returns the `type` of `original_request` in a fallback webhook.
    pub const fn word(self) -> &'static str {
        if matches!(self, Self::Answer) { "answer" } else { "event" }
    }

    const fn member(self) -> &'static str {
        match self {
            Self::Answer => "answer_url",
            Self::Event => "event_url",
            Self::Fallback => "fallback_answer_url",
        }
    }
}

/// The shortest and the longest timeout for connecting. The longest is the default.
const CONNECT_MS: (u64, u64) = (300, 1_000);

impl Address {
    pub fn new(url: impl Into<String>, method: Method) -> Self {
        Self { url: url.into(), method, connect_ms: None, socket_ms: None }
    }

    /// An empty address counts as missing.
    pub fn of_document(document: &Json, role: Role) -> Option<Self> {
        let webhook = value_at(document, &["capabilities", "voice", "webhooks", role.member()]).ok()??;
        let member = |name: &str| webhook.member(name).ok().flatten().map(|member| member.value);
        let url = member("address")?.as_str()?.into_owned();
        let text = |name| member(name).and_then(|value| Some(value.as_str()?.into_owned()));
        let number = |name| {
            let value = member(name).filter(|value| value.kind() == Kind::Number)?;
            value.raw().parse().ok()
        };
        let method = text("http_method").and_then(|word| method(&word)).unwrap_or(role.usual_method());
        let connect_ms = number("connection_timeout").or_else(|| number("connect_timeout"));
        let socket_ms = number("socket_timeout");
        Some(Self { url, method, connect_ms, socket_ms }).filter(|address| !address.url.is_empty())
    }

    pub fn of_action(action: &Value) -> Option<Self> {
        let url = &action["eventUrl"];
        let url = url.as_array().map_or(url, |urls| urls.first().unwrap_or(&Value::Null)).as_str()?;
        Some(Self::new(url, action["eventMethod"].as_str().and_then(method).unwrap_or(Method::Post)))
    }

    /// Returns the timeout for connecting and the response together, within Vonage's bounds.
    pub fn time_ms(&self, role: Role) -> u64 {
        let (shortest, longest, usual) = role.socket_ms();
        let connect = self.connect_ms.unwrap_or(CONNECT_MS.1).clamp(CONNECT_MS.0, CONNECT_MS.1);
        connect + self.socket_ms.unwrap_or(usual).clamp(shortest, longest)
    }
}

pub fn method(word: &str) -> Option<Method> {
    match word {
        "GET" => Some(Method::Get),
        "POST" => Some(Method::Post),
        _ => None,
    }
}
