//! Pass: one way from a read to the end of its PUT, in the steps read → decide → announce → send → settle.
//!
//! A step that waited returns [`Detour::ReadAgain`], so that no PUT is based on an old read.

use std::time::Duration;

use vsw::application::{Application, ApplicationId};
use vsw::change::Change;
use vsw::confirmation::{Answer, Confirmation};

use super::super::ending::ChangeOutcome;
use super::super::read::read_in_turn;
use super::super::run::Mode;
use super::desired::plan;
use super::{Changer, Desired, read_back};
use crate::api::{ATTEMPTS, ApiError, Deadline, PutResponse, pause_before_put};
use crate::exit::Exit;
use crate::journal::{ApplicationLock, JournalError};
use crate::report::change::ChangedApplication;
use crate::signals;

/// One pass, from a read to its PUT.
pub(super) struct Pass {
    pub id: ApplicationId,
    pub deadline: Deadline,
    /// The number of this pass's PUT, from 1.
    pub attempt: u32,
    /// The PUT of the pass before, if the API was too busy for it: the next read shows whether it was made.
    pub turned_away: Option<Announced>,
}

/// A change with its snapshot and its journal line on disk.
pub(super) struct Announced {
    pub change: Change,
    pub snapshot: String,
}

/// Why a PUT may not go out now.
#[derive(Clone, Copy)]
enum HeldBack {
    BySignal(Exit),
    /// The API asked all requests to wait this long.
    ByApi(Duration),
}

/// Why a pass leaves its path.
pub(super) enum Detour {
    /// The change is over.
    Over(Box<ChangedApplication>),
    /// The pass waited, so what it read is old.
    ReadAgain(Box<Pass>),
}

impl From<ChangedApplication> for Detour {
    fn from(changed: ChangedApplication) -> Self {
        Self::Over(Box::new(changed))
    }
}

