//! Journal: what was about to be done, what came of it, and what was seen. `history` and `rollback` read it, and
//! `status` knows from it that a flag was dropped.
//!
//! A folder with one file of lines (`journal.ndjson`, only ever appended to) and one file for each document that a
//! line speaks of (`documents/SHA256.json`, verbatim). A line is on disk before the PUT that it announces goes out,
//! and its document before the line; so a kill at any moment leaves either no trace and no PUT, or the whole trace.
//!
//! Not here: who may change what (`flow`), and how lines look to a person (`render`).

mod documents;
mod entry;
mod error;
mod last_seen;
mod lock;
mod prune;
mod records;
mod runs;
mod state_dir;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::screen::Redactions;

pub use documents::Digest;
pub use entry::{Actor, Entry, Intent, Outcome, Seen, Sent};
pub use error::JournalError;
pub use last_seen::LastSeen;
pub use lock::ApplicationLock;
pub use prune::Pruning;
pub use records::{AccountKey, JournalHistory, Record, kept, sent};

/// The journal of one state folder.
#[derive(Clone)]
pub struct Journal {
    folder: PathBuf,
    redactions: Redactions,
}

const LINES: &str = "journal.ndjson";

impl Journal {
    /// The journal in that folder, which need not exist yet.
    ///
    /// # Errors
    /// The machine has no place for state.
    pub fn at(folder: Option<&Path>, redactions: Redactions) -> Result<Self, JournalError> {
        let folder = folder.ok_or(JournalError::NoFolder)?.to_path_buf();
        Ok(Self { folder, redactions })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Adds a line; it is on disk when this returns.
    pub fn append(&self, entry: &Entry) -> Result<(), JournalError> {
        state_dir::ensure(&self.folder)?;
        let path = self.folder.join(LINES);
        let unwritable = |source| JournalError::Unwritable { path: path.clone(), source };
        let is_new = !path.exists();
        let mut file = state_dir::open_locked(&path)?;
        let line = serde_json::to_string(&entry.without(&self.redactions))
            .map_err(io::Error::from)
            .map_err(unwritable)?;
        // A line that was torn by a kill stays what it is; the next one starts on its own.
        let line = if ends_torn(&mut file).map_err(unwritable)? {
            format!("\n{line}\n")
        } else {
            format!("{line}\n")
        };
        file.write_all(line.as_bytes()).and_then(|()| file.sync_all()).map_err(unwritable)?;
        if is_new {
            state_dir::sync(&self.folder)?;
        }
        Ok(())
    }

    /// Everything that the journal says; empty where there is none yet.
    ///
    /// # Errors
    /// It cannot be read, or belongs to somebody else.
    pub fn read(&self) -> Result<JournalHistory, JournalError> {
        let text = state_dir::read(&self.folder, &self.folder.join(LINES))?;
        Ok(JournalHistory::of_lines(&text.unwrap_or_default()))
    }
}

fn ends_torn(file: &mut File) -> io::Result<bool> {
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}
