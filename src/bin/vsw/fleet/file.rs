//! File: reads and writes the text of a fleet file.

use std::path::Path;

use super::FleetError;
use crate::disk::{self, Existing, Protected, Replace, WriteFileError};
use crate::strict_toml::{Lines, ParseFileError};

/// A hundred thousand applications with their names fit.
const MAX_BYTES: usize = 16 * 1024 * 1024;

pub fn text(path: &Path) -> Result<String, FleetError> {
    let unreadable = |source| FleetError::Unreadable { path: path.display().to_string(), source };
    let bytes = disk::read(path, MAX_BYTES).map_err(unreadable)?;
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..good).unwrap_or_default();
        let place = Lines::of(&String::from_utf8_lossy(before)).place(good);
        ParseFileError::new(path, place, "the file is not UTF-8 from here on").into()
    })
}

/// Runs the checks of [`write`] without writing.
pub fn check(path: &Path, existing: Existing, protected: &[Protected]) -> Result<(), FleetError> {
    replace(existing, protected).check(path).map_err(|error| unwritten(path, error))
}

pub fn write(path: &Path, text: &str, existing: Existing, protected: &[Protected]) -> Result<(), FleetError> {
    replace(existing, protected).write(path, text.as_bytes()).map_err(|error| unwritten(path, error))
}

/// A fleet file contains no secret, so a new file is readable by others.
fn replace(existing: Existing, protected: &[Protected]) -> Replace<'_> {
    Replace { existing, protected, ..disk::PUBLIC }
}

fn unwritten(path: &Path, error: WriteFileError) -> FleetError {
    let path = path.display().to_string();
    match error {
        WriteFileError::Exists => FleetError::Exists { path },
        error => FleetError::Unwritable { path, source: error.into() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_utf8_is_reported_with_its_position() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("vsw.toml");
        std::fs::write(&path, b"a\nb\xff").expect("a file");
        let error = text(&path).expect_err("no text");
        assert!(matches!(error, FleetError::Wrong(ParseFileError { line: 2, column: 2, .. })), "{error}");
    }
}
