//! `vsw show`: prints an application. Masks secrets, except with `--raw`.

use vsw::application::{Application, InvalidDocument, RefusedDocument, mask};
use vsw::json::Json;

use crate::api::Admission;
use crate::args::change::Show;
use crate::codes::Code;
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::reach::Reach;
use crate::flow::read::Unread;
use crate::flow::select::Targets;
use crate::online::Online;
use crate::report::Report;
use crate::report::show::{Document, ShowReport};
use crate::vocabulary::SigningState;

pub fn run(show: &Show, context: &Context, online: &Online) -> Result<Report, Failure> {
    let (id, _) = Targets::one(show.app.as_ref(), Reach::Read, context, online)?;
    let document = {
        let _waiting = context.screen.waiting(format!("reading {id}"));
        let read = online.run(online.client.get(id, Admission::Needed, online.deadline()));
        read.map_err(|error| Unread::Api(error).into_failure(id, &online.account))?
    };
    if show.raw {
        return raw(document, context);
    }
    // Even a document that vsw cannot change is shown, with the reason.
    let parsed = Application::read(document.clone(), id);
    let json = Json::parse_bytes(document).map_err(|_| unreadable(&parsed))?;
    let masked = Json::parse(mask::masked(&json)).map_err(|_| Failure::NotJson)?;
    Ok(Report::Show(ShowReport {
        profile: online.account.profile.clone(),
        requests: online.client.requests(),
        id,
        name: parsed
            .as_ref()
            .map_or_else(|refused| refused.name.clone(), |application| Some(application.name().to_owned())),
        signing: parsed.as_ref().map(SigningState::from).unwrap_or_default(),
        code: parsed.as_ref().err().map(|refused| Code::from(&refused.reason)),
        detail: parsed.as_ref().err().map(ToString::to_string),
        application: Document(masked),
    }))
}

/// Prefers the reason in `read`, which may be more specific than "not JSON".
fn unreadable(read: &Result<Application, RefusedDocument>) -> Failure {
    match read {
        Err(refused) if refused.reason != InvalidDocument::NotJson => refused.clone().into(),
        _ => Failure::NotJson,
    }
}

/// Fails if the document contains a secret that vsw redacts: redaction would change the document.
fn raw(document: Vec<u8>, context: &Context) -> Result<Report, Failure> {
    if context.screen.redactions().touch(&String::from_utf8_lossy(&document)) {
        return Err(Failure::OwnSecret);
    }
    Ok(Report::Bytes(document))
}
