//! Check: reads and evaluates applications, for `status` (once) and `watch` (repeatedly).
//!
//! Invariant: no request changes an application.

mod found;

use std::num::NonZeroUsize;

use vsw::application::ApplicationId;

use found::{Found, IncompleteAccount, is_matched};

use super::evaluate::{Evaluator, Failing};
use super::memory::{Memory, account_key};
use super::read::Unread;
use super::scope::Scope;
use super::select::Set;
use super::survey::{Reading, Surveyor};
use crate::args::change::Checking;
use crate::codes::Code;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::online::Online;
use crate::report::status::{CheckedApplication, ReadBy, StatusReport, UnmatchedEntry, Verdict};
use crate::report::{SelectedBy, Selection};
use crate::screen::StdoutError;
use crate::signals;

pub struct Check<'c> {
    context: &'c Context,
    accounts: &'c [Online],
    memory: &'c Memory<'c>,
    reading: Reading,
    concurrency: NonZeroUsize,
    failing: Failing,
}

/// Whether every application of the account belongs to the set.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Coverage {
    WholeAccount,
    Part,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    All,
    /// Only the first application with a problem, for the hint at the end of the report. `tell` of
    /// [`Check::set`] gets all applications.
    First,
    /// Up to this number. If there are more, the report contains none, and all go to `tell`.
    UpTo(usize),
}

impl<'c> Check<'c> {
    pub fn new(
        checking: &Checking,
        accounts: &'c [Online],
        memory: &'c Memory<'c>,
        context: &'c Context,
    ) -> Self {
        let (reading, failing) = (Reading::of(checking.read), Failing::of(checking.fail_on.as_deref()));
        Self { context, accounts, memory, reading, concurrency: checking.pace.concurrency, failing }
    }
}

