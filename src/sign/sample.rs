//! Sample: an example of a webhook, mostly as in Vonage's documentation. Real webhooks may have more or fewer
//! members.

use super::{literal, object};
use crate::delivery::{Event, Product};
use crate::json::{Json, Kind};

/// The members of a webhook, in order: names and JSON texts.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Sample {
    members: Vec<(String, String)>,
}

/// A webhook of a call's status. `STATUS` is a placeholder.
const STATUS: &str = r#"{"from":"442079460000","to":"447700900000","uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab","conversation_uuid":"CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab","status":"STATUS","direction":"outbound","timestamp":"2020-01-01T12:00:00.000Z"}"#;
/// The webhook of a call that a human or a machine answered, with `call_uuid` instead of `uuid`. `STATUS` is
/// a placeholder.
const ANSWERED_BY: &str = r#"{"call_uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab","conversation_uuid":"CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab","status":"STATUS","from":"442079460000","to":"447700900000","timestamp":"2020-01-01T12:00:00.000Z"}"#;
const COMPLETED: &str = r#"{"end_time":"2020-01-01T12:00:00.000Z","uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab","network":"GB-FIXED","duration":"2","start_time":"2020-01-01T12:00:00.000Z","rate":"0.00450000","price":"0.00015000","from":"442079460000","to":"447700900000","conversation_uuid":"CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab","status":"completed","direction":"inbound","timestamp":"2020-01-01T12:00:00.000Z"}"#;
const RECORD: &str = r#"{"start_time":"2020-01-01T12:00:00.000Z","recording_url":"https://api.nexmo.com/v1/files/bbbbbbbb-aaaa-cccc-dddd-0123456789ab","size":12222,"recording_uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab","end_time":"2020-01-01T12:00:00.000Z","conversation_uuid":"CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab","timestamp":"2020-01-01T12:00:00.000Z"}"#;
const TRANSCRIPTION: &str = r#"{"conversation_uuid":"CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab","type":"record","recording_uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab","status":"transcribed","transcription_url":"https://api.nexmo.com/v1/files/bbbbbbbb-aaaa-cccc-dddd-0123456789ab"}"#;
const INPUT: &str = r#"{"speech":{"results":[]},"dtmf":{"digits":"1234","timed_out":true},"from":"15551234567","to":"15557654321","uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab","conversation_uuid":"bbbbbbbb-cccc-dddd-eeee-0123456789ab","timestamp":"2020-01-01T14:00:00.000Z"}"#;
const TRANSFER: &str = r#"{"conversation_uuid_from":"CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab","conversation_uuid_to":"CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab","uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab","timestamp":"2020-01-01T12:00:00.000Z"}"#;
const FALLBACK: &str = r#"{"reason":"Connection closed.","original_request":{"url":"https://api.example.com/webhooks/event","type":"event"}}"#;
const ERROR: &str = r#"{"reason":"Syntax error in NCCO. Invalid value type or action.","conversation_uuid":"CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab","timestamp":"2020-01-01T12:00:00.000Z"}"#;
const ANSWER: &str = r#"{"from":"442079460000","to":"447700900000","uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab","conversation_uuid":"CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab","SipHeader_X-UserId":"1938ND9"}"#;
const NOTIFY: &str = r#"{"conversation_uuid":"CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab","payload":{"foo":"bar"},"timestamp":"2020-01-01T12:00:00.000Z"}"#;

/// Vonage documents only `status` and its two values; the other members are assumed.
const PAYMENT: &str = r#"{"uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab","conversation_uuid":"CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab","status":"success","timestamp":"2020-01-01T12:00:00.000Z"}"#;
/// An inbound text message of the Messages API.
const MESSAGE: &str = r#"{"channel":"sms","message_uuid":"aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab","to":"447700900000","from":"447700900001","timestamp":"2020-01-01T12:00:00.000Z","message_type":"text","text":"Hello","sms":{"num_messages":"1"}}"#;
/// An event of the Verify API, version 2.
const VERIFICATION: &str = r#"{"request_id":"aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab","triggered_at":"2020-01-01T12:00:00.000Z","type":"event","channel":"sms","status":"completed","finalized_at":"2020-01-01T12:00:00.000Z","client_ref":"my-personal-ref"}"#;

