//! Runs: what each run of a set was going to do, kept under its name, so that it can go on after it was stopped.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use super::{JournalError, folder};

pub(super) const RUNS: &str = "runs";

pub(super) fn keep(state: &Path, run: &str, plan: &str) -> Result<(), JournalError> {
    folder::write(state, &file(state, run)?, plan.as_bytes())
}

pub(super) fn read(state: &Path, run: &str) -> Result<String, JournalError> {
    folder::read_text(state, &file(state, run)?)?.ok_or_else(|| JournalError::NoRun { name: run.to_owned() })
}

/// A run that is being carried out; nobody else can until this is dropped.
#[must_use]
pub struct RunHeld {
    // The lock lives as long as the file is open.
    _lock: File,
}

pub(super) fn hold(state: &Path, run: &str) -> Result<RunHeld, JournalError> {
    let path = file(state, run)?;
    let lock =
        folder::open_to_read(state, &path)?.ok_or_else(|| JournalError::NoRun { name: run.to_owned() })?;
    match lock.try_lock() {
        Ok(()) => Ok(RunHeld { _lock: lock }),
        Err(TryLockError::WouldBlock) => Err(JournalError::UnderWay { run: run.to_owned() }),
        Err(TryLockError::Error(source)) => Err(JournalError::Unreadable { path, source }),
    }
}

/// Is a run being carried out whose plan is in a file of that name?
pub(super) fn is_held(state: &Path, name: &str) -> bool {
    let run = name.strip_suffix(".json").unwrap_or(name);
    matches!(hold(state, run), Err(JournalError::UnderWay { .. }))
}

/// A name that could lead elsewhere is no run's.
fn file(state: &Path, run: &str) -> Result<PathBuf, JournalError> {
    let is_name = !run.is_empty()
        && run.len() <= 64
        && run.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !is_name {
        return Err(JournalError::NoRun { name: run.to_owned() });
    }
    Ok(state.join(RUNS).join(format!("{run}.json")))
}
