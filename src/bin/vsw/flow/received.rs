//! Received: describes a received webhook, and why it was rejected, as an event for output.

use serde::Deserialize;
use vsw::delivery::Delivery;
use vsw::verify::{self, Rejection, Verifier};

use crate::codes::Code;
use crate::config::ConfiguredSecret;
use crate::context::Context;
use crate::diagnosis::{self, Diagnosis};
use crate::receiver::Exchange;
use crate::report::listen::{DeliveryEvent, UpstreamResult};
use crate::vocabulary::DeliveryVerdict;

#[derive(Default, Deserialize)]
struct CallIds {
    conversation_uuid: Option<String>,
    uuid: Option<String>,
    call_uuid: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Search {
    Causes,
    Nothing,
}

pub type Verifying<'v> = (&'v Verifier, &'v [ConfiguredSecret]);

pub fn event(
    exchange: &Exchange,
    (verifier, secrets): Verifying<'_>,
    search: Search,
    context: &Context,
) -> DeliveryEvent {
    let delivery = exchange.capture.delivery();
    let webhook = exchange.verified_event();
    let claims = exchange.rejection.as_ref().and_then(Rejection::authenticated_claims);
    let genuine = exchange.genuine.as_ref();
    let of_token =
        |verified: Option<&String>, claimed: Option<&str>| verified.cloned().or(claimed.map(str::to_owned));
    let is_replay = exchange.verdict == DeliveryVerdict::Replayed;
    let mut event = DeliveryEvent {
        number: exchange.number,
        method: exchange.capture.method.word(),
        target: exchange.capture.url.clone(),
        route: Some(exchange.route.to_string()).filter(|route| !route.is_empty()),
        verdict: exchange.verdict,
        code: is_replay.then_some(Code::Replayed),
        failures: if is_replay { vec![Code::Replayed] } else { Vec::new() },
        webhook,
        claimed_event: delivery.claimed_event(),
        application: of_token(
            genuine.and_then(|genuine| genuine.application.as_ref()),
            claims.and_then(|claims| claims.application_id()),
        ),
        api_key: of_token(
            genuine.and_then(|genuine| genuine.api_key.as_ref()),
            claims.and_then(|claims| claims.api_key()),
        ),
        secret: genuine
            .map(|genuine| genuine.secret.to_string())
            .or_else(|| exchange.rejection.as_ref().and_then(Rejection::slot).map(str::to_owned)),
        call: webhook.and_then(|_| call(&delivery)),
        status: exchange.status,
        upstream: exchange.upstream.as_ref().map(|forwarded| UpstreamResult {
            status: forwarded.status,
            took_ms: u64::try_from(forwarded.took.as_millis()).unwrap_or(u64::MAX),
            error: forwarded.error.as_ref().map(ToString::to_string),
        }),
        detail: exchange.replay.as_ref().filter(|refusal| !refusal.is_replay()).map(ToString::to_string),
        took_us: u64::try_from(exchange.verification.as_micros()).unwrap_or(u64::MAX),
        explanation: Vec::new(),
        flaws: exchange.replay.iter().map(ToString::to_string).collect(),
        remedy: None,
        answered_ms: exchange.took.as_secs_f64() * 1000.0,
    };
    if let Some(rejection) = &exchange.rejection {
        reject(&mut event, rejection);
        if search == Search::Causes && exchange.verdict == DeliveryVerdict::Rejected {
            let now = u64::try_from(exchange.at.as_second()).unwrap_or_default();
            explain(&mut event, rejection, &delivery, now, (verifier, secrets), context);
        }
    }
    event
}

pub fn explain(
    event: &mut DeliveryEvent,
    rejection: &Rejection,
    delivery: &Delivery<'_>,
    now: u64,
    (verifier, secrets): Verifying<'_>,
    context: &Context,
) {
    let diagnosis = Diagnosis::new(verifier, secrets, context);
    event.explanation = diagnosis.causes(rejection, delivery, now, &[]);
    if event.explanation.is_empty()
        && let Some(no_cause) = diagnosis::no_cause(rejection, delivery)
    {
        event.remedy = Some(no_cause.to_owned());
    }
}

/// Adds why a delivery was rejected. With `--signing preview`, an unsigned event that the Developer Preview
/// did not sign gets no flaws or remedy.
fn reject(event: &mut DeliveryEvent, rejection: &Rejection) {
    let code = |code: verify::Code| Code::from_word(code.word());
    event.failures = rejection.codes().into_iter().filter_map(code).collect();
    event.code = event.failures.first().copied();
    if event.verdict == DeliveryVerdict::UnsignedExpected {
        return;
    }
    event.flaws = rejection.failures().map(ToString::to_string).collect();
    // The library's remedy for a missing header asks for a 503 response, which the receiver already sends.
    event.remedy = Some(match rejection.code() {
        verify::Code::NoHeader => NO_HEADER.to_owned(),
        _ => rejection.remedy().to_owned(),
    });
}

const NO_HEADER: &str =
    "check that signed webhooks are on for the application and that no proxy drops the header with the token";

/// Returns the conversation's id, else the call's.
fn call(delivery: &Delivery<'_>) -> Option<String> {
    let payload = delivery.payload().ok()?;
    let ids: CallIds = serde_json::from_slice(&payload).unwrap_or_default();
    ids.conversation_uuid.or(ids.uuid).or(ids.call_uuid)
}
