//! `BaselineReport`: which applications were recorded, and what is new in the record (`vsw/baseline-save/1`).

use serde::Serialize;
use vsw::application::ApplicationId;
use vsw::signing::Signing;

use super::{Moved, Selection, places};
use crate::codes::Code;
use crate::exit::Exit;
use crate::vocabulary::SigningState;

/// A record that was made, or would have been.
#[derive(Debug, Serialize)]
pub struct BaselineReport {
    pub file: String,
    /// Whether the file was written: not where it says the same already, nor where something could not be read.
    pub written: bool,
    pub requests: u32,
    pub selection: Selection,
    pub applications: Vec<SavedApplication>,
    pub summary: SaveSummary,
}

/// What became of one application's entry.
#[derive(Debug, Serialize)]
pub struct SavedApplication {
    pub profile: String,
    pub account: String,
    pub id: ApplicationId,
    pub name: Option<String>,
    pub signing: SigningState,
    pub outcome: SaveOutcome,
    pub code: Option<Code>,
    pub detail: Option<String>,
    #[serde(serialize_with = "places")]
    pub differences: Vec<Moved>,
    /// Whether the file had an entry of it.
    #[serde(skip)]
    pub stood_there: bool,
    #[serde(skip)]
    pub exit: Exit,
}

/// What became of an entry, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SaveOutcome {
    Added,
    Changed,
    Unchanged,
    /// The account has no such application any more.
    Removed,
    /// It holds a secret of ours; what the file had of it stays.
    Withheld,
    /// It could not be read; what the file had of it stays.
    Unread,
}

/// How many entries had each outcome, and how many others the file has.
#[derive(Debug, Default, Serialize)]
pub struct SaveSummary {
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub removed: usize,
    pub withheld: usize,
    pub unread: usize,
    /// Entries that this run was not about.
    pub kept: usize,
    /// Of those that were looked at and have voice: how many have signing on, and how many have not.
    pub signing_on: usize,
    pub signing_not_on: usize,
}

impl BaselineReport {
    /// The worst of what could not be read; everything else is as it was asked for.
    pub fn exit(&self) -> Exit {
        self.applications.iter().fold(Exit::Yes, |worst, application| worst.worse(application.exit))
    }
}

impl SaveSummary {
    /// `before` is how many entries the file had.
    pub fn of(applications: &[SavedApplication], before: usize) -> Self {
        let count = |outcome| applications.iter().filter(|one| one.outcome == outcome).count();
        let looked_at = applications.iter().filter(|one| one.outcome != SaveOutcome::Removed);
        let voices = looked_at.filter_map(|one| one.signing.0).filter(|signing| *signing != Signing::NoVoice);
        let (on, not_on): (Vec<Signing>, Vec<Signing>) = voices.partition(|signing| *signing == Signing::On);
        let about = applications.iter().filter(|one| one.stood_there).count();
        Self {
            added: count(SaveOutcome::Added),
            changed: count(SaveOutcome::Changed),
            unchanged: count(SaveOutcome::Unchanged),
            removed: count(SaveOutcome::Removed),
            withheld: count(SaveOutcome::Withheld),
            unread: count(SaveOutcome::Unread),
            kept: before.saturating_sub(about),
            signing_on: on.len(),
            signing_not_on: not_on.len(),
        }
    }
}
