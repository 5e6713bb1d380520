//! `ComparisonReport`: one application held against an earlier document of it (`vsw/diff/1`).

use serde::Serialize;
use vsw::application::ApplicationId;
use vsw::drift::LikelyCause;
use vsw::json::{Difference, DifferenceKind};

use super::{Moved, diff};
use crate::exit::Exit;

/// What moved.
#[derive(Debug, Serialize)]
pub struct ComparisonReport {
    pub schema: &'static str,
    pub vsw: &'static str,
    pub profile: String,
    pub requests: u32,
    pub id: ApplicationId,
    pub name: String,
    pub signing: &'static str,
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
    /// `journal`, `snapshot`, `baseline`, `document`.
    pub kind: &'static str,
    /// A snapshot's name, or a file's.
    pub name: Option<String>,
    pub at: Option<String>,
    pub signing: &'static str,
    /// Whether its secrets are masked: then what moved inside of them is not seen.
    pub masked: bool,
}

/// One member, its values as they may be shown.
#[derive(Debug, Serialize)]
pub struct MovedMember {
    pub path: String,
    /// `changed`, `lost`, `added`.
    pub kind: &'static str,
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
        let kind = match difference.kind {
            DifferenceKind::Changed => "changed",
            DifferenceKind::Lost => "lost",
            DifferenceKind::Added => "added",
        };
        Self { path, kind, before, after }
    }
}
