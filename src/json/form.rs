//! Form: writes a JSON document with other white space, order or escapes. Numbers keep their text.
//!
//! Invariant: no recursion, because a document may be nested a hundred thousand deep.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::{Json, Kind, Member, Value, literal};

/// The maximum depth of indentation, in levels: a deep document must not become gigabytes of spaces.
const MAX_INDENTATION: usize = 40;

#[derive(Clone, Copy)]
pub(crate) struct Form {
    pub(crate) layout: Layout,
    pub(crate) order: Order,
    pub(crate) spelling: Spelling,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// No white space, as by `JSON.stringify(x)`, PHP's `json_encode` and most others.
    Compact,
    /// A space after `,` and `:`, as by Python's `json.dumps`.
    Spaced,
    /// One member or element per line, indented by this many spaces per level.
    Indented(usize),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    AsRead,
    /// By name, in every object.
    Sorted,
    /// In the outermost object, the listed members come last, in the list's order.
    Documented(&'static [&'static str]),
}

#[derive(Clone, Copy)]
pub(crate) enum Spelling {
    Kept,
    Escaped {
        /// Whether `/` becomes `\/`.
        slashes: Escaping,
        /// Whether non-ASCII characters become `\u` escapes.
        characters: Escaping,
    },
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escaping {
    Plain,
    Escaped,
}

enum Step<'j> {
    Value(Value<'j>, usize),
    Text(Cow<'j, str>),
    Line(usize),
}

impl Json {
    /// Returns the document with one member or element per line. Indents all lines but the first by `depth`
    /// more levels.
    #[must_use]
    pub fn indented(&self, depth: usize) -> String {
        let form = Form { layout: Layout::Indented(2), order: Order::AsRead, spelling: Spelling::Kept };
        written(self, form, depth, usize::MAX).unwrap_or_default()
    }

    /// Returns the lines of the indented document, without the commas at their ends.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.indented(0).lines().map(|line| line.strip_suffix(',').unwrap_or(line).to_owned()).collect()
    }
}

/// Returns `None` if the text exceeds `limit` bytes.
pub(crate) fn written(json: &Json, form: Form, depth: usize, limit: usize) -> Option<String> {
    let mut text = String::with_capacity(json.text().len().min(limit));
    let mut pending = vec![Step::Value(json.root(), 0)];
    while let Some(step) = pending.pop() {
        match step {
            Step::Text(piece) => text.push_str(&piece),
            Step::Line(inside) => {
                if let Layout::Indented(by) = form.layout {
                    text.push('\n');
                    text.extend(std::iter::repeat_n(' ', by * (depth + inside).min(MAX_INDENTATION)));
                }
            }
            Step::Value(value, inside) => match value.kind() {
                Kind::Object | Kind::Array => {
                    let first = pending.len();
                    container(json, value, inside, form, &mut pending);
                    pending[first..].reverse();
                }
                Kind::String => {
                    let bytes = value.string_bytes().unwrap_or_default();
                    text.push_str(&spelled(value.raw(), &bytes, form.spelling));
                }
                _ => text.push_str(value.raw()),
            },
        }
        if text.len() > limit {
            return None;
        }
    }
    Some(text)
}

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
        Order::Documented(_) | Order::AsRead => {}
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

/// Returns the string's literal in this spelling. A string with an unpaired surrogate keeps the literal `raw`.
pub(crate) fn spelled<'r>(raw: &'r str, bytes: &[u8], spelling: Spelling) -> Cow<'r, str> {
    let Spelling::Escaped { slashes, characters } = spelling else { return Cow::Borrowed(raw) };
    let Ok(text) = std::str::from_utf8(bytes) else { return Cow::Borrowed(raw) };
    let mut spelled = literal(text);
    if slashes == Escaping::Escaped {
        spelled = spelled.replace('/', "\\/");
    }
    if characters == Escaping::Escaped {
        spelled = spelled.chars().fold(String::with_capacity(raw.len()), escaped);
    }
    Cow::Owned(spelled)
}

fn escaped(mut literal: String, character: char) -> String {
    if character.is_ascii() {
        literal.push(character);
        return literal;
    }
    for unit in character.encode_utf16(&mut [0; 2]) {
        // Writing to a String cannot fail.
        let _ = write!(literal, "\\u{unit:04x}");
    }
    literal
}

fn name_literal<'j>(json: &'j Json, member: Member<'j>) -> &'j str {
    &json.text()[member.name_span()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::json::differences;
    use crate::json::generate::value;

    fn indented(text: &str, depth: usize) -> String {
        Json::parse(text.to_owned()).unwrap_or_else(|error| panic!("{error}: {text}")).indented(depth)
    }

    #[test]
    fn indenting_keeps_every_values_text() {
        let text = r#" { "b" : 1.10,"a":[ ],"c":{},"a\u0064":["\/",[ 12345678901234567890 ]]} "#;
        assert_eq!(
            indented(text, 0),
            "{\n  \"b\": 1.10,\n  \"a\": [],\n  \"c\": {},\n  \"a\\u0064\": [\n    \"\\/\",\n    [\n      \
             12345678901234567890\n    ]\n  ]\n}"
        );
        assert_eq!(indented(r#"{"a":1}"#, 2), "{\n      \"a\": 1\n    }");
        assert_eq!(indented(" 1 ", 3), "1");
    }

    #[test]
    fn indentation_is_limited_for_deep_documents() {
        let deep = format!("{}1{}", "[".repeat(50_000), "]".repeat(50_000));
        assert!(indented(&deep, 0).len() < 100_000 * (2 * MAX_INDENTATION + 3));
    }

    proptest! {
        #[test]
        fn indenting_changes_only_white_space(text in value(), depth in 0..3_usize) {
            let written = indented(&text, depth);
            let (before, after) = (Json::parse(text).expect("JSON"), Json::parse(written.clone()).expect("JSON"));
            prop_assert!(differences(&before, &after).is_empty());
            prop_assert_eq!(before.lines(), after.lines());
            prop_assert_eq!(after.indented(depth), written);
        }
    }

    #[test]
    fn v15_writing_stops_at_the_limit() {
        let json = Json::parse(format!("[{}1]", "1,".repeat(1000))).unwrap();
        let form = |layout| Form { layout, order: Order::AsRead, spelling: Spelling::Kept };
        for layout in [Layout::Compact, Layout::Spaced, Layout::Indented(4)] {
            let length = written(&json, form(layout), 0, usize::MAX).unwrap().len();
            assert!(written(&json, form(layout), 0, length).is_some());
            assert!(written(&json, form(layout), 0, length - 1).is_none());
        }
    }
}
