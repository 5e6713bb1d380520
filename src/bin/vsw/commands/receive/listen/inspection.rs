//! Inspection: runs the inspector, a web page with a session's deliveries, and answers the page's requests
//! ([`Question`]).

use bytes::Bytes;
use hyper::Request;
use serde::Serialize;
use tokio::sync::oneshot;
use vsw::capture::Capture;
use vsw::json::Json;
use vsw::verify::{Unverified, Verdict};

use super::Settings;
use crate::args::listen::Listen;
use crate::args::sign::Account;
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::received;
use crate::inspector::{self, Answer, Entry, Inspector, Question, QuestionKind};
use crate::receiver::Exchange;
use crate::render::{curl_command, rejection_text, verify_command};
use crate::report::VERSION;
use crate::report::listen::DeliveryEvent;
use crate::report::verify::Explained;
use crate::sender::{Sender, request};
use crate::signer::sign_again;

pub struct Inspection {
    inspector: Inspector,
    /// The origin of the URL in the curl commands that the page offers to copy.
    origin: String,
    sender: Option<Sender>,
    header_name: String,
}

#[derive(Serialize)]
struct Replayed {
    status: u16,
    signed_again: bool,
    took_ms: u64,
}

#[derive(Serialize)]
struct Explanation<'e> {
    explanation: &'e [Explained],
    text: String,
}

#[derive(Serialize)]
struct Command {
    command: String,
}

/// The default address of `vsw listen`.
const USUAL_ORIGIN: &str = "http://127.0.0.1:8787";

impl Inspection {
    /// `listening` is the receiver's address, if a receiver runs.
    pub fn of(
        listen: &Listen,
        listening: Option<String>,
        sender: Option<Sender>,
    ) -> Result<Option<Self>, Failure> {
        let Some(port) = listen.inspect else { return Ok(None) };
        let session = inspector::Session {
            listening: listening.clone(),
            upstream: listen.forward_to.clone(),
            opened: listen.open.as_ref().map(|path| path.display().to_string()),
            capture: listen.capture.as_ref().map(|path| path.display().to_string()),
            header_name: listen.expected.verifier.header_name.clone(),
            version: VERSION,
        };
        let origin = listen.forward_to.clone().filter(|url| url.starts_with("http"));
        let origin = origin.or(listening).unwrap_or_else(|| USUAL_ORIGIN.to_owned());
        let inspector = Inspector::start(port, session)?;
        let header_name = listen.expected.verifier.header_name.clone();
        Ok(Some(Self { inspector, origin, sender, header_name }))
    }

    /// Returns the page's address, which includes an access token.
    pub fn url(&self) -> String {
        self.inspector.url()
    }

    pub fn show(&self, exchange: &Exchange, event: DeliveryEvent) {
        self.inspector.add(Entry {
            at: exchange.at.to_string(),
            event,
            checks: exchange.checks(),
            claims: self.claims(&exchange.capture),
            capture: exchange.capture.clone(),
        });
    }

    /// Returns the token's claims without verifying the token.
    fn claims(&self, capture: &Capture) -> Option<Json> {
        let delivery = capture.delivery();
        let value = delivery.header(&self.header_name).next()?;
        Unverified::read(value, capture.received_at.unwrap_or_default()).claims
    }

    /// Answers a question of the page. A replay continues in the background.
    pub fn answer(&self, question: Question, settings: &Settings, context: &Context) {
        let Question { kind, entry, reply } = question;
        let answer = match kind {
            QuestionKind::Replay { as_captured } => {
                return self.replay(&entry, as_captured, reply, settings, context);
            }
            QuestionKind::Explain => explanation(&entry, settings, context),
            QuestionKind::AsCurl => {
                found(&Command { command: curl_command(&self.addressed(&entry.capture)) })
            }
            QuestionKind::AsVerify => found(&Command { command: verify_command(&entry.capture) }),
        };
        let _ = reply.send(answer);
    }

    fn addressed(&self, capture: &Capture) -> Capture {
        let url = format!("{}{}", self.origin.trim_end_matches('/'), capture.target());
        Capture { url, ..capture.clone() }
    }

    fn replay(
        &self,
        entry: &Entry,
        as_captured: bool,
        reply: oneshot::Sender<Answer>,
        settings: &Settings,
        context: &Context,
    ) {
        let prepared = self.prepare(entry, as_captured, settings, context);
        let elapsed = context.stopwatch();
        let (sender, request, signed_again) = match prepared {
            Ok(prepared) => prepared,
            Err(why) => return drop(reply.send(Answer::Conflict(why))),
        };
        tokio::spawn(async move {
            let answer = match sender.send(request).await {
                Ok(response) => found(&Replayed {
                    status: response.status().as_u16(),
                    signed_again,
                    took_ms: u64::try_from(elapsed().as_millis()).unwrap_or(u64::MAX),
                }),
                Err(error) => Answer::NoResponse(error.to_string()),
            };
            let _ = reply.send(answer);
        });
    }

    /// Returns `None` for a delivery that was not genuine on arrival: signing would make it genuine.
    fn signed_again(
        &self,
        entry: &Entry,
        settings: &Settings,
        context: &Context,
    ) -> Result<Option<Capture>, Failure> {
        let then = received_at(entry, context);
        let verified = match settings.verifier.verify(&entry.capture.delivery(), then) {
            Ok(verified) => verified.into_owned(),
            Err(_) => return Ok(None),
        };
        let capture = entry.capture.clone();
        sign_again(capture, &self.header_name, &verified, &settings.secrets, &Account::default(), context)
            .map(Some)
    }

    /// The last value is whether the request has a new token.
    fn prepare(
        &self,
        entry: &Entry,
        as_captured: bool,
        settings: &Settings,
        context: &Context,
    ) -> Result<(Sender, Request<Bytes>, bool), String> {
        let sender =
            self.sender.clone().ok_or("no handler to send to: start `vsw listen` with `--forward-to URL`")?;
        let again = if as_captured { Ok(None) } else { self.signed_again(entry, settings, context) };
        let again = again.map_err(|failure| failure.to_string())?;
        let capture = again.as_ref().unwrap_or(&entry.capture);
        let request = request(capture, &capture.target()).map_err(|error| error.to_string())?;
        Ok((sender, request, again.is_some()))
    }
}

/// Returns the next question of the page. Without an inspector, never returns.
pub async fn question(inspection: &mut Option<Inspection>) -> Question {
    if let Some(Inspection { inspector, .. }) = inspection
        && let Some(question) = inspector.question().await
    {
        return question;
    }
    std::future::pending().await
}

fn found(answer: &impl Serialize) -> Answer {
    // Serializing these answers cannot fail.
    Answer::Found(serde_json::to_vec(answer).unwrap_or_default())
}

/// Returns seconds since 1970.
fn received_at(entry: &Entry, context: &Context) -> u64 {
    entry.capture.received_at.unwrap_or_else(|| context.now_in_seconds())
}

fn explanation(entry: &Entry, settings: &Settings, context: &Context) -> Answer {
    let mut event = entry.event.clone();
    let delivery = entry.capture.delivery();
    let then = received_at(entry, context);
    if let Err(rejection) = settings.verifier.verify(&delivery, then)
        && rejection.verdict() == Verdict::Invalid
    {
        received::explain(&mut event, &rejection, &delivery, then, settings.verifying(), context);
    }
    let text = rejection_text(&event).to_plain();
    let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
    found(&Explanation { explanation: &event.explanation, text: lines.join("\n") })
}
