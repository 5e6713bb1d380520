//! What a fault does to a request: the shapes that the control interface takes, and the answers made of them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hyper::StatusCode;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION, RETRY_AFTER};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use vsw::application::ApplicationId;

use super::super::answer::Answer;
use super::super::api::list::Lies;
use super::super::credentials;
use super::super::edit::Edit;
use super::super::problem::Problem;
use super::super::request::Request;

/// One misbehaviour.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in super::super) enum Deed {
    /// This answer, made without looking.
    Answer(Given),
    Redirect(Redirect),
    /// 429 to whatever comes within a second of so many requests that were let through.
    Limit(Limit),
    /// The connection closes, nothing done.
    DropBefore,
    /// What was asked is done, then the connection closes.
    DropAfter,
    /// What was asked is done; the answer breaks off after so many bytes of its body (half of them, if not said).
    Cut(At),
    /// The same, but the answer is short and says nothing of it: its Content-Length is that of what is sent.
    Truncate(At),
    /// The same, and then silence on an open connection.
    Stall(At),
    Slow(Slow),
    /// What was asked is done; the answer's body has no end.
    Endless,
    HugeLength(HugeLength),
    Delay(Delay),
    /// What was asked is acknowledged and not done.
    Ignore,
    /// The next so many reads of the application still show what was there before.
    Lag(Lag),
    Edit(Box<EditAt>),
    /// A page of the list that does not say the truth.
    List(Box<Lies>),
}

