//! `PayloadHash`: the hash in a token's claims, and the rule by which a delivery's bytes are hashed.
//!
//! Invariant: the delivery's method alone decides the rule.

use std::fmt;

use crate::constant_time;
use crate::delivery::Method;
use crate::sha256;
use crate::words::words;

/// A SHA-256 of a delivery's payload: 32 bytes, shown as 64 lower-case hex digits.
///
/// Comparable only in constant time, with [`matches`](Self::matches); this does not compile:
/// ```compile_fail,E0369
/// let hash = vsw::verify::PayloadHash::of(b"a body");
/// assert!(hash == hash);
/// ```
#[derive(Clone, Copy)]
pub struct PayloadHash([u8; 32]);

words! {
    /// The bytes of a delivery that are hashed.
    #[non_exhaustive]
    pub enum PayloadRule {
        /// The body's raw bytes.
        Raw = "raw",
        /// The query's parameters in order, as one compact JSON object. This rule has few sources: one Vonage
        /// article and one public project.
        Query = "query",
    }
}

impl PayloadRule {
    /// Returns the rule for deliveries by this method.
    #[doc(hidden)]
    #[must_use]
    pub fn of(method: Method) -> Self {
        match method {
            Method::Post => Self::Raw,
            Method::Get => Self::Query,
        }
    }

    /// Returns `true` if Vonage's documents and SDKs agree on the rule, so that reports need no [`note`](Self::note).
    #[must_use]
    pub fn is_certain(self) -> bool {
        self.note().is_none()
    }

    /// Returns a note for reports if the rule has few sources.
    #[must_use]
    pub fn note(self) -> Option<&'static str> {
        (self == Self::Query)
            .then_some("only one Vonage article documents how a GET's query is hashed; one public project confirms the article")
    }
}

impl PayloadHash {
    /// Returns the hash of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha256::hash(bytes))
    }

    /// Parses exactly 64 lower-case hex digits.
    #[must_use]
    pub fn from_hex(text: &[u8]) -> Option<Self> {
        let text: &[u8; 64] = text.try_into().ok()?;
        let (mut digits, mut invalid) = ([0_u8; 64], 0);
        // No early return, so that the compiler can vectorize the loop.
        for (digit, &byte) in digits.iter_mut().zip(text) {
            let (decimal, letter) = (byte.wrapping_sub(b'0'), byte.wrapping_sub(b'a'));
            *digit = if decimal < 10 { decimal } else { letter.wrapping_add(10) };
            invalid |= u8::from(decimal > 9) & u8::from(letter > 5);
        }
        let mut hash = [0; 32];
        for (byte, pair) in hash.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = pair[0] << 4 | pair[1] & 0xf;
        }
        (invalid == 0).then_some(Self(hash))
    }

    /// Returns `true` if both hashes are equal, in constant time.
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        constant_time::equal(&self.0, &other.0).into()
    }
}

impl fmt::Display for PayloadHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for PayloadHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
