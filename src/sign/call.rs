//! Call: the webhooks of one call, with their order and pauses.
//!
//! Order and pauses were measured on one answered outbound call, and are assumed for other calls.

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
        /// The phone rings until Vonage gives up.
        Unanswered = "unanswered",
        /// Rejected before the call was connected.
        Rejected = "rejected",
        /// Not connected.
        Failed = "failed",
        /// Answered by a machine, with machine detection.
        Machine = "machine",
        /// Answered, with the result of an `input` action.
        Input = "input",
        /// Answered and recorded.
        Record = "record",
        /// Answered, and moved to another conversation.
        Transfer = "transfer",
    }
}

words! {
    /// Who began a call.
    #[derive(Default)]
    pub enum Direction {
        /// The application called a number.
        #[default]
        Outbound = "outbound",
        /// A number of the application was called.
        Inbound = "inbound",
    }
}

/// One webhook of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Milliseconds since the call's first webhook.
    pub after_ms: u64,
    pub event: Event,
}

const fn step(after_ms: u64, event: Event) -> Step {
    Step { after_ms, event }
}

const ANSWERED: Step = step(900, Event::Answered);
const COMPLETED: Step = step(11_000, Event::Completed);
/// In hundred-millionths of the account's currency. Derived from Vonage's documented sample.
const PRICE_OF_A_SECOND: u64 = 7_500;

impl Direction {
    /// Returns the first webhooks of a call. The request for the call's actions (`Event::Answer`) comes first
    /// if the call is inbound, otherwise after the callee's answer.
    fn beginning(self) -> Vec<Step> {
        match self {
            Self::Outbound => {
                vec![step(0, Event::Ringing), step(1, Event::Started), ANSWERED, step(1000, Event::Answer)]
            }
            Self::Inbound => {
                vec![step(0, Event::Answer), step(1, Event::Started), step(2, Event::Ringing), ANSWERED]
            }
        }
    }
}

impl Scenario {
    /// Returns the webhooks, in the order of sending.
    #[must_use]
    pub fn steps(self, direction: Direction) -> Vec<Step> {
        let mut steps = direction.beginning();
        let is_before_answer = |step: &Step| step.after_ms < ANSWERED.after_ms;
        match self {
            Self::Busy | Self::Unanswered => {
                steps.retain(is_before_answer);
                steps.push(match self {
                    Self::Busy => step(900, Event::Busy),
                    _ => step(60_000, Event::Unanswered),
                });
            }
            Self::Rejected => steps = vec![step(0, Event::Started), step(600, Event::Rejected)],
            Self::Failed => steps = vec![step(0, Event::Started), step(600, Event::Failed)],
            Self::Answered => steps.push(COMPLETED),
            Self::Machine => steps.extend([step(3_500, Event::Machine), COMPLETED]),
            Self::Input => steps.extend([step(6_000, Event::Input), COMPLETED]),
            Self::Record => steps.extend([step(10_500, Event::Record), COMPLETED]),
            Self::Transfer => steps.extend([step(5_000, Event::Transfer), COMPLETED]),
        }
        steps
    }

    /// Returns whether a person or a machine answers.
    #[must_use]
    pub fn is_answered(self) -> bool {
        !matches!(self, Self::Busy | Self::Unanswered | Self::Rejected | Self::Failed)
    }
}

/// Who calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// A phone number.
    Number(String),
    /// A user of the Client SDK. The webhooks then have `from_user` instead of `from`.
    User(String),
}

/// A call, with the ids that its webhooks contain.
///
/// The webhooks mostly follow Vonage's documented samples. Some members are as in a measured call.
#[derive(Clone, Debug)]
pub struct Call {
    /// The id of the callee's leg.
    pub uuid: String,
    pub conversation_uuid: String,
    /// The id of the conversation that a transfer moves the call to.
    pub next_conversation_uuid: String,
    pub direction: Direction,
    pub caller: Caller,
    /// The called number. `None` if a user of the Client SDK called without a number.
    pub to: Option<String>,
    /// The time of the first webhook, in milliseconds since 1970.
    pub began_ms: u64,
}

