//! `ThrowawayRecord`: applications that `vsw doctor --live-check` created in one account and may not have
//! deleted.
//!
//! Invariant: a line is on disk before the POST that creates an application.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use vsw::application::ApplicationId;

use super::{AccountKey, Digest, Journal, JournalError, ends_with_partial_line, state_dir};

pub struct ThrowawayRecord {
    file: File,
    path: PathBuf,
    pending: Vec<Throwaway>,
}

/// An application that may have been created and not deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Throwaway {
    /// Contains a random number, so that no other application has this name.
    pub name: String,
    pub at: Timestamp,
    /// `None` if no response to the POST was seen.
    pub id: Option<ApplicationId>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "event")]
enum Line {
    Creating { name: String, at: Timestamp },
    Created { name: String, id: String },
    Gone { name: String },
}

const DIRECTORY: &str = "live-check";

impl Journal {
    /// Fails if another live check of the account is running.
    pub fn throwaways(&self, account_key: AccountKey<'_>) -> Result<ThrowawayRecord, JournalError> {
        state_dir::ensure(&self.directory)?;
        let directory = self.directory.join(DIRECTORY);
        state_dir::ensure(&directory)?;
        let path = file(&self.directory, account_key);
        let file =
            state_dir::open_locked(&path, state_dir::CHECK_LOCK_WAIT).map_err(|error| match error {
                JournalError::Locked { .. } => JournalError::LiveCheckUnderWay,
                error => error,
            })?;
        state_dir::sync(&directory)?;
        let pending = read(&self.directory, &path)?;
        Ok(ThrowawayRecord { file, path, pending })
    }

    /// Returns nothing while a check is running.
    pub fn leftovers(&self, account_key: AccountKey<'_>) -> Vec<Throwaway> {
        let path = file(&self.directory, account_key);
        let Ok(Some(open)) = state_dir::open_to_read(&self.directory, &path) else { return Vec::new() };
        if open.try_lock_shared().is_err() {
            return Vec::new();
        }
        read(&self.directory, &path).unwrap_or_default()
    }
}

impl ThrowawayRecord {
    pub fn pending(&self) -> &[Throwaway] {
        &self.pending
    }

    /// The line is durable when this returns.
    pub fn creating(&mut self, name: &str, at: Timestamp) -> Result<(), JournalError> {
        self.append(Line::Creating { name: name.to_owned(), at })
    }

    pub fn created(&mut self, name: &str, id: ApplicationId) -> Result<(), JournalError> {
        self.append(Line::Created { name: name.to_owned(), id: id.to_string() })
    }

    pub fn gone(&mut self, name: &str) -> Result<(), JournalError> {
        self.append(Line::Gone { name: name.to_owned() })
    }

    pub fn close(self) {
        if self.pending.is_empty() {
            // A leftover file is harmless: nothing is pending.
            let _ = std::fs::remove_file(&self.path);
        }
    }

    fn append(&mut self, line: Line) -> Result<(), JournalError> {
        let unwritable = |source| JournalError::Unwritable { path: self.path.clone(), source };
        let text = serde_json::to_string(&line).map_err(io::Error::from).map_err(unwritable)?;
        // A kill may have cut off the last line: start a new one.
        let start = if ends_with_partial_line(&mut self.file).map_err(unwritable)? { "\n" } else { "" };
        self.file
            .write_all(format!("{start}{text}\n").as_bytes())
            .and_then(|()| self.file.sync_all())
            .map_err(unwritable)?;
        enter(&mut self.pending, line);
        Ok(())
    }
}

fn enter(pending: &mut Vec<Throwaway>, line: Line) {
    match line {
        Line::Creating { name, at } => pending.push(Throwaway { name, at, id: None }),
        Line::Created { name, id } => {
            for one in pending.iter_mut().filter(|one| one.name == name) {
                one.id = id.parse().ok();
            }
        }
        Line::Gone { name } => pending.retain(|one| one.name != name),
    }
}

/// Ignores a line that a kill cut off: either its POST was not sent, or its application stays pending.
fn of_lines(text: &str) -> Vec<Throwaway> {
    let mut pending = Vec::new();
    text.lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .for_each(|line| enter(&mut pending, line));
    pending
}

fn read(state: &Path, path: &Path) -> Result<Vec<Throwaway>, JournalError> {
    Ok(of_lines(&state_dir::read_text(state, path)?.unwrap_or_default()))
}

/// The file name contains a hash, because an origin is not a valid file name.
fn file(state: &Path, account_key: AccountKey<'_>) -> PathBuf {
    let name = Digest::of(&format!("{}\n{}", account_key.origin, account_key.account));
    state.join(DIRECTORY).join(format!("{}.ndjson", name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_was_cut_off_does_not_hide_the_application() {
        let creating = r#"{"event":"creating","name":"vsw live check 1","at":"2026-11-28T21:17:46Z"}"#;
        let created =
            r#"{"event":"created","name":"vsw live check 1","id":"78d335fa-323d-0114-9c3d-d6f0d48968cf"}"#;
        let gone = r#"{"event":"gone","name":"vsw live check 1"}"#;
        let pending = |text: &str| of_lines(text).into_iter().map(|one| one.id).collect::<Vec<_>>();
        assert_eq!(pending(&format!("{creating}\n")), [None]);
        assert_eq!(pending(&format!("{creating}\n{}", &created[..60])), [None]);
        assert!(pending(&format!("{creating}\n{created}\n{}", &gone[..20]))[0].is_some());
        assert!(pending(&format!("{creating}\n{created}\n{gone}\n")).is_empty());
        assert!(pending(&format!("{creating}\n{}\n{gone}\n", &created[..60])).is_empty());
    }
}