impl Changer<'_> {
    /// Takes the steps of one pass.
    pub(super) async fn pass(
        &self,
        mut pass: Pass,
        wish: &Desired<'_>,
        claim: &Result<Option<ApplicationLock>, JournalError>,
    ) -> Result<ChangedApplication, Detour> {
        let now = self.read(&mut pass).await?;
        let change = self.decide(now, wish)?;
        if let Some(reason) = self.held_back() {
            return Err(self.hold_back(reason, pass, change.before()).await);
        }
        let announced = self.announce(claim, change, wish).await?;
        // The reason to hold back may have come while the disk was waited for.
        if let Some(reason) = self.held_back() {
            return Err(self.withdraw(reason, pass, announced).await);
        }
        let deadline = pass.deadline;
        let (announced, answer) = self.send(pass, announced).await?;
        Ok(self.settle(announced, answer, deadline).await)
    }

    /// Reads the application, and concludes a PUT that the API was too busy for.
    async fn read(&self, pass: &mut Pass) -> Result<Application, Detour> {
        let read = read_in_turn(&self.online.client, pass.id, pass.deadline).await;
        match (read, pass.turned_away.take()) {
            (Ok(now), None) => Ok(now),
            (Ok(now), Some(announced)) => {
                self.conclude_turned_away(announced, &now, pass.attempt).await?;
                Ok(now)
            }
            (Err(unread), None) => Err(self.unread(pass.id, &unread).into()),
            (Err(unread), Some(announced)) => {
                Err(self.over(announced, ChangeOutcome::never_read_again(&unread)).await)
            }
        }
    }

    /// Concludes a PUT that the API was too busy for by what a read shows. The change goes on if the PUT was not made
    /// and may be sent again.
    async fn conclude_turned_away(
        &self,
        announced: Announced,
        now: &Application,
        attempt: u32,
    ) -> Result<(), Detour> {
        let shown = Confirmation::of(&announced.change, Answer::Unknown, now);
        if !matches!(shown, Confirmation::NotApplied | Confirmation::Moved { .. }) {
            return Err(self.over(announced, ChangeOutcome::confirmed(Answer::Unknown, shown, now)).await);
        }
        let ending = ChangeOutcome::spent(now);
        if attempt > ATTEMPTS {
            return Err(self.over(announced, ending).await);
        }
        match self.recorded(&announced, ending).await {
            Ok(_) => Ok(()),
            Err(unrecorded) => Err(self.reported(announced, unrecorded).into()),
        }
    }

    /// Decides what to send. A dry run ends here.
    fn decide(&self, now: Application, wish: &Desired<'_>) -> Result<Change, Detour> {
        if self.run.mode == Mode::DryRun {
            return Err(self.preview(now, wish).into());
        }
        plan(now, wish).map_err(|(now, ending)| self.report(now.id(), Some(&now), None, *ending).into())
    }

    fn held_back(&self) -> Option<HeldBack> {
        let closed = self.online.client.budget.closed_for();
        signals::held()
            .map(HeldBack::BySignal)
            .or_else(|| (!closed.is_zero()).then_some(HeldBack::ByApi(closed)))
    }

    /// Ends a change that was not announced yet, or lets it wait and read again.
    async fn hold_back(&self, reason: HeldBack, pass: Pass, before: &Application) -> Detour {
        let ending = match reason {
            HeldBack::BySignal(exit) => ChangeOutcome::interrupted(exit, before),
            HeldBack::ByApi(closed) => match self.turn(pass.deadline).await {
                Ok(deadline) => return Detour::ReadAgain(Box::new(Pass { deadline, ..pass })),
                Err(_) => ChangeOutcome::closed(closed, before),
            },
        };
        self.report(pass.id, Some(before), None, ending).into()
    }

    /// The same for a change that was announced: the journal gets to know that its PUT did not go out.
    async fn withdraw(&self, reason: HeldBack, pass: Pass, announced: Announced) -> Detour {
        let before = announced.change.before();
        let ending = match reason {
            HeldBack::BySignal(exit) => {
                let ending = ChangeOutcome::interrupted(exit, before);
                return self.over(announced, ending).await;
            }
            HeldBack::ByApi(_) => ChangeOutcome::withdrawn(before),
        };
        if let Err(unrecorded) = self.recorded(&announced, ending).await {
            return self.reported(announced, unrecorded).into();
        }
        self.in_flight.landed(pass.id);
        self.hold_back(reason, pass, announced.change.before()).await
    }

    /// Puts the snapshot and the journal's line on disk.
    async fn announce(
        &self,
        claim: &Result<Option<ApplicationLock>, JournalError>,
        change: Change,
        wish: &Desired<'_>,
    ) -> Result<Announced, Detour> {
        let announced = Announced { change, snapshot: self.run.next_snapshot() };
        let before = announced.change.before();
        // From here on a run that is cut off must say that the change may have been sent.
        self.in_flight.took_off(before, &announced.snapshot);
        let unjournalled = |error: &JournalError| ChangeOutcome::unjournalled(error, before);
        let written = match claim {
            Ok(_) => self.write_intent(&announced, wish).await.map_err(|error| unjournalled(&error)),
            Err(error) => Err(unjournalled(error)),
        };
        match written {
            Ok(()) => Ok(announced),
            Err(ending) => {
                self.in_flight.landed(before.id());
                Err(self.report(before.id(), Some(before), None, ending).into())
            }
        }
    }

    /// Sends the PUT and returns what its response says of it.
    async fn send(&self, pass: Pass, announced: Announced) -> Result<(Announced, Answer), Detour> {
        let text = announced.change.after().text();
        match self.online.client.put(pass.id, text, pass.deadline.leaving_some()).await {
            PutResponse::Acknowledged => Ok((announced, Answer::Acknowledged)),
            PutResponse::Unknown => Ok((announced, Answer::Unknown)),
            PutResponse::Refused(error) => {
                let ending = ChangeOutcome::refused(&error, announced.change.before());
                Err(self.over(announced, ending).await)
            }
            PutResponse::ComeBack(error) => Err(self.back_off(pass, announced, &error).await),
        }
    }

    /// Waits as long as the API asks, and starts the next pass.
    async fn back_off(&self, pass: Pass, announced: Announced, error: &ApiError) -> Detour {
        let Some(pause) = pause_before_put(error, pass.attempt, pass.deadline) else {
            return self.over(announced, ChangeOutcome::no_time(error)).await;
        };
        tokio::time::sleep(pause).await;
        match self.turn(pass.deadline).await {
            Ok(deadline) => {
                let (attempt, turned_away) = (pass.attempt + 1, Some(announced));
                Detour::ReadAgain(Box::new(Pass { deadline, attempt, turned_away, ..pass }))
            }
            Err(unread) => self.over(announced, ChangeOutcome::never_read_again(&unread)).await,
        }
    }

    /// Reads back what came of the PUT, records and reports it.
    async fn settle(&self, announced: Announced, answer: Answer, deadline: Deadline) -> ChangedApplication {
        let ending = read_back::settle(&self.online.client, &announced.change, answer, deadline).await;
        self.concluded(announced, ending).await
    }

    async fn over(&self, announced: Announced, ending: ChangeOutcome) -> Detour {
        self.concluded(announced, ending).await.into()
    }

    /// Records what came of a PUT and reports it.
    async fn concluded(&self, announced: Announced, ending: ChangeOutcome) -> ChangedApplication {
        let ending = self.recorded(&announced, ending).await.unwrap_or_else(|unrecorded| unrecorded);
        self.reported(announced, ending)
    }

    /// Records what came of a PUT. An outcome that cannot be recorded is no success, and comes back as an error.
    async fn recorded(
        &self,
        announced: &Announced,
        ending: ChangeOutcome,
    ) -> Result<ChangeOutcome, ChangeOutcome> {
        match self.conclude(announced, &ending).await {
            Ok(()) => Ok(ending),
            Err(error) => Err(ending.unrecorded(&error)),
        }
    }

    fn reported(&self, announced: Announced, ending: ChangeOutcome) -> ChangedApplication {
        let Announced { change, snapshot } = announced;
        let before = change.before();
        self.in_flight.landed(before.id());
        // Of a flag one word says it all; of a document that was put back, a person wants to see what moved.
        let ending = if change.is_of_flag() { ending } else { ending.showing(&change) };
        self.report(before.id(), Some(before), Some(snapshot), ending)
    }
}
