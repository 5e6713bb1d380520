//! The result of `vsw doctor`, the diagnosis of a setup (`vsw/doctor/1`).

use serde::Serialize;

use super::counts::{Counted, Counts};
use crate::exit::Exit;

#[derive(Debug, Serialize)]
pub struct DoctorReport {
    pub platform: String,
    pub offline: bool,
    pub requests: u32,
    pub checks: Vec<Check>,
    pub summary: Counts<Finding>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Check {
    pub name: &'static str,
    pub verdict: Finding,
    pub detail: String,
    pub hint: Option<String>,
    #[serde(skip)]
    pub exit: Exit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Finding {
    Ok,
    Note,
    Wrong,
    Skipped,
}

impl Check {
    pub fn ok(name: &'static str, detail: impl Into<String>) -> Self {
        Self { name, verdict: Finding::Ok, detail: detail.into(), hint: None, exit: Exit::Yes }
    }

    pub fn note(name: &'static str, detail: impl Into<String>, hint: Option<&str>) -> Self {
        let hint = hint.map(str::to_owned);
        Self { name, verdict: Finding::Note, detail: detail.into(), hint, exit: Exit::Yes }
    }

    pub fn wrong(name: &'static str, detail: impl Into<String>, hint: Option<String>, exit: Exit) -> Self {
        Self { name, verdict: Finding::Wrong, detail: detail.into(), hint, exit }
    }

    pub fn skipped(name: &'static str, detail: impl Into<String>) -> Self {
        Self { name, verdict: Finding::Skipped, detail: detail.into(), hint: None, exit: Exit::Yes }
    }
}

impl Counted for Finding {
    const ALL: &'static [Self] = &[Self::Ok, Self::Note, Self::Wrong, Self::Skipped];
}

impl DoctorReport {
    pub fn exit(&self) -> Exit {
        self.checks.iter().fold(Exit::Yes, |worst, check| worst.worse(check.exit))
    }
}
