//! Outline: the positions of all values of a JSON text, in preorder. The text must be valid.
//!
//! Invariant: no recursion, because a document may be nested a hundred thousand deep.

use super::Kind;

/// A value's position in the text, in bytes.
///
/// The value's descendants are the nodes between this one and the index `after`.
#[derive(Clone, Copy)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) name: (u32, u32),
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) after: u32,
}

/// For an array element and the document itself, which have no name.
pub(super) const NO_NAME: (u32, u32) = (0, 0);

/// `text` must be valid JSON from `at` on.
pub(super) fn outline(text: &[u8], mut at: usize) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut name = NO_NAME;
    while at < text.len() {
        match text[at] {
            b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' => at += 1,
            bracket @ (b'{' | b'[') => {
                let kind = if bracket == b'{' { Kind::Object } else { Kind::Array };
                open.push(nodes.len());
                nodes.push(Node { kind, name, start: offset(at), end: 0, after: 0 });
                name = NO_NAME;
                at += 1;
            }
            b'}' | b']' => {
                at += 1;
                let after = offset(nodes.len());
                if let Some(container) = open.pop() {
                    nodes[container].end = offset(at);
                    nodes[container].after = after;
                }
            }
            first => {
                let end = scalar_end(text, at);
                // In an object, names and values alternate.
                let in_object = open.last().is_some_and(|&container| nodes[container].kind == Kind::Object);
                if first == b'"' && in_object && name == NO_NAME {
                    name = (offset(at), offset(end));
                } else {
                    let (kind, after) = (scalar_kind(first), offset(nodes.len() + 1));
                    nodes.push(Node { kind, name, start: offset(at), end: offset(end), after });
                    name = NO_NAME;
                }
                at = end;
            }
        }
    }
    nodes
}

fn scalar_kind(first: u8) -> Kind {
    match first {
        b'"' => Kind::String,
        b't' => Kind::True,
        b'f' => Kind::False,
        b'n' => Kind::Null,
        _ => Kind::Number,
    }
}

fn scalar_end(text: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    if text[start] == b'"' {
        while let Some(found) = memchr::memchr2(b'"', b'\\', &text[at..]) {
            at += found;
            if text[at] == b'"' {
                return at + 1;
            }
            at += 2;
        }
        return text.len();
    }
    while at < text.len() && !matches!(text[at], b' ' | b'\t' | b'\n' | b'\r' | b',' | b'}' | b']') {
        at += 1;
    }
    at
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "texts of 4 GiB and more are refused before an offset is made"
)]
pub(super) fn offset(at: usize) -> u32 {
    at as u32
}
