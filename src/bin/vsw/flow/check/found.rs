//! The results that a check has collected so far.

use std::collections::HashMap;

use vsw::application::ApplicationId;

use super::super::evaluate::Failing;
use super::super::read::Unread;
use super::super::scope::{Membership, Scope};
use super::super::survey::Surveyed;
use super::{Coverage, Keep};
use crate::config::Account;
use crate::exit::Exit;
use crate::report::counts::Counts;
use crate::report::status::{CheckedApplication, Tally, UnmatchedEntry, Verdict};

#[derive(Default)]
pub(super) struct Found {
    pub(super) applications: Vec<CheckedApplication>,
    pub(super) unmatched: Vec<UnmatchedEntry>,
    pub(super) summary: Counts<Verdict>,
    pub(super) tally: Tally,
    pub(super) by_pages: bool,
    pub(super) by_get: bool,
    pub(super) lists_hide: bool,
    /// Whether applications were passed to the caller instead of being kept.
    pub(super) is_passed_on: bool,
    /// Whether [`is_matched`] returned `true` for at least one application.
    pub(super) is_matched: bool,
    pub(super) incomplete_accounts: Vec<IncompleteAccount>,
    /// The number of applications whose reference document (in the baseline file or the journal) could not be read.
    pub(super) uncompared: usize,
    pub(super) reference_error: Option<String>,
    /// The number of accounts without any readable application.
    pub(super) unread_accounts: usize,
    pub(super) exit: Exit,
    pub(super) exit_of_incomplete: Exit,
}

pub(super) struct IncompleteAccount {
    pub(super) api_key: String,
    pub(super) error: Unread,
    pub(super) remedy: Option<String>,
}

/// Returns whether the application is in the set. An unread application counts as in the set, because a name
/// pattern may match its unknown name.
pub(super) fn is_matched(checked: &CheckedApplication, scope: &Scope<'_>) -> bool {
    let name = checked.name.as_deref().unwrap_or_default();
    checked.verdict == Verdict::Unknown
        || matches!(scope.membership(checked.id, name), Membership::Expected(_))
}

impl Found {
    pub(super) fn add(&mut self, checked: CheckedApplication, keep: Keep) {
        self.summary.add(checked.verdict, 1);
        self.tally.add(&checked);
        if let Some(error) = &checked.reference_error {
            self.uncompared += 1;
            self.reference_error.get_or_insert_with(|| error.clone());
        }
        self.exit = Exit::of_survey([self.exit, checked.exit]);
        self.is_passed_on |= keep == Keep::First;
        let is_first = self.applications.is_empty() && checked.has_problem();
        if keep != Keep::First || is_first {
            self.applications.push(checked);
        }
    }

    /// Takes the applications for output once their number exceeds the limit of `keep`. Waits for
    /// `is_matched`, because an empty-set error must be the only output.
    pub(super) fn overflow(&mut self, keep: Keep) -> Vec<CheckedApplication> {
        let Keep::UpTo(most) = keep else { return Vec::new() };
        self.is_passed_on |= self.is_matched && self.applications.len() > most;
        if self.is_passed_on { std::mem::take(&mut self.applications) } else { Vec::new() }
    }

    /// Adds an account's survey, without its applications. If the set is the whole account, applications
    /// missing from an incomplete list count as unknown.
    pub(super) fn add_account(
        &mut self,
        surveyed: Surveyed,
        account: &Account,
        failing: Failing,
        coverage: Coverage,
    ) {
        self.by_pages |= surveyed.by_pages;
        self.by_get |= surveyed.by_get;
        self.lists_hide |= surveyed.lists_hide;
        let Some(problem) = surveyed.problem else { return };
        if coverage == Coverage::WholeAccount {
            let missing = surveyed.total.unwrap_or_default().saturating_sub(surveyed.listed);
            self.summary.add(Verdict::Unknown, missing);
        }
        if failing.unknown {
            self.exit = Exit::of_survey([self.exit, problem.exit()]);
            self.exit_of_incomplete = self.exit_of_incomplete.worse(problem.exit());
        }
        let (api_key, remedy) = (account.api_key.clone(), problem.remedy(account));
        self.incomplete_accounts.push(IncompleteAccount { api_key, error: problem, remedy });
    }

    pub(super) fn add_unmatched(&mut self, mut entries: Vec<UnmatchedEntry>, failing: Failing) {
        self.unmatched.append(&mut entries);
        if failing.unknown && self.missing().next().is_some() {
            self.exit = Exit::of_survey([self.exit, Exit::Refused]);
            self.exit_of_incomplete = self.exit_of_incomplete.worse(Exit::Refused);
        }
    }

    /// Returns the exact names in the fleet file that no application has.
    pub(super) fn missing(&self) -> impl Iterator<Item = &UnmatchedEntry> {
        self.unmatched.iter().filter(|entry| entry.is_exact)
    }

    /// Sorts the applications from index `since` on in the order of the account's list. Applications missing
    /// from the list come last.
    pub(super) fn in_order(&mut self, since: usize, listed: &[ApplicationId]) {
        let places: HashMap<ApplicationId, usize> =
            listed.iter().enumerate().map(|(place, id)| (*id, place)).collect();
        if let Some(added) = self.applications.get_mut(since..) {
            added.sort_by_key(|one| (places.get(&one.id).copied().unwrap_or(usize::MAX), one.id));
        }
    }
}
