//! `ApplicationLock`: a locked file that stands for one application or its webhook addresses.

use std::fs::{File, TryLockError};
use std::path::PathBuf;
use std::time::Duration;

use vsw::application::ApplicationId;

use super::{Journal, JournalError, state_dir};

#[derive(Debug)]
pub struct ApplicationLock {
    _lock: File,
    path: PathBuf,
}

const LOCKS: &str = "locks";
/// Suffix of the file by which `vsw listen --point` locks an application's webhook addresses.
const POINTED: &str = ".pointed";
const LOCK_PAUSE: Duration = Duration::from_millis(50);

impl Journal {
    pub async fn lock(&self, id: ApplicationId, patience: Duration) -> Result<ApplicationLock, JournalError> {
        let claimed = || JournalError::Claimed { application: id };
        self.lock_file(&id.to_string(), patience, claimed).await
    }

    pub async fn lock_webhooks(&self, id: ApplicationId) -> Result<ApplicationLock, JournalError> {
        let pointed = || JournalError::Pointed { application: id };
        self.lock_file(&format!("{id}{POINTED}"), state_dir::CHECK_LOCK_WAIT, pointed).await
    }

    pub fn are_webhooks_locked(&self, id: ApplicationId) -> bool {
        state_dir::is_locked(self.directory(), &self.directory().join(LOCKS).join(format!("{id}{POINTED}")))
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "another process holds the lock, and no deadline of ours ends it"
    )]
    async fn lock_file(
        &self,
        name: &str,
        patience: Duration,
        held: impl Fn() -> JournalError,
    ) -> Result<ApplicationLock, JournalError> {
        let directory = self.directory().join(LOCKS);
        state_dir::ensure(self.directory())?;
        state_dir::ensure(&directory)?;
        let path = directory.join(name);
        let until = tokio::time::Instant::now() + patience;
        loop {
            let lock = state_dir::open_to_append(&path)?;
            match lock.try_lock() {
                Ok(()) if state_dir::is_at(&lock, &path) => return Ok(ApplicationLock { _lock: lock, path }),
                // The previous holder removed this file: lock a new one.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) if tokio::time::Instant::now() < until => {
                    tokio::time::sleep(LOCK_PAUSE).await;
                }
                Err(TryLockError::WouldBlock) => return Err(held()),
                Err(TryLockError::Error(source)) => {
                    return Err(JournalError::Unwritable { path: directory, source });
                }
            }
        }
    }
}

impl Drop for ApplicationLock {
    fn drop(&mut self) {
        // Remove the file, because a run over many applications would leave many. A failure is harmless,
        // because a closed file locks nothing.
        let _ = std::fs::remove_file(&self.path);
    }
}
