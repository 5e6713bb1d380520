//! `BaselineReport`: the saved applications, and what changed in the file (`vsw/baseline-save/1`).

use serde::Serialize;
use vsw::application::ApplicationId;
use vsw::signing::Signing;

use super::counts::{Counted, Counts};
use super::{Moved, Selection, paths};
use crate::codes::Code;
use crate::exit::Exit;
use crate::vocabulary::SigningState;

/// The result of saving a baseline.
#[derive(Debug, Serialize)]
pub struct BaselineReport {
    pub file: String,
    /// `false` if the file is up to date, or if nothing was saved.
    pub written: bool,
    pub requests: u32,
    pub selection: Selection,
    pub applications: Vec<SavedApplication>,
    pub summary: SaveSummary,
    /// The next step after the first application that could not be read.
    #[serde(skip)]
    pub remedy: Option<String>,
}

/// The result for the entry of one application.
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
    #[serde(serialize_with = "paths")]
    pub differences: Vec<Moved>,
    /// Whether the file already had this entry.
    #[serde(skip)]
    pub was_in_file: bool,
    #[serde(skip)]
    pub exit: Exit,
}

/// The outcome of one entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SaveOutcome {
    Added,
    Changed,
    Unchanged,
    /// The account, or the part of it in the fleet file, no longer has this application.
    Removed,
    /// The document contains one of our secrets; the previous entry stays.
    Withheld,
    /// The application could not be read; the previous entry stays.
    Unread,
}

/// The number of entries per outcome, and of entries that the report does not list.
#[derive(Debug, Default, Serialize)]
pub struct SaveSummary {
    #[serde(flatten)]
    pub counts: Counts<SaveOutcome>,
    /// Previous entries of the file that the report does not list.
    pub kept: usize,
    /// Listed applications with voice and signing on.
    pub signing_on: usize,
    /// Listed applications with voice and another known signing state.
    pub signing_not_on: usize,
}

impl BaselineReport {
    /// Returns whether nothing was saved because of unread applications: then the report lists only these.
    pub fn saves_nothing(&self) -> bool {
        self.applications.iter().all(|one| one.outcome == SaveOutcome::Unread)
    }

    /// Returns whether some applications were read, although nothing was saved.
    pub fn has_others(&self) -> bool {
        self.selection.count > self.applications.len()
    }

    /// Returns the worst exit code of the applications that could not be read; 0 if the others were saved.
    pub fn exit(&self) -> Exit {
        self.applications.iter().fold(Exit::Yes, |worst, application| worst.worse(application.exit))
    }
}

impl Counted for SaveOutcome {
    const ALL: &'static [Self] =
        &[Self::Added, Self::Changed, Self::Unchanged, Self::Removed, Self::Withheld, Self::Unread];
}

impl SaveSummary {
    /// Counts the outcomes; `before` is the previous number of entries in the file.
    pub fn of(applications: &[SavedApplication], before: usize) -> Self {
        let checked = applications.iter().filter(|one| one.outcome != SaveOutcome::Removed);
        let voices = checked.filter_map(|one| one.signing.0).filter(|signing| *signing != Signing::NoVoice);
        let (on, not_on): (Vec<Signing>, Vec<Signing>) = voices.partition(|signing| *signing == Signing::On);
        let about = applications.iter().filter(|one| one.was_in_file).count();
        Self {
            counts: applications.iter().map(|one| one.outcome).collect(),
            kept: before.saturating_sub(about),
            signing_on: on.len(),
            signing_not_on: not_on.len(),
        }
    }
}
