//! Check: applications read, judged and counted, as a report. Shared by `status`, which does it once, and `watch`, which
//! goes on doing it. Read-only: what it is handed cannot write to an application.

use std::collections::HashMap;
use std::num::NonZeroUsize;

use vsw::application::ApplicationId;

use super::evaluate::{Evaluator, Failing};
use super::memory::{Memory, whose};
use super::read::Unread;
use super::scope::Scope;
use super::select::Set;
use super::survey::{Reading, Surveyed, Surveyor};
use crate::args::change::Checking;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::online::Online;
use crate::report::counts::Counts;
use crate::report::status::{CheckedApplication, ReadBy, StatusReport, Verdict};
use crate::report::{SelectedBy, Selection};
use crate::screen::StdoutError;
use crate::signals;

/// What a check is made with.
pub struct Check<'c> {
    context: &'c Context,
    accounts: &'c [Online],
    memory: &'c Memory<'c>,
    reading: Reading,
    side_by_side: NonZeroUsize,
    failing: Failing,
}

/// Whether a set is narrowed by names: of what was not read, nobody knows whether it would have been meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    All,
    Some,
}

/// How many of the judged applications are kept for the report.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    All,
    /// The first that something is wrong with: the hint is about it.
    First,
}

impl<'c> Check<'c> {
    pub fn new(
        checking: &Checking,
        accounts: &'c [Online],
        memory: &'c Memory<'c>,
        context: &'c Context,
    ) -> Self {
        let (reading, failing) = (Reading::of(checking.read), Failing::of(checking.fail_on.as_deref()));
        Self { context, accounts, memory, reading, side_by_side: checking.pace.concurrency, failing }
    }
}

impl Check<'_> {
    /// Checks applications that were named.
    pub fn each(&self, ids: &[ApplicationId], source: SelectedBy) -> StatusReport {
        let selection = Selection { source, file: None, shard: None, count: ids.len() };
        let Some(online) = self.accounts.first() else { return self.report(selection, Found::default()) };
        let scope = Scope::named();
        let memory = self.memory.account(whose(&online.account));
        let judge =
            Evaluator { account: &online.account, scope: &scope, memory: &memory, failing: &self.failing };
        let surveyor = self.surveyor(online, &judge);
        let mut found = Found::default();
        {
            let _waiting = self.context.screen.waiting(match ids {
                [id] => format!("reading {id}"),
                ids => format!("reading {} applications", ids.len()),
            });
            online.run(surveyor.each(ids.iter().copied(), |application, checked| {
                if let Some(application) = application {
                    memory.note(&application, self.context);
                }
                found.add(checked, Keep::All);
            }));
        }
        found.applications.sort_by_key(|one| ids.iter().position(|id| *id == one.id));
        found.by_get = true;
        self.report(selection, found)
    }

    /// Checks a whole set, and tells of each application as it is judged.
    ///
    /// # Errors
    /// The set is empty, nothing of it could be read, or nobody could be told.
    pub fn set(
        &self,
        set: &Set,
        keep: Keep,
        tell: &mut dyn FnMut(&CheckedApplication) -> Result<(), StdoutError>,
    ) -> Result<StatusReport, Failure> {
        let mut found = Found::default();
        let bar = self.context.screen.waiting("reading the applications");
        let mut failed = None;
        for (number, online) in self.accounts.iter().enumerate() {
            let scope = set.scope(number);
            let memory = self.memory.account(whose(&online.account));
            let judge = Evaluator {
                account: &online.account,
                scope: &scope,
                memory: &memory,
                failing: &self.failing,
            };
            let (before, unknown) = (found.applications.len(), found.summary.of(Verdict::Unknown));
            let surveyor = self.surveyor(online, &judge);
            let surveyed = online.run(signals::unless_held(surveyor.set(|checked| {
                if failed.is_none() {
                    failed = bar.aside(|| tell(&checked)).err();
                }
                found.add(checked, keep);
                bar.says(format!("{} applications read", found.summary.all()));
            })));
            // Whoever holds signals asks for them, and makes nothing of what was read until then.
            let Some(surveyed) = surveyed else { break };
            memory.keep_sights();
            found.in_order(before, &surveyed.order);
            let extent = if set.is_whole_account() { Names::All } else { Names::Some };
            // Of an account of which nothing could be read, nobody knows how many it has: one at least.
            found.unread_accounts += usize::from(
                surveyed.problem.is_some()
                    && surveyed.listed == 0
                    && found.summary.of(Verdict::Unknown) == unknown,
            );
            found.add_account(surveyed, &online.account.api_key, self.failing, extent);
        }
        drop(bar);
        if let Some(failed) = failed {
            return Err(failed.into());
        }
        if found.summary.all() == 0 {
            // A set of which nothing could be read is not an empty one.
            return Err(found
                .troubles
                .into_iter()
                .next()
                .map_or_else(|| set.nothing(), |one| self.unread(one)));
        }
        if self.accounts.len() > 1 {
            found.summary.add(Verdict::Unknown, found.unread_accounts);
        }
        Ok(self.report(set.selection(found.summary.all()), found))
    }

    fn surveyor<'s>(&'s self, online: &'s Online, judge: &'s Evaluator<'s>) -> Surveyor<'s> {
        let (context, reading, side_by_side) = (self.context, self.reading, self.side_by_side);
        Surveyor { context, online, judge, reading, side_by_side }
    }

    fn unread(&self, trouble: Trouble) -> Failure {
        if self.accounts.len() == 1 {
            return trouble.error.into();
        }
        let name = format!("the account {}", trouble.api_key);
        match trouble.error {
            Unread::Api(error) => Failure::OfAccount { name, error: Box::new(error) },
            unfit @ Unread::Unfit(_) => unfit.into(),
        }
    }

    /// Why not all could be looked at, and in which account where there are several.
    fn said_of(&self, troubles: &[Trouble]) -> Option<String> {
        let said = troubles.iter().map(|Trouble { api_key, error }| match self.accounts.len() {
            1 => error.to_string(),
            _ => format!("the account {api_key}: {error}"),
        });
        let said: Vec<String> = said.collect();
        (!said.is_empty()).then(|| said.join("; "))
    }

    fn report(&self, selection: Selection, found: Found) -> StatusReport {
        if found.lists_hide {
            self.context.screen.note(
                &crate::screen::Line::new()
                    .faint("the account's list does not show the flag, so applications were read one by one")
                    .into(),
            );
        }
        StatusReport {
            checked_at: self.context.now().to_string(),
            requests: self.accounts.iter().map(|online| online.client.requests()).sum(),
            selection,
            baseline: self.memory.baseline_file(),
            read: match (found.by_pages, found.by_get) {
                (true, true) => ReadBy::Both,
                (true, false) => ReadBy::List,
                _ => ReadBy::Get,
            },
            complete: found.troubles.is_empty(),
            code: found.troubles.first().map(|one| one.error.code()),
            detail: self.said_of(&found.troubles),
            applications: found.applications,
            summary: found.summary,
            shown: false,
            ended: found.ended,
            incomplete: found.incomplete,
        }
    }
}

