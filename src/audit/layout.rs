//! Layout: the place of a delivery in a log's line, for `vsw/delivery/1` and for foreign logs.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::capture::fast_path::FastCapture;
use crate::capture::{Capture, NOT_THE_BYTES, ParseLineError};
use crate::delivery::{Delivery, Method, ParseMethodError, Query};
use crate::json::{Duplicate, Json, Kind, Value, may_exceed};
use crate::timestamp::{self, FORMS};
use crate::verify::{AUTHORIZATION, CLOUD_RUNTIME};

/// The place of the delivery in a line.
#[derive(Clone, Debug, Default)]
pub enum Layout {
    /// `vsw/delivery/1`, as in [`Capture`].
    #[default]
    Capture,
    /// JSON from other software.
    Foreign(Places),
}

/// The places of a delivery's parts in a line of a foreign log.
#[derive(Clone, Debug)]
pub struct Places {
    /// The Authorization header: a string or an array of strings. Absent, null or a dash means not signed.
    pub authorization: JsonPointer,
    /// The body: a string. A delivery by GET needs none.
    pub body: JsonPointer,
    /// Which bodies are in base64.
    pub encoding: BodyEncoding,
    /// The receive time: RFC 3339, or a number (or digits) as [`timestamp::from_unix`] reads it.
    pub received_at: Option<JsonPointer>,
    /// The method and the query. `None`: each line has a delivery by POST.
    pub request: Option<RequestPlaces>,
}

/// The places of the method and of the query, which is the signed text of a GET.
#[derive(Clone, Debug)]
pub struct RequestPlaces {
    /// `POST` or `GET`.
    pub method: JsonPointer,
    /// The URL, the request target, or the query alone, with or without its `?`.
    pub url: JsonPointer,
}

/// How a foreign log writes a body's bytes as a string.
#[derive(Clone, Debug, Default)]
pub enum BodyEncoding {
    /// As text.
    #[default]
    Text,
    /// In base64 (RFC 4648 §4, with padding).
    Base64,
    /// In base64 in those lines whose value at this place is true. False, null and absent mean text.
    Base64Where(JsonPointer),
}

/// A JSON pointer (RFC 6901).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonPointer(Vec<String>);

/// The text is not a JSON pointer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a JSON pointer: start it with `/`, and write `~` as `~0` and `/` as `~1` in names")]
pub struct ParsePointerError(String);

/// A delivery from a line, and its receive time.
pub(super) struct Record<'l> {
    pub(super) delivery: Delivery<'l>,
    pub(super) received_at: Option<u64>,
}

/// Why a line has no delivery.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoRecord {
    #[error(transparent)]
    Capture(#[from] ParseLineError),
    #[error("not JSON")]
    NotJson,
    #[error("the line has more than {MOST_VALUES} JSON values")]
    TooManyValues,
    #[error("{0}")]
    Duplicate(#[from] Duplicate),
    #[error(transparent)]
    Method(#[from] ParseMethodError),
    #[error("no value at {0}")]
    Nothing(String),
    #[error("the value at {path} is not {wanted}")]
    WrongType { path: String, wanted: &'static str },
    #[error("the body at {0} is {NOT_THE_BYTES}")]
    ParsedBody(String),
    #[error("the value at {0} is not a time: {FORMS}")]
    Time(String),
}

/// Maximum number of JSON values in a foreign line, not counting the outermost. At 24 bytes each, this bounds the
/// outline's memory.
const MOST_VALUES: usize = 1_000_000;

impl Layout {
    /// Reads the delivery from a line without its line end. The fast path keeps only the headers named `header` and
    /// those in which the verifier looks for a misplaced token. `space` is a buffer for the body.
    pub(super) fn read<'l>(
        &self,
        line: &'l [u8],
        header: &'l str,
        space: &'l mut Vec<u8>,
    ) -> Result<Record<'l>, NoRecord> {
        match self {
            Self::Capture => match fast_path(line, header, space) {
                Some(record) => Ok(record),
                None => Ok(strict(Capture::read(line)?)),
            },
            Self::Foreign(places) => places.read(line, header),
        }
    }
}

fn fast_path<'l>(line: &'l [u8], header: &str, space: &'l mut Vec<u8>) -> Option<Record<'l>> {
    let capture = FastCapture::read(line, space)?;
    let query = Query::of_url(capture.url.as_bytes());
    let mut delivery = Delivery::new(capture.method, capture.body).with_query(query.text());
    let is_named = |name: &[u8], wanted: &str| wanted.as_bytes().eq_ignore_ascii_case(name);
    // Without a token in the verifier's header, any other header may have it: the strict reader keeps them all.
    capture.headers.pairs().find(|(name, value)| is_named(name, header) && value.starts_with(b"Bearer "))?;
    for (name, value) in capture.headers.pairs() {
        let wanted = |wanted: &str| is_named(name, wanted);
        if wanted(header) || wanted(AUTHORIZATION) || wanted(CLOUD_RUNTIME) {
            delivery = delivery.with_header(std::str::from_utf8(name).ok()?, value);
        }
    }
    Some(Record { delivery, received_at: capture.received_at })
}

fn strict(capture: Capture) -> Record<'static> {
    let Capture { method, url, headers, body, received_at } = capture;
    let query = Query::of_url(url.as_bytes()).text().to_vec();
    let delivery = Delivery::new(method, body).with_query(query);
    let delivery =
        headers.into_iter().fold(delivery, |delivery, (name, value)| delivery.with_header(name, value));
    Record { delivery, received_at }
}

