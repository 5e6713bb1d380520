//! Inspection: the inspector of a session: what it shows, and the answers to its page's questions.

use serde_json::json;
use tokio::sync::oneshot;
use vsw::capture::Capture;
use vsw::verify::Verdict;

use super::Settings;
use super::delivery;
use crate::args::listen::Listen;
use crate::args::sign::Account;
use crate::context::Context;
use crate::failure::Failure;
use crate::inspector::{self, Answer, Entry, Inspector, Question, QuestionKind};
use crate::receiver::Exchange;
use crate::render::{curl_command, rejection_text, verify_command};
use crate::report::VERSION;
use crate::report::listen::DeliveryEvent;
use crate::sender::{Sender, request};
use crate::signer::sign_again;

/// A running inspector.
pub struct Inspection {
    inspector: Inspector,
    /// Where commands to copy send a delivery.
    origin: String,
    sender: Option<Sender>,
}

/// Where `vsw listen` receives by default.
const USUAL_ORIGIN: &str = "http://127.0.0.1:8787";

impl Inspection {
    /// Starts the inspector if the user wants one. `listening` is the receiver's address, if there is a receiver.
    ///
    /// # Errors
    /// Fails if it cannot listen on its port.
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
            version: VERSION,
        };
        let origin = listen.forward_to.clone().filter(|url| url.starts_with("http"));
        let origin = origin.or(listening).unwrap_or_else(|| USUAL_ORIGIN.to_owned());
        let inspector = Inspector::start(port, session)
            .map_err(|source| Failure::NotListening { address: format!("127.0.0.1:{port}"), source })?;
        Ok(Some(Self { inspector, origin, sender }))
    }

    /// Returns the page's address, with its token.
    pub fn url(&self) -> String {
        self.inspector.url()
    }

    /// Shows a delivery on the page.
    pub fn show(&self, exchange: &Exchange, event: DeliveryEvent) {
        self.inspector.add(Entry {
            at: exchange.at.to_string(),
            event,
            checks: exchange.checks(),
            capture: exchange.capture.clone(),
        });
    }

    /// Answers a question. A replay goes on in the background. A page that has left gets no answer.
    pub fn answer(&self, question: Question, settings: &Settings, context: &Context) {
        let Question { kind, entry, reply } = question;
        let document = match kind {
            QuestionKind::Replay { as_captured } => {
                return self.replay(&entry, as_captured, reply, settings, context);
            }
            QuestionKind::Explain => explanation(&entry, settings, context),
            QuestionKind::AsCurl => json!({ "command": curl_command(&self.addressed(&entry.capture)) }),
            QuestionKind::AsVerify => json!({ "command": verify_command(&entry.capture) }),
        };
        let _ = reply.send(Answer { status: 200, document });
    }

    /// Returns a delivery with a complete URL.
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
        let Some(sender) = self.sender.clone() else {
            let words = "there is no handler to send to: start `vsw listen` with `--forward-to URL`";
            return fail(reply, 409, words);
        };
        let signed = if as_captured { Ok(None) } else { signed_again(entry, settings, context) };
        let (capture, signed_again) = match signed {
            Ok(Some(again)) => (again, true),
            Ok(None) => (entry.capture.clone(), false),
            Err(failure) => return fail(reply, 409, &failure.to_string()),
        };
        let Some(request) = request(&capture, &capture.target()) else {
            return fail(reply, 409, "HTTP cannot carry this delivery again");
        };
        let elapsed = context.stopwatch();
        tokio::spawn(async move {
            let answered = sender.send(request).await;
            match answered {
                Ok(response) => {
                    let took_ms = u64::try_from(elapsed().as_millis()).unwrap_or(u64::MAX);
                    let document = json!({
                        "status": response.status().as_u16(), "signed_again": signed_again, "took_ms": took_ms,
                    });
                    let _ = reply.send(Answer { status: 200, document });
                }
                Err(error) => fail(reply, 502, &error.to_string()),
            }
        });
    }
}

/// Waits for the page's next question; forever without an inspector.
pub async fn question(inspection: &mut Option<Inspection>) -> Question {
    if let Some(Inspection { inspector, .. }) = inspection
        && let Some(question) = inspector.question().await
    {
        return question;
    }
    std::future::pending().await
}

fn fail(reply: oneshot::Sender<Answer>, status: u16, words: &str) {
    let _ = reply.send(Answer { status, document: json!({ "error": words }) });
}

/// Returns the delivery with a new token, or `None` if it was not genuine when it came: signing it would make it so.
fn signed_again(entry: &Entry, settings: &Settings, context: &Context) -> Result<Option<Capture>, Failure> {
    let then = received_at(entry, context);
    let verified = match settings.verifier.verify(&entry.capture.delivery(), then) {
        Ok(verified) => verified.into_owned(),
        Err(_) => return Ok(None),
    };
    let capture = entry.capture.clone();
    sign_again(capture, &verified, &settings.secrets, &Account::default(), context).map(Some)
}

/// Returns the time of receipt, in seconds since 1970; the present if it is unknown.
fn received_at(entry: &Entry, context: &Context) -> u64 {
    entry.capture.received_at.unwrap_or_else(|| context.now_in_seconds())
}

/// Returns why a delivery was not accepted.
fn explanation(entry: &Entry, settings: &Settings, context: &Context) -> serde_json::Value {
    let mut event = entry.event.clone();
    let delivery = entry.capture.delivery();
    let then = received_at(entry, context);
    if let Err(rejection) = settings.verifier.verify(&delivery, then)
        && rejection.verdict() == Verdict::Invalid
    {
        delivery::explain(&mut event, &rejection, &delivery, then, settings, context);
    }
    let text = rejection_text(&event).to_plain();
    let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
    json!({ "explanation": event.explanation, "text": lines.join("\n") })
}
