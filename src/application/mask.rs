//! Mask: an application's document as it may be shown, its secrets blanked.
//!
//! What counts as secret: members whose name holds `secret`, `token` or `password`, or is `private_key`, whatever
//! their value; and in every address its user info and the values of its query. An address is any string in a member
//! named `address` or `webhooks`, and elsewhere one that looks like an address; how it is masked, `mask/address.rs` says.
//! Masking is for showing only: a masked document is never sent and never stored.

mod address;
mod words;

use crate::json::{self, Json, Kind, Member, Pointer, Value};

pub use words::masked_words;

/// What stands in place of a secret.
pub const MASK: &str = "***";

/// What the names on the way to a value say of it. It holds for all that stands inside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Secret,
    Address,
    Elsewhere,
}

/// The document's text, its secrets replaced and every other byte as it came.
#[must_use]
pub fn masked(json: &Json) -> String {
    replaced(json, Place::Elsewhere, |_, shown| json::literal(&shown))
}

/// The masked document's text again, with each masked value as one string of all that it is. It tells two values apart
/// that look the same once masked, line for line with the masked document; it is never to be shown.
#[must_use]
pub fn told_apart(json: &Json) -> String {
    // Two spellings of one object are one secret: its lines do not depend on white space.
    let whole = |value: Value<'_>| Json::parse(value.raw().to_owned()).map(|json| json.lines().join("\n"));
    replaced(json, Place::Elsewhere, |value, _| {
        json::literal(&whole(value).unwrap_or_else(|_| value.raw().to_owned()))
    })
}

/// A value's text as it may be shown, for a value that stood at `path`.
#[must_use]
pub fn masked_at(path: &Pointer, text: &str) -> String {
    let place = path.as_str().split('/').fold(Place::Elsewhere, |place, step| place.inside(step.as_bytes()));
    match Json::parse(text.to_owned()) {
        Ok(json) => replaced(&json, place, |_, shown| json::literal(&shown)),
        Err(_) => json::literal(MASK),
    }
}

/// The text with `replacement` in place of each value that is masked; it is given the value and what may be shown.
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

/// The values that are to be looked at, in the order of the text: scalars, and whole values under a secret's name.
fn leaves(root: Value<'_>, place: Place) -> impl Iterator<Item = (Value<'_>, Place)> {
    let mut to_do = vec![(root, place)];
    std::iter::from_fn(move || {
        while let Some((value, place)) = to_do.pop() {
            if place == Place::Secret || !matches!(value.kind(), Kind::Object | Kind::Array) {
                return Some((value, place));
            }
            let members =
                value.members().map(|member: Member<'_>| (member.value, place.inside(&member.name())));
            let elements = value.elements().map(|element| (element, place));
            let first = to_do.len();
            to_do.extend(members.chain(elements));
            to_do[first..].reverse();
        }
        None
    })
}

impl Place {
    /// What holds inside the member of that name, which is decoded.
    fn inside(self, name: &[u8]) -> Self {
        let is = |word: &str| name.eq_ignore_ascii_case(word.as_bytes());
        match self {
            _ if is_secret(name) => Self::Secret,
            Self::Elsewhere if is("address") || is("webhooks") => Self::Address,
            _ => self,
        }
    }
}

fn is_secret(name: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    let holds = |word: &str| name.windows(word.len()).any(|part| part == word.as_bytes());
    ["secret", "token", "password"].into_iter().any(holds) || name == b"private_key"
}

/// What is shown instead of the value; none where it may be shown as it is.
fn masked_value(value: Value<'_>, place: Place) -> Option<String> {
    if place == Place::Secret {
        return Some(MASK.to_owned());
    }
    let Some(text) = value.as_str() else {
        // What is no text is no address that could be read, and still may hold all of one.
        let bytes = value.string_bytes()?;
        return bytes.iter().any(|byte| matches!(byte, b'@' | b'?')).then(|| MASK.to_owned());
    };
    // Elsewhere a text may be words that only mention an address; those stay readable around it.
    let shown = match place {
        Place::Elsewhere if !address::is_likely(&text) => return None,
        Place::Elsewhere if !address::is_first(&text) => masked_words(&text),
        _ => address::masked(&text),
    };
    (shown != text).then_some(shown)
}

#[cfg(test)]
mod tests;
