//! `ComparisonReport`: an application compared with an earlier document (`vsw/diff/1`).

use serde::Serialize;
use vsw::application::ApplicationId;
use vsw::drift::LikelyCause;
use vsw::json::{Difference, DifferenceKind};

use super::{Moved, diff};
use crate::exit::Exit;
use crate::vocabulary::SigningState;

/// The differences between the two documents.
#[derive(Debug, Serialize)]
pub struct ComparisonReport {
    pub profile: String,
    pub requests: u32,
    pub id: ApplicationId,
    pub name: String,
    pub signing: SigningState,
    pub against: Against,
    pub differences: Vec<MovedMember>,
    /// The likely reason why the flag is gone, for the text output.
    #[serde(skip)]
    pub likely_cause: Option<LikelyCause>,
    /// The diff of the two documents, for the text output.
    #[serde(skip)]
    pub diff: Vec<diff::Line>,
}

/// The earlier document.
#[derive(Debug, Serialize)]
pub struct Against {
    pub kind: ReferenceSource,
    /// The name of a snapshot or a file.
    pub name: Option<String>,
    pub at: Option<String>,
    pub signing: SigningState,
    /// Whether its secrets are masked, so that changes inside them are not detected.
    pub masked: bool,
}

/// The source of the earlier document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ReferenceSource {
    Journal,
    Snapshot,
    #[serde(rename = "baseline")]
    BaselineFile,
    Document,
}

/// One changed member, its values as they may be shown.
#[derive(Debug, Serialize)]
pub struct MovedMember {
    pub path: String,
    pub kind: DifferenceKind,
    pub before: Option<String>,
    pub after: Option<String>,
}

impl ComparisonReport {
    pub fn exit(&self) -> Exit {
        if self.differences.is_empty() { Exit::Yes } else { Exit::No }
    }
}

impl MovedMember {
    pub fn of(difference: &Difference) -> Self {
        let Moved { path, before, after } = Moved::from(difference);
        Self { path, kind: difference.kind, before, after }
    }
}
