//! Errors of a fleet file. The exit code is always 3.

use std::io;

use crate::report::SourceLocation;
use crate::strict_toml::ParseFileError;

#[derive(Debug, thiserror::Error)]
pub enum FleetError {
    #[error("cannot read the fleet file {path}: {source}")]
    Unreadable { path: String, source: io::Error },
    #[error("cannot write the fleet file {path}: {source}")]
    Unwritable { path: String, source: io::Error },
    #[error("{path} already exists; nothing was written")]
    Exists { path: String },
    #[error(transparent)]
    Wrong(#[from] ParseFileError),
}

impl FleetError {
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "name a readable fleet file; `vsw fleet init` creates one",
            Self::Unwritable { .. } => "name another file, in an existing, writable directory",
            Self::Exists { .. } => "name another file, use `-` for stdout, or overwrite it with `--force`",
            Self::Wrong(_) => {
                "correct the fleet file as the error says; if the error reports an unknown format version, use a newer vsw"
            }
        }
    }

    /// Returns the place of the mistake in a malformed fleet file, and `None` for another error.
    pub fn place(&self) -> Option<SourceLocation> {
        let Self::Wrong(ParseFileError { path, line, column, .. }) = self else { return None };
        Some(SourceLocation { path: path.clone(), line: *line, column: *column })
    }
}
