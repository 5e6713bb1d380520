//! `DoctorReport`: what is right and what is wrong with a set-up, fit for showing to anybody (`vsw/doctor/1`).

use serde::Serialize;

use crate::exit::Exit;

/// A set-up that was looked at.
#[derive(Debug, Serialize)]
pub struct DoctorReport {
    pub platform: String,
    pub offline: bool,
    pub requests: u32,
    pub checks: Vec<Check>,
    pub summary: DoctorSummary,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Finding {
    Ok,
    /// Worth knowing, and maybe as it should be.
    Note,
    Wrong,
    /// Not looked at, and why.
    Skipped,
}

/// How many checks came to what.
#[derive(Debug, Serialize)]
pub struct DoctorSummary {
    pub ok: usize,
    pub note: usize,
    pub wrong: usize,
    pub skipped: usize,
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

impl DoctorSummary {
    pub fn of(checks: &[Check]) -> Self {
        let count = |verdict| checks.iter().filter(|check| check.verdict == verdict).count();
        Self {
            ok: count(Finding::Ok),
            note: count(Finding::Note),
            wrong: count(Finding::Wrong),
            skipped: count(Finding::Skipped),
        }
    }
}

impl DoctorReport {
    /// The worst of what is wrong.
    pub fn exit(&self) -> Exit {
        self.checks.iter().fold(Exit::Yes, |worst, check| worst.worse(check.exit))
    }
}
