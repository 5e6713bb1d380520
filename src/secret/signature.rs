//! `SignatureSecret`: a secret that deliveries may be verified with.
//!
//! The refusals are here, in the constructor, so that a verifier with a wrong kind of secret cannot be built: an
//! empty one would let anybody sign, and a public key used as an HMAC secret is known to everybody ("key confusion").

use std::fmt;

use super::Secret;
use crate::json::Json;

/// An account's *signature secret*: raw bytes, never decoded from hex or base64 (four official SDKs agree on that).
/// It is neither the API secret nor a key pair's half.
#[derive(Clone)]
pub struct SignatureSecret(Secret);

/// Why bytes are no signature secret. The sentences never repeat the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidSecret {
    /// No bytes, or nothing but ASCII white space (a byte order mark counts as that).
    #[error("the signature secret is empty")]
    Blank,
    /// A PEM block, that is, a key or a certificate.
    #[error(
        "this is a PEM key, not a signature secret: webhooks are signed with the account's signature secret"
    )]
    Pem,
    /// A JSON Web Key, or a set of them.
    #[error(
        "this is a JSON Web Key, not a signature secret: webhooks are signed with the account's signature secret"
    )]
    Jwk,
}

/// HS256 wants a key at least as long as its hash (RFC 7518 §3.2). Vonage hands out shorter ones, so this warns only.
const ADVISED_BYTES: usize = 32;
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
const PEM_MARK: &[u8] = b"-----BEGIN";

impl SignatureSecret {
    /// Takes the bytes over as they are: nothing is trimmed or decoded.
    ///
    /// # Errors
    /// [`InvalidSecret`] for what cannot be a signature secret. A short one is none of its reasons.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Result<Self, InvalidSecret> {
        let secret = Secret::new(bytes);
        let text = trimmed(secret.expose());
        if text.is_empty() {
            return Err(InvalidSecret::Blank);
        }
        if text.windows(PEM_MARK.len()).any(|window| window == PEM_MARK) {
            return Err(InvalidSecret::Pem);
        }
        if is_jwk(text) {
            return Err(InvalidSecret::Jwk);
        }
        Ok(Self(secret))
    }

    /// Whether it is shorter than the 32 bytes that RFC 7518 §3.2 asks of an HS256 key.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.0.expose().len() < ADVISED_BYTES
    }

    /// The bytes themselves.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        self.0.expose()
    }
}

impl fmt::Debug for SignatureSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignatureSecret(redacted)")
    }
}

/// Without white space at the ends, and without a byte order mark before or behind white space at the start.
fn trimmed(bytes: &[u8]) -> &[u8] {
    let bytes = trim_white_space(bytes);
    bytes.strip_prefix(BYTE_ORDER_MARK).map_or(bytes, trim_white_space)
}

fn trim_white_space(bytes: &[u8]) -> &[u8] {
    // The vertical tab is white space to a person; `is_ascii_whitespace` leaves it out.
    let is_blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0x0b;
    let start = bytes.iter().position(|byte| !is_blank(byte)).unwrap_or(bytes.len());
    let end = bytes.iter().rposition(|byte| !is_blank(byte)).map_or(start, |last| last + 1);
    &bytes[start..end]
}

/// A JSON object with `kty`, or a key set that holds one.
fn is_jwk(text: &[u8]) -> bool {
    // Only what begins as an object is copied for the JSON reader, so that no real secret is copied unwiped.
    if text.first() != Some(&b'{') {
        return false;
    }
    let Ok(json) = Json::parse_bytes(text.to_vec()) else { return false };
    let names_kty = |value: crate::json::Value<'_>| value.named("kty").next().is_some();
    names_kty(json.root()) || json.root().named("keys").any(|keys| keys.value.elements().any(names_kty))
}
