//! Code and Verdict: the stable words of an answer. Scripts hold on to them; they are added to, never changed.

use std::fmt;

use serde::{Serialize, Serializer};

/// Why a delivery was rejected, as one stable word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Code {
    NoHeader,
    SeveralHeaders,
    NotBearer,
    MalformedToken,
    TokenTooLong,
    DuplicateMember,
    UnsupportedAlgorithm,
    CriticalHeader,
    SignatureMismatch,
    NoSecretForKey,
    ClaimsNotJson,
    MissingClaim,
    ClaimType,
    IssuerMismatch,
    ApiKeyMismatch,
    ApplicationMismatch,
    PayloadMismatch,
    TooOld,
    FromTheFuture,
    Expired,
    NotYetValid,
}

/// The answer in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Vonage's, for us, unchanged and fresh.
    Valid,
    /// Signed wrongly, for somebody else, changed or stale.
    Invalid,
    /// Not signed at all.
    Unsigned,
    /// The secret to check it with is not there.
    Unchecked,
}

impl Code {
    /// Every code, in the order of the checks.
    pub const ALL: [Self; 21] = [
        Self::NoHeader,
        Self::SeveralHeaders,
        Self::NotBearer,
        Self::MalformedToken,
        Self::TokenTooLong,
        Self::DuplicateMember,
        Self::UnsupportedAlgorithm,
        Self::CriticalHeader,
        Self::SignatureMismatch,
        Self::NoSecretForKey,
        Self::ClaimsNotJson,
        Self::MissingClaim,
        Self::ClaimType,
        Self::IssuerMismatch,
        Self::ApiKeyMismatch,
        Self::ApplicationMismatch,
        Self::PayloadMismatch,
        Self::TooOld,
        Self::FromTheFuture,
        Self::Expired,
        Self::NotYetValid,
    ];

    /// The word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NoHeader => "no-header",
            Self::SeveralHeaders => "several-headers",
            Self::NotBearer => "not-bearer",
            Self::MalformedToken => "malformed-token",
            Self::TokenTooLong => "token-too-long",
            Self::DuplicateMember => "duplicate-member",
            Self::UnsupportedAlgorithm => "unsupported-algorithm",
            Self::CriticalHeader => "critical-header",
            Self::SignatureMismatch => "signature-mismatch",
            Self::NoSecretForKey => "no-secret-for-key",
            Self::ClaimsNotJson => "claims-not-json",
            Self::MissingClaim => "missing-claim",
            Self::ClaimType => "claim-type",
            Self::IssuerMismatch => "issuer-mismatch",
            Self::ApiKeyMismatch => "api-key-mismatch",
            Self::ApplicationMismatch => "application-mismatch",
            Self::PayloadMismatch => "payload-mismatch",
            Self::TooOld => "too-old",
            Self::FromTheFuture => "from-the-future",
            Self::Expired => "expired",
            Self::NotYetValid => "not-yet-valid",
        }
    }

    /// The code of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.word() == word)
    }

    /// What a rejection with this code, found first, comes to.
    #[must_use]
    pub fn verdict(self) -> Verdict {
        match self {
            Self::NoHeader => Verdict::Unsigned,
            Self::NoSecretForKey => Verdict::Unchecked,
            _ => Verdict::Invalid,
        }
    }
}

impl Verdict {
    /// The word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::Unsigned => "unsigned",
            Self::Unchecked => "unchecked",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}
