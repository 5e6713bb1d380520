//! Splice: replaces or adds values in a JSON text and keeps every other byte.

use std::ops::Range;

use crate::json::Value;

pub(super) struct Edit {
    place: Range<usize>,
    new: String,
}

impl Edit {
    pub(super) fn replacement(old: Value<'_>, new: &str) -> Self {
        Self { place: old.span(), new: new.to_owned() }
    }

    /// Returns the edit that appends a member to `object`, formatted like the last member.
    pub(super) fn addition(text: &str, object: Value<'_>, name: &str, value: &str) -> Self {
        let Some(last) = object.members().last() else {
            let inside = object.span().start + 1;
            return Self { place: inside..inside, new: ["\"", name, "\":", value].concat() };
        };
        let (named, valued) = (last.name_span(), last.value.span());
        let indent = &text[white_space_before(text, named.start)..named.start];
        let colon = &text[named.end..valued.start];
        let new = [",", indent, "\"", name, "\"", colon, value].concat();
        Self { place: valued.end..valued.end, new }
    }
}

/// The edits must not overlap.
pub(super) fn spliced(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| edit.place.start);
    let mut spliced =
        String::with_capacity(text.len() + edits.iter().map(|edit| edit.new.len()).sum::<usize>());
    let mut copied = 0;
    for Edit { place, new } in edits {
        spliced.push_str(&text[copied..place.start]);
        spliced.push_str(&new);
        copied = place.end;
    }
    spliced.push_str(&text[copied..]);
    spliced
}

fn white_space_before(text: &str, end: usize) -> usize {
    text[..end].trim_end_matches([' ', '\t', '\n', '\r']).len()
}
