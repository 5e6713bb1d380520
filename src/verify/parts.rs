//! Parts: what a token is made of, by name, and how large it may be.
//!
//! Not here: reading any of it. Every other file of the verifier may use this one, which uses none of them.

use crate::words::words;

/// The longest token that is read, in bytes. Vonage's are about 400.
pub const LONGEST_TOKEN: usize = 16 * 1024;

/// How deep the header's and the claims' JSON may be nested; `{}` is 1.
pub(super) const DEEPEST: usize = 64;

words! {
    /// One of a token's three segments.
    #[non_exhaustive]
    pub enum Segment {
        /// The first: which algorithm.
        Header = "header",
        /// The second: what is signed.
        Claims = "claims",
        /// The third: the MAC.
        Signature = "signature",
    }
}

words! {
    /// A claim that is read.
    #[non_exhaustive]
    pub enum Claim {
        /// When the token was issued.
        Iat = "iat",
        /// The token's own id.
        Jti = "jti",
        /// Who issued the token.
        Iss = "iss",
        /// The payload's SHA-256.
        PayloadHash = "payload_hash",
        /// The account.
        ApiKey = "api_key",
        /// The application.
        ApplicationId = "application_id",
        /// Until when the token is good.
        Exp = "exp",
        /// From when on the token is good.
        Nbf = "nbf",
    }
}

impl Claim {
    /// What it must hold, to stand behind "must be".
    #[must_use]
    pub fn shape(self) -> &'static str {
        match self {
            Self::Iat | Self::Exp | Self::Nbf => "whole seconds since 1970",
            Self::PayloadHash => "a string of 64 lower-case hex digits",
            Self::Jti | Self::Iss | Self::ApiKey | Self::ApplicationId => "a string",
        }
    }
}
