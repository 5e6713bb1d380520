//! Failed check: one failed check of a delivery, with its details.
//!
//! Text from the token appears only as an [`Excerpt`].

use super::parts::{Claim, LONGEST_TOKEN, Segment};
use super::{Code, Excerpt, PayloadHash};
use crate::application::ApplicationId;
use crate::delivery::ParseQueryError;

/// A failed check. Lengths are in bytes, times in seconds.
#[derive(Clone, Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the message of each variant documents it, and names its fields")]
#[non_exhaustive]
pub enum FailedCheck {
    /// `elsewhere` is a header of the delivery, other than `name`, that may contain the token.
    #[error("the `{name}` header is missing or empty, so the delivery counts as unsigned")]
    NoHeader { name: String, elsewhere: Option<&'static str> },
    #[error("the delivery has {count} values for `{name}` instead of one")]
    SeveralHeaders { name: String, count: usize },
    #[error("the header starts with `{scheme}`, not with `Bearer`")]
    NotBearer { scheme: Excerpt },
    #[error("{0}")]
    MalformedToken(Malformed),
    #[error("the token is {length} bytes long; the limit is {LONGEST_TOKEN}")]
    TokenTooLong { length: usize },
    #[error("the member `{name}` occurs more than once in the token's {part}")]
    DuplicateMember { part: Segment, name: Excerpt },
    /// `found` is the JSON value of `alg`. It is `None` if the header has no `alg`.
    #[error("{}", algorithm_sentence(.found.as_ref()))]
    UnsupportedAlgorithm { found: Option<Excerpt> },
    #[error("the token's header has `{member}`, an extension that Vonage's webhooks do not use")]
    CriticalHeader { member: &'static str },
    /// `claimed` is the account that the token claims (unverified). Set only if a secret has no account:
    /// otherwise, a token of an unknown account gets `NoSecretForKey`.
    #[error("{}", signature_sentence(*.tried, .claimed.as_ref()))]
    SignatureMismatch { tried: usize, claimed: Option<Excerpt> },
    #[error(
        "the signature was made with a retired secret ({label}): at the verification time, this secret had been retired for {since} s"
    )]
    RetiredSecret { label: Excerpt, since: u64 },
    #[error(
        "no secret matches, and none is configured for API key `{claimed}`, which the token claims (unverified)"
    )]
    NoSecretForKey { claimed: Excerpt },
    #[error("the token's claims cannot be read: {reason}")]
    ClaimsNotJson { reason: Excerpt },
    #[error("the token has no claim `{claim}`")]
    MissingClaim { claim: Claim },
    /// `found` is the JSON value.
    #[error("the claim `{claim}` is `{found}`, but must be {}", .claim.shape())]
    ClaimType { claim: Claim, found: Excerpt },
    #[error("the token was issued by `{found}`, not by `Vonage`")]
    IssuerMismatch { found: Excerpt },
    #[error("the token belongs to API key `{found}`, not to `{expected}`")]
    ApiKeyMismatch { expected: Excerpt, found: Excerpt },
    #[error("the token belongs to application `{found}`, not to `{expected}`")]
    ApplicationMismatch { expected: ApplicationId, found: Excerpt },
    #[error("the body ({length} bytes, SHA-256 {computed}) does not match the signed SHA-256 {claimed}")]
    PayloadMismatch { claimed: PayloadHash, computed: PayloadHash, length: usize },
    #[error(
        "the query (as JSON, SHA-256 {computed}) does not match the signed SHA-256 {claimed} (by the rule for GET from one Vonage article)"
    )]
    QueryMismatch { claimed: PayloadHash, computed: PayloadHash },
    #[error("the query of this GET cannot be verified: {reason}")]
    UnreadableQuery { reason: ParseQueryError },
    #[error("this GET has a body of {length} bytes, but the signature of a GET covers only the query")]
    BodyOfGet { length: usize },
    #[error("the token is {age} s old; the limit is {allowed} s")]
    TooOld { age: u64, allowed: u64 },
    #[error("the token's `iat` is {ahead} s ahead of the verification time; the allowed skew is {allowed} s")]
    FromTheFuture { ahead: u64, allowed: u64 },
    #[error("the token expired {since} s before the verification time; the allowed skew is {allowed} s")]
    Expired { since: u64, allowed: u64 },
    #[error("the token becomes valid {ahead} s after the verification time; the allowed skew is {allowed} s")]
    NotYetValid { ahead: u64, allowed: u64 },
}

