//! Run: changes that share one run name.

use std::cell::Cell;

use jiff::Timestamp;
use vsw::signing::Signing;

use super::memory::{Memory, account_key};
use crate::context::Context;
use crate::online::Online;
use crate::report::Selection;
use crate::report::change::{ChangeCommand, ChangeReport, ChangedApplication};
use crate::signals;
use crate::vocabulary::Outcome;

pub struct Run {
    pub name: String,
    /// The command's name in the journal.
    pub command: &'static str,
    pub mode: Mode,
    snapshots: Cell<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    ForReal,
    DryRun,
}

impl Run {
    pub fn starting(now: Timestamp, command: &'static str, mode: Mode) -> Self {
        let name = format!("{}-{:06x}", now.strftime("%Y%m%dT%H%M%SZ"), fastrand::u32(..1 << 24));
        Self { name, command, mode, snapshots: Cell::new(0) }
    }

    pub fn resuming(name: String, snapshots: u32, command: &'static str, mode: Mode) -> Self {
        Self { name, command, mode, snapshots: Cell::new(snapshots) }
    }

    /// Returns a run with the same name, for further changes by another command.
    #[must_use]
    pub fn under(&self, command: &'static str) -> Self {
        Self::resuming(self.name.clone(), self.snapshots.get(), command, self.mode)
    }

    pub fn report(
        &self,
        command: ChangeCommand,
        accounts: &[Online],
        selection: Selection,
        applications: Vec<ChangedApplication>,
    ) -> ChangeReport {
        ChangeReport {
            command,
            run: self.name.clone(),
            resume_with: self.command,
            dry_run: self.mode == Mode::DryRun,
            interrupted: signals::held(),
            requests: accounts.iter().map(|online| online.client.requests()).sum(),
            selection,
            plan: None,
            summary: applications.iter().map(|one| one.outcome).collect(),
            applications,
        }
    }

    /// Records which applications already had signing on: if the flag is dropped later, an older change by
    /// vsw cannot be the cause.
    pub fn note_signing_on(
        &self,
        context: &Context,
        accounts: &[Online],
        applications: &[ChangedApplication],
    ) {
        let found_on =
            |one: &&ChangedApplication| one.outcome == Outcome::Unchanged && one.after.0 == Some(Signing::On);
        if self.mode == Mode::DryRun || !applications.iter().any(|one| found_on(&one)) {
            return;
        }
        let Ok(memory) = Memory::of_journal(context) else { return };
        for online in accounts {
            let of_account = memory.account(account_key(&online.account));
            for one in
                applications.iter().filter(found_on).filter(|one| one.profile == online.account.profile)
            {
                of_account.saw_on(one.id, context.now());
            }
            of_account.save_last_seen(&context.screen);
        }
    }

    pub fn next_snapshot(&self) -> String {
        self.snapshots.set(self.snapshots.get() + 1);
        format!("{}-{}", self.name, self.snapshots.get())
    }
}
