//! Disk: one bounded read and one atomic replace, for every file that the program writes.
//!
//! Not here: what a file holds, and the messages and hints about it; those are the caller's.
//!
//! Invariant: a file is replaced as a whole or not at all, and never through a symbolic link; its content and its name
//! are durable when the call returns.

use std::fmt;
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

/// How a file is written.
#[derive(Clone, Copy, Debug)]
pub struct Replace<'o> {
    pub mode: Mode,
    pub existing: Existing,
    /// The program's own files and directories: no other file is written there.
    pub own: &'o [PathBuf],
}

/// The permission bits of a file that is written.
#[derive(Clone, Copy, Debug)]
pub enum Mode {
    /// Exactly these, whatever the umask is and whatever the replaced file had.
    Exactly(u32),
    /// Those of the replaced file; for a new file these, less the umask.
    KeptOr(u32),
}

/// What happens to a file that exists already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    Replaced,
    Refused,
}

/// Why a file is not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteFileError {
    #[error("it is {0}; nothing is written through it")]
    NotPlain(NotPlain),
    #[error("it exists already")]
    Exists,
    #[error("it is where vsw keeps its own")]
    Own,
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// What is in a file's place and is not replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotPlain {
    Link,
    Special,
}

impl fmt::Display for NotPlain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Link => "a symbolic link",
            Self::Special => "no plain file",
        })
    }
}

/// Replaces a file and keeps its mode; a new one is readable by its owner alone.
pub const PRIVATE: Replace<'static> =
    Replace { mode: Mode::KeptOr(PRIVATE_MODE), existing: Existing::Replaced, own: &[] };
/// The same; a new one is readable by everyone, if the umask allows it.
pub const PUBLIC: Replace<'static> = Replace { mode: Mode::KeptOr(PUBLIC_MODE), ..PRIVATE };
pub const PRIVATE_MODE: u32 = 0o600;
pub const PUBLIC_MODE: u32 = 0o644;

impl Replace<'_> {
    /// Checks that the file may be written, without writing.
    ///
    /// # Errors
    /// It is a symbolic link, no plain file or one of the program's own; it exists and is to stay; its directory is
    /// missing.
    pub fn check(&self, path: &Path) -> Result<(), WriteFileError> {
        self.mode_of_existing(path).map(drop)
    }

    /// Writes the file: beside its place under a random name, synced, renamed, and the directory synced.
    ///
    /// # Errors
    /// As for [`Replace::check`], or the disk fails. What was there before is there still.
    pub fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), WriteFileError> {
        let before = self.mode_of_existing(path)?;
        let (new, exact) = match (self.mode, before) {
            (Mode::Exactly(mode), _) => (mode, Some(mode)),
            (Mode::KeptOr(_), Some(mode)) => (PRIVATE_MODE, Some(mode)),
            (Mode::KeptOr(mode), None) => (mode, None),
        };
        let create = |beside: &Path| OpenOptions::new().write(true).create_new(true).mode(new).open(beside);
        let mut beside = tempfile::Builder::new()
            .prefix(".vsw-")
            .rand_bytes(RANDOM_LETTERS)
            .make_in(directory_of(path), create)?;
        beside.write_all(bytes)?;
        if let Some(mode) = exact {
            beside.as_file().set_permissions(Permissions::from_mode(mode))?;
        }
        beside.as_file().sync_all()?;
        let renamed = match self.existing {
            Existing::Replaced => beside.persist(path),
            Existing::Refused => beside.persist_noclobber(path),
        };
        renamed.map_err(|failed| match failed.error.kind() {
            io::ErrorKind::AlreadyExists if self.existing == Existing::Refused => WriteFileError::Exists,
            _ => WriteFileError::Io(failed.error),
        })?;
        Ok(sync_directory(directory_of(path))?)
    }

    /// The permission bits of the file that would be replaced. Returns `None` if there is none.
    fn mode_of_existing(&self, path: &Path) -> Result<Option<u32>, WriteFileError> {
        if is_among(path, self.own) {
            return Err(WriteFileError::Own);
        }
        let about = match fs::symlink_metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return directory_is_there(path).map(|()| None).map_err(WriteFileError::Io);
            }
            about => about?,
        };
        // A link is a file that exists, wherever it leads.
        if self.existing == Existing::Refused {
            return Err(WriteFileError::Exists);
        }
        if about.is_symlink() {
            return Err(WriteFileError::NotPlain(NotPlain::Link));
        }
        if !about.is_file() {
            return Err(WriteFileError::NotPlain(NotPlain::Special));
        }
        Ok(Some(about.permissions().mode() & 0o777))
    }
}