/// What a check found so far.
#[derive(Default)]
struct Found {
    applications: Vec<CheckedApplication>,
    summary: Counts<Verdict>,
    by_pages: bool,
    by_get: bool,
    lists_hide: bool,
    /// Why not all could be looked at.
    troubles: Vec<Trouble>,
    /// How many accounts there are of which nothing at all is known.
    unread_accounts: usize,
    ended: Exit,
    incomplete: Exit,
}

/// An account that could not be read whole, and why.
struct Trouble {
    api_key: String,
    error: Unread,
}

impl Found {
    fn add(&mut self, checked: CheckedApplication, keep: Keep) {
        self.summary.add(checked.verdict, 1);
        self.ended = Exit::of_survey([self.ended, checked.exit]);
        let is_first =
            self.applications.is_empty() && matches!(checked.verdict, Verdict::Drift | Verdict::Unknown);
        if keep == Keep::All || is_first {
            self.applications.push(checked);
        }
    }

    /// What is known of an account once it was read. Of a list that could not be read whole, what is missing counts as
    /// unknown, if all of it was asked about.
    fn add_account(&mut self, surveyed: Surveyed, api_key: &str, failing: Failing, names: Names) {
        self.by_pages |= surveyed.by_pages;
        self.by_get |= surveyed.by_get;
        self.lists_hide |= surveyed.lists_hide;
        let Some(problem) = surveyed.problem else { return };
        if names == Names::All {
            let missing = surveyed.total.unwrap_or_default().saturating_sub(surveyed.listed);
            self.summary.add(Verdict::Unknown, missing);
        }
        if failing.unknown {
            self.ended = Exit::of_survey([self.ended, problem.exit()]);
            self.incomplete = self.incomplete.worse(problem.exit());
        }
        self.troubles.push(Trouble { api_key: api_key.to_owned(), error: problem });
    }

    /// Puts what was added since in the order of the account's list, what is not in it last.
    fn in_order(&mut self, since: usize, listed: &[ApplicationId]) {
        let places: HashMap<ApplicationId, usize> =
            listed.iter().enumerate().map(|(place, id)| (*id, place)).collect();
        if let Some(added) = self.applications.get_mut(since..) {
            added.sort_by_key(|one| (places.get(&one.id).copied().unwrap_or(usize::MAX), one.id));
        }
    }
}
