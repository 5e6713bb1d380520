//! Change: GET, edit the document, PUT, and GET again (the read-back).
//!
//! Invariant: a snapshot and a journal line are on disk before every PUT.

mod desired;
mod in_flight;
mod journaling;
mod pass;
mod read_back;
mod readdressing;

use std::cell::OnceCell;

use vsw::application::{Application, ApplicationId};
use vsw::change::Change;
use vsw::json::Difference;

use super::change_outcome::ChangeOutcome;
use super::memory::{Memory, account_key};
use super::read::Unread;
use super::run::{Mode, Run};
use crate::api::Deadline;
use crate::context::Context;
use crate::exit::Exit;
use crate::journal::{ApplicationLock, Journal, JournalError};
use crate::online::Online;
use crate::report::change::{ChangedApplication, NewAddress};
use crate::vocabulary::SigningState;

pub use desired::{Desired, Restoration, RestoredSigning};
pub use readdressing::Readdressing;

use desired::plan;
use in_flight::{InFlight, PendingChange};
use pass::{Detour, Pass};

pub struct Changer<'c> {
    pub context: &'c Context,
    pub online: &'c Online,
    /// No PUT is sent without a journal.
    pub journal: Option<&'c Journal>,
    pub run: &'c Run,
    in_flight: InFlight,
    disk: Disk,
    /// The journal's content, read on first use, or why it cannot be read.
    memory: OnceCell<Result<Memory<'static>, String>>,
}

/// The thread that writes the snapshots and the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disk {
    Here,
    /// Another thread, so that responses for other applications need not wait for the disk.
    Beside,
}

/// Requests per change without retries: GET, PUT, GET.
pub const REQUESTS: u32 = 3;

impl<'c> Changer<'c> {
    pub fn new(
        context: &'c Context,
        online: &'c Online,
        journal: Option<&'c Journal>,
        run: &'c Run,
        disk: Disk,
    ) -> Self {
        Self { context, online, journal, run, in_flight: InFlight::default(), disk, memory: OnceCell::new() }
    }
}

impl Changer<'_> {
    pub async fn change(&self, id: ApplicationId, desired: &Desired<'_>) -> ChangedApplication {
        if let Err(unread) = self.turn(self.online.deadline()).await {
            return self.unread(id, &unread);
        }
        let deadline = self.online.deadline();
        let lock = self.lock(id, deadline).await;
        let mut pass = Pass { id, deadline, attempt: 1, busy_put: None };
        loop {
            match self.pass(pass, desired, &lock).await {
                Ok(changed) => return changed,
                Err(Detour::Over(changed)) => return *changed,
                Err(Detour::ReadAgain(next)) => pass = *next,
            }
        }
    }

    /// Returns the differences from the document that checks compare with to the document before `change`.
    /// Omits the members that `change` overwrites.
    pub fn moved_before(&self, change: &Change) -> Result<Vec<Difference>, String> {
        let read = || Memory::of_journal(self.context).map_err(|error| error.to_string());
        let memory = self.memory.get_or_init(read).as_ref().map_err(Clone::clone)?;
        let memory = memory.account(account_key(&self.online.account));
        memory.moved_before(change).map_err(|error| error.to_string())
    }

    fn note(&self, now: &Application) {
        let read = || Memory::of_journal(self.context).map_err(|error| error.to_string());
        if let Ok(memory) = self.memory.get_or_init(read) {
            memory.account(account_key(&self.online.account)).note(now, self.context);
        }
    }

    pub fn in_flight(&self, id: ApplicationId) -> Option<String> {
        self.in_flight.name_of(id)
    }

    pub fn report_interrupted(&self, id: ApplicationId, exit: Exit) -> ChangedApplication {
        let account = &self.online.account;
        let profile = &account.profile;
        match self.in_flight.finish(id) {
            Some(PendingChange { name, before, snapshot }) => ChangeOutcome::left_in_flight(
                exit,
                &account.command("status", &[id]),
            )
            .report(profile, id, Some(&name), before, Some(snapshot)),
            None => ChangeOutcome::not_begun(exit).report(profile, id, None, SigningState::UNKNOWN, None),
        }
    }

    /// Waits until the rate limiter has room for the whole change: a delay between GET and PUT would outdate the GET.
    async fn turn(&self, deadline: Deadline) -> Result<Deadline, Unread> {
        Ok(self.online.client.rate_limiter.admit(self.requests(), deadline).await?)
    }

    async fn next_turn(&self, deadline: Deadline) -> Result<Deadline, Unread> {
        Ok(self.online.client.rate_limiter.admit_again(self.requests(), deadline).await?)
    }

    fn requests(&self) -> u32 {
        match self.run.mode {
            Mode::ForReal => REQUESTS,
            Mode::DryRun => 1,
        }
    }

    pub fn preview(&self, now: Application, desired: &Desired<'_>) -> ChangedApplication {
        let id = now.id();
        match plan(now, desired) {
            Ok(change) => {
                let mut outcome = ChangeOutcome::would_change(&change);
                if let Desired::Earlier(restoration) = desired {
                    outcome = outcome.with_detail(restoration.effect_on_signing(&change));
                }
                let report = self.report(id, Some(change.before()), None, outcome);
                ChangedApplication { addresses: NewAddress::all(&change), ..report }
            }
            Err((now, outcome)) => self.report(id, Some(&now), None, *outcome),
        }
    }

    pub fn unread(&self, id: ApplicationId, unread: &Unread) -> ChangedApplication {
        let profile = &self.online.account.profile;
        let report =
            ChangeOutcome::unread(unread).report(profile, id, unread.name(), SigningState::UNKNOWN, None);
        ChangedApplication { remedy: unread.remedy(&self.online.account), ..report }
    }

    /// Locks the application against other `vsw` processes on this machine. An error matters only if a PUT is needed.
    async fn lock(
        &self,
        id: ApplicationId,
        deadline: Deadline,
    ) -> Result<Option<ApplicationLock>, JournalError> {
        match (self.journal, self.run.mode) {
            (_, Mode::DryRun) => Ok(None),
            (None, Mode::ForReal) => Err(JournalError::NoDirectory),
            // Leave time for the read that follows: if the read timed out, the report would blame the API.
            (Some(journal), Mode::ForReal) => {
                journal.lock(id, deadline.minus_read_back().left()).await.map(Some)
            }
        }
    }

    fn report(
        &self,
        id: ApplicationId,
        before: Option<&Application>,
        snapshot: Option<String>,
        outcome: ChangeOutcome,
    ) -> ChangedApplication {
        let signing = before.map(SigningState::from).unwrap_or_default();
        outcome.report(&self.online.account.profile, id, before.map(Application::name), signing, snapshot)
    }
}
