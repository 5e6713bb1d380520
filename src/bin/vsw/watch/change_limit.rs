//! `ChangeLimit`: limits the number of changes within a sliding hour.

use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};

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

    pub fn left(&mut self, now: Timestamp) -> usize {
        while self.made.front().is_some_and(|made| now.duration_since(*made) >= HOUR) {
            self.made.pop_front();
        }
        self.most.saturating_sub(self.made.len())
    }

    pub fn spend(&mut self, now: Timestamp) {
        self.made.push_back(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_counts_for_one_hour() {
        let at = |seconds| Timestamp::from_second(seconds).expect("a time");
        let mut limit = ChangeLimit::new(2);
        assert_eq!(limit.left(at(0)), 2);
        limit.spend(at(0));
        limit.spend(at(1800));
        assert_eq!(limit.left(at(1800)), 0);
        assert_eq!(limit.left(at(3599)), 0);
        assert_eq!(limit.left(at(3600)), 1);
        assert_eq!(limit.left(at(5400)), 2);
    }
}
