//! Extracts the token's text from a delivery's headers.
//!
//! Invariant: a token comes only from the configured header, which must have a single value.

use memchr::{memchr, memchr2, memchr3};

use super::excerpt::Excerpt;
use super::{FailedCheck, Malformed};
use crate::delivery::Delivery;

/// The header in which Vonage sends the token.
pub const AUTHORIZATION: &str = "Authorization";
/// The header to which Vonage Cloud Runtime moves the value of `Authorization`. Verifiers do not read it by default.
pub const CLOUD_RUNTIME: &str = "X-Vonage-Webhook-Auth-Token";

pub(super) fn token_text<'d>(delivery: &'d Delivery<'_>, name: &str) -> Result<&'d [u8], FailedCheck> {
    let mut values = delivery.header(name);
    let Some(value) = values.next() else { return Err(no_header(delivery, name)) };
    // Refuse several values: a proxy or a framework may use another value than the verified one.
    let more = values.count();
    if more > 0 {
        return Err(FailedCheck::SeveralHeaders { name: name.to_owned(), count: more + 1 });
    }
    if let Some(token) = as_vonage_writes(value) {
        return Ok(token);
    }
    let text = without_name(trim(value), name);
    if text.is_empty() {
        return Err(no_header(delivery, name));
    }
    if memchr(b',', text).is_some() {
        return Err(of_a_list(text, name));
    }
    let (word, rest) = first_word(text);
    match rest {
        None if is_bearer(word) => Err(malformed(Malformed::Shape)),
        None => Ok(text),
        Some(rest) if is_bearer(word) => {
            let token = rest
                .strip_prefix(b" ")
                .filter(|token| !token.is_empty() && memchr2(b' ', b'\t', token).is_none());
            token.ok_or_else(|| malformed(Malformed::Shape))
        }
        Some(_) if is_scheme(word) => Err(FailedCheck::NotBearer { scheme: Excerpt::of_bytes(word) }),
        Some(_) => Err(malformed(Malformed::Shape)),
    }
}

fn as_vonage_writes(value: &[u8]) -> Option<&[u8]> {
    let token = value.strip_prefix(b"Bearer ")?;
    (!token.is_empty() && memchr3(b',', b' ', b'\t', token).is_none()).then_some(token)
}

/// Returns whether RFC 9110 §5.1 allows the name for a header.
pub(super) fn is_header_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(is_token_byte)
}

fn no_header(delivery: &Delivery<'_>, name: &str) -> FailedCheck {
    let other = if name.eq_ignore_ascii_case(CLOUD_RUNTIME) { AUTHORIZATION } else { CLOUD_RUNTIME };
    let elsewhere = delivery.header(other).next().map(|_| other);
    FailedCheck::NoHeader { name: name.to_owned(), elsewhere }
}

/// Proxies join repeated headers with commas. Other schemes, such as Digest, use commas within one value.
fn of_a_list(text: &[u8], name: &str) -> FailedCheck {
    let elements = || text.split(|&byte| byte == b',').map(trim);
    let has_bearer = elements().any(|element| is_bearer(first_word(element).0));
    let starts_with_token = elements().next().is_some_and(looks_like_a_token);
    if has_bearer || starts_with_token {
        return FailedCheck::SeveralHeaders { name: name.to_owned(), count: elements().count() };
    }
    FailedCheck::NotBearer { scheme: Excerpt::of_bytes(first_word(trim(text)).0) }
}

fn looks_like_a_token(text: &[u8]) -> bool {
    text.contains(&b'.') && text.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
}

/// Removes a leading `Authorization:` (or the configured name) from a pasted line.
pub(super) fn without_name<'t>(text: &'t [u8], name: &str) -> &'t [u8] {
    let after = |name: &str| {
        let (start, rest) = text.split_at_checked(name.len())?;
        start.eq_ignore_ascii_case(name.as_bytes()).then(|| rest.strip_prefix(b":")).flatten()
    };
    after(AUTHORIZATION).or_else(|| after(name)).map_or(text, trim)
}

/// Trims HTTP's white space: spaces and tabs only.
fn trim(text: &[u8]) -> &[u8] {
    let start = text.iter().position(|byte| !is_blank(*byte)).unwrap_or(text.len());
    let end = text.iter().rposition(|byte| !is_blank(*byte)).map_or(start, |last| last + 1);
    &text[start..end]
}

fn first_word(text: &[u8]) -> (&[u8], Option<&[u8]>) {
    match memchr2(b' ', b'\t', text) {
        Some(end) => (&text[..end], Some(&text[end..])),
        None => (text, None),
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

fn is_bearer(word: &[u8]) -> bool {
    word.eq_ignore_ascii_case(b"bearer")
}

/// Returns whether the word may be a scheme (RFC 9110 §11.1). A word with a dot or quote is refused: it is
/// more likely a token or a quoted value.
fn is_scheme(word: &[u8]) -> bool {
    word.iter().all(|&byte| is_token_byte(byte) && !b".'`".contains(&byte))
}

fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

fn malformed(what: Malformed) -> FailedCheck {
    FailedCheck::MalformedToken(what)
}