impl Sample {
    /// Returns the webhook of this event, or `None` for [`Event::Unknown`].
    #[must_use]
    pub fn of(event: Event) -> Option<Self> {
        let text = match event {
            Event::Human | Event::Machine => ANSWERED_BY.replace("STATUS", event.word()),
            Event::Completed => COMPLETED.to_owned(),
            Event::Record => RECORD.to_owned(),
            Event::Transcription => TRANSCRIPTION.to_owned(),
            Event::Input => INPUT.to_owned(),
            Event::Transfer => TRANSFER.to_owned(),
            Event::Fallback => FALLBACK.to_owned(),
            Event::Error => ERROR.to_owned(),
            Event::Answer => ANSWER.to_owned(),
            Event::Notify => NOTIFY.to_owned(),
            Event::Payment => PAYMENT.to_owned(),
            Event::Unknown => return None,
            status => STATUS.replace("STATUS", status.word()),
        };
        Self::parse(text)
    }

    /// Returns a webhook of Messages or Verify. Returns `None` for other products; for Voice, use [`of`](Self::of).
    #[must_use]
    pub fn of_product(product: Product) -> Option<Self> {
        match product {
            Product::Messages => Self::parse(MESSAGE.to_owned()),
            Product::Verify => Self::parse(VERIFICATION.to_owned()),
            Product::Voice | Product::Unknown => None,
        }
    }

    fn parse(text: String) -> Option<Self> {
        let json = Json::parse(text).ok()?;
        let member = |member: crate::json::Member<'_>| {
            let name = String::from_utf8_lossy(&member.name()).into_owned();
            (name, member.value.raw().to_owned())
        };
        Some(Self { members: json.root().members().map(member).collect() })
    }

    /// Sets a member: replaces the value, or appends the member.
    pub fn with(mut self, name: &str, value: &Json) -> Self {
        self.put(name, value.root().raw().to_owned());
        self
    }

    /// Sets a member to a string.
    pub fn with_text(mut self, name: &str, value: &str) -> Self {
        self.put(name, literal(value));
        self
    }

    /// Returns the body of a POST, as compact JSON.
    #[must_use]
    pub fn body(&self) -> String {
        object(&self.members)
    }

    /// Returns the query of a GET, percent-encoded and without the `?`. Values other than strings are JSON.
    #[must_use]
    pub fn query(&self) -> String {
        let pair = |(name, value): &(String, String)| {
            let value = match Json::parse(value.clone()) {
                Ok(json) if json.root().kind() == Kind::String => {
                    json.root().string_bytes().unwrap_or_default().into_owned()
                }
                _ => value.clone().into_bytes(),
            };
            format!("{}={}", percent_encoded(name.as_bytes()), percent_encoded(&value))
        };
        self.members.iter().map(pair).collect::<Vec<_>>().join("&")
    }

    pub(super) fn replace(&mut self, name: &str, value: String) {
        if let Some((_, old)) = self.members.iter_mut().find(|(found, _)| found == name) {
            *old = value;
        }
    }

    pub(super) fn prepend(&mut self, name: &str, value: &str) {
        self.members.insert(0, (name.to_owned(), value.to_owned()));
    }

    pub(super) fn append(&mut self, name: &str, value: &str) {
        self.members.push((name.to_owned(), value.to_owned()));
    }

    pub(super) fn remove(&mut self, name: &str) {
        self.members.retain(|(found, _)| found != name);
    }

    pub(super) fn rename(&mut self, name: &str, to: &str) {
        if let Some((found, _)) = self.members.iter_mut().find(|(found, _)| found == name) {
            to.clone_into(found);
        }
    }

    pub(super) fn put(&mut self, name: &str, value: String) {
        match self.members.iter_mut().find(|(found, _)| found == name) {
            Some((_, old)) => *old = value,
            None => self.members.push((name.to_owned(), value)),
        }
    }
}

