//! Reports on the journal: its changes, observations and acceptances (`vsw/history/1`), its runs
//! (`vsw/history-runs/1`), and what `vsw history prune` removes (`vsw/history-prune/1`).

use serde::Serialize;
use vsw::application::ApplicationId;

use crate::codes::Code;
use crate::exit::Exit;
use crate::journal::Actor;
use crate::vocabulary::{Outcome, Recorded, SigningState};

/// The journal's records, oldest first.
#[derive(Debug, Serialize)]
pub struct HistoryReport {
    /// The application whose entries were wanted; `None` for all.
    #[serde(skip)]
    pub of: Option<ApplicationId>,
    pub state: String,
    /// The number of journal lines that could not be read.
    pub unread: usize,
    /// The number of entries before `--limit` was applied.
    pub total: usize,
    pub entries: Vec<HistoryEntry>,
}

/// One change, observation or acceptance.
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

/// The kind of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryKind {
    Change,
    Seen,
    /// A document that a person accepted as the reference.
    Accepted,
}

/// The outcome of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryOutcome {
    Seen,
    Accepted,
    /// The change has no outcome; its PUT may have been sent.
    Interrupted,
    #[serde(untagged)]
    Change(Recorded<Outcome>),
}

/// The runs that changed something or tried to, oldest first.
#[derive(Debug, Serialize)]
pub struct RunsReport {
    pub state: String,
    /// The number of runs before `--limit` was applied.
    pub total: usize,
    pub runs: Vec<RunEntry>,
}

/// One run.
#[derive(Debug, Default, Serialize)]
pub struct RunEntry {
    pub run: String,
    pub command: String,
    pub began: String,
    pub ended: String,
    /// The number of applications in its plan; null if it has no plan to resume.
    pub planned: Option<usize>,
    pub changed: usize,
    pub unconfirmed: usize,
    pub failed: usize,
    pub interrupted: usize,
    /// The number of applications that the run did not change, because they were changed elsewhere.
    pub conflict: usize,
    /// Whether the plan has applications that the run did not reach or failed to change, so that `--resume` can continue
    /// it. Those in conflict need a new plan.
    pub resumable: bool,
    pub by: Actor,
}

/// The entries that were or would be removed from the journal.
#[derive(Debug, Serialize)]
pub struct PruneReport {
    pub state: String,
    pub dry_run: bool,
    /// Entries older than this are removed, unless an application needs them.
    pub before: String,
    pub lines: usize,
    pub documents: usize,
    /// The number of run plans.
    pub runs: usize,
    pub bytes: u64,
}

impl PruneReport {
    pub fn exit(&self) -> Exit {
        let is_some = self.lines + self.documents + self.runs > 0;
        if self.dry_run && is_some { Exit::No } else { Exit::Yes }
    }
}
