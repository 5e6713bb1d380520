//! Replays: finds deliveries whose token occurred earlier in the log, by the times in the log.
//!
//! Invariant: only two generations of at most [`MAX_TOKENS`] tokens are kept, `present` and `past`. A
//! generation lasts for one window, unless it is full earlier.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};

use crate::verify::TokenId;

/// Maximum number of tokens in one generation. Two full generations take less than 32 MiB.
const MAX_TOKENS: usize = 262_144;

#[derive(Debug, Default)]
pub(super) struct Replays {
    /// A second delivery of a token within this many seconds is a replay.
    pub(super) window: u64,
    began: Option<u64>,
    present: HashMap<TokenId, u64, TokenIdHasher>,
    past: HashMap<TokenId, u64, TokenIdHasher>,
    /// Whether tokens were forgotten within the window, because there were too many. Replays may then be missed.
    pub(super) forgot_early: bool,
}

/// Uses the first bytes of a token id as its hash. Ids are parts of MACs, so forgers cannot choose ids that collide.
#[derive(Clone, Copy, Debug, Default)]
struct TokenIdHasher(u64);

impl BuildHasher for TokenIdHasher {
    type Hasher = Self;

    fn build_hasher(&self) -> Self {
        *self
    }
}

impl Hasher for TokenIdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        if let Some(first) = bytes.first_chunk() {
            self.0 ^= u64::from_ne_bytes(*first);
        }
    }

    fn write_usize(&mut self, _: usize) {
        // Ignore the array's length, which is the same for all ids.
    }
}

impl Replays {
    pub(super) fn new(window: u64) -> Self {
        Self { window, ..Self::default() }
    }

    /// Records a token, and returns whether it is a replay.
    pub(super) fn record(&mut self, token: TokenId, time: u64) -> bool {
        let began = *self.began.get_or_insert(time);
        let is_over = time.saturating_sub(began) >= self.window;
        if is_over || self.present.len() >= MAX_TOKENS {
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
    fn replays_are_detected_only_within_the_window() {
        for (gap, is_replay) in
            [(0, true), (1, true), (360, true), (361, false), (720, false), (10_000, false)]
        {
            for start in [0, 1_587_494_970] {
                let mut replays = Replays::new(360);
                assert!(!replays.record(token(1), start));
                // Record other tokens in between, because a new generation starts only when a token is
                // recorded.
                for step in 0..gap {
                    assert!(!replays.record(token(100 + step), start + step));
                }
                assert_eq!(replays.record(token(1), start + gap), is_replay, "{gap}");
            }
        }
    }

    #[test]
    fn replays_are_detected_in_a_slightly_disordered_log() {
        let mut replays = Replays::new(360);
        assert!(!replays.record(token(1), 1000));
        assert!(replays.record(token(1), 700));
        assert!(!replays.record(token(2), 500));
        assert!(replays.record(token(2), 1000 - 200));
    }

    #[test]
    fn memory_is_bounded_and_early_forgetting_is_reported() {
        let mut replays = Replays::new(360);
        for number in 0..MAX_TOKENS as u64 * 3 {
            assert!(!replays.record(token(number), 1000));
            assert!(replays.present.len() + replays.past.len() <= 2 * MAX_TOKENS);
        }
        assert!(replays.forgot_early);
        assert!(replays.record(token(MAX_TOKENS as u64 * 3 - 1), 1000));
        let mut sparse = Replays::new(360);
        for number in 0..100_000 {
            sparse.record(token(number), number);
        }
        assert!(!sparse.forgot_early && sparse.present.len() + sparse.past.len() < 1000);
    }
}
