//! `vsw list`: shows the applications in the API's list, without reading each one.

use vsw::application::Application;

use crate::api::{ApiError, Listed};
use crate::args::change::List;
use crate::context::Context;
use crate::failure::Failure;
use crate::fleet::NamePattern;
use crate::flow::read::listed_signing;
use crate::online::Online;
use crate::report::Report;
use crate::report::list::{ListReport, ListedApplication};
use crate::vocabulary::SigningState;

pub fn run(list: &List, context: &Context, online: &Online) -> Result<Report, Failure> {
    let profile = &online.account.profile;
    let (listing, applications, problem) = {
        let _waiting = context.screen.waiting("reading the account's applications");
        online.run(online.client.list(|| online.deadline(), |entry| listed(entry, profile)))
    };
    let problem = match problem {
        Some(error) if applications.is_empty() => return Err(error.into()),
        problem => problem,
    };
    let total = listing.total();
    let patterns: Vec<NamePattern> = list.names.iter().map(|name| NamePattern::new(name)).collect();
    let is_wanted = |one: &ListedApplication| {
        let matches = |name: &String| patterns.iter().any(|pattern| pattern.matches(name));
        patterns.is_empty() || one.name.as_ref().is_some_and(matches)
    };
    let applications: Vec<ListedApplication> = applications.into_iter().filter(is_wanted).collect();
    let is_unshown = |one: &&ListedApplication| one.code.is_none() && one.signing == SigningState::UNKNOWN;
    Ok(Report::List(ListReport {
        requests: online.client.requests(),
        complete: problem.is_none(),
        code: problem.as_ref().map(ApiError::code),
        detail: problem.as_ref().map(ToString::to_string),
        hint: problem.as_ref().and_then(ApiError::hint),
        total,
        count: applications.len(),
        read: listing.count(),
        unshown: applications.iter().filter(is_unshown).count(),
        applications,
    }))
}

fn listed(entry: Listed, profile: &str) -> ListedApplication {
    let (name, signing, code) = match Application::of_document(entry.document, entry.id) {
        Ok(application) => (Some(application.name().to_owned()), listed_signing(&application), None),
        Err(refused) => (refused.name, SigningState::UNKNOWN, Some((&refused.reason).into())),
    };
    ListedApplication { profile: profile.to_owned(), id: entry.id, name, signing, code }
}
