//! Call: a call that was made, and which of its webhooks are signed (`vsw/call/1`).

use serde::Serialize;
use vsw::application::ApplicationId;
use vsw::delivery::Event;

use super::listen::DeliveryEvent;
use crate::codes::Code;
use crate::exit::Exit;
use crate::vocabulary::DeliveryVerdict;

/// A call that the API confirmed.
#[derive(Debug, Serialize)]
pub struct CallReport {
    pub application: ApplicationId,
    pub api_url: String,
    pub to: String,
    pub from: String,
    /// The call's id.
    pub uuid: String,
    pub conversation_uuid: Option<String>,
    /// According to the API's response, such as `started`.
    pub status: Option<String>,
    /// According to the API's response.
    pub direction: Option<String>,
    /// The result of `--verify`.
    pub verification: Option<CallVerification>,
}

/// The events of a call, as they arrived here.
#[derive(Debug, Serialize)]
pub struct CallVerification {
    pub event_url: String,
    /// The event that ended the call; null if it did not arrive.
    pub ended: Option<Event>,
    /// From the API's response to the end of the wait.
    pub waited_ms: u64,
    /// In the order of their first arrival.
    pub events: Vec<CallEvent>,
    pub summary: CallSummary,
    /// The signal that ended the wait.
    #[serde(skip)]
    pub interrupted: Option<Exit>,
}

/// One event. Vonage sends it again if it was refused.
#[derive(Debug, Serialize)]
pub struct CallEvent {
    /// According to the body, verified or not.
    pub event: Event,
    /// The time of its first arrival.
    pub at: String,
    /// Whether one of its deliveries was genuine.
    pub signed: bool,
    /// The verdict of the genuine delivery, else of the last one.
    pub verdict: DeliveryVerdict,
    pub code: Option<Code>,
    /// How often it was delivered.
    pub deliveries: u64,
}

/// The number of events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CallSummary {
    pub signed: u64,
    pub unsigned: u64,
    /// With a token that was rejected.
    pub rejected: u64,
}

impl CallReport {
    pub fn exit(&self) -> Exit {
        self.verification.as_ref().map_or(Exit::Yes, CallVerification::exit)
    }
}

impl CallVerification {
    /// Order: a signal, an event that is not signed, then a missing end, which leaves later events unknown.
    fn exit(&self) -> Exit {
        match self.interrupted {
            Some(exit) => exit,
            None if self.summary.unsigned + self.summary.rejected > 0 => Exit::No,
            None if self.events.is_empty() || self.ended.is_none() => Exit::Unreachable,
            None => Exit::Yes,
        }
    }
}

impl CallEvent {
    /// Returns an event that was delivered for the first time.
    pub fn first(delivery: &DeliveryEvent, at: String) -> Self {
        Self {
            event: delivery.claimed_event,
            at,
            signed: is_signed(delivery),
            verdict: delivery.verdict,
            code: delivery.code,
            deliveries: 1,
        }
    }

    /// Adds another delivery of the event.
    pub fn repeat(&mut self, delivery: &DeliveryEvent) {
        self.deliveries += 1;
        if !self.signed {
            (self.verdict, self.code) = (delivery.verdict, delivery.code);
            self.signed = is_signed(delivery);
        }
    }
}

/// A replay has a genuine token too.
fn is_signed(delivery: &DeliveryEvent) -> bool {
    matches!(delivery.verdict, DeliveryVerdict::Genuine | DeliveryVerdict::Replayed)
}

impl CallSummary {
    pub fn of(events: &[CallEvent]) -> Self {
        let mut summary = Self::default();
        for event in events {
            let count = match event.verdict {
                _ if event.signed => &mut summary.signed,
                DeliveryVerdict::Unsigned | DeliveryVerdict::UnsignedExpected => &mut summary.unsigned,
                _ => &mut summary.rejected,
            };
            *count += 1;
        }
        summary
    }
}
