//! Code and Verdict: the stable words of an answer. Scripts rely on them; words are added, never changed.

use crate::words::words;

words! {
    /// Why a delivery was rejected, as one stable word.
    ///
    /// The variants are in the order of the checks. The pages of `docs/codes` explain each one.
    #[non_exhaustive]
    pub enum Code {
        /// The delivery has no token: it is not signed.
        NoHeader = "no-header",
        /// The header that carries the token has several values.
        SeveralHeaders = "several-headers",
        /// The header has another authentication scheme than `Bearer`.
        NotBearer = "not-bearer",
        /// The header's value is not a token in compact form.
        MalformedToken = "malformed-token",
        /// The token is longer than a verifier reads.
        TokenTooLong = "token-too-long",
        /// The token's header or claims have a member twice.
        DuplicateMember = "duplicate-member",
        /// The token asks for another algorithm than HS256.
        UnsupportedAlgorithm = "unsupported-algorithm",
        /// The token's header has an extension that must be understood.
        CriticalHeader = "critical-header",
        /// No signature secret made the signature, or a retired one did.
        SignatureMismatch = "signature-mismatch",
        /// The token claims an account whose signature secret the verifier does not have.
        NoSecretForKey = "no-secret-for-key",
        /// The signed claims are not a JSON object.
        ClaimsNotJson = "claims-not-json",
        /// A required claim is missing.
        MissingClaim = "missing-claim",
        /// A claim has another type than it must have.
        ClaimType = "claim-type",
        /// The token was not issued by Vonage.
        IssuerMismatch = "issuer-mismatch",
        /// The token is of another account.
        ApiKeyMismatch = "api-key-mismatch",
        /// The token is of another application.
        ApplicationMismatch = "application-mismatch",
        /// The body is not the one that was signed.
        PayloadMismatch = "payload-mismatch",
        /// The token is older than allowed.
        TooOld = "too-old",
        /// The token is dated further ahead than allowed.
        FromTheFuture = "from-the-future",
        /// The token's `exp` has passed.
        Expired = "expired",
        /// The token's `nbf` has not come.
        NotYetValid = "not-yet-valid",
    }
}

words! {
    /// The answer in one word.
    #[non_exhaustive]
    pub enum Verdict {
        /// Sent by Vonage to this account, unchanged and fresh.
        Valid = "valid",
        /// Signed wrongly, for another account or application, changed or stale.
        Invalid = "invalid",
        /// Not signed at all.
        Unsigned = "unsigned",
        /// Not checked: the verifier lacks the account's secret.
        Unchecked = "unchecked",
    }
}

impl Code {
    /// Returns the verdict on a delivery that was rejected with this code first.
    #[must_use]
    pub fn verdict(self) -> Verdict {
        match self {
            Self::NoHeader => Verdict::Unsigned,
            Self::NoSecretForKey => Verdict::Unchecked,
            _ => Verdict::Invalid,
        }
    }
}
