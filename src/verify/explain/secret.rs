//! Finds a variant of the configured secret, or another known secret, that made the signature.

use base64::Engine as _;
use base64::engine::general_purpose::{GeneralPurpose, STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::diagnosis::{DiagnosticSecret, SecretKind};
use super::{Budget, Case, Cause, Explanation, shape};
use crate::mac::MacKey;
use crate::secret::{BYTE_ORDER_MARK, SignatureSecret};
use crate::verify::excerpt::Excerpt;
use crate::verify::token::Token;
use crate::verify::{Claims, FailedCheck, Slot, header};

type Bytes = Zeroizing<Vec<u8>>;
/// Undoes one change of a secret. Returns all possible originals: several, one or none.
type Undo = fn(&[u8]) -> Vec<Bytes>;

/// Changes of a secret, the likeliest first, because the budget may end the search early.
const TRANSFORMATIONS: &[(Cause, &str, Undo)] = &[
    (Cause::SecretTrailingNewline, "without its trailing newline", without_line_end),
    (Cause::SecretQuoted, "without the quotes around it", without_quotes),
    (Cause::SecretByteOrderMark, "without its byte order mark", without_mark),
    (Cause::SecretWhiteSpace, "without the white space around it", without_white_space),
    (Cause::SecretBase64Encoded, "decoded from base64", from_base64),
    (Cause::SecretHexEncoded, "decoded from hex", from_hex),
    (Cause::SecretHexDecoded, "encoded as hex", to_hex),
    (Cause::SecretBase64Decoded, "encoded as base64", to_base64),
];

pub(super) fn explain(case: &Case<'_>, budget: &mut Budget<'_>) -> Vec<Explanation> {
    let retired = case.rejection.failures().find_map(|failure| match failure {
        FailedCheck::RetiredSecret { label, since } => Some((label, since)),
        _ => None,
    });
    if let Some((label, since)) = retired {
        let detail = format!(
            "the signature was made with a retired secret ({label}): at the verification time, this secret had been retired for {since} s"
        );
        return vec![Explanation::tested(Cause::SecretRetired, detail)];
    }
    let Ok(text) = header::token_text(case.delivery, case.verifier.header()) else { return Vec::new() };
    let Ok(token) = Token::parse(text) else { return Vec::new() };
    let found = transformed(case, &token, budget).or_else(|| signed_by_another_secret(case, &token, budget));
    if let Some(found) = found {
        return vec![found];
    }
    let mut hints = Vec::new();
    hints.extend(api_secret_given(case));
    let claims = Claims::read(token.payload().to_vec(), &mut Vec::new()).ok();
    let claimed = claims.as_ref().and_then(Claims::api_key);
    if hints.is_empty() {
        hints.extend(shape::of_secrets(case, claimed));
    }
    if hints.is_empty() {
        hints.extend(shape::of_a_cut_off_token(text));
    }
    hints.extend(not_configured(case, claimed));
    hints
}

fn transformed(case: &Case<'_>, token: &Token<'_>, budget: &mut Budget<'_>) -> Option<Explanation> {
    for (cause, words, undo) in TRANSFORMATIONS {
        for given in case.diagnosis.of(SecretKind::Given) {
            for bytes in undo(given.secret.expose()) {
                if signs(&bytes, token, budget) {
                    let then = result_after_repair(case, &bytes, given, budget);
                    let detail = format!(
                        "the signature was made with the secret of {}, {words} ({} bytes; {} are stored){then}",
                        given.label,
                        bytes.len(),
                        given.secret.expose().len(),
                    );
                    return Some(Explanation::tested(*cause, detail));
                }
            }
        }
    }
    None
}

/// Tries the known secrets that the verifier does not use.
fn signed_by_another_secret(
    case: &Case<'_>,
    token: &Token<'_>,
    budget: &mut Budget<'_>,
) -> Option<Explanation> {
    let known = case
        .diagnosis
        .of(SecretKind::Signature)
        .chain(case.diagnosis.of(SecretKind::Api))
        .find(|known| signs(known.secret.expose(), token, budget))?;
    let label = &known.label;
    let (cause, secret) = match known.kind {
        SecretKind::Api => (Cause::SignedWithApiSecret, format!("the API secret of {label}")),
        _ if is_another_account(case, known) => {
            let account = Excerpt::of(known.api_key.as_deref().unwrap_or_default());
            (
                Cause::SecretOfAnotherAccount,
                format!("the secret of {label}, which belongs to account {account}"),
            )
        }
        _ => {
            let words = format!("the secret of {label}, which the verifier did not use");
            (Cause::SecretAnotherConfigured, words)
        }
    };
    let then = result_after_repair(case, known.secret.expose(), known, budget);
    Some(Explanation::tested(cause, format!("the signature was made with {secret}{then}")))
}

fn is_another_account(case: &Case<'_>, known: &DiagnosticSecret) -> bool {
    known.api_key.is_some()
        && case
            .diagnosis
            .of(SecretKind::Given)
            .all(|given| given.api_key.is_some() && given.api_key != known.api_key)
}

fn api_secret_given(case: &Case<'_>) -> Option<Explanation> {
    case.diagnosis.of(SecretKind::Given).find_map(|given| {
        let same = |api: &&DiagnosticSecret| bool::from(api.secret.expose().ct_eq(given.secret.expose()));
        let api = case.diagnosis.of(SecretKind::Api).find(same)?;
        let detail = format!(
            "the secret of {} is the API secret of {}, which does not sign webhooks",
            given.label, api.label
        );
        Some(Explanation::tested(Cause::SecretIsApiSecret, detail))
    })
}

fn not_configured(case: &Case<'_>, claimed: Option<&str>) -> Option<Explanation> {
    let has_no_secret =
        case.rejection.failures().any(|failure| matches!(failure, FailedCheck::NoSecretForKey { .. }));
    let claimed = claimed.filter(|_| has_no_secret)?;
    let mut keys: Vec<&str> = case.verifier.slots.iter().filter_map(Slot::api_key).collect();
    keys.sort_unstable();
    keys.dedup();
    let more = keys.len().saturating_sub(MAX_KEYS);
    let shown: Vec<String> = keys.iter().take(MAX_KEYS).map(|key| Excerpt::of(key).to_string()).collect();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let detail = format!(
        "the token claims account {} (unverified); secrets are configured for {}{more}",
        Excerpt::of(claimed),
        shown.join(", "),
    );
    Some(Explanation::tested(Cause::AccountNotConfigured, detail))
}

const MAX_KEYS: usize = 8;

fn signs(secret: &[u8], token: &Token<'_>, budget: &mut Budget<'_>) -> bool {
    // `SignatureSecret::new` refuses secrets that a verifier would refuse, such as a public key.
    budget.hypothesis(secret.len() + token.signed_length())
        && SignatureSecret::new(secret).is_ok_and(|secret| token.is_signed_by(&MacKey::of(&secret)))
}

/// Returns the result of a verification with `secret`. `of` provides its label, account and retirement.
fn result_after_repair(
    case: &Case<'_>,
    secret: &[u8],
    of: &DiagnosticSecret,
    budget: &mut Budget<'_>,
) -> &'static str {
    let Ok(secret) = SignatureSecret::new(secret) else { return "" };
    let mut slot = Slot::new(&secret, of.label.as_str());
    if let Some(api_key) = &of.api_key {
        slot = slot.for_api_key(api_key.as_str());
    }
    if let Some(time) = of.retired_at {
        slot = slot.retired_at(time);
    }
    case.result_after_repair(&case.with_slot(slot), case.delivery, budget)
}

