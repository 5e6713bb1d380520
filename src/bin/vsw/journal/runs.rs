//! Runs: stored plans, from which stopped runs can be resumed.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use super::{Journal, JournalError, state_dir};

pub(super) const RUNS: &str = "runs";

impl Journal {
    /// The plan is durable when this method returns.
    pub fn keep_plan(&self, run: &str, plan: &str) -> Result<(), JournalError> {
        state_dir::write(&self.directory, &file(&self.directory, run)?, plan.as_bytes())
    }

    pub fn plan(&self, run: &str) -> Result<String, JournalError> {
        state_dir::read_text(&self.directory, &file(&self.directory, run)?)?.ok_or_else(|| no_run(run))
    }

    /// Locks the run. Two simultaneous executions would use the same snapshot names.
    pub fn hold(&self, run: &str) -> Result<File, JournalError> {
        let path = file(&self.directory, run)?;
        let lock = state_dir::open_to_read(&self.directory, &path)?.ok_or_else(|| no_run(run))?;
        match state_dir::lock_after_checks(&lock) {
            Ok(()) => Ok(lock),
            Err(TryLockError::WouldBlock) => Err(JournalError::UnderWay { run: run.to_owned() }),
            Err(TryLockError::Error(source)) => Err(JournalError::Unreadable { path, source }),
        }
    }

    pub fn planned_runs(&self, limit: usize) -> Vec<String> {
        let entries = state_dir::names(&self.directory, &self.directory.join(RUNS));
        let names = entries.into_iter().flatten().take(limit);
        names.filter_map(|name| Some(name.strip_suffix(".json")?.to_owned())).collect()
    }

    /// `name` is the name of the run's plan file.
    pub(super) fn is_held(&self, name: &str) -> bool {
        state_dir::is_locked(&self.directory, &self.directory.join(RUNS).join(name))
    }
}

fn no_run(run: &str) -> JournalError {
    JournalError::NoRun { name: run.to_owned() }
}

/// Rejects run names that could lead to another directory.
fn file(state: &Path, run: &str) -> Result<PathBuf, JournalError> {
    let is_name = !run.is_empty()
        && run.len() <= 64
        && run.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !is_name {
        return Err(no_run(run));
    }
    Ok(state.join(RUNS).join(format!("{run}.json")))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::AccountKey;
    use super::*;
    use crate::screen::Redactions;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a check lasts a moment")]
    fn a_check_whether_a_file_is_locked_refuses_no_lock() {
        let place = tempfile::tempdir().expect("a directory");
        let state = place.path().join("state");
        let journal = Journal::at(Some(&state), Redactions::default(), Duration::ZERO).expect("a journal");
        journal.keep_plan("run", "{}").expect("a plan");
        let key = AccountKey { account: "a", origin: "o" };
        let mut record = journal.throwaways(key).expect("a record");
        record.creating("a name", "2026-01-01T00:00:00Z".parse().expect("a time")).expect("a line");
        drop(record);
        assert!(!journal.is_held("run.json"));
        // Holds a shared lock for a moment, like `is_locked` in another process.
        let check = |directory: &str, meanwhile: &dyn Fn()| {
            let mut entries = std::fs::read_dir(state.join(directory)).expect("a directory");
            let file = File::open(entries.next().expect("a file").expect("an entry").path()).expect("a file");
            file.lock_shared().expect("a lock");
            std::thread::scope(|scope| {
                scope.spawn(move || {
                    std::thread::sleep(Duration::from_millis(50));
                    drop(file);
                });
                meanwhile();
            });
        };
        check("runs", &|| {
            let _held = journal.hold("run").expect("held after the check");
            assert!(journal.is_held("run.json"));
        });
        check("live-check", &|| {
            assert_eq!(journal.throwaways(key).expect("open after the check").pending().len(), 1);
        });
    }
}
