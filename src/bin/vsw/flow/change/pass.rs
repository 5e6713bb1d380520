//! Pass: one attempt at a change, from the read to the read-back.
//!
//! Invariant: no PUT is based on an old read.

use std::time::Duration;

use vsw::application::{Application, ApplicationId};
use vsw::change::{Change, Extent};
use vsw::confirmation::{Confirmation, PutStatus};
use vsw::json::Difference;

use super::super::change_outcome::ChangeOutcome;
use super::super::read::{Unread, read_in_turn};
use super::super::run::Mode;
use super::desired::plan;
use super::{Changer, Desired, read_back};
use crate::api::{ATTEMPTS, ApiError, Deadline, PutResponse, pause_before_put};
use crate::exit::Exit;
use crate::journal::{ApplicationLock, JournalError};
use crate::report::change::{ChangedApplication, NewAddress};
use crate::signals;

pub(super) struct Pass {
    pub id: ApplicationId,
    pub deadline: Deadline,
    /// The number of the PUT that this pass may send, counted from 1.
    pub attempt: u32,
    /// A previous PUT that the API refused as busy (429, 502, 503 or 504), but may still apply.
    pub busy_put: Option<Announced>,
}

pub(super) struct Announced {
    pub change: Change,
    pub snapshot: String,
    pub moved: Result<Vec<Difference>, String>,
}

#[derive(Clone, Copy)]
enum HeldBack {
    BySignal(Exit),
    /// The API asked all requests to wait, or the journal write took longer than [`LONGEST_WRITE`].
    ByDelay,
}

/// After a longer journal write, the read is outdated.
const LONGEST_WRITE: Duration = Duration::from_secs(1);

pub(super) enum Detour {
    Over(Box<ChangedApplication>),
    /// The read is outdated, so another pass must follow.
    ReadAgain(Box<Pass>),
}

impl From<ChangedApplication> for Detour {
    fn from(changed: ChangedApplication) -> Self {
        Self::Over(Box::new(changed))
    }
}