impl Places {
    fn read<'l>(&self, line: &[u8], header: &'l str) -> Result<Record<'l>, NoRecord> {
        if may_exceed(MOST_VALUES + 1, line) {
            return Err(NoRecord::TooManyValues);
        }
        let json = Json::parse_bytes(line.to_vec()).map_err(|_| NoRecord::NotJson)?;
        let root = json.root();
        let method = self.request.as_ref().map_or(Ok(Method::Post), |request| request.method(root))?;
        let mut delivery = match (&self.request, method) {
            (Some(request), Method::Get) => Delivery::get(request.query(root)?),
            _ => Delivery::new(method, body_at(root, &self.body, &self.encoding)?),
        };
        for value in authorization_at(root, &self.authorization)? {
            delivery = delivery.with_header(header, value);
        }
        let received_at = self.received_at.as_ref().map_or(Ok(None), |path| time_at(root, path))?;
        Ok(Record { delivery, received_at })
    }
}

impl RequestPlaces {
    fn method(&self, root: Value<'_>) -> Result<Method, NoRecord> {
        let value = self.method.of(root)?.ok_or_else(|| NoRecord::Nothing(self.method.to_string()))?;
        Ok(self.method.text(value)?.parse()?)
    }

    fn query(&self, root: Value<'_>) -> Result<Vec<u8>, NoRecord> {
        let value = self.url.of(root)?.ok_or_else(|| NoRecord::Nothing(self.url.to_string()))?;
        let wanted = "a URL or a query as a string; parsed parameters may have lost their order";
        let wrong = || NoRecord::WrongType { path: self.url.to_string(), wanted };
        Ok(query_in(value.as_str().ok_or_else(wrong)?.as_bytes()).to_vec())
    }
}

/// Returns the query of a URL or request target, or the text itself if it is a query, as in `rawQueryString`.
fn query_in(text: &[u8]) -> &[u8] {
    let end = text.iter().position(|byte| b"?=&".contains(byte)).unwrap_or(text.len());
    let (start, rest) = text.split_at(end);
    let has_path = start.starts_with(b"/") || start.windows(3).any(|part| part == b"://");
    if has_path || rest.starts_with(b"?") { Query::of_url(text).text() } else { text }
}

fn body_at(root: Value<'_>, path: &JsonPointer, encoding: &BodyEncoding) -> Result<Vec<u8>, NoRecord> {
    let body = path.of(root)?.ok_or_else(|| NoRecord::Nothing(path.to_string()))?;
    match body.kind() {
        Kind::String | Kind::Null => {
            let text = path.text(body)?;
            if encoding.is_base64(root)? {
                let wrong = |_| NoRecord::WrongType { path: path.to_string(), wanted: "base64" };
                return STANDARD.decode(text.as_bytes()).map_err(wrong);
            }
            Ok(text.into_owned().into_bytes())
        }
        _ => Err(NoRecord::ParsedBody(path.to_string())),
    }
}

