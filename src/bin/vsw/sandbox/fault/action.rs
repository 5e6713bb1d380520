//! What a fault does to a request: the shapes that the control interface takes, and the answers made of them.

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
use super::super::response::Answer;

/// One misbehaviour.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(in super::super) enum FaultAction {
    /// This answer, made without looking.
    Answer(CannedResponse),
    Redirect {
        status: u16,
        location: String,
    },
    /// 429 to whatever comes within a second of so many requests that were let through.
    Limit {
        a_second: usize,
        retry_after: Option<u64>,
    },
    /// The connection closes, nothing done.
    DropBefore,
    /// What was asked is done, then the connection closes.
    DropAfter,
    /// What was asked is done; the answer breaks off after so many bytes of its body (half of them, if not said).
    Cut {
        at: Option<usize>,
    },
    /// The same, but the answer is short and says nothing of it: its Content-Length is that of what is sent.
    Truncate {
        at: Option<usize>,
    },
    /// The same, and then silence on an open connection.
    Stall {
        at: Option<usize>,
    },
    Slow {
        bytes: usize,
        every_ms: u64,
    },
    /// What was asked is done; the answer's body has no end.
    Endless,
    HugeLength {
        length: u64,
    },
    Delay {
        ms: u64,
        #[serde(default)]
        when: Moment,
    },
    /// What was asked is acknowledged and not done.
    Ignore,
    /// The next so many reads of the application still show what was there before.
    Lag {
        gets: u64,
    },
    Edit(Box<EditAt>),
    /// A page of the list that does not say the truth.
    List(Box<ListFault>),
}

/// An answer as a fault gives it. In `body` and in the values of `headers`, `{authorization}` stands for the
/// request's Authorization value and `{credentials}` for the key and secret in it, for tests of what a client shows.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in super::super) struct CannedResponse {
    status: u16,
    /// Seconds or a text.
    retry_after: Option<Value>,
    content_type: Option<String>,
    body: Option<String>,
    body_base64: Option<String>,
    headers: BTreeMap<String, String>,
    /// Whether what was asked is done all the same.
    pub acts: bool,
}

/// An edit at the moment of a request: of the application that the request is about, if it does not name another.
#[derive(Clone, Debug, Deserialize)]
pub(in super::super) struct EditAt {
    pub when: Moment,
    #[serde(default)]
    pub id: Option<ApplicationId>,
    pub edit: Edit,
}

/// Before or after what the request asked for is done; after is always before the next request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in super::super) enum Moment {
    #[default]
    Before,
    After,
}

impl FaultAction {
    /// Whether it says what is sent back, so that there can be only one of its kind for a request.
    pub(in super::super) fn decides_the_answer(&self) -> bool {
        !matches!(self, Self::Delay { .. } | Self::Ignore | Self::Lag { .. } | Self::Edit(_) | Self::List(_))
    }

    /// What the shape alone does not show. Nothing is refused later, when nobody would see it.
    pub(super) fn check(&self) -> Result<(), String> {
        match self {
            Self::Answer(given) => given.check(),
            Self::Redirect { status, .. } if !(300..400).contains(status) => {
                Err("a redirect's status is 300 to 399".to_owned())
            }
            Self::Redirect { location, .. } => is_of_a_header(location),
            _ => Ok(()),
        }
    }
}

impl CannedResponse {
    /// The answer, for this request.
    pub(in super::super) fn answer(&self, request: &Request, instance: &str) -> Answer {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let text = self.body.as_deref().map(|text| Bytes::from(filled(text, request)));
        let decoded = || STANDARD.decode(self.body_base64.as_deref()?).ok().map(Bytes::from);
        let mut answer = match text.or_else(decoded) {
            Some(body) => Answer::of(status, "application/json", body),
            None => Problem::Other(status).answer(instance),
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
            return Err("a status is 200 to 599".to_owned());
        }
        if self.body_base64.as_deref().is_some_and(|base64| STANDARD.decode(base64).is_err()) {
            return Err("body_base64 is no base64".to_owned());
        }
        if self.retry_after.as_ref().is_some_and(|value| !value.is_u64() && !value.is_string()) {
            return Err("retry_after is a number of seconds or a text".to_owned());
        }
        let retry_after = self.retry_after.as_ref().map(plain);
        retry_after.iter().chain(&self.content_type).try_for_each(|text| is_of_a_header(text))?;
        for (name, text) in &self.headers {
            HeaderName::from_bytes(name.as_bytes()).map_err(|_| format!("no header is called {name:?}"))?;
            is_of_a_header(text)?;
            // hyper frames the answer; a length or a coding of one's own would only make it fail.
            if name.eq_ignore_ascii_case("content-length") || name.eq_ignore_ascii_case("transfer-encoding") {
                return Err(format!("{name} is not yours to give: there are cut, stall and huge-length"));
            }
        }
        Ok(())
    }
}

/// A number or a text, as a header's value.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn is_of_a_header(text: &str) -> Result<(), String> {
    HeaderValue::from_str(text).map(drop).map_err(|_| format!("no header holds {text:?}"))
}

/// A text with what the request showed of its sender filled in.
fn filled(text: &str, request: &Request) -> String {
    let value = request.headers.get(AUTHORIZATION).map(HeaderValue::as_bytes).unwrap_or_default();
    let pair = credentials::basic(value).unwrap_or_default();
    text.replace("{authorization}", &String::from_utf8_lossy(value))
        .replace("{credentials}", &String::from_utf8_lossy(&pair))
}
