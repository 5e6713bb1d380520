//! Exchange: one delivery, its verdict and its response, as data for the command.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use vsw::capture::Capture;
use vsw::delivery::{Coverage, Era, Event};
use vsw::tower::ReplayRefusal;
use vsw::verify::{Checks, Outcome, Rejection, Verdict, Verified, Verifier};

use crate::sender::SendError;
use crate::vocabulary::DeliveryVerdict;

pub struct Exchange {
    /// Counts from 1, in the order of the responses or of a file's lines.
    pub number: u64,
    pub at: Timestamp,
    /// The route's prefix; empty for all paths.
    pub route: Arc<str>,
    pub capture: Capture,
    pub verdict: DeliveryVerdict,
    pub rejection: Option<Rejection>,
    /// `None` if the replay check passed or was not made.
    pub replay: Option<ReplayRefusal>,
    /// `None` if the token or the payload was not verified.
    pub genuine: Option<Genuine>,
    /// `None` if the delivery is from a file.
    pub status: Option<u16>,
    /// Stays true if `--forward-all` or `--report-only` forwards a delivery that would be refused.
    pub is_refused: bool,
    /// `None` if the delivery was not forwarded.
    pub upstream: Option<Forwarded>,
    pub verification: Duration,
    /// The time of the replay check. `None` if the replay store was not asked.
    pub claim: Option<Duration>,
    /// The time from the start of the verification until the response is ready.
    pub took: Duration,
}

#[derive(Clone, Debug)]
pub struct Genuine {
    pub event: Event,
    pub application: Option<String>,
    pub api_key: Option<String>,
    pub token_id: String,
    pub secret: Arc<str>,
    pub checks: Checks,
}

#[derive(Debug)]
pub struct Forwarded {
    /// `None` if the upstream did not answer.
    pub status: Option<u16>,
    pub took: Duration,
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
    /// Verifies the delivery as of its receive time (`now` if unknown).
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

    pub fn checks(&self) -> Checks {
        let rejected = self.rejection.as_ref().map(|rejection| *rejection.checks());
        rejected.or(self.genuine.as_ref().map(|genuine| genuine.checks)).unwrap_or_default()
    }

    /// Returns the event of a verified payload, even of a rejected delivery.
    pub fn verified_event(&self) -> Option<Event> {
        let of_rejected = || {
            let rejection = self.rejection.as_ref()?;
            let is_verified = rejection.checks().payload == Outcome::Pass;
            is_verified.then(|| self.capture.delivery().claimed_event())
        };
        self.genuine.as_ref().map(|genuine| genuine.event).or_else(of_rejected)
    }
}

/// Returns the verdict. An unsigned event is expected if Vonage does not sign it in `era`, a period of the
/// signing feature.
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