impl From<WriteFileError> for io::Error {
    fn from(error: WriteFileError) -> Self {
        match error {
            WriteFileError::Io(error) => error,
            refused => Self::other(refused),
        }
    }
}

/// Reads a file of at most `limit` bytes.
///
/// # Errors
/// It cannot be read; `FileTooLarge` if it is longer.
pub fn read(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    bounded(File::open(path)?, limit)
}

/// Reads a UTF-8 file of at most `limit` bytes.
///
/// # Errors
/// As for [`read`]; `InvalidData` if it is not UTF-8.
pub fn read_text(path: &Path, limit: usize) -> io::Result<String> {
    text(read(path, limit)?)
}

/// # Errors
/// `InvalidData` if it is not UTF-8.
pub fn text(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is no UTF-8 text"))
}

/// Reads all that a reader has, if that is at most `limit` bytes.
///
/// # Errors
/// It cannot be read; `FileTooLarge` if there is more.
pub fn bounded(reader: impl io::Read, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    reader.take(most).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("it is longer than {limit} bytes")));
    }
    Ok(bytes)
}

/// Opens a plain file to read it and to append to it, through no link; creates it if it is missing.
///
/// # Errors
/// It is a symbolic link or no plain file, or cannot be opened.
pub fn open_to_append(path: &Path, mode: u32) -> io::Result<File> {
    let file = OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .mode(mode)
        .custom_flags(no_link())
        .open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("it is no plain file")) }
}

/// The flags for opening one of our own files: no symbolic link is followed, and a pipe planted in the file's place
/// cannot block the program.
pub fn no_link() -> i32 {
    (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed()
}

/// Creates a directory and its missing parents, for the owner alone.
///
/// # Errors
/// The disk fails.
pub fn create_directory(directory: &Path) -> io::Result<()> {
    if directory.is_dir() {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
    sync_directory(directory_of(directory))
}

/// Locks the directory of a file against every other `vsw`, until the result is dropped.
///
/// # Errors
/// There is no directory, or it cannot be locked.
pub fn lock_directory(path: &Path) -> io::Result<File> {
    let directory = File::open(directory_of(path))?;
    directory.lock()?;
    Ok(directory)
}

/// Makes the names in a directory durable.
///
/// # Errors
/// The disk fails.
pub fn sync_directory(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

/// The directory that a path is in: the working directory for a bare name.
pub fn directory_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

fn directory_is_there(path: &Path) -> io::Result<()> {
    match fs::metadata(directory_of(path)) {
        Ok(about) if about.is_dir() => Ok(()),
        Ok(_) => Err(io::Error::new(io::ErrorKind::NotADirectory, "its folder is no folder")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(io::Error::new(io::ErrorKind::NotFound, "its folder is not there"))
        }
        Err(error) => Err(error),
    }
}

/// Is it one of these, or in one of them? Links on the way are followed, so that no other spelling hides it.
fn is_among(path: &Path, own: &[PathBuf]) -> bool {
    if own.is_empty() {
        return false;
    }
    let Ok(directory) = fs::canonicalize(directory_of(path)) else { return false };
    let whole = path.file_name().map_or_else(|| directory.clone(), |name| directory.join(name));
    own.iter().filter_map(|own| fs::canonicalize(own).ok()).any(|own| whole.starts_with(own))
}

/// Of the name beside the target: more than anyone can guess or plant in advance.
const RANDOM_LETTERS: usize = 16;

#[cfg(test)]
mod tests;
