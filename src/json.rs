//! JSON text with an outline: the position and kind of each value.
//!
//! Keeps the original text instead of a value model, so that no detail is lost.

pub(crate) mod cursor;
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

/// A JSON text with an outline of its values.
#[derive(Clone)]
pub struct Json {
    text: String,
    nodes: Vec<Node>,
}

/// The error for bytes that are not JSON. [`into_bytes`](Self::into_bytes) returns them.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("not JSON: {reason}")]
pub struct ParseJsonError {
    reason: String,
    bytes: Vec<u8>,
}

/// The error for a duplicate member.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the member `{name}` occurs more than once")]
pub struct Duplicate {
    pub name: String,
}

/// The kind of a JSON value.
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

/// One value of a [`Json`].
#[derive(Clone, Copy)]
pub struct Value<'j> {
    json: &'j Json,
    index: usize,
}

/// One member of an object.
#[derive(Clone, Copy)]
pub struct Member<'j> {
    pub value: Value<'j>,
}

impl Json {
    /// Parses a text that is one JSON value.
    ///
    /// # Errors
    /// Fails with [`ParseJsonError`] for any other text, even one with a byte order mark, and for a text of 4
    /// GiB or more.
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
        // The length of the leading white space: `raw.get()` is a slice of `text`.
        let start = raw.get().as_ptr() as usize - text.as_ptr() as usize;
        let nodes = outline(text.as_bytes(), start);
        Ok(Self { text, nodes })
    }

    /// Parses bytes like [`parse`](Self::parse).
    ///
    /// # Errors
    /// Fails with [`ParseJsonError`] like `parse`, and if the bytes are not UTF-8.
    pub fn parse_bytes(bytes: Vec<u8>) -> Result<Self, ParseJsonError> {
        let text = String::from_utf8(bytes).map_err(|error| ParseJsonError {
            reason: format!("invalid UTF-8 at byte {}", error.utf8_error().valid_up_to()),
            bytes: error.into_bytes(),
        })?;
        Self::parse(text)
    }

    /// Returns the original text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the outermost value.
    #[must_use]
    pub fn root(&self) -> Value<'_> {
        Value { json: self, index: 0 }
    }

    /// Returns every value at any depth, in text order.
    pub(crate) fn values(&self) -> impl Iterator<Item = Value<'_>> {
        (0..self.nodes.len()).map(|index| Value { json: self, index })
    }

    /// Returns the nesting depth: 0 for a scalar, 1 for `{}`.
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

    /// Returns a duplicate member of any object in the document. Compares decoded names.
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
    /// Returns the reason, without quoting the text.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Returns the bytes that were read.
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
        // Documents contain secrets: never print their text.
        write!(f, "Json({} bytes)", self.text.len())
    }
}

impl<'j> Value<'j> {
    #[must_use]
    pub fn kind(self) -> Kind {
        self.node().kind
    }

    /// Returns the value's own text, without surrounding white space.
    #[must_use]
    pub fn raw(self) -> &'j str {
        &self.json.text[self.span()]
    }

    /// Returns the value's byte range in the document's text.
    #[must_use]
    pub fn span(self) -> Range<usize> {
        self.node().start as usize..self.node().end as usize
    }

    /// Returns the members of an object, in order. Empty for any other kind.
    pub fn members(self) -> impl Iterator<Item = Member<'j>> {
        let object = self.kind() == Kind::Object;
        self.children().filter(move |_| object).map(|value| Member { value })
    }

    /// Returns the members with this decoded name, in order.
    pub fn named(self, name: &str) -> impl Iterator<Item = Member<'j>> {
        self.members().filter(move |member| *member.name() == *name.as_bytes())
    }

    /// Returns the elements of an array, in order. Empty for any other kind.
    pub fn elements(self) -> impl Iterator<Item = Value<'j>> {
        let array = self.kind() == Kind::Array;
        self.children().filter(move |_| array)
    }

    /// Returns the member with this decoded name.
    ///
    /// # Errors
    /// Fails with [`Duplicate`] if the object has several members with this name.
    pub fn member(self, name: &str) -> Result<Option<Member<'j>>, Duplicate> {
        let mut found = self.named(name);
        let first = found.next();
        if found.next().is_some() {
            return Err(Duplicate { name: name.to_owned() });
        }
        Ok(first)
    }

    /// Returns a string's contents in WTF-8, or `None` for any other kind.
    ///
    /// WTF-8 also encodes unpaired surrogates, so different strings never become equal.
    #[must_use]
    pub fn string_bytes(self) -> Option<Cow<'j, [u8]>> {
        (self.kind() == Kind::String).then(|| decode(self.raw()))
    }

    /// Returns a string's contents. `None` for a string with an unpaired surrogate, and for any other kind.
    #[must_use]
    pub fn as_str(self) -> Option<Cow<'j, str>> {
        match self.string_bytes()? {
            Cow::Borrowed(bytes) => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
            Cow::Owned(bytes) => String::from_utf8(bytes).ok().map(Cow::Owned),
        }
    }

    /// Returns the value as a separate document, without parsing it again.
    #[must_use]
    pub fn to_document(self) -> Json {
        let (start, first) = (self.node().start, offset(self.index));
        let shifted = |node: &Node| Node {
            kind: node.kind,
            // The value's own name lies before `start`, so this saturating subtraction makes it (0, 0), which
            // means no name.
            name: (node.name.0.saturating_sub(start), node.name.1.saturating_sub(start)),
            start: node.start - start,
            end: node.end - start,
            after: node.after - first,
        };
        let nodes = self.json.nodes[self.index..self.node().after as usize].iter().map(shifted).collect();
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
    /// Returns the name, decoded like [`Value::string_bytes`].
    #[must_use]
    pub fn name(self) -> Cow<'j, [u8]> {
        decode(&self.value.json.text[self.name_span()])
    }

    /// Returns the byte range of the name's literal, including quotes.
    #[must_use]
    pub fn name_span(self) -> Range<usize> {
        let (start, end) = self.value.node().name;
        start as usize..end as usize
    }
}

/// Returns whether a JSON text may have more than `most` values. The estimate may be too high, but never too low.
pub(crate) fn may_exceed(most: usize, text: &[u8]) -> bool {
    // A text has at most as many values as bytes.
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
