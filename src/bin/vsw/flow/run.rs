//! Run: one invocation that may write, and the names it gives to what it does.

use std::cell::Cell;

use jiff::Timestamp;

use crate::online::Online;
use crate::report::Selection;
use crate::report::change::{ChangeCommand, ChangeReport, ChangedApplication};

/// One run: its name, what it is for, and a counter for the snapshots that it takes.
pub struct Run {
    pub name: String,
    /// The command that the journal names.
    pub command: &'static str,
    pub mode: Mode,
    snapshots: Cell<u32>,
}

/// Whether anything is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    ForReal,
    DryRun,
}

impl Run {
    /// Named after its start, and by chance, so that two that start together are told apart.
    pub fn starting(now: Timestamp, command: &'static str, mode: Mode) -> Self {
        let name = format!("{}-{:06x}", now.strftime("%Y%m%dT%H%M%SZ"), fastrand::u32(..1 << 24));
        Self { name, command, mode, snapshots: Cell::new(0) }
    }

    /// The run of that name goes on; it took so many snapshots until it was stopped.
    pub fn resuming(name: String, snapshots: u32, command: &'static str, mode: Mode) -> Self {
        Self { name, command, mode, snapshots: Cell::new(snapshots) }
    }

    /// Returns the report of what became of these applications. No plan was written.
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
            dry_run: self.mode == Mode::DryRun,
            requests: accounts.iter().map(|online| online.client.requests()).sum(),
            selection,
            plan: None,
            summary: applications.iter().map(|one| one.outcome).collect(),
            applications,
        }
    }

    /// A name for the next snapshot of this run.
    pub fn next_snapshot(&self) -> String {
        self.snapshots.set(self.snapshots.get() + 1);
        format!("{}-{}", self.name, self.snapshots.get())
    }
}
