//! `AuditReport`: what a log of deliveries holds (`vsw/audit/1`), and what is said of one line of it.

use std::collections::BTreeMap;

use serde::Serialize;
use vsw::delivery::Event;
use vsw::verify::Code;

use crate::exit::Exit;

/// One or several logs, counted.
#[derive(Debug, Serialize)]
pub struct AuditReport {
    pub by: &'static str,
    /// The era: what was expected to be signed.
    pub signing: &'static str,
    pub summary: Summary,
    /// Rejections by the code of each one's first failure.
    pub rejected: BTreeMap<&'static str, u64>,
    pub groups: Vec<Row>,
    /// The first lines that could not be read.
    pub broken: Vec<BrokenLine>,
    /// The events that had to be there.
    pub required: Vec<Required>,
    pub max_unsigned: u64,
    /// Within how many seconds a token's second coming is a replay; null where replays were not looked for.
    pub replay_window: Option<u64>,
    /// Deliveries that stand below one which came later. Replays among them may have been missed.
    pub disordered: u64,
    /// Whether tokens had to be forgotten early, because too many came within a window.
    pub forgot_early: bool,
    /// What ended the reading before the end.
    pub incomplete: Option<String>,
}

/// How many lines stand where.
#[derive(Debug, Serialize)]
pub struct Summary {
    /// Every line that is not empty.
    pub read: u64,
    pub genuine: u64,
    pub unsigned: u64,
    pub unsigned_expected: u64,
    pub rejected: u64,
    pub replayed: u64,
    pub broken: u64,
    /// Left out by --since and --until.
    pub outside: u64,
}

/// One group of deliveries.
#[derive(Debug, Serialize)]
pub struct Row {
    pub name: String,
    /// Whether the name was verified (or is the log's own), or is only what somebody claims.
    pub verified: bool,
    pub genuine: u64,
    pub unsigned: u64,
    pub unsigned_expected: u64,
    pub rejected: BTreeMap<&'static str, u64>,
    pub replayed: u64,
}

/// A line that could not be read.
#[derive(Debug, Serialize)]
pub struct BrokenLine {
    /// The file; null for stdin.
    pub file: Option<String>,
    pub line: u64,
    pub detail: String,
}

/// An event that had to be there.
#[derive(Debug, Serialize)]
pub struct Required {
    pub event: Event,
    pub genuine: u64,
}

/// What is said of one line.
#[derive(Debug, Serialize)]
pub struct LineReport<'a> {
    pub line: u64,
    pub verdict: &'static str,
    pub code: Option<Code>,
    /// The file; null for stdin.
    pub file: Option<&'a str>,
    pub detail: Option<&'a str>,
    /// The event, once the payload is known to be the one that was signed.
    pub event: Option<Event>,
    /// The event that the payload says it is, whoever wrote it.
    pub claimed_event: Event,
    pub received_at: Option<u64>,
    pub api_key: Option<&'a str>,
    pub application_id: Option<&'a str>,
    /// The same for two lines with the same token.
    pub token: Option<String>,
    pub from: Option<&'a str>,
    pub to: Option<&'a str>,
}

impl AuditReport {
    pub fn exit(&self) -> Exit {
        match self {
            Self { incomplete: Some(_), .. } => Exit::Configuration,
            report if report.looked_at() == 0 => Exit::Configuration,
            report if report.failed() == 0 && report.missing().next().is_none() => Exit::Yes,
            _ => Exit::No,
        }
    }

    /// How many lines were looked at: all but those outside of the times that were asked for.
    pub fn looked_at(&self) -> u64 {
        self.summary.read.saturating_sub(self.summary.outside)
    }

    /// How many deliveries make it fail; unsigned ones only where they are more than may be.
    pub fn failed(&self) -> u64 {
        let Summary { unsigned, rejected, replayed, broken, .. } = self.summary;
        let unsigned = if unsigned > self.max_unsigned { unsigned } else { 0 };
        unsigned + rejected + replayed + broken
    }

    /// The required events that no genuine delivery is.
    pub fn missing(&self) -> impl Iterator<Item = Event> {
        self.required.iter().filter(|required| required.genuine == 0).map(|required| required.event)
    }
}
