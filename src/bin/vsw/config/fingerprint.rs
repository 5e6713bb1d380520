//! Fingerprint: a short text to compare signature secrets of two machines without showing them.
//!
//! Slow on purpose: each guess at the secret takes about half a second. A short or human-chosen secret can still be
//! guessed from its fingerprint, so a fingerprint is shown only on request.

use std::fmt;
use std::num::NonZeroU32;

use ring::pbkdf2;

/// Displayed as `fp-1 g4yc-0vfh`: the algorithm's version, then 40 bits in Crockford's Base32.
///
/// The salt is not random, so that two machines agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint([u8; 5]);

const DOMAIN: &[u8] = b"vsw signature secret fingerprint 1\0";
/// About 0.5 s on a 2026 machine with SHA-256 instructions. Another number needs a new version of the algorithm.
const ITERATIONS: NonZeroU32 = match NonZeroU32::new(2_500_000) {
    Some(iterations) => iterations,
    None => NonZeroU32::MAX,
};
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl Fingerprint {
    pub fn of(secret: &[u8], api_key: Option<&str>) -> Self {
        let salt = [DOMAIN, api_key.unwrap_or_default().as_bytes()].concat();
        let mut bytes = [0; 5];
        pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, ITERATIONS, &salt, secret, &mut bytes);
        Self(bytes)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = self.0.iter().fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
        f.write_str("fp-1 ")?;
        for place in 0..8 {
            if place == 4 {
                f.write_str("-")?;
            }
            let index = usize::try_from((bits >> (35 - 5 * place)) & 31).unwrap_or_default();
            f.write_str(char::from(ALPHABET.get(index).copied().unwrap_or(b'?')).encode_utf8(&mut [0; 4]))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected values from Python's `hashlib.pbkdf2_hmac`. The secret is published by an official SDK.
    #[test]
    fn fingerprints_match_the_documented_algorithm() {
        let secret = b"ZYtdTtGV3BCFN7tWmOWr1md66XsquMggr4W2cTtXtcPgfnI0Xw";
        assert_eq!(Fingerprint::of(secret, None).to_string(), "fp-1 g4yc-0vfh");
        assert_eq!(Fingerprint::of(secret, Some("a1b2c3d")).to_string(), "fp-1 chkz-1w6g");
    }
}
