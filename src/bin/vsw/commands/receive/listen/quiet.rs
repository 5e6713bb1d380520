//! Quiet: notes for `-v` about a minute without deliveries and about a jump of the clock.

use std::time::Duration;

use jiff::Timestamp;

use crate::context::Context;
use crate::screen::Line;

/// A note is printed after this time without a delivery.
const LONG: Duration = Duration::from_secs(60);
/// Seconds by which wall clock and stopwatch may differ between two looks. A larger difference is reported as a jump.
const JUMP: i64 = 5;

pub struct Quiet<'c> {
    context: &'c Context,
    elapsed: Box<dyn Fn() -> Duration>,
    last_at: Duration,
    looked_at: (Timestamp, Duration),
}

impl<'c> Quiet<'c> {
    pub fn new(context: &'c Context) -> Self {
        let elapsed = Box::new(context.stopwatch());
        Self { context, elapsed, last_at: Duration::ZERO, looked_at: (context.now(), Duration::ZERO) }
    }

    pub fn restart(&mut self) {
        self.last_at = (self.elapsed)();
    }

    pub fn look(&mut self) {
        let (now, elapsed) = (self.context.now(), (self.elapsed)());
        let (before, elapsed_before) = std::mem::replace(&mut self.looked_at, (now, elapsed));
        let jump = now.as_second() - before.as_second() - seconds(elapsed.saturating_sub(elapsed_before));
        if jump.abs() > JUMP {
            self.note(&format!("the clock moved by {jump} s: this machine slept, or its clock was set"));
        }
        if elapsed.saturating_sub(self.last_at) >= LONG {
            self.last_at = elapsed;
            self.note("no delivery for a minute; still listening");
        }
    }

    fn note(&self, words: &str) {
        if self.context.global.verbose > 0 {
            self.context.screen.note(&Line::new().faint(words).into());
        }
    }
}

fn seconds(time: Duration) -> i64 {
    i64::try_from(time.as_secs()).unwrap_or(i64::MAX)
}
