//! Parts: names and size limits of a token's parts. This module uses no other module of the verifier.

use crate::words::words;

/// Maximum length of a token in bytes. Vonage's tokens have about 400.
pub const LONGEST_TOKEN: usize = 16 * 1024;

/// Maximum nesting depth of the header's and the claims' JSON; `{}` is 1.
pub(super) const DEEPEST: usize = 64;

words! {
    /// One of a token's three segments.
    #[non_exhaustive]
    pub enum Segment {
        /// The first segment, which names the algorithm.
        Header = "header",
        /// The second segment, with the signed claims.
        Claims = "claims",
        /// The third segment, the MAC.
        Signature = "signature",
    }
}

words! {
    /// A claim that the verifier knows.
    #[non_exhaustive]
    pub enum Claim {
        /// The signing time.
        Iat = "iat",
        /// The token's own id.
        Jti = "jti",
        /// The issuer.
        Iss = "iss",
        /// The payload's SHA-256.
        PayloadHash = "payload_hash",
        /// The account.
        ApiKey = "api_key",
        /// The application.
        ApplicationId = "application_id",
        /// The expiry time.
        Exp = "exp",
        /// The start of validity.
        Nbf = "nbf",
    }
}

impl Claim {
    /// Returns the claim's required shape, for a text that begins with "must be".
    #[must_use]
    pub fn shape(self) -> &'static str {
        match self {
            Self::Iat | Self::Exp | Self::Nbf => "a JSON number of whole seconds since 1970",
            Self::PayloadHash => "a string of 64 lower-case hex digits",
            Self::Jti | Self::Iss | Self::ApiKey | Self::ApplicationId => "a string",
        }
    }
}
