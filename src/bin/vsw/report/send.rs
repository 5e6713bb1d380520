//! Send: what a handler answered to deliveries (`vsw/trigger/1`, `vsw/replay/1`) and to forgeries (`vsw/probe/1`).

use serde::Serialize;
use vsw::delivery::Event;

use crate::exit::Exit;

/// The deliveries that were sent.
#[derive(Debug, Serialize)]
pub struct SendReport {
    /// The command: `trigger` or `replay`.
    #[serde(skip)]
    pub command: &'static str,
    pub target: String,
    pub deliveries: Vec<SentDelivery>,
    pub summary: SendSummary,
}

/// One delivery and its answer.
#[derive(Debug, Serialize)]
pub struct SentDelivery {
    pub event: Event,
    pub method: &'static str,
    pub url: String,
    /// Null if no response came.
    pub status: Option<u16>,
    pub took_ms: u64,
    /// Why no response came.
    pub error: Option<String>,
    /// Whether a captured delivery was signed again; null if it was not captured.
    pub signed_again: Option<bool>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SendSummary {
    /// With a 2xx.
    pub taken: u64,
    /// With another status.
    pub refused: u64,
    /// Without a response.
    pub failed: u64,
}

impl SentDelivery {
    pub fn is_taken(&self) -> bool {
        self.status.is_some_and(is_success)
    }
}

fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

impl SendReport {
    pub fn new(command: &'static str, target: String, deliveries: Vec<SentDelivery>) -> Self {
        let mut summary = SendSummary::default();
        for delivery in &deliveries {
            let count = match delivery.status {
                Some(status) if is_success(status) => &mut summary.taken,
                Some(_) => &mut summary.refused,
                None => &mut summary.failed,
            };
            *count += 1;
        }
        Self { command, target, deliveries, summary }
    }

    pub fn exit(&self) -> Exit {
        match self.summary {
            SendSummary { refused: 0, failed: 0, .. } => Exit::Yes,
            SendSummary { taken: 0, refused: 0, .. } => Exit::Unreachable,
            _ => Exit::No,
        }
    }
}

/// What a handler answered to a genuine delivery, forgeries and a replay.
#[derive(Debug, Serialize)]
pub struct ProbeReport {
    pub target: String,
    pub genuine: Vec<ProbedGenuine>,
    pub forgeries: Vec<ProbedForgery>,
    pub replay: ProbedReplay,
    pub summary: ProbeSummary,
    /// The kinds that were not sent.
    pub skipped: Vec<String>,
    /// Whether an accepted replay is a failure.
    #[serde(skip)]
    pub strict: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    Before,
    After,
}

#[derive(Debug, Serialize)]
pub struct ProbedGenuine {
    pub when: When,
    pub status: Option<u16>,
    pub taken: bool,
    /// Why no response came.
    pub error: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct ProbedForgery {
    pub kind: String,
    /// The code with which vsw rejects it.
    pub code: vsw::verify::Code,
    pub status: Option<u16>,
    pub outcome: ProbeOutcome,
    /// The hole that an accepted forgery shows.
    #[serde(skip)]
    pub hole: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProbeOutcome {
    Refused,
    Accepted,
    Error,
}

#[derive(Debug, Serialize)]
pub struct ProbedReplay {
    pub status: Option<u16>,
    pub outcome: ProbeOutcome,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ProbeSummary {
    pub refused: u64,
    pub accepted: u64,
    pub errors: u64,
}

impl ProbeOutcome {
    /// Returns what a status means for a delivery that must be refused. 503 asks for a signed retry.
    pub fn of(status: Option<u16>) -> Self {
        match status {
            Some(status) if is_success(status) => Self::Accepted,
            Some(503) => Self::Refused,
            Some(status) if status < 500 => Self::Refused,
            _ => Self::Error,
        }
    }
}

impl ProbeReport {
    pub fn exit(&self) -> Exit {
        let is_open = |outcome: ProbeOutcome| outcome != ProbeOutcome::Refused;
        if !self.genuine.iter().all(|genuine| genuine.taken) {
            Exit::Unreachable
        } else if self.forgeries.iter().any(|forgery| is_open(forgery.outcome))
            || (self.strict && is_open(self.replay.outcome))
        {
            Exit::No
        } else {
            Exit::Yes
        }
    }
}
