//! `ApiError`: why a request has no usable answer, by what the caller can do about it.

use std::time::Duration;

use super::Problem;
use crate::codes::Code;
use crate::exit::Exit;

/// Why there is no usable answer.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    #[error("the API does not accept the credentials (401){}", said(.problem))]
    Unauthorized { problem: Problem },
    #[error("the API knows no such application in this account (404){}", said(.problem))]
    NotFound { problem: Problem },
    #[error("the API refused the request ({status}){}", said(.problem))]
    Refused { status: u16, problem: Problem },
    #[error("the API is busy or failing ({status}){}", said(.problem))]
    Busy { status: u16, retry_after: Option<Duration>, problem: Problem },
    #[error(
        "the API answered with a redirect ({status}), which is not followed: credentials go nowhere else"
    )]
    Redirect { status: u16 },
    #[error("the API answered with status {status}, which it does not document")]
    Unexpected { status: u16 },
    #[error("the API did not answer in time")]
    TimedOut,
    /// It was not even asked: it had told another request when to come back.
    #[error("the API asked to be left alone for {} s, which is longer than there is time", .0.as_secs().max(1))]
    Closed(Duration),
    #[error("the API's answer is longer than 16 MiB")]
    TooLong,
    #[error("the API could not be reached: {0}")]
    Transport(String),
    #[error("the list of applications cannot be believed: {0}")]
    BadList(&'static str),
    #[error("{0} cannot be used in a request")]
    Unusable(&'static str),
    #[error("the HTTP client could not be set up: {0}")]
    Client(#[source] reqwest::Error),
    #[error("TLS could not be set up: {0}")]
    Tls(String),
    #[error("the certificates in {path} could not be read: {reason}")]
    Certificates { path: String, reason: String },
}

impl ApiError {
    pub fn exit(&self) -> Exit {
        match self.code() {
            Code::Client => Exit::Configuration,
            Code::Unreachable => Exit::Unreachable,
            _ => Exit::Refused,
        }
    }

    /// The stable word for it in reports.
    pub fn code(&self) -> Code {
        match self {
            Self::Unauthorized { .. } => Code::Unauthorized,
            Self::NotFound { .. } => Code::NotFound,
            Self::Refused { .. } => Code::Refused,
            Self::Unusable(_) | Self::Client(_) | Self::Tls(_) | Self::Certificates { .. } => Code::Client,
            _ => Code::Unreachable,
        }
    }

    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Unauthorized { .. } => {
                "see which credentials are used, and from where: `vsw config show`".to_owned()
            }
            Self::NotFound { .. } => "see the account's applications: `vsw list`".to_owned(),
            Self::Busy { .. } | Self::TimedOut | Self::Closed(_) => {
                "try again later, or allow more time with --timeout SECONDS".to_owned()
            }
            Self::Transport(_) => {
                "check the network, HTTPS_PROXY and --api-url; `vsw -v …` shows the requests".to_owned()
            }
            Self::Redirect { .. } => "name the API's own origin with --api-url".to_owned(),
            Self::Certificates { .. } => "name a PEM file of certificates with --ca-file".to_owned(),
            _ => return None,
        })
    }

    /// Might the same request do better a little later?
    pub(super) fn may_pass(&self) -> bool {
        matches!(self, Self::Busy { .. } | Self::Transport(_))
    }

    /// The same, where the API did not ask for a certain pause.
    pub fn may_pass_soon(&self) -> bool {
        self.may_pass() && self.retry_after().is_none()
    }

    pub(super) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Busy { retry_after, .. } => *retry_after,
            Self::Closed(pause) => Some(*pause),
            _ => None,
        }
    }
}

impl From<reqwest::Error> for ApiError {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() && !error.is_connect() {
            return Self::TimedOut;
        }
        // The chain's last word says most; the URL is known and may be long.
        let mut cause: &dyn std::error::Error = &error;
        while let Some(source) = cause.source() {
            cause = source;
        }
        Self::Transport(cause.to_string())
    }
}

fn said(problem: &Problem) -> String {
    problem.sentence().map(|sentence| format!(": {sentence}")).unwrap_or_default()
}
