//! The results of `vsw trigger` (`vsw/trigger/1`) and `vsw replay` (`vsw/replay/1`).

use serde::Serialize;
use vsw::delivery::Event;

use crate::exit::Exit;

#[derive(Debug, Serialize)]
pub struct SendReport {
    #[serde(skip)]
    pub command: &'static str,
    pub target: String,
    pub deliveries: Vec<SentDelivery>,
    pub summary: SendSummary,
}

#[derive(Debug, Serialize)]
pub struct SentDelivery {
    pub event: Event,
    pub method: &'static str,
    pub url: String,
    /// The response's status code. Null without a complete response.
    pub status: Option<u16>,
    pub took_ms: u64,
    pub error: Option<String>,
    #[serde(skip)]
    pub hint: Option<&'static str>,
    /// Whether `vsw replay` signed the captured delivery anew. Null for a delivery of `vsw trigger`.
    pub signed_again: Option<bool>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SendSummary {
    /// Number of 2xx responses.
    pub taken: u64,
    /// Number of other responses.
    pub refused: u64,
    /// Number of deliveries without a complete response.
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
