//! Pointer: the path to a value (RFC 6901).

use serde::Serialize;

/// A JSON pointer, such as `/capabilities/voice/signed_callbacks`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Pointer(String);

impl Pointer {
    /// Builds a pointer from decoded names and element indexes. The pointer is not for lookups: an unpaired
    /// surrogate becomes replacement characters.
    pub(crate) fn of<'s>(steps: impl IntoIterator<Item = &'s [u8]>) -> Self {
        let mut pointer = String::new();
        for step in steps {
            pointer.push('/');
            pointer.push_str(&String::from_utf8_lossy(step).replace('~', "~0").replace('/', "~1"));
        }
        Self(pointer)
    }

    /// Returns whether the pointers are equal, or one leads into the value of the other.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        let (inner, outer) = if self.0.len() < other.0.len() { (other, self) } else { (self, other) };
        inner.0.strip_prefix(&outer.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Pointer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
