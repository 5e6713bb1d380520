//! `vsw doctor --live-check`: creates an application, observes the API with it, and deletes it.
//!
//! Invariant: the check changes only applications that a live check created.

mod calling;
mod creation;
mod documents;
mod evidence;
mod inquiry;
mod listing;
mod phone;
mod questions;
mod reading;
mod removal;
mod session;
mod throwaway;

use std::time::Duration;

use creation::{Created, Creation};
use evidence::Known;
use inquiry::Inquiry;
use phone::Phone;
use questions::{Answers, Ask, WithCall};
use session::{MOST_REQUESTS, PACE, Session, Stop};
use throwaway::ThrowawayApplication;

use crate::api::{ApiError, Operation};
use crate::application_token::ApplicationKey;
use crate::args::setup::Doctor;
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::memory::account_key;
use crate::journal::ThrowawayRecord;
use crate::online::{Connector, Online};
use crate::profiles::Origin;
use crate::render;
use crate::report::Report;
use crate::report::live_check::{Leftover, LeftoverOutcome, LiveCheckReport, Question, Stopped};
use crate::signals;

#[derive(Default)]
struct Run {
    application: Option<String>,
    is_gone: bool,
    leftovers: Vec<Leftover>,
    answers: Answers,
    stop: Option<Stop>,
}

pub fn run(options: &Doctor, context: &Context, connect: Connector<'_>) -> Result<Report, Failure> {
    if context.is_read_only() {
        return Err(Failure::ReadOnly { has_dry_run: false });
    }
    let online = connect.in_force()?;
    let journal = context.journal()?;
    let mut phone = Phone::prepare(options, context, connect, &online)?;
    agree(options, context, &online)?;
    let mut record = journal.throwaways(account_key(&online.account))?;
    let started_at = context.now().to_string();
    let pace = if online.account.origin.is_loopback() { Duration::ZERO } else { PACE };
    let timeout = Duration::from_secs(context.global.timeout);
    let session = Session::new(&online.client, pace, timeout, context.stopwatch());
    signals::leave_to_run();
    let waiting =
        context.screen.waiting("asking the API; this takes about 20 s, and with --call up to 2 minutes");
    let run = online.run(check(&session, &mut record, context, (&online, phone.as_mut())))?;
    drop(waiting);
    record.close();
    if let Some(Stop::Api(error)) = &run.stop {
        // The report omits the API's text, so show it here.
        context.screen.warn(error.to_string());
    }
    let is_clean = |one: &Leftover| {
        use LeftoverOutcome::{Absent, Removed, Renamed};
        matches!(one.outcome, Removed | Absent | Renamed)
    };
    let with_call = if options.call.is_some() { WithCall::Yes } else { WithCall::No };
    Ok(Report::LiveCheck(Box::new(LiveCheckReport {
        started_at,
        api: shown_origin(&online.account.origin),
        requests: session.requests(),
        application: run.application,
        is_application_gone: run.is_gone,
        cleaned_up: run.is_gone && run.leftovers.iter().all(is_clean),
        leftovers: run.leftovers,
        questions: questions(run.answers, with_call, run.stop.as_ref()),
        error: run.stop.as_ref().and_then(stopped),
        interrupted: signals::held().is_some(),
    })))
}

fn agree(options: &Doctor, context: &Context, online: &Online) -> Result<(), Failure> {
    let origin = online.account.origin.as_str();
    let account = super::scrub::shortened(&online.account.api_key);
    let plan = render::live_check_text(&account, origin, options.call.as_deref(), MOST_REQUESTS);
    if options.yes {
        context.screen.note(&plan);
        return Ok(());
    }
    context.screen.propose(&plan);
    if !context.screen.can_ask() {
        return Err(Failure::usage(
            format!("confirmation needed, but {}; nothing was sent", context.screen.why_not_asked()),
            "review the printed plan, then pass `--yes` to carry it out",
        ));
    }
    let question = match &options.call {
        None => "Create and delete an application in this account?".to_owned(),
        Some(to) => {
            format!(
                "Create and delete an application, and call {to}? The call costs money and rings that phone."
            )
        }
    };
    if context.screen.confirm(&question)? { Ok(()) } else { Err(Failure::Declined) }
}

