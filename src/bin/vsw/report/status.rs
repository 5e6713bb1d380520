//! `StatusReport`: are the applications still as they should be (`vsw/status/1`).

use serde::Serialize;
use serde_json::value::RawValue;
use vsw::application::ApplicationId;

use super::{Moved, Place, Selection};
use crate::exit::Exit;

/// A drift check of one or several applications.
#[derive(Debug, Serialize)]
pub struct StatusReport {
    pub schema: &'static str,
    pub vsw: &'static str,
    pub checked_at: String,
    pub requests: u32,
    pub selection: Selection,
    pub applications: Vec<CheckedApplication>,
    pub summary: StatusSummary,
}

/// What is known of one application.
#[derive(Debug, Serialize)]
pub struct CheckedApplication {
    pub profile: String,
    pub id: ApplicationId,
    pub name: Option<String>,
    pub capability: &'static str,
    pub signing: &'static str,
    pub expected: &'static str,
    pub verdict: Verdict,
    pub code: Option<&'static str>,
    pub detail: Option<String>,
    pub problems: Vec<FoundProblem>,
    pub differences: Vec<Place>,
    pub last_confirmed_at: Option<String>,
    /// What moved, for a person: each place with its masked values.
    #[serde(skip)]
    pub moved: Vec<Moved>,
    #[serde(skip)]
    pub exit: Exit,
}

/// One thing that is not as it should be.
#[derive(Debug, Serialize)]
pub struct FoundProblem {
    pub code: &'static str,
    pub path: &'static str,
    pub expected: bool,
    pub actual: Option<Box<RawValue>>,
}

/// The judgement of one application in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Ok,
    Drift,
    Unknown,
    Skipped,
    /// A word of the published contract; waivers come with fleet files.
    Waived,
}

/// How many applications had each verdict.
#[derive(Debug, Default, Serialize)]
pub struct StatusSummary {
    pub ok: usize,
    pub drift: usize,
    pub unknown: usize,
    pub skipped: usize,
    pub waived: usize,
}

impl StatusSummary {
    pub fn of(applications: &[CheckedApplication]) -> Self {
        let count =
            |verdict| applications.iter().filter(|application| application.verdict == verdict).count();
        Self {
            ok: count(Verdict::Ok),
            drift: count(Verdict::Drift),
            unknown: count(Verdict::Unknown),
            skipped: count(Verdict::Skipped),
            waived: count(Verdict::Waived),
        }
    }
}

impl StatusReport {
    /// 1 as soon as one drift is known, else the worst of what is unknown.
    pub fn exit(&self) -> Exit {
        Exit::of_survey(self.applications.iter().map(|application| application.exit))
    }
}
