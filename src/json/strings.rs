//! The positions of a document's strings, and the document with some strings replaced.

use std::ops::Range;

use super::outline::NO_NAME;
use super::{Json, Kind};

/// The role of a string in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The name of a member.
    Name,
    Value,
}

impl Json {
    pub(crate) fn strings(&self) -> impl Iterator<Item = (Range<usize>, Role)> {
        let place = |(start, end): (u32, u32)| start as usize..end as usize;
        self.nodes.iter().flat_map(move |node| {
            let name = (node.name != NO_NAME).then(|| (place(node.name), Role::Name));
            let value = (node.kind == Kind::String).then(|| (place((node.start, node.end)), Role::Value));
            name.into_iter().chain(value)
        })
    }

    /// Returns the text with string literals replaced by the results of `written`. `None` keeps a literal.
    /// Literals include their quotes.
    #[must_use]
    pub fn with_strings(&self, mut written: impl FnMut(&str, Role) -> Option<String>) -> String {
        let text = self.text();
        let mut document = String::with_capacity(text.len());
        let mut copied = 0;
        for (place, role) in self.strings() {
            if let Some(literal) = written(&text[place.clone()], role) {
                document.push_str(&text[copied..place.start]);
                document.push_str(&literal);
                copied = place.end;
            }
        }
        document.push_str(&text[copied..]);
        document
    }
}
