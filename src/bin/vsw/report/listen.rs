//! Listen: the events of a receiver (`vsw/listen-event/1`).

use std::collections::BTreeMap;

use serde::Serialize;
use vsw::application::{ApplicationId, VoiceWebhook};
use vsw::delivery::Event;

use super::change::NewAddress;
use super::verify::Explained;
use super::{Moved, paths};
use crate::codes::Code;
use crate::vocabulary::{DeliveryVerdict, Outcome, Word as _};

/// One event, with its time.
#[derive(Debug, Serialize)]
pub struct ListenEvent {
    pub at: String,
    #[serde(flatten)]
    pub kind: ListenEventKind,
}

/// The kind of the event, with its members.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ListenEventKind {
    Listening {
        /// `None` if a file is shown and nothing is received.
        address: Option<String>,
        /// The address of the inspector's page.
        inspector: Option<String>,
        /// The application of `--point`.
        pointed: Option<Pointed>,
        /// The addresses of a gateway's other listeners.
        #[serde(flatten)]
        gateway: Option<GatewayAddresses>,
    },
    Delivery(Box<DeliveryEvent>),
    Upstream {
        /// The path of the upstream's route; `None` for all paths.
        route: Option<String>,
        state: Reachability,
        detail: Option<String>,
    },
    /// The memory of tokens that replicas share.
    Store {
        state: Reachability,
        detail: Option<String>,
    },
    /// The settings were read again, or could not be read.
    Reloaded {
        error: Option<String>,
    },
    Stopped {
        summary: Summary,
        /// What became of the webhooks of `--point`.
        restored: Option<Box<Restored>>,
    },
}

/// The addresses of a gateway, besides that for deliveries.
#[derive(Clone, Debug, Serialize)]
pub struct GatewayAddresses {
    pub metrics: Option<String>,
    pub ext_authz: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reachability {
    Up,
    Down,
}

/// An application whose webhooks point to the receiver until it ends.
#[derive(Clone, Debug, Serialize)]
pub struct Pointed {
    pub application: ApplicationId,
    pub name: Option<String>,
    pub outcome: Outcome,
    pub snapshot: Option<String>,
    /// The webhooks that were changed, with their addresses; empty if they pointed here already.
    pub webhooks: Vec<NewAddress>,
}

/// The result of restoring the webhooks of `--point`.
#[derive(Debug, Serialize)]
pub struct Restored {
    pub application: ApplicationId,
    pub name: Option<String>,
    pub outcome: Outcome,
    pub code: Option<Code>,
    pub detail: Option<String>,
    pub snapshot: Option<String>,
    /// The webhooks whose addresses were restored, or should have been.
    pub webhooks: Vec<NewAddress>,
    /// The pointed webhooks that others changed; their addresses stay.
    pub kept: Vec<VoiceWebhook>,
    /// Changes that others made meanwhile; they stay.
    #[serde(serialize_with = "paths")]
    pub moved_since_reference: Vec<Moved>,
    /// Why `moved_since_reference` is unknown.
    pub reference_error: Option<String>,
    /// The command that restores the addresses, if still needed.
    pub remedy: Option<String>,
}

/// One delivery and its answer.
#[derive(Clone, Debug, Serialize)]
pub struct DeliveryEvent {
    pub number: u64,
    pub method: &'static str,
    pub target: String,
    /// Its route's path; `None` for all paths.
    pub route: Option<String>,
    pub verdict: DeliveryVerdict,
    pub code: Option<Code>,
    pub failures: Vec<Code>,
    /// The event, if the payload is verified.
    pub webhook: Option<Event>,
    /// The event according to the body, or the query of a GET, verified or not.
    pub claimed_event: Event,
    /// From the token, if its signature is valid.
    pub application: Option<String>,
    /// From the token, if its signature is valid.
    pub api_key: Option<String>,
    /// The label of the signature secret that signed it, if its signature is valid.
    pub secret: Option<String>,
    /// The conversation's id, else the call's, if the payload is verified.
    pub call: Option<String>,
    /// The status of the response; `None` if it is unknown, because the delivery is from a file.
    pub status: Option<u16>,
    pub upstream: Option<UpstreamResult>,
    /// Why a genuine delivery that is no replay was refused: the replay store is full or cannot be used.
    pub detail: Option<String>,
    /// The time of the verification alone, in microseconds.
    pub took_us: u64,
    /// Possible causes of the rejection, tested or guessed.
    pub explanation: Vec<Explained>,
    /// All failures as sentences, for the text output.
    #[serde(skip)]
    pub flaws: Vec<String>,
    /// The next step if there is no explanation.
    #[serde(skip)]
    pub remedy: Option<String>,
    /// The time from the complete delivery to the response, in milliseconds.
    #[serde(skip)]
    pub answered_ms: f64,
}

/// What the upstream did with a delivery.
#[derive(Clone, Debug, Serialize)]
pub struct UpstreamResult {
    pub status: Option<u16>,
    pub took_ms: u64,
    pub error: Option<String>,
}

/// Counts of received deliveries.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    pub deliveries: u64,
    pub genuine: u64,
    pub rejected: u64,
    pub unsigned: u64,
    pub unsigned_expected: u64,
    pub replayed: u64,
    pub by_code: BTreeMap<String, u64>,
    pub by_event: BTreeMap<Event, EventCounts>,
}

/// Counts of the deliveries that claim one event. A replay counts as signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct EventCounts {
    pub signed: u64,
    pub unsigned: u64,
    pub rejected: u64,
}

impl Summary {
    pub fn add(&mut self, delivery: &DeliveryEvent) {
        self.deliveries += 1;
        let of_event = self.by_event.entry(delivery.claimed_event).or_default();
        let (count, of_event) = match delivery.verdict {
            DeliveryVerdict::Genuine => (&mut self.genuine, &mut of_event.signed),
            DeliveryVerdict::Replayed => (&mut self.replayed, &mut of_event.signed),
            DeliveryVerdict::Rejected => (&mut self.rejected, &mut of_event.rejected),
            DeliveryVerdict::Unsigned => (&mut self.unsigned, &mut of_event.unsigned),
            DeliveryVerdict::UnsignedExpected => (&mut self.unsigned_expected, &mut of_event.unsigned),
        };
        *count += 1;
        *of_event += 1;
        for code in &delivery.failures {
            *self.by_code.entry(code.to_word()).or_default() += 1;
        }
    }
}
