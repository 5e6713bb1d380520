//! `DoctorReport`: what is right and what is wrong with a set-up, fit for showing to anybody (`vsw/doctor/1`).

use serde::Serialize;

use super::counts::{Counted, Counts};
use crate::exit::Exit;

/// A set-up that was looked at.
#[derive(Debug, Serialize)]
pub struct DoctorReport {
    pub platform: String,
    pub offline: bool,
    pub requests: u32,
    pub checks: Vec<Check>,
    pub summary: Counts<Finding>,
}

/// One thing that was looked at.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    pub name: &'static str,
    pub verdict: Finding,
    /// One sentence.
    pub detail: String,
    /// The way out; null where there is nothing to do.
    pub hint: Option<String>,
    #[serde(skip)]
    pub exit: Exit,
}

/// What it came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Finding {
    Ok,
    /// Worth knowing, and maybe as it should be.
    Note,
    Wrong,
    /// Not looked at, and why.
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
    /// The worst of what is wrong.
    pub fn exit(&self) -> Exit {
        self.checks.iter().fold(Exit::Yes, |worst, check| worst.worse(check.exit))
    }
}
