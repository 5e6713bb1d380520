//! Form: a JSON document written in one of the ways that programs write JSON.
//!
//! Not here: which form is looked for. Numbers stand as they stood, names and strings are only spelled anew, nothing is
//! added or lost.
//!
//! Invariant: no recursion, and no text that is longer than there is room for by more than one value.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::json::{Json, Kind, Member, Value};

/// In which form a document is written.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) layout: Layout,
    pub(super) order: Order,
    pub(super) spelling: Spelling,
}

/// What stands between the values.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Nothing: `JSON.stringify(x)`, PHP's `json_encode`, most others.
    Compact,
    /// A blank behind `,` and `:`: Python's `json.dumps`.
    Spaced,
    /// Lines, indented by so many blanks.
    Indented(usize),
}

/// In which order the members of an object stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    AsTheyStand,
    /// By name, in every object.
    Sorted,
    /// The outermost object's as the documentation has them.
    Documented(&'static [&'static str]),
}

#[derive(Clone, Copy)]
pub(super) enum Spelling {
    Kept,
    /// With no more escapes than JSON wants, and these.
    Anew {
        slashes: Escaping,
        characters: Escaping,
    },
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Escaping {
    Plain,
    Escaped,
}

enum Step<'j> {
    Value(Value<'j>, usize),
    Text(Cow<'j, str>),
    Line(usize),
}

/// The document in that form; none where it would become longer than there is room.
pub(super) fn written(json: &Json, form: Form, room: usize) -> Option<String> {
    let mut text = String::with_capacity(json.text().len().min(room));
    let mut to_do = vec![Step::Value(json.root(), 0)];
    while let Some(step) = to_do.pop() {
        match step {
            Step::Text(piece) => text.push_str(&piece),
            Step::Line(depth) => {
                if let Layout::Indented(by) = form.layout {
                    text.push('\n');
                    text.extend(std::iter::repeat_n(' ', by * depth));
                }
            }
            Step::Value(value, depth) => match value.kind() {
                Kind::Object | Kind::Array => {
                    let inside = to_do.len();
                    container(json, value, depth, form, &mut to_do);
                    to_do[inside..].reverse();
                }
                Kind::String => {
                    let bytes = value.string_bytes().unwrap_or_default();
                    text.push_str(&spelled(value.raw(), &bytes, form.spelling));
                }
                _ => text.push_str(value.raw()),
            },
        }
        if text.len() > room {
            return None;
        }
    }
    Some(text)
}

/// The steps of a container, in their order.
fn container<'j>(json: &'j Json, value: Value<'j>, depth: usize, form: Form, steps: &mut Vec<Step<'j>>) {
    let (open, close) = if value.kind() == Kind::Object { ("{", "}") } else { ("[", "]") };
    let (comma, colon) = match form.layout {
        Layout::Compact => (",", ":"),
        Layout::Spaced => (", ", ": "),
        Layout::Indented(_) => (",", ": "),
    };
    let mut members: Vec<Member<'j>> = value.members().collect();
    match form.order {
        Order::Sorted => members.sort_by(|one, other| one.name().cmp(&other.name())),
        Order::Documented(names) if depth == 0 => {
            members.sort_by_key(|member| names.iter().position(|name| *member.name() == *name.as_bytes()));
        }
        Order::Documented(_) | Order::AsTheyStand => {}
    }
    let members = members.into_iter().map(|member| (Some(member), member.value));
    let children: Vec<_> = members.chain(value.elements().map(|element| (None, element))).collect();
    steps.push(Step::Text(open.into()));
    let is_empty = children.is_empty();
    for (number, (member, child)) in children.into_iter().enumerate() {
        if number > 0 {
            steps.push(Step::Text(comma.into()));
        }
        steps.push(Step::Line(depth + 1));
        if let Some(member) = member {
            steps.push(Step::Text(spelled(name_literal(json, member), &member.name(), form.spelling)));
            steps.push(Step::Text(colon.into()));
        }
        steps.push(Step::Value(child, depth + 1));
    }
    if !is_empty {
        steps.push(Step::Line(depth));
    }
    steps.push(Step::Text(close.into()));
}

/// A string's literal in that spelling. One that is no text (an unpaired surrogate) stays as it is.
pub(super) fn spelled<'r>(raw: &'r str, bytes: &[u8], spelling: Spelling) -> Cow<'r, str> {
    let Spelling::Anew { slashes, characters } = spelling else { return Cow::Borrowed(raw) };
    let Ok(text) = std::str::from_utf8(bytes) else { return Cow::Borrowed(raw) };
    let mut literal = String::with_capacity(raw.len());
    literal.push('"');
    for character in text.chars() {
        match character {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\u{8}' => literal.push_str("\\b"),
            '\u{c}' => literal.push_str("\\f"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            '/' if slashes == Escaping::Escaped => literal.push_str("\\/"),
            control if control < ' ' => escape(&mut literal, control),
            wide if !wide.is_ascii() && characters == Escaping::Escaped => escape(&mut literal, wide),
            plain => literal.push(plain),
        }
    }
    literal.push('"');
    Cow::Owned(literal)
}

fn escape(literal: &mut String, character: char) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        // Writing to a String cannot fail.
        let _ = write!(literal, "\\u{unit:04x}");
    }
}

pub(super) fn name_literal<'j>(json: &'j Json, member: Member<'j>) -> &'j str {
    &json.text()[member.name_span()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn v15_no_more_is_written_than_there_is_room_for() {
        let json = Json::parse(format!("[{}1]", "1,".repeat(1000))).unwrap();
        let form = |layout| Form { layout, order: Order::AsTheyStand, spelling: Spelling::Kept };
        for layout in [Layout::Compact, Layout::Spaced, Layout::Indented(4)] {
            let length = written(&json, form(layout), usize::MAX).unwrap().len();
            assert!(written(&json, form(layout), length).is_some());
            assert!(written(&json, form(layout), length - 1).is_none());
        }
    }
}
