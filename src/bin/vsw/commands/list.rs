//! `vsw list`: lists all applications of the account, by list pages.

use vsw::application::Application;

use crate::api::{ApiError, Listed};
use crate::args::change::List;
use crate::context::Context;
use crate::failure::Failure;
use crate::fleet::NamePattern;
use crate::flow::read::{Open, Proof};
use crate::online::Online;
use crate::report::Report;
use crate::report::list::{ListReport, ListedApplication};
use crate::vocabulary::SigningState;

pub fn run(list: &List, context: &Context, online: &Online) -> Result<Report, Failure> {
    let profile = &online.account.profile;
    let mut proof = Proof::default();
    let (listing, rows, problem) = {
        let _waiting = context.screen.waiting("reading the account's applications");
        // Keep only one line per document.
        online.run(online.client.list(|| online.deadline(), |entry| listed(entry, profile, &mut proof)))
    };
    let problem = match problem {
        Some(error) if rows.is_empty() => return Err(error.into()),
        problem => problem,
    };
    let total = listing.total();
    let patterns: Vec<NamePattern> = list.names.iter().map(|name| NamePattern::new(name)).collect();
    let is_wanted = |one: &ListedApplication| {
        let fits = |name: &String| patterns.iter().any(|pattern| pattern.fits(name));
        patterns.is_empty() || one.name.as_ref().is_some_and(fits)
    };
    let (mut applications, mut unshown) = (Vec::new(), 0);
    for (mut application, open) in rows.into_iter().filter(|(one, _)| is_wanted(one)) {
        application.signing = proof.signing(application.signing, open);
        unshown += usize::from(open.is_some() && application.signing == SigningState::UNKNOWN);
        applications.push(application);
    }
    Ok(Report::List(ListReport {
        requests: online.client.requests(),
        complete: problem.is_none(),
        code: problem.as_ref().map(ApiError::code),
        detail: problem.as_ref().map(ToString::to_string),
        total,
        count: applications.len(),
        read: listing.count(),
        unshown,
        applications,
    }))
}

/// Returns the line of an entry, and what it leaves open.
fn listed(entry: Listed, profile: &str, proof: &mut Proof) -> (ListedApplication, Option<Open>) {
    let row = |name, signing, code| {
        let profile = profile.to_owned();
        ListedApplication { profile, id: entry.id, name, signing, code }
    };
    match Application::of_document(entry.document, entry.id) {
        Ok(application) => {
            let name = application.name().to_owned();
            (row(Some(name), (&application).into(), None), proof.add(&application))
        }
        Err(refused) => {
            let code = (&refused.reason).into();
            (row(refused.name, SigningState::UNKNOWN, Some(code)), None)
        }
    }
}
