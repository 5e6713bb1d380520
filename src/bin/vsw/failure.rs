//! Failure: why a run has no report. By cause, each with its exit, its stable code and the way out.
//!
//! Not here: what went wrong with one application among several; that is part of a report.

use crate::api::ApiError;
use crate::config::ConfigError;
use crate::exit::Exit;
use crate::journal::JournalError;
use crate::screen::{CannotAsk, StdoutFailed};

/// Why there is nothing to report.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{message}")]
    Usage { message: String, hint: Option<String> },
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Api(#[from] ApiError),
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error("{what}: {source}")]
    File { what: String, source: std::io::Error },
    #[error(transparent)]
    CannotAsk(#[from] CannotAsk),
    #[error(transparent)]
    Stdout(#[from] StdoutFailed),
    #[error("VSW_READ_ONLY is set: no application is changed")]
    ReadOnly,
    #[error("declined; nothing was changed")]
    Declined,
    #[error("the API's answer is no JSON")]
    NotJson,
    #[error("the document holds a secret of this profile, and is not shown")]
    OwnSecret,
}

impl Failure {
    pub fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), hint: Some(hint.into()) }
    }

    pub fn exit(&self) -> Exit {
        match self {
            Self::Usage { .. } | Self::CannotAsk(CannotAsk::NoTerminal) => Exit::Usage,
            Self::Config(_) | Self::File { .. } | Self::CannotAsk(_) | Self::Stdout(_) | Self::ReadOnly => {
                Exit::Configuration
            }
            Self::Api(error) => error.exit(),
            Self::Journal(_) => Exit::Configuration,
            Self::Declined => Exit::No,
            Self::NotJson => Exit::Unreachable,
            Self::OwnSecret => Exit::Configuration,
        }
    }

    /// The stable word for it in `vsw/error/1`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Usage { .. } => "usage",
            Self::Config(error) => error.code(),
            Self::Api(error) => error.code(),
            Self::Journal(error) => error.code(),
            Self::File { .. } => "file",
            Self::CannotAsk(_) => "cannot-ask",
            Self::Stdout(_) => "stdout",
            Self::ReadOnly => "read-only",
            Self::Declined => "declined",
            Self::NotJson => "unreachable",
            Self::OwnSecret => "own-secret",
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Usage { hint, .. } => hint.clone(),
            Self::Config(error) => error.hint(),
            Self::Api(error) => error.hint(),
            Self::Journal(error) => Some(error.hint()),
            Self::CannotAsk(_) => Some("say it with flags; `--yes` answers a confirmation".to_owned()),
            Self::ReadOnly => Some("unset VSW_READ_ONLY, or use --dry-run".to_owned()),
            Self::NotJson => Some("is this the API's origin? `vsw config show` says".to_owned()),
            Self::OwnSecret => Some("`vsw show` without --raw blanks it".to_owned()),
            Self::File { .. } | Self::Stdout(_) | Self::Declined => None,
        }
    }
}
