//! `vsw replay`: sends captured deliveries to a handler again.

use std::time::Duration;

use vsw::capture::Capture;
use vsw::delivery::Method;
use vsw::verify::{AUTHORIZATION, Code, Unverified, Verified};

use crate::args::Format;
use crate::args::send::Replay;
use crate::args::verify::Expected;
use crate::config::{ConfiguredSecret, SignatureSecrets};
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::capture_file;
use crate::flow::deliver::Deliverer;
use crate::render::sent_text;
use crate::report::Report;
use crate::report::send::SendReport;
use crate::signer::sign_again;
use crate::verifier;

/// Maximum pause between two deliveries, because a capture may span a night.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

pub fn run(replay: &Replay, context: &Context) -> Result<Report, Failure> {
    let deliverer = Deliverer::new(&replay.to, &replay.sending, context)?;
    let captures = captures(replay, context)?;
    if deliverer.has_query() && captures.iter().any(|capture| capture.method == Method::Get) {
        let words = "--to has a query, but a captured GET keeps its own signed query; nothing was sent";
        return Err(Failure::usage(words, "omit the query of `--to`, or select other events with `--only`"));
    }
    let resigner = if replay.as_captured { None } else { Resigner::find(replay, &captures, context)? };
    if let Some(resigner) = &resigner {
        // All deliveries must be signable before the first is sent: a failure must not end a replay midway.
        captures.iter().try_for_each(|capture| resigner.check(capture))?;
    }
    let mut deliveries = Vec::new();
    let mut before = None;
    for capture in captures {
        let at = capture.received_at;
        if let (Some(before), Some(at)) = (before, at) {
            let pause = Duration::from_secs(at.saturating_sub(before)).mul_f64(replay.pace);
            deliverer.wait(pause.min(LONGEST_PAUSE));
        }
        before = at.or(before);
        let (mut capture, is_signed_again) = match &resigner {
            Some(resigner) => resigner.fresh(capture)?,
            None => (capture, false),
        };
        capture.url = deliverer.target_of(&capture);
        let mut sent = deliverer.send(&capture);
        sent.signed_again = Some(is_signed_again);
        if context.global.format() == Format::Text {
            context.screen.show(&sent_text(&sent, deliveries.last()))?;
        }
        deliveries.push(sent);
    }
    Ok(Report::Send(SendReport::new("replay", deliverer.target(), deliveries)))
}

fn captures(replay: &Replay, context: &Context) -> Result<Vec<Capture>, Failure> {
    let (mut captures, mut count) = (Vec::new(), 0);
    for path in &replay.captures {
        let input = context.stdin.input("CAPTURE", path)?;
        capture_file::read(&input, "nothing was sent", |capture| {
            count += 1;
            let event = capture.delivery().claimed_event();
            if replay.only.is_empty() || replay.only.contains(&event) {
                captures.push(capture);
            }
        })?;
    }
    if captures.is_empty() {
        let words = "no captured delivery to send; nothing was sent";
        let hint = match count {
            0 => "the files have no lines: record deliveries with `vsw listen --capture FILE`",
            _ => "the files have no event that `--only` names: omit `--only`, or name other events",
        };
        return Err(Failure::usage(words, hint));
    }
    Ok(captures)
}

/// Signs deliveries again if their tokens have expired or become too old.
struct Resigner<'r> {
    replay: &'r Replay,
    context: &'r Context,
    secrets: Vec<ConfiguredSecret>,
    verifier: vsw::verify::Verifier,
}

impl<'r> Resigner<'r> {
    /// Returns `None` if no secret is configured and none is needed.
    fn find(replay: &'r Replay, captures: &[Capture], context: &'r Context) -> Result<Option<Self>, Failure> {
        let secrets = SignatureSecrets::find(context, &replay.account.signature_secret_file)?;
        let now = context.now_in_seconds();
        if secrets.is_empty() && !captures.iter().any(|capture| claims_to_be_old(capture, now)) {
            return Ok(None);
        }
        let verifier = verifier::of(&Expected::default(), &secrets, context)?;
        Ok(Some(Self { replay, context, secrets, verifier }))
    }

    /// Returns the delivery and whether it was signed again. Warns of a delivery that was never genuine.
    fn fresh(&self, capture: Capture) -> Result<(Capture, bool), Failure> {
        match self.freshness(&capture) {
            Freshness::Fresh => Ok((capture, false)),
            Freshness::Stale(verified) => Ok((self.sign(capture, &verified)?, true)),
            Freshness::NeverGenuine(code) => {
                let event = capture.delivery().claimed_event();
                self.context.screen.warn(format!(
                    "a captured delivery ({event}) is not genuine ({code}): it is sent as captured"
                ));
                Ok((capture, false))
            }
        }
    }

    fn check(&self, capture: &Capture) -> Result<(), Failure> {
        match self.freshness(capture) {
            Freshness::Stale(verified) => self.sign(capture.clone(), &verified).map(drop),
            Freshness::Fresh | Freshness::NeverGenuine(_) => Ok(()),
        }
    }

    fn freshness(&self, capture: &Capture) -> Freshness {
        let delivery = capture.delivery();
        let Err(rejection) = self.verifier.verify(&delivery, self.context.now_in_seconds()) else {
            return Freshness::Fresh;
        };
        let then = capture.received_at.or_else(|| self.verifier.genuine_at(&rejection, &delivery));
        match then.and_then(|then| self.verifier.verify(&delivery, then).ok()) {
            Some(verified) => Freshness::Stale(Box::new(verified.into_owned())),
            None => Freshness::NeverGenuine(rejection.code()),
        }
    }

    fn sign(&self, capture: Capture, verified: &Verified<'_>) -> Result<Capture, Failure> {
        sign_again(capture, AUTHORIZATION, verified, &self.secrets, &self.replay.account, self.context)
    }
}

enum Freshness {
    /// Genuine now.
    Fresh,
    /// Genuine when it was received (or when it was signed, if the former is unknown), but not now.
    Stale(Box<Verified<'static>>),
    NeverGenuine(Code),
}

/// Returns whether a token is too old or expired by its own claims.
fn claims_to_be_old(capture: &Capture, now: u64) -> bool {
    let delivery = capture.delivery();
    let mut tokens = delivery.header(AUTHORIZATION).map(|value| Unverified::read(value, now));
    tokens.any(|token| {
        token.problems.iter().any(|problem| matches!(problem.code(), Code::TooOld | Code::Expired))
    })
}
