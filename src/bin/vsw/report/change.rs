//! `ChangeReport`: what a change of applications came to (`vsw/enable/1`, `vsw/disable/1`, `vsw/rollback/1`,
//! `vsw/apply/1`).

use std::time::Duration;

use serde::Serialize;
use vsw::application::ApplicationId;

use super::counts::{Counted, Counts};
use super::{Moved, Selection, diff, places};
use crate::codes::Code;
use crate::exit::Exit;
use crate::vocabulary::{Outcome, SigningState};

/// A change of one or several applications.
#[derive(Debug, Serialize)]
pub struct ChangeReport {
    #[serde(skip)]
    pub command: ChangeCommand,
    pub run: String,
    pub dry_run: bool,
    pub requests: u32,
    pub selection: Selection,
    /// The file that the plan was written to, where that was all that was to be done.
    pub plan: Option<String>,
    pub applications: Vec<ChangedApplication>,
    pub summary: Counts<Outcome>,
}

/// Which command changed them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeCommand {
    Enable,
    Disable,
    Rollback,
    Apply,
}

/// What became of one application.
#[derive(Debug, Serialize)]
pub struct ChangedApplication {
    pub profile: String,
    pub id: ApplicationId,
    pub name: Option<String>,
    pub before: SigningState,
    pub after: SigningState,
    pub outcome: Outcome,
    pub code: Option<Code>,
    pub detail: Option<String>,
    pub snapshot: Option<String>,
    #[serde(serialize_with = "places")]
    pub differences: Vec<Moved>,
    #[serde(serialize_with = "places")]
    pub added: Vec<Moved>,
    /// What would change or was changed, for a person.
    #[serde(skip)]
    pub diff: Vec<diff::Line>,
    #[serde(skip)]
    pub exit: Exit,
}

/// What a change of a set would do, for the question that is asked before it: the plan in numbers, and its beginning by
/// name.
pub struct Proposal {
    /// `enable` or `disable`.
    pub command: &'static str,
    pub to_change: usize,
    pub as_wished: usize,
    /// How many are left alone, by the code that says why.
    pub skipped: Vec<(Code, usize)>,
    /// Profile, API key and origin of each account, and how many of its applications are to be changed.
    pub accounts: Vec<(String, String, String, usize)>,
    /// The first of them: name, id, what signing is now.
    pub first: Vec<(String, String, SigningState)>,
    /// The requests that the changes take, if nothing goes wrong.
    pub requests: usize,
    /// About how long they take, judged by what was answered until now.
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

impl ChangedApplication {
    /// The members that are not as they were sent, and those that were added.
    pub fn moved(&self) -> impl Iterator<Item = &Moved> {
        self.differences.iter().chain(&self.added)
    }
}

impl ChangeReport {
    /// The worst of its applications.
    pub fn exit(&self) -> Exit {
        self.applications.iter().fold(Exit::Yes, |worst, application| worst.worse(application.exit))
    }
}
