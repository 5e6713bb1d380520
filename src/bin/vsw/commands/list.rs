//! `vsw list`: all applications of the account, by list pages.

use vsw::application::Application;

use crate::api::{ApiError, Listed};
use crate::context::Context;
use crate::failure::Failure;
use crate::online::Online;
use crate::report::list::{ListReport, ListedApplication};
use crate::report::{Report, VERSION};

pub fn run(context: &Context, online: &Online) -> Result<Report, Failure> {
    let profile = &online.account.profile;
    let of = |entry: Listed| match Application::of_document(entry.document, entry.id) {
        Ok(application) => ListedApplication {
            profile: profile.clone(),
            id: entry.id,
            name: Some(application.name().to_owned()),
            signing: application.signing().word(),
            code: None,
        },
        Err(unfit) => ListedApplication {
            profile: profile.clone(),
            id: entry.id,
            name: None,
            signing: "unknown",
            code: Some(unfit.code()),
        },
    };
    let (listing, applications, problem) = {
        let _waiting = context.screen.waiting("reading the account's applications");
        online.run(online.client.list(|| online.deadline(), of))
    };
    let problem = match problem {
        Some(error) if applications.is_empty() => return Err(error.into()),
        problem => problem,
    };
    let total = listing.total();
    Ok(Report::List(ListReport {
        schema: "vsw/list/1",
        vsw: VERSION,
        requests: online.client.requests(),
        complete: problem.is_none(),
        code: problem.as_ref().map(ApiError::code),
        detail: problem.as_ref().map(ToString::to_string),
        total,
        count: applications.len(),
        applications,
    }))
}
