//! Event: which event a body is.
//!
//! Vonage sends no type: a body is told by the members it has, in a fixed order, because several kinds share
//! members. This never rejects anything: a body that fits no rule is [`Event::Unknown`].

use std::fmt;

use serde::{Serialize, Serializer};

use crate::json::{Duplicate, Json, Kind, Value};

/// A Voice webhook's kind: a call's status, one of the events that have none, or the answer and fallback webhooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Event {
    Started,
    Ringing,
    Answered,
    Busy,
    Cancelled,
    Unanswered,
    Disconnected,
    Rejected,
    Failed,
    Human,
    Machine,
    Timeout,
    Completed,
    Record,
    Transcription,
    Input,
    Transfer,
    Payment,
    /// The fallback webhook: something else could not be delivered.
    Fallback,
    Error,
    /// The answer webhook: a call came in and wants an NCCO.
    Answer,
    Notify,
    /// None of these, as far as the body tells.
    Unknown,
}

/// Above this many values (at 28 bytes each) a body is not looked into: no webhook of Vonage's has a hundred.
const MOST_VALUES: usize = 1_000_000;

impl Event {
    /// Every event, `Unknown` last.
    pub const ALL: [Self; 23] = [
        Self::Started,
        Self::Ringing,
        Self::Answered,
        Self::Busy,
        Self::Cancelled,
        Self::Unanswered,
        Self::Disconnected,
        Self::Rejected,
        Self::Failed,
        Self::Human,
        Self::Machine,
        Self::Timeout,
        Self::Completed,
        Self::Record,
        Self::Transcription,
        Self::Input,
        Self::Transfer,
        Self::Payment,
        Self::Fallback,
        Self::Error,
        Self::Answer,
        Self::Notify,
        Self::Unknown,
    ];

    /// The event that a body is. A body that is no JSON object, or says one of the deciding members twice, is
    /// `Unknown`.
    #[must_use]
    pub fn of(body: &[u8]) -> Self {
        // Each value but the first stands behind one of these, so this bounds what the outline may take.
        if body.iter().filter(|byte| matches!(byte, b',' | b'[' | b'{')).count() > MOST_VALUES {
            return Self::Unknown;
        }
        let Ok(json) = Json::parse_bytes(body.to_vec()) else { return Self::Unknown };
        if json.root().kind() != Kind::Object {
            return Self::Unknown;
        }
        Self::of_object(json.root()).unwrap_or(Self::Unknown)
    }

    /// The rules, in their order: the first that fits decides.
    fn of_object(body: Value<'_>) -> Result<Self, Duplicate> {
        let has = |name: &str| body.member(name).map(|member| member.is_some());
        let status = body.member("status")?;
        let word = status.and_then(|status| status.value.as_str());
        let word = word.as_deref();
        Ok(if has("original_request")? && has("reason")? {
            Self::Fallback
        } else if has("recording_url")? && status.is_none() {
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
        } else if has("reason")? && status.is_none() {
            Self::Error
        } else if has("from")? && has("to")? && has("uuid")? && has("conversation_uuid")? && status.is_none()
        {
            Self::Answer
        } else if has("payload")? {
            Self::Notify
        } else {
            Self::Unknown
        })
    }

    /// The event whose word stands as a call's status; the last two are known of the Java SDK only.
    fn of_status(word: &str) -> Option<Self> {
        let statuses = Self::ALL.into_iter().take_while(|event| *event != Self::Record);
        statuses.chain([Self::Transfer, Self::Input]).find(|event| event.word() == word)
    }

    /// The event's word in reports, in Vonage's spelling.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Ringing => "ringing",
            Self::Answered => "answered",
            Self::Busy => "busy",
            Self::Cancelled => "cancelled",
            Self::Unanswered => "unanswered",
            Self::Disconnected => "disconnected",
            Self::Rejected => "rejected",
            Self::Failed => "failed",
            Self::Human => "human",
            Self::Machine => "machine",
            Self::Timeout => "timeout",
            Self::Completed => "completed",
            Self::Record => "record",
            Self::Transcription => "transcription",
            Self::Input => "input",
            Self::Transfer => "transfer",
            Self::Payment => "payment",
            Self::Fallback => "fallback",
            Self::Error => "error",
            Self::Answer => "answer",
            Self::Notify => "notify",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}
