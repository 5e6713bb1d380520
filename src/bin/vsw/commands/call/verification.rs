//! Verification: receives the events of a call, and records which are signed.

use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Runtime;
use vsw::delivery::{Event, Method};

use super::Caller;
use crate::args::Format;
use crate::args::call::Call;
use crate::args::verify::Expected;
use crate::config::SignatureSecrets;
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::call_receiver::{CallReceiver, USUAL_PORT, public_url};
use crate::flow::received::Search;
use crate::receiver::{Exchange, Report, USUAL_NCCO};
use crate::render::{listen_text, rejection_text};
use crate::report::CallReport;
use crate::report::call::{CallEvent, CallSummary, CallVerification};
use crate::report::listen::{DeliveryEvent, ListenEvent, ListenEventKind};
use crate::screen::{Line, Text};
use crate::signals;
use crate::verifier;

pub struct Verification<'c> {
    pub event_url: String,
    call: &'c Call,
    context: &'c Context,
    receiver: CallReceiver<'c>,
    seen: Vec<Seen>,
    last_reasons: Text,
    /// Whether the user was warned of requests that are not events of this call.
    warned_of_others: bool,
}

/// An event. Repeated deliveries of an event have the same method, target and body.
struct Seen {
    method: Method,
    target: String,
    body: Vec<u8>,
    event: CallEvent,
}

/// How long to wait for a further event after the call's end, because events arrive out of order.
const LATE_EVENT_WAIT: Duration = Duration::from_secs(1);
/// Used instead while an event has no genuine delivery. An unsigned delivery got a 503, so Vonage may send
/// the event again, signed.
const SIGNED_REPEAT_WAIT: Duration = Duration::from_secs(3);

impl<'c> Verification<'c> {
    pub fn start(call: &'c Call, caller: &Caller, context: &'c Context) -> Result<Self, Failure> {
        let secrets = SignatureSecrets::find(context, &call.signature_secret_file)?;
        let expected = Expected { expect_application: Some(caller.application), ..Expected::default() };
        let verifier = Arc::new(verifier::of(&expected, &secrets, context)?);
        let public = public_url(call.public_url.as_deref(), &caller.origin, || unreachable(call, caller))?;
        let receiver = CallReceiver::start(verifier, secrets, USUAL_NCCO, public, call.port, context)?;
        let event_url = receiver.url("event");
        Ok(Self {
            event_url,
            call,
            context,
            receiver,
            seen: Vec::new(),
            last_reasons: Text::new(),
            warned_of_others: false,
        })
    }

    pub fn wait(mut self, report: &CallReport, runtime: &Runtime) -> CallVerification {
        let words = format!("calling {}; waiting for the call's events at {}", report.to, self.event_url);
        self.context.screen.note(&Line::new().faint(words).into());
        let elapsed = self.context.stopwatch();
        let mut last = Duration::ZERO;
        let interrupted = runtime.block_on(async {
            loop {
                if let Some(exit) = signals::held() {
                    return Some(exit);
                }
                if let Some(report) = self.receiver.next().await
                    && self.hear(report)
                {
                    last = elapsed();
                }
                if elapsed() >= self.call.within || self.is_over(elapsed().saturating_sub(last)) {
                    return None;
                }
            }
        });
        let waited = elapsed();
        for report in self.receiver.stop() {
            self.hear(report);
        }
        let ended = ended(&self.seen);
        let events: Vec<CallEvent> = self.seen.into_iter().map(|seen| seen.event).collect();
        CallVerification {
            event_url: self.event_url,
            ended,
            waited_ms: u64::try_from(waited.as_millis()).unwrap_or(u64::MAX),
            summary: CallSummary::of(&events),
            events,
            interrupted,
        }
    }

    fn is_over(&self, quiet: Duration) -> bool {
        let all_signed = self.seen.iter().all(|seen| seen.event.signed);
        ended(&self.seen).is_some() && quiet >= if all_signed { LATE_EVENT_WAIT } else { SIGNED_REPEAT_WAIT }
    }

    /// Returns whether the report is about an event of the call.
    fn hear(&mut self, report: Report) -> bool {
        let screen = &self.context.screen;
        match report {
            Report::Exchange(exchange, _) if self.receiver.is_of_call(&exchange) => {
                self.add(&exchange);
                return true;
            }
            // A public address gets many unrelated requests: warn once.
            Report::Exchange(..) | Report::Refused(_) => {
                if !std::mem::replace(&mut self.warned_of_others, true) {
                    screen
                        .warn("requests that are not events of this call also arrive; they are not counted");
                }
            }
            Report::NotCaptured(error) => screen.warn(error.to_string()),
        }
        false
    }

    fn add(&mut self, exchange: &Exchange) {
        let delivery = self.receiver.event(exchange, Search::Causes);
        let at = exchange.at.to_string();
        let (method, target) = (exchange.capture.method, &exchange.capture.url);
        let is_same = |seen: &&mut Seen| {
            seen.event.event == delivery.claimed_event
                && (seen.method, &seen.target, &seen.body) == (method, target, &exchange.capture.body)
        };
        match self.seen.iter_mut().find(is_same) {
            Some(seen) => seen.event.repeat(&delivery),
            None => self.seen.push(Seen {
                method,
                target: target.clone(),
                body: exchange.capture.body.clone(),
                event: CallEvent::first(&delivery, at.clone()),
            }),
        }
        self.tell(at, delivery);
    }

    fn tell(&mut self, at: String, delivery: DeliveryEvent) {
        if self.context.global.format() == Format::Json {
            return;
        }
        let reasons = rejection_text(&delivery);
        let event = ListenEvent { at, kind: ListenEventKind::Delivery(Box::new(delivery)) };
        self.context.screen.note(&listen_text(&event));
        if !reasons.is_empty() && reasons != self.last_reasons {
            self.context.screen.note(&reasons);
        }
        self.last_reasons = reasons;
    }
}

fn ended(seen: &[Seen]) -> Option<Event> {
    seen.iter().map(|seen| seen.event.event).find(|event| event.ends_call())
}

fn unreachable(call: &Call, caller: &Caller) -> Failure {
    let port = call.port.unwrap_or(USUAL_PORT);
    let id = caller.application;
    Failure::usage(
        "Vonage cannot send webhooks to this machine: --verify needs a public address; no call was made",
        format!(
            "let a tunnel forward to http://127.0.0.1:{port}, and pass the tunnel's address with `--public-url https://…`; \
             without a tunnel, check signing with `vsw status {id}` and your handler's log with `vsw audit`"
        ),
    )
}
