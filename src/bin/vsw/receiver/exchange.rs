//! Exchange: one delivery with what was decided about it and how it was answered, as data for the command.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use vsw::capture::Capture;
use vsw::delivery::{Coverage, Era, Event};
use vsw::tower::ReplayRefusal;
use vsw::verify::{Checks, Outcome, Rejection, Verdict, Verified, Verifier};

use crate::sender::SendError;
use crate::vocabulary::DeliveryVerdict;

/// A delivery and its answer.
pub struct Exchange {
    /// Counted from 1, in the order in which the responses were ready; in a file, in the order of its lines.
    pub number: u64,
    pub at: Timestamp,
    /// The prefix of its route, empty for all paths.
    pub route: Arc<str>,
    pub capture: Capture,
    pub verdict: DeliveryVerdict,
    /// Why it was rejected.
    pub rejection: Option<Rejection>,
    /// Why the memory of tokens refused a genuine delivery. With `--forward-all`, a replay is passed on nevertheless.
    pub replay: Option<ReplayRefusal>,
    /// What the token and the payload say, if both were verified.
    pub genuine: Option<Genuine>,
    /// The response's status; `None` if this delivery is from a file.
    pub status: Option<u16>,
    /// Whether the verification or the replay store refused it. With `--forward-all` or `--report-only`, it is
    /// forwarded nevertheless.
    pub is_refused: bool,
    /// What the upstream did, if it was asked.
    pub upstream: Option<Forwarded>,
    /// How long the verification took.
    pub verification: Duration,
    /// How long the memory of tokens took, if it was asked.
    pub claim: Option<Duration>,
    /// The time from the start of the verification to the response. Does not include reading and capturing the
    /// delivery.
    pub took: Duration,
}

/// The verified facts of a delivery.
#[derive(Clone, Debug)]
pub struct Genuine {
    pub event: Event,
    pub application: Option<String>,
    pub api_key: Option<String>,
    pub token_id: String,
    /// The label of the secret that signed it.
    pub secret: Arc<str>,
    pub checks: Checks,
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
            secret: verified.slot().into(),
            checks: *verified.checks(),
        }
    }
}

impl Exchange {
    /// Returns a delivery from a file, verified as of its receive time, else as of `now`. It was neither answered nor
    /// compared with the tokens that were seen.
    pub fn of_file(
        number: u64,
        capture: Capture,
        verifier: &Verifier,
        era: Era,
        now: Timestamp,
        stopwatch: impl Fn() -> Duration,
    ) -> Self {
        let received_at = capture.received_at.and_then(|at| i64::try_from(at).ok());
        let at = received_at.and_then(|at| Timestamp::from_second(at).ok()).unwrap_or(now);
        let began = stopwatch();
        let (genuine, rejection) =
            match verifier.verify(&capture.delivery(), u64::try_from(at.as_second()).unwrap_or_default()) {
                Ok(verified) => (Some(Genuine::of(&verified)), None),
                Err(rejection) => (None, Some(rejection)),
            };
        Self {
            number,
            at,
            route: "".into(),
            is_refused: rejection.is_some(),
            claim: None,
            verdict: verdict(rejection.as_ref(), &capture, era),
            capture,
            rejection,
            replay: None,
            genuine,
            status: None,
            upstream: None,
            verification: stopwatch().saturating_sub(began),
            took: Duration::ZERO,
        }
    }

    /// Returns the outcome of each check.
    pub fn checks(&self) -> Checks {
        let rejected = self.rejection.as_ref().map(|rejection| *rejection.checks());
        rejected.or(self.genuine.as_ref().map(|genuine| genuine.checks)).unwrap_or_default()
    }

    /// Returns the event if the payload was verified, even of a rejected delivery.
    pub fn verified_event(&self) -> Option<Event> {
        let of_rejected = || {
            let rejection = self.rejection.as_ref()?;
            let is_verified = rejection.checks().payload == Outcome::Pass;
            is_verified.then(|| self.capture.delivery().claimed_event())
        };
        self.genuine.as_ref().map(|genuine| genuine.event).or_else(of_rejected)
    }
}

/// Returns the verdict of a verification. An unsigned event is expected if Vonage did not sign it in that era.
pub fn verdict(rejection: Option<&Rejection>, capture: &Capture, era: Era) -> DeliveryVerdict {
    match rejection.map(Rejection::verdict) {
        None => DeliveryVerdict::Genuine,
        Some(Verdict::Unsigned) => match era.coverage(capture.delivery().claimed_event()) {
            Coverage::Unsigned => DeliveryVerdict::UnsignedExpected,
            _ => DeliveryVerdict::Unsigned,
        },
        Some(_) => DeliveryVerdict::Rejected,
    }
}
