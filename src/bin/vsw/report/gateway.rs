//! The numbers of a gateway, for its metrics.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;

#[derive(Debug, Default)]
pub struct GatewayState {
    pub deliveries: BTreeMap<DeliveryLabels, u64>,
    /// Includes deliveries that only `--report-only` let through.
    pub refused: u64,
    pub report_only: bool,
    /// Refused requests that are not deliveries, by the status of the response.
    pub requests_refused: BTreeMap<u16, u64>,
    /// Genuine deliveries by the label of the secret. Replays do not count, because an old delivery does not
    /// show that its secret is still in use.
    pub signed: BTreeMap<String, u64>,
    /// The times of forwarded requests at the upstream, by route.
    pub upstream_times: BTreeMap<String, Histogram>,
    pub store_times: Histogram,
    pub store_is_up: bool,
    pub tokens_held: u64,
    pub tokens_left_pending: u64,
    pub in_flight: u64,
    pub last_reload: Option<Timestamp>,
    pub reload_failed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeliveryLabels {
    /// Empty if the route covers all paths.
    pub route: String,
    pub verdict: String,
    /// The first failure; empty if there is none.
    pub code: String,
    pub status: u16,
}

#[derive(Clone, Debug, Default)]
pub struct Histogram {
    /// Counts each duration for the first of the [`BOUNDS`] that it does not exceed. Not cumulative.
    pub counts: [u64; BOUNDS.len()],
    /// Includes durations above the last bound.
    pub count: u64,
    pub sum: Duration,
}

/// Upper bounds of durations, in seconds. The last is 5 s, because Vonage gives up after that time.
pub const BOUNDS: [f64; 13] =
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];

impl Histogram {
    pub fn add(&mut self, time: Duration) {
        let seconds = time.as_secs_f64();
        let within = BOUNDS.iter().zip(&mut self.counts).find(|(bound, _)| seconds <= **bound);
        if let Some((_, count)) = within {
            *count += 1;
        }
        self.count += 1;
        self.sum = self.sum.saturating_add(time);
    }
}
