//! `BaselineReport`: which applications were recorded, and what is new in the record (`vsw/baseline-save/1`).

use serde::Serialize;
use vsw::application::ApplicationId;
use vsw::signing::Signing;

use super::counts::{Counted, Counts};
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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
    #[serde(flatten)]
    pub counts: Counts<SaveOutcome>,
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

impl Counted for SaveOutcome {
    const ALL: &'static [Self] =
        &[Self::Added, Self::Changed, Self::Unchanged, Self::Removed, Self::Withheld, Self::Unread];
}

impl SaveSummary {
    /// `before` is how many entries the file had.
    pub fn of(applications: &[SavedApplication], before: usize) -> Self {
        let looked_at = applications.iter().filter(|one| one.outcome != SaveOutcome::Removed);
        let voices = looked_at.filter_map(|one| one.signing.0).filter(|signing| *signing != Signing::NoVoice);
        let (on, not_on): (Vec<Signing>, Vec<Signing>) = voices.partition(|signing| *signing == Signing::On);
        let about = applications.iter().filter(|one| one.stood_there).count();
        Self {
            counts: applications.iter().map(|one| one.outcome).collect(),
            kept: before.saturating_sub(about),
            signing_on: on.len(),
            signing_not_on: not_on.len(),
        }
    }
}
