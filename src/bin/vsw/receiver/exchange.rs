//! Exchange: one delivery with what was decided about it and how it was answered, as data for the front end.

use std::time::Duration;

use jiff::Timestamp;
use vsw::capture::Capture;
use vsw::delivery::Event;
use vsw::tower::ReplayRefusal;
use vsw::verify::{Outcome, Rejection, Verified};

use crate::sender::SendError;
use crate::vocabulary::DeliveryVerdict;

/// A delivery and its answer.
pub struct Exchange {
    /// Counted from 1, in the order in which the deliveries were complete.
    pub number: u64,
    pub at: Timestamp,
    pub capture: Capture,
    pub verdict: DeliveryVerdict,
    /// Why it was rejected.
    pub rejection: Option<Rejection>,
    /// Why a genuine delivery was not passed on.
    pub replay: Option<ReplayRefusal>,
    /// What the token and the payload say, if both were verified.
    pub genuine: Option<Genuine>,
    /// The response's status.
    pub status: u16,
    /// What the upstream did, if it was asked.
    pub upstream: Option<Forwarded>,
    /// How long the verification took.
    pub verification: Duration,
    /// How long the response took since the delivery was complete.
    pub took: Duration,
}

/// The verified facts of a delivery.
#[derive(Clone, Debug)]
pub struct Genuine {
    pub event: Event,
    pub application: Option<String>,
    pub api_key: Option<String>,
    pub token_id: String,
}

/// What an upstream did with a forwarded delivery.
#[derive(Debug)]
pub struct Forwarded {
    /// Its status; none if it did not answer.
    pub status: Option<u16>,
    pub took: Duration,
    /// Why it did not answer.
    pub error: Option<SendError>,
}

impl Genuine {
    pub fn of(verified: &Verified<'_>) -> Self {
        Self {
            event: verified.event(),
            application: verified.application_id().map(str::to_owned),
            api_key: verified.api_key().map(str::to_owned),
            token_id: verified.token_id().to_string(),
        }
    }
}

impl Exchange {
    /// Returns the event, if the payload was verified, whatever else the verifier rejected.
    pub fn verified_event(&self) -> Option<Event> {
        let of_rejected = || {
            let rejection = self.rejection.as_ref()?;
            let is_verified = rejection.checks().payload == Outcome::Pass;
            is_verified.then(|| self.capture.delivery().claimed_event())
        };
        self.genuine.as_ref().map(|genuine| genuine.event).or_else(of_rejected)
    }
}
