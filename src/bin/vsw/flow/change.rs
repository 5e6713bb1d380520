//! Change: GET, splice, PUT, read back. The only way in which an application is written.
//!
//! A change is made from the request right before its PUT (`pass`), a snapshot and a journal line are on disk before
//! every PUT (`journaling`), the read-back decides what came of it (`read_back`), and no PUT goes out after a signal.

mod desired;
mod in_flight;
mod journaling;
mod pass;
mod read_back;

use vsw::application::{Application, ApplicationId};

use super::ending::ChangeOutcome;
use super::read::Unread;
use super::run::{Mode, Run};
use crate::api::Deadline;
use crate::context::Context;
use crate::exit::Exit;
use crate::journal::{ApplicationLock, Journal, JournalError};
use crate::online::Online;
use crate::report::change::ChangedApplication;
use crate::vocabulary::SigningState;

pub use desired::{Desired, KeepSigning, Restoration};

use desired::plan;
use in_flight::{InFlight, PendingChange};
use pass::{Detour, Pass};

/// Everything that a change needs to know about the run it is part of.
pub struct Changer<'c> {
    pub context: &'c Context,
    pub online: &'c Online,
    /// None where this machine has no place for one.
    pub journal: Option<&'c Journal>,
    pub run: &'c Run,
    in_flight: InFlight,
    disk: Disk,
}

/// Where the disk is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disk {
    /// On the one thread that there is.
    Here,
    /// On a thread beside it, so that the answers of other applications need not wait for the disk as well.
    Beside,
}

/// How many requests a change takes: GET, PUT, GET.
pub const REQUESTS: u32 = 3;

impl<'c> Changer<'c> {
    pub fn new(
        context: &'c Context,
        online: &'c Online,
        journal: Option<&'c Journal>,
        run: &'c Run,
        disk: Disk,
    ) -> Self {
        Self { context, online, journal, run, in_flight: InFlight::default(), disk }
    }
}

impl Changer<'_> {
    /// Makes one application what is wished, or reports why not.
    pub async fn change(&self, id: ApplicationId, wish: &Desired<'_>) -> ChangedApplication {
        if let Err(unread) = self.turn(self.online.deadline()).await {
            return self.unread(id, &unread);
        }
        let deadline = self.online.deadline();
        let claim = self.claim(id, deadline).await;
        let mut pass = Pass { id, deadline, attempt: 1, turned_away: None };
        loop {
            match self.pass(pass, wish, &claim).await {
                Ok(changed) => return changed,
                Err(Detour::Over(changed)) => return *changed,
                Err(Detour::ReadAgain(next)) => pass = *next,
            }
        }
    }

    /// An application that a signal kept from being begun, or left in the middle.
    pub fn left(&self, id: ApplicationId, exit: Exit) -> ChangedApplication {
        let profile = &self.online.account.profile;
        match self.in_flight.landed(id) {
            Some(PendingChange { name, before, snapshot }) => {
                ChangeOutcome::left_in_flight(exit).report(profile, id, Some(&name), before, Some(snapshot))
            }
            None => ChangeOutcome::not_begun(exit).report(profile, id, None, SigningState::UNKNOWN, None),
        }
    }

    /// Waits for the turn of a change, so that between its GET and the end of its read-back nothing is waited for; the
    /// reason why not where the API asked for more time than there is.
    async fn turn(&self, deadline: Deadline) -> Result<Deadline, Unread> {
        let requests = match self.run.mode {
            Mode::ForReal => REQUESTS,
            Mode::DryRun => 1,
        };
        Ok(self.online.client.budget.admit(requests, deadline).await?)
    }

    /// What a change would do to the application as it was just read. Nothing is sent.
    pub fn preview(&self, now: Application, wish: &Desired<'_>) -> ChangedApplication {
        let id = now.id();
        match plan(now, wish) {
            Ok(change) => self.report(id, Some(change.before()), None, ChangeOutcome::would_change(&change)),
            Err((now, ending)) => self.report(id, Some(&now), None, *ending),
        }
    }

    /// An application that could not be read.
    pub fn unread(&self, id: ApplicationId, unread: &Unread) -> ChangedApplication {
        self.report(id, None, None, ChangeOutcome::unread(unread))
    }

    /// One change of an application at a time on this machine. Where that cannot be had, it only matters once there
    /// is something to send.
    async fn claim(
        &self,
        id: ApplicationId,
        deadline: Deadline,
    ) -> Result<Option<ApplicationLock>, JournalError> {
        match (self.journal, self.run.mode) {
            (_, Mode::DryRun) => Ok(None),
            (None, Mode::ForReal) => Err(JournalError::NoFolder),
            (Some(journal), Mode::ForReal) => journal.claim(id, deadline.left()).await.map(Some),
        }
    }

    fn report(
        &self,
        id: ApplicationId,
        before: Option<&Application>,
        snapshot: Option<String>,
        ending: ChangeOutcome,
    ) -> ChangedApplication {
        let signing = before.map(SigningState::from).unwrap_or_default();
        ending.report(&self.online.account.profile, id, before.map(Application::name), signing, snapshot)
    }
}
