//! `ChangeOutcome`: the outcome of one application's change, with its code, its exit code and an explanation.

mod after_put;

use vsw::application::{Application, ApplicationId};
use vsw::change::{Change, Goal};
use vsw::json::{Difference, differences};
use vsw::signing::Signing;

use super::read::Unread;
use crate::codes::Code;
use crate::exit::Exit;
use crate::journal::JournalError;
use crate::plan::{Planned, Withheld};
use crate::report::change::ChangedApplication;
use crate::report::diff;
use crate::vocabulary::{Outcome, SigningState};

pub struct ChangeOutcome {
    pub outcome: Outcome,
    pub code: Option<Code>,
    exit: Exit,
    detail: Option<String>,
    /// The signing state at the end. For a proposed change, it is the state after the change.
    pub after: SigningState,
    /// The document read after the PUT, if any.
    pub read_back: Option<Application>,
    differences: Vec<Difference>,
    added: Vec<Difference>,
    diff: Vec<diff::Line>,
    /// The next step. If `None`, the text report derives it from `code`.
    remedy: Option<String>,
}

const BEFORE_PUT: &str = "interrupted before the change was sent; nothing was changed";

const NO_VOICE: &str = "the application has no voice capability; none was added";

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
            remedy: None,
        }
    }

    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    fn with_remedy(self, remedy: Option<String>) -> Self {
        Self { remedy, ..self }
    }

    pub fn unchanged(now: &Application) -> Self {
        Self::new(Outcome::Unchanged, None, Exit::Yes, now)
    }

    pub fn confirmed_earlier(after: Signing) -> Self {
        Self::new(Outcome::Changed, None, Exit::Yes, after)
            .with_detail("confirmed before the run was stopped")
    }

    /// The resumed run does not repeat a change that was confirmed and then undone elsewhere.
    pub fn moved_after_confirmation(now: &Application) -> Self {
        Self::new(Outcome::Conflict, Some(Code::Conflict), Exit::No, now).with_detail(
            "the change was confirmed before the run was stopped, but undone since; nothing was written",
        )
    }

    /// The outcome for an application that the user named.
    pub fn no_voice() -> Self {
        Self::new(Outcome::Failed, Some(Code::NoVoice), Exit::No, Signing::NoVoice).with_detail(NO_VOICE)
    }

    /// The outcome for an application of a set or a plan.
    pub fn skipped_without_voice() -> Self {
        Self::skipped(Code::NoVoice, Signing::NoVoice, NO_VOICE)
    }

    pub fn no_webhooks(now: &Application) -> Self {
        Self::new(Outcome::Failed, Some(Code::NoWebhooks), Exit::No, now).with_detail(
            "the application has no voice webhook with an http or https address; no address was added",
        )
    }

    pub fn would_change(change: &Change) -> Self {
        let (before, after) = (change.before(), change.after());
        let mut outcome = Self::new(Outcome::WouldChange, None, Exit::No, after);
        outcome.differences = differences(before.json(), after.json());
        outcome.diff = diff::lines(before.json(), after.json());
        outcome
    }

    pub fn planned(planned: &Planned, goal: Goal) -> Self {
        let outcome = Self::new(Outcome::WouldChange, None, Exit::Yes, goal.signing());
        match planned.withheld {
            Some(reason) => outcome
                .with_detail(format!("the plan lacks this application's document, {}", reason.reason())),
            None => outcome,
        }
    }

    pub fn conflict(moved: &[Difference], now: &Application) -> Self {
        let mut outcome = Self::new(Outcome::Conflict, Some(Code::Conflict), Exit::No, now)
            .with_detail("the application was changed elsewhere since the plan, the preview or vsw's last change; nothing was written");
        outcome.differences = moved.to_vec();
        outcome
    }

    pub fn withheld(reason: Withheld, now: &Application) -> Self {
        Self::new(Outcome::Conflict, Some(Code::Conflict), Exit::No, now)
            .with_detail(format!(
                "the plan has no document of this application, {}; vsw cannot tell whether the application \
             changed since the plan, so nothing was written",
                reason.reason()
            ))
            .with_remedy(reason.remedy().map(str::to_owned))
    }

    /// No PUT is sent if the journal cannot be written or the application cannot be locked.
    pub fn unjournalled(error: &JournalError, before: &Application) -> Self {
        if error.exit() == Exit::No {
            return Self::new(Outcome::Conflict, Some(error.code()), Exit::No, before)
                .with_detail(error.to_string())
                .with_remedy(Some(error.hint()));
        }
        Self::new(Outcome::Failed, Some(error.code()), error.exit(), before)
            .with_detail(format!("{error}; nothing was sent"))
            .with_remedy(Some(error.hint()))
    }

    /// The outcome if waiting for the rate limiter failed before a PUT.
    pub fn closed(unread: &Unread, before: &Application) -> Self {
        Self::new(Outcome::Failed, Some(Code::Unreachable), Exit::Unreachable, before)
            .with_detail(format!("{unread}; nothing was sent"))
            .with_remedy(unread.hint())
    }

    pub fn interrupted(exit: Exit, now: &Application) -> Self {
        Self::new(Outcome::NotAttempted, Some(Code::Interrupted), exit, now).with_detail(BEFORE_PUT)
    }

    /// The outcome of an announced PUT that was delayed and then not sent. Only the journal gets this
    /// outcome, because the change is tried again.
    pub fn withdrawn(before: &Application) -> Self {
        Self::new(Outcome::NotAttempted, Some(Code::Unreachable), Exit::Unreachable, before)
    }

    pub fn not_begun(exit: Exit) -> Self {
        Self::new(Outcome::NotAttempted, Some(Code::Interrupted), exit, SigningState::UNKNOWN)
            .with_detail(BEFORE_PUT)
    }

    pub fn skipped(code: Code, signing: impl Into<SigningState>, why: impl Into<String>) -> Self {
        Self::new(Outcome::Skipped, Some(code), Exit::Yes, signing).with_detail(why)
    }

    pub fn too_many(signing: SigningState) -> Self {
        Self::new(Outcome::NotAttempted, Some(Code::MaxChanges), Exit::No, signing)
            .with_detail("the run has more changes than --max-changes allows; nothing was written")
    }

    /// The outcome if reading failed, or if the document is too malformed to send back.
    pub fn unread(unread: &Unread) -> Self {
        Self::new(Outcome::Failed, Some(unread.code()), unread.exit(), SigningState::UNKNOWN)
            .with_detail(unread.to_string())
            .with_remedy(unread.hint())
    }

    pub fn not_withdrawn(self, error: &JournalError) -> Self {
        Self {
            outcome: Outcome::Failed,
            code: Some(error.code()),
            exit: self.exit.worse(Exit::Configuration),
            detail: Some(format!(
                "the change was not sent, but its outcome could not be written to the journal: {error}"
            )),
            ..self
        }
    }

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
            addresses: Vec::new(),
            moved_since_reference: Vec::new(),
            reference_error: None,
            diff: self.diff,
            remedy: self.remedy,
            exit: self.exit,
        }
    }
}
