//! `SignatureSecret`: a secret with which deliveries are signed and verified.
//!
//! Rejects PEM and JSON Web Keys: with a public key as the secret, anyone could sign ("key confusion").

use std::fmt;

use super::Secret;
use crate::json::Json;

/// An account's signature secret: not the API secret, and not a private key.
///
/// The bytes are used as they are. Like four official SDKs, `vsw` decodes neither hex nor base64.
#[derive(Clone)]
pub struct SignatureSecret(Secret);

/// Why bytes cannot be a signature secret. The messages never quote the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidSecret {
    /// The secret is empty or blank.
    #[error("the signature secret is empty or only whitespace")]
    Blank,
    /// The secret contains `-----BEGIN`, as PEM files do.
    #[error(
        "this is a PEM key, not a signature secret: webhooks are signed with the account's signature secret"
    )]
    Pem,
    /// The secret is a JSON Web Key (an object with `kty`) or a key set.
    #[error(
        "this is a JSON Web Key, not a signature secret: webhooks are signed with the account's signature secret"
    )]
    Jwk,
}

/// RFC 7518 §3.2 requires at least 32 bytes for HS256. Vonage issues shorter secrets, so this is only a warning.
const ADVISED_BYTES: usize = 32;
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
const PEM_MARK: &[u8] = b"-----BEGIN";

impl SignatureSecret {
    /// Creates a secret from its bytes, without trimming or decoding them.
    ///
    /// A short secret is accepted: see [`is_short`](Self::is_short).
    ///
    /// # Errors
    /// Fails with [`InvalidSecret`] if the bytes are blank, a PEM block or a JSON Web Key.
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

    /// Returns whether the secret is shorter than the 32 bytes that RFC 7518 §3.2 requires.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.0.expose().len() < ADVISED_BYTES
    }

    /// Returns the bytes.
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

fn trimmed(bytes: &[u8]) -> &[u8] {
    let bytes = trim_white_space(bytes);
    bytes.strip_prefix(BYTE_ORDER_MARK).map_or(bytes, trim_white_space)
}

fn trim_white_space(bytes: &[u8]) -> &[u8] {
    // `is_ascii_whitespace` does not include the vertical tab.
    let is_blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0x0b;
    let start = bytes.iter().position(|byte| !is_blank(byte)).unwrap_or(bytes.len());
    let end = bytes.iter().rposition(|byte| !is_blank(byte)).map_or(start, |last| last + 1);
    &bytes[start..end]
}

fn is_jwk(text: &[u8]) -> bool {
    // The JSON parser needs a copy, which is not wiped. So parse only a text that may be an object.
    if text.first() != Some(&b'{') {
        return false;
    }
    let Ok(json) = Json::parse_bytes(text.to_vec()) else { return false };
    let names_kty = |value: crate::json::Value<'_>| value.named("kty").next().is_some();
    names_kty(json.root()) || json.root().named("keys").any(|keys| keys.value.elements().any(names_kty))
}
