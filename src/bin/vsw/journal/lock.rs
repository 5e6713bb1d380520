//! ApplicationLock: the right to change one application. One change at a time on this machine; other `vsw` wait.

use std::fs::File;
use std::path::PathBuf;
use std::time::Duration;

use vsw::application::ApplicationId;

use super::{Journal, JournalError, state_dir};

/// The right to change one application; other `vsw` on this machine wait until it is dropped.
#[derive(Debug)]
pub struct ApplicationLock {
    // The lock lives as long as the file is open.
    _lock: File,
    path: PathBuf,
}

const LOCKS: &str = "locks";
/// How often a lock that somebody else holds is tried.
const LOCK_PAUSE: Duration = Duration::from_millis(50);

impl Journal {
    /// Claims an application. Waits for as long as `patience` says.
    #[expect(
        clippy::disallowed_methods,
        reason = "what is waited for is another process, which no deadline of ours ends"
    )]
    pub async fn claim(
        &self,
        id: ApplicationId,
        patience: Duration,
    ) -> Result<ApplicationLock, JournalError> {
        let folder = self.folder().join(LOCKS);
        state_dir::ensure(self.folder())?;
        state_dir::ensure(&folder)?;
        let path = folder.join(id.to_string());
        let until = tokio::time::Instant::now() + patience;
        loop {
            let lock = state_dir::open_to_append(&path)?;
            match lock.try_lock() {
                // Whoever held it before took its name away when it was done: that lock is nobody's any more.
                Ok(()) if state_dir::is_at(&lock, &path) => return Ok(ApplicationLock { _lock: lock, path }),
                Ok(()) => {}
                Err(std::fs::TryLockError::WouldBlock) if tokio::time::Instant::now() < until => {
                    tokio::time::sleep(LOCK_PAUSE).await;
                }
                Err(std::fs::TryLockError::WouldBlock) => {
                    return Err(JournalError::Claimed { application: id });
                }
                Err(std::fs::TryLockError::Error(source)) => {
                    return Err(JournalError::Unwritable { path: folder, source });
                }
            }
        }
    }
}

impl Drop for ApplicationLock {
    fn drop(&mut self) {
        // A run over ten thousand applications leaves no ten thousand files. One that cannot be removed locks nobody.
        let _ = std::fs::remove_file(&self.path);
    }
}
