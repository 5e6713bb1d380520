//! Published: the board, shared with the server of metrics, and how old what stands there is.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::context::Context;
use crate::metrics::{Facts, Form};
use crate::render::{metrics_text, of_board, open_metrics};
use crate::report::watch::Board;

/// What a watch knows, for others.
pub struct Published {
    board: Mutex<Board>,
    elapsed: Box<dyn Fn() -> Duration + Send + Sync>,
    /// When a round was good last, since the start.
    good: Mutex<Option<Duration>>,
    /// After so long without a good round not all is well.
    patience: Duration,
}

/// How many intervals may go by without a good round.
const INTERVALS: u32 = 3;

impl Published {
    pub fn new(every: Duration, context: &Context) -> Self {
        let board = Board {
            every_seconds: every.as_secs_f64(),
            last_reload: Some(context.now()),
            ..Board::default()
        };
        Self {
            board: Mutex::new(board),
            elapsed: Box::new(context.stopwatch()),
            good: Mutex::new(None),
            patience: every.saturating_mul(INTERVALS),
        }
    }

    /// The board, also after a panic that left it locked: it is only ever changed by whole steps.
    pub fn board(&self) -> MutexGuard<'_, Board> {
        self.board.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A round read what it should.
    pub fn good(&self) {
        *self.good.lock().unwrap_or_else(PoisonError::into_inner) = Some((self.elapsed)());
    }
}

impl Facts for Published {
    fn metrics(&self, form: Form) -> String {
        let metrics = of_board(&self.board());
        match form {
            Form::Text => metrics_text(&metrics),
            Form::OpenMetrics => open_metrics(&metrics),
        }
    }

    fn health(&self) -> Result<String, String> {
        let good = *self.good.lock().unwrap_or_else(PoisonError::into_inner);
        let age = (self.elapsed)().saturating_sub(good.unwrap_or_default());
        let words = match good {
            Some(_) => format!("the last good round was {} s ago", age.as_secs()),
            None => format!("no round was good yet, {} s after the start", age.as_secs()),
        };
        if age > self.patience { Err(words) } else { Ok(words) }
    }
}
