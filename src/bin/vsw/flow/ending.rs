//! ChangeOutcome: what came of one application's change: the outcome, its code, its exit and one sentence.

use std::time::Duration;

use vsw::application::{Application, ApplicationId};
use vsw::change::Change;
use vsw::confirmation::{Answer, Confirmation};
use vsw::json::{Difference, differences};
use vsw::signing::Signing;

use super::read::Unread;
use crate::api::ApiError;
use crate::codes::Code;
use crate::exit::Exit;
use crate::journal::JournalError;
use crate::plan::Planned;
use crate::report::change::ChangedApplication;
use crate::report::diff;
use crate::vocabulary::{Outcome, SigningState};

/// What came of one application's change.
pub struct ChangeOutcome {
    pub outcome: Outcome,
    pub code: Option<Code>,
    exit: Exit,
    detail: Option<String>,
    /// What signing is now, as far as a read shows.
    pub after: SigningState,
    /// What the read-back showed, where there was one.
    pub read_back: Option<Application>,
    differences: Vec<Difference>,
    added: Vec<Difference>,
    diff: Vec<diff::Line>,
}

impl ChangeOutcome {
    fn new(outcome: Outcome, code: Option<Code>, exit: Exit, after: impl Into<SigningState>) -> Self {
        Self {
            outcome,
            code,
            exit,
            detail: None,
            after: after.into(),
            read_back: None,
            differences: Vec::new(),
            added: Vec::new(),
            diff: Vec::new(),
        }
    }

