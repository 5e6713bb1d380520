//! `ChangeReport`: what a change of applications came to (`vsw/enable/1`, `vsw/disable/1`, `vsw/rollback/1`).

use serde::{Serialize, Serializer};
use vsw::application::ApplicationId;

use super::{Moved, Place, Selection, diff};
use crate::exit::Exit;

/// A change of one or several applications.
#[derive(Debug, Serialize)]
pub struct ChangeReport {
    pub schema: &'static str,
    pub vsw: &'static str,
    pub run: String,
    pub dry_run: bool,
    pub requests: u32,
    pub selection: Selection,
    /// The file that the plan was written to, where that was all that was to be done.
    pub plan: Option<String>,
    pub applications: Vec<ChangedApplication>,
    pub summary: ChangeSummary,
}

/// What became of one application.
#[derive(Debug, Serialize)]
pub struct ChangedApplication {
    pub profile: String,
    pub id: ApplicationId,
    pub name: Option<String>,
    pub before: &'static str,
    pub after: &'static str,
    pub outcome: Outcome,
    pub code: Option<&'static str>,
    pub detail: Option<String>,
    pub snapshot: Option<String>,
    pub differences: Vec<Place>,
    pub added: Vec<Place>,
    /// The differences and additions again, for a person: with their masked values.
    #[serde(skip)]
    pub moved: Vec<Moved>,
    /// What would change or was changed, for a person.
    #[serde(skip)]
    pub diff: Vec<diff::Line>,
    #[serde(skip)]
    pub exit: Exit,
}

/// What became of an application, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Changed,
    Unchanged,
    WouldChange,
    Skipped,
    Conflict,
    Unconfirmed,
    Failed,
    NotAttempted,
}

impl Outcome {
    /// The word for it, as it stands in reports and in the journal.
    pub fn word(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::WouldChange => "would_change",
            Self::Skipped => "skipped",
            Self::Conflict => "conflict",
            Self::Unconfirmed => "unconfirmed",
            Self::Failed => "failed",
            Self::NotAttempted => "not_attempted",
        }
    }
}

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// How many applications had each outcome.
#[derive(Debug, Default, Serialize)]
pub struct ChangeSummary {
    pub changed: usize,
    pub unchanged: usize,
    pub would_change: usize,
    pub skipped: usize,
    pub conflict: usize,
    pub unconfirmed: usize,
    pub failed: usize,
    pub not_attempted: usize,
}

impl ChangeSummary {
    pub fn of(applications: &[ChangedApplication]) -> Self {
        let mut summary = Self::default();
        for application in applications {
            *summary.count(application.outcome) += 1;
        }
        summary
    }

    fn count(&mut self, outcome: Outcome) -> &mut usize {
        match outcome {
            Outcome::Changed => &mut self.changed,
            Outcome::Unchanged => &mut self.unchanged,
            Outcome::WouldChange => &mut self.would_change,
            Outcome::Skipped => &mut self.skipped,
            Outcome::Conflict => &mut self.conflict,
            Outcome::Unconfirmed => &mut self.unconfirmed,
            Outcome::Failed => &mut self.failed,
            Outcome::NotAttempted => &mut self.not_attempted,
        }
    }
}

impl ChangeReport {
    /// The worst of its applications.
    pub fn exit(&self) -> Exit {
        self.applications.iter().fold(Exit::Yes, |worst, application| worst.worse(application.exit))
    }
}
