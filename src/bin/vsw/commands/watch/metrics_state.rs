//! MetricsState: the board, shared with the server of metrics, and how old what stands there is.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::context::Context;
use crate::metrics::{ContentFormat, Facts};
use crate::render::{metrics_text, of_watch_state, open_metrics};
use crate::report::watch::WatchState;

/// What a watch knows, for others.
pub struct MetricsState {
    board: Mutex<WatchState>,
    elapsed: Box<dyn Fn() -> Duration + Send + Sync>,
    /// After so long without a good round not all is well.
    patience: Duration,
}

/// How many intervals may go by without a good round.
const INTERVALS: u32 = 3;

impl MetricsState {
    pub fn new(every: Duration, context: &Context) -> Self {
        let board = WatchState {
            every_seconds: every.as_secs_f64(),
            last_reload: Some(context.now()),
            ..WatchState::default()
        };
        Self {
            board: Mutex::new(board),
            elapsed: Box::new(context.stopwatch()),
            patience: every.saturating_mul(INTERVALS),
        }
    }

    /// The board, also after a panic that left it locked: it is only ever changed by whole steps.
    pub fn board(&self) -> MutexGuard<'_, WatchState> {
        self.board.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How long ago the watch began.
    pub fn elapsed(&self) -> Duration {
        (self.elapsed)()
    }
}

impl Facts for MetricsState {
    fn metrics(&self, format: ContentFormat) -> String {
        let metrics = of_watch_state(&self.board());
        match format {
            ContentFormat::Text => metrics_text(&metrics),
            ContentFormat::OpenMetrics => open_metrics(&metrics),
        }
    }

    fn health(&self) -> Result<String, String> {
        let good = self.board().last_good_after;
        let age = self.elapsed().saturating_sub(good.unwrap_or_default());
        let words = match good {
            Some(_) => format!("the last good round was {} s ago", age.as_secs()),
            None => format!("no round was good yet, {} s after the start", age.as_secs()),
        };
        if age > self.patience { Err(words) } else { Ok(words) }
    }
}