    fn saying(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    pub fn unchanged(now: &Application) -> Self {
        Self::new(Outcome::Unchanged, None, Exit::Yes, now)
    }

    /// It was changed and read back before the run was stopped that goes on now.
    pub fn confirmed_earlier(after: Signing) -> Self {
        Self::new(Outcome::Changed, None, Exit::Yes, after).saying("confirmed before the run was stopped")
    }

    /// The same, and somebody moved the flag since: that is not this run's to undo.
    pub fn moved_after_confirmation(now: &Application) -> Self {
        Self::new(Outcome::Conflict, Some(Code::Conflict), Exit::No, now).saying(
            "it was confirmed before the run was stopped, and somebody changed it since; nothing was written",
        )
    }

    pub fn no_voice() -> Self {
        Self::new(Outcome::Failed, Some(Code::NoVoice), Exit::No, Signing::NoVoice)
            .saying("the application has no voice capability, and none is added")
    }

    pub fn would_change(change: &Change) -> Self {
        let (before, after) = (change.before(), change.after());
        let mut ending = Self::new(Outcome::WouldChange, None, Exit::No, before);
        ending.differences = differences(before.json(), after.json());
        ending.showing(change)
    }

    /// It stands in a plan that was written down.
    pub fn planned(before: SigningState) -> Self {
        Self::new(Outcome::WouldChange, None, Exit::Yes, before)
    }

    /// The same, with the change itself shown.
    pub fn showing(mut self, change: &Change) -> Self {
        self.diff = diff::lines(change.before().json(), change.after().json());
        self
    }

    pub fn conflict(moved: &[Difference], now: &Application) -> Self {
        let mut ending = Self::new(Outcome::Conflict, Some(Code::Conflict), Exit::No, now)
            .saying("somebody else changed the application since; nothing was written");
        ending.differences = moved.to_vec();
        ending
    }

    /// There is no snapshot and no line, so there was no PUT.
    pub fn unjournalled(error: &JournalError, before: &Application) -> Self {
        Self::new(Outcome::Failed, Some(error.code()), Exit::Configuration, before)
            .saying(format!("{error}; nothing was sent"))
    }

    /// The API asked all to stay away for longer than there is time; there was no PUT.
    pub fn closed(pause: Duration, before: &Application) -> Self {
        Self::new(Outcome::Failed, Some(Code::Unreachable), Exit::Unreachable, before).saying(format!(
            "the API asked to be left alone for {} s, which is longer than there is time; nothing was sent",
            pause.as_secs().max(1)
        ))
    }

    /// A signal came right before the PUT.
    pub fn interrupted(exit: Exit, now: &Application) -> Self {
        Self::new(Outcome::NotAttempted, Some(Code::Interrupted), exit, now)
            .saying("the run was stopped before this one was changed")
    }

    /// It was announced and never sent: the API asked all to stay away in that moment. It is made anew.
    pub fn withdrawn(before: &Application) -> Self {
        Self::new(Outcome::NotAttempted, Some(Code::Unreachable), Exit::Unreachable, before)
    }

    /// A signal came before it was even read.
    pub fn not_begun(exit: Exit) -> Self {
        Self::new(Outcome::NotAttempted, Some(Code::Interrupted), exit, SigningState::UNKNOWN)
            .saying("the run was stopped before this one was changed")
    }

    /// A signal came while it was in flight, and it did not land in time.
    pub fn left_in_flight(exit: Exit) -> Self {
        Self::new(Outcome::Unconfirmed, Some(Code::NotConfirmed), exit, SigningState::UNKNOWN)
            .saying("the change was sent, and the run was stopped before it could be read back")
    }

    /// It was not to be changed in this run.
    pub fn skipped(code: Code, signing: impl Into<SigningState>, why: impl Into<String>) -> Self {
        Self::new(Outcome::Skipped, Some(code), Exit::Yes, signing).saying(why)
    }

    /// There would be more changes than were allowed, so there was none.
    pub fn too_many(signing: SigningState) -> Self {
        Self::new(Outcome::NotAttempted, Some(Code::MaxChanges), Exit::No, signing)
            .saying("there is more to change than --max-changes allows; nothing was written")
    }

    /// The application could not be read to begin with.
    pub fn unread(unread: &Unread) -> Self {
        Self::new(Outcome::Failed, Some(unread.code()), unread.exit(), SigningState::UNKNOWN)
            .saying(unread.to_string())
    }

    /// The PUT was refused.
    pub fn refused(error: &ApiError, before: &Application) -> Self {
        // A 4xx says that nothing was done; a redirect says nothing of the kind.
        let is_refused = error.exit() == Exit::Refused;
        let after = if is_refused { before.into() } else { SigningState::UNKNOWN };
        Self::new(Outcome::Failed, Some(error.code()), error.exit(), after).saying(error.to_string())
    }

    /// The API asked to come back later than there is time for.
    pub fn no_time(error: &ApiError) -> Self {
        Self::new(Outcome::Failed, Some(Code::Unreachable), Exit::Unreachable, SigningState::UNKNOWN)
            .saying(format!("{error}; there is no time left to try again"))
    }

    /// The API asked to come back later, and then could not be read.
    pub fn never_read_again(unread: &Unread) -> Self {
        Self::new(Outcome::Failed, Some(Code::Unreachable), Exit::Unreachable, SigningState::UNKNOWN).saying(
            format!("the API was busy when the change was sent, and then could not be read: {unread}"),
        )
    }

    /// The API asked to come back later, every time; a read shows that it did nothing.
    pub fn spent(now: &Application) -> Self {
        let mut ending = Self::new(Outcome::Failed, Some(Code::Unreachable), Exit::Unreachable, now)
            .saying("the API was busy each time the change was sent; a read shows that it was not made");
        ending.read_back = Some(now.clone());
        ending
    }

    /// A PUT went out and nothing could be read after it.
    pub fn never_read_back(unread: &Unread) -> Self {
        Self::new(Outcome::Unconfirmed, Some(Code::NotConfirmed), Exit::Unconfirmed, SigningState::UNKNOWN)
            .saying(format!("the change was sent, but could not be read back: {unread}"))
    }

    /// What a read-back proves, row by row.
    pub fn confirmed(answer: Answer, confirmation: Confirmation, shown: &Application) -> Self {
        use Answer::{Acknowledged, Unknown};
        use Confirmation::{Applied, Collateral, Moved, NotApplied};
        let unconfirmed = |code| Self::new(Outcome::Unconfirmed, Some(code), Exit::Unconfirmed, shown);
        let ending = match (answer, &confirmation) {
            (_, Applied { .. }) => Self::new(Outcome::Changed, None, Exit::Yes, shown),
            (Acknowledged, NotApplied) => unconfirmed(Code::NotApplied)
                .saying("the API accepted the change, but the application is as it was before"),
            (Unknown, NotApplied) => {
                Self::new(Outcome::Failed, Some(Code::Unreachable), Exit::Unreachable, shown)
                    .saying("the API did not say what it did, and the application is as it was before")
            }
            (_, Collateral { .. }) => {
                unconfirmed(Code::Collateral).saying("the change is there, but something else moved with it")
            }
            (Acknowledged, Moved { .. }) => unconfirmed(Code::NotApplied)
                .saying("the API accepted the change, but it does not show, and something else moved"),
            (Unknown, Moved { .. }) => unconfirmed(Code::NotConfirmed)
                .saying("the API did not say what it did, and the application is in neither state"),
        };
        let (differences, added) = confirmation.into_differences();
        Self { read_back: Some(shown.clone()), differences, added, ..ending }
    }

    /// The same, where it could not be written down: whatever the API did, this run did not end well.
    pub fn unrecorded(self, error: &JournalError) -> Self {
        let exit = self.exit.worse(Exit::Configuration);
        let said = self.detail.map(|detail| format!("{detail}; ")).unwrap_or_default();
        Self::new(Outcome::Failed, Some(error.code()), exit, SigningState::UNKNOWN)
            .saying(format!("{said}what came of the PUT could not be written to the journal: {error}"))
    }

    /// Reports it of an application of a plan of which nothing was sent.
    pub fn report_planned(self, planned: &Planned) -> ChangedApplication {
        self.report(&planned.profile, planned.id, planned.name.as_deref(), planned.before, None)
    }

    pub fn report(
        self,
        profile: &str,
        id: ApplicationId,
        name: Option<&str>,
        before: SigningState,
        snapshot: Option<String>,
    ) -> ChangedApplication {
        let moved = |found: &[Difference]| found.iter().map(Into::into).collect();
        ChangedApplication {
            profile: profile.to_owned(),
            id,
            name: name.map(str::to_owned),
            before,
            after: self.after,
            outcome: self.outcome,
            code: self.code,
            detail: self.detail,
            snapshot,
            differences: moved(&self.differences),
            added: moved(&self.added),
            diff: self.diff,
            exit: self.exit,
        }
    }
}
