//! What can be wrong with a baseline file, with the place where it is.

use std::io;
use std::path::Path;

use vsw::application::ApplicationId;

use crate::codes::Code;
use crate::disk::NotPlain;
use crate::strict_toml::{Lines, ParseFileError};

/// Why a baseline cannot be read, written or used.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    #[error("the baseline {path} cannot be read: {source}")]
    Unreadable { path: String, source: io::Error },
    #[error("the baseline {path} cannot be written: {source}")]
    Unwritable { path: String, source: io::Error },
    #[error("{path} is {kind}; nothing is written through it")]
    NoPlainFile { path: String, kind: NotPlain },
    #[error(transparent)]
    Misshapen(#[from] ParseFileError),
    #[error("{path} has no application {id} of the account {api_key}")]
    NotInIt { path: String, api_key: String, id: ApplicationId },
    #[error("{path} is neither a baseline nor an application's document: {reason}")]
    NoDocument { path: String, reason: String },
}

impl BaselineError {
    /// The stable word for it in `vsw/error/1`.
    pub fn code(&self) -> Code {
        match self {
            Self::NotInIt { .. } => Code::NoSnapshot,
            _ => Code::BaselineFile,
        }
    }

    pub fn hint(&self) -> String {
        match self {
            Self::Unreadable { .. } => "check the path and its permissions".to_owned(),
            Self::Unwritable { .. } => {
                "check the folder's permissions, or name another file with --file PATH".to_owned()
            }
            Self::NoPlainFile { .. } => "name the file itself with --file PATH".to_owned(),
            Self::Misshapen(_) => {
                "mend that line or take the file from version control; `vsw baseline save` makes a new one where there \
                 is none"
                    .to_owned()
            }
            Self::NotInIt { id, .. } => format!("add it: `vsw baseline save {id}`"),
            Self::NoDocument { .. } => {
                "name a file that `vsw baseline save` wrote, or what `vsw show --raw` said".to_owned()
            }
        }
    }

    pub(super) fn of_json(path: &Path, error: &serde_json::Error) -> Self {
        let message = error.to_string();
        // It ends with its place, which is told in front here.
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(words, _)| words);
        ParseFileError::new(path, (error.line(), error.column()), message).into()
    }

    /// At a place of the text, in bytes.
    pub(super) fn at(path: &Path, text: &str, offset: usize, message: String) -> Self {
        ParseFileError::new(path, Lines::of(text).place(offset), message).into()
    }
}
