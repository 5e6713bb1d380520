//! Send: what a handler answered to deliveries (`vsw/trigger/1`, `vsw/replay/1`).

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
    /// Null if no complete response came.
    pub status: Option<u16>,
    pub took_ms: u64,
    /// Why no complete response came.
    pub error: Option<String>,
    #[serde(skip)]
    pub hint: Option<&'static str>,
    /// Whether a captured delivery was signed again; null if it was not captured.
    pub signed_again: Option<bool>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SendSummary {
    /// Deliveries with a 2xx response.
    pub taken: u64,
    /// Deliveries with another response.
    pub refused: u64,
    /// Deliveries without a complete response.
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
