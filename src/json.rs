//! JSON as a text with places: where each value stands, and what it says where it stands.
//!
//! This is not a value model. Nothing here is parsed into a map or a float and written again, so nothing can be
//! lost: a [`Json`] keeps the text as it came and an outline of it, one small node for each value. What the grammar
//! allows is decided by `serde_json` (its raw reader, which has no depth limit); the outline is then made of a text
//! that is known to be valid, in one pass and without recursion, so depth costs memory and never the stack.
//!
//! Invariant: for every [`Value`], `text[value.span()]` is that value's own text.

mod difference;
pub(crate) mod fast_path;
pub(crate) mod form;
#[cfg(test)]
pub(crate) mod generate;
mod number;
mod outline;
mod pointer;
#[cfg(test)]
mod properties;
pub(crate) mod scan;
mod string;
mod strings;
pub(crate) mod unescape;

use std::borrow::Cow;
use std::ops::Range;

use serde_json::value::RawValue;

pub use difference::{Difference, Kind as DifferenceKind, differences};
pub use pointer::Pointer;
pub use string::literal;
pub(crate) use string::{decode, object};
pub use strings::Role;

use outline::{Node, offset, outline};

/// A JSON text and the places of its values.
#[derive(Clone)]
pub struct Json {
    text: String,
    nodes: Vec<Node>,
}

/// Why bytes are no JSON document; it gives them back.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("no JSON: {reason}")]
pub struct ParseJsonError {
    reason: String,
    bytes: Vec<u8>,
}

/// Why a member could not be named: the object has it more than once.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the member `{name}` stands more than once")]
pub struct Duplicate {
    pub name: String,
}

/// What kind of value stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Object,
    Array,
    String,
    Number,
    True,
    False,
    Null,
}

/// One value in a text, by its place.
#[derive(Clone, Copy)]
pub struct Value<'j> {
    json: &'j Json,
    index: usize,
}

/// One member of an object: its value, which knows where its name stands.
#[derive(Clone, Copy)]
pub struct Member<'j> {
    pub value: Value<'j>,
}

impl Json {
    /// Reads a whole text: exactly one JSON value with nothing but white space around it, shorter than 4 GiB.
    ///
    /// # Errors
    /// [`ParseJsonError`] for anything else; a byte order mark and trailing text are something else.
    pub fn parse(text: String) -> Result<Self, ParseJsonError> {
        if u32::try_from(text.len()).is_err() {
            return Err(ParseJsonError {
                reason: "the text is 4 GiB or longer".to_owned(),
                bytes: text.into_bytes(),
            });
        }
        let raw: &RawValue = match serde_json::from_str(&text) {
            Ok(raw) => raw,
            Err(error) => return Err(ParseJsonError { reason: error.to_string(), bytes: text.into_bytes() }),
        };
        // `get` is a slice of the text: its address tells how much white space stands before it.
        let start = raw.get().as_ptr() as usize - text.as_ptr() as usize;
        let nodes = outline(text.as_bytes(), start);
        Ok(Self { text, nodes })
    }

    /// Reads bytes as [`parse`](Self::parse) reads text.
    ///
    /// # Errors
    /// [`ParseJsonError`], also where the bytes are no UTF-8.
    pub fn parse_bytes(bytes: Vec<u8>) -> Result<Self, ParseJsonError> {
        let text = String::from_utf8(bytes).map_err(|error| ParseJsonError {
            reason: format!("byte {} is no UTF-8", error.utf8_error().valid_up_to()),
            bytes: error.into_bytes(),
        })?;
        Self::parse(text)
    }

    /// The text as it came.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The document's one outermost value.
    #[must_use]
    pub fn root(&self) -> Value<'_> {
        Value { json: self, index: 0 }
    }

    /// Every value at any depth, in the order of the text.
    pub(crate) fn values(&self) -> impl Iterator<Item = Value<'_>> {
        (0..self.nodes.len()).map(|index| Value { json: self, index })
    }

    /// How deep containers are nested: 0 for a scalar, 1 for `{}`.
    #[must_use]
    pub fn depth(&self) -> usize {
        let mut open: Vec<u32> = Vec::new();
        let mut deepest = 0;
        for (index, node) in self.nodes.iter().enumerate() {
            while open.last().is_some_and(|&after| after as usize <= index) {
                open.pop();
            }
            if matches!(node.kind, Kind::Object | Kind::Array) {
                open.push(node.after);
                deepest = deepest.max(open.len());
            }
        }
        deepest
    }

    /// The first member name that some object, at any depth, has more than once; names are compared decoded.
    #[must_use]
    pub fn duplicate(&self) -> Option<Duplicate> {
        self.values().find_map(|value| {
            let mut names: Vec<Cow<'_, [u8]>> = value.members().map(Member::name).collect();
            names.sort_unstable();
            names
                .windows(2)
                .find(|pair| pair[0] == pair[1])
                .map(|pair| Duplicate { name: String::from_utf8_lossy(&pair[0]).into_owned() })
        })
    }
}

