//! The actions of faults, as the control interface accepts them (`docs/sandbox.md`), and their responses.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hyper::StatusCode;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER};
use serde::Deserialize;
use serde_json::Value;
use vsw::application::ApplicationId;

use super::super::api::list::ListFault;
use super::super::credentials;
use super::super::edit::Edit;
use super::super::problem::Problem;
use super::super::request::Request;
use super::super::response::SandboxResponse;

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(in super::super) enum FaultAction {
    Answer(CannedResponse),
    Redirect {
        status: u16,
        location: String,
    },
    Limit {
        a_second: usize,
        retry_after: Option<u64>,
    },
    DropBefore,
    DropAfter,
    /// Performs the request, then breaks the connection after `at` bytes of the body (by default, half).
    Cut {
        at: Option<usize>,
    },
    Truncate {
        at: Option<usize>,
    },
    Stall {
        at: Option<usize>,
    },
    Slow {
        bytes: usize,
        every_ms: u64,
    },
    Endless,
    HugeLength {
        length: u64,
    },
    Delay {
        ms: u64,
        #[serde(default)]
        when: Moment,
    },
    Ignore,
    Literal,
    Lag {
        gets: u64,
    },
    Edit(Box<EditAt>),
    List(Box<ListFault>),
}

/// In `body` and `headers`, the request's values replace `{authorization}` and `{credentials}`. So tests can
/// check that a client does not print credentials that a server sends back.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in super::super) struct CannedResponse {
    status: u16,
    retry_after: Option<Value>,
    content_type: Option<String>,
    body: Option<String>,
    body_base64: Option<String>,
    headers: BTreeMap<String, String>,
    pub acts: bool,
}

/// An edit of an application. `id` defaults to the request's application, else to the first one in the store.
#[derive(Clone, Debug, Deserialize)]
pub(in super::super) struct EditAt {
    pub when: Moment,
    #[serde(default)]
    pub id: Option<ApplicationId>,
    pub edit: Edit,
}

/// The time of an edit or a delay, relative to the request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in super::super) enum Moment {
    #[default]
    Before,
    After,
}

impl FaultAction {
    /// Returns whether the action determines the response. At most one such action applies to a request.
    pub(in super::super) fn determines_response(&self) -> bool {
        !matches!(
            self,
            Self::Delay { .. }
                | Self::Ignore
                | Self::Literal
                | Self::Lag { .. }
                | Self::Edit(_)
                | Self::List(_)
        )
    }

    /// Checks what parsing does not ensure. A later error would not reach the client that queued the fault.
    pub(super) fn check(&self) -> Result<(), String> {
        match self {
            Self::Answer(given) => given.check(),
            Self::Redirect { status, .. } if !(300..400).contains(status) => {
                Err("the status of a redirect must be 300 to 399".to_owned())
            }
            Self::Redirect { location, .. } => is_of_a_header(location),
            Self::Edit(at) => at.edit.check().map_err(|error| error.to_string()),
            _ => Ok(()),
        }
    }
}

impl CannedResponse {
    pub(in super::super) fn respond(&self, request: &Request, instance: &str) -> SandboxResponse {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let text = self.body.as_deref().map(|text| Bytes::from(filled(text, request)));
        let decoded = || STANDARD.decode(self.body_base64.as_deref()?).ok().map(Bytes::from);
        let mut answer = match text.or_else(decoded) {
            Some(body) => SandboxResponse::of(status, "application/json", body),
            None => Problem::Other(status).respond(instance),
        };
        if let Some(media_type) = &self.content_type {
            answer.headers.clear();
            answer = answer.with(CONTENT_TYPE, media_type);
        }
        if let Some(retry_after) = &self.retry_after {
            answer = answer.with(RETRY_AFTER, &plain(retry_after));
        }
        for (name, text) in &self.headers {
            if let Ok(name) = HeaderName::from_bytes(name.as_bytes()) {
                answer = answer.with(name, &filled(text, request));
            }
        }
        answer
    }

    fn check(&self) -> Result<(), String> {
        if !(200..600).contains(&self.status) {
            return Err("a status must be 200 to 599".to_owned());
        }
        if self.body_base64.as_deref().is_some_and(|base64| STANDARD.decode(base64).is_err()) {
            return Err("body_base64 is not base64".to_owned());
        }
        if self.retry_after.as_ref().is_some_and(|value| !value.is_u64() && !value.is_string()) {
            return Err("retry_after must be a number of seconds or a string".to_owned());
        }
        let retry_after = self.retry_after.as_ref().map(plain);
        retry_after.iter().chain(&self.content_type).try_for_each(|text| is_of_a_header(text))?;
        for (name, text) in &self.headers {
            HeaderName::from_bytes(name.as_bytes()).map_err(|_| format!("invalid header name {name:?}"))?;
            is_of_a_header(text)?;
            // hyper frames the response, so a custom length or coding would make it fail.
            if name.eq_ignore_ascii_case("content-length") || name.eq_ignore_ascii_case("transfer-encoding") {
                return Err(format!("{name} cannot be set: use cut, stall or huge-length"));
            }
        }
        Ok(())
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn is_of_a_header(text: &str) -> Result<(), String> {
    HeaderValue::from_str(text).map(drop).map_err(|_| format!("invalid header value {text:?}"))
}

fn filled(text: &str, request: &Request) -> String {
    let value = request.headers.get(AUTHORIZATION).map(HeaderValue::as_bytes).unwrap_or_default();
    let pair = credentials::basic(value).unwrap_or_default();
    text.replace("{authorization}", &String::from_utf8_lossy(value))
        .replace("{credentials}", &String::from_utf8_lossy(&pair))
}
