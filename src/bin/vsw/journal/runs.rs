//! Runs: the plan of each run of a set, stored under the run's name, so that a stopped run can be resumed.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use super::{Journal, JournalError, state_dir};

pub(super) const RUNS: &str = "runs";

impl Journal {
    /// Stores the plan of a run; it is on disk when this returns.
    pub fn keep_plan(&self, run: &str, plan: &str) -> Result<(), JournalError> {
        state_dir::write(&self.directory, &file(&self.directory, run)?, plan.as_bytes())
    }

    /// Returns the plan of a run, as text.
    ///
    /// # Errors
    /// Fails if the run is unknown, or if its plan cannot be read.
    pub fn plan(&self, run: &str) -> Result<String, JournalError> {
        state_dir::read_text(&self.directory, &file(&self.directory, run)?)?.ok_or_else(|| no_run(run))
    }

    /// Locks a stored run for execution, as long as the returned file is open. Two simultaneous executions would use
    /// the same snapshot names.
    ///
    /// # Errors
    /// Fails if the run is unknown, or if another process executes it.
    pub fn hold(&self, run: &str) -> Result<File, JournalError> {
        let path = file(&self.directory, run)?;
        let lock = state_dir::open_to_read(&self.directory, &path)?.ok_or_else(|| no_run(run))?;
        match lock.try_lock() {
            Ok(()) => Ok(lock),
            Err(TryLockError::WouldBlock) => Err(JournalError::UnderWay { run: run.to_owned() }),
            Err(TryLockError::Error(source)) => Err(JournalError::Unreadable { path, source }),
        }
    }

    /// Returns at most `limit` names of runs with a stored plan, in any order; none if the directory cannot be read.
    pub fn planned_runs(&self, limit: usize) -> Vec<String> {
        let entries = state_dir::names(&self.directory, &self.directory.join(RUNS));
        let names = entries.into_iter().flatten().take(limit);
        names.filter_map(|name| Some(name.strip_suffix(".json")?.to_owned())).collect()
    }

    /// Returns whether the run with this plan file is being executed.
    pub(super) fn is_held(&self, name: &str) -> bool {
        let run = name.strip_suffix(".json").unwrap_or(name);
        matches!(self.hold(run), Err(JournalError::UnderWay { .. }))
    }
}

fn no_run(run: &str) -> JournalError {
    JournalError::NoRun { name: run.to_owned() }
}

/// Returns the path of a run's plan. Rejects a run name that could lead to another directory.
fn file(state: &Path, run: &str) -> Result<PathBuf, JournalError> {
    let is_name = !run.is_empty()
        && run.len() <= 64
        && run.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !is_name {
        return Err(no_run(run));
    }
    Ok(state.join(RUNS).join(format!("{run}.json")))
}