impl Check<'_> {
    pub fn each(&self, ids: &[ApplicationId], source: SelectedBy) -> StatusReport {
        let selection = Selection::of(source, ids.len());
        let Some(online) = self.accounts.first() else { return self.report(selection, Found::default()) };
        let scope = Scope::named();
        let memory = self.memory.account(account_key(&online.account));
        let evaluator =
            Evaluator { account: &online.account, scope: &scope, memory: &memory, failing: &self.failing };
        let surveyor = self.surveyor(online, &evaluator);
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
        memory.warn_of_lock(&self.context.screen);
        found.applications.sort_by_key(|one| ids.iter().position(|id| *id == one.id));
        found.by_get = true;
        self.report(selection, found)
    }

    /// [`Keep`] decides which applications are passed to `tell`.
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
            let memory = self.memory.account(account_key(&online.account));
            let evaluator = Evaluator {
                account: &online.account,
                scope: &scope,
                memory: &memory,
                failing: &self.failing,
            };
            let (before, unknown) = (found.applications.len(), found.summary.of(Verdict::Unknown));
            let mut unmatched = scope.entries_by_name();
            let surveyor = self.surveyor(online, &evaluator);
            let surveyed = online.run(signals::unless_held(surveyor.set(|checked| {
                found.is_matched |= is_matched(&checked, &scope);
                unmatched.retain(|entry| !entry.fits(&checked));
                if keep == Keep::First && failed.is_none() {
                    failed = bar.suspended(|| tell(&checked)).err();
                }
                found.add(checked, keep);
                for one in found.overflow(keep) {
                    failed = failed.take().or_else(|| bar.suspended(|| tell(&one)).err());
                }
                bar.set_message(format!("{} applications read", found.summary.all()));
            })));
            // After a signal, the caller discards this result.
            let Some(surveyed) = surveyed else { break };
            memory.save_last_seen(&self.context.screen);
            found.in_order(before, &surveyed.order);
            // Report unmatched entries of the fleet file only if every application was read: an unread one
            // may match such an entry.
            if surveyed.problem.is_none() && found.summary.of(Verdict::Unknown) == unknown {
                found.add_unmatched(unmatched, self.failing);
            }
            let coverage = if set.is_whole_account() { Coverage::WholeAccount } else { Coverage::Part };
            // If nothing of an account could be read, its size is unknown: count it as one application.
            found.unread_accounts += usize::from(
                surveyed.problem.is_some()
                    && surveyed.listed == 0
                    && found.summary.of(Verdict::Unknown) == unknown,
            );
            found.add_account(surveyed, &online.account, self.failing, coverage);
        }
        drop(bar);
        if let Some(failed) = failed {
            return Err(failed.into());
        }
        if found.summary.all() == 0 {
            // A set that could not be read is not an empty set.
            return Err(found
                .incomplete_accounts
                .into_iter()
                .next()
                .map_or_else(|| set.empty_set_error(), |one| self.unread(one)));
        }
        // The check may have found only applications that the fleet file does not list. Without another
        // problem, such a set counts as empty.
        if !found.is_matched && found.exit == Exit::Yes && found.incomplete_accounts.is_empty() {
            return Err(set.empty_set_error());
        }
        if self.accounts.len() > 1 {
            found.summary.add(Verdict::Unknown, found.unread_accounts);
        }
        Ok(self.report(set.selection(found.summary.all()), found))
    }

    fn surveyor<'s>(&'s self, online: &'s Online, evaluator: &'s Evaluator<'s>) -> Surveyor<'s> {
        let (context, reading, concurrency) = (self.context, self.reading, self.concurrency);
        Surveyor { context, online, evaluator, reading, concurrency }
    }

    fn unread(&self, account: IncompleteAccount) -> Failure {
        if self.accounts.len() == 1 {
            return account.error.into();
        }
        match account.error {
            Unread::Api(error) => {
                Failure::OfAccount { name: account.api_key, error: Box::new(error), hint: account.remedy }
            }
            unfit @ Unread::Unfit(_) => unfit.into(),
        }
    }

    fn detail_of(&self, found: &Found) -> Option<String> {
        let unread = found.incomplete_accounts.iter().map(|IncompleteAccount { api_key, error, .. }| {
            match self.accounts.len() {
                1 => error.to_string(),
                _ => format!("account {api_key}: {error}"),
            }
        });
        let missing = found.missing().map(|UnmatchedEntry { name, declared, .. }| {
            format!("no application has the name `{name}` ({declared})")
        });
        let reasons: Vec<String> = unread.chain(missing).collect();
        (!reasons.is_empty()).then(|| reasons.join("; "))
    }

    fn report(&self, selection: Selection, found: Found) -> StatusReport {
        if found.lists_hide {
            self.context.screen.note(
                &crate::screen::Line::new()
                    .faint("the API's list does not always show the flag `signed_callbacks`, so vsw read applications one by one")
                    .into(),
            );
        }
        let missing = found.missing().next().map(|_| Code::NotFound);
        if let Some(error) = &found.reference_error {
            let more = match found.uncompared {
                1 => String::new(),
                count => format!(" (and {} more)", count - 1),
            };
            self.context.screen.warn(format!("{error}{more}; vsw cannot tell which members changed"));
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
            complete: found.incomplete_accounts.is_empty() && found.missing().next().is_none(),
            code: found.incomplete_accounts.first().map(|one| one.error.code()).or(missing),
            detail: self.detail_of(&found),
            remedy: match found.incomplete_accounts.first() {
                Some(one) => one.remedy.clone(),
                None => missing.map(|_| RENAMED.to_owned()),
            },
            applications: found.applications,
            unmatched: found.unmatched,
            summary: found.summary,
            tally: found.tally,
            shown: found.is_passed_on,
            ended: found.exit,
            incomplete: found.exit_of_incomplete,
        }
    }
}

const RENAMED: &str = "compare the fleet file with `vsw list`, and correct the fleet file; if the account has a profile, use `vsw list --profile NAME`";
