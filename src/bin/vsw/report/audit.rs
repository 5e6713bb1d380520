//! The result of `vsw audit` (`vsw/audit/1`), and the result for one line of a log.

use std::collections::BTreeMap;

use serde::Serialize;
use vsw::delivery::{Event, Product};
use vsw::verify::{Cause, Code};

use crate::exit::Exit;

#[derive(Debug, Serialize)]
pub struct AuditReport {
    pub by: &'static str,
    pub signing: &'static str,
    pub summary: Summary,
    pub products: BTreeMap<&'static str, u64>,
    /// Only the first failure of each delivery counts.
    pub rejected: BTreeMap<&'static str, u64>,
    pub groups: Vec<Row>,
    pub broken: Vec<BrokenLine>,
    pub required: Vec<Required>,
    pub max_unsigned: u64,
    /// In seconds; null if replays were not checked.
    pub replay_window: Option<u64>,
    /// Deliveries with an earlier time than the previous delivery. Replays among them may be missed.
    pub disordered: u64,
    pub forgot_early: bool,
    pub incomplete: Option<String>,
    pub sampled_cause: Option<SampledCause>,
    pub hint: Option<String>,
    #[serde(skip)]
    pub verified_as_of: VerifiedAsOf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerifiedAsOf {
    LogTime,
    /// `--now` is used only for lines without a time.
    LogTimeOrNow,
    Now,
}

/// A cause found in a sample: only the first deliveries with this verdict were examined.
#[derive(Debug, Serialize)]
pub struct SampledCause {
    pub verdict: &'static str,
    pub code: Cause,
    pub detail: String,
    pub remedy: &'static str,
    pub explained: u64,
    pub sampled: u64,
}

#[derive(Debug, Serialize)]
pub struct Summary {
    pub read: u64,
    pub genuine: u64,
    pub unsigned: u64,
    pub unsigned_expected: u64,
    pub rejected: u64,
    pub replayed: u64,
    pub broken: u64,
    pub outside: u64,
}

#[derive(Debug, Serialize)]
pub struct Row {
    pub name: String,
    /// False for a name that only rejected or unsigned deliveries claim, and for the group `unverified`.
    pub verified: bool,
    pub genuine: u64,
    pub unsigned: u64,
    pub unsigned_expected: u64,
    pub rejected: BTreeMap<&'static str, u64>,
    pub replayed: u64,
}

#[derive(Debug, Serialize)]
pub struct BrokenLine {
    /// Null for stdin.
    pub file: Option<String>,
    pub line: u64,
    pub detail: String,
}

#[derive(Debug, Serialize)]
pub struct Required {
    pub event: Event,
    /// Includes replayed deliveries.
    pub genuine: u64,
}

#[derive(Debug, Serialize)]
pub struct LineReport<'a> {
    pub line: u64,
    pub verdict: &'static str,
    pub code: Option<Code>,
    /// Null for stdin.
    pub file: Option<&'a str>,
    pub detail: Option<&'a str>,
    /// According to the payload, verified or not.
    pub product: Product,
    pub event: Option<Event>,
    /// According to the payload, verified or not.
    pub claimed_event: Event,
    pub received_at: Option<u64>,
    pub api_key: Option<&'a str>,
    pub application_id: Option<&'a str>,
    /// Equal for two lines with the same token.
    pub token: Option<String>,
    pub from: Option<&'a str>,
    pub to: Option<&'a str>,
}

impl AuditReport {
    pub fn exit(&self) -> Exit {
        match self {
            Self { incomplete: Some(_), .. } => Exit::Configuration,
            report if report.checked() == 0 => Exit::Configuration,
            report if report.failed() == 0 && report.missing().next().is_none() => Exit::Yes,
            _ => Exit::No,
        }
    }

    pub fn checked(&self) -> u64 {
        self.summary.read.saturating_sub(self.summary.outside)
    }

    /// Broken lines have no verdict.
    pub fn has_verdicts(&self) -> bool {
        self.checked() > self.summary.broken
    }

    pub fn failed(&self) -> u64 {
        let Summary { unsigned, rejected, replayed, broken, .. } = self.summary;
        let unsigned = if unsigned > self.max_unsigned { unsigned } else { 0 };
        unsigned + rejected + replayed + broken
    }

    pub fn missing(&self) -> impl Iterator<Item = Event> {
        self.required.iter().filter(|required| required.genuine == 0).map(|required| required.event)
    }
}
