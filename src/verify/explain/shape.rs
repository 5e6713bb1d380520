//! Recognizes mistakes by the shape of the secrets, the token or the body.

use super::diagnosis::SecretKind;
use super::{Budget, Case, Cause, Explanation};
use crate::application::ApplicationId;
use crate::json::{Json, Kind};
use crate::verify::excerpt::Excerpt;

/// The maximum size of a body to parse, in bytes: one parse must not use up the time for the search for causes.
pub(super) const LONGEST_PARSED: usize = 64 * 1024;
/// 32 bytes in base64url without padding: the last segment of an HS256 token.
const MAC_LENGTH: usize = 43;

type Looks<'s> = &'s dyn Fn(&[u8]) -> bool;

/// `claimed` is the API key that the token claims, unverified.
pub(super) fn of_secrets(case: &Case<'_>, claimed: Option<&str>) -> Vec<Explanation> {
    let is_key = |secret: &[u8]| is_api_key(secret) || claimed.is_some_and(|key| secret == key.as_bytes());
    let shapes: [(Cause, &str, Looks<'_>); 3] = [
        (Cause::SecretLooksLikePem, "a PEM key without its first line", &is_pem),
        (Cause::SecretLooksLikeApiKey, "an API key", &is_key),
        (Cause::SecretLooksLikeApplicationId, "an application's id", &is_application),
    ];
    let found = shapes.into_iter().filter_map(|(cause, shape, fits)| {
        let given =
            case.diagnosis.of(SecretKind::Given).find(|given| fits(given.secret.expose().trim_ascii()))?;
        Some(Explanation::guess(cause, format!("the secret of {} has the shape of {shape}", given.label)))
    });
    found.collect()
}

/// Recognizes a PEM key without its first line: a secret with that line is refused earlier. In base64, an RSA
/// key starts with `MII`.
fn is_pem(secret: &[u8]) -> bool {
    let is_text = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=\r\n\\".contains(byte);
    let has_end = secret.windows(b"-----END".len()).any(|window| window == b"-----END");
    has_end || secret.starts_with(b"MII") && secret.len() >= 100 && secret.iter().all(is_text)
}

fn is_api_key(secret: &[u8]) -> bool {
    let is_hex = |byte: &u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(byte);
    (6..=8).contains(&secret.len()) && secret.iter().all(is_hex)
}

/// Requires an id with hyphens: 32 hex digits alone may be a secret.
fn is_application(secret: &[u8]) -> bool {
    let text = std::str::from_utf8(secret).unwrap_or_default();
    text.len() == 36 && text.parse::<ApplicationId>().is_ok()
}

pub(super) fn of_a_cut_off_token(text: &[u8]) -> Option<Explanation> {
    let whole = text.strip_suffix(b"...").or_else(|| text.strip_suffix("…".as_bytes())).unwrap_or(text);
    let is_token = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    // A webhook's token begins with `eyJ`, which is `{"` in base64url.
    if !whole.starts_with(b"eyJ") || !whole.iter().all(is_token) {
        return None;
    }
    let segments: Vec<&[u8]> = whole.split(|&byte| byte == b'.').collect();
    let what = match segments[..] {
        [_] => "it ends in its first segment".to_owned(),
        [_, _] => "it ends in its second segment".to_owned(),
        [_, _, mac] if mac.len() < MAC_LENGTH => {
            format!("its last segment has {} characters instead of {MAC_LENGTH}", mac.len())
        }
        _ => return None,
    };
    let detail = format!("the token ({} bytes) is cut off: {what}", text.len());
    Some(Explanation::guess(Cause::TokenCutOff, detail))
}

pub(super) fn parsed(body: &[u8], budget: &mut Budget<'_>) -> Option<Json> {
    if body.len() > LONGEST_PARSED {
        if body.trim_ascii_start().starts_with(b"{") {
            budget.cut_short = true;
        }
        return None;
    }
    if !body.trim_ascii_start().starts_with(b"{") || !budget.bytes(body.len()) {
        return None;
    }
    Json::parse_bytes(body.to_vec()).ok().filter(|json| json.root().kind() == Kind::Object)
}

pub(super) fn of_a_sig_query(case: &Case<'_>, budget: &mut Budget<'_>) -> Option<Explanation> {
    let names = |text: &[u8], wanted: &[u8]| {
        text.split(|&byte| byte == b'&').any(|pair| pair.split(|&byte| byte == b'=').next() == Some(wanted))
    };
    let is_signed = |text: &[u8]| names(text, b"sig") && (names(text, b"timestamp") || names(text, b"nonce"));
    let json = parsed(case.delivery.body(), budget);
    let has = |name| json.as_ref().is_some_and(|json| json.root().named(name).next().is_some());
    let place = match () {
        () if is_signed(case.delivery.query().text()) => "the query has the parameter",
        () if is_signed(case.delivery.body()) => "the body has the parameter",
        () if has("sig") && (has("timestamp") || has("nonce")) => "the body has the member",
        () => return None,
    };
    let detail = format!("the delivery has no token, but {place} `sig`, the signature of the SMS API");
    Some(Explanation::guess(Cause::SchemeSigQuery, detail))
}

/// Explains a token that names RS256. It may be a proxy's own, or an application's API token.
pub(super) fn of_rs256(payload: &[u8]) -> Explanation {
    let json = Json::parse_bytes(payload.to_vec()).ok();
    let claim = |name: &str| {
        let member = json.as_ref()?.root().named(name).next()?;
        member.value.as_str().map(std::borrow::Cow::into_owned)
    };
    match (claim("application_id"), claim("iss").filter(|issuer| issuer != "Vonage")) {
        (None, Some(issuer)) => Explanation::guess(
            Cause::HeaderTaken,
            format!(
                "the token names RS256 and the issuer {} (unverified), so a proxy or platform replaced Vonage's token",
                Excerpt::of(&issuer)
            ),
        ),
        (Some(application), _) => Explanation::tested(
            Cause::TokenRs256,
            format!("the token names RS256: by its claims, it is an API token of application {} (unverified)", Excerpt::of(&application)),
        ),
        (None, None) => Explanation::tested(
            Cause::TokenRs256,
            "the token names RS256, with which applications sign their API requests; Vonage signs webhooks with HS256".to_owned(),
        ),
    }
}
