//! Webhook: classifies a body by its members: the product first, then the event of a call.
//!
//! No single member has the kind of every webhook, so rules about the members decide. Their order matters, because
//! several kinds share members.
//! Never rejects a body: one that matches no rule is unknown.

use std::borrow::Cow;

use super::{Event, Product};
use crate::json::fast_path::{FastObject, FastValue};
use crate::json::{Json, Kind, may_exceed};

/// What a body is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Webhook {
    /// The product that sends such a body.
    pub product: Product,
    /// The event of a call; `None` unless the product is Voice.
    pub event: Option<Event>,
}

/// Maximum number of JSON values (24 bytes each) in a body that the strict reader examines, not counting the outermost.
/// The fast path stores no values.
const MOST_VALUES: usize = 1_000_000;

/// The members that the rules examine.
const DECIDING: [&str; 19] = [
    "status",
    "original_request",
    "reason",
    "recording_url",
    "transcription_url",
    "dtmf",
    "speech",
    "conversation_uuid_from",
    "conversation_uuid_to",
    "from",
    "from_user",
    "to",
    "uuid",
    "call_uuid",
    "conversation_uuid",
    "recording_uuid",
    "payload",
    "message_uuid",
    "request_id",
];

/// The members that show that a webhook is about a call.
const OF_A_CALL: [&str; 6] = [
    "uuid",
    "call_uuid",
    "conversation_uuid",
    "conversation_uuid_from",
    "recording_uuid",
    "original_request",
];

/// Returns the index of a name in the list of deciding members.
fn deciding(name: &[u8]) -> Option<usize> {
    DECIDING.iter().position(|deciding| deciding.as_bytes() == name)
}

/// The deciding members of a body.
#[derive(Default)]
struct Members<'b> {
    seen: [bool; DECIDING.len()],
    /// A deciding member occurs more than once: readers of the body may disagree on its event.
    repeats: bool,
    /// The value of `status`, if it is a string.
    status: Option<Cow<'b, str>>,
}

impl Webhook {
    /// Classifies a body. One that is not a JSON object, or has too many values for the strict reader, is unknown; a
    /// call with a duplicate deciding member is an unknown event.
    #[must_use]
    pub fn of(body: &[u8]) -> Self {
        Self::fast_path(body).unwrap_or_else(|| Self::strict(body))
    }

    /// Fast path for bodies that [`FastObject`] can read. Returns `None` for others.
    fn fast_path(body: &[u8]) -> Option<Self> {
        let mut members = Members::default();
        let mut object = FastObject::new(body).ok()?;
        while let Some((name, value)) = object.next().ok()? {
            if let (true, FastValue::Text(word)) = (members.note(name) && name == b"status", value) {
                members.status = std::str::from_utf8(word).ok().map(Cow::Borrowed);
            }
        }
        Some(members.webhook())
    }

    fn strict(body: &[u8]) -> Self {
        if may_exceed(MOST_VALUES + 1, body) {
            return Self::default();
        }
        let Ok(json) = Json::parse_bytes(body.to_vec()) else { return Self::default() };
        if json.root().kind() != Kind::Object {
            return Self::default();
        }
        let mut members = Members::default();
        for member in json.root().members() {
            let name = member.name();
            if members.note(&name) && *name == *b"status" {
                members.status = member.value.as_str();
            }
        }
        members.webhook()
    }
}

impl Product {
    /// Returns the product of a body. A body that is not a JSON object is `Unknown`.
    #[must_use]
    pub fn of(body: &[u8]) -> Self {
        Webhook::of(body).product
    }
}

impl Event {
    /// Returns the event of a body. A body that is not about a call is `Unknown`.
    #[must_use]
    pub fn of(body: &[u8]) -> Self {
        Webhook::of(body).event.unwrap_or_default()
    }
}

impl Members<'_> {
    /// Records a member. Returns `true` if it is a deciding one.
    fn note(&mut self, name: &[u8]) -> bool {
        let Some(at) = deciding(name) else { return false };
        self.repeats |= std::mem::replace(&mut self.seen[at], true);
        true
    }

    fn has(&self, name: &str) -> bool {
        deciding(name.as_bytes()).is_some_and(|at| self.seen[at])
    }

    fn webhook(&self) -> Webhook {
        let product = match () {
            () if OF_A_CALL.iter().any(|name| self.has(name)) => Product::Voice,
            () if self.has("message_uuid") => Product::Messages,
            () if self.has("request_id") => Product::Verify,
            () => Product::Unknown,
        };
        Webhook { product, event: (product == Product::Voice).then(|| self.event()) }
    }

    /// The rules for calls in order: the first match decides.
    fn event(&self) -> Event {
        let (status, has_status) = (self.status.as_deref(), self.has("status"));
        if self.repeats {
            Event::Unknown
        } else if self.has("original_request") && self.has("reason") {
            Event::Fallback
        } else if self.has("recording_url") && !has_status {
            Event::Record
        } else if self.has("transcription_url") || status == Some("transcribed") {
            Event::Transcription
        } else if self.has("dtmf") || self.has("speech") {
            Event::Input
        } else if self.has("conversation_uuid_from") || self.has("conversation_uuid_to") {
            Event::Transfer
        } else if matches!(status, Some("success" | "failure")) {
            Event::Payment
        } else if let Some(event) = status.and_then(Event::of_status) {
            event
        } else if self.has("reason") && !has_status {
            Event::Error
        } else if self.is_answer() {
            Event::Answer
        } else if self.has("payload") {
            Event::Notify
        } else {
            Event::Unknown
        }
    }

    /// An answer webhook asks for an NCCO. A call from the Client SDK has `from_user` instead of `from`, and `to` only
    /// if the caller gave one.
    fn is_answer(&self) -> bool {
        let has_party = ["from", "from_user", "to"].iter().any(|name| self.has(name));
        !self.has("status") && self.has("uuid") && self.has("conversation_uuid") && has_party
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a8_a_body_with_too_many_values_is_not_examined() {
        // `values` does not count the outermost object. The others are two strings, the array and its elements.
        let body = |values: usize| {
            let text = format!(r#"{{"uuid":"u","status":"answered","x":[0{}]}}"#, ",0".repeat(values - 4));
            Webhook::of(text.as_bytes()).event
        };
        assert_eq!(body(MOST_VALUES), Some(Event::Answered));
        assert_eq!(body(MOST_VALUES + 1), None);
        assert_eq!(body(MOST_VALUES + 2), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_fast_path_agrees_with_the_strict_reader(
            names in prop::collection::vec(0..=DECIDING.len(), 0..6), word in 0..Event::ALL.len() + 2,
        ) {
            let words: Vec<&str> = Event::ALL.map(Event::word).into_iter().chain(["transcribed", "success"]).collect();
            let member = |&at: &usize| format!("\"{}\":\"{}\"", DECIDING.get(at).unwrap_or(&"other"), words[word]);
            let body = format!("{{{}}}", names.iter().map(member).collect::<Vec<_>>().join(","));
            prop_assert_eq!(Webhook::fast_path(body.as_bytes()), Some(Webhook::strict(body.as_bytes())), "{}", body);
        }
    }
}
