//! Schedule: when rounds are due. On a grid that begins with the watch, so that a slow round moves none of the later
//! ones; each by chance a little later than its place there, so that many machines do not come together.

use std::time::Duration;

/// A grid of rounds; times are since the watch began.
#[derive(Debug)]
pub struct Schedule {
    every: Duration,
    /// The most that a round is later than its place on the grid.
    spread: Duration,
    /// How many places of the grid lie behind.
    passed: u32,
}

/// The next round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    pub due: Duration,
    /// How many places of the grid went by while the one before was under way.
    pub missed: u32,
}

impl Schedule {
    /// Every so often, each up to `jitter` of that (from 0 to 1) later.
    pub fn new(every: Duration, jitter: f64) -> Self {
        Self { every, spread: every.mul_f64(jitter.clamp(0.0, 1.0)), passed: 0 }
    }

    /// The first one: at once, but for what chance (from 0 to 1) adds.
    pub fn first(&self, chance: f64) -> Round {
        Round { due: self.spread.mul_f64(chance), missed: 0 }
    }

    /// The one after that, when it is that late. One that should have begun already is not made up for.
    pub fn next(&mut self, now: Duration, chance: f64) -> Round {
        let place = |number: u32| self.every.saturating_mul(number);
        let mut next = self.passed + 1;
        while place(next) + self.spread < now {
            next += 1;
        }
        let missed = next - self.passed - 1;
        self.passed = next;
        // A round that is due is not moved before the moment that it is.
        Round { due: (place(next) + self.spread.mul_f64(chance)).max(now), missed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn rounds_keep_to_their_grid_however_late_one_ends() {
        let mut schedule = Schedule::new(seconds(300), 0.0);
        assert_eq!(schedule.first(0.9), Round { due: seconds(0), missed: 0 });
        assert_eq!(schedule.next(seconds(7), 0.9), Round { due: seconds(300), missed: 0 });
        assert_eq!(schedule.next(seconds(590), 0.0), Round { due: seconds(600), missed: 0 });
        assert_eq!(schedule.next(seconds(1901), 0.0), Round { due: seconds(2100), missed: 4 });
        assert_eq!(schedule.next(seconds(2101), 0.0), Round { due: seconds(2400), missed: 0 });
    }

    #[test]
    fn chance_spreads_rounds_over_the_jitter_and_never_before_now() {
        let mut schedule = Schedule::new(seconds(100), 0.5);
        assert_eq!(schedule.first(1.0).due, seconds(50));
        assert_eq!(schedule.next(seconds(60), 0.0).due, seconds(100));
        assert_eq!(schedule.next(seconds(160), 1.0).due, seconds(250));
        // It is within the third round's spread: that one is late, not missed.
        assert_eq!(schedule.next(seconds(340), 0.2), Round { due: seconds(340), missed: 0 });
    }
}
