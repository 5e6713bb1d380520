//! `vsw list`: all applications of the account, by list pages.

use std::num::NonZeroUsize;

use vsw::application::Application;

use crate::api::{ApiError, Listed, Listing};
use crate::context::Context;
use crate::failure::Failure;
use crate::online::Online;
use crate::report::Report;
use crate::report::list::{ListReport, ListedApplication};
use crate::vocabulary::SigningState;

pub fn run(context: &Context, online: &Online) -> Result<Report, Failure> {
    let profile = &online.account.profile;
    let mut applications = Vec::new();
    let (listing, problem) = {
        let _waiting = context.screen.waiting("reading the account's applications");
        // Page by page: of a document only a line is kept.
        let take = async |page: Vec<Listed>, _: &Listing| {
            applications.extend(page.into_iter().map(|entry| listed(entry, profile)));
        };
        online.run(online.client.each_page(NonZeroUsize::MIN, || online.deadline(), take))
    };
    let problem = match problem {
        Some(error) if applications.is_empty() => return Err(error.into()),
        problem => problem,
    };
    let total = listing.total();
    Ok(Report::List(ListReport {
        requests: online.client.requests(),
        complete: problem.is_none(),
        code: problem.as_ref().map(ApiError::code),
        detail: problem.as_ref().map(ToString::to_string),
        total,
        count: applications.len(),
        applications,
    }))
}

fn listed(entry: Listed, profile: &str) -> ListedApplication {
    let (name, signing, code) = match Application::of_document(entry.document, entry.id) {
        Ok(application) => (Some(application.name().to_owned()), (&application).into(), None),
        Err(unfit) => (None, SigningState::UNKNOWN, Some((&unfit).into())),
    };
    ListedApplication { profile: profile.to_owned(), id: entry.id, name, signing, code }
}
