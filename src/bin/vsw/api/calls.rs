//! Calls: creates calls with the Voice API.
//!
//! A request is never repeated, because each call costs money and rings a phone.

use std::path::Path;
use std::time::Instant;

use reqwest::StatusCode;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT};
use serde::Deserialize;

use super::{ApiError, ApiResponse, Deadline, connection};
use crate::codes::Code;
use crate::exit::Exit;
use crate::profiles::Origin;
use crate::vocabulary::VERSION;

pub struct Calls {
    http: reqwest::Client,
    url: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct CreatedCall {
    pub uuid: String,
    pub conversation_uuid: Option<String>,
    pub status: Option<String>,
    pub direction: Option<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum CallError {
    #[error("{0}; no call was made")]
    NotMade(ApiError),
    #[error("{0}; the call may have been made, so vsw does not repeat the request")]
    Unknown(ApiError),
    #[error(
        "the API accepted the request ({status}), but vsw cannot read the response; the call was probably made, so vsw does not repeat the request"
    )]
    Unreadable { status: u16 },
}

impl Calls {
    pub fn new(origin: &Origin, ca_file: Option<&Path>) -> Result<Self, ApiError> {
        let http = connection::client(origin, ca_file)?;
        Ok(Self { http, url: format!("{}/v1/calls", origin.as_str()) })
    }

    pub async fn create(
        &self,
        token: &str,
        body: String,
        deadline: Deadline,
    ) -> Result<CreatedCall, CallError> {
        let mut authorization = HeaderValue::from_str(&format!("Bearer {token}"))
            .map_err(|_| CallError::NotMade(ApiError::Unusable("the token")))?;
        authorization.set_sensitive(true);
        #[expect(clippy::disallowed_methods, reason = "measures a request for the log")]
        let started = Instant::now();
        let request = self
            .http
            .post(&self.url)
            .header(AUTHORIZATION, authorization)
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, "application/json")
            .header(USER_AGENT, format!("vsw/{VERSION}"))
            .body(body);
        let answer = match tokio::time::timeout_at(deadline.at(), request.send()).await {
            Ok(Ok(response)) => Ok(ApiResponse::read(response, deadline, |_| {}).await),
            // Without a connection, nothing was sent.
            Ok(Err(error)) if error.is_connect() => Err(CallError::NotMade(error.into())),
            Ok(Err(error)) => Err(CallError::Unknown(error.into())),
            Err(_) => Err(CallError::Unknown(ApiError::TimedOut)),
        };
        let (url, took) = (&self.url, started.elapsed().as_millis());
        match &answer {
            Ok(answer) => tracing::info!("POST {url} answered {} in {took} ms", answer.status),
            Err(error) => tracing::info!("POST {url} failed after {took} ms: {error}"),
        }
        of_response(answer?)
    }
}

fn of_response(answer: ApiResponse) -> Result<CreatedCall, CallError> {
    let status = answer.status;
    match answer.success() {
        Ok(body) => {
            serde_json::from_slice(&body).map_err(|_| CallError::Unreadable { status: status.as_u16() })
        }
        Err(_) if status.is_success() => Err(CallError::Unreadable { status: status.as_u16() }),
        // The message of `NotFound` is about an application.
        Err(ApiError::NotFound { problem }) => {
            Err(CallError::NotMade(ApiError::Refused { status: 404, problem }))
        }
        Err(error) if is_refused(status) => Err(CallError::NotMade(error)),
        Err(error) => Err(CallError::Unknown(error)),
    }
}

fn is_refused(status: StatusCode) -> bool {
    status.is_redirection() || (status.is_client_error() && status != StatusCode::REQUEST_TIMEOUT)
}

impl CallError {
    pub fn exit(&self) -> Exit {
        match self {
            Self::NotMade(error) | Self::Unknown(error) => error.exit(),
            Self::Unreadable { .. } => Exit::Unreachable,
        }
    }

    pub fn code(&self) -> Code {
        match self {
            Self::NotMade(error) | Self::Unknown(error) => error.code(),
            Self::Unreadable { .. } => Code::Unreachable,
        }
    }

    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NotMade(ApiError::Unauthorized { .. }) => Some(
                "use the private key of the application that makes the call, and check the clock; `vsw config show` prints the source of the key and the default application"
                    .to_owned(),
            ),
            Self::NotMade(ApiError::Refused { status: 404, .. }) => {
                Some("check the API origin with `vsw config show`".to_owned())
            }
            Self::NotMade(ApiError::Busy { .. }) => {
                Some("call again later; vsw does not repeat the request of a call".to_owned())
            }
            Self::NotMade(ApiError::Refused { .. }) => {
                Some("if the API's message names a member of the request, correct it; `--from` must be a number of the account, and `--ncco` a valid NCCO".to_owned())
            }
            Self::NotMade(error) => error.hint(),
            Self::Unknown(_) | Self::Unreadable { .. } => {
                Some("look for the call in the Dashboard's voice logs before you call again".to_owned())
            }
        }
    }
}
