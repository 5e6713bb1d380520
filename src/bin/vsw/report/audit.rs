//! `AuditReport`: the result of auditing a log of deliveries (`vsw/audit/1`), and the result for one line.

use std::collections::BTreeMap;

use serde::Serialize;
use vsw::delivery::{Event, Product};
use vsw::verify::{Cause, Code};

use crate::exit::Exit;

/// The totals of one or several logs.
#[derive(Debug, Serialize)]
pub struct AuditReport {
    pub by: &'static str,
    /// The era, which determines the events that are expected to be signed.
    pub signing: &'static str,
    pub summary: Summary,
    /// The number of genuine deliveries by product.
    pub products: BTreeMap<&'static str, u64>,
    /// The number of rejections by code; only the first failure of each delivery counts.
    pub rejected: BTreeMap<&'static str, u64>,
    pub groups: Vec<Row>,
    /// The first broken lines.
    pub broken: Vec<BrokenLine>,
    /// The events that the log must contain.
    pub required: Vec<Required>,
    pub max_unsigned: u64,
    /// The time in seconds within which a repeated token is a replay; null if replays were not checked.
    pub replay_window: Option<u64>,
    /// The number of deliveries with an earlier time than the previous delivery. Replays among them may be missed.
    pub disordered: u64,
    /// Whether tokens were dropped before the window ended, because there were too many.
    pub forgot_early: bool,
    /// Why some logs could not be read to their ends; all other logs were.
    pub incomplete: Option<String>,
    /// A cause that explains more than half of the examined lines of one status, rejected or unsigned. The status with
    /// more lines is examined first, and the other only if no such cause is found.
    pub sampled_cause: Option<SampledCause>,
    /// The next step, if the command line does not seem to fit the log, or something was rejected.
    pub hint: Option<String>,
    #[serde(skip)]
    pub verified_as_of: VerifiedAsOf,
}

/// The time as of which the deliveries were verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerifiedAsOf {
    LogTime,
    /// The time in the log, or `--now` for a line without one.
    LogTimeOrNow,
    Now,
}

/// The likely cause of the rejected or of the unsigned lines. A sample: only some of the first lines were examined.
#[derive(Debug, Serialize)]
pub struct SampledCause {
    /// Whether rejected or unsigned lines were examined.
    pub verdict: &'static str,
    pub code: Cause,
    /// The finding for the first line that the cause explains.
    pub detail: String,
    pub remedy: &'static str,
    /// The number of examined lines that the cause explains.
    pub explained: u64,
    /// The number of examined lines with this verdict.
    pub sampled: u64,
}

/// The number of lines by status.
#[derive(Debug, Serialize)]
pub struct Summary {
    /// Lines that are not empty.
    pub read: u64,
    pub genuine: u64,
    pub unsigned: u64,
    pub unsigned_expected: u64,
    pub rejected: u64,
    pub replayed: u64,
    pub broken: u64,
    /// Lines excluded by `--since` and `--until`.
    pub outside: u64,
}

/// One group of deliveries.
#[derive(Debug, Serialize)]
pub struct Row {
    pub name: String,
    /// Whether the name can be trusted: it comes from genuine deliveries or from the log itself, or is `(others)`. False
    /// if only deliveries that are not genuine claim the name, or if it is `unverified`.
    pub verified: bool,
    pub genuine: u64,
    pub unsigned: u64,
    pub unsigned_expected: u64,
    pub rejected: BTreeMap<&'static str, u64>,
    pub replayed: u64,
}

/// A line without a readable delivery or time of receipt.
#[derive(Debug, Serialize)]
pub struct BrokenLine {
    /// The file; null for stdin.
    pub file: Option<String>,
    pub line: u64,
    pub detail: String,
}

/// An event that the log must contain.
#[derive(Debug, Serialize)]
pub struct Required {
    pub event: Event,
    /// The number of genuine deliveries of this event, replayed ones included.
    pub genuine: u64,
}

/// The result for one line.
#[derive(Debug, Serialize)]
pub struct LineReport<'a> {
    pub line: u64,
    pub verdict: &'static str,
    pub code: Option<Code>,
    /// The file; null for stdin.
    pub file: Option<&'a str>,
    pub detail: Option<&'a str>,
    /// The product according to the payload, verified or not.
    pub product: Product,
    /// The event of a call, if the payload is verified.
    pub event: Option<Event>,
    /// The event according to the payload, verified or not.
    pub claimed_event: Event,
    pub received_at: Option<u64>,
    pub api_key: Option<&'a str>,
    pub application_id: Option<&'a str>,
    /// An identifier of the token, equal for two lines with the same token.
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

    /// Returns the number of checked lines: all except those outside the requested times.
    pub fn checked(&self) -> u64 {
        self.summary.read.saturating_sub(self.summary.outside)
    }

    /// Returns whether any checked line is not broken, so that it has a verdict.
    pub fn has_verdicts(&self) -> bool {
        self.checked() > self.summary.broken
    }

    /// Returns the number of deliveries that fail the audit; unsigned ones count only if there are more than allowed.
    pub fn failed(&self) -> u64 {
        let Summary { unsigned, rejected, replayed, broken, .. } = self.summary;
        let unsigned = if unsigned > self.max_unsigned { unsigned } else { 0 };
        unsigned + rejected + replayed + broken
    }

    /// Returns the required events without a genuine or replayed delivery.
    pub fn missing(&self) -> impl Iterator<Item = Event> {
        self.required.iter().filter(|required| required.genuine == 0).map(|required| required.event)
    }
}
