//! `ComparisonReport`: applications compared with earlier documents (`vsw/diff/1`).

use serde::Serialize;
use vsw::application::ApplicationId;
use vsw::drift::LikelyCause;
use vsw::json::{Difference, DifferenceKind};

use super::counts::{Counted, Counts};
use super::{Moved, Selection, diff};
use crate::codes::Code;
use crate::exit::Exit;
use crate::vocabulary::SigningState;

/// The differences between the documents. `profile`, `id`, `name`, `signing`, `against` and `differences` are those of
/// the application if there is only one, else null.
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
    /// The file of `--against`.
    #[serde(skip)]
    pub file: Option<String>,
    /// Whether the differences were printed already, before a question.
    #[serde(skip)]
    pub shown: bool,
}

/// One application and its earlier document.
#[derive(Clone, Debug, Serialize)]
pub struct ComparedApplication {
    pub profile: String,
    pub id: ApplicationId,
    pub name: Option<String>,
    pub signing: SigningState,
    pub outcome: Comparison,
    /// Why the application could not be compared or accepted.
    pub code: Option<Code>,
    /// The reason in words. Also set for an accepted application whose signing `vsw status` still reports.
    pub detail: Option<String>,
    pub against: Option<Against>,
    pub differences: Vec<MovedMember>,
    /// The likely reason why the flag is gone, for the text output.
    #[serde(skip)]
    pub likely_cause: Option<LikelyCause>,
    /// The diff of the two documents, for the text output.
    #[serde(skip)]
    pub diff: Vec<diff::Line>,
    /// The next step if the application could not be read.
    #[serde(skip)]
    pub remedy: Option<String>,
    #[serde(skip)]
    pub exit: Exit,
}

/// The result for one application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Comparison {
    Same,
    Moved,
    /// The present document is the reference from now on.
    Accepted,
    /// The application could not be read, has no earlier document, or could not be accepted.
    Unknown,
}

impl Counted for Comparison {
    const ALL: &'static [Self] = &[Self::Same, Self::Moved, Self::Accepted, Self::Unknown];
}

/// The earlier document.
#[derive(Clone, Debug, Serialize)]
pub struct Against {
    pub kind: ReferenceSource,
    /// The name of a snapshot or a file.
    pub name: Option<String>,
    pub at: Option<String>,
    pub signing: SigningState,
    /// Whether the document's secrets are masked, so that changes inside them are not detected.
    pub masked: bool,
}

/// The source of the earlier document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReferenceSource {
    /// The document that vsw wrote last.
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

/// One changed member. The values are masked and shortened, as in [`Moved`].
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
