//! Secret: bytes that nobody may print.
//!
//! Not here: where secrets come from (the program's configuration) and what makes one fit for verifying, which is
//! [`SignatureSecret`].
//!
//! Invariant: the only way to the bytes is [`Secret::expose`], so every place that touches them can be searched for.

mod signature;

use std::fmt;

use zeroize::Zeroizing;

pub(crate) use signature::BYTE_ORDER_MARK;
pub use signature::{InvalidSecret, SignatureSecret};

/// Secret bytes of any kind: an API secret, a signature secret, a private key. Wiped when dropped.
///
/// There is no `Display`, no `Deref`, no (de)serialisation and no comparison, on purpose.
#[derive(Clone)]
pub struct Secret(Zeroizing<Vec<u8>>);

impl Secret {
    /// Takes the bytes over. A copy that the caller keeps is the caller's to wipe.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(Zeroizing::new(bytes.into()))
    }

    /// The bytes themselves.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not even the length: of an eight-character secret it tells a good part.
        f.write_str("Secret(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::{Secret, SignatureSecret};

    #[test]
    fn k2_debug_shows_nothing_of_the_secret() {
        let (plain, signature) = (Secret::new("hunter2hunter2"), SignatureSecret::new("hunter2hunter2"));
        let shown = format!("{plain:?} {plain:#?} {signature:?} {signature:#?}");
        for planted in ["hunter2", "104", "68756e", "14"] {
            assert!(!shown.contains(planted), "{shown}");
        }
    }
}
