//! File: a result that goes into a file for other programs to read. Nothing in it is secret, so it has the mode that
//! files usually have; but it stands there whole or not at all, and is never written through a link.
//!
//! Not here: what is in it, and whether that is safe to show (`Screen::tame` made it so).

use std::fs::{self, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

/// Could this path be given a new content, as far as can be told without writing?
///
/// # Errors
/// It is a link or no plain file, or there is no folder for it.
pub fn can_replace(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(about) if about.is_symlink() => {
            Err(io::Error::other("it is a symbolic link; nothing is written through it"))
        }
        Ok(about) if !about.is_file() => Err(io::Error::other("it is no plain file")),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => match fs::metadata(folder_of(path)) {
            Ok(folder) if folder.is_dir() => Ok(()),
            Ok(_) => Err(io::Error::other("its folder is no folder")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(io::Error::other("its folder is not there"))
            }
            Err(error) => Err(error),
        },
        Err(error) => Err(error),
    }
}

/// Is it one of these, or does it stand in one of them? Links on the way are followed, so that no other spelling of a
/// path hides which it is.
pub fn is_among(path: &Path, kept: &[PathBuf]) -> bool {
    let Ok(folder) = fs::canonicalize(folder_of(path)) else { return false };
    let whole = path.file_name().map_or_else(|| folder.clone(), |name| folder.join(name));
    kept.iter().filter_map(|kept| fs::canonicalize(kept).ok()).any(|kept| whole.starts_with(kept))
}

/// Puts these bytes in the path's place, written beside it and renamed.
///
/// # Errors
/// As [`can_replace`], or the disk says no. What stood there before then still does.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    can_replace(path)?;
    let mut beside = tempfile::Builder::new()
        .prefix(".vsw-")
        .permissions(Permissions::from_mode(MODE))
        .tempfile_in(folder_of(path))?;
    beside.write_all(bytes)?;
    beside.as_file().sync_all()?;
    beside.persist(path).map(drop).map_err(|failed| failed.error)
}

/// Adds to a file that somebody else keeps; `more` is told how long it is already.
///
/// # Errors
/// It is a link or no plain file, or the disk says no.
pub fn append(path: &Path, more: impl FnOnce(u64) -> Vec<u8>) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .append(true)
        .create(true)
        .mode(MODE)
        // Non-blocking, so that a pipe in its place cannot hold the program up.
        .custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed())
        .open(path)?;
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(io::Error::other("it is no plain file"));
    }
    file.write_all(&more(about.len()))
}

/// For everybody to read; the umask takes away what it takes away.
const MODE: u32 = 0o644;

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}
