//! `vsw doctor --live-check`: creates one application, asks the API what no document says, and deletes the application.
//!
//! It touches no other application: it sends only documents of its own, and skips other entries of the list. The
//! report can be shown to anyone (`evidence`). A kill leaves a record (`crate::journal`), by which the next check
//! removes the application.

mod creation;
mod documents;
mod evidence;
mod inquiry;
mod listing;
mod questions;
mod reading;
mod removal;
mod session;
mod target;

use std::time::Duration;

use creation::Creation;
use evidence::Known;
use inquiry::Inquiry;
use questions::{Answers, Ask};
use session::{MOST_REQUESTS, PACE, Session, Stop};
use target::Target;

use crate::api::{ApiError, Operation};
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

/// The result of the requests.
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
    agree(options, context, &online)?;
    let mut record = journal.throwaways(account_key(&online.account))?;
    let started_at = context.now().to_string();
    let pace = if online.account.origin.is_loopback() { Duration::ZERO } else { PACE };
    let timeout = Duration::from_secs(context.global.timeout);
    let session = Session::new(&online.client, pace, timeout, context.stopwatch());
    signals::leave_to_run();
    let waiting = context.screen.waiting("asking the API; this takes about 20 s");
    let run = online.run(check(&session, &mut record, context, &online))?;
    drop(waiting);
    record.close();
    if let Some(Stop::Api(error)) = &run.stop {
        // The report leaves out the API's own words.
        context.screen.warn(error.to_string());
    }
    let is_clean = |one: &Leftover| {
        use LeftoverOutcome::{Absent, Removed, Renamed};
        matches!(one.outcome, Removed | Absent | Renamed)
    };
    Ok(Report::LiveCheck(Box::new(LiveCheckReport {
        started_at,
        api: shown_origin(&online.account.origin),
        requests: session.requests(),
        application: run.application,
        is_application_gone: run.is_gone,
        cleaned_up: run.is_gone && run.leftovers.iter().all(is_clean),
        leftovers: run.leftovers,
        questions: questions(run.answers, run.stop.as_ref()),
        error: run.stop.as_ref().and_then(stopped),
        interrupted: signals::held().is_some(),
    })))
}

/// Shows what the check will do, and asks.
fn agree(options: &Doctor, context: &Context, online: &Online) -> Result<(), Failure> {
    let account = super::scrub::shortened(&online.account.api_key);
    context.screen.note(&render::live_check_text(&account, online.account.origin.as_str(), MOST_REQUESTS));
    if options.yes {
        return Ok(());
    }
    if !context.screen.can_ask() {
        return Err(Failure::usage(
            format!("confirmation needed, but {}; nothing was sent", context.screen.why_not_asked()),
            "pass `--yes` to create and delete the application",
        ));
    }
    let question = "Create and delete an application in this account?";
    if context.screen.confirm(question)? { Ok(()) } else { Err(Failure::Declined) }
}

async fn check(
    session: &Session<'_>,
    record: &mut ThrowawayRecord,
    context: &Context,
    online: &Online,
) -> Result<Run, Failure> {
    let (leftovers, stop) = removal::leftovers(session, record, context.now()).await?;
    let mut run = Run { is_gone: true, leftovers, stop, ..Run::default() };
    // While one cannot be deleted, another must not be added to it.
    let remains = run.leftovers.iter().any(|one| one.outcome == LeftoverOutcome::Remains);
    if remains || run.stop.is_some() {
        return Ok(run);
    }
    let name = format!("vsw live check {:032x}", fastrand::u128(..));
    let mut known = Known::new(&online.account.api_key);
    let (id, created) = match creation::create(session, record, &mut known, (&name, context.now())).await? {
        Creation::Created(id, evidence) => (id, Ok(evidence)),
        Creation::Found(id, stop) => (id, Err(stop)),
        Creation::NotCreated(stop) => return Ok(Run { stop: Some(stop), ..run }),
        Creation::Unknown(stop) => return Ok(Run { stop: Some(stop), is_gone: false, ..run }),
    };
    run.application = Some(id.to_string());
    let mut inquiry = Inquiry::new(Target::new(session, known, (id, &name), creation::NUMBER));
    run.stop = match created {
        Ok(evidence) => inquiry.ask_all(evidence).await.err(),
        Err(stop) => Some(stop),
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

fn questions(answers: Answers, stop: Option<&Stop>) -> Vec<Question> {
    answers.all(match stop {
        None => "an application could not be deleted",
        Some(Stop::Budget) => "the requests of a run were used up",
        Some(Stop::Signal) => "the check was interrupted",
        Some(Stop::Api(_)) => "the check ended early",
    })
}

/// Returns why the check ended early, without the API's own words.
fn stopped(stop: &Stop) -> Option<Stopped> {
    let Stop::Api(error) = stop else { return None };
    let message = match error {
        ApiError::Unauthorized { .. } => "the API rejected the credentials (401)".to_owned(),
        ApiError::NotFound { .. } => "the API has no applications at this address (404)".to_owned(),
        ApiError::Refused { status, .. } => format!("the API refused the request ({status})"),
        ApiError::Busy { status, .. } => format!("the API is busy or failing ({status})"),
        ApiError::NotConnected(_) | ApiError::Transport(_) => "the API could not be reached".to_owned(),
        ApiError::Handshake(_) => "no TLS connection to the API could be established".to_owned(),
        error => error.to_string(),
    };
    Some(Stopped { code: error.code(), message, hint: error.hint(), exit: error.exit() })
}

/// Returns the API's origin, if it names no one.
fn shown_origin(origin: &Origin) -> String {
    if origin.is_default() || origin.is_loopback() {
        origin.as_str().to_owned()
    } else {
        "another origin".to_owned()
    }
}