/// Percent-encodes everything except RFC 3986's unreserved characters.
fn percent_encoded(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len()), |mut text, &byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(byte.into());
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use proptest::prelude::*;

    use super::*;
    use crate::delivery::{Delivery, Query};

    const VECTORS: &str = include_str!("../../tests/vectors/events.json");

    fn json(text: &str) -> Json {
        Json::parse(text.to_owned()).unwrap()
    }

    #[test]
    fn all_events_but_the_unknown_one_have_a_sample_of_that_event() {
        let without: Vec<Event> =
            Event::ALL.into_iter().filter(|event| Sample::of(*event).is_none()).collect();
        assert_eq!(without, [Event::Unknown]);
        for event in Event::ALL {
            let Some(sample) = Sample::of(event) else { continue };
            assert_eq!(Event::of(sample.body().as_bytes()), event);
            // In a query, a nested value is a string, but the event stays the same.
            let query = sample.query();
            assert_eq!(Delivery::get(query.as_bytes()).claimed_event(), event, "{query}");
        }
    }

    #[test]
    fn other_products_have_a_sample_of_that_product() {
        for product in Product::ALL {
            let sample = Sample::of_product(product);
            let has_sample = matches!(product, Product::Messages | Product::Verify);
            assert_eq!(sample.is_some(), has_sample, "{product}");
            assert!(sample.is_none_or(|sample| Product::of(sample.body().as_bytes()) == product));
        }
    }

    #[test]
    fn seven_samples_match_the_documentation_byte_for_byte() {
        let vectors = json(VECTORS);
        let text = |vector: crate::json::Value<'_>, name| {
            vector.member(name).unwrap().unwrap().value.as_str().unwrap().into_owned()
        };
        let samples = vectors.root().elements().filter(|vector| text(*vector, "name").starts_with("sample-"));
        let mut count = 0;
        for vector in samples {
            let word = text(vector, "event");
            let event = Event::ALL.into_iter().find(|event| event.word() == word).unwrap();
            let body = STANDARD.decode(text(vector, "body")).unwrap();
            assert_eq!(Sample::of(event).unwrap().body().as_bytes(), body, "{word}");
            count += 1;
        }
        assert_eq!(count, 7);
    }

    #[test]
    fn human_and_machine_use_call_uuid() {
        for event in [Event::Human, Event::Machine, Event::Answered] {
            let body = Sample::of(event).unwrap().body();
            assert_eq!(body.contains("\"call_uuid\":"), event != Event::Answered, "{body}");
            assert_eq!(body.contains("\"uuid\":"), event == Event::Answered, "{body}");
        }
    }

    #[test]
    fn setting_a_member_replaces_the_one_with_its_name() {
        let sample = Sample::of(Event::Fallback).unwrap();
        let sample = sample.with_text("reason", "say \"no\"\n").with("n", &json(" [1.0 , 2e5] "));
        let expected = r#"{"reason":"say \"no\"\n","original_request":{"url":"https://api.example.com/webhooks/event","type":"event"},"n":[1.0 , 2e5]}"#;
        assert_eq!(sample.body(), expected);
        let sample = Sample { members: Vec::new() }.with_text("a b", "x+y&z=ü").with("c", &json("true"));
        assert_eq!(sample.query(), "a%20b=x%2By%26z%3D%C3%BC&c=true");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn v16_a_query_of_strings_has_the_values_of_the_body(members in prop::collection::vec((any::<String>(), any::<String>()), 0..5)) {
            let empty = Sample { members: Vec::new() };
            let sample = members.iter().fold(empty, |sample, (name, value)| sample.with_text(name, value));
            prop_assert_eq!(Query::new(sample.query().as_bytes()).json(), Ok(sample.body()));
        }
    }
}
