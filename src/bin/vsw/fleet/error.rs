//! What can be wrong with a fleet file: by cause, with the place where it stands. Exit 3, whatever it is.

use std::io;

use crate::report::SourceLocation;
use crate::strict_toml::ParseFileError;

/// Why a fleet file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FleetError {
    #[error("the fleet file {path} cannot be read: {source}")]
    Unreadable { path: String, source: io::Error },
    #[error("the fleet file {path} cannot be written: {source}")]
    Unwritable { path: String, source: io::Error },
    #[error("{path} is there already; nothing was written")]
    Exists { path: String },
    #[error(transparent)]
    Wrong(#[from] ParseFileError),
}

impl FleetError {
    /// The way out.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => {
                "name a fleet file that is there and that you may read; `vsw fleet init` writes one"
            }
            Self::Unwritable { .. } => "check the folder's permissions, or name another file",
            Self::Exists { .. } => "name another file, - for stdout, or write over it with --force",
            Self::Wrong(_) => "mend that line; `vsw fleet schema` has what an editor needs to help",
        }
    }

    /// Where in the file it is, where it is in a line of it.
    pub fn place(&self) -> Option<SourceLocation> {
        let Self::Wrong(ParseFileError { path, line, column, .. }) = self else { return None };
        Some(SourceLocation { path: path.clone(), line: *line, column: *column })
    }
}
