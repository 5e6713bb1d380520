//! Disk: bounded reads, the atomic replacement of files, and directories.
//!
//! Invariant: a file is replaced completely or not at all, and never through a symbolic link. After success, the new
//! file survives a power failure.

mod appending;
mod protected;
mod reading;

use std::fmt;
use std::fs::{self, DirBuilder, File, FileType, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, FileTypeExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use rustix::fs::{Access, OFlags, access};

pub use appending::LineFile;
pub use protected::{Protected, is_below, is_same_file};
pub use reading::{Pipes, bounded, open, read, read_text, text};

#[derive(Clone, Copy, Debug)]
pub struct Replace<'o> {
    pub mode: Mode,
    pub existing: Existing,
    pub protected: &'o [Protected],
}

#[derive(Clone, Copy, Debug)]
pub enum Mode {
    /// Exactly these bits, regardless of the umask and the replaced file.
    Exactly(u32),
    /// The replaced file's bits; for a new file, these bits minus the umask.
    KeptOr(u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    Replaced,
    Refused,
}

#[derive(Debug, thiserror::Error)]
pub enum WriteFileError {
    #[error("it is {0}; nothing was written")]
    NotPlain(NotPlain),
    #[error("it already exists")]
    Exists,
    #[error("it is {0}; nothing was written")]
    Protected(String),
    #[error(transparent)]
    Io(#[from] io::Error),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotPlain {
    Link,
    Directory,
    Fifo,
    Socket,
    Device,
}

impl NotPlain {
    fn of(kind: FileType) -> Option<Self> {
        match kind {
            _ if kind.is_file() => None,
            _ if kind.is_symlink() => Some(Self::Link),
            _ if kind.is_dir() => Some(Self::Directory),
            _ if kind.is_fifo() => Some(Self::Fifo),
            _ if kind.is_socket() => Some(Self::Socket),
            _ => Some(Self::Device),
        }
    }
}

impl fmt::Display for NotPlain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Link => "a symbolic link",
            Self::Directory => "a directory",
            Self::Fifo => "a FIFO",
            Self::Socket => "a socket",
            Self::Device => "a device",
        })
    }
}

/// Keeps the mode of a replaced file. Only the owner can read a new file.
pub const PRIVATE: Replace<'static> =
    Replace { mode: Mode::KeptOr(PRIVATE_MODE), existing: Existing::Replaced, protected: &[] };
/// Keeps the mode of a replaced file. Everyone can read a new file, if the umask allows it.
pub const PUBLIC: Replace<'static> = Replace { mode: Mode::KeptOr(PUBLIC_MODE), ..PRIVATE };
pub const PRIVATE_MODE: u32 = 0o600;
pub const PUBLIC_MODE: u32 = 0o644;

impl Replace<'_> {
    pub fn check(&self, path: &Path) -> Result<(), WriteFileError> {
        self.mode_of_existing(path)?;
        access(directory_of(path), Access::WRITE_OK | Access::EXEC_OK).map_err(|error| {
            WriteFileError::Io(io::Error::new(
                io::Error::from(error).kind(),
                "its directory cannot be written",
            ))
        })
    }

    /// If only the final sync of the directory fails, the new file is already in place.
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

    /// Returns `None` if the file does not exist. Does not check the directory's permissions.
    fn mode_of_existing(&self, path: &Path) -> Result<Option<u32>, WriteFileError> {
        refuse_protected(path, self.protected)?;
        let about = match fs::symlink_metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if path.as_os_str().as_encoded_bytes().ends_with(b"/") {
                    return Err(WriteFileError::NotPlain(NotPlain::Directory));
                }
                return directory_is_there(path).map(|()| None).map_err(WriteFileError::Io);
            }
            about => about?,
        };
        // A dangling link counts as an existing file too.
        if self.existing == Existing::Refused {
            return Err(WriteFileError::Exists);
        }
        if let Some(kind) = NotPlain::of(about.file_type()) {
            return Err(WriteFileError::NotPlain(kind));
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

pub fn refuse_protected(path: &Path, protected: &[Protected]) -> Result<(), WriteFileError> {
    match protected.iter().find(|protected| protected.covers(path)) {
        Some(protected) => Err(WriteFileError::Protected(protected.what.clone())),
        None => Ok(()),
    }
}

/// Creates the file if missing. Refuses links and special files.
pub fn open_to_append(path: &Path, mode: u32) -> io::Result<File> {
    let file = OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .mode(mode)
        .custom_flags(no_link())
        .open(path)?;
    match NotPlain::of(file.metadata()?.file_type()) {
        None => Ok(file),
        Some(kind) => Err(io::Error::other(format!("it is {kind}, not a regular file"))),
    }
}

/// Flags to open a path at which another user may have placed a symbolic link or a FIFO.
pub fn no_link() -> i32 {
    (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed()
}

/// Creates missing parents too. Only the owner gets access.
pub fn create_directory(directory: &Path) -> io::Result<()> {
    if directory.is_dir() {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
    sync_directory(directory_of(directory))
}

/// Locks the file's directory against other processes of vsw until the result is dropped.
pub fn lock_directory(path: &Path) -> io::Result<File> {
    let directory = File::open(directory_of(path))?;
    directory.lock()?;
    Ok(directory)
}

/// Makes created and renamed entries of a directory survive a power failure.
pub fn sync_directory(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

/// Returns the parent directory, or the working directory for a bare name.
pub fn directory_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

fn directory_is_there(path: &Path) -> io::Result<()> {
    match fs::metadata(directory_of(path)) {
        Ok(about) if about.is_dir() => Ok(()),
        Ok(_) => Err(io::Error::new(io::ErrorKind::NotADirectory, "its parent is not a directory")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(io::Error::new(io::ErrorKind::NotFound, "its directory does not exist"))
        }
        Err(error) => Err(error),
    }
}

/// Enough that another user cannot guess a temporary file's name.
const RANDOM_LETTERS: usize = 16;

#[cfg(test)]
mod tests;
