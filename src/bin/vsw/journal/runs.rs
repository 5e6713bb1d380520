//! Runs: what each run of a set was going to do, kept under its name, so that it can go on after it was stopped.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use super::{Journal, JournalError, state_dir};

pub(super) const RUNS: &str = "runs";

impl Journal {
    /// Keeps what a run is going to do; it is on disk when this returns.
    pub fn keep_plan(&self, run: &str, plan: &str) -> Result<(), JournalError> {
        state_dir::write(&self.folder, &file(&self.folder, run)?, plan.as_bytes())
    }

    /// What a run was going to do, as text.
    ///
    /// # Errors
    /// There is no such run, or what is kept of it cannot be read.
    pub fn plan(&self, run: &str) -> Result<String, JournalError> {
        state_dir::read_text(&self.folder, &file(&self.folder, run)?)?.ok_or_else(|| no_run(run))
    }

    /// Returns the right to carry a run out, whose plan is kept: a lock that lives as long as the file is open. Two that
    /// did so at once would name their snapshots alike.
    ///
    /// # Errors
    /// There is no such run, or another process carries it out.
    pub fn hold(&self, run: &str) -> Result<File, JournalError> {
        let path = file(&self.folder, run)?;
        let lock = state_dir::open_to_read(&self.folder, &path)?.ok_or_else(|| no_run(run))?;
        match lock.try_lock() {
            Ok(()) => Ok(lock),
            Err(TryLockError::WouldBlock) => Err(JournalError::UnderWay { run: run.to_owned() }),
            Err(TryLockError::Error(source)) => Err(JournalError::Unreadable { path, source }),
        }
    }

    /// Is a run being carried out whose plan is in a file of that name?
    pub(super) fn is_held(&self, name: &str) -> bool {
        let run = name.strip_suffix(".json").unwrap_or(name);
        matches!(self.hold(run), Err(JournalError::UnderWay { .. }))
    }
}

fn no_run(run: &str) -> JournalError {
    JournalError::NoRun { name: run.to_owned() }
}

/// A name that could lead elsewhere is no run's.
fn file(state: &Path, run: &str) -> Result<PathBuf, JournalError> {
    let is_name = !run.is_empty()
        && run.len() <= 64
        && run.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !is_name {
        return Err(no_run(run));
    }
    Ok(state.join(RUNS).join(format!("{run}.json")))
}
