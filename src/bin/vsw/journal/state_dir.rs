//! State directory: access to its files.
//!
//! Security: rejects symbolic links, and files and directories that other users own or can write.

use std::fs::{File, Metadata, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::io::Errno;

use super::JournalError;
use super::error::WRITABLE_BY_OTHERS;
use crate::disk::{self, Mode, NotPlain, Replace, WriteFileError};
use crate::signals;

/// Maximum pause between two attempts to lock a file. A write by the lock's holder takes some milliseconds.
const LOCK_PAUSE: Duration = Duration::from_millis(5);
/// Maximum wait for a lock after a signal. A change's outcome should still be recorded.
const AFTER_SIGNAL: Duration = Duration::from_millis(500);

/// Maximum wait for the lock that [`is_locked`] in another process holds for a moment.
pub(super) const CHECK_LOCK_WAIT: Duration = Duration::from_millis(500);

/// Maximum size of a file that is read: enough for hundreds of thousands of changes.
const MAX_BYTES: usize = 1 << 30;

/// Creates missing directories with mode 0700. Rejects directories that other users own or can write.
pub(super) fn ensure(directory: &Path) -> Result<(), JournalError> {
    if is_safe_directory(directory)? {
        return Ok(());
    }
    disk::create_directory(directory).map_err(|source| unwritable(directory, source))?;
    is_safe_directory(directory).map(drop)
}

/// Creates a missing file with mode 0600.
pub(super) fn open_to_append(path: &Path) -> Result<File, JournalError> {
    let file =
        disk::open_to_append(path, disk::PRIVATE_MODE).map_err(|source| refused(path, source, unwritable))?;
    check_file(path, &file).map(|()| file)
}

/// Waits at most `patience`, and less after a signal.
#[expect(clippy::disallowed_methods, reason = "another process holds the lock; the loop looks for signals")]
pub(super) fn open_locked(path: &Path, patience: Duration) -> Result<File, JournalError> {
    let mut until = Instant::now() + patience;
    let mut is_signaled = false;
    let mut pause = Duration::from_millis(1);
    loop {
        let file = open_to_append(path)?;
        match file.try_lock() {
            Ok(()) if is_at(&file, path) => return Ok(file),
            Ok(()) => continue,
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(source)) => return Err(unwritable(path, source)),
        }
        let now = Instant::now();
        if !is_signaled && signals::held().is_some() {
            (is_signaled, until) = (true, until.min(now + AFTER_SIGNAL));
        }
        if now >= until || signals::in_haste() {
            return Err(JournalError::Locked { path: path.to_path_buf() });
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(LOCK_PAUSE);
    }
}

/// Locks the file. Waits a moment, because [`is_locked`] in another process may hold the lock.
#[expect(clippy::disallowed_methods, reason = "another process holds the lock for a moment")]
pub(super) fn lock_after_checks(file: &File) -> Result<(), TryLockError> {
    let until = Instant::now() + CHECK_LOCK_WAIT;
    loop {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) if Instant::now() < until => std::thread::sleep(LOCK_PAUSE),
            locked => return locked,
        }
    }
}

/// Returns whether the file is locked. To find out, locks it for a moment (see [`CHECK_LOCK_WAIT`]).
pub(super) fn is_locked(state: &Path, path: &Path) -> bool {
    let file = open_to_read(state, path).ok().flatten();
    file.is_some_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

/// Returns false if the file at the path was replaced or removed.
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    let there = std::fs::symlink_metadata(path).map(|about| (about.dev(), about.ino()));
    let ours = file.metadata().map(|about| (about.dev(), about.ino()));
    matches!((there, ours), (Ok(there), Ok(ours)) if there == ours)
}

/// Sets the file's time to now, which protects it from `prune`. Ignores errors.
pub(super) fn touch(path: &Path) {
    #[expect(clippy::disallowed_methods, reason = "a file's own time, which prune compares with the clock")]
    let now = std::time::SystemTime::now();
    let _ = OpenOptions::new()
        .append(true)
        .custom_flags(disk::no_link())
        .open(path)
        .and_then(|file| file.set_modified(now));
}

