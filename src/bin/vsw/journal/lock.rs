//! `ApplicationLock`: the right to change one application. Other `vsw` processes with the same state directory wait
//! before they change it.

use std::fs::File;
use std::path::PathBuf;
use std::time::Duration;

use vsw::application::ApplicationId;

use super::{Journal, JournalError, state_dir};

/// The right to change one application, until it is dropped.
#[derive(Debug)]
pub struct ApplicationLock {
    // The lock lasts as long as the file is open.
    _lock: File,
    path: PathBuf,
}

const LOCKS: &str = "locks";
/// How often to retry a lock that another process holds.
const LOCK_PAUSE: Duration = Duration::from_millis(50);

impl Journal {
    /// Locks an application. Waits for at most `patience`.
    #[expect(
        clippy::disallowed_methods,
        reason = "another process holds the lock, and no deadline of ours ends it"
    )]
    pub async fn lock(&self, id: ApplicationId, patience: Duration) -> Result<ApplicationLock, JournalError> {
        let directory = self.directory().join(LOCKS);
        state_dir::ensure(self.directory())?;
        state_dir::ensure(&directory)?;
        let path = directory.join(id.to_string());
        let until = tokio::time::Instant::now() + patience;
        loop {
            let lock = state_dir::open_to_append(&path)?;
            match lock.try_lock() {
                Ok(()) if state_dir::is_at(&lock, &path) => return Ok(ApplicationLock { _lock: lock, path }),
                // The previous holder removed this file when it was done: lock a new one.
                Ok(()) => {}
                Err(std::fs::TryLockError::WouldBlock) if tokio::time::Instant::now() < until => {
                    tokio::time::sleep(LOCK_PAUSE).await;
                }
                Err(std::fs::TryLockError::WouldBlock) => {
                    return Err(JournalError::Claimed { application: id });
                }
                Err(std::fs::TryLockError::Error(source)) => {
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
