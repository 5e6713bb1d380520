//! File: reading a fleet file, and writing one whole or not at all. It holds no secret: it has the mode that any file
//! of its folder would have.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use super::FleetError;
use super::lines::Lines;
use crate::config::file::bounded;

/// What becomes of a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    Kept,
    Replaced,
}

/// No fleet file is longer than this: a hundred thousand applications with their names fit.
const LONGEST: usize = 16 * 1024 * 1024;

/// # Errors
/// It cannot be read, is longer than 16 MiB, or is no UTF-8 text.
pub fn text(path: &Path) -> Result<String, FleetError> {
    let shown = || path.display().to_string();
    let read = File::open(path).and_then(|file| bounded(file, LONGEST));
    let bytes = read.map_err(|source| FleetError::Unreadable { path: shown(), source })?;
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..good).unwrap_or_default();
        let (line, column) = Lines::of(&String::from_utf8_lossy(before)).place(good);
        let message = "the file is no UTF-8 text from here on".to_owned();
        FleetError::Wrong { path: shown(), line, column, message }
    })
}

/// Says before any work is done that the file is there and is to stay.
///
/// # Errors
/// That is so.
pub fn refuse_existing(path: &Path, existing: Existing) -> Result<(), FleetError> {
    // A link counts, wherever it leads: it is replaced or kept, and never written through.
    if existing == Existing::Kept && fs::symlink_metadata(path).is_ok() {
        return Err(FleetError::Exists { path: path.display().to_string() });
    }
    Ok(())
}

/// Written beside and renamed, so that whoever reads, or is killed, has the old text or the new.
///
/// # Errors
/// It is there already and is to stay, or cannot be written.
pub fn write(path: &Path, text: &str, existing: Existing) -> Result<(), FleetError> {
    let shown = || path.display().to_string();
    let unwritable = |source| FleetError::Unwritable { path: shown(), source };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // 0666 less what the umask takes away; a file that is replaced keeps its mode.
    let mut builder = tempfile::Builder::new();
    let mut beside = builder
        .prefix(".vsw-")
        .permissions(fs::Permissions::from_mode(0o666))
        .tempfile_in(folder)
        .map_err(|error| unwritable(without_path(&error)))?;
    beside.write_all(text.as_bytes()).map_err(unwritable)?;
    if existing == Existing::Replaced
        && let Ok(before) = fs::symlink_metadata(path)
        && before.is_file()
    {
        beside.as_file().set_permissions(before.permissions()).map_err(unwritable)?;
    }
    beside.as_file().sync_all().map_err(unwritable)?;
    let persisted = match existing {
        Existing::Replaced => beside.persist(path),
        Existing::Kept => beside.persist_noclobber(path),
    };
    persisted.map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists if existing == Existing::Kept => FleetError::Exists { path: shown() },
        _ => unwritable(without_path(&error.error)),
    })?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(unwritable)
}

/// The same error without the name of the file beside, which nobody knows.
fn without_path(error: &io::Error) -> io::Error {
    error.kind().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_kept_or_replaced_and_no_link_is_followed() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("vsw.toml");
        let read = || fs::read_to_string(&path).expect("the file");
        write(&path, "one", Existing::Kept).expect("written");
        assert!(matches!(write(&path, "two", Existing::Kept), Err(FleetError::Exists { .. })));
        assert!(refuse_existing(&path, Existing::Kept).is_err());
        assert_eq!(read(), "one");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("a mode");
        write(&path, "two", Existing::Replaced).expect("replaced");
        assert_eq!(read(), "two");
        assert_eq!(fs::metadata(&path).expect("a mode").permissions().mode() & 0o777, 0o640);
        let (target, link) = (folder.path().join("target"), folder.path().join("link"));
        fs::write(&target, "kept").expect("a target");
        std::os::unix::fs::symlink(&target, &link).expect("a link");
        assert!(matches!(write(&link, "new", Existing::Kept), Err(FleetError::Exists { .. })));
        write(&link, "new", Existing::Replaced).expect("the link is replaced");
        assert_eq!(fs::read_to_string(&target).expect("the target"), "kept");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 3);
    }

    #[test]
    fn what_is_no_text_is_told_with_its_place() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("vsw.toml");
        fs::write(&path, b"a\nb\xff").expect("a file");
        let error = text(&path).expect_err("no text");
        assert!(matches!(error, FleetError::Wrong { line: 2, column: 2, .. }), "{error}");
    }
}
