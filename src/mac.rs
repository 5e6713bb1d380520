//! `MacKey`: HMAC-SHA-256 (RFC 2104) with a signature secret, which is hashed once per key.
//!
//! Invariant: a MAC has no `==`, because its comparison must take constant time.

use subtle::Choice;
use zeroize::Zeroizing;

use crate::constant_time;
use crate::secret::SignatureSecret;
use crate::sha256::{self, BLOCK, State};

/// The two hash states after the padded secret. Wiped on drop.
pub(crate) struct MacKey {
    inner: State,
    outer: State,
}

pub(crate) struct Mac([u8; 32]);

impl MacKey {
    pub(crate) fn of(secret: &SignatureSecret) -> Self {
        Self::of_bytes(secret.expose())
    }

    pub(crate) fn of_bytes(secret: &[u8]) -> Self {
        // RFC 2104 §2: a key longer than a block is hashed; a shorter one is padded with zeros.
        let mut key = Zeroizing::new([0; BLOCK]);
        if secret.len() > BLOCK {
            key[..32].copy_from_slice(&*Zeroizing::new(sha256::hash(secret)));
        } else {
            key[..secret.len()].copy_from_slice(secret);
        }
        let padded = |pad: u8| State::after(&Zeroizing::new(key.map(|byte| byte ^ pad)));
        Self { inner: padded(0x36), outer: padded(0x5c) }
    }

    pub(crate) fn mac(&self, message: &[u8]) -> Mac {
        #[cfg(test)]
        count::one_more();
        Mac(self.outer.finish(&self.inner.finish(message)))
    }
}

impl Mac {
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Compares in constant time. The length is not secret, so another length is unequal at once.
    pub(crate) fn matches(&self, claimed: &[u8]) -> Choice {
        claimed.try_into().map_or(Choice::from(0), |claimed| constant_time::equal(&self.0, claimed))
    }
}

#[cfg(test)]
pub(crate) mod count {
    use std::cell::Cell;

    thread_local!(static MADE: Cell<usize> = const { Cell::new(0) });

    pub(super) fn one_more() {
        MADE.set(MADE.get() + 1);
    }

    pub(crate) fn during(work: impl FnOnce()) -> usize {
        let before = MADE.get();
        work();
        MADE.get() - before
    }
}

#[cfg(test)]
mod tests {
    use hmac::{Hmac, KeyInit as _, Mac as _};
    use sha2::Sha256;

    use super::*;

    fn ours(key: &[u8], message: &[u8]) -> Vec<u8> {
        MacKey::of_bytes(key).mac(message).bytes().to_vec()
    }

    /// RFC 4231 §4.2 to §4.8, except §4.6 (truncation).
    #[test]
    fn the_vectors_of_rfc_4231() {
        for (key, message, mac) in [
            (vec![0x0b; 20], &b"Hi There"[..], "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (
                b"Jefe".to_vec(),
                b"what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                vec![0xaa; 20],
                &[0xdd; 50],
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
            ),
            (
                (1..=25).collect(),
                &[0xcd; 50],
                "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
            ),
            (
                vec![0xaa; 131],
                b"Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
            (
                vec![0xaa; 131],
                b"This is a test using a larger than block-size key and a larger than block-size data. The key needs \
                  to be hashed before being used by the HMAC algorithm.",
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
            ),
        ] {
            let made = ours(&key, message).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
            assert_eq!(made, mac);
        }
    }

    #[test]
    fn macs_of_many_lengths_match_another_implementation() {
        let bytes: Vec<u8> = (0..200_u32).map(|at| u8::try_from(at * 37 % 251).unwrap()).collect();
        for length in 1..=bytes.len() {
            let (key, message) = (&bytes[..length], &bytes[length / 2..]);
            let mut theirs = Hmac::<Sha256>::new_from_slice(key).unwrap();
            theirs.update(message);
            assert_eq!(ours(key, message), theirs.finalize().into_bytes().to_vec(), "{length}");
        }
    }
}
