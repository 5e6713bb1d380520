//! `ApiError`: why a request failed, with the code, exit code and hint for the user.

use std::time::Duration;

use super::Problem;
use crate::codes::Code;
use crate::exit::Exit;
use crate::tls::{TlsError, handshake};

#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    #[error("the API rejected the credentials (401){}", .problem.explanation())]
    Unauthorized { problem: Problem },
    #[error("application not found in this account (404){}", .problem.explanation())]
    NotFound { problem: Problem },
    #[error("`/v2/applications` was not found at the API origin (404){}", .problem.explanation())]
    NoList { problem: Problem },
    /// A later page of the list could not be read or was inconsistent.
    #[error(transparent)]
    PartialList(Box<ApiError>),
    #[error("the API refused the request ({status}){}", .problem.explanation())]
    Refused { status: u16, problem: Problem },
    #[error("the API is busy or failing ({status}){}", .problem.explanation())]
    Busy { status: u16, retry_after: Option<Duration>, problem: Problem },
    #[error(
        "the API responded with a redirect ({status}); vsw does not follow redirects, to protect the credentials"
    )]
    Redirect { status: u16 },
    #[error("the API responded with the undocumented status {status}")]
    Unexpected { status: u16 },
    #[error(
        "the API accepted the request to create an application ({status}), but the response is not that application's document"
    )]
    NoCreation { status: u16 },
    #[error("the API did not respond before the timeout")]
    TimedOut,
    /// The response to another request may have asked for the pause.
    #[error(
        "the API is busy, so the next request must wait {} s, but the remaining timeout is only {}.{} s",
        whole_seconds(*pause),
        left.as_secs(),
        left.subsec_millis() / 100
    )]
    Closed { pause: Duration, left: Duration },
    #[error("the API's response exceeds 16 MiB")]
    TooLong,
    /// Nothing was sent.
    #[error("cannot reach the API: {0}")]
    NotConnected(String),
    #[error("the connection to the API failed: {0}")]
    Transport(String),
    /// Not retried: another attempt would probably fail the same way.
    #[error("cannot establish a TLS connection to the API: {0}")]
    Handshake(String),
    #[error("the API returned an inconsistent application list: {0}")]
    BadList(&'static str),
    #[error("the account's list does not show the application's capabilities")]
    HiddenInList,
    #[error("{0} cannot be used in a request")]
    Unusable(&'static str),
    #[error("cannot set up the HTTP client: {0}")]
    Client(#[source] reqwest::Error),
    #[error(transparent)]
    Tls(#[from] TlsError),
}

pub const MORE_TIME: &str = "retry later, or allow more time with `--timeout SECONDS`";

const RETRY: &str = "retry later; `vsw -v …` shows the requests";

impl ApiError {
    /// For a request without an application's id, a 404 means that `/v2/applications` was not found.
    #[must_use]
    pub fn of_collection(self) -> Self {
        match self {
            Self::NotFound { problem } => Self::NoList { problem },
            error => error,
        }
    }

    /// Returns the error of a later page of the list. A 404 for a later page does not mean that the API has
    /// no list.
    #[must_use]
    pub(super) fn of_later_page(self) -> Self {
        Self::PartialList(Box::new(match self {
            Self::NoList { problem } => Self::Refused { status: 404, problem },
            error => error,
        }))
    }

    pub fn exit(&self) -> Exit {
        if matches!(self, Self::PartialList(_)) {
            return Exit::Unreachable;
        }
        match self.code() {
            Code::Client => Exit::Configuration,
            Code::Unreachable => Exit::Unreachable,
            _ => Exit::Refused,
        }
    }

    pub fn code(&self) -> Code {
        match self {
            Self::Unauthorized { .. } => Code::Unauthorized,
            Self::NotFound { .. } => Code::NotFound,
            Self::Refused { .. } | Self::NoList { .. } => Code::Refused,
            Self::PartialList(error) => error.code(),
            Self::Unusable(_) | Self::Client(_) | Self::Tls(_) => Code::Client,
            _ => Code::Unreachable,
        }
    }

    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Unauthorized { .. } => {
                "check the credentials and their sources with `vsw config show`".to_owned()
            }
            Self::NotFound { .. } => "list the account's applications: `vsw list`; the id may be that of another account's application".to_owned(),
            Self::NoList { .. } => "check the API origin with `vsw config show`".to_owned(),
            // A retry may succeed, because an earlier page was read.
            Self::PartialList(error) if matches!(**error, Self::Refused { .. }) => RETRY.to_owned(),
            Self::PartialList(error) => return error.hint(),
            Self::Refused { .. } => "`vsw doctor` checks the setup; `vsw -v …` shows the requests".to_owned(),
            Self::Handshake(_) => {
                "check the clock and the API origin (`vsw config show`); if your company's proxy replaces certificates, pass the proxy's CA certificate with `--ca-file FILE`"
                    .to_owned()
            }
            // A request is attempted only a few times, so more time would not help.
            Self::Busy { .. } => RETRY.to_owned(),
            Self::TimedOut | Self::Closed { .. } => MORE_TIME.to_owned(),
            Self::NotConnected(_) | Self::Transport(_) => {
                "check the network and the API origin; `vsw config show` prints the origin, and `vsw doctor` prints the variable that sets a proxy".to_owned()
            }
            Self::Redirect { .. } => "check the API origin with `vsw config show`; a proxy or a network's sign-in page may redirect, too".to_owned(),
            Self::Tls(error) => error.hint().to_owned(),
            Self::Client(_) => "check the certificates (`--ca-file`) and the proxy variables, such as HTTPS_PROXY".to_owned(),
            Self::Unusable(_) => "check the settings and their sources with `vsw config show`".to_owned(),
            // A retry would probably get the same response.
            Self::TooLong => "check the API origin with `vsw config show`".to_owned(),
            Self::HiddenInList => "omit `--read list`, so that vsw reads each application".to_owned(),
            Self::Unexpected { .. } | Self::NoCreation { .. } | Self::BadList(_) => {
                "check the API origin with `vsw config show`, or retry later; `vsw -v …` shows the requests".to_owned()
            }
        })
    }

    /// Returns `true` only if the last attempt was not sent. An earlier attempt may have been sent.
    pub fn is_unsent(&self) -> bool {
        matches!(self, Self::NotConnected(_) | Self::Handshake(_) | Self::Closed { .. })
            || self.code() == Code::Client
    }

    pub(super) fn is_transient(&self) -> bool {
        matches!(self, Self::Busy { .. } | Self::NotConnected(_) | Self::Transport(_))
    }

    pub fn is_transient_without_pause(&self) -> bool {
        self.is_transient() && self.retry_after().is_none()
    }

    pub(super) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Busy { retry_after, .. } => *retry_after,
            Self::Closed { pause, .. } => Some(*pause),
            _ => None,
        }
    }
}

/// Rounds up, so that the message never shows a pause shorter than the remaining time.
fn whole_seconds(pause: Duration) -> u64 {
    pause.as_secs().saturating_add(u64::from(pause.subsec_nanos() > 0)).max(1)
}

impl From<reqwest::Error> for ApiError {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() && !error.is_connect() {
            return Self::TimedOut;
        }
        // The last error in the chain is the most specific. Outer errors repeat the URL.
        let mut cause: &dyn std::error::Error = &error;
        while let Some(source) = cause.source() {
            cause = source;
        }
        match handshake::words(cause) {
            Some(words) => Self::Handshake(words),
            None if error.is_connect() => Self::NotConnected(cause.to_string()),
            None => Self::Transport(cause.to_string()),
        }
    }
}
