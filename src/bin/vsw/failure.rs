//! Failure: why a run has no report. By cause, each with its exit, its stable code and the way out.
//!
//! Not here: what went wrong with one application among several; that is part of a report.

use vsw::application::ApplicationId;

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
    #[error("nothing was stored: the account {api_key} has no application {id}")]
    ForeignApplication { api_key: String, id: ApplicationId },
    /// `login` stores nothing that was not seen to work.
    #[error("nothing was stored: {0}")]
    NotStored(#[source] ApiError),
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
}

impl Failure {
    pub fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), hint: Some(hint.into()) }
    }

    pub fn exit(&self) -> Exit {
        match self {
            Self::Usage { .. } | Self::CannotAsk(CannotAsk::NoTerminal) => Exit::Usage,
            Self::File { .. } | Self::CannotAsk(_) | Self::Stdout(_) | Self::ReadOnly => Exit::Configuration,
            Self::Config(error) => error.exit(),
            Self::Api(error) | Self::NotStored(error) => error.exit(),
            Self::Journal(_) => Exit::Configuration,
            Self::ForeignApplication { .. } => Exit::Refused,
            Self::Declined => Exit::No,
        }
    }

    /// The stable word for it in `vsw/error/1`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Usage { .. } => "usage",
            Self::Config(error) => error.code(),
            Self::Api(error) | Self::NotStored(error) => error.code(),
            Self::Journal(error) => error.code(),
            Self::ForeignApplication { .. } => "not-found",
            Self::File { .. } => "file",
            Self::CannotAsk(_) => "cannot-ask",
            Self::Stdout(_) => "stdout",
            Self::ReadOnly => "read-only",
            Self::Declined => "declined",
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Usage { hint, .. } => hint.clone(),
            Self::Config(error) => error.hint(),
            Self::NotStored(ApiError::Unauthorized { .. }) => Some(
                "compare API key and API secret with the Dashboard's API settings: https://dashboard.nexmo.com/settings"
                    .to_owned(),
            ),
            Self::Api(error) | Self::NotStored(error) => error.hint(),
            Self::Journal(error) => error.hint(),
            Self::ForeignApplication { .. } => {
                Some("the Dashboard lists the account's applications; leave --application out for none".to_owned())
            }
            Self::CannotAsk(_) => Some("say it with flags; `--yes` answers a confirmation".to_owned()),
            Self::ReadOnly => Some("unset VSW_READ_ONLY, or use --dry-run".to_owned()),
            Self::File { .. } | Self::Stdout(_) | Self::Declined => None,
        }
    }
}
