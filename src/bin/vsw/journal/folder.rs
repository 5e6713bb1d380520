//! The state folder: ours alone, and no link followed into somebody else's.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use rustix::io::Errno;

use super::JournalError;

/// Makes the folder where it is missing (0700, its missing parents too), and refuses one that others own or write.
pub(super) fn ensure(folder: &Path) -> Result<(), JournalError> {
    if check(folder)? == Presence::There {
        return Ok(());
    }
    let unwritable = |source| JournalError::Unwritable { path: folder.to_path_buf(), source };
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(unwritable)?;
    if let Some(parent) = folder.parent() {
        sync(parent)?;
    }
    check(folder).map(drop)
}

/// Opens a file of ours to add to it and to read it; makes it (0600) where it is missing.
pub(super) fn open_to_append(path: &Path) -> Result<File, JournalError> {
    let file = OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .mode(0o600)
        .custom_flags(no_link())
        .open(path)
        .map_err(|source| refused(path, source, |path, source| JournalError::Unwritable { path, source }))?;
    ours(path, &file).map(|()| file)
}

/// The same, and locked: nobody else adds to it until it is dropped. Where it was replaced while its lock was waited
/// for, the one that is there now.
pub(super) fn open_locked(path: &Path) -> Result<File, JournalError> {
    loop {
        let file = open_to_append(path)?;
        file.lock().map_err(|source| JournalError::Unwritable { path: path.to_path_buf(), source })?;
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
        .custom_flags(no_link())
        .open(path)
        .and_then(|file| file.set_modified(now));
}

/// Opens a file of ours to read it, which stands in folders of ours; none where one of them, or the file, is missing.
pub(super) fn open_to_read(folders: &[&Path], path: &Path) -> Result<Option<File>, JournalError> {
    for folder in folders {
        if check(folder)? == Presence::Missing {
            return Ok(None);
        }
    }
    match OpenOptions::new().read(true).custom_flags(no_link()).open(path) {
        Ok(file) => ours(path, &file).map(|()| Some(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(refused(path, source, |path, source| JournalError::Unreadable { path, source })),
    }
}

/// Writes a file of ours beside its place in `folder` and renames it there; it and its name are on disk then.
pub(super) fn write(folder: &Path, path: &Path, text: &[u8]) -> Result<(), JournalError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.{}", std::process::id()));
    // One that a killed process with our number left behind.
    let _ = std::fs::remove_file(&beside);
    let written = create_new(&beside)
        .and_then(|mut file| file.write_all(text).and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::rename(&beside, path));
    if written.is_err() {
        // A half-written file is of no use to anybody; that it cannot be removed changes nothing.
        let _ = std::fs::remove_file(&beside);
    }
    written.map_err(|source| JournalError::Unwritable { path: path.to_path_buf(), source })?;
    sync(folder)
}

/// Makes a new file (0600), which must not be there, not even as a link.
fn create_new(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// Makes the names in a folder durable.
pub(super) fn sync(folder: &Path) -> Result<(), JournalError> {
    // An empty path is the current directory's, as in the parent of a bare name.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|source| JournalError::Unwritable { path: folder.to_path_buf(), source })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Presence {
    There,
    Missing,
}

fn check(folder: &Path) -> Result<Presence, JournalError> {
    let about = match std::fs::symlink_metadata(folder) {
        Ok(about) => about,
        // Below something that is no folder nothing can be, either.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(Presence::Missing);
        }
        Err(source) => return Err(JournalError::Unreadable { path: folder.to_path_buf(), source }),
    };
    let wrong = |problem| Err(JournalError::Unsafe { path: folder.to_path_buf(), problem });
    if about.file_type().is_symlink() {
        return wrong("is a link");
    }
    if !about.is_dir() {
        return wrong("is no folder");
    }
    if about.uid() != rustix::process::geteuid().as_raw() {
        return wrong("belongs to another user");
    }
    if about.mode() & 0o022 != 0 {
        return wrong("can be written by others");
    }
    Ok(Presence::There)
}

fn ours(path: &Path, file: &File) -> Result<(), JournalError> {
    let wrong = |problem| Err(JournalError::Unsafe { path: path.to_path_buf(), problem });
    let about =
        file.metadata().map_err(|source| JournalError::Unreadable { path: path.to_path_buf(), source })?;
    if !about.is_file() {
        return wrong("is no file");
    }
    if about.uid() != rustix::process::geteuid().as_raw() {
        return wrong("belongs to another user");
    }
    if about.mode() & 0o022 != 0 {
        return wrong("can be written by others");
    }
    Ok(())
}

/// A file that could not be opened because it is a link is no accident of the disk.
fn refused(
    path: &Path,
    source: io::Error,
    otherwise: impl FnOnce(PathBuf, io::Error) -> JournalError,
) -> JournalError {
    let path = path.to_path_buf();
    if source.raw_os_error() == Some(Errno::LOOP.raw_os_error()) {
        return JournalError::Unsafe { path, problem: "is a link" };
    }
    otherwise(path, source)
}

/// Non-blocking, so that a pipe planted in a file's place cannot hold the program up.
fn no_link() -> i32 {
    (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed()
}
