//! Search: candidates for the body that was signed, each compared with the hash in the token.
//!
//! Not here: which candidates there are.
//!
//! Invariant: hashing a candidate is paid for first. Making one is not: it is one pass over a body of limited length.

use super::{Budget, Cause, Explanation};
use crate::verify::PayloadHash;

/// The body as it came, and the hash that it should have.
pub(super) struct Search<'s, 'b> {
    pub(super) body: &'s [u8],
    pub(super) claimed: PayloadHash,
    pub(super) budget: &'s mut Budget<'b>,
}

impl Search<'_, '_> {
    /// Returns whether the candidate is the signed body.
    pub(super) fn fits(&mut self, candidate: Option<Vec<u8>>) -> bool {
        // The body was gone through once for a candidate, which is hashed once.
        let bytes = |made: &[u8]| 2 * made.len().max(self.body.len());
        candidate.is_some_and(|made| self.budget.hypothesis(bytes(&made)) && self.is_it(&made))
    }

    /// Returns whether these bytes, which were paid for, have the hash.
    pub(super) fn is_it(&self, bytes: &[u8]) -> bool {
        PayloadHash::of(bytes).matches(&self.claimed)
    }

    /// An explanation that was tried. `words` stand behind "the body".
    pub(super) fn told(&self, cause: Cause, words: &str) -> Explanation {
        Explanation::tried(cause, format!("the body ({} bytes) {words}", self.body.len()))
    }
}
