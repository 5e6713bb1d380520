//! `ComparisonReport`: one application held against an earlier document of it (`vsw/diff/1`).

use serde::Serialize;
use vsw::application::ApplicationId;
use vsw::drift::LikelyCause;
use vsw::json::{Difference, DifferenceKind};

use super::{Moved, diff};
use crate::exit::Exit;
use crate::vocabulary::SigningState;

/// What moved.
#[derive(Debug, Serialize)]
pub struct ComparisonReport {
    pub profile: String,
    pub requests: u32,
    pub id: ApplicationId,
    pub name: String,
    pub signing: SigningState,
    pub against: Against,
    pub differences: Vec<MovedMember>,
    /// Why the flag is likely gone, for a person.
    #[serde(skip)]
    pub likely_cause: Option<LikelyCause>,
    /// The two documents, for a person.
    #[serde(skip)]
    pub diff: Vec<diff::Line>,
}

/// What it was held against.
#[derive(Debug, Serialize)]
pub struct Against {
    pub kind: ReferenceSource,
    /// A snapshot's name, or a file's.
    pub name: Option<String>,
    pub at: Option<String>,
    pub signing: SigningState,
    /// Whether its secrets are masked: then what moved inside of them is not seen.
    pub masked: bool,
}

/// Where an earlier document is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ReferenceSource {
    Journal,
    Snapshot,
    #[serde(rename = "baseline")]
    BaselineFile,
    Document,
}

/// One member, its values as they may be shown.
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
