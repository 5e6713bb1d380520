//! The result of `vsw call` (`vsw/call/1`): the call, and which of its webhooks are signed.

use serde::Serialize;
use vsw::application::ApplicationId;
use vsw::delivery::Event;

use super::listen::DeliveryEvent;
use crate::codes::Code;
use crate::exit::Exit;
use crate::vocabulary::DeliveryVerdict;

#[derive(Debug, Serialize)]
pub struct CallReport {
    pub application: ApplicationId,
    pub api_url: String,
    pub to: String,
    pub from: String,
    pub uuid: String,
    pub conversation_uuid: Option<String>,
    pub status: Option<String>,
    pub direction: Option<String>,
    pub verification: Option<CallVerification>,
}

#[derive(Debug, Serialize)]
pub struct CallVerification {
    pub event_url: String,
    /// The event that ended the call. Null if no such event arrived.
    pub ended: Option<Event>,
    pub waited_ms: u64,
    pub events: Vec<CallEvent>,
    pub summary: CallSummary,
    #[serde(skip)]
    pub interrupted: Option<Exit>,
}

#[derive(Debug, Serialize)]
pub struct CallEvent {
    /// The event that the delivery claims, verified or not.
    pub event: Event,
    pub at: String,
    pub signed: bool,
    /// The verdict of the first signed delivery of this event, or else of the last delivery.
    pub verdict: DeliveryVerdict,
    pub code: Option<Code>,
    pub deliveries: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CallSummary {
    pub signed: u64,
    pub unsigned: u64,
    pub rejected: u64,
}

impl CallReport {
    pub fn exit(&self) -> Exit {
        self.verification.as_ref().map_or(Exit::Yes, CallVerification::exit)
    }
}

impl CallVerification {
    /// The result is `Exit::Yes` only if the event that ends the call arrived: otherwise, unsigned events may
    /// have been missed.
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
