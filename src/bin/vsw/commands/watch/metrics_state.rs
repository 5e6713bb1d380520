//! `MetricsState`: the metrics and the health of a watch, shared with the server of `/metrics` and `/healthz`.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::context::Context;
use crate::metrics::{ContentFormat, Facts};
use crate::render::{metrics_text, of_watch_state, open_metrics};
use crate::report::watch::WatchState;

pub struct MetricsState {
    state: Mutex<WatchState>,
    elapsed: Box<dyn Fn() -> Duration + Send + Sync>,
    /// After this time without a good round, the watch is unhealthy.
    patience: Duration,
}

const UNHEALTHY_AFTER_INTERVALS: u32 = 3;

impl MetricsState {
    pub fn new(every: Duration, context: &Context) -> Self {
        let state = WatchState {
            every_seconds: every.as_secs_f64(),
            last_reload: Some(context.now()),
            ..WatchState::default()
        };
        Self {
            state: Mutex::new(state),
            elapsed: Box::new(context.stopwatch()),
            patience: every.saturating_mul(UNHEALTHY_AFTER_INTERVALS),
        }
    }

    /// Returns the state even if another thread panicked while holding the lock.
    pub fn lock(&self) -> MutexGuard<'_, WatchState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn elapsed(&self) -> Duration {
        (self.elapsed)()
    }
}

impl Facts for MetricsState {
    fn metrics(&self, format: ContentFormat) -> String {
        let metrics = of_watch_state(&self.lock());
        match format {
            ContentFormat::Text => metrics_text(&metrics),
            ContentFormat::OpenMetrics => open_metrics(&metrics),
        }
    }

    fn health(&self) -> Result<String, String> {
        let good = self.lock().last_good_after;
        let age = self.elapsed().saturating_sub(good.unwrap_or_default());
        let words = match good {
            Some(_) => format!("the last round that could check applications was {} s ago", age.as_secs()),
            None => format!("no round could check applications yet, {} s after the start", age.as_secs()),
        };
        if age > self.patience { Err(words) } else { Ok(words) }
    }
}
