//! Replays: which tokens came before, for as long as a token is good.
//!
//! Two generations of memory, each for one window of the log's time: what is looked up is in one of them for at least
//! a window, and forgetting is dropping the older one.
//!
//! Invariant: no more than twice [`MOST`] tokens are remembered, whatever the log.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};

use crate::verify::TokenId;

/// The tokens of one generation. At 24 bytes and an occupancy of a half or more, two take less than 32 MiB.
const MOST: usize = 262_144;

/// What came in the present generation and in the one before.
#[derive(Debug, Default)]
pub(super) struct Replays {
    /// How far apart two deliveries of one token may be, in seconds, for the second to be a replay.
    pub(super) window: u64,
    began: Option<u64>,
    present: HashMap<TokenId, u64, OwnBits>,
    past: HashMap<TokenId, u64, OwnBits>,
    /// Whether a generation was dropped before its time because it was full.
    pub(super) forgot_early: bool,
}

/// A token's id is a piece of a MAC: evenly spread, and chosen by nobody who does not hold the secret. It is its own
/// hash.
#[derive(Clone, Copy, Debug, Default)]
struct OwnBits(u64);

impl BuildHasher for OwnBits {
    type Hasher = Self;

    fn build_hasher(&self) -> Self {
        *self
    }
}

impl Hasher for OwnBits {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        if let Some(first) = bytes.first_chunk() {
            self.0 ^= u64::from_ne_bytes(*first);
        }
    }

    fn write_usize(&mut self, _: usize) {
        // A length, which is the same for all.
    }
}

impl Replays {
    pub(super) fn new(window: u64) -> Self {
        Self { window, ..Self::default() }
    }

    /// Whether that token came before, within the window. A token that came first is remembered by its first time.
    pub(super) fn came_before(&mut self, token: TokenId, time: u64) -> bool {
        let began = *self.began.get_or_insert(time);
        let is_over = time.saturating_sub(began) >= self.window;
        if is_over || self.present.len() >= MOST {
            self.forgot_early |= !is_over && !self.past.is_empty();
            std::mem::swap(&mut self.present, &mut self.past);
            self.present.clear();
            self.began = Some(time);
        }
        let before = self.present.get(&token).or_else(|| self.past.get(&token));
        if before.is_some_and(|before| before.abs_diff(time) <= self.window) {
            return true;
        }
        self.present.insert(token, time);
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(number: u64) -> TokenId {
        TokenId::from_bytes(std::array::from_fn(|at| number.to_le_bytes().get(at).copied().unwrap_or(0)))
    }

    #[test]
    fn within_the_window_and_not_beyond() {
        for (gap, is_replay) in
            [(0, true), (1, true), (360, true), (361, false), (720, false), (10_000, false)]
        {
            for start in [0, 1_587_494_970] {
                let mut replays = Replays::new(360);
                assert!(!replays.came_before(token(1), start));
                // Others between them move the generations on.
                for step in 0..gap {
                    assert!(!replays.came_before(token(100 + step), start + step));
                }
                assert_eq!(replays.came_before(token(1), start + gap), is_replay, "{gap}");
            }
        }
    }

    #[test]
    fn a_log_that_goes_back_a_little_is_still_seen_through() {
        let mut replays = Replays::new(360);
        assert!(!replays.came_before(token(1), 1000));
        assert!(replays.came_before(token(1), 700));
        assert!(!replays.came_before(token(2), 500));
        assert!(replays.came_before(token(2), 1000 - 200));
    }

    #[test]
    fn memory_is_bounded_and_forgetting_is_told() {
        let mut replays = Replays::new(360);
        for number in 0..MOST as u64 * 3 {
            assert!(!replays.came_before(token(number), 1000));
            assert!(replays.present.len() + replays.past.len() <= 2 * MOST);
        }
        assert!(replays.forgot_early);
        assert!(replays.came_before(token(MOST as u64 * 3 - 1), 1000));
        let mut calm = Replays::new(360);
        for number in 0..100_000 {
            calm.came_before(token(number), number);
        }
        assert!(!calm.forgot_early && calm.present.len() + calm.past.len() < 1000);
    }
}
