//! Webhook: recognizes the product and event by the members of the body. A body that matches no rule is unknown.

use std::borrow::Cow;

use super::{Event, Product};
use crate::json::cursor::FastValue;
use crate::json::fast_path::FastObject;
use crate::json::scan::Marks;
use crate::json::{Json, Kind, may_exceed};

/// The product and event of a webhook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Webhook {
    /// The product that sent the webhook.
    pub product: Product,
    /// The event of a call; `None` unless the product is Voice.
    pub event: Option<Event>,
}

/// Limits the number of JSON values in a body, and so the memory of the strict reader.
const MOST_VALUES: usize = 1_000_000;

/// The members that the rules examine. Only the texts of the first three matter.
const DECIDING: [&str; 19] = [
    "status",
    "from",
    "to",
    "original_request",
    "reason",
    "recording_url",
    "transcription_url",
    "dtmf",
    "speech",
    "conversation_uuid_from",
    "conversation_uuid_to",
    "from_user",
    "uuid",
    "call_uuid",
    "conversation_uuid",
    "recording_uuid",
    "payload",
    "message_uuid",
    "request_id",
];

/// Any of these members shows that a webhook is about a call.
const OF_A_CALL: [&str; 6] = [
    "uuid",
    "call_uuid",
    "conversation_uuid",
    "conversation_uuid_from",
    "recording_uuid",
    "original_request",
];

#[inline]
fn deciding(name: &[u8]) -> Option<usize> {
    let at = usize::from(BY_SHAPE[shape(name)]);
    DECIDING.get(at).filter(|deciding| deciding.as_bytes() == name).map(|_| at)
}

/// A perfect hash: returns a number below 64 that differs for each deciding name.
const fn shape(name: &[u8]) -> usize {
    match name {
        [.., last] => (name.len() * SPREAD + *last as usize) % 64,
        [] => 0,
    }
}

/// Chosen so that the shapes of all deciding names differ.
const SPREAD: usize = 21;

/// The index in [`DECIDING`] for each [`shape`].
const BY_SHAPE: [u8; 64] = {
    let (mut table, mut at) = ([u8::MAX; 64], 0_u8);
    while (at as usize) < DECIDING.len() {
        let shape = shape(DECIDING[at as usize].as_bytes());
        assert!(table[shape] == u8::MAX, "two deciding names have the same shape");
        table[shape] = at;
        at += 1;
    }
    table
};

#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Contents<'b> {
    pub(crate) webhook: Webhook,
    /// The member's text in UTF-8. `None` unless the member occurs once and is a string.
    pub(crate) from: Option<Cow<'b, [u8]>>,
    pub(crate) to: Option<Cow<'b, [u8]>>,
}

#[derive(Default)]
struct Members<'b> {
    seen: u32,
    /// One bit for each duplicate member: readers of the body could disagree on its value.
    repeated: u32,
    /// The values of `status`, `from` and `to`, if they are strings.
    texts: [Option<Cow<'b, [u8]>>; 3],
}

impl Webhook {
    /// Classifies a body. The product is [`Product::Unknown`] if the body matches no rule.
    #[must_use]
    pub fn of(body: &[u8]) -> Self {
        Contents::of(body).webhook
    }
}

impl<'b> Contents<'b> {
    pub(crate) fn of(body: &'b [u8]) -> Self {
        let object = simdutf8::basic::from_utf8(body).ok().and_then(|body| FastObject::new(body).ok());
        object.and_then(|object| Self::fast_path(body, object)).unwrap_or_else(|| Self::strict(body))
    }

    pub(crate) fn of_marked(body: &'b [u8], marks: &[usize]) -> Self {
        let object = FastObject::with(body, marks.iter().copied());
        object.ok().and_then(|object| Self::fast_path(body, object)).unwrap_or_else(|| Self::strict(body))
    }

    /// Returns `None` for a body that only the strict reader can classify.
    fn fast_path(body: &[u8], mut object: FastObject<'b, impl Marks>) -> Option<Self> {
        if body.len() > MOST_VALUES {
            return None;
        }
        let mut members = Members::default();
        while let Some((name, value)) = object.next().ok()? {
            let Some(text) = members.note(name) else { continue };
            *text = match value {
                FastValue::Text(value) => Some(Cow::Borrowed(value)),
                FastValue::Escaped(_) => return None,
                _ => None,
            };
        }
        Some(members.contents())
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
            if let Some(text) = members.note(&member.name()) {
                *text = member.value.as_str().map(|text| Cow::Owned(text.into_owned().into_bytes()));
            }
        }
        members.contents()
    }
}

