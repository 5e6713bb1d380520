//! Disk: one bounded read and one atomic replacement for every file of the program.
//!
//! Not here: the content of files, and messages about them; the caller provides those.
//!
//! Invariants: a file is replaced completely or not at all, and never through a symbolic link; its content and name
//! are durable when the call returns. An output replaces only a regular file that is not protected.

mod protected;

use std::fmt;
use std::fs::{self, DirBuilder, File, FileType, OpenOptions, Permissions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, FileTypeExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use rustix::fs::{OFlags, fcntl_setfl};

pub use protected::{Protected, is_below, is_same_file};

/// A way to write a file.
#[derive(Clone, Copy, Debug)]
pub struct Replace<'o> {
    pub mode: Mode,
    pub existing: Existing,
    pub protected: &'o [Protected],
}

/// The permission bits of a written file.
#[derive(Clone, Copy, Debug)]
pub enum Mode {
    /// Exactly these bits, regardless of the umask and the replaced file.
    Exactly(u32),
    /// Those of the replaced file; for a new file these bits, less the umask.
    KeptOr(u32),
}

/// What to do with an existing file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    Replaced,
    Refused,
}

/// Why a file is not written.
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

/// A kind of file that is not a regular file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotPlain {
    Link,
    Directory,
    Fifo,
    Socket,
    Device,
}

impl NotPlain {
    /// Returns the kind of a file, or `None` for a regular file.
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

/// Replaces a file and keeps its mode; a new file is readable by its owner only.
pub const PRIVATE: Replace<'static> =
    Replace { mode: Mode::KeptOr(PRIVATE_MODE), existing: Existing::Replaced, protected: &[] };
/// Replaces a file and keeps its mode; a new file is readable by everyone, if the umask allows it.
pub const PUBLIC: Replace<'static> = Replace { mode: Mode::KeptOr(PUBLIC_MODE), ..PRIVATE };
pub const PRIVATE_MODE: u32 = 0o600;
pub const PUBLIC_MODE: u32 = 0o644;

impl Replace<'_> {
    /// Checks that the file may be written, without writing.
    ///
    /// # Errors
    /// Fails if the path is protected or not a regular file; if the file exists and must not be replaced; or if its
    /// directory is missing.
    pub fn check(&self, path: &Path) -> Result<(), WriteFileError> {
        self.mode_of_existing(path).map(drop)
    }

    /// Writes a temporary file with a random name beside the target, syncs it, renames it, and syncs the directory.
    ///
    /// # Errors
    /// Fails as [`Replace::check`] does, or if the disk fails. The old file is then still in place.
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

    /// Returns the permission bits of the file to be replaced, or `None` if it does not exist.
    fn mode_of_existing(&self, path: &Path) -> Result<Option<u32>, WriteFileError> {
        refuse_protected(path, self.protected)?;
        let about = match fs::symlink_metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return directory_is_there(path).map(|()| None).map_err(WriteFileError::Io);
            }
            about => about?,
        };
        // A link counts as an existing file, wherever it points.
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

/// Checks that a path is neither one of these nor in one of them.
///
/// # Errors
/// Fails with [`WriteFileError::Protected`].
pub fn refuse_protected(path: &Path, protected: &[Protected]) -> Result<(), WriteFileError> {
    match protected.iter().find(|protected| protected.covers(path)) {
        Some(protected) => Err(WriteFileError::Protected(protected.what.clone())),
        None => Ok(()),
    }
}

/// Which files besides regular ones may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pipes {
    /// A pipe that this process inherited, such as the `/dev/fd/63` of a process substitution.
    Inherited,
    /// Any pipe or terminal, for secrets.
    Any,
}

/// Opens a file for reading, without waiting for a writer: a FIFO in its place must not block a watch that reads it
/// again. `/dev/null` is an empty file.
///
/// # Errors
/// Fails if it is a directory, a device or another kind of file that may not be read.
pub fn open(path: &Path, pipes: Pipes) -> io::Result<File> {
    let mut options = OpenOptions::new();
    let file = options
        .read(true)
        .custom_flags((OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed())
        .open(path)?;
    let Some(kind) = NotPlain::of(file.metadata()?.file_type()) else { return Ok(file) };
    let is_inherited = || {
        let places = ["/dev/stdin", "/dev/fd", "/proc/self/fd"];
        places.iter().any(|place| path.starts_with(place))
    };
    let may_be_read = match (kind, pipes) {
        (NotPlain::Fifo, Pipes::Any) => true,
        (NotPlain::Device, Pipes::Any) | (NotPlain::Fifo, Pipes::Inherited) => is_inherited(),
        _ => false,
    };
    if !may_be_read && path != Path::new("/dev/null") {
        return Err(io::Error::other(format!("it is {kind}, not a regular file")));
    }
    fcntl_setfl(&file, OFlags::empty())?;
    Ok(file)
}

/// Reads a file of at most `limit` bytes.
///
/// # Errors
/// Fails if it cannot be read, or is not a file that [`open`] opens; with `FileTooLarge` if it is longer.
pub fn read(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let file = open(path, Pipes::Inherited)?;
    // Do not fill the memory first to find that a file is too long.
    if usize::try_from(file.metadata()?.len()).is_ok_and(|length| length <= limit) {
        return bounded(file, limit);
    }
    Err(too_long(limit))
}

/// Reads a UTF-8 file of at most `limit` bytes.
///
/// # Errors
/// Fails as [`read`] does; with `InvalidData` if it is not UTF-8.
pub fn read_text(path: &Path, limit: usize) -> io::Result<String> {
    text(read(path, limit)?)
}

/// # Errors
/// Fails with `InvalidData` if the bytes are not UTF-8.
pub fn text(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8"))
}

/// Reads everything from a reader, up to `limit` bytes.
///
/// # Errors
/// Fails if it cannot be read; with `FileTooLarge` if it is longer.
pub fn bounded(reader: impl io::Read, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    reader.take(most).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        return Err(too_long(limit));
    }
    Ok(bytes)
}

fn too_long(limit: usize) -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, format!("it is longer than {limit} bytes"))
}

/// Opens a regular file for reading and appending, and creates it if missing. Follows no link.
///
/// # Errors
/// Fails if it is a symbolic link or not a regular file, or cannot be opened.
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

/// Flags for opening our own files: do not follow a symbolic link, and do not block on a pipe that another user
/// placed there.
pub fn no_link() -> i32 {
    (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed()
}

/// Creates a directory and its missing parents, for the owner only.
///
/// # Errors
/// Fails if the disk fails.
pub fn create_directory(directory: &Path) -> io::Result<()> {
    if directory.is_dir() {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
    sync_directory(directory_of(directory))
}

/// Locks the directory of a file against other `vsw` until the result is dropped.
///
/// # Errors
/// Fails if the directory is missing or cannot be locked.
pub fn lock_directory(path: &Path) -> io::Result<File> {
    let directory = File::open(directory_of(path))?;
    directory.lock()?;
    Ok(directory)
}

/// Makes the names in a directory durable.
///
/// # Errors
/// Fails if the disk fails.
pub fn sync_directory(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

/// Returns the directory of a path: the working directory for a bare name.
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

/// Random bytes of a temporary name: too many to guess or to create in advance.
const RANDOM_LETTERS: usize = 16;

#[cfg(test)]
mod tests;
