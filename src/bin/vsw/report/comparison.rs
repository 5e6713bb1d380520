//! The result of comparing applications with earlier documents (`vsw/diff/1`).

use serde::Serialize;
use vsw::application::ApplicationId;
use vsw::drift::LikelyCause;
use vsw::json::{Difference, DifferenceKind};

use super::counts::{Counted, Counts};
use super::{Moved, Selection, diff};
use crate::codes::Code;
use crate::exit::Exit;
use crate::vocabulary::SigningState;

/// With several applications, `profile`, `id`, `name`, `signing`, `against` and `differences` are null.
#[derive(Debug, Default, Serialize)]
pub struct ComparisonReport {
    pub profile: Option<String>,
    pub requests: u32,
    pub id: Option<ApplicationId>,
    pub name: Option<String>,
    pub signing: Option<SigningState>,
    pub against: Option<Against>,
    pub differences: Option<Vec<MovedMember>>,
    pub selection: Option<Selection>,
    pub applications: Vec<ComparedApplication>,
    pub summary: Counts<Comparison>,
    #[serde(skip)]
    pub file: Option<String>,
    /// Whether the differences were already printed, before a prompt.
    #[serde(skip)]
    pub shown: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct ComparedApplication {
    pub profile: String,
    pub id: ApplicationId,
    pub name: Option<String>,
    pub signing: SigningState,
    pub outcome: Comparison,
    pub code: Option<Code>,
    /// An error. For an accepted application, the signing problem that `vsw status` will still report.
    pub detail: Option<String>,
    pub against: Option<Against>,
    pub differences: Vec<MovedMember>,
    #[serde(skip)]
    pub likely_cause: Option<LikelyCause>,
    #[serde(skip)]
    pub diff: Vec<diff::Line>,
    #[serde(skip)]
    pub remedy: Option<String>,
    #[serde(skip)]
    pub exit: Exit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Comparison {
    Same,
    Moved,
    Accepted,
    Unknown,
}

impl Counted for Comparison {
    const ALL: &'static [Self] = &[Self::Same, Self::Moved, Self::Accepted, Self::Unknown];
}

#[derive(Clone, Debug, Serialize)]
pub struct Against {
    pub kind: ReferenceSource,
    pub name: Option<String>,
    pub at: Option<String>,
    pub signing: SigningState,
    /// Whether the document's secrets are masked, so that changed secrets are not detected.
    pub masked: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReferenceSource {
    /// The document after the last change by vsw, from the journal.
    Journal,
    /// The document that a person accepted.
    Accepted,
    /// The first document that vsw saw.
    FirstSeen,
    Snapshot,
    #[serde(rename = "baseline")]
    BaselineFile,
    Document,
}

/// The values are masked and shortened, as in [`Moved`].
#[derive(Clone, Debug, Serialize)]
pub struct MovedMember {
    pub path: String,
    pub kind: DifferenceKind,
    pub before: Option<String>,
    pub after: Option<String>,
}

impl ComparisonReport {
    pub fn of(requests: u32, selection: Selection, applications: Vec<ComparedApplication>) -> Self {
        let summary = applications.iter().map(|one| one.outcome).collect();
        let report = Self { requests, selection: Some(selection), summary, ..Self::default() };
        let [one] = applications.as_slice() else { return Self { applications, ..report } };
        let one = one.clone();
        Self {
            profile: Some(one.profile),
            id: Some(one.id),
            name: one.name,
            signing: Some(one.signing),
            against: one.against,
            differences: Some(one.differences),
            applications,
            ..report
        }
    }

    pub fn exit(&self) -> Exit {
        Exit::of_survey(self.applications.iter().map(|one| one.exit))
    }
}

impl MovedMember {
    pub fn of(difference: &Difference) -> Self {
        let Moved { path, before, after } = Moved::from(difference);
        Self { path, kind: difference.kind, before, after }
    }
}
