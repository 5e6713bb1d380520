//! File: reading and replacing a file that others may read, since it is meant for version control.
//!
//! Invariant: what is written stands whole or not at all, and never goes through a link. A new file has what the umask
//! leaves of 0644; one that is there keeps its mode.

use std::fs::{self, File, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use super::BaselineError;
use crate::context::bounded;

/// A hundred thousand applications of five kilobytes.
const LONGEST: usize = 512 * 1024 * 1024;

/// The file's text.
pub fn read(path: &Path) -> Result<String, BaselineError> {
    let unreadable = |source| BaselineError::Unreadable { path: path.display().to_string(), source };
    let bytes = File::open(path).and_then(|file| bounded(file, LONGEST)).map_err(unreadable)?;
    String::from_utf8(bytes)
        .map_err(|_| unreadable(io::Error::new(io::ErrorKind::InvalidData, "it is no UTF-8 text")))
}

/// Holds the folder so that no other `vsw` writes in it, until it is dropped.
pub fn claim(path: &Path) -> Result<File, BaselineError> {
    let claimed = File::open(folder_of(path)).and_then(|folder| {
        rustix::fs::flock(&folder, rustix::fs::FlockOperation::LockExclusive)?;
        Ok(folder)
    });
    claimed.map_err(|source| unwritable(path, source))
}

/// Puts the text in the file's place.
pub fn write(path: &Path, text: &str, folder: &File) -> Result<(), BaselineError> {
    let mode = mode_to_keep(path)?;
    let written = (|| {
        let mut beside = tempfile::Builder::new()
            .prefix(".vsw-")
            .permissions(Permissions::from_mode(0o644))
            .tempfile_in(folder_of(path))?;
        beside.write_all(text.as_bytes())?;
        if let Some(mode) = mode {
            beside.as_file().set_permissions(Permissions::from_mode(mode))?;
        }
        beside.as_file().sync_all()?;
        beside.persist(path)?;
        folder.sync_all()
    })();
    written.map_err(|source| unwritable(path, source))
}

/// May this be written at all, before anything is asked?
pub fn refuse_unsafe(path: &Path) -> Result<(), BaselineError> {
    mode_to_keep(path).map(drop)
}

fn mode_to_keep(path: &Path) -> Result<Option<u32>, BaselineError> {
    let refused = |kind| Err(BaselineError::NoPlainFile { path: path.display().to_string(), kind });
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(unwritable(path, source)),
        Ok(about) if about.is_symlink() => refused("a symbolic link"),
        Ok(about) if !about.is_file() => refused("no plain file"),
        Ok(about) => Ok(Some(about.permissions().mode() & 0o777)),
    }
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

fn unwritable(path: &Path, source: io::Error) -> BaselineError {
    BaselineError::Unwritable { path: path.display().to_string(), source }
}
