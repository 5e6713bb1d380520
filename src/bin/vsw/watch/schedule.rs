//! Schedule: when rounds are due. Random delays keep many machines from sending requests at once.

use std::time::Duration;

/// The due times of rounds, counted from the start of the watch.
#[derive(Debug)]
pub struct Schedule {
    every: Duration,
    spread: Duration,
    /// The number of the latest round, from 0. Round `n` is due `n` times `every` after the start, plus a
    /// random delay.
    position: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    pub due: Duration,
    /// The number of due rounds that were skipped just before this one.
    pub missed: u32,
}

impl Schedule {
    /// `jitter`, from 0 to 1, is the maximum delay as a fraction of `every`.
    pub fn new(every: Duration, jitter: f64) -> Self {
        Self { every, spread: every.mul_f64(jitter.clamp(0.0, 1.0)), position: 0 }
    }

    /// `chance` is a random number from 0 to 1.
    pub fn first(&self, chance: f64) -> Round {
        Round { due: self.spread.mul_f64(chance), missed: 0 }
    }

    pub fn next(&mut self, now: Duration, chance: f64) -> Round {
        let place = |number: u32| self.every.saturating_mul(number);
        let mut next = self.position + 1;
        while place(next) + self.spread < now {
            next += 1;
        }
        let missed = next - self.position - 1;
        self.position = next;
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
    fn rounds_follow_the_grid_after_a_late_round() {
        let mut schedule = Schedule::new(seconds(300), 0.0);
        assert_eq!(schedule.first(0.9), Round { due: seconds(0), missed: 0 });
        assert_eq!(schedule.next(seconds(7), 0.9), Round { due: seconds(300), missed: 0 });
        assert_eq!(schedule.next(seconds(590), 0.0), Round { due: seconds(600), missed: 0 });
        assert_eq!(schedule.next(seconds(1901), 0.0), Round { due: seconds(2100), missed: 4 });
        assert_eq!(schedule.next(seconds(2101), 0.0), Round { due: seconds(2400), missed: 0 });
    }

    #[test]
    fn jitter_delays_rounds_and_starts_none_in_the_past() {
        let mut schedule = Schedule::new(seconds(100), 0.5);
        assert_eq!(schedule.first(1.0).due, seconds(50));
        assert_eq!(schedule.next(seconds(60), 0.0).due, seconds(100));
        assert_eq!(schedule.next(seconds(160), 1.0).due, seconds(250));
        // A round that is late by less than its maximum delay is not missed.
        assert_eq!(schedule.next(seconds(340), 0.2), Round { due: seconds(340), missed: 0 });
    }
}
