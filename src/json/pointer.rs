//! Pointer: RFC 6901's way of naming a place in a document.

use serde::Serialize;

/// A JSON pointer, such as `/capabilities/voice/signed_callbacks`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Pointer(String);

impl Pointer {
    /// From the member names (decoded) and element numbers on the way. A name that is no text (an unpaired
    /// surrogate) shows replacement characters: a pointer is for people and reports, never for finding a place.
    pub(crate) fn of<'s>(steps: impl IntoIterator<Item = &'s [u8]>) -> Self {
        let mut pointer = String::new();
        for step in steps {
            pointer.push('/');
            pointer.push_str(&String::from_utf8_lossy(step).replace('~', "~0").replace('/', "~1"));
        }
        Self(pointer)
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