impl Call {
    /// Creates an outbound call between the numbers of Vonage's examples.
    #[must_use]
    pub fn outbound(uuid: String, conversation_uuid: String, began_ms: u64) -> Self {
        Self {
            next_conversation_uuid: conversation_uuid.clone(),
            uuid,
            conversation_uuid,
            direction: Direction::Outbound,
            caller: Caller::Number("442079460000".to_owned()),
            to: Some("447700900000".to_owned()),
            began_ms,
        }
    }

    /// Returns the webhook of a step, or `None` for an event without a sample.
    #[must_use]
    pub fn webhook(&self, step: Step) -> Option<Sample> {
        let mut sample = Sample::of(step.event)?;
        for (name, id) in [
            ("uuid", &self.uuid),
            ("call_uuid", &self.uuid),
            ("recording_uuid", &self.uuid),
            ("conversation_uuid", &self.conversation_uuid),
            ("conversation_uuid_from", &self.conversation_uuid),
            ("conversation_uuid_to", &self.next_conversation_uuid),
        ] {
            sample.replace(name, literal(id));
        }
        let at = |after_ms: u64| literal(&rfc3339(self.began_ms.saturating_add(after_ms)));
        let seconds = step.after_ms.saturating_sub(ANSWERED.after_ms) / 1000;
        sample.replace("timestamp", at(step.after_ms));
        sample.replace("end_time", at(step.after_ms));
        sample.replace("start_time", at(ANSWERED.after_ms));
        sample.replace("duration", literal(&seconds.to_string()));
        sample.replace("price", literal(&price(seconds)));
        sample.replace("direction", literal(self.direction.word()));
        // Only SIP calls have SIP headers.
        sample.remove("SipHeader_X-UserId");
        self.name_numbers(&mut sample);
        if let Some(detail) = detail(step.event) {
            sample.put("detail", literal(detail));
        }
        match step.event {
            Event::Answered => {
                sample.prepend("headers", "{}");
                for name in ["network", "rate", "start_time"] {
                    sample.append(name, "null");
                }
            }
            event if is_status(event) => sample.prepend("headers", "{}"),
            _ => {}
        }
        Some(sample)
    }

    /// Returns the fallback webhook for `refused`, the webhook that failed, with all its members. `kind` is
    /// `answer` or `event`.
    pub fn fallback(&self, reason: &str, url: &str, kind: &str, refused: Sample) -> Sample {
        let mut sample = refused;
        let request = format!(r#"{{"url":{},"type":{}}}"#, literal(url), literal(kind));
        sample.prepend("original_request", &request);
        sample.prepend("reason", &literal(reason));
        sample
    }

    fn name_numbers(&self, sample: &mut Sample) {
        match &self.caller {
            Caller::Number(number) => sample.replace("from", literal(number)),
            Caller::User(user) => {
                sample.replace("from", literal(user));
                sample.rename("from", "from_user");
                sample.replace("network", "null".to_owned());
            }
        }
        match &self.to {
            Some(number) => sample.replace("to", literal(number)),
            None => sample.remove("to"),
        }
    }
}

/// Returns whether the webhook gets an empty member `headers`. `answered` has its own rule.
fn is_status(event: Event) -> bool {
    use Event::{Busy, Cancelled, Completed, Failed, Rejected, Ringing, Started, Timeout, Unanswered};
    [Ringing, Started, Completed, Busy, Unanswered, Cancelled, Timeout, Rejected, Failed].contains(&event)
}

/// Returns the member `detail`. Its values are assumed, not measured.
fn detail(event: Event) -> Option<&'static str> {
    match event {
        Event::Busy => Some("remote_busy"),
        Event::Unanswered => Some("timeout"),
        Event::Rejected => Some("restricted"),
        Event::Failed => Some("cannot_route"),
        _ => None,
    }
}

fn price(seconds: u64) -> String {
    let price = seconds.saturating_mul(PRICE_OF_A_SECOND);
    format!("{}.{:08}", price / 100_000_000, price % 100_000_000)
}

fn rfc3339(ms: u64) -> String {
    let second = timestamp::to_rfc3339(ms / 1000).unwrap_or_default();
    format!("{}.{:03}Z", second.trim_end_matches('Z'), ms % 1000)
}

#[cfg(test)]
mod tests;