/// An answer as a fault gives it. In `body` and in the values of `headers`, `{authorization}` stands for the
/// request's Authorization value and `{credentials}` for the key and secret in it, for tests of what a client shows.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in super::super) struct Given {
    status: u16,
    retry_after: Option<RetryAfter>,
    content_type: Option<String>,
    body: Option<String>,
    body_base64: Option<String>,
    headers: Map<String, Value>,
    /// Whether what was asked is done all the same.
    pub acts: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum RetryAfter {
    Seconds(u64),
    Text(String),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Redirect {
    status: u16,
    location: String,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Limit {
    pub a_second: usize,
    retry_after: Option<u64>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct At {
    pub at: Option<usize>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Slow {
    pub bytes: usize,
    pub every_ms: u64,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct HugeLength {
    pub length: u64,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Delay {
    pub ms: u64,
    #[serde(default)]
    pub when: Moment,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Lag {
    pub gets: u64,
}

/// An edit at the moment of a request: of the application that the request is about, if it does not name another.
#[derive(Clone, Debug, Deserialize)]
pub(in super::super) struct EditAt {
    pub when: Moment,
    #[serde(default, deserialize_with = "application_id")]
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

impl Deed {
    pub(in super::super) fn word(&self) -> &'static str {
        match self {
            Self::Answer(_) => "answer",
            Self::Redirect(_) => "redirect",
            Self::Limit(_) => "limit",
            Self::DropBefore => "drop-before",
            Self::DropAfter => "drop-after",
            Self::Cut(_) => "cut",
            Self::Truncate(_) => "truncate",
            Self::Stall(_) => "stall",
            Self::Slow(_) => "slow",
            Self::Endless => "endless",
            Self::HugeLength(_) => "huge-length",
            Self::Delay(_) => "delay",
            Self::Ignore => "ignore",
            Self::Lag(_) => "lag",
            Self::Edit(_) => "edit",
            Self::List(_) => "list",
        }
    }

    /// Whether it says what is sent back, so that there can be only one of its kind for a request.
    pub(in super::super) fn decides_the_answer(&self) -> bool {
        !matches!(self, Self::Delay(_) | Self::Ignore | Self::Lag(_) | Self::Edit(_) | Self::List(_))
    }

    /// What the shape alone does not show. Nothing is refused later, when nobody would see it.
    pub(super) fn check(&self) -> Result<(), String> {
        match self {
            Self::Answer(given) => given.check(),
            Self::Redirect(redirect) => {
                if !(300..400).contains(&redirect.status) {
                    return Err("a redirect's status is 300 to 399".to_owned());
                }
                HeaderValue::from_str(&redirect.location)
                    .map(drop)
                    .map_err(|_| "no header holds that location".to_owned())
            }
            _ => Ok(()),
        }
    }
}

impl Limit {
    pub(in super::super) fn answer(self, instance: &str) -> Answer {
        let retry_after = self.retry_after.map(RetryAfter::Seconds);
        let mut answer = Problem::Other(StatusCode::TOO_MANY_REQUESTS).answer(instance);
        answer.headers.extend(retry_after.and_then(|seconds| {
            HeaderValue::from_str(&seconds.text()).ok().map(|value| (RETRY_AFTER, value))
        }));
        answer
    }
}

impl Redirect {
    pub(in super::super) fn answer(&self) -> Answer {
        let mut answer = Answer::empty(StatusCode::from_u16(self.status).unwrap_or(StatusCode::FOUND));
        answer.headers.extend(HeaderValue::from_str(&self.location).map(|location| (LOCATION, location)));
        answer
    }
}

impl Given {
    /// The answer, for this request.
    pub(in super::super) fn answer(&self, request: &Request, instance: &str) -> Answer {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut answer = match (&self.body, &self.body_base64) {
            (Some(text), _) => Answer::of(status, "application/json", filled(text, request)),
            (None, Some(base64)) => Answer::of(
                status,
                "application/json",
                STANDARD.decode(base64).map(Bytes::from).unwrap_or_default(),
            ),
            (None, None) => Problem::Other(status).answer(instance),
        };
        if let Some(value) = self.content_type.as_deref().and_then(|text| HeaderValue::from_str(text).ok()) {
            answer.headers = vec![(CONTENT_TYPE, value)];
        }
        let retry_after = self.retry_after.as_ref().map(RetryAfter::text);
        let given = self.headers.iter().filter_map(|(name, value)| {
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            Some((name, filled(value.as_str()?, request)))
        });
        for (name, text) in retry_after.map(|text| (RETRY_AFTER, text)).into_iter().chain(given) {
            answer.headers.extend(HeaderValue::from_str(&text).map(|value| (name, value)));
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
        let retry_after = self.retry_after.as_ref().map(RetryAfter::text);
        for text in retry_after.iter().chain(&self.content_type) {
            HeaderValue::from_str(text).map_err(|_| format!("no header holds {text:?}"))?;
        }
        for (name, value) in &self.headers {
            let value = value.as_str().ok_or_else(|| format!("the header {name} is no string"))?;
            HeaderName::from_bytes(name.as_bytes()).map_err(|_| format!("no header is called {name:?}"))?;
            HeaderValue::from_str(value).map_err(|_| format!("no header holds {value:?}"))?;
            // hyper frames the answer; a length or a coding of one's own would only make it fail.
            if name.eq_ignore_ascii_case("content-length") || name.eq_ignore_ascii_case("transfer-encoding") {
                return Err(format!("{name} is not yours to give: there are cut, stall and huge-length"));
            }
        }
        Ok(())
    }
}

impl RetryAfter {
    fn text(&self) -> String {
        match self {
            Self::Seconds(seconds) => seconds.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// A text with what the request showed of its sender filled in.
fn filled(text: &str, request: &Request) -> String {
    let value = request.headers.get(AUTHORIZATION).map(HeaderValue::as_bytes).unwrap_or_default();
    let pair = credentials::basic(value).unwrap_or_default();
    text.replace("{authorization}", &String::from_utf8_lossy(value))
        .replace("{credentials}", &String::from_utf8_lossy(&pair))
}

/// An application's id in either spelling.
pub(super) fn application_id<'de, D: Deserializer<'de>>(from: D) -> Result<Option<ApplicationId>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    text.map(|text| text.parse().map_err(serde::de::Error::custom)).transpose()
}
