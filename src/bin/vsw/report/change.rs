//! The result of changing applications (`vsw/enable/1`, `vsw/disable/1`, `vsw/rollback/1`, `vsw/apply/1`).

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

#[derive(Debug, Serialize)]
pub struct ChangeReport {
    #[serde(skip)]
    pub command: ChangeCommand,
    pub run: String,
    /// The command that resumes the run. A run of `vsw apply` is resumed by the plan's command, `enable` or
    /// `disable`.
    #[serde(skip)]
    pub resume_with: &'static str,
    pub dry_run: bool,
    #[serde(skip)]
    pub interrupted: Option<Exit>,
    pub requests: u32,
    pub selection: Selection,
    pub plan: Option<String>,
    pub applications: Vec<ChangedApplication>,
    pub summary: Counts<Outcome>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeCommand {
    Enable,
    Disable,
    Rollback,
    Apply,
}

#[derive(Debug, Serialize)]
pub struct ChangedApplication {
    pub profile: String,
    pub id: ApplicationId,
    pub name: Option<String>,
    pub before: SigningState,
    /// The state that was read last. For a dry run or a plan file, the state after the proposed change.
    pub after: SigningState,
    pub outcome: Outcome,
    pub code: Option<Code>,
    pub detail: Option<String>,
    pub snapshot: Option<String>,
    #[serde(serialize_with = "paths")]
    pub differences: Vec<Moved>,
    #[serde(serialize_with = "paths")]
    pub added: Vec<Moved>,
    /// The changed webhook addresses, for `vsw listen --point`.
    #[serde(skip)]
    pub addresses: Vec<NewAddress>,
    /// Members that others changed since the journal's reference (the document that checks compare with).
    /// This change keeps them, and its result becomes the reference.
    #[serde(serialize_with = "paths")]
    pub moved_since_reference: Vec<Moved>,
    pub reference_error: Option<String>,
    /// The differences as a diff, for the text output.
    #[serde(skip)]
    pub diff: Vec<diff::Line>,
    #[serde(skip)]
    pub remedy: Option<String>,
    #[serde(skip)]
    pub exit: Exit,
}

/// An address before and after a change, with secrets masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewAddress {
    pub webhook: VoiceWebhook,
    pub before: String,
    pub after: String,
}

/// A planned change, summarized for the confirmation prompt.
pub struct Proposal {
    /// `enable` or `disable`.
    pub command: &'static str,
    pub to_change: usize,
    pub already_as_requested: usize,
    pub skipped: Vec<(Code, usize)>,
    /// Profile, API key, origin and number of applications to change, of each account.
    pub accounts: Vec<(String, String, String, usize)>,
    /// Name, id and current signing state of the first applications.
    pub first: Vec<(String, String, SigningState)>,
    pub after: SigningState,
    /// Expected number of requests, without retries.
    pub requests: usize,
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
    #[must_use]
    pub fn with_moved(self, moved: Result<Vec<Difference>, String>) -> Self {
        match moved {
            _ if self.outcome != Outcome::Changed => self,
            Ok(moved) => Self { moved_since_reference: moved.iter().map(Into::into).collect(), ..self },
            Err(error) => Self { reference_error: Some(error), ..self },
        }
    }

    pub fn moved(&self) -> impl Iterator<Item = &Moved> {
        self.differences.iter().chain(&self.added)
    }
}

impl ChangeReport {
    /// Returns whether the journal has a plan of the run, which a resumption needs.
    pub fn can_be_resumed(&self) -> bool {
        self.selection.source.is_set() && self.command != ChangeCommand::Rollback && !self.dry_run
    }

    pub fn exit(&self) -> Exit {
        self.applications
            .iter()
            .fold(self.interrupted.unwrap_or(Exit::Yes), |worst, application| worst.worse(application.exit))
    }
}
