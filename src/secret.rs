//! Secret: a secret byte string, redacted in `Debug` and wiped on drop.
//!
//! Invariant: only methods named `expose` return the bytes, so a search for this name finds every use.

mod signature;

use std::fmt;

use zeroize::Zeroizing;

pub(crate) use signature::BYTE_ORDER_MARK;
pub use signature::{InvalidSecret, SignatureSecret};

/// Secret bytes, such as an API secret or a private key. Wiped on drop.
///
/// Deliberately has no `Display`, `Deref`, (de)serialization or comparison.
#[derive(Clone)]
pub struct Secret(Zeroizing<Vec<u8>>);

impl Secret {
    /// Takes ownership of the bytes. The caller must wipe its own copies.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(Zeroizing::new(bytes.into()))
    }

    /// Returns the bytes.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Hide the length too: it shows whether a secret is short enough to guess.
        f.write_str("Secret(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::{Secret, SignatureSecret};

    #[test]
    fn k2_debug_output_contains_no_secret() {
        let (plain, signature) = (Secret::new("hunter2hunter2"), SignatureSecret::new("hunter2hunter2"));
        let shown = format!("{plain:?} {plain:#?} {signature:?} {signature:#?}");
        for planted in ["hunter2", "104", "68756e", "14"] {
            assert!(!shown.contains(planted), "{shown}");
        }
    }
}