impl Product {
    /// Returns the product that sent this body.
    #[must_use]
    pub fn of(body: &[u8]) -> Self {
        Webhook::of(body).product
    }
}

impl Event {
    /// Returns the event of this body, or `Unknown`.
    #[must_use]
    pub fn of(body: &[u8]) -> Self {
        Webhook::of(body).event.unwrap_or_default()
    }
}

impl<'b> Members<'b> {
    /// Records a member. Returns where to store its text, if the text is needed.
    #[inline]
    fn note(&mut self, name: &[u8]) -> Option<&mut Option<Cow<'b, [u8]>>> {
        let at = deciding(name)?;
        self.repeated |= self.seen & 1 << at;
        self.seen |= 1 << at;
        self.texts.get_mut(at)
    }

    fn has(&self, name: &str) -> bool {
        deciding(name.as_bytes()).is_some_and(|at| self.seen >> at & 1 == 1)
    }

    fn contents(self) -> Contents<'b> {
        let webhook = self.webhook();
        let [_, from, to] = self.texts;
        let once = |at: usize| self.repeated >> at & 1 == 0;
        Contents { webhook, from: from.filter(|_| once(1)), to: to.filter(|_| once(2)) }
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

    /// Several events share members, so the order matters: the first match decides.
    fn event(&self) -> Event {
        let status = self.texts[0].as_deref().and_then(|status| std::str::from_utf8(status).ok());
        let has_status = self.has("status");
        if self.repeated != 0 {
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

    /// A call from the Client SDK has `from_user` instead of `from`, and may have no `to`.
    fn is_answer(&self) -> bool {
        let has_party = ["from", "from_user", "to"].iter().any(|name| self.has(name));
        !self.has("status") && self.has("uuid") && self.has("conversation_uuid") && has_party
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::json::unescape::Unescaped;
    use crate::json::{generate, literal};

    #[test]
    fn a8_a_body_with_too_many_values_is_not_examined() {
        // Apart from the outermost object: two strings, an array, and `values - 3` zeros.
        let body = |values: usize| {
            let text = format!(r#"{{"uuid":"u","status":"answered","x":[0{}]}}"#, ",0".repeat(values - 4));
            Webhook::of(text.as_bytes()).event
        };
        assert_eq!(body(MOST_VALUES), Some(Event::Answered));
        assert_eq!(body(MOST_VALUES + 1), None);
        assert_eq!(body(MOST_VALUES + 2), None);
    }

    #[test]
    fn a_name_is_deciding_only_if_it_is_in_the_list() {
        for (at, name) in DECIDING.iter().enumerate() {
            assert_eq!(deciding(name.as_bytes()), Some(at));
            let (first, last) = (&name[..1], &name[name.len() - 1..]);
            for other in [
                format!("{name}x"),
                format!("x{name}"),
                name.replacen(first, "X", 1),
                format!("{}X{last}", &name[..name.len() - 2]),
            ] {
                assert_eq!(deciding(other.as_bytes()), None, "{other}");
            }
        }
        assert_eq!(deciding(b""), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_fast_path_agrees_with_the_strict_reader(
            names in prop::collection::vec(0..=DECIDING.len(), 0..6), word in 0..Event::ALL.len() + 2, other in generate::value(),
        ) {
            let words: Vec<String> =
                Event::ALL.map(Event::word).into_iter().chain(["transcribed", "success"]).map(|word| format!("\"{word}\"")).collect();
            for value in [&words[word], &other] {
                let member = |&at: &usize| format!("\"{}\":{value}", DECIDING.get(at).unwrap_or(&"other"));
                let body = format!("{{{}}}", names.iter().map(member).collect::<Vec<_>>().join(","));
                let strict = Contents::strict(body.as_bytes());
                let fast = FastObject::new(&body).ok().and_then(|object| Contents::fast_path(body.as_bytes(), object));
                prop_assert!(fast.is_some() || value.contains('\\'), "{}", body);
                prop_assert!(fast.is_none_or(|fast| fast == strict), "{}", body);
                // The same body, decoded from a log line.
                let mut space = Unescaped::default();
                space.read(&literal(&body).as_bytes()[1..]).expect("a literal");
                prop_assert_eq!(space.text(), body.as_bytes());
                let object = FastObject::with(space.text(), space.marks().iter().copied()).ok();
                let marked = object.and_then(|object| Contents::fast_path(space.text(), object));
                prop_assert!(marked.is_some() || value.contains('\\'), "{}", body);
                prop_assert!(marked.is_none_or(|marked| marked == strict), "{}", body);
            }
        }
    }
}
