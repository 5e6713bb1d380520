//! The state folder: ours alone, and no link followed into somebody else's.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read as _};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use rustix::io::Errno;

use super::JournalError;
use crate::disk::{self, Mode, NotPlain, Replace, WriteFileError};

/// Makes the folder where it is missing (0700, its missing parents too), and refuses one that others own or write.
pub(super) fn ensure(folder: &Path) -> Result<(), JournalError> {
    if is_there(folder)? {
        return Ok(());
    }
    disk::create_directory(folder).map_err(|source| unwritable(folder, source))?;
    is_there(folder).map(drop)
}

/// Opens a file of ours to add to it and to read it; makes it (0600) where it is missing.
pub(super) fn open_to_append(path: &Path) -> Result<File, JournalError> {
    let file =
        disk::open_to_append(path, disk::PRIVATE_MODE).map_err(|source| refused(path, source, unwritable))?;
    ours(path, &file).map(|()| file)
}

/// The same, and locked: nobody else adds to it until it is dropped. Where it was replaced while its lock was waited
/// for, the one that is there now.
pub(super) fn open_locked(path: &Path) -> Result<File, JournalError> {
    loop {
        let file = open_to_append(path)?;
        file.lock().map_err(|source| unwritable(path, source))?;
        if is_at(&file, path) {
            return Ok(file);
        }
    }
}

/// Is the open file the one that stands at that path?
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    let there = std::fs::symlink_metadata(path).map(|about| (about.dev(), about.ino()));
    let ours = file.metadata().map(|about| (about.dev(), about.ino()));
    matches!((there, ours), (Ok(there), Ok(ours)) if there == ours)
}

/// Makes a file young. That it cannot be is no reason to fail: it is there.
pub(super) fn touch(path: &Path) {
    #[expect(clippy::disallowed_methods, reason = "a file's own time, which prune compares with the clock")]
    let now = std::time::SystemTime::now();
    let _ = OpenOptions::new()
        .append(true)
        .custom_flags(disk::no_link())
        .open(path)
        .and_then(|file| file.set_modified(now));
}

/// Opens a file of ours to read it, which is in a folder of ours, the state folder or one in it. Returns `None` if it or
/// one of them is missing.
pub(super) fn open_to_read(state: &Path, path: &Path) -> Result<Option<File>, JournalError> {
    for folder in [state, disk::directory_of(path)] {
        if !is_there(folder)? {
            return Ok(None);
        }
    }
    match OpenOptions::new().read(true).custom_flags(disk::no_link()).open(path) {
        Ok(file) => ours(path, &file).map(|()| Some(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(refused(path, source, unreadable)),
    }
}

/// Reads such a file.
pub(super) fn read(state: &Path, path: &Path) -> Result<Option<Vec<u8>>, JournalError> {
    let Some(mut file) = open_to_read(state, path)? else { return Ok(None) };
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(|source| unreadable(path, source))?;
    Ok(Some(bytes))
}

/// Reads such a file, which is text.
pub(super) fn read_text(state: &Path, path: &Path) -> Result<Option<String>, JournalError> {
    let bytes = read(state, path)?;
    bytes.map(disk::text).transpose().map_err(|source| unreadable(path, source))
}

/// Writes a file of ours, in the state folder or one in it, for its owner alone; it and its name are on disk then.
pub(super) fn write(state: &Path, path: &Path, text: &[u8]) -> Result<(), JournalError> {
    ensure(state)?;
    ensure(disk::directory_of(path))?;
    let replace = Replace { mode: Mode::Exactly(disk::PRIVATE_MODE), ..disk::PRIVATE };
    replace.write(path, text).map_err(|error| match error {
        WriteFileError::NotPlain(NotPlain::Link) => is_unsafe(path, "is a link"),
        WriteFileError::NotPlain(NotPlain::Special) => is_unsafe(path, "is no file"),
        error => unwritable(path, error.into()),
    })
}

/// Makes the names in a folder durable.
pub(super) fn sync(folder: &Path) -> Result<(), JournalError> {
    disk::sync_directory(folder).map_err(|source| unwritable(folder, source))
}

fn is_there(folder: &Path) -> Result<bool, JournalError> {
    let about = match std::fs::symlink_metadata(folder) {
        Ok(about) => about,
        // Below something that is no folder nothing can be, either.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(false);
        }
        Err(source) => return Err(unreadable(folder, source)),
    };
    if about.file_type().is_symlink() {
        return Err(is_unsafe(folder, "is a link"));
    }
    if !about.is_dir() {
        return Err(is_unsafe(folder, "is no folder"));
    }
    ours_alone(folder, &about).map(|()| true)
}

fn ours(path: &Path, file: &File) -> Result<(), JournalError> {
    let about = file.metadata().map_err(|source| unreadable(path, source))?;
    if !about.is_file() {
        return Err(is_unsafe(path, "is no file"));
    }
    ours_alone(path, &about)
}

fn ours_alone(path: &Path, about: &Metadata) -> Result<(), JournalError> {
    if about.uid() != rustix::process::geteuid().as_raw() {
        return Err(is_unsafe(path, "belongs to another user"));
    }
    if about.mode() & 0o022 != 0 {
        return Err(is_unsafe(path, "can be written by others"));
    }
    Ok(())
}

/// A file that could not be opened because it is a link is no accident of the disk.
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
