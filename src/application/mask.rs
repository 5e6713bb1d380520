//! Mask: replaces secrets in an application's document with [`MASK`].
//!
//! Invariant: a masked document is never sent, and never stored as a snapshot.

mod address;
mod words;

use crate::json::{self, Json, Kind, Member, Pointer, Value};

pub use words::masked_words;

/// The replacement for a secret.
pub const MASK: &str = "***";

/// How to mask a value, according to the member names on its path.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Secret,
    Address,
    Ordinary,
}

/// Returns the document's text with the secrets masked. Values without secrets keep their bytes.
///
/// Secrets are the values of members like `client_secret`, and parts of addresses, such as query values.
#[must_use]
pub fn masked(json: &Json) -> String {
    replaced(json, Place::Ordinary, |_, shown| json::literal(&shown))
}

/// Returns a text like that of [`masked`], but different secrets stay different, so that a comparison finds
/// changes.
///
/// The result contains the secrets: never show it. Compare its pretty-printed lines, and show the line of
/// [`masked`] that has the same number.
#[must_use]
pub fn masked_distinctly(json: &Json) -> String {
    // Normalize the white space inside a secret object, so that it makes no difference.
    let whole = |value: Value<'_>| Json::parse(value.raw().to_owned()).map(|json| json.lines().join("\n"));
    replaced(json, Place::Ordinary, |value, _| {
        json::literal(&whole(value).unwrap_or_else(|_| value.raw().to_owned()))
    })
}

/// Masks the secrets in `text`, which is the JSON of the value at `path`.
///
/// Returns only [`MASK`], as a JSON string, if `text` is not JSON.
#[must_use]
pub fn masked_at(path: &Pointer, text: &str) -> String {
    let place = path.as_str().split('/').fold(Place::Ordinary, |place, step| place.inside(step.as_bytes()));
    match Json::parse(text.to_owned()) {
        Ok(json) => replaced(&json, place, |_, shown| json::literal(&shown)),
        Err(_) => json::literal(MASK),
    }
}

fn replaced(json: &Json, place: Place, replacement: impl Fn(Value<'_>, String) -> String) -> String {
    let mut text = String::with_capacity(json.text().len());
    let mut copied = 0;
    for (value, place) in leaves(json.root(), place) {
        let Some(shown) = masked_value(value, place) else { continue };
        text.push_str(&json.text()[copied..value.span().start]);
        text.push_str(&replacement(value, shown));
        copied = value.span().end;
    }
    text.push_str(&json.text()[copied..]);
    text
}

/// Returns scalars and whole secret values, in the order of the text.
fn leaves(root: Value<'_>, place: Place) -> impl Iterator<Item = (Value<'_>, Place)> {
    let mut pending = vec![(root, place)];
    std::iter::from_fn(move || {
        while let Some((value, place)) = pending.pop() {
            if place == Place::Secret || !matches!(value.kind(), Kind::Object | Kind::Array) {
                return Some((value, place));
            }
            let members =
                value.members().map(|member: Member<'_>| (member.value, place.inside(&member.name())));
            let elements = value.elements().map(|element| (element, place));
            let first = pending.len();
            pending.extend(members.chain(elements));
            pending[first..].reverse();
        }
        None
    })
}

impl Place {
    /// `name` is without JSON escapes, so that `s\u0065cret` is recognized too.
    fn inside(self, name: &[u8]) -> Self {
        let is = |word: &str| name.eq_ignore_ascii_case(word.as_bytes());
        match self {
            _ if is_secret(name) => Self::Secret,
            Self::Ordinary if is("address") || is("webhooks") => Self::Address,
            _ => self,
        }
    }
}

fn is_secret(name: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    let holds = |word: &str| name.windows(word.len()).any(|part| part == word.as_bytes());
    ["secret", "token", "password"].into_iter().any(holds) || name == b"private_key"
}

/// Returns `None` if the value may be shown.
fn masked_value(value: Value<'_>, place: Place) -> Option<String> {
    if place == Place::Secret {
        return Some(MASK.to_owned());
    }
    let Some(text) = value.as_str() else {
        // A string with an unpaired surrogate cannot be read as an address, but may contain one.
        let bytes = value.string_bytes()?;
        return bytes.iter().any(|byte| matches!(byte, b'@' | b'?')).then(|| MASK.to_owned());
    };
    // In an ordinary string that mentions an address, keep the words around the address readable.
    let shown = match place {
        Place::Ordinary if !address::is_likely(&text) => return None,
        Place::Ordinary if !address::starts_like_address(&text) => masked_words(&text),
        _ => address::masked(&text),
    };
    (shown != text).then_some(shown)
}

#[cfg(test)]
mod tests;
