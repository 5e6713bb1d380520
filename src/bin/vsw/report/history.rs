//! Reports on the journal: its entries (`vsw/history/1`), its runs (`vsw/history-runs/1`), and what `vsw
//! history prune` removes (`vsw/history-prune/1`).

use serde::Serialize;
use vsw::application::ApplicationId;

use crate::codes::Code;
use crate::exit::Exit;
use crate::journal::Actor;
use crate::vocabulary::{Outcome, Recorded, SigningState};

/// The journal's entries, oldest first.
#[derive(Debug, Serialize)]
pub struct HistoryReport {
    /// The application whose entries these are; `None` for all applications.
    #[serde(skip)]
    pub of: Option<ApplicationId>,
    pub state: String,
    pub unread: usize,
    /// The number of entries before `--limit` is applied.
    pub total: usize,
    pub entries: Vec<HistoryEntry>,
}

#[derive(Debug, Serialize)]
pub struct HistoryEntry {
    pub at: String,
    pub kind: EntryKind,
    pub command: Option<String>,
    pub run: Option<String>,
    pub snapshot: Option<String>,
    pub profile: Option<String>,
    pub account: String,
    pub origin: String,
    pub id: String,
    pub name: String,
    pub before: Option<SigningState>,
    pub after: SigningState,
    pub outcome: EntryOutcome,
    pub code: Option<Recorded<Code>>,
    pub by: Actor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryKind {
    Change,
    Seen,
    Accepted,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryOutcome {
    Seen,
    Accepted,
    /// The change has no recorded outcome; its PUT may have been sent.
    Interrupted,
    #[serde(untagged)]
    Change(Recorded<Outcome>),
}

/// The journal's runs, oldest first.
#[derive(Debug, Serialize)]
pub struct RunsReport {
    pub state: String,
    /// The number of runs before `--limit` is applied.
    pub total: usize,
    pub runs: Vec<RunEntry>,
}

#[derive(Debug, Default, Serialize)]
pub struct RunEntry {
    pub run: String,
    pub command: String,
    pub began: String,
    pub ended: String,
    /// The number of applications in the run's stored plan; null without one.
    pub planned: Option<usize>,
    pub changed: usize,
    pub unconfirmed: usize,
    pub failed: usize,
    pub interrupted: usize,
    pub conflict: usize,
    /// Whether `--resume` can continue the plan: an application in it was not reached, or its change failed.
    pub resumable: bool,
    pub by: Actor,
}

#[derive(Debug, Serialize)]
pub struct PruneReport {
    pub state: String,
    pub dry_run: bool,
    pub before: String,
    pub lines: usize,
    pub documents: usize,
    /// The number of stored plans of runs.
    pub runs: usize,
    pub bytes: u64,
}

impl PruneReport {
    pub fn exit(&self) -> Exit {
        let is_some = self.lines + self.documents + self.runs > 0;
        if self.dry_run && is_some { Exit::No } else { Exit::Yes }
    }
}
