//! Journal: planned changes, their outcomes, and observed states.
//!
//! Invariant: a document is on disk before the line that names it, and a change's line before its PUT.

mod documents;
mod entry;
mod error;
mod last_seen;
mod lock;
mod prune;
mod records;
mod runs;
mod state_dir;
mod throwaway;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::screen::Redactions;

pub use documents::Digest;
pub use entry::{Actor, Entry, Intent, Outcome, Seen, Sent};
pub use error::JournalError;
pub use last_seen::LastSeen;
pub use lock::ApplicationLock;
pub use prune::Pruning;
pub use records::{AccountKey, JournalHistory, Record, change_to_undo, open_pointing, sent, stored};
pub use throwaway::{Throwaway, ThrowawayRecord};

#[derive(Clone)]
pub struct Journal {
    directory: PathBuf,
    redactions: Redactions,
    /// Maximum wait for another process's lock.
    patience: Duration,
}

const LINES: &str = "journal.ndjson";
/// Maximum wait for a lock to record an observation. A check succeeds without this record.
const FOR_OBSERVATION: Duration = Duration::from_secs(1);

impl Journal {
    pub fn at(
        directory: Option<&Path>,
        redactions: Redactions,
        patience: Duration,
    ) -> Result<Self, JournalError> {
        let directory = directory.ok_or(JournalError::NoDirectory)?.to_path_buf();
        Ok(Self { directory, redactions, patience })
    }

    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// The line is durable when this function returns.
    pub fn append(&self, entry: &Entry) -> Result<(), JournalError> {
        state_dir::ensure(&self.directory)?;
        let path = self.directory.join(LINES);
        let unwritable = |source| JournalError::Unwritable { path: path.clone(), source };
        let is_new = !path.exists();
        let patience = match entry {
            Entry::Seen(_) => self.patience.min(FOR_OBSERVATION),
            _ => self.patience,
        };
        let mut file = state_dir::open_locked(&path, patience)?;
        let line = serde_json::to_string(&entry.without(&self.redactions))
            .map_err(io::Error::from)
            .map_err(unwritable)?;
        // A kill may have cut off the last line: start a new one.
        let line = if ends_with_partial_line(&mut file).map_err(unwritable)? {
            format!("\n{line}\n")
        } else {
            format!("{line}\n")
        };
        file.write_all(line.as_bytes()).and_then(|()| file.sync_all()).map_err(unwritable)?;
        if is_new {
            state_dir::sync(&self.directory)?;
        }
        Ok(())
    }

    /// Returns an empty history if the file does not exist.
    pub fn read(&self) -> Result<JournalHistory, JournalError> {
        let text = state_dir::read(&self.directory, &self.directory.join(LINES))?;
        Ok(JournalHistory::of_lines(&text.unwrap_or_default()))
    }

    /// Reads at most the last `limit` bytes. An outcome whose intent is before these bytes counts in
    /// [`JournalHistory::unread`].
    pub fn read_end(&self, limit: u64) -> Result<JournalHistory, JournalError> {
        let path = self.directory.join(LINES);
        let Some(file) = state_dir::open_to_read(&self.directory, &path)? else {
            return Ok(JournalHistory::default());
        };
        let end = end_of(file, limit).map_err(|source| JournalError::Unreadable { path, source })?;
        Ok(JournalHistory::of_lines(&end))
    }
}

/// Returns the last `limit` bytes from their first whole line on.
fn end_of(mut file: File, limit: u64) -> io::Result<Vec<u8>> {
    let length = file.seek(SeekFrom::End(0))?;
    let start = length.saturating_sub(limit);
    // Also read the preceding byte: a newline there means that the first line is whole.
    file.seek(SeekFrom::Start(start.saturating_sub(1)))?;
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if start > 0 {
        let line_end = bytes.iter().position(|&byte| byte == b'\n').unwrap_or(bytes.len());
        bytes.drain(..bytes.len().min(line_end + 1));
    }
    Ok(bytes)
}

fn ends_with_partial_line(file: &mut File) -> io::Result<bool> {
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}
