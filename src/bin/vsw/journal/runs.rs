//! Runs: what each run of a set was going to do, kept under its name, so that it can go on after it was stopped.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::{JournalError, folder};

pub(super) const RUNS: &str = "runs";

pub(super) fn keep(state: &Path, run: &str, plan: &str) -> Result<(), JournalError> {
    let runs = state.join(RUNS);
    folder::ensure(&runs)?;
    let path = file(state, run)?;
    folder::write(&runs, &path, plan.as_bytes())
}

pub(super) fn read(state: &Path, run: &str) -> Result<String, JournalError> {
    let path = file(state, run)?;
    let mut text = String::new();
    folder::open_to_read(&[state, &state.join(RUNS)], &path)?
        .ok_or_else(|| JournalError::NoRun { name: run.to_owned() })?
        .read_to_string(&mut text)
        .map_err(|source| JournalError::Unreadable { path, source })?;
    Ok(text)
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
