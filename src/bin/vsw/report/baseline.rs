//! The result of `vsw baseline save` (`vsw/baseline-save/1`).

use serde::Serialize;
use vsw::application::ApplicationId;
use vsw::signing::Signing;

use super::counts::{Counted, Counts};
use super::{Moved, Selection, paths};
use crate::codes::Code;
use crate::exit::Exit;
use crate::vocabulary::SigningState;

#[derive(Debug, Serialize)]
pub struct BaselineReport {
    pub file: String,
    pub written: bool,
    pub requests: u32,
    pub selection: Selection,
    pub applications: Vec<SavedApplication>,
    pub summary: SaveSummary,
    #[serde(skip)]
    pub remedy: Option<String>,
}

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
    #[serde(skip)]
    pub was_in_file: bool,
    #[serde(skip)]
    pub exit: Exit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SaveOutcome {
    Added,
    Changed,
    Unchanged,
    /// The account's list no longer contains this application, or the fleet file no longer covers it.
    Removed,
    /// The document contains a configured secret; the previous entry stays.
    Withheld,
    /// The application could not be read; the previous entry stays.
    Unread,
}

#[derive(Debug, Default, Serialize)]
pub struct SaveSummary {
    #[serde(flatten)]
    pub counts: Counts<SaveOutcome>,
    pub kept: usize,
    pub signing_on: usize,
    pub signing_not_on: usize,
}

impl BaselineReport {
    /// Whether nothing was saved because an application could not be read. The report then lists only unread
    /// applications.
    pub fn saves_nothing(&self) -> bool {
        self.applications.iter().all(|one| one.outcome == SaveOutcome::Unread)
    }

    /// Whether the report omits applications that were read.
    pub fn has_others(&self) -> bool {
        self.selection.count > self.applications.len()
    }

    pub fn exit(&self) -> Exit {
        self.applications.iter().fold(Exit::Yes, |worst, application| worst.worse(application.exit))
    }
}

impl Counted for SaveOutcome {
    const ALL: &'static [Self] =
        &[Self::Added, Self::Changed, Self::Unchanged, Self::Removed, Self::Withheld, Self::Unread];
}

impl SaveSummary {
    /// `before` is the previous number of entries in the file.
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
