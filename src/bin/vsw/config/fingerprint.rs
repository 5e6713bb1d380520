//! Fingerprint: a short text by which people compare the signature secrets of two machines without showing them.
//!
//! It is made slowly on purpose: whoever has it can try guesses against it, at half a second each and not at the
//! speed of a hash. A long random secret is safe behind it, a short or chosen one is not, so it is shown where somebody
//! asked for it and nowhere else. The salt is fixed, or two machines could not compare.

use std::fmt;
use std::num::NonZeroU32;

use ring::pbkdf2;

/// `fp-1 g4yc-0vfh`: the version of the recipe, and 40 bits in Crockford's alphabet, which has no i, l, o and u.
///
/// The recipe: PBKDF2-HMAC-SHA-256 of the secret's bytes, the salt [`DOMAIN`] with the API key behind it (nothing
/// where the secret names no account), [`ITERATIONS`], the first five bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint([u8; 5]);

/// What no other use of PBKDF2 begins its salt with. The NUL ends it: no API key holds one.
const DOMAIN: &[u8] = b"vsw signature secret fingerprint 1\0";
/// About half a second on a machine of 2026 with instructions for SHA-256 (0.53 s measured), and two without. Another
/// number is another recipe, with another version.
const ITERATIONS: NonZeroU32 = match NonZeroU32::new(2_500_000) {
    Some(iterations) => iterations,
    None => NonZeroU32::MAX,
};
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl Fingerprint {
    /// Takes about half a second.
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

    /// Made with Python's `hashlib.pbkdf2_hmac` and its integers; the secret is the one that an official SDK publishes.
    #[test]
    fn the_recipe_is_the_documented_one() {
        let secret = b"ZYtdTtGV3BCFN7tWmOWr1md66XsquMggr4W2cTtXtcPgfnI0Xw";
        assert_eq!(Fingerprint::of(secret, None).to_string(), "fp-1 g4yc-0vfh");
        assert_eq!(Fingerprint::of(secret, Some("a1b2c3d")).to_string(), "fp-1 chkz-1w6g");
    }
}