/// Returns `None` if the file or a directory is missing.
pub(super) fn open_to_read(state: &Path, path: &Path) -> Result<Option<File>, JournalError> {
    for directory in [state, disk::directory_of(path)] {
        if !is_safe_directory(directory)? {
            return Ok(None);
        }
    }
    match OpenOptions::new().read(true).custom_flags(disk::no_link()).open(path) {
        Ok(file) => check_file(path, &file).map(|()| Some(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(refused(path, source, unreadable)),
    }
}

/// Returns the UTF-8 names in a subdirectory, or `None` if the subdirectory is missing or unsafe.
pub(super) fn names(state: &Path, directory: &Path) -> Option<impl Iterator<Item = String> + use<>> {
    let is_ours =
        [state, directory].iter().all(|directory| is_safe_directory(directory).is_ok_and(|exists| exists));
    let entries = std::fs::read_dir(directory).ok().filter(|_| is_ours)?;
    Some(entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()))
}

pub(super) fn read(state: &Path, path: &Path) -> Result<Option<Vec<u8>>, JournalError> {
    let Some(file) = open_to_read(state, path)? else { return Ok(None) };
    disk::bounded(file, MAX_BYTES).map(Some).map_err(|source| unreadable(path, source))
}

pub(super) fn read_text(state: &Path, path: &Path) -> Result<Option<String>, JournalError> {
    let bytes = read(state, path)?;
    bytes.map(disk::text).transpose().map_err(|source| unreadable(path, source))
}

/// Writes a file durably, for the owner only.
pub(super) fn write(state: &Path, path: &Path, text: &[u8]) -> Result<(), JournalError> {
    ensure(state)?;
    ensure(disk::directory_of(path))?;
    let replace = Replace { mode: Mode::Exactly(disk::PRIVATE_MODE), ..disk::PRIVATE };
    replace.write(path, text).map_err(|error| match error {
        WriteFileError::NotPlain(NotPlain::Link) => is_unsafe(path, "is a link"),
        WriteFileError::NotPlain(_) => is_unsafe(path, "is not a file"),
        error => unwritable(path, error.into()),
    })
}

/// Makes the names in a directory durable.
pub(super) fn sync(directory: &Path) -> Result<(), JournalError> {
    disk::sync_directory(directory).map_err(|source| unwritable(directory, source))
}

/// Returns false if the directory does not exist. Fails if it is not a directory, or if other users own it or
/// can write it.
pub(super) fn is_safe_directory(directory: &Path) -> Result<bool, JournalError> {
    let about = match std::fs::symlink_metadata(directory) {
        Ok(about) => about,
        // Nothing exists below a path that is not a directory.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(false);
        }
        Err(source) => return Err(unreadable(directory, source)),
    };
    if about.file_type().is_symlink() {
        return Err(is_unsafe(directory, "is a symbolic link"));
    }
    if !about.is_dir() {
        return Err(is_unsafe(directory, "is not a directory"));
    }
    check_private(directory, &about).map(|()| true)
}

fn check_file(path: &Path, file: &File) -> Result<(), JournalError> {
    let about = file.metadata().map_err(|source| unreadable(path, source))?;
    if !about.is_file() {
        return Err(is_unsafe(path, "is not a file"));
    }
    check_private(path, &about)
}

fn check_private(path: &Path, about: &Metadata) -> Result<(), JournalError> {
    if about.uid() != rustix::process::geteuid().as_raw() {
        return Err(is_unsafe(path, "belongs to another user"));
    }
    if about.mode() & 0o022 != 0 {
        return Err(is_unsafe(path, WRITABLE_BY_OTHERS));
    }
    Ok(())
}

/// Reports a symbolic link as unsafe, not as an I/O error.
fn refused(
    path: &Path,
    source: io::Error,
    otherwise: impl FnOnce(&Path, io::Error) -> JournalError,
) -> JournalError {
    if source.raw_os_error() == Some(Errno::LOOP.raw_os_error()) {
        return is_unsafe(path, "is a link");
    }
    otherwise(path, source)
}

fn is_unsafe(path: &Path, problem: &'static str) -> JournalError {
    JournalError::Unsafe { path: path.to_path_buf(), problem }
}

fn unwritable(path: &Path, source: io::Error) -> JournalError {
    JournalError::Unwritable { path: path.to_path_buf(), source }
}

pub(super) fn unreadable(path: &Path, source: io::Error) -> JournalError {
    JournalError::Unreadable { path: path.to_path_buf(), source }
}
