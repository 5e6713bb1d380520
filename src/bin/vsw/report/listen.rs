//! The events of `vsw listen` and `vsw gateway` (`vsw/listen-event/1`).

use std::collections::BTreeMap;

use serde::Serialize;
use vsw::application::{ApplicationId, VoiceWebhook};
use vsw::delivery::Event;

use super::change::NewAddress;
use super::verify::Explained;
use super::{Moved, paths};
use crate::codes::Code;
use crate::vocabulary::{DeliveryVerdict, Outcome, Word as _};

#[derive(Debug, Serialize)]
pub struct ListenEvent {
    pub at: String,
    #[serde(flatten)]
    pub kind: ListenEventKind,
}

#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ListenEventKind {
    Listening {
        /// `None` if a file is shown and nothing is received.
        address: Option<String>,
        inspector: Option<String>,
        pointed: Option<Pointed>,
        #[serde(flatten)]
        gateway: Option<GatewayAddresses>,
    },
    Delivery(Box<DeliveryEvent>),
    Upstream {
        /// The route's path; `None` for all paths.
        route: Option<String>,
        state: Reachability,
        detail: Option<String>,
    },
    /// The replay store that gateways share.
    Store {
        state: Reachability,
        detail: Option<String>,
    },
    /// `error` is the reason why the settings could not be read again.
    Reloaded {
        error: Option<String>,
    },
    Stopped {
        summary: Summary,
        restored: Option<Box<Restored>>,
    },
}

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

/// An application whose webhooks point to the receiver until the receiver ends.
#[derive(Clone, Debug, Serialize)]
pub struct Pointed {
    pub application: ApplicationId,
    pub name: Option<String>,
    pub outcome: Outcome,
    pub snapshot: Option<String>,
    /// The changed webhooks. Empty if they already pointed to the receiver.
    pub webhooks: Vec<NewAddress>,
}

#[derive(Debug, Serialize)]
pub struct Restored {
    pub application: ApplicationId,
    pub name: Option<String>,
    pub outcome: Outcome,
    pub code: Option<Code>,
    pub detail: Option<String>,
    pub snapshot: Option<String>,
    pub webhooks: Vec<NewAddress>,
    /// Webhooks that others changed meanwhile; their addresses stay.
    pub kept: Vec<VoiceWebhook>,
    #[serde(serialize_with = "paths")]
    pub moved_since_reference: Vec<Moved>,
    pub reference_error: Option<String>,
    pub remedy: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct DeliveryEvent {
    pub number: u64,
    pub method: &'static str,
    pub target: String,
    /// The route's path; `None` for all paths.
    pub route: Option<String>,
    pub verdict: DeliveryVerdict,
    pub code: Option<Code>,
    pub failures: Vec<Code>,
    pub webhook: Option<Event>,
    /// The event according to the body, or to the query of a GET. The claim may be false.
    pub claimed_event: Event,
    pub application: Option<String>,
    pub api_key: Option<String>,
    pub secret: Option<String>,
    pub call: Option<String>,
    /// The status of the response to the delivery. `None` if the delivery is from a file.
    pub status: Option<u16>,
    pub upstream: Option<UpstreamResult>,
    /// Why the token of a genuine delivery could not be recorded: the replay store is full or cannot be used.
    pub detail: Option<String>,
    pub took_us: u64,
    pub explanation: Vec<Explained>,
    #[serde(skip)]
    pub flaws: Vec<String>,
    #[serde(skip)]
    pub remedy: Option<String>,
    #[serde(skip)]
    pub answered_ms: f64,
}

#[derive(Clone, Debug, Serialize)]
pub struct UpstreamResult {
    pub status: Option<u16>,
    pub took_ms: u64,
    pub error: Option<String>,
}

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

/// Deliveries that claim one event. A replay counts as signed.
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