/// Why a header value is not a token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the message of each variant documents it")]
#[non_exhaustive]
pub enum Malformed {
    #[error("the header must be `Bearer TOKEN` with exactly one space between, or only the token")]
    Shape,
    /// The number of segments found, other than three.
    #[error("the token has {}", segments(*.0))]
    Segments(usize),
    #[error("the token's {0} segment is not canonical base64url (which has no padding)")]
    Base64(Segment),
    #[error("the token's header segment is not a JSON object")]
    HeaderNotJson,
    #[error("the token's header is nested more than 64 deep")]
    HeaderTooDeep,
}

impl FailedCheck {
    /// Returns the stable code.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::NoHeader { .. } => Code::NoHeader,
            Self::SeveralHeaders { .. } => Code::SeveralHeaders,
            Self::NotBearer { .. } => Code::NotBearer,
            Self::MalformedToken(_) => Code::MalformedToken,
            Self::TokenTooLong { .. } => Code::TokenTooLong,
            Self::DuplicateMember { .. } => Code::DuplicateMember,
            Self::UnsupportedAlgorithm { .. } => Code::UnsupportedAlgorithm,
            Self::CriticalHeader { .. } => Code::CriticalHeader,
            Self::SignatureMismatch { .. } | Self::RetiredSecret { .. } => Code::SignatureMismatch,
            Self::NoSecretForKey { .. } => Code::NoSecretForKey,
            Self::ClaimsNotJson { .. } => Code::ClaimsNotJson,
            Self::MissingClaim { .. } => Code::MissingClaim,
            Self::ClaimType { .. } => Code::ClaimType,
            Self::IssuerMismatch { .. } => Code::IssuerMismatch,
            Self::ApiKeyMismatch { .. } => Code::ApiKeyMismatch,
            Self::ApplicationMismatch { .. } => Code::ApplicationMismatch,
            Self::PayloadMismatch { .. } | Self::QueryMismatch { .. } => Code::PayloadMismatch,
            Self::UnreadableQuery { .. } | Self::BodyOfGet { .. } => Code::PayloadMismatch,
            Self::TooOld { .. } => Code::TooOld,
            Self::FromTheFuture { .. } => Code::FromTheFuture,
            Self::Expired { .. } => Code::Expired,
            Self::NotYetValid { .. } => Code::NotYetValid,
        }
    }

    /// Returns the remedy, in one sentence.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::NoHeader { elsewhere: Some(_), .. } => {
                "the token may be in another header: X-Vonage-Webhook-Auth-Token on Vonage Cloud Runtime, Authorization anywhere else"
            }
            Self::MalformedToken(Malformed::Shape) => {
                "pass `Bearer`, one space and the token, or the token alone, without quotes or line breaks"
            }
            Self::UnsupportedAlgorithm { found: Some(found) } if found.as_str() == "\"RS256\"" => {
                "verify the token that Vonage sent in the Authorization header: this one is an application's own API token, or a proxy's token"
            }
            Self::RetiredSecret { .. } => {
                "verify a stored delivery as of its arrival time; if the delivery is new and the Dashboard no longer shows the retired secret, reject the webhook as forged"
            }
            Self::MissingClaim { claim: Claim::ApplicationId } => {
                "reject the webhook; if webhooks of this kind name no application, verify without an expected application"
            }
            Self::QueryMismatch { .. } => {
                "verify the query exactly as it was sent, in its order and encoding; if the query still does not match, reject the webhook"
            }
            Self::UnreadableQuery { .. } | Self::BodyOfGet { .. } => {
                "reject the webhook; if Vonage's genuine webhooks fail like this, set the webhook's http_method to POST"
            }
            other => other.code().remedy(),
        }
    }
}

fn algorithm_sentence(found: Option<&Excerpt>) -> String {
    found.map_or_else(
        || "the token names no algorithm; it must be \"HS256\"".to_owned(),
        |found| format!("the token's algorithm is {found}; it must be \"HS256\""),
    )
}

fn signature_sentence(tried: usize, claimed: Option<&Excerpt>) -> String {
    let account = claimed.map(|key| format!("; the token claims account `{key}` (unverified)"));
    match (tried, account.unwrap_or_default()) {
        (1, account) => {
            format!("the given signature secret did not sign this token, or the token was changed{account}")
        }
        (several, _) => {
            format!(
                "none of the {several} given signature secrets signed this token, or the token was changed"
            )
        }
    }
}

fn segments(found: usize) -> String {
    match found {
        1 => "no dots; it must have three segments".to_owned(),
        _ => format!("{found} segments instead of three"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Excerpt, FailedCheck};

    #[test]
    fn an_api_token_has_its_own_remedy() {
        let remedy = |alg: &str| FailedCheck::UnsupportedAlgorithm { found: Some(Excerpt::of(alg)) }.remedy();
        assert!(remedy("\"RS256\"").contains("API token"));
        assert!(remedy("\"none\"").contains("HS256"));
    }
}