fn one(bytes: &[u8]) -> Vec<Bytes> {
    vec![Zeroizing::new(bytes.to_vec())]
}

fn without_line_end(secret: &[u8]) -> Vec<Bytes> {
    let Some(less) = secret.strip_suffix(b"\n") else { return Vec::new() };
    let mut all = one(less);
    all.extend(less.strip_suffix(b"\r").map(one).unwrap_or_default());
    all.reverse();
    all
}

fn without_quotes(secret: &[u8]) -> Vec<Bytes> {
    let inside = |quote: u8| secret.strip_prefix(&[quote])?.strip_suffix(&[quote]);
    b"\"'`".iter().filter_map(|&quote| inside(quote)).flat_map(one).collect()
}

fn without_mark(secret: &[u8]) -> Vec<Bytes> {
    secret.strip_prefix(BYTE_ORDER_MARK).map(one).unwrap_or_default()
}

fn without_white_space(secret: &[u8]) -> Vec<Bytes> {
    let trimmed = secret.trim_ascii();
    if trimmed.len() == secret.len() { Vec::new() } else { one(trimmed) }
}

const ENGINES: [&GeneralPurpose; 4] = [&STANDARD, &STANDARD_NO_PAD, &URL_SAFE, &URL_SAFE_NO_PAD];

fn from_base64(secret: &[u8]) -> Vec<Bytes> {
    let text = secret.trim_ascii();
    ENGINES.iter().find_map(|engine| engine.decode(text).ok()).map(Zeroizing::new).into_iter().collect()
}

fn to_base64(secret: &[u8]) -> Vec<Bytes> {
    let mut all: Vec<Bytes> = Vec::new();
    for text in ENGINES.iter().map(|engine| Zeroizing::new(engine.encode(secret).into_bytes())) {
        if all.iter().all(|other| !bool::from(other.ct_eq(&text))) {
            all.push(text);
        }
    }
    all
}

fn from_hex(secret: &[u8]) -> Vec<Bytes> {
    let text = secret.trim_ascii();
    let digit = |byte: u8| (byte as char).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    if text.is_empty() || !text.len().is_multiple_of(2) {
        return Vec::new();
    }
    let pairs = text.chunks_exact(2).map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?));
    pairs.collect::<Option<Vec<u8>>>().map(Zeroizing::new).into_iter().collect()
}

fn to_hex(secret: &[u8]) -> Vec<Bytes> {
    let written = |digits: &[u8; 16]| {
        let digit = |nibble: u8| digits[usize::from(nibble)];
        let bytes = secret.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
        Zeroizing::new(bytes.collect::<Vec<u8>>())
    };
    vec![written(b"0123456789abcdef"), written(b"0123456789ABCDEF")]
}
