//! `HistoryReport`: what was done and what was seen (`vsw/history/1`).

use serde::Serialize;

use crate::journal::Actor;

/// The journal's records, oldest first.
#[derive(Debug, Serialize)]
pub struct HistoryReport {
    pub schema: &'static str,
    pub vsw: &'static str,
    pub state: String,
    /// Lines of the journal that could not be read.
    pub unread: usize,
    pub entries: Vec<HistoryEntry>,
}

/// One change, or one sight.
#[derive(Debug, Serialize)]
pub struct HistoryEntry {
    pub at: String,
    pub kind: &'static str,
    pub command: Option<String>,
    pub run: Option<String>,
    pub snapshot: Option<String>,
    pub profile: Option<String>,
    pub account: String,
    pub origin: String,
    pub id: String,
    pub name: String,
    pub before: Option<String>,
    pub after: String,
    /// The outcome's word; `interrupted` where a change has none, `seen` for a sight.
    pub outcome: String,
    pub code: Option<String>,
    pub by: Actor,
}
