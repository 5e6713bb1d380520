//! File: reading and rewriting a file that holds secrets.
//!
//! Invariant: what is written is 0600 (or keeps the mode it had) in folders 0700, stands whole or not at all, and
//! never goes through a link.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use ring::rand::{SecureRandom as _, SystemRandom};

use super::ConfigError;
pub use crate::context::bounded;

/// Opens a file for reading, and says which permission bits it has where it is a plain file.
pub fn open(path: &Path) -> io::Result<(File, Option<u32>)> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    let reader = rustix::process::geteuid().as_raw();
    let mode = metadata.permissions().mode() & 0o777;
    Ok((file, metadata.is_file().then(|| without_the_hand_over(metadata.uid(), reader, mode))))
}

/// systemd's credentials and Kubernetes' secrets are root's files that one group, or an access list, may read and
/// nobody may write. Without that a service that is not root could not read its own secret, and it could not change
/// the mode either: there is nothing in it to warn about.
fn without_the_hand_over(owner: u32, reader: u32, mode: u32) -> u32 {
    let is_handed_over = owner == 0 && reader != 0 && matches!(mode & 0o077, 0 | 0o040);
    if is_handed_over { mode & !0o040 } else { mode }
}

/// Reads a file, changes its text and puts the new one in its place, with no other `vsw` in between. A file that is
/// not there reads as empty text.
///
/// # Errors
/// The file is none that may be written, cannot be read or written, or `edit` refuses.
pub fn rewrite<T>(
    path: &Path,
    edit: impl FnOnce(String) -> Result<(String, T), ConfigError>,
) -> Result<T, ConfigError> {
    let unwritable = |source| ConfigError::Unwritable { path: path.display().to_string(), source };
    let folder = folder_of(path);
    DirBuilder::new().recursive(true).mode(0o700).create(&folder).map_err(unwritable)?;
    let locked = File::open(&folder).map_err(unwritable)?;
    rustix::fs::flock(&locked, rustix::fs::FlockOperation::LockExclusive)
        .map_err(|error| unwritable(error.into()))?;
    let mode = mode_to_keep(path)?;
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        read => {
            read.map_err(|source| ConfigError::Unreadable { what: path.display().to_string(), source })?
        }
    };
    let (text, result) = edit(text)?;
    replace(path, &folder, mode, text.as_bytes()).map_err(unwritable)?;
    locked.sync_all().map_err(unwritable)?;
    Ok(result)
}

/// May this be written at all, before anybody is asked anything?
///
/// # Errors
/// It is a link, or no plain file.
pub fn refuse_unsafe(path: &Path) -> Result<(), ConfigError> {
    match mode_to_keep(path) {
        Err(error @ ConfigError::NoPlainFile { .. }) => Err(error),
        // What else is wrong is told when it is written: a folder may have to be made first.
        _ => Ok(()),
    }
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

fn mode_to_keep(path: &Path) -> Result<u32, ConfigError> {
    let refused = |kind| Err(ConfigError::NoPlainFile { path: path.display().to_string(), kind });
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0o600),
        Err(source) => Err(ConfigError::Unwritable { path: path.display().to_string(), source }),
        Ok(metadata) if metadata.is_symlink() => refused("a symbolic link"),
        Ok(metadata) if !metadata.is_file() => refused("no plain file"),
        Ok(metadata) => Ok(metadata.permissions().mode() & 0o777),
    }
}

/// Written beside and renamed, so that whoever reads, or is killed, has the old text or the new.
fn replace(path: &Path, folder: &Path, mode: u32, bytes: &[u8]) -> io::Result<()> {
    let beside = folder.join(format!(".vsw-{}", random_name()?));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
    let written = (|| {
        file.write_all(bytes)?;
        // Exactly this mode, whatever the umask took away.
        file.set_permissions(fs::Permissions::from_mode(mode))?;
        file.sync_all()?;
        fs::rename(&beside, path)
    })();
    if written.is_err() {
        // It holds secrets; if it cannot be removed either, the first error says more.
        let _ = fs::remove_file(&beside);
    }
    written
}

fn random_name() -> io::Result<String> {
    let mut bytes = [0_u8; 8];
    SystemRandom::new().fill(&mut bytes).map_err(|_| io::Error::other("the system has no random bytes"))?;
    Ok(format!("{:016x}", u64::from_ne_bytes(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    fn mode(path: &Path) -> io::Result<u32> {
        Ok(fs::metadata(path)?.permissions().mode() & 0o777)
    }

    #[test]
    fn k3_only_what_root_hands_over_may_have_a_group_that_reads_it() {
        let (root, user, other) = (0, 1000, 1001);
        assert_eq!(without_the_hand_over(root, user, 0o440), 0o400);
        for (owner, reader, mode) in [
            (root, user, 0o444),
            (root, user, 0o460),
            (root, user, 0o644),
            (root, user, 0o441),
            (root, root, 0o440),
            (user, user, 0o440),
            (other, user, 0o440),
        ] {
            assert_eq!(without_the_hand_over(owner, reader, mode), mode, "{owner} {reader} {mode:o}");
        }
    }

    #[test]
    fn k3_a_new_file_is_0600_in_folders_0700_and_nothing_else_stays() -> Outcome {
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
        // A dangling one neither: it would make a file where somebody else chose.
        fs::remove_file(&target)?;
        assert!(rewrite(&link, |_| Ok((String::new(), ()))).is_err());
        assert!(!target.exists());
        Ok(())
    }

    #[test]
    fn an_edit_that_refuses_leaves_everything_as_it_was() -> Outcome {
        let place = tempfile::tempdir()?;
        let path = place.path().join("config.toml");
        fs::write(&path, "old")?;
        assert!(rewrite::<()>(&path, |_| Err(ConfigError::NoPlace)).is_err());
        assert_eq!(fs::read_to_string(&path)?, "old");
        assert_eq!(fs::read_dir(place.path())?.count(), 1);
        Ok(())
    }
}
