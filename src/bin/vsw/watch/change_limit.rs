//! ChangeLimit: how many changes an hour may still be made. The hour slides: what was made sixty minutes ago is free again.

use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};

/// So many changes within any hour.
#[derive(Debug)]
pub struct ChangeLimit {
    most: usize,
    made: VecDeque<Timestamp>,
}

const HOUR: SignedDuration = SignedDuration::from_hours(1);

impl ChangeLimit {
    pub fn new(most: usize) -> Self {
        Self { most, made: VecDeque::new() }
    }

    /// How many more may be made now.
    pub fn left(&mut self, now: Timestamp) -> usize {
        while self.made.front().is_some_and(|made| now.duration_since(*made) >= HOUR) {
            self.made.pop_front();
        }
        self.most.saturating_sub(self.made.len())
    }

    /// One was made, or at least begun.
    pub fn spend(&mut self, now: Timestamp) {
        self.made.push_back(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_later_a_change_is_free_again_and_not_before() {
        let at = |seconds| Timestamp::from_second(seconds).expect("a time");
        let mut allowance = ChangeLimit::new(2);
        assert_eq!(allowance.left(at(0)), 2);
        allowance.spend(at(0));
        allowance.spend(at(1800));
        assert_eq!(allowance.left(at(1800)), 0);
        assert_eq!(allowance.left(at(3599)), 0);
        assert_eq!(allowance.left(at(3600)), 1);
        assert_eq!(allowance.left(at(5400)), 2);
    }
}
