//! Errors of a baseline file, or of another file or snapshot to compare with.

use std::io;
use std::path::Path;

use vsw::application::{ApplicationId, InvalidDocument};

use crate::codes::Code;
use crate::screen::shell;
use crate::strict_toml::{Lines, ParseFileError};

#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    #[error("cannot read the file {path}: {source}")]
    Unreadable { path: String, source: io::Error },
    #[error("the baseline file {path} does not exist")]
    Missing { path: String, fleet: Option<String> },
    #[error("cannot write the baseline file {path}: {source}")]
    Unwritable { path: String, source: io::Error },
    #[error("the baseline file {path} was changed during this run; nothing was written")]
    ChangedMeanwhile { path: String },
    #[error(transparent)]
    Misshapen(#[from] ParseFileError),
    #[error("application {id} of account {api_key} not found in {path}")]
    NotInIt { path: String, api_key: String, id: ApplicationId },
    #[error("`{given}` is neither a snapshot's name nor an existing file")]
    NoReference { given: String },
    #[error("{path} is not JSON, so neither a baseline nor an application document: {reason}")]
    NotJson { path: String, reason: String },
    #[error(
        "cannot compare with {path}: its format is {schema}, not that of a baseline file or an application document"
    )]
    IsReport { path: String, schema: String },
    /// `id` is that of the application to compare.
    #[error("cannot compare with {path}: {reason}")]
    NoDocument { path: String, id: ApplicationId, reason: String },
}

impl BaselineError {
    pub fn code(&self) -> Code {
        match self {
            Self::NotInIt { .. } => Code::NoSnapshot,
            _ => Code::BaselineFile,
        }
    }

    pub fn hint(&self) -> String {
        match self {
            Self::Unreadable { .. } => "check the path, its permissions, and that it is a regular file in UTF-8".to_owned(),
            Self::Missing { path, fleet } => {
                let scope = fleet.as_ref().map_or_else(
                    || "--all".to_owned(),
                    |fleet| format!("--fleet {}", shell::word(fleet)),
                );
                let file = shell::word(path);
                format!(
                    "correct the path, restore the file from version control, or create it: `vsw baseline save {scope} --file {file}`"
                )
            }
            Self::Unwritable { .. } => {
                "name a regular file, not a link, in an existing, writable directory: `--file FILE`".to_owned()
            }
            Self::ChangedMeanwhile { .. } => "run the command again".to_owned(),
            Self::Misshapen(_) => {
                "fix this line, or restore the baseline file from version control; if you named the wrong file, correct the path"
                    .to_owned()
            }
            Self::NotJson { .. } => "fix the file, restore it from version control, or name another one".to_owned(),
            Self::NoReference { .. } | Self::IsReport { .. } => {
                "name a baseline file; to compare one application, you can name a snapshot from `vsw history` or a saved output of `vsw show APP --raw`".to_owned()
            }
            Self::NotInIt { path, id, .. } => {
                format!("add it: `vsw baseline save {id} --file {}`", shell::word(path))
            }
            Self::NoDocument { id, .. } => {
                format!("name a baseline file, or an output of `vsw show {id} --raw` that you saved earlier")
            }
        }
    }

    pub(super) fn of_json(path: &Path, error: &serde_json::Error) -> Self {
        let message = error.to_string();
        // The message ends with the position, which `ParseFileError` prints.
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(words, _)| words);
        // serde_json may give column 0 at the end of the text, but columns count from 1.
        ParseFileError::new(path, (error.line(), error.column().max(1)), message).into()
    }

    pub(super) fn at(path: &Path, text: &str, offset: usize, message: String) -> Self {
        ParseFileError::new(path, Lines::of(text).place(offset), message).into()
    }
}

/// Omits "the document is not a valid application", for which the caller has its own words.
pub fn reason_of(refused: &InvalidDocument) -> String {
    match refused {
        InvalidDocument::Unexpected(oddity) => oddity.to_string(),
        reason => reason.to_string(),
    }
}
