//! Documents: the documents that a live check sends, without data of the user.
//!
//! Each write has a number, which is part of the webhook addresses of its [`Document`]. So a read shows which
//! write it reflects.

use vsw::json::literal;

/// A public key whose private key is unknown. Sent so that the API makes no key pair.
pub const PUBLIC_KEY: &str = include_str!("public_key.pem");

/// The name of a member that the API does not know.
pub const UNKNOWN: &str = "vsw_live_check";
pub const UNKNOWN_VALUE: &str = "kept";
/// An unusual spelling of the number 48, sent as [`NUMERIC_MEMBER`] to find out whether the API keeps it.
pub const SPELLED: &str = "4.8e1";
pub const NUMERIC_MEMBER: &str = "conversations_ttl";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    On,
    Off,
    Absent,
}

#[derive(Clone, Debug)]
pub struct Document {
    pub name: String,
    pub flag: Flag,
    /// The public key as a JSON value; `None` sends no keys.
    pub key: Option<String>,
    /// Further members of the top level, as JSON text.
    pub further: Option<String>,
    /// Further members of the voice capability, as JSON text.
    pub voice: Option<String>,
    pub order: Order,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Usual,
    /// The members of the objects in the opposite order.
    Reversed,
}

impl Document {
    pub fn new(name: &str, flag: Flag, key: Option<String>) -> Self {
        let key = key.map(|key| literal(&key));
        Self { name: name.to_owned(), flag, key, further: None, voice: None, order: Order::Usual }
    }

    pub fn text(&self, number: u32) -> String {
        let webhook = |kind: &str, method: &str| {
            let address = format!("\"address\":{}", literal(&address(number, kind)));
            let members = [address, format!("\"http_method\":\"{method}\"")];
            format!("\"{kind}_url\":{}", self.object(members))
        };
        let webhooks = self.object([webhook("answer", "GET"), webhook("event", "POST")]);
        let flag = match self.flag {
            Flag::On => Some("\"signed_callbacks\":true".to_owned()),
            Flag::Off => Some("\"signed_callbacks\":false".to_owned()),
            Flag::Absent => None,
        };
        let voice = [Some(format!("\"webhooks\":{webhooks}")), flag, self.voice.clone()];
        let voice = self.object(voice.into_iter().flatten());
        let capabilities = self.object([format!("\"voice\":{voice}")]);
        let name = format!("\"name\":{}", literal(&self.name));
        let keys = self
            .key
            .as_ref()
            .map(|key| format!("\"keys\":{}", self.object([format!("\"public_key\":{key}")])));
        let members =
            [Some(name), keys, Some(format!("\"capabilities\":{capabilities}")), self.further.clone()];
        self.object(members.into_iter().flatten())
    }

    fn object(&self, members: impl IntoIterator<Item = String>) -> String {
        let mut members: Vec<String> = members.into_iter().collect();
        if self.order == Order::Reversed {
            members.reverse();
        }
        format!("{{{}}}", members.join(","))
    }
}

pub fn address(number: u32, kind: &str) -> String {
    format!("https://example.com/vsw-live-check/{number}/{kind}")
}

/// Returns a document that the API should refuse, because it lacks the required name.
pub fn invalid() -> &'static str {
    r#"{"capabilities":{"voice":{"webhooks":{"event_url":{"address":"https://example.com/vsw-live-check/invalid","http_method":"POST"}}}}}"#
}

pub fn patch() -> &'static str {
    r#"{"capabilities":{"voice":{"signed_callbacks":false}}}"#
}

#[cfg(test)]
mod tests {
    use vsw::json::Json;

    use super::*;

    #[test]
    fn a_document_has_its_number_and_only_the_members_that_it_should() {
        let document = Document::new("vsw live check 1", Flag::Absent, None).text(7);
        assert!(!document.contains("signed_callbacks"), "{document}");
        assert!(document.contains("https://example.com/vsw-live-check/7/event"), "{document}");
        let mut reversed = Document::new("vsw live check 1", Flag::On, Some(PUBLIC_KEY.to_owned()));
        reversed.order = Order::Reversed;
        let reversed = reversed.text(8);
        assert!(
            reversed.starts_with(r#"{"capabilities":{"voice":{"signed_callbacks":true,"webhooks":"#),
            "{reversed}"
        );
        assert!(reversed.ends_with(r#""name":"vsw live check 1"}"#), "{reversed}");
        for text in [document, reversed, invalid().to_owned(), patch().to_owned()] {
            assert!(Json::parse(text.clone()).is_ok(), "{text}");
        }
    }
}
