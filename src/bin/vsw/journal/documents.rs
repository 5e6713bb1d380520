//! Documents: the JSON of applications, stored verbatim in files named by their SHA-256.
//!
//! Invariant: a document is returned only if its hash matches the file's name.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Journal, JournalError, state_dir};

/// A document's SHA-256 in lower-case hex. A digest from the journal is unchecked and may be any text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest(String);

pub(super) const DOCUMENTS: &str = "documents";

impl Digest {
    pub fn of(document: &str) -> Self {
        let hash = ring::digest::digest(&ring::digest::SHA256, document.as_bytes());
        Self(hash.as_ref().iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}")))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Accepts only 64 hex digits, because other text could name a file elsewhere.
    fn file(&self, state: &Path) -> Option<PathBuf> {
        let is_hex = self.0.len() == 64 && self.0.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hex.then(|| state.join(DOCUMENTS).join(format!("{}.json", self.0)))
    }
}

impl Journal {
    fn file_of(&self, digest: &Digest) -> Result<PathBuf, JournalError> {
        let malformed = || JournalError::MalformedDigest { path: self.directory.join(super::LINES) };
        digest.file(&self.directory).ok_or_else(malformed)
    }

    /// Stores a document durably.
    pub fn keep(&self, document: &str) -> Result<Digest, JournalError> {
        let digest = Digest::of(document);
        let path = self.file_of(&digest)?;
        if self.document(&digest).is_ok() {
            // Renew the file's time, because `prune` removes old files.
            state_dir::touch(&path);
        } else {
            state_dir::write(&self.directory, &path, document.as_bytes())?;
        }
        Ok(digest)
    }

    pub fn document(&self, digest: &Digest) -> Result<String, JournalError> {
        let path = self.file_of(digest)?;
        let Some(bytes) = state_dir::read(&self.directory, &path)? else {
            return Err(JournalError::DocumentGone { path });
        };
        match String::from_utf8(bytes) {
            Ok(document) if Digest::of(&document) == *digest => Ok(document),
            Ok(_) => Err(JournalError::DocumentChanged { path, what: "its hash differs" }),
            Err(_) => Err(JournalError::DocumentChanged { path, what: "it is not UTF-8" }),
        }
    }
}
