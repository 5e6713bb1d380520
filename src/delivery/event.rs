//! Event: detects the event of a body.
//!
//! Vonage sends no type, so the members of the body decide, in a fixed order, because several kinds share members.
//! Never rejects a body: one that matches no rule is [`Event::Unknown`].

use crate::json::fast_path::{FastObject, FastValue};
use crate::json::{Duplicate, Json, Kind, may_exceed};
use crate::words::words;

words! {
    /// A Voice webhook's kind: a call's status, one of the events that have none, or the answer and fallback webhooks.
    ///
    /// Each word is in Vonage's spelling.
    #[derive(Default)]
    #[non_exhaustive]
    pub enum Event {
        /// The call is being set up.
        Started = "started",
        /// The callee's phone rings.
        Ringing = "ringing",
        /// The call was answered.
        Answered = "answered",
        /// The callee is busy.
        Busy = "busy",
        /// The caller hung up before an answer.
        Cancelled = "cancelled",
        /// The callee did not answer in time.
        Unanswered = "unanswered",
        /// The call was cut off, as by a lost connection.
        Disconnected = "disconnected",
        /// The call was rejected.
        Rejected = "rejected",
        /// The call could not be connected.
        Failed = "failed",
        /// A human answered.
        Human = "human",
        /// An answering machine answered.
        Machine = "machine",
        /// The call reached its time limit.
        Timeout = "timeout",
        /// The call ended.
        Completed = "completed",
        /// A recording is ready.
        Record = "record",
        /// A transcription is ready.
        Transcription = "transcription",
        /// The callee spoke or pressed keys.
        Input = "input",
        /// The call moved to another conversation.
        Transfer = "transfer",
        /// The result of a payment over the phone.
        Payment = "payment",
        /// The fallback webhook: another webhook could not be delivered.
        Fallback = "fallback",
        /// Something went wrong in a call, such as a faulty NCCO.
        Error = "error",
        /// The answer webhook: a call came in and needs an NCCO.
        Answer = "answer",
        /// An event that an NCCO asked for with `notify`.
        Notify = "notify",
        /// None of these, or not recognizable from the body.
        #[default]
        Unknown = "unknown",
    }
}

/// Maximum number of JSON values (28 bytes each) in a body that is examined: Vonage's webhooks have fewer than a
/// hundred.
const MOST_VALUES: usize = 1_000_000;

/// The members that the rules examine.
const DECIDING: [&str; 14] = [
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
    "to",
    "uuid",
    "conversation_uuid",
    "payload",
];

/// Returns the index of a name in that list.
fn deciding(name: &[u8]) -> Option<usize> {
    DECIDING.iter().position(|deciding| deciding.as_bytes() == name)
}

impl Event {
    /// Returns the event of a body. A body that is not a JSON object, or that duplicates a deciding member, is
    /// `Unknown`.
    #[must_use]
    pub fn of(body: &[u8]) -> Self {
        Self::of_plain(body).unwrap_or_else(|| Self::of_json(body))
    }

    /// Fast path for bodies that [`FastObject`] can read. Returns `None` if the slow path has to decide.
    fn of_plain(body: &[u8]) -> Option<Self> {
        let mut seen = [false; DECIDING.len()];
        let mut status = None;
        let mut object = FastObject::new(body).ok()?;
        while let Some((name, value)) = object.next().ok()? {
            let Some(at) = deciding(name) else { continue };
            if std::mem::replace(&mut seen[at], true) {
                return None;
            }
            if let (b"status", FastValue::Text(word)) = (name, value) {
                status = Some(word);
            }
        }
        let has = |name: &str| Ok(deciding(name.as_bytes()).is_some_and(|at| seen[at]));
        Self::by_rules(status.and_then(|word| std::str::from_utf8(word).ok()), has).ok()
    }

    fn of_json(body: &[u8]) -> Self {
        if may_exceed(MOST_VALUES + 1, body) {
            return Self::Unknown;
        }
        let Ok(json) = Json::parse_bytes(body.to_vec()) else { return Self::Unknown };
        if json.root().kind() != Kind::Object {
            return Self::Unknown;
        }
        let body = json.root();
        let Ok(status) = body.member("status") else { return Self::Unknown };
        let word = status.and_then(|status| status.value.as_str());
        let has = |name: &str| body.member(name).map(|member| member.is_some());
        Self::by_rules(word.as_deref(), has).unwrap_or(Self::Unknown)
    }

    /// The rules in order: the first match decides.
    fn by_rules(
        word: Option<&str>,
        has: impl Fn(&str) -> Result<bool, Duplicate>,
    ) -> Result<Self, Duplicate> {
        let has_status = has("status")?;
        Ok(if has("original_request")? && has("reason")? {
            Self::Fallback
        } else if has("recording_url")? && !has_status {
            Self::Record
        } else if has("transcription_url")? || word == Some("transcribed") {
            Self::Transcription
        } else if has("dtmf")? || has("speech")? {
            Self::Input
        } else if has("conversation_uuid_from")? || has("conversation_uuid_to")? {
            Self::Transfer
        } else if matches!(word, Some("success" | "failure")) {
            Self::Payment
        } else if let Some(event) = word.and_then(Self::of_status) {
            event
        } else if has("reason")? && !has_status {
            Self::Error
        } else if has("from")? && has("to")? && has("uuid")? && has("conversation_uuid")? && !has_status {
            Self::Answer
        } else if has("payload")? {
            Self::Notify
        } else {
            Self::Unknown
        })
    }

    /// The event whose word is the call's status. The last two are known from the Java SDK only.
    fn of_status(word: &str) -> Option<Self> {
        let statuses = Self::ALL.into_iter().take_while(|event| *event != Self::Record);
        statuses.chain([Self::Transfer, Self::Input]).find(|event| event.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a8_a_body_with_too_many_values_is_not_examined() {
        // The brace, the bracket and the comma between the members count too.
        let body = |values: usize| {
            let text = format!(r#"{{"status":"answered","x":[0{}]}}"#, ",0".repeat(values - 3));
            Event::of(text.as_bytes())
        };
        assert_eq!(body(MOST_VALUES), Event::Answered);
        assert_eq!(body(MOST_VALUES + 1), Event::Unknown);
        assert_eq!(body(MOST_VALUES + 2), Event::Unknown);
    }

    #[test]
    fn an_event_serializes_as_its_word() {
        for event in Event::ALL {
            assert_eq!(event.to_string(), event.word());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_fast_path_agrees_with_the_slow_path(
            names in prop::collection::vec(0..=DECIDING.len(), 0..6), word in 0..Event::ALL.len() + 2,
        ) {
            let words: Vec<&str> = Event::ALL.map(Event::word).into_iter().chain(["transcribed", "success"]).collect();
            let member = |&at: &usize| format!("\"{}\":\"{}\"", DECIDING.get(at).unwrap_or(&"other"), words[word]);
            let body = format!("{{{}}}", names.iter().map(member).collect::<Vec<_>>().join(","));
            if let Some(event) = Event::of_plain(body.as_bytes()) {
                prop_assert_eq!(event, Event::of_json(body.as_bytes()), "{}", body);
            }
            let mut once = names.clone();
            once.sort_unstable();
            once.dedup();
            prop_assert!(once.len() < names.len() || Event::of_plain(body.as_bytes()).is_some(), "{}", body);
        }
    }
}