impl BodyEncoding {
    fn is_base64(&self, root: Value<'_>) -> Result<bool, NoRecord> {
        match self {
            Self::Text => Ok(false),
            Self::Base64 => Ok(true),
            Self::Base64Where(path) => match path.of(root)?.map(Value::kind) {
                Some(Kind::True) => Ok(true),
                Some(Kind::False | Kind::Null) | None => Ok(false),
                Some(_) => Err(NoRecord::WrongType { path: path.to_string(), wanted: "true or false" }),
            },
        }
    }
}

fn authorization_at(root: Value<'_>, path: &JsonPointer) -> Result<Vec<Vec<u8>>, NoRecord> {
    let Some(value) = path.of(root)? else { return Ok(Vec::new()) };
    let bytes = |value| path.text(value).map(|text| text.into_owned().into_bytes());
    let mut values = match value.kind() {
        Kind::Null => return Ok(Vec::new()),
        Kind::Array => value.elements().map(bytes).collect::<Result<Vec<_>, _>>()?,
        _ => vec![bytes(value)?],
    };
    // nginx and Apache log an absent header as a dash.
    values.retain(|value| value != b"-");
    Ok(values)
}

fn time_at(root: Value<'_>, path: &JsonPointer) -> Result<Option<u64>, NoRecord> {
    let Some(value) = path.of(root)? else { return Ok(None) };
    let seconds = match value.kind() {
        Kind::Null => return Ok(None),
        // nginx writes `$msec` as digits in a string.
        Kind::String => value.as_str().and_then(|text| timestamp::parse(&text)),
        Kind::Number => timestamp::from_unix(value.raw()),
        _ => None,
    };
    seconds.map(Some).ok_or_else(|| NoRecord::Time(path.to_string()))
}

impl JsonPointer {
    /// Returns the value at this place of a document, if any.
    fn of<'j>(&self, root: Value<'j>) -> Result<Option<Value<'j>>, Duplicate> {
        let mut value = root;
        for step in &self.0 {
            let next = match value.kind() {
                Kind::Array => step.parse().ok().and_then(|at| value.elements().nth(at)),
                _ => value.member(step)?.map(|member| member.value),
            };
            match next {
                Some(next) => value = next,
                None => return Ok(None),
            }
        }
        Ok(Some(value))
    }

    fn text<'j>(&self, value: Value<'j>) -> Result<Cow<'j, str>, NoRecord> {
        value.as_str().ok_or_else(|| NoRecord::WrongType { path: self.to_string(), wanted: "a string" })
    }
}

impl FromStr for JsonPointer {
    type Err = ParsePointerError;

    fn from_str(text: &str) -> Result<Self, ParsePointerError> {
        let bad = || ParsePointerError(text.to_owned());
        if text.is_empty() {
            return Ok(Self(Vec::new()));
        }
        let steps = text.strip_prefix('/').ok_or_else(bad)?.split('/');
        let step = |step: &str| {
            let rest = step.replace("~0", "").replace("~1", "");
            (!rest.contains('~')).then(|| step.replace("~1", "/").replace("~0", "~"))
        };
        steps.map(|text| step(text).ok_or_else(bad)).collect::<Result<_, _>>().map(Self)
    }
}

impl fmt::Display for JsonPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|step| write!(f, "/{}", step.replace('~', "~0").replace('/', "~1")))
    }
}

#[cfg(test)]
mod tests {
    use super::query_in;

    #[test]
    fn a_query_is_found_in_a_url_in_a_target_and_alone() {
        for (text, query) in [
            ("to=44&from=1", "to=44&from=1"),
            ("?to=44&from=1", "to=44&from=1"),
            ("/answer?to=44", "to=44"),
            ("/answer;v=1?to=44#top", "to=44"),
            ("https://example.com/a=b?to=44", "to=44"),
            ("example.com/answer?to=44", "to=44"),
            ("url=https://example.com/?x", "url=https://example.com/?x"),
            ("to", "to"),
            ("/answer", ""),
            ("/a=b", ""),
            ("https://example.com", ""),
            ("", ""),
        ] {
            assert_eq!(query_in(text.as_bytes()), query.as_bytes(), "{text}");
        }
    }
}
