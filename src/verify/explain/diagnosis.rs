//! Diagnosis: the additional data that a search for the causes of a rejection may use. The verifier keeps no
//! secret's bytes, so the caller provides them.

use std::fmt;

use crate::secret::Secret;

/// Data that the caller provides for a search for the causes of a rejection, including secrets.
#[must_use]
pub struct Diagnosis<'a> {
    pub(super) secrets: Vec<DiagnosticSecret>,
    pub(super) time_left: &'a dyn Fn() -> bool,
    pub(super) gunzip: Option<&'a Gunzip>,
    pub(super) trailing_bytes: &'a [u8],
}

/// Decompresses gzip to at most the given length. Returns `None` if the bytes are not gzip or the result is longer.
pub type Gunzip = dyn Fn(&[u8], usize) -> Option<Vec<u8>>;

/// A secret to try.
#[derive(Clone, Debug)]
pub struct DiagnosticSecret {
    /// The relation of the secret to the verifier.
    pub kind: SecretKind,
    /// The bytes.
    pub secret: Secret,
    /// The API key of the secret's account, if known.
    pub api_key: Option<String>,
    /// The name of the secret in messages.
    pub label: String,
    /// The time of the secret's retirement, if any, in seconds since 1970.
    pub retired_at: Option<u64>,
}

/// The relation of a secret to the verifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretKind {
    /// The verifier uses it.
    Given,
    /// A signature secret that the verifier does not use.
    Signature,
    /// An API secret. It signs no webhooks, and is often confused with the signature secret.
    Api,
}

impl<'a> Diagnosis<'a> {
    /// Creates a diagnosis without secrets. While `time_left` returns `false`, the search tries no hypothesis.
    pub fn new(time_left: &'a dyn Fn() -> bool) -> Self {
        Self { secrets: Vec::new(), time_left, gunzip: None, trailing_bytes: &[] }
    }

    /// Adds a secret.
    pub fn with_secret(mut self, secret: DiagnosticSecret) -> Self {
        self.secrets.push(secret);
        self
    }

    /// Sets the gzip decompressor. Without it, gzip is recognized but not undone.
    pub fn with_gunzip(self, gunzip: &'a Gunzip) -> Self {
        Self { gunzip: Some(gunzip), ..self }
    }

    /// Sets the bytes that follow the body in a captured request, after its Content-Length or last chunk.
    pub fn with_trailing_bytes(self, trailing_bytes: &'a [u8]) -> Self {
        Self { trailing_bytes, ..self }
    }

    pub(super) fn of(&self, kind: SecretKind) -> impl Iterator<Item = &DiagnosticSecret> {
        self.secrets.iter().filter(move |secret| secret.kind == kind)
    }
}

impl fmt::Debug for Diagnosis<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let labels: Vec<&str> = self.secrets.iter().map(|secret| &*secret.label).collect();
        write!(f, "Diagnosis({labels:?})")
    }
}
