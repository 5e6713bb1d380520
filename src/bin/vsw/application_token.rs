//! Application token: the JWT with which an application authenticates its requests, such as a call.
//!
//! Not here: the tokens of webhooks (the library's `sign`).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject as _;
use serde::Serialize;
use vsw::application::ApplicationId;
use zeroize::Zeroizing;

pub struct ApplicationKey(RsaKeyPair);

/// No message repeats text of the PEM file, which may be a secret.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseKeyError {
    #[error("it is a public key, not a private key")]
    Public,
    #[error(
        "it is encrypted with a passphrase, which vsw does not ask for; `openssl pkey -in FILE -out NEW_FILE` removes the passphrase"
    )]
    Encrypted,
    #[error("it is not an RSA key; Vonage's applications have RSA keys")]
    NotRsa,
    #[error(
        "it is not a private key in PEM; such a key has several lines and begins with `-----BEGIN PRIVATE KEY-----` or `-----BEGIN RSA PRIVATE KEY-----`"
    )]
    NotPem,
    /// The crypto library's reason, such as `TooSmall`.
    #[error("it is not a usable RSA key of 2048 to 4096 bits ({0})")]
    Rejected(String),
}

#[derive(Debug, thiserror::Error)]
#[error("cannot sign the request's token: the operating system returned no random numbers")]
pub struct SignTokenError;

/// Seconds from `iat` to `exp`: Vonage's default for tokens without `exp`.
const LIFETIME: u64 = 15 * 60;

#[derive(Serialize)]
struct Header {
    alg: &'static str,
    typ: &'static str,
}

#[derive(Serialize)]
struct Claims<'c> {
    application_id: String,
    iat: u64,
    exp: u64,
    jti: &'c str,
}

impl ApplicationKey {
    /// Parses PKCS#8 (`PRIVATE KEY`), which Vonage issues, or PKCS#1 (`RSA PRIVATE KEY`).
    pub fn parse(pem: &[u8]) -> Result<Self, ParseKeyError> {
        let key = PrivateKeyDer::from_pem_slice(pem).map_err(|_| fault_of(pem))?;
        let rejected = |error: ring::error::KeyRejected| match error.to_string() {
            reason if reason == "WrongAlgorithm" => ParseKeyError::NotRsa,
            reason => ParseKeyError::Rejected(reason),
        };
        let pair = match &key {
            PrivateKeyDer::Pkcs1(key) => RsaKeyPair::from_der(key.secret_pkcs1_der()),
            PrivateKeyDer::Pkcs8(key) => RsaKeyPair::from_pkcs8(key.secret_pkcs8_der()),
            _ => return Err(ParseKeyError::NotRsa),
        };
        pair.map(Self).map_err(rejected)
    }

    /// `now` is in seconds since 1970.
    pub fn token(
        &self,
        application: ApplicationId,
        jti: &str,
        now: u64,
    ) -> Result<Zeroizing<String>, SignTokenError> {
        let claims = Claims {
            application_id: application.to_string(),
            iat: now,
            exp: now.saturating_add(LIFETIME),
            jti,
        };
        let mut token = [part(&Header { alg: "RS256", typ: "JWT" })?, part(&claims)?].join(".");
        let mut signature = vec![0; self.0.public().modulus_len()];
        self.0
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), token.as_bytes(), &mut signature)
            .map_err(|_| SignTokenError)?;
        token.push('.');
        token.push_str(&URL_SAFE_NO_PAD.encode(signature));
        Ok(Zeroizing::new(token))
    }
}

fn part(value: &impl Serialize) -> Result<String, SignTokenError> {
    serde_json::to_vec(value).map(|json| URL_SAFE_NO_PAD.encode(json)).map_err(|_| SignTokenError)
}

fn fault_of(pem: &[u8]) -> ParseKeyError {
    let text = String::from_utf8_lossy(pem);
    let has = |label: &str| text.contains(&format!("-----BEGIN {label}-----"));
    // OpenSSL's older form of an encrypted key has the label of a plain one.
    if has("ENCRYPTED PRIVATE KEY") || text.contains("Proc-Type: 4,ENCRYPTED") {
        ParseKeyError::Encrypted
    } else if has("PUBLIC KEY") || has("RSA PUBLIC KEY") {
        ParseKeyError::Public
    } else {
        ParseKeyError::NotPem
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(pem: &str) -> Option<ParseKeyError> {
        ApplicationKey::parse(pem.as_bytes()).err()
    }

    #[test]
    fn other_texts_are_named() {
        let block = |label: &str| format!("-----BEGIN {label}-----\nMAA=\n-----END {label}-----\n");
        assert_eq!(fault(&block("ENCRYPTED PRIVATE KEY")), Some(ParseKeyError::Encrypted));
        let older = block("RSA PRIVATE KEY")
            .replace("MAA=", "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0A\n\nMAA=");
        assert_eq!(fault(&older), Some(ParseKeyError::Encrypted));
        assert_eq!(fault(&block("PUBLIC KEY")), Some(ParseKeyError::Public));
        assert_eq!(fault(&block("EC PRIVATE KEY")), Some(ParseKeyError::NotRsa));
        for text in ["", "MAA=", "-----BEGIN PRIVATE KEY-----\nMAA=", &block("CERTIFICATE")] {
            assert_eq!(fault(text), Some(ParseKeyError::NotPem), "{text:?}");
        }
        assert!(matches!(fault(&block("PRIVATE KEY")), Some(ParseKeyError::Rejected(_))));
        assert!(matches!(fault(&block("RSA PRIVATE KEY")), Some(ParseKeyError::Rejected(_))));
    }
}
