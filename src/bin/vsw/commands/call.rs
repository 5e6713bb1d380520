//! `vsw call`: makes a call. With `--verify`, also verifies the call's webhooks.
//!
//! Invariant: a real call is made only after a yes or with `--yes`.

mod request;
mod verification;

use std::time::Duration;

use vsw::application::ApplicationId;
use zeroize::Zeroizing;

use crate::api::{CreatedCall, Deadline};
use crate::application_token::{ApplicationKey, SignTokenError};
use crate::args::call::Call;
use crate::config::{ConfigError, DefaultApplication, PrivateKey};
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::consent;
use crate::online::Connector;
use crate::profiles::Origin;
use crate::report::{CallReport, Report};
use crate::runtime;
use crate::screen::{Line, Style, Text};
use crate::signals::{self, Interrupted};
use crate::signer::random_uuid;

use request::CallRequest;
use verification::Verification;

pub fn run(call: &Call, context: &Context, connect: Connector<'_>) -> Result<Report, Failure> {
    consent::writable(context)?;
    let caller = Caller::find(call, context)?;
    let mut request = CallRequest::new(call)?;
    let verification = match call.verify {
        true => Some(Verification::start(call, &caller, context)?),
        false => None,
    };
    if let Some(verification) = &verification {
        request.event_url = Some(verification.event_url.clone());
    }
    let body = request.body();
    if context.screen.redactions().touch(&body) {
        return Err(Failure::SecretInCall);
    }
    let calls = connect.calls(&caller.origin)?;
    ask(call, &caller, &request, context)?;
    let token = caller.token(context)?;
    let runtime = runtime::new().map_err(anyhow::Error::from)?;
    signals::hold();
    let created = runtime.block_on(async {
        let deadline = Deadline::within(Duration::from_secs(context.global.timeout));
        signals::unless_held(calls.create(&token, body, deadline)).await
    });
    let mut report = match created {
        Some(created) => caller.report(call, created?),
        None => return Err(interrupted(context)),
    };
    report.verification = verification.map(|verification| verification.wait(&report, &runtime));
    Ok(Report::Call(Box::new(report)))
}

struct Caller {
    application: ApplicationId,
    key: ApplicationKey,
    origin: Origin,
}

impl Caller {
    fn find(call: &Call, context: &Context) -> Result<Self, Failure> {
        let application = match call.application {
            Some(id) => id,
            None => DefaultApplication::without_account(context)?.map(|found| found.id).ok_or_else(|| {
                let hint = "set its id: `--application APP`, VONAGE_APPLICATION_ID, or `application_id` in the profile";
                Failure::usage("no application given", hint)
            })?,
        };
        let found = PrivateKey::find(context)?.ok_or(ConfigError::NoPrivateKey)?;
        let key = ApplicationKey::parse(found.pem.expose()).map_err(|fault| {
            ConfigError::UnfitPrivateKey { name: found.source.to_string(), fault: fault.to_string() }
        })?;
        let (origin, _) = found.origin(context)?;
        Ok(Self { application, key, origin })
    }

    /// Redacts the token in all later output, because the API's response may repeat it.
    fn token(&self, context: &Context) -> Result<Zeroizing<String>, Failure> {
        let token = self.key.token(self.application, &random_uuid(), context.now_in_seconds());
        let token = token.map_err(|error: SignTokenError| anyhow::Error::from(error))?;
        context.screen.redactions().add(token.as_bytes());
        Ok(token)
    }

    fn report(&self, call: &Call, created: CreatedCall) -> CallReport {
        CallReport {
            application: self.application,
            api_url: self.origin.as_str().to_owned(),
            to: call.to.clone(),
            from: call.from.clone(),
            uuid: created.uuid,
            conversation_uuid: created.conversation_uuid,
            status: created.status,
            direction: created.direction,
            verification: None,
        }
    }
}

/// Does not ask if the API is on this machine: such an API rings no phone.
fn ask(call: &Call, caller: &Caller, request: &CallRequest, context: &Context) -> Result<(), Failure> {
    if caller.origin.is_loopback() {
        return Ok(());
    }
    let screen = &context.screen;
    let proposal = proposal(call, caller, request);
    if call.yes {
        screen.note(&proposal);
        return Ok(());
    }
    screen.propose(&proposal);
    if !screen.can_ask() {
        let message = format!("confirmation needed, but {}; no call was made", screen.why_not_asked());
        let hint = "a call costs money and reaches a person's phone: review the request, then pass `--yes`";
        return Err(Failure::usage(message, hint));
    }
    let question = format!("Call {} from {}? It costs money and rings that phone.", call.to, call.from);
    if screen.confirm(&question)? { Ok(()) } else { Err(Failure::Declined) }
}

fn proposal(call: &Call, caller: &Caller, request: &CallRequest) -> Text {
    let mut text = Text::new();
    let url = format!("POST {}/v1/calls", caller.origin.as_str());
    text.push(Line::new().strong(url).plain(format!(" as application {}", caller.application)));
    for line in request.shown().lines() {
        text.push(Line::new().plain("  ").plain(line));
    }
    let words = format!("This is a real call: it costs money and reaches the phone of {}.", call.to);
    text.push(Line::new().styled(Style::Doubtful, words));
    text
}

fn interrupted(context: &Context) -> Failure {
    context.screen.warn("interrupted while the request was sent: the call may have been made; look for it in the Dashboard's voice logs before you call again");
    let exit = signals::held().unwrap_or_default();
    Failure::Interrupted(Interrupted { exit, nothing_changed: false })
}
