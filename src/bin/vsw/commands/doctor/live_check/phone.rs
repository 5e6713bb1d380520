//! Phone: makes the call of a live check and receives its webhooks.
//!
//! Invariant: the request for the call is never repeated.

use std::sync::Arc;
use std::time::Duration;

use super::calling::{CallWebhook, answer};
use super::documents::Flag;
use super::inquiry::Inquiry;
use super::questions::Ask;
use super::reading::flag;
use super::session::Stop;
use crate::api::{CallError, Calls, Deadline};
use crate::application_token::ApplicationKey;
use crate::args::setup::Doctor;
use crate::args::verify::Expected;
use crate::config::SignatureSecrets;
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::call_receiver::{CallReceiver, USUAL_PORT, public_url};
use crate::flow::received::Search;
use crate::online::{Connector, Online};
use crate::receiver::Report;
use crate::report::live_check::Answer;
use crate::signals;
use crate::signer::random_uuid;
use crate::verifier;

pub struct Phone<'c> {
    context: &'c Context,
    to: String,
    from: String,
    calls: Calls,
    receiver: CallReceiver<'c>,
    elapsed: Box<dyn Fn() -> Duration + 'c>,
}

const NCCO: &str = r#"[{"action":"talk","text":"This is a test call. Good bye."}]"#;
/// `RINGING` is how long the phone rings, and `LENGTH` how long the call may last, in seconds.
const RINGING: u32 = 30;
const LENGTH: u32 = 20;
const WITHIN: Duration = Duration::from_secs(90);
/// The wait for a further webhook after the call's end: webhooks may arrive out of order.
const LATE: Duration = Duration::from_secs(3);

impl<'c> Phone<'c> {
    /// Returns `None` without `--call`. Sends nothing.
    pub fn prepare(
        options: &Doctor,
        context: &'c Context,
        connect: Connector<'_>,
        online: &Online,
    ) -> Result<Option<Self>, Failure> {
        let Some(to) = options.call.clone() else { return Ok(None) };
        let from = options.from.clone().unwrap_or_else(|| to.clone());
        let public = public_url(options.public_url.as_deref(), &online.account.origin, unreachable)?;
        let secrets = SignatureSecrets::find(context, &[])?;
        let verifier = Arc::new(verifier::of(&Expected::default(), &secrets, context)?);
        Ok(Some(Self {
            context,
            to,
            from,
            calls: connect.calls(&online.account.origin)?,
            receiver: CallReceiver::start(verifier, secrets, NCCO, public, None, context)?,
            elapsed: Box::new(context.stopwatch()),
        }))
    }

    pub async fn ask(&mut self, inquiry: &mut Inquiry<'_>, key: &ApplicationKey) -> Result<(), Stop> {
        let document = inquiry.throwaway.document(Flag::On);
        let written = inquiry.throwaway.write(|number| document.text(number)).await?;
        if written.read.as_ref().map(flag) != Some("true") {
            unclear(inquiry, "signing could not be turned on, so no call was made");
            return Ok(());
        }
        match self.dial(inquiry, key).await? {
            Ok(()) => {
                let heard = self.listen(inquiry).await?;
                answer(inquiry, &heard);
            }
            Err(why) => unclear(inquiry, &why),
        }
        Ok(())
    }

    /// The inner error is the reason why no call was confirmed. It contains no text from the API.
    async fn dial(&self, inquiry: &Inquiry<'_>, key: &ApplicationKey) -> Result<Result<(), String>, Stop> {
        let token = key.token(inquiry.throwaway.id, &random_uuid(), self.context.now_in_seconds());
        let Ok(token) = token else {
            return Ok(Err("no call was made: the system has no random numbers".to_owned()));
        };
        self.context.screen.redactions().add(token.as_bytes());
        let session = inquiry.throwaway.session;
        session.take_one()?;
        let deadline = Deadline::within(Duration::from_secs(self.context.global.timeout));
        let sent = signals::unless_held(self.calls.create(&token, self.body(), deadline)).await;
        let why = match sent.ok_or(Stop::Signal)? {
            Ok(_) => return Ok(Ok(())),
            Err(CallError::NotMade(error)) => {
                format!("no call was made: {}", super::without_words_of_the_api(&error))
            }
            Err(CallError::Unknown(error)) => {
                format!("the call may have been made: {}", super::without_words_of_the_api(&error))
            }
            Err(CallError::Unreadable { status }) => {
                format!("the call may have been made: the response names no call ({status})")
            }
        };
        Ok(Err(why))
    }

    fn body(&self) -> String {
        let url = |kind: &str| vsw::json::literal(&self.receiver.url(kind));
        format!(
            r#"{{"to":[{{"type":"phone","number":"{}"}}],"from":{{"type":"phone","number":"{}"}},"answer_url":[{}],"answer_method":"GET","event_url":[{}],"event_method":"POST","ringing_timer":{RINGING},"length_timer":{LENGTH}}}"#,
            self.to,
            self.from,
            url("answer"),
            url("event"),
        )
    }

    /// Waits at most [`WITHIN`], also for late webhooks after the end of the call.
    async fn listen(&mut self, inquiry: &Inquiry<'_>) -> Result<Vec<CallWebhook>, Stop> {
        let (start, mut last, mut heard) = ((self.elapsed)(), Duration::ZERO, Vec::new());
        let own = inquiry.throwaway.id.to_string();
        loop {
            if signals::held().is_some() {
                return Err(Stop::Signal);
            }
            if let Some(Report::Exchange(exchange, _)) = self.receiver.next().await
                && self.receiver.is_of_call(&exchange)
            {
                let event = self.receiver.event(&exchange, Search::Nothing);
                let is_own = event.application.as_ref().is_none_or(|id| *id == own);
                heard.extend(is_own.then(|| CallWebhook::of(&exchange, &event)));
                last = (self.elapsed)();
            }
            let now = (self.elapsed)();
            let has_ended = heard.iter().any(|one| one.event.ends_call());
            if now.saturating_sub(start) > WITHIN || (has_ended && now.saturating_sub(last) > LATE) {
                return Ok(heard);
            }
        }
    }
}

pub fn unclear(inquiry: &mut Inquiry<'_>, why: &str) {
    for &ask in Ask::OF_CALL {
        inquiry.answers.give(ask, Answer::Unclear, Some(why.to_owned()), Vec::new());
    }
}

fn unreachable() -> Failure {
    Failure::usage(
        "Vonage cannot send webhooks to this machine: --call needs a public address; nothing was sent",
        format!(
            "let a tunnel forward to http://127.0.0.1:{USUAL_PORT} and pass its address: `--public-url https://…`"
        ),
    )
}