impl Changer<'_> {
    pub(super) async fn pass(
        &self,
        mut pass: Pass,
        desired: &Desired<'_>,
        lock: &Result<Option<ApplicationLock>, JournalError>,
    ) -> Result<ChangedApplication, Detour> {
        let now = self.read(&mut pass).await?;
        let change = match self.decide(now, desired) {
            Ok(change) => change,
            Err(over) => return Err(self.end(pass, over).await),
        };
        if let Some(reason) = self.held_back() {
            return Err(self.hold_back(reason, pass, change.before()).await);
        }
        let writing = self.context.stopwatch();
        let announced = match (self.announce(lock, change, desired).await, signals::held()) {
            (Ok(announced), _) => announced,
            (Err((change, _)), Some(exit)) => {
                self.restore_in_flight(&pass);
                return Err(self.hold_back(HeldBack::BySignal(exit), pass, change.before()).await);
            }
            (Err((change, outcome)), None) => {
                self.restore_in_flight(&pass);
                let report = self.report(pass.id, Some(change.before()), None, *outcome);
                return Err(self.end(pass, report.into()).await);
            }
        };
        // During the journal write, a signal may have arrived, or the API may have asked to wait.
        let is_outdated = || (writing() > LONGEST_WRITE).then_some(HeldBack::ByDelay);
        if let Some(reason) = self.held_back().or_else(is_outdated) {
            return Err(self.withdraw(reason, pass, announced).await);
        }
        let deadline = pass.deadline;
        let (announced, status) = self.send(pass, announced).await?;
        Ok(self.settle(announced, status, deadline).await)
    }

    /// Reads the application, and checks whether an earlier PUT to a busy API was applied.
    async fn read(&self, pass: &mut Pass) -> Result<Application, Detour> {
        let read = read_in_turn(&self.online.client, pass.id, pass.deadline).await;
        match (read, pass.busy_put.take()) {
            (Ok(now), None) => Ok(now),
            (Ok(now), Some(announced)) => {
                pass.busy_put = Some(self.conclude_busy_put(announced, &now, pass.attempt).await?);
                Ok(now)
            }
            (Err(unread), None) => Err(self.unread(pass.id, &unread).into()),
            (Err(unread), Some(announced)) => {
                Err(self.over(announced, ChangeOutcome::never_read_again(&unread)).await)
            }
        }
    }

    /// Returns `announced` if `now` does not show the change and an attempt is left: the busy API may still
    /// apply the PUT.
    async fn conclude_busy_put(
        &self,
        announced: Announced,
        now: &Application,
        attempt: u32,
    ) -> Result<Announced, Detour> {
        let shown = Confirmation::of(&announced.change, PutStatus::Unknown, now);
        if !matches!(shown, Confirmation::NotApplied | Confirmation::Moved { .. }) {
            return Err(self.over(announced, ChangeOutcome::confirmed(PutStatus::Unknown, shown, now)).await);
        }
        let outcome = ChangeOutcome::spent(now);
        if attempt > ATTEMPTS {
            return Err(self.over(announced, outcome).await);
        }
        match self.recorded(&announced, outcome).await {
            Ok(_) => Ok(announced),
            Err(unrecorded) => Err(self.reported(announced, unrecorded).into()),
        }
    }

    fn decide(&self, now: Application, desired: &Desired<'_>) -> Result<Change, Detour> {
        if self.run.mode == Mode::DryRun {
            return Err(self.preview(now, desired).into());
        }
        plan(now, desired).map_err(|(now, outcome)| {
            if matches!(desired, Desired::Addresses(_)) {
                // At the end of `listen --point`, the addresses may be restored already. Record this read, so
                // that the journal shows that the application no longer points to the tunnel.
                self.note(&now);
            }
            self.report(now.id(), Some(&now), None, *outcome).into()
        })
    }

    fn held_back(&self) -> Option<HeldBack> {
        let is_closed = || self.online.client.rate_limiter.is_closed();
        signals::held().map(HeldBack::BySignal).or_else(|| is_closed().then_some(HeldBack::ByDelay))
    }

    /// Ends the change without another PUT. The outcome of an earlier PUT takes precedence over `over`.
    async fn end(&self, pass: Pass, over: Detour) -> Detour {
        match pass.busy_put {
            Some(sent) => self.settle(sent, PutStatus::Unknown, pass.deadline).await.into(),
            None => over,
        }
    }

    /// Undoes [`Changer::announce`] in memory for a PUT that was not sent. An earlier PUT stays in flight.
    fn restore_in_flight(&self, pass: &Pass) {
        match &pass.busy_put {
            Some(sent) => self.in_flight.begin(sent.change.before(), &sent.snapshot),
            None => _ = self.in_flight.finish(pass.id),
        }
    }

    /// Ends the change without another PUT, or waits and reads the application again.
    async fn hold_back(&self, reason: HeldBack, pass: Pass, before: &Application) -> Detour {
        let outcome = match (reason, pass.busy_put) {
            (HeldBack::BySignal(_), Some(sent)) => {
                return self.settle(sent, PutStatus::Unknown, pass.deadline).await.into();
            }
            (HeldBack::BySignal(exit), None) => ChangeOutcome::interrupted(exit, before),
            (HeldBack::ByDelay, busy_put) => match (self.next_turn(pass.deadline).await, busy_put) {
                (Ok(deadline), busy_put) => {
                    return Detour::ReadAgain(Box::new(Pass { deadline, busy_put, ..pass }));
                }
                (Err(unread), Some(sent)) => {
                    return self.over(sent, ChangeOutcome::never_read_again(&unread)).await;
                }
                (Err(unread), None) => ChangeOutcome::closed(&unread, before),
            },
        };
        self.report(pass.id, Some(before), None, outcome).into()
    }

    /// Records in the journal that the PUT was not sent.
    async fn withdraw(&self, reason: HeldBack, pass: Pass, announced: Announced) -> Detour {
        let before = announced.change.before();
        let outcome = match reason {
            HeldBack::BySignal(exit) => ChangeOutcome::interrupted(exit, before),
            HeldBack::ByDelay => ChangeOutcome::withdrawn(before),
        };
        if let Err(error) = self.conclude(&announced, &outcome).await {
            let report = self.reported(announced, outcome.not_withdrawn(&error));
            self.restore_in_flight(&pass);
            return self.end(pass, report.into()).await;
        }
        if matches!(reason, HeldBack::BySignal(_)) && pass.busy_put.is_none() {
            return self.reported(announced, outcome).into();
        }
        self.restore_in_flight(&pass);
        self.hold_back(reason, pass, announced.change.before()).await
    }

    /// Writes the snapshot and the journal line. On an error, the caller must call [`Changer::restore_in_flight`].
    async fn announce(
        &self,
        lock: &Result<Option<ApplicationLock>, JournalError>,
        change: Change,
        desired: &Desired<'_>,
    ) -> Result<Announced, (Change, Box<ChangeOutcome>)> {
        let moved = self.moved_before(&change);
        let announced = Announced { change, snapshot: self.run.next_snapshot(), moved };
        let before = announced.change.before();
        // From here on, an interrupted run reports that the change may have been sent.
        self.in_flight.begin(before, &announced.snapshot);
        let unjournalled = |error: &JournalError| ChangeOutcome::unjournalled(error, before);
        let written = match lock {
            Ok(_) => self.write_intent(&announced, desired).await.map_err(|error| unjournalled(&error)),
            Err(error) => Err(unjournalled(error)),
        };
        match written {
            Ok(()) => Ok(announced),
            Err(outcome) => Err((announced.change, Box::new(outcome))),
        }
    }

    /// Sends the PUT. Waits for the response or, after a signal, for a read-back that shows the change.
    async fn send(&self, pass: Pass, announced: Announced) -> Result<(Announced, PutStatus), Detour> {
        let (client, change) = (&self.online.client, &announced.change);
        let response = tokio::select! {
            response = client.put(pass.id, change.after().text(), pass.deadline.minus_read_back()) => response,
            outcome = read_back::applied_after_signal(client, change, pass.deadline) => {
                return Err(self.over(announced, outcome).await);
            }
        };
        match response {
            PutResponse::Acknowledged => Ok((announced, PutStatus::Acknowledged)),
            PutResponse::Unknown => Ok((announced, PutStatus::Unknown)),
            PutResponse::Refused(error) => {
                let outcome = ChangeOutcome::refused(&error, announced.change.before());
                Err(self.over(announced, outcome).await)
            }
            PutResponse::Busy(error) => Err(self.back_off(pass, announced, error).await),
            PutResponse::NotSent => Err(self.withdraw(HeldBack::ByDelay, pass, announced).await),
        }
    }

    /// Prepares another pass after a pause.
    async fn back_off(&self, pass: Pass, announced: Announced, error: ApiError) -> Detour {
        let (pause, error) = match pause_before_put(error, pass.attempt, pass.deadline) {
            Ok(pause) => pause,
            Err(error) => return self.over(announced, ChangeOutcome::no_time(&error)).await,
        };
        tokio::time::sleep(pause).await;
        match self.next_turn(pass.deadline).await {
            Ok(deadline) => {
                let (attempt, busy_put) = (pass.attempt + 1, Some(announced));
                Detour::ReadAgain(Box::new(Pass { deadline, attempt, busy_put, ..pass }))
            }
            Err(Unread::Api(ApiError::TimedOut)) => {
                self.over(announced, ChangeOutcome::no_time(&error)).await
            }
            Err(unread) => self.over(announced, ChangeOutcome::never_read_again(&unread)).await,
        }
    }

    async fn settle(
        &self,
        announced: Announced,
        status: PutStatus,
        deadline: Deadline,
    ) -> ChangedApplication {
        let outcome = read_back::settle(&self.online.client, &announced.change, status, deadline).await;
        self.concluded(announced, outcome).await
    }

    async fn over(&self, announced: Announced, outcome: ChangeOutcome) -> Detour {
        self.concluded(announced, outcome).await.into()
    }

    async fn concluded(&self, announced: Announced, outcome: ChangeOutcome) -> ChangedApplication {
        let check = || self.online.account.command("status", &[announced.change.before().id()]);
        let outcome = match signals::held() {
            Some(_) => outcome.after_signal(&check()),
            None if outcome.leaves_open() => outcome.with_check(&check()),
            None => outcome,
        };
        let outcome = self.recorded(&announced, outcome).await.unwrap_or_else(|unrecorded| unrecorded);
        self.reported(announced, outcome)
    }

    async fn recorded(
        &self,
        announced: &Announced,
        outcome: ChangeOutcome,
    ) -> Result<ChangeOutcome, ChangeOutcome> {
        match self.conclude(announced, &outcome).await {
            Ok(()) => Ok(outcome),
            Err(error) => Err(outcome.unrecorded(&error)),
        }
    }

    fn reported(&self, announced: Announced, outcome: ChangeOutcome) -> ChangedApplication {
        let Announced { change, snapshot, moved } = announced;
        let before = change.before();
        self.in_flight.finish(before.id());
        // For changed members, the outcome suffices. For a restored document, the user also needs the diff.
        let outcome = match change.extent() {
            Extent::Leaves => outcome,
            Extent::Document => outcome.of_restored(&change),
        };
        let report = self.report(before.id(), Some(before), Some(snapshot), outcome).with_moved(moved);
        ChangedApplication { addresses: NewAddress::all(&change), ..report }
    }
}