impl ParseJsonError {
    /// What is wrong, in words; nothing of the text.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The bytes that were read.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl std::fmt::Debug for ParseJsonError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ParseJsonError({:?}, {} bytes)", self.reason, self.bytes.len())
    }
}

impl std::fmt::Debug for Json {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Documents hold other people's secrets: never print one by accident.
        write!(f, "Json({} bytes)", self.text.len())
    }
}

impl<'j> Value<'j> {
    #[must_use]
    pub fn kind(self) -> Kind {
        self.node().kind
    }

    /// The value's own text, without white space around it.
    #[must_use]
    pub fn raw(self) -> &'j str {
        &self.json.text[self.span()]
    }

    /// Where the value stands in the document's text, in bytes.
    #[must_use]
    pub fn span(self) -> Range<usize> {
        self.node().start as usize..self.node().end as usize
    }

    /// The members of an object in their order; nothing for any other kind.
    pub fn members(self) -> impl Iterator<Item = Member<'j>> {
        let object = self.kind() == Kind::Object;
        self.children().filter(move |_| object).map(|value| Member { value })
    }

    /// The members of that name in their order, names compared decoded.
    pub fn named(self, name: &str) -> impl Iterator<Item = Member<'j>> {
        self.members().filter(move |member| *member.name() == *name.as_bytes())
    }

    /// The elements of an array in their order; nothing for any other kind.
    pub fn elements(self) -> impl Iterator<Item = Value<'j>> {
        let array = self.kind() == Kind::Array;
        self.children().filter(move |_| array)
    }

    /// The member of that name, names compared decoded.
    ///
    /// # Errors
    /// [`Duplicate`] where the object has several of that name.
    pub fn member(self, name: &str) -> Result<Option<Member<'j>>, Duplicate> {
        let mut found = self.named(name);
        let first = found.next();
        if found.next().is_some() {
            return Err(Duplicate { name: name.to_owned() });
        }
        Ok(first)
    }

    /// A string's contents, decoded: UTF-8, but an unpaired surrogate escape becomes the three bytes that would
    /// encode it (WTF-8), so that different texts never decode to the same bytes by replacement.
    #[must_use]
    pub fn string_bytes(self) -> Option<Cow<'j, [u8]>> {
        (self.kind() == Kind::String).then(|| decode(self.raw()))
    }

    /// A string's contents where they are text, that is, hold no unpaired surrogate.
    #[must_use]
    pub fn as_str(self) -> Option<Cow<'j, str>> {
        match self.string_bytes()? {
            Cow::Borrowed(bytes) => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
            Cow::Owned(bytes) => String::from_utf8(bytes).ok().map(Cow::Owned),
        }
    }

    /// The value as a document of its own, without reading its text a second time: the outline of a part is a part of
    /// the outline.
    #[must_use]
    pub fn to_document(self) -> Json {
        let (start, first) = (self.node().start, offset(self.index));
        let moved = |node: &Node| Node {
            kind: node.kind,
            // The part's own name stands before it, so that nothing is left of its place: `NO_NAME`.
            name: (node.name.0.saturating_sub(start), node.name.1.saturating_sub(start)),
            start: node.start - start,
            end: node.end - start,
            after: node.after - first,
        };
        let nodes = self.json.nodes[self.index..self.node().after as usize].iter().map(moved).collect();
        Json { text: self.raw().to_owned(), nodes }
    }

    fn node(self) -> Node {
        self.json.nodes[self.index]
    }

    fn children(self) -> impl Iterator<Item = Value<'j>> {
        let (json, last) = (self.json, self.node().after as usize);
        let mut index = self.index + 1;
        std::iter::from_fn(move || {
            (index < last).then(|| {
                let child = Value { json, index };
                index = child.node().after as usize;
                child
            })
        })
    }
}

impl<'j> Member<'j> {
    /// The name, decoded as [`Value::string_bytes`] decodes.
    #[must_use]
    pub fn name(self) -> Cow<'j, [u8]> {
        decode(&self.value.json.text[self.name_span()])
    }

    /// Where the name stands in the document's text, quotes included.
    #[must_use]
    pub fn name_span(self) -> Range<usize> {
        let (start, end) = self.value.node().name;
        start as usize..end as usize
    }
}

/// Whether a text may have more than so many values, if it is JSON, without reading it: each value but the first stands
/// behind one of these bytes outside of a string. At 28 bytes a value, this bounds what an outline would take.
pub(crate) fn may_exceed(most: usize, text: &[u8]) -> bool {
    // No text has more values than bytes, and most texts are short.
    if text.len() <= most {
        return false;
    }
    let (mut values, mut in_string, mut escaped) = (1, false, false);
    for byte in text {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b',' | b'[' | b'{' if !in_string => values += 1,
            _ => {}
        }
    }
    values > most
}
