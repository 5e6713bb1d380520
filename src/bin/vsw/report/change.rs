//! `ChangeReport`: what a change of applications came to (`vsw/enable/1`, `vsw/disable/1`, `vsw/rollback/1`).

use serde::Serialize;
use vsw::application::ApplicationId;

use super::{Moved, Place, Selection, diff};
use crate::codes::Code;
use crate::exit::Exit;
use crate::vocabulary::{Outcome, SigningState};

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
    pub before: SigningState,
    pub after: SigningState,
    pub outcome: Outcome,
    pub code: Option<Code>,
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
        let count = |outcome| applications.iter().filter(|one| one.outcome == outcome).count();
        Self {
            changed: count(Outcome::Changed),
            unchanged: count(Outcome::Unchanged),
            would_change: count(Outcome::WouldChange),
            skipped: count(Outcome::Skipped),
            conflict: count(Outcome::Conflict),
            unconfirmed: count(Outcome::Unconfirmed),
            failed: count(Outcome::Failed),
            not_attempted: count(Outcome::NotAttempted),
        }
    }

    /// How many there are of each outcome.
    pub fn counts(&self) -> [(Outcome, usize); 8] {
        [
            (Outcome::Changed, self.changed),
            (Outcome::Unchanged, self.unchanged),
            (Outcome::WouldChange, self.would_change),
            (Outcome::Skipped, self.skipped),
            (Outcome::Conflict, self.conflict),
            (Outcome::Unconfirmed, self.unconfirmed),
            (Outcome::Failed, self.failed),
            (Outcome::NotAttempted, self.not_attempted),
        ]
    }
}

impl ChangeReport {
    /// The worst of its applications.
    pub fn exit(&self) -> Exit {
        self.applications.iter().fold(Exit::Yes, |worst, application| worst.worse(application.exit))
    }
}
