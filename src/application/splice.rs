//! Splice: replaces or adds one leaf of a text and keeps every other byte.

use std::ops::Range;

use crate::json::Value;

/// Returns the text with `old`'s text replaced.
pub(super) fn replace(text: &str, old: Value<'_>, new: &str) -> String {
    put(text, old.span(), &[new])
}

/// Returns the text with a member appended to `object`. Copies the object's style: the white space before the last
/// member's name, and the text between that name and its value.
pub(super) fn append(text: &str, object: Value<'_>, name: &str, value: &str) -> String {
    let Some(last) = object.members().last() else {
        let inside = object.span().start + 1;
        return put(text, inside..inside, &["\"", name, "\":", value]);
    };
    let (named, valued) = (last.name_span(), last.value.span());
    let indent = &text[white_space_before(text, named.start)..named.start];
    let colon = &text[named.end..valued.start];
    put(text, valued.end..valued.end, &[",", indent, "\"", name, "\"", colon, value])
}

fn put(text: &str, place: Range<usize>, new: &[&str]) -> String {
    let mut spliced = String::with_capacity(text.len() + new.iter().map(|part| part.len()).sum::<usize>());
    spliced.push_str(&text[..place.start]);
    spliced.extend(new.iter().copied());
    spliced.push_str(&text[place.end..]);
    spliced
}

fn white_space_before(text: &str, end: usize) -> usize {
    text[..end].trim_end_matches([' ', '\t', '\n', '\r']).len()
}
