//! `MacKey`: HMAC-SHA-256 under one signature secret, the key scheduled once.
//!
//! Invariant: a MAC has no `==`. It is compared over its full length and in constant time, or not at all.

use ring::hmac;
use subtle::{Choice, ConstantTimeEq};

use crate::secret::SignatureSecret;

/// A signature secret, ready to make MACs. `ring` does not wipe the schedule it keeps, which is not the secret.
pub(crate) struct MacKey(hmac::Key);

/// The MAC of a message: 32 bytes.
pub(crate) struct Mac(hmac::Tag);

impl MacKey {
    pub(crate) fn of(secret: &SignatureSecret) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret.expose()))
    }

    pub(crate) fn mac(&self, message: &[u8]) -> Mac {
        #[cfg(test)]
        count::one_more();
        Mac(hmac::sign(&self.0, message))
    }
}

impl Mac {
    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_ref()
    }

    /// Whether `claimed` is this MAC, all of it. Lengths are no secret: another length is another MAC at once.
    pub(crate) fn matches(&self, claimed: &[u8]) -> Choice {
        self.bytes().ct_eq(claimed)
    }
}

/// How many MACs this thread made, so that tests can see that no candidate is left out.
#[cfg(test)]
pub(crate) mod count {
    use std::cell::Cell;

    thread_local!(static MADE: Cell<usize> = const { Cell::new(0) });

    pub(super) fn one_more() {
        MADE.set(MADE.get() + 1);
    }

    /// The MACs that `work` makes on this thread.
    pub(crate) fn during(work: impl FnOnce()) -> usize {
        let before = MADE.get();
        work();
        MADE.get() - before
    }
}
