//! `StatusReport`: are the applications still as they should be (`vsw/status/1`).

use serde::Serialize;
use serde_json::value::RawValue;
use vsw::application::{ApplicationId, Capability};

use super::counts::{Counted, Counts};
use super::{Moved, Selection, SourceLocation, places};
use crate::codes::Code;
use crate::exit::Exit;
use crate::vocabulary::{SigningState, Word as _};

/// A drift check of one or several applications.
#[derive(Debug, Serialize)]
pub struct StatusReport {
    pub checked_at: String,
    pub requests: u32,
    pub selection: Selection,
    /// The baseline file that they were held against.
    pub baseline: Option<String>,
    pub read: ReadBy,
    /// Whether all that was to be looked at was. Where it was not, `code` and `detail` say why.
    pub complete: bool,
    pub code: Option<Code>,
    pub detail: Option<String>,
    pub applications: Vec<CheckedApplication>,
    pub summary: Counts<Verdict>,
    /// The applications were shown as they were read, and are not kept.
    #[serde(skip)]
    pub shown: bool,
    /// 1 as soon as one drift is known, else the worst of what is unknown.
    #[serde(skip)]
    pub ended: Exit,
    /// What the reason why it is not complete makes of it; `Yes` where it is.
    #[serde(skip)]
    pub incomplete: Exit,
}

/// What is known of one application.
#[derive(Debug, Serialize)]
pub struct CheckedApplication {
    pub profile: String,
    pub id: ApplicationId,
    pub name: Option<String>,
    pub capability: Capability,
    pub signing: SigningState,
    pub expected: ExpectedSigning,
    pub verdict: Verdict,
    pub code: Option<Code>,
    pub detail: Option<String>,
    pub problems: Vec<FoundProblem>,
    #[serde(serialize_with = "places")]
    pub differences: Vec<Moved>,
    pub last_confirmed_at: Option<String>,
    /// Where a fleet file says what this application should be.
    pub declared: Option<SourceLocation>,
    /// The exception that a fleet file makes for it, in force or ended.
    pub waiver: Option<WaiverNote>,
    #[serde(skip)]
    pub exit: Exit,
}

/// One thing that is not as it should be.
#[derive(Debug, Serialize)]
pub struct FoundProblem {
    pub code: Code,
    pub path: &'static str,
    /// What should be there, as JSON.
    pub expected: Box<RawValue>,
    pub actual: Option<Box<RawValue>>,
}

/// A waiver, as its fleet file has it.
#[derive(Clone, Debug, Serialize)]
pub struct WaiverNote {
    pub reason: String,
    pub owner: String,
    /// Its last day, in UTC: `2026-12-31`.
    pub until: String,
    /// It is past its last day and excuses nothing any more.
    pub ended: bool,
}

impl WaiverNote {
    pub fn sentence(&self) -> String {
        let state = if self.ended { "waiver ended" } else { "waived until" };
        format!("{state} {}: {}; owner {}", self.until, self.reason, self.owner)
    }
}

/// By which requests applications were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ReadBy {
    Get,
    List,
    Both,
}

/// What signing should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ExpectedSigning {
    On,
    Off,
    /// Nobody said.
    Any,
}

/// The judgement of one application in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Ok,
    Drift,
    Unknown,
    Skipped,
    /// It is a drift that a fleet file excuses, with a reason and an end.
    Waived,
    /// It exists, and the fleet file does not mention it.
    Unlisted,
}

impl Counted for Verdict {
    const ALL: &'static [Self] =
        &[Self::Ok, Self::Drift, Self::Unknown, Self::Skipped, Self::Waived, Self::Unlisted];
}

impl Counts<Verdict> {
    /// How many there are of each verdict but `ok`, with its word.
    pub fn beside_ok(&self) -> impl Iterator<Item = (usize, String)> {
        let rest = self.iter().filter(|(verdict, _)| *verdict != Verdict::Ok);
        rest.map(|(verdict, count)| (count, verdict.to_word()))
    }
}
