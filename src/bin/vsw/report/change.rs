//! `ChangeReport`: the result of changing applications (`vsw/enable/1`, `vsw/disable/1`, `vsw/rollback/1`,
//! `vsw/apply/1`).

use std::time::Duration;

use serde::Serialize;
use vsw::application::{Application, ApplicationId, VoiceWebhook};
use vsw::change::Change;
use vsw::json::Difference;

use super::counts::{Counted, Counts};
use super::{Moved, Selection, diff, paths};
use crate::codes::Code;
use crate::exit::Exit;
use crate::vocabulary::{Outcome, SigningState};

/// A change of one or several applications.
#[derive(Debug, Serialize)]
pub struct ChangeReport {
    #[serde(skip)]
    pub command: ChangeCommand,
    pub run: String,
    /// The command that resumes the run of a set: `enable` or `disable`, also for a plan.
    #[serde(skip)]
    pub resume_with: &'static str,
    pub dry_run: bool,
    /// The exit code of the signal that ended the run, if any.
    #[serde(skip)]
    pub interrupted: Option<Exit>,
    pub requests: u32,
    pub selection: Selection,
    /// The file to which the plan was written, if the command only made a plan.
    pub plan: Option<String>,
    pub applications: Vec<ChangedApplication>,
    pub summary: Counts<Outcome>,
}

/// The command that made the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeCommand {
    Enable,
    Disable,
    Rollback,
    Apply,
}

/// The result for one application.
#[derive(Debug, Serialize)]
pub struct ChangedApplication {
    pub profile: String,
    pub id: ApplicationId,
    pub name: Option<String>,
    pub before: SigningState,
    /// The signing state that was read last, or unknown; for a proposed change (a dry run or a plan file), the state
    /// that it would lead to.
    pub after: SigningState,
    pub outcome: Outcome,
    pub code: Option<Code>,
    pub detail: Option<String>,
    pub snapshot: Option<String>,
    #[serde(serialize_with = "paths")]
    pub differences: Vec<Moved>,
    #[serde(serialize_with = "paths")]
    pub added: Vec<Moved>,
    /// The addresses of webhooks that the change sets, for the report of `vsw listen`.
    #[serde(skip)]
    pub addresses: Vec<NewAddress>,
    /// Only for a changed application: the members that others had changed between the journal's reference and this
    /// change. They are part of the new reference.
    #[serde(serialize_with = "paths")]
    pub moved_since_reference: Vec<Moved>,
    /// Why `moved_since_reference` is unknown.
    pub reference_error: Option<String>,
    /// The diff of a proposed change or of a restored document, for the text output.
    #[serde(skip)]
    pub diff: Vec<diff::Line>,
    /// The next step, if it follows from the error and not from the code.
    #[serde(skip)]
    pub remedy: Option<String>,
    #[serde(skip)]
    pub exit: Exit,
}

/// A webhook and its addresses before and after a change, with secrets masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewAddress {
    pub webhook: VoiceWebhook,
    pub before: String,
    pub after: String,
}

/// A summary of a planned change, shown before the confirmation: counts, accounts, the first applications, and the
/// estimated cost.
pub struct Proposal {
    /// `enable` or `disable`.
    pub command: &'static str,
    pub to_change: usize,
    pub already_as_requested: usize,
    /// The number of skipped applications by code.
    pub skipped: Vec<(Code, usize)>,
    /// Profile, API key and origin of each account, and the number of its applications to change.
    pub accounts: Vec<(String, String, String, usize)>,
    /// The first applications: name, id and current signing state.
    pub first: Vec<(String, String, SigningState)>,
    /// The signing state that the change leads to.
    pub after: SigningState,
    /// The number of requests that the change takes, without retries.
    pub requests: usize,
    /// The estimated duration, based on the responses so far.
    pub takes: Option<Duration>,
}

impl Counted for Outcome {
    const ALL: &'static [Self] = &[
        Self::Changed,
        Self::Unchanged,
        Self::WouldChange,
        Self::Skipped,
        Self::Conflict,
        Self::Unconfirmed,
        Self::Failed,
        Self::NotAttempted,
    ];
}

impl NewAddress {
    /// Returns the webhooks whose addresses a change sets.
    pub fn all(change: &Change) -> Vec<Self> {
        let address = |of: &Application, webhook| of.webhook(webhook).and_then(|webhook| webhook.address);
        let new = VoiceWebhook::ALL
            .into_iter()
            .filter(|webhook| address(change.before(), *webhook) != address(change.after(), *webhook));
        let shown = |of: &Application, webhook| of.masked_address(webhook).unwrap_or_default();
        new.map(|webhook| Self {
            webhook,
            before: shown(change.before(), webhook),
            after: shown(change.after(), webhook),
        })
        .collect()
    }
}

impl ChangedApplication {
    /// Sets `moved_since_reference` or `reference_error` if the change was made: the change makes the moved members a
    /// part of the reference.
    #[must_use]
    pub fn with_moved(self, moved: Result<Vec<Difference>, String>) -> Self {
        match moved {
            _ if self.outcome != Outcome::Changed => self,
            Ok(moved) => Self { moved_since_reference: moved.iter().map(Into::into).collect(), ..self },
            Err(error) => Self { reference_error: Some(error), ..self },
        }
    }

    /// Returns `differences` and `added` together.
    pub fn moved(&self) -> impl Iterator<Item = &Moved> {
        self.differences.iter().chain(&self.added)
    }
}

impl ChangeReport {
    /// Returns whether the journal has a plan: for a set, but not for a rollback or a dry run.
    pub fn can_be_resumed(&self) -> bool {
        self.selection.source.is_set() && self.command != ChangeCommand::Rollback && !self.dry_run
    }

    /// Returns the worst exit code, of the applications and of the signal that ended the run.
    pub fn exit(&self) -> Exit {
        self.applications
            .iter()
            .fold(self.interrupted.unwrap_or(Exit::Yes), |worst, application| worst.worse(application.exit))
    }
}
