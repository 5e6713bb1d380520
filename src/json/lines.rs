//! A document as lines for reading: one scalar a line, indented by depth, without commas.

use super::{Json, Kind, Value};

/// Deeper than this the indentation stays the same: a document nested a hundred thousand deep must not become
/// gigabytes of blanks.
const DEEPEST: usize = 40;

enum Step<'j> {
    Open(Option<&'j str>, Value<'j>, usize),
    Close(&'static str, usize),
}

impl Json {
    /// The document as lines for reading; not JSON, since no commas stand in it.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut to_do = vec![Step::Open(None, self.root(), 0)];
        while let Some(step) = to_do.pop() {
            let (name, value, depth) = match step {
                Step::Close(bracket, depth) => {
                    lines.push(format!("{}{bracket}", indent(depth)));
                    continue;
                }
                Step::Open(name, value, depth) => (name, value, depth),
            };
            let name = name.map(|name| format!("{name}: ")).unwrap_or_default();
            let (open, close) = match value.kind() {
                Kind::Object => ("{", "}"),
                Kind::Array => ("[", "]"),
                _ => {
                    lines.push(format!("{}{name}{}", indent(depth), value.raw()));
                    continue;
                }
            };
            let inside = to_do.len() + 1;
            to_do.push(Step::Close(close, depth));
            let members =
                value.members().map(|member| (Some(&self.text()[member.name_span()]), member.value));
            let elements = value.elements().map(|element| (None, element));
            to_do.extend(members.chain(elements).map(|(name, value)| Step::Open(name, value, depth + 1)));
            if to_do.len() == inside {
                to_do.pop();
                lines.push(format!("{}{name}{open}{close}", indent(depth)));
            } else {
                to_do[inside..].reverse();
                lines.push(format!("{}{name}{open}", indent(depth)));
            }
        }
        lines
    }
}

fn indent(depth: usize) -> String {
    "  ".repeat(depth.min(DEEPEST))
}
