//! File: opens files with secrets, and rewrites the configuration file.
//!
//! Invariant: a written file has mode 0600 or keeps its mode. A created directory has mode 0700.

use std::fs::File;
use std::io;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;

use super::ConfigError;
use crate::disk::{self, Pipes, WriteFileError};

pub const MAX_BYTES: usize = 1024 * 1024;

/// Opens a file, and returns the permission bits of a regular file. If they give other users access, the
/// caller must warn or fail.
pub fn open(path: &Path, pipes: Pipes) -> io::Result<(File, Option<u32>)> {
    let file = disk::open(path, pipes)?;
    let metadata = file.metadata()?;
    let reader = rustix::process::geteuid().as_raw();
    let mode = metadata.permissions().mode() & 0o777;
    Ok((file, metadata.is_file().then(|| bits_to_check(metadata.uid(), reader, mode))))
}

/// Omits the group's read bit for a file of root that another user reads: systemd and Kubernetes provide
/// secrets to services in this way.
fn bits_to_check(owner: u32, reader: u32, mode: u32) -> u32 {
    let is_from_root = owner == 0 && reader != 0 && matches!(mode & 0o077, 0 | 0o040);
    if is_from_root { mode & !0o040 } else { mode }
}

/// Edits the text of the configuration file under a lock that other processes of vsw respect.
pub fn rewrite<T>(
    path: &Path,
    edit: impl FnOnce(String) -> Result<(String, T), ConfigError>,
) -> Result<T, ConfigError> {
    let unwritable = |source| unwritten(path, WriteFileError::Io(source));
    disk::create_directory(disk::directory_of(path)).map_err(unwritable)?;
    let _lock = disk::lock_directory(path).map_err(unwritable)?;
    // Refuse a symbolic link before reading through it.
    disk::PRIVATE.check(path).map_err(|error| unwritten(path, error))?;
    let text = match disk::read_text(path, MAX_BYTES) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        read => {
            read.map_err(|source| ConfigError::Unreadable { what: path.display().to_string(), source })?
        }
    };
    let (text, result) = edit(text)?;
    disk::PRIVATE.write(path, text.as_bytes()).map_err(|error| unwritten(path, error))?;
    Ok(result)
}

/// Fails if the file is a symbolic link or not a regular file.
pub fn refuse_unsafe(path: &Path) -> Result<(), ConfigError> {
    match disk::PRIVATE.check(path) {
        Err(error @ WriteFileError::NotPlain(_)) => Err(unwritten(path, error)),
        // Other problems are reported when the file is written: its directory may have to be created first.
        _ => Ok(()),
    }
}

fn unwritten(path: &Path, error: WriteFileError) -> ConfigError {
    let path = path.display().to_string();
    match error {
        WriteFileError::NotPlain(kind) => ConfigError::NoPlainFile { path, kind },
        error => ConfigError::Unwritable { path, source: error.into() },
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    fn mode(path: &Path) -> io::Result<u32> {
        Ok(fs::metadata(path)?.permissions().mode() & 0o777)
    }

    #[test]
    fn k3_only_files_of_root_may_be_readable_by_a_group() {
        let (root, user, other) = (0, 1000, 1001);
        assert_eq!(bits_to_check(root, user, 0o440), 0o400);
        for (owner, reader, mode) in [
            (root, user, 0o444),
            (root, user, 0o460),
            (root, user, 0o644),
            (root, user, 0o441),
            (root, root, 0o440),
            (user, user, 0o440),
            (other, user, 0o440),
        ] {
            assert_eq!(bits_to_check(owner, reader, mode), mode, "{owner} {reader} {mode:o}");
        }
    }

    #[test]
    fn k3_a_new_file_is_0600_in_0700_directories_without_leftovers() -> Outcome {
        let place = tempfile::tempdir()?;
        let path = place.path().join("a/b/config.toml");
        rewrite(&path, |old| Ok((format!("{old}new"), ())))?;
        assert_eq!(
            (mode(&path)?, mode(&place.path().join("a"))?, mode(&place.path().join("a/b"))?),
            (0o600, 0o700, 0o700)
        );
        assert_eq!(fs::read_to_string(&path)?, "new");
        assert_eq!(fs::read_dir(place.path().join("a/b"))?.count(), 1);
        Ok(())
    }

    #[test]
    fn k3_a_rewrite_keeps_the_mode() -> Outcome {
        let place = tempfile::tempdir()?;
        let path = place.path().join("config.toml");
        fs::write(&path, "old")?;
        for wanted in [0o640, 0o400, 0o600] {
            fs::set_permissions(&path, fs::Permissions::from_mode(wanted))?;
            rewrite(&path, |old| Ok((old, ())))?;
            assert_eq!(mode(&path)?, wanted);
        }
        Ok(())
    }

    #[test]
    fn k3_no_link_is_followed() -> Outcome {
        let place = tempfile::tempdir()?;
        let (target, link) = (place.path().join("target"), place.path().join("config.toml"));
        fs::write(&target, "target")?;
        std::os::unix::fs::symlink(&target, &link)?;
        let refused = rewrite(&link, |_| Ok((String::new(), ())));
        assert!(matches!(refused, Err(ConfigError::NoPlainFile { .. })), "{refused:?}");
        // A dangling link is not followed either: a write through it would create a file at a path that the
        // link's creator chose.
        fs::remove_file(&target)?;
        assert!(rewrite(&link, |_| Ok((String::new(), ()))).is_err());
        assert!(!target.exists());
        Ok(())
    }

    #[test]
    fn a_failed_edit_changes_nothing() -> Outcome {
        let place = tempfile::tempdir()?;
        let path = place.path().join("config.toml");
        fs::write(&path, "old")?;
        assert!(rewrite::<()>(&path, |_| Err(ConfigError::NoPlace)).is_err());
        assert_eq!(fs::read_to_string(&path)?, "old");
        assert_eq!(fs::read_dir(place.path())?.count(), 1);
        Ok(())
    }
}
