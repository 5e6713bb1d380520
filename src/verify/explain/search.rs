//! Search: compares candidates for the signed body with the hash in the token.
//!
//! Not here: making the candidates.
//!
//! Invariant: a candidate is charged to the budget before it is hashed. A candidate is made before it is charged, at
//! the cost of one pass over a body of limited length; the charge includes this pass.

use super::{Budget, Cause, Explanation};
use crate::verify::PayloadHash;

/// The delivered body, and the hash of the signed one.
pub(super) struct Search<'s, 'b> {
    /// The name of `body` in messages; it may be the body with later bytes.
    pub(super) subject: &'static str,
    pub(super) body: &'s [u8],
    pub(super) claimed: PayloadHash,
    pub(super) budget: &'s mut Budget<'b>,
}

impl Search<'_, '_> {
    /// Returns whether the candidate is the signed body.
    pub(super) fn fits(&mut self, candidate: Option<Vec<u8>>) -> bool {
        // One pass over the body made the candidate, and hashing is a second pass.
        let bytes = |made: &[u8]| 2 * made.len().max(self.body.len());
        candidate.is_some_and(|made| self.budget.hypothesis(bytes(&made)) && self.matches(&made))
    }

    /// Returns whether these bytes have the hash. The caller has charged them to the budget.
    pub(super) fn matches(&self, bytes: &[u8]) -> bool {
        PayloadHash::of(bytes).matches(&self.claimed)
    }

    /// Returns an explanation that was tested. `words` follow the subject.
    pub(super) fn tested(&self, cause: Cause, words: &str) -> Explanation {
        Explanation::tested(cause, format!("{} ({} bytes) {words}", self.subject, self.body.len()))
    }
}
