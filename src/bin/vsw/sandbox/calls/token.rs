//! Checks the RS256 token of an application. Does not use the code that makes such tokens, so that tests
//! detect mistakes in that code.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hyper::HeaderMap;
use hyper::header::AUTHORIZATION;
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use serde::Deserialize;
use serde_json::Value;
use vsw::application::ApplicationId;
use vsw::json::Json;

use super::super::document::value_at;
use super::super::store::Store;
use super::public_key::rsa_key;

/// The client gets these messages. They may be precise, because the sandbox has no attackers.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    #[error("Send one Authorization header: `Bearer` and the application's token.")]
    NoToken,
    #[error("The token is not three base64url parts, or its header is not a JSON object with an `alg`.")]
    Malformed,
    #[error("The token's alg is `{0}`; it must be RS256.")]
    Algorithm(String),
    #[error("The token's header has `crit`, which is not supported.")]
    Critical,
    #[error("The token's claims are wrong: {0}.")]
    Claims(String),
    #[error("The token's application_id is not an application of this account.")]
    UnknownApplication,
    #[error("The application's keys.public_key is missing or not an RSA key in PEM (BEGIN PUBLIC KEY).")]
    NoKey,
    #[error(
        "The token was not signed with the private key of its application_id, or that key does not have 2048 to 8192 bits."
    )]
    Signature,
    #[error("The token has expired; without exp, it does so 15 minutes after its iat.")]
    Expired,
    #[error("The token is not valid yet: check the clock, and that iat and nbf are in seconds.")]
    Early,
    #[error("The token's exp is more than 24 hours after its iat, which is not allowed.")]
    TooLong,
}

#[derive(Deserialize)]
struct Head {
    alg: String,
    crit: Option<Value>,
}

#[derive(Deserialize)]
struct Claims {
    application_id: String,
    iat: u64,
    jti: String,
    exp: Option<u64>,
    nbf: Option<u64>,
}

/// The lifetime of a token without `exp`, in seconds.
const USUAL_LIFETIME: u64 = 15 * 60;
const LONGEST_LIFETIME: u64 = 24 * 60 * 60;
/// How far the client's clock may be ahead, in seconds.
const SKEW: u64 = 60;

/// `now` is in seconds since 1970.
pub fn application(headers: &HeaderMap, store: &Store, now: u64) -> Result<ApplicationId, TokenError> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return Err(TokenError::NoToken) };
    let token = value.to_str().ok().and_then(bearer).ok_or(TokenError::NoToken)?;
    let (signed, signature) = token.rsplit_once('.').ok_or(TokenError::Malformed)?;
    let (head, claims) = signed.split_once('.').ok_or(TokenError::Malformed)?;
    let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| TokenError::Malformed);
    let head: Head = serde_json::from_slice(&decode(head)?).map_err(|_| TokenError::Malformed)?;
    if head.alg != "RS256" {
        return Err(TokenError::Algorithm(head.alg));
    }
    if head.crit.is_some() {
        return Err(TokenError::Critical);
    }
    let claims: Claims =
        serde_json::from_slice(&decode(claims)?).map_err(|error| TokenError::Claims(error.to_string()))?;
    let id: ApplicationId = claims.application_id.parse().map_err(|_| TokenError::UnknownApplication)?;
    let document = store.document(id).ok_or(TokenError::UnknownApplication)?;
    let key = public_key(&document).and_then(|pem| rsa_key(&pem)).ok_or(TokenError::NoKey)?;
    UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key)
        .verify(signed.as_bytes(), &decode(signature)?)
        .map_err(|_| TokenError::Signature)?;
    claims.check(now)?;
    Ok(id)
}

impl Claims {
    fn check(&self, now: u64) -> Result<(), TokenError> {
        if self.jti.is_empty() {
            return Err(TokenError::Claims("the jti is empty".to_owned()));
        }
        let begin = self.iat.max(self.nbf.unwrap_or_default());
        if begin > now.saturating_add(SKEW) {
            return Err(TokenError::Early);
        }
        let end = self.exp.unwrap_or_else(|| self.iat.saturating_add(USUAL_LIFETIME));
        if end > self.iat.saturating_add(LONGEST_LIFETIME) {
            return Err(TokenError::TooLong);
        }
        if end <= now { Err(TokenError::Expired) } else { Ok(()) }
    }
}

fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") && !token.contains([' ', ','])).then_some(token)
}

fn public_key(document: &[u8]) -> Option<String> {
    let document = Json::parse_bytes(document.to_vec()).ok()?;
    let key = value_at(&document, &["keys", "public_key"]).ok()??;
    key.as_str().map(Cow::into_owned)
}
