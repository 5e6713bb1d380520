//! The strings of a document, each in its place, and the document with some of them written in other words.

use super::outline::NO_NAME;
use super::{Json, Kind};

/// What a string is in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A member's name.
    Name,
    Value,
}

impl Json {
    /// The document's text with each string literal (quotes included) as `written` gives it; where that is none, as it
    /// is. Every other byte stays.
    #[must_use]
    pub fn with_strings(&self, mut written: impl FnMut(&str, Role) -> Option<String>) -> String {
        let text = self.text();
        let mut document = String::with_capacity(text.len());
        let mut copied = 0;
        for node in &self.nodes {
            let name = (node.name != NO_NAME).then_some((node.name.0, node.name.1, Role::Name));
            let value = (node.kind == Kind::String).then_some((node.start, node.end, Role::Value));
            for (start, end, role) in [name, value].into_iter().flatten() {
                let (start, end) = (start as usize, end as usize);
                if let Some(literal) = written(&text[start..end], role) {
                    document.push_str(&text[copied..start]);
                    document.push_str(&literal);
                    copied = end;
                }
            }
        }
        document.push_str(&text[copied..]);
        document
    }
}
