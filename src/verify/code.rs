//! Code and Verdict: the stable words of a verification result. Words are added, never changed.

use crate::words::words;

words! {
    /// Why a delivery was rejected, as one stable word.
    ///
    /// The pages of `docs/codes` explain each code.
    #[non_exhaustive]
    pub enum Code {
        /// The header that carries the token is absent or blank: the delivery is not signed.
        NoHeader = "no-header",
        /// The header that carries the token has several values.
        SeveralHeaders = "several-headers",
        /// The header has another authentication scheme than `Bearer`.
        NotBearer = "not-bearer",
        /// The header's value is not a token in compact form.
        MalformedToken = "malformed-token",
        /// The token is longer than a verifier reads.
        TokenTooLong = "token-too-long",
        /// The token's header or claims contain a member more than once.
        DuplicateMember = "duplicate-member",
        /// The token's algorithm is not HS256.
        UnsupportedAlgorithm = "unsupported-algorithm",
        /// The token's header has `crit`, or a `b64` other than `true`.
        CriticalHeader = "critical-header",
        /// No signature secret made the signature, or a retired one did.
        SignatureMismatch = "signature-mismatch",
        /// No signature secret made the signature, and none is configured for the account in the token.
        NoSecretForKey = "no-secret-for-key",
        /// The signed claims are not a JSON object, or are nested too deep.
        ClaimsNotJson = "claims-not-json",
        /// A required claim is missing.
        MissingClaim = "missing-claim",
        /// A claim has the wrong type or form.
        ClaimType = "claim-type",
        /// The token was not issued by Vonage.
        IssuerMismatch = "issuer-mismatch",
        /// The token belongs to another account.
        ApiKeyMismatch = "api-key-mismatch",
        /// The token belongs to another application.
        ApplicationMismatch = "application-mismatch",
        /// The body or, for a GET, the query is not the signed one, or cannot be checked.
        PayloadMismatch = "payload-mismatch",
        /// The token is older than allowed.
        TooOld = "too-old",
        /// The token is dated further in the future than allowed.
        FromTheFuture = "from-the-future",
        /// The token's `exp` has passed.
        Expired = "expired",
        /// The token's `nbf` is in the future.
        NotYetValid = "not-yet-valid",
    }
}

words! {
    /// The result in one word.
    #[non_exhaustive]
    pub enum Verdict {
        /// Sent by Vonage for this account, unchanged and fresh.
        Valid = "valid",
        /// Rejected, and neither `Unsigned` nor `Unchecked`: for example, the body was changed.
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

    /// Returns the code's remedy, for a failure without a more specific one.
    pub(super) fn remedy(self) -> &'static str {
        match self {
            Self::NoHeader => {
                "check that signed webhooks are on for the application and that no proxy drops the header with the token; respond with 503 to make Vonage retry"
            }
            Self::SeveralHeaders => {
                "find the proxy that adds a second header, and pass on only the one that Vonage sent"
            }
            Self::NotBearer => "pass on the Authorization header that Vonage sent, not one that a proxy set",
            Self::MalformedToken => {
                "pass the token exactly as received: complete, not decoded and not wrapped; if it arrived like this, reject the webhook"
            }
            Self::TokenTooLong => "check the input: a webhook's token is about 400 bytes long",
            Self::DuplicateMember => {
                "reject the webhook: Vonage does not sign such tokens, and two parsers could read this token differently"
            }
            Self::UnsupportedAlgorithm => "reject the webhook: Vonage signs webhooks with HS256 only",
            Self::CriticalHeader => "reject the webhook: Vonage does not sign such tokens",
            Self::SignatureMismatch => {
                "compare your signature secret with the signature secret in the Dashboard of the webhook's account; if both are equal, reject the webhook as forged"
            }
            Self::NoSecretForKey => {
                "verify also with the signature secret of the account that the token names; if the account is not yours, reject the webhook"
            }
            Self::ClaimsNotJson => {
                "reject the webhook: Vonage's claims are a JSON object; if the signature is valid, another program signs with your secret"
            }
            Self::MissingClaim | Self::ClaimType => {
                "reject the webhook: Vonage does not sign tokens with such claims; if the signature is valid, another program signs with your secret"
            }
            Self::IssuerMismatch => {
                "reject the webhook: Vonage does not sign such tokens; if the signature is valid, another program signs with your secret"
            }
            Self::ApiKeyMismatch => {
                "check which account the secret belongs to and which account you expect; if both are right, reject the webhook"
            }
            Self::ApplicationMismatch => {
                "give each application its own webhook URL; if the webhook is from the right application, change the expected application"
            }
            Self::PayloadMismatch => {
                "verify the raw body, before a JSON parser or a proxy changes it; if the raw body does not match, reject the webhook"
            }
            Self::TooOld => {
                "verify a stored delivery as of its arrival time; if the delivery is new and this machine's clock is right, reject the webhook"
            }
            Self::FromTheFuture | Self::NotYetValid => {
                "check this machine's clock and the time given for the verification"
            }
            Self::Expired => "for a stored delivery, verify as of its arrival time; reject a new delivery",
        }
    }
}
