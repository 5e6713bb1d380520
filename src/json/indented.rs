//! A document written with one member or element a line, indented: for files that people review line by line.
//!
//! Only white space is another one: names, strings and numbers are their own bytes, members stay in their order, those
//! that come twice come twice.

use super::{Json, Kind, Value};

/// Deeper than this the indentation stays the same: a document nested a hundred thousand deep must not become
/// gigabytes of blanks.
const DEEPEST: usize = 40;

/// A step of the way through the document.
enum Step<'j> {
    /// A name, where there is one, and its value; whether something stands before it in its container.
    Open(Option<&'j str>, Value<'j>, usize, Place),
    Close(char, usize),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    First,
    Later,
}

impl Json {
    /// The document as indented text, its first line without indentation, the others `depth` steps further in than
    /// they would stand alone.
    #[must_use]
    pub fn indented(&self, depth: usize) -> String {
        let mut text = String::with_capacity(self.text().len() * 2);
        let mut to_do = vec![Step::Open(None, self.root(), depth, Place::First)];
        while let Some(step) = to_do.pop() {
            let (name, value, depth, place) = match step {
                Step::Close(bracket, depth) => {
                    start_line(&mut text, depth);
                    text.push(bracket);
                    continue;
                }
                Step::Open(name, value, depth, place) => (name, value, depth, place),
            };
            if !text.is_empty() {
                if place == Place::Later {
                    text.push(',');
                }
                start_line(&mut text, depth);
            }
            if let Some(name) = name {
                text.push_str(name);
                text.push_str(": ");
            }
            let (open, close) = match value.kind() {
                Kind::Object => ('{', '}'),
                Kind::Array => ('[', ']'),
                _ => {
                    text.push_str(value.raw());
                    continue;
                }
            };
            text.push(open);
            let inside = to_do.len() + 1;
            to_do.push(Step::Close(close, depth));
            let members =
                value.members().map(|member| (Some(&self.text()[member.name_span()]), member.value));
            let elements = value.elements().map(|element| (None, element));
            to_do.extend(members.chain(elements).enumerate().map(|(number, (name, value))| {
                let place = if number == 0 { Place::First } else { Place::Later };
                Step::Open(name, value, depth + 1, place)
            }));
            if to_do.len() == inside {
                to_do.pop();
                text.push(close);
            } else {
                to_do[inside..].reverse();
            }
        }
        text
    }
}

fn start_line(text: &mut String, depth: usize) {
    text.push('\n');
    for _ in 0..depth.min(DEEPEST) {
        text.push_str("  ");
    }
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
    fn one_member_a_line_and_every_value_its_own_bytes() {
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
    fn depth_costs_no_blanks_without_end() {
        let deep = format!("{}1{}", "[".repeat(50_000), "]".repeat(50_000));
        assert!(indented(&deep, 0).len() < 100_000 * (2 * DEEPEST + 3));
    }

    proptest! {
        #[test]
        fn only_white_space_moves(text in value(), depth in 0..3_usize) {
            let written = indented(&text, depth);
            let (before, after) = (Json::parse(text).expect("JSON"), Json::parse(written.clone()).expect("JSON"));
            prop_assert!(differences(&before, &after).is_empty());
            // The same lines for reading: same members in the same order, each value its own text.
            prop_assert_eq!(before.lines(), after.lines());
            prop_assert_eq!(after.indented(depth), written);
        }
    }
}