async fn check(
    session: &Session<'_>,
    record: &mut ThrowawayRecord,
    context: &Context,
    (online, phone): (&Online, Option<&mut Phone<'_>>),
) -> Result<Run, Failure> {
    let (leftovers, stop) = removal::leftovers(session, record, context.now()).await?;
    let mut run = Run { is_gone: true, leftovers, stop, ..Run::default() };
    // Do not create an application while an earlier one remains.
    let remains = run.leftovers.iter().any(|one| one.outcome == LeftoverOutcome::Remains);
    if remains || run.stop.is_some() {
        return Ok(run);
    }
    let name = format!("vsw live check {:032x}", fastrand::u128(..));
    let mut known = Known::new(&online.account.api_key);
    let of_check = (&*name, context.now());
    // With `--call`, omit `PUBLIC_KEY`, so that the API makes a key pair. A call needs the private key, and
    // that of `PUBLIC_KEY` is unknown.
    let own_key = phone.is_none().then_some(documents::PUBLIC_KEY);
    let created = match creation::create(session, record, &mut known, of_check, own_key).await? {
        Creation::Created(created) => Ok(created),
        Creation::Found(id, stop) => Err((id, stop)),
        Creation::NotCreated(stop) => return Ok(Run { stop: Some(stop), ..run }),
        Creation::Unknown(stop) => return Ok(Run { stop: Some(stop), is_gone: false, ..run }),
        Creation::Unrecorded(id, failure) => {
            if !removal::remove(session, id).await.is_gone {
                context.screen.warn(format!("not deleted: {id}"));
            }
            return Err(failure);
        }
    };
    let id = created.as_ref().map_or_else(|(id, _)| *id, |created| created.id);
    run.application = Some(id.to_string());
    let key = created.as_ref().ok().and_then(|created| created.public_key.clone());
    let mut inquiry =
        Inquiry::new(ThrowawayApplication::new(session, known, (id, &name), (creation::FIRST_WRITE, key)));
    run.stop = match created {
        Ok(created) => ask(&mut inquiry, *created, phone, context).await.err(),
        Err((_, stop)) => Some(stop),
    };
    let removal = removal::remove(session, id).await;
    run.is_gone = removal.is_gone;
    if let (Some(last), None) = (removal.last, &run.stop) {
        inquiry.refusal(Ask::Error404, Operation::Get(id), &last);
    }
    if removal.is_gone {
        record.gone(&name)?;
    }
    run.stop = run.stop.or(removal.stop);
    run.answers = inquiry.answers;
    Ok(run)
}

async fn ask(
    inquiry: &mut Inquiry<'_>,
    created: Created,
    phone: Option<&mut Phone<'_>>,
    context: &Context,
) -> Result<(), Stop> {
    if let Some(key) = &created.private_key {
        context.screen.redactions().add_lines(key.as_bytes());
    }
    inquiry.ask_all(created.evidence).await?;
    let Some(phone) = phone else { return Ok(()) };
    match created.private_key.and_then(|key| ApplicationKey::parse(key.as_bytes()).ok()) {
        Some(key) => phone.ask(inquiry, &key).await,
        None => {
            phone::unclear(inquiry, "the API's response to the creation has no usable private key");
            Ok(())
        }
    }
}

fn questions(answers: Answers, with_call: WithCall, stop: Option<&Stop>) -> Vec<Question> {
    let why = match stop {
        None => "an application could not be deleted",
        Some(Stop::Budget) => "the check reached its limit of requests",
        Some(Stop::Signal) => "the check was interrupted",
        Some(Stop::Api(_)) => "the check ended early",
    };
    answers.all(with_call, why)
}

fn stopped(stop: &Stop) -> Option<Stopped> {
    let Stop::Api(error) = stop else { return None };
    let message = without_words_of_the_api(error);
    Some(Stopped { code: error.code(), message, hint: error.hint(), exit: error.exit() })
}

fn without_words_of_the_api(error: &ApiError) -> String {
    match error {
        ApiError::Unauthorized { .. } => "the API rejected the credentials (401)".to_owned(),
        ApiError::NotFound { .. } | ApiError::NoList { .. } => {
            "the API has no applications at this address (404)".to_owned()
        }
        ApiError::Refused { status, .. } => format!("the API refused the request ({status})"),
        ApiError::Busy { status, .. } => format!("the API is busy or failing ({status})"),
        ApiError::NotConnected(_) | ApiError::Transport(_) => "the API could not be reached".to_owned(),
        ApiError::Handshake(_) => "no TLS connection to the API could be established".to_owned(),
        error => error.to_string(),
    }
}

/// Hides a custom origin, because the report may be shared.
fn shown_origin(origin: &Origin) -> String {
    if origin.is_default() || origin.is_loopback() {
        origin.as_str().to_owned()
    } else {
        "another origin".to_owned()
    }
}
