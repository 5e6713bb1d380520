//! `ApplicationLock`: the right to change one application, or to point its webhooks to a receiver. Other `vsw`
//! processes with the same state directory wait for it a limited time.

use std::fs::{File, TryLockError};
use std::path::PathBuf;
use std::time::Duration;

use vsw::application::ApplicationId;

use super::{Journal, JournalError, state_dir};

/// The right to change one application, or to point its webhooks, until it is dropped.
#[derive(Debug)]
pub struct ApplicationLock {
    // The lock lasts as long as the file is open.
    _lock: File,
    path: PathBuf,
}

const LOCKS: &str = "locks";
/// The end of the name of a lock that a receiver holds while webhooks point to it.
const POINTED: &str = ".pointed";
/// How often to retry a lock that another process holds.
const LOCK_PAUSE: Duration = Duration::from_millis(50);

impl Journal {
    /// Locks an application. Waits for at most `patience`.
    pub async fn lock(&self, id: ApplicationId, patience: Duration) -> Result<ApplicationLock, JournalError> {
        let claimed = || JournalError::Claimed { application: id };
        self.lock_file(&id.to_string(), patience, claimed).await
    }

    /// Locks an application's webhooks for a receiver to which they will point.
    pub async fn lock_webhooks(&self, id: ApplicationId) -> Result<ApplicationLock, JournalError> {
        let pointed = || JournalError::Pointed { application: id };
        self.lock_file(&format!("{id}{POINTED}"), state_dir::FOR_CHECK, pointed).await
    }

    /// Returns whether a running receiver of this machine holds the lock of [`Journal::lock_webhooks`].
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
                // The previous holder removed this file when it was done: lock a new one.
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
        // Remove the file, so that a run over ten thousand applications leaves none. If that fails, no harm is done:
        // the file locks nothing once it is closed.
        let _ = std::fs::remove_file(&self.path);
    }
}
