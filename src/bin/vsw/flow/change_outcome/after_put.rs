//! Outcomes of changes whose PUT was sent, or may have been sent.

use vsw::application::Application;
use vsw::change::Change;
use vsw::confirmation::{Confirmation, PutStatus};

use super::super::read::Unread;
use super::ChangeOutcome;
use crate::api::{ApiError, MORE_TIME};
use crate::codes::Code;
use crate::exit::Exit;
use crate::journal::JournalError;
use crate::report::diff;
use crate::vocabulary::{Outcome, SigningState};

const KEPT_BY_API: &str = "the API kept or added members that the snapshot lacks";

impl ChangeOutcome {
    /// The outcome of an announced change that was not confirmed before a signal ended the run. `check` is
    /// the command that shows the present state.
    pub fn left_in_flight(exit: Exit, check: &str) -> Self {
        Self::new(Outcome::Unconfirmed, Some(Code::NotConfirmed), exit, SigningState::UNKNOWN).with_detail(format!(
            "interrupted after the change was sent: the application may have been changed; check it with `{check}`"
        ))
    }

    pub fn refused(error: &ApiError, before: &Application) -> Self {
        // A 4xx response changes nothing. The effect of a redirected PUT is unknown.
        let is_refused = error.exit() == Exit::Refused;
        let after = if is_refused { before.into() } else { SigningState::UNKNOWN };
        let outcome = Self::new(Outcome::Failed, Some(error.code()), error.exit(), after);
        if is_refused {
            return outcome.with_detail(error.to_string());
        }
        outcome
            .with_detail(format!("{error}; whether the change was made is unknown"))
            .with_remedy(error.hint())
    }

    pub fn no_time(error: &ApiError) -> Self {
        let is_closed = matches!(error, ApiError::Closed { .. });
        let why = if is_closed { "" } else { "there was no time left to retry, so " };
        Self::new(Outcome::Failed, Some(Code::Unreachable), Exit::Unreachable, SigningState::UNKNOWN)
            .with_detail(format!("{error}; {why}whether the change was made is unknown"))
            .with_remedy(Some(MORE_TIME.to_owned()))
    }

    pub fn never_read_again(unread: &Unread) -> Self {
        Self::new(Outcome::Failed, Some(Code::Unreachable), Exit::Unreachable, SigningState::UNKNOWN)
            .with_detail(format!(
                "the API was busy when the change was sent, and vsw could not check whether the change was made: {unread}"
            ))
            .with_remedy(unread.hint())
    }

    pub fn spent(now: &Application) -> Self {
        let mut outcome = Self::new(Outcome::Failed, Some(Code::Unreachable), Exit::Unreachable, now)
            .with_detail("the API was busy each time the change was sent; a later read shows that the change was not made");
        outcome.read_back = Some(now.clone());
        outcome
    }

    pub fn never_read_back(unread: &Unread) -> Self {
        Self::new(Outcome::Unconfirmed, Some(Code::NotConfirmed), Exit::Unconfirmed, SigningState::UNKNOWN)
            .with_detail(format!("the change was sent, but could not be read back: {unread}"))
    }

    pub fn confirmed(status: PutStatus, confirmation: Confirmation, shown: &Application) -> Self {
        use Confirmation::{Applied, Collateral, Moved, NotApplied};
        use PutStatus::{Acknowledged, Unknown};
        let unconfirmed = |code| Self::new(Outcome::Unconfirmed, Some(code), Exit::Unconfirmed, shown);
        let outcome = match (status, &confirmation) {
            (_, Applied { .. }) => Self::new(Outcome::Changed, None, Exit::Yes, shown),
            (Acknowledged, NotApplied) => unconfirmed(Code::NotApplied)
                .with_detail("the API accepted the change, but the application did not change"),
            (Unknown, NotApplied) => {
                Self::new(Outcome::Failed, Some(Code::Unreachable), Exit::Unreachable, shown)
                    .with_detail("the API did not acknowledge the change, and the application did not change")
            }
            (_, Collateral { .. }) => {
                unconfirmed(Code::Collateral).with_detail("the change was applied, but other members of the application differ from what was sent")
            }
            (Acknowledged, Moved { .. }) => unconfirmed(Code::NotApplied)
                .with_detail("the API accepted the change, but the read-back shows a different change"),
            (Unknown, Moved { .. }) => unconfirmed(Code::NotConfirmed)
                .with_detail("the API did not acknowledge the change, and the application is in neither the old nor the new state"),
        };
        let (differences, added) = confirmation.into_differences();
        Self { read_back: Some(shown.clone()), differences, added, ..outcome }
    }

    /// The outcome if the journal could not be written after a PUT. Even a confirmed change then counts as
    /// unconfirmed.
    pub fn unrecorded(self, error: &JournalError) -> Self {
        let shown = || format!("the change was sent, and the read-back shows signing {}", self.after.word());
        let known = self.detail.clone().unwrap_or_else(shown);
        Self {
            outcome: Outcome::Unconfirmed,
            code: Some(error.code()),
            exit: self.exit.worse(Exit::Unconfirmed),
            detail: Some(format!("{known}; the outcome could not be written to the journal: {error}")),
            ..self
        }
    }

    /// Adds a rollback's diff: from the old document to the read-back or, if the change is not confirmed, to
    /// the sent document. Notes members that the API kept or added.
    pub fn of_restored(mut self, change: &Change) -> Self {
        let shown = self.read_back.as_ref().filter(|_| self.outcome == Outcome::Changed);
        self.diff = diff::lines(change.before().json(), shown.unwrap_or(change.after()).json());
        if self.outcome != Outcome::Changed || self.added.is_empty() {
            return self;
        }
        let known = self.detail.as_ref().map(|known| format!("{known}; ")).unwrap_or_default();
        self.with_detail(format!("{known}{KEPT_BY_API}"))
    }

    /// The outcome if an earlier rollback restored the snapshot, the API kept or added members, and the
    /// application has not changed since. Nothing is sent.
    pub fn completed_before(now: &Application) -> Self {
        Self::unchanged(now)
            .with_detail(format!("an earlier rollback restored the snapshot, but {KEPT_BY_API}"))
    }

    /// Adds the command that checks the application after a signal. A failed change that may have been made
    /// becomes `unconfirmed`.
    pub fn after_signal(self, check: &str) -> Self {
        let is_open = self.leaves_open();
        let outcome = match (&self.detail, self.outcome) {
            (Some(_), _) => self,
            (None, Outcome::Changed) => {
                self.with_detail("interrupted after the change was sent; the read-back confirms it")
            }
            (None, _) => self.with_detail("interrupted after the change was sent"),
        };
        let outcome = outcome.with_check(check);
        if !is_open {
            return outcome;
        }
        Self {
            outcome: Outcome::Unconfirmed,
            code: Some(Code::NotConfirmed),
            exit: Exit::Unconfirmed,
            ..outcome
        }
    }

    /// Returns whether the change failed but may have been made.
    pub fn leaves_open(&self) -> bool {
        self.outcome == Outcome::Failed && self.after == SigningState::UNKNOWN
    }

    pub fn with_check(self, check: &str) -> Self {
        let known = self.detail.clone().unwrap_or_default();
        self.with_detail(format!("{known}; check the application with `{check}`"))
    }
}
