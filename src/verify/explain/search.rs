//! Search: compares candidates for the signed body with the hash in the token.
//!
//! Invariant: a candidate is charged to the budget, which limits tests and bytes, before it is hashed.

use super::{Budget, Cause, Explanation};
use crate::verify::PayloadHash;

pub(super) struct Search<'s, 'b> {
    /// The name of `body` in messages.
    pub(super) subject: &'static str,
    pub(super) body: &'s [u8],
    pub(super) claimed: PayloadHash,
    pub(super) budget: &'s mut Budget<'b>,
}

impl Search<'_, '_> {
    pub(super) fn fits(&mut self, candidate: Option<Vec<u8>>) -> bool {
        // One pass over the body made the candidate; hashing is the second.
        let bytes = |made: &[u8]| 2 * made.len().max(self.body.len());
        candidate.is_some_and(|made| self.budget.hypothesis(bytes(&made)) && self.matches(&made))
    }

    /// The caller must have charged the bytes to the budget.
    pub(super) fn matches(&self, bytes: &[u8]) -> bool {
        PayloadHash::of(bytes).matches(&self.claimed)
    }

    pub(super) fn tested(&self, cause: Cause, words: &str) -> Explanation {
        Explanation::tested(cause, format!("{} ({} bytes) {words}", self.subject, self.body.len()))
    }
}
