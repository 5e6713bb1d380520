//! Code and Verdict: the stable words of a verification result. Scripts rely on them; words are added, never changed.

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
        /// The token claims an account whose signature secret is not configured.
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
    /// The result in one word.
    #[non_exhaustive]
    pub enum Verdict {
        /// Sent by Vonage for this account, unchanged and fresh.
        Valid = "valid",
        /// Wrong signature, another account or application, changed or too old.
        Invalid = "invalid",
        /// Not signed.
        Unsigned = "unsigned",
        /// Not verified: the account's secret is not configured.
        Unchecked = "unchecked",
    }
}

impl Code {
    /// Returns the verdict for a delivery whose first failure has this code.
    #[must_use]
    pub fn verdict(self) -> Verdict {
        match self {
            Self::NoHeader => Verdict::Unsigned,
            Self::NoSecretForKey => Verdict::Unchecked,
            _ => Verdict::Invalid,
        }
    }

    /// Returns the remedy for failures of this code that have no more specific one.
    pub(super) fn remedy(self) -> &'static str {
        match self {
            Self::NoHeader => {
                "check that signed webhooks are on for the application and that nothing on the way drops the header; answer 503 to have it sent again"
            }
            Self::SeveralHeaders => {
                "find what adds a second header on the way, and pass on the one that Vonage sent"
            }
            Self::NotBearer => "pass on the Authorization header that Vonage sent, not one of a proxy's own",
            Self::MalformedToken => {
                "give the token as it was received: copied whole, not decoded and not wrapped"
            }
            Self::TokenTooLong => "check what was handed in: a webhook's token is about 400 bytes long",
            Self::DuplicateMember => {
                "reject it: Vonage signs no such token, and two readers could take it for two things"
            }
            Self::UnsupportedAlgorithm => "reject it: Vonage signs webhooks with HS256 and nothing else",
            Self::CriticalHeader => "reject it: Vonage signs no such token",
            Self::SignatureMismatch => {
                "compare the signature secret with the one in the Dashboard's settings (it is not the API secret), then suspect the sender"
            }
            Self::NoSecretForKey => {
                "add that account's signature secret, if the account is yours; sub-accounts have their own"
            }
            Self::ClaimsNotJson => {
                "reject it, and find out who else signs with this secret: Vonage's claims are a JSON object"
            }
            Self::MissingClaim | Self::ClaimType => {
                "reject it, and find out who else signs with this secret: Vonage's webhooks carry this claim in this shape"
            }
            Self::IssuerMismatch => "reject it, and find out who else signs with this secret",
            Self::ApiKeyMismatch => {
                "check which account the secret is of and which one is expected: the token is of another"
            }
            Self::ApplicationMismatch => "send it to the application it is for, or expect that one here",
            Self::PayloadMismatch => {
                "verify the body's raw bytes: parsing and writing it again, or a proxy that rewrites it, changes them"
            }
            Self::TooOld => {
                "for a stored delivery, verify as of the time it came in; for a fresh one, check this machine's clock"
            }
            Self::FromTheFuture | Self::NotYetValid => {
                "check this machine's clock and the time that was verified as of"
            }
            Self::Expired => {
                "for a stored delivery, verify as of the time it came in; a fresh one is to be rejected"
            }
        }
    }
}
