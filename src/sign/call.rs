//! Call: the webhooks of one call in their order, with the pauses of a real call.
//!
//! The order and the pauses up to `completed` were measured on one outbound call; the pauses of other scenarios are
//! assumed. `started` comes after `ringing`: events may arrive out of order.

use super::{Sample, literal};
use crate::delivery::Event;
use crate::timestamp;
use crate::words::words;

words! {
    /// How a call goes.
    #[non_exhaustive]
    pub enum Scenario {
        /// Answered, and ended by a person.
        Answered = "answered",
        /// The callee is busy.
        Busy = "busy",
        /// The callee's phone rings until Vonage gives up.
        Unanswered = "unanswered",
        /// Rejected before it was connected.
        Rejected = "rejected",
        /// Not connected.
        Failed = "failed",
        /// Answered by a machine, with machine detection.
        Machine = "machine",
        /// Answered, with the result of an `input` action.
        Input = "input",
        /// Answered and recorded.
        Record = "record",
    }
}

/// One webhook of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Milliseconds since the first webhook of the call.
    pub after_ms: u64,
    /// The event.
    pub event: Event,
}

const fn step(after_ms: u64, event: Event) -> Step {
    Step { after_ms, event }
}

const RINGING: Step = step(0, Event::Ringing);
const STARTED: Step = step(1, Event::Started);
const ANSWERED: Step = step(900, Event::Answered);
/// Vonage asks for the NCCO only after the callee has answered.
const ANSWER: Step = step(1000, Event::Answer);
const COMPLETED: Step = step(11_000, Event::Completed);

impl Scenario {
    /// Returns the webhooks in the order in which they are sent.
    #[must_use]
    pub fn steps(self) -> Vec<Step> {
        let began = |event| step(0, event);
        match self {
            Self::Answered => vec![RINGING, STARTED, ANSWERED, ANSWER, COMPLETED],
            Self::Busy => vec![RINGING, STARTED, step(900, Event::Busy)],
            Self::Unanswered => vec![RINGING, STARTED, step(60_000, Event::Unanswered)],
            Self::Rejected => vec![began(Event::Started), step(600, Event::Rejected)],
            Self::Failed => vec![began(Event::Started), step(600, Event::Failed)],
            Self::Machine => of_answered(step(3_500, Event::Machine)),
            Self::Input => of_answered(step(6_000, Event::Input)),
            Self::Record => of_answered(step(10_500, Event::Record)),
        }
    }
}

/// Returns the webhooks of an answered call with one more before its end.
fn of_answered(further: Step) -> Vec<Step> {
    vec![RINGING, STARTED, ANSWERED, ANSWER, further, COMPLETED]
}

/// A call with its ids, which all its webhooks name. `ringing`, `started`, `answered`, `completed`, `busy` and
/// `unanswered` have the shape of real webhooks: `headers` first and empty, and in `answered` null for values that are
/// not known yet. The others have the documented shape.
#[derive(Clone, Debug)]
pub struct Call {
    /// The id of the callee's leg.
    pub uuid: String,
    /// The id of the conversation.
    pub conversation_uuid: String,
    /// When its first webhook is sent, in milliseconds since 1970.
    pub began_ms: u64,
}

impl Call {
    /// Returns the webhook of a step, or `None` for an event without a sample.
    #[must_use]
    pub fn webhook(&self, step: Step) -> Option<Sample> {
        let mut sample = Sample::of(step.event)?;
        for (name, id) in [
            ("uuid", &self.uuid),
            ("call_uuid", &self.uuid),
            ("recording_uuid", &self.uuid),
            ("conversation_uuid", &self.conversation_uuid),
        ] {
            sample.replace(name, literal(id));
        }
        let at = |after_ms: u64| literal(&rfc3339(self.began_ms.saturating_add(after_ms)));
        sample.replace("timestamp", at(step.after_ms));
        sample.replace("end_time", at(step.after_ms));
        sample.replace("start_time", at(ANSWERED.after_ms));
        sample.replace(
            "duration",
            literal(&(step.after_ms.saturating_sub(ANSWERED.after_ms) / 1000).to_string()),
        );
        match step.event {
            Event::Answered => {
                sample.prepend("headers", "{}");
                for name in ["network", "rate", "start_time"] {
                    sample.append(name, "null");
                }
            }
            Event::Ringing | Event::Started | Event::Completed | Event::Busy | Event::Unanswered => {
                sample.prepend("headers", "{}");
            }
            _ => {}
        }
        Some(sample)
    }
}

/// Returns a time with milliseconds, as Vonage writes it.
fn rfc3339(ms: u64) -> String {
    let second = timestamp::to_rfc3339(ms / 1000).unwrap_or_default();
    format!("{}.{:03}Z", second.trim_end_matches('Z'), ms % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;

    fn call() -> Call {
        Call { uuid: "u-1".to_owned(), conversation_uuid: "CON-1".to_owned(), began_ms: 1_587_494_962_007 }
    }

    #[test]
    fn every_webhook_of_a_call_is_of_its_event_and_names_the_call() {
        for scenario in Scenario::ALL {
            let steps = scenario.steps();
            assert!(steps.is_sorted_by_key(|step| step.after_ms), "{scenario}");
            for step in steps {
                let body = call().webhook(step).unwrap().body();
                assert_eq!(Event::of(body.as_bytes()), step.event, "{body}");
                assert!(body.contains("u-1") || body.contains("CON-1"), "{body}");
                assert!(!body.contains("aaaaaaaa-bbbb"), "{body}");
            }
        }
    }

    #[test]
    fn webhooks_have_the_shape_of_real_calls() {
        let body = |step| call().webhook(step).unwrap().body();
        let answered = body(ANSWERED);
        assert!(answered.starts_with(r#"{"headers":{},"from":"#), "{answered}");
        assert!(answered.ends_with(r#""network":null,"rate":null,"start_time":null}"#), "{answered}");
        assert!(answered.contains(r#""timestamp":"2020-04-21T18:49:22.907Z""#), "{answered}");
        let completed = Json::parse(body(COMPLETED)).unwrap();
        let text =
            |name| completed.root().member(name).unwrap().unwrap().value.as_str().unwrap().into_owned();
        assert_eq!(
            (text("duration").as_str(), text("start_time").as_str()),
            ("10", "2020-04-21T18:49:22.907Z")
        );
    }
}
