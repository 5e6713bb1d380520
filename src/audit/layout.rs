//! Layout: the place of a delivery in a log's line, for `vsw/delivery/1` and for foreign logs.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::capture::fast_path::FastCapture;
use crate::capture::{Capture, NOT_THE_BYTES, ParseLineError};
use crate::delivery::{Contents, Delivery, Method, Query};
use crate::json::unescape::Unescaped;
use crate::json::{Duplicate, Json, Kind, Value, may_exceed};
use crate::timestamp;
use crate::verify::{AUTHORIZATION, CLOUD_RUNTIME};

/// The place of the delivery in a line.
#[derive(Clone, Debug, Default)]
pub enum Layout {
    /// `vsw/delivery/1`, as in [`Capture`].
    #[default]
    Capture,
    /// JSON from other software: each line has one delivery by POST.
    Foreign {
        /// The Authorization header: a string or an array of strings. Absent or null means not signed.
        authorization: Path,
        /// The body: a string.
        body: Path,
        /// Which bodies are in base64.
        encoding: BodyEncoding,
        /// The receive time: RFC 3339, or a number (or digits) as [`timestamp::from_unix`] reads it.
        received_at: Option<Path>,
    },
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
    Base64Where(Path),
}

/// A JSON pointer (RFC 6901).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path(Vec<String>);

/// The text is not a JSON pointer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a JSON pointer: start it with `/`, and write `~` as `~0` and `/` as `~1` in names")]
pub struct ParsePointerError(String);

/// A delivery from a line, and its receive time.
pub(super) struct Record<'l> {
    pub(super) delivery: Delivery<'l>,
    pub(super) received_at: Option<u64>,
    /// The positions of the body's marks, if it was decoded by the fast path.
    marks: Option<&'l [usize]>,
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
    #[error("no value at {0}")]
    Nothing(String),
    #[error("the value at {path} is not {wanted}")]
    WrongType { path: String, wanted: &'static str },
    #[error("the body at {0} is {NOT_THE_BYTES}")]
    ParsedBody(String),
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
        space: &'l mut Unescaped,
    ) -> Result<Record<'l>, NoRecord> {
        match self {
            Self::Capture => match fast_path(line, header, space) {
                Some(record) => Ok(record),
                None => Ok(strict(Capture::read(line)?)),
            },
            Self::Foreign { authorization, body, encoding, received_at } => {
                foreign(line, header, authorization, body, encoding, received_at.as_ref())
            }
        }
    }
}

fn fast_path<'l>(line: &'l [u8], header: &str, space: &'l mut Unescaped) -> Option<Record<'l>> {
    let needed = |name: &[u8]| {
        [header, AUTHORIZATION, CLOUD_RUNTIME]
            .iter()
            .any(|needed| needed.as_bytes().eq_ignore_ascii_case(name))
    };
    let capture = FastCapture::read(line, needed, space)?;
    let query = Query::of_url(capture.url.as_bytes());
    let delivery =
        Delivery::new(capture.method, space.text()).with_query(query.text()).with_headers(capture.headers);
    Some(Record { delivery, received_at: capture.received_at, marks: Some(space.marks()) })
}

impl Record<'_> {
    /// Returns what the payload has, verified or not.
    pub(super) fn contents<'p>(&self, payload: &'p [u8]) -> Contents<'p> {
        // A GET's payload is not the body.
        match self.marks.filter(|_| self.delivery.method() == Method::Post) {
            Some(marks) => Contents::of_marked(payload, marks),
            None => Contents::of(payload),
        }
    }
}

fn strict(capture: Capture) -> Record<'static> {
    let Capture { method, url, headers, body, received_at } = capture;
    let query = Query::of_url(url.as_bytes()).text().to_vec();
    let delivery = Delivery::new(method, body).with_query(query);
    let delivery =
        headers.into_iter().fold(delivery, |delivery, (name, value)| delivery.with_header(name, value));
    Record { delivery, received_at, marks: None }
}

fn foreign<'l>(
    line: &'l [u8],
    header: &'l str,
    authorization: &Path,
    body: &Path,
    encoding: &BodyEncoding,
    received_at: Option<&Path>,
) -> Result<Record<'l>, NoRecord> {
    if may_exceed(MOST_VALUES + 1, line) {
        return Err(NoRecord::TooManyValues);
    }
    let json = Json::parse_bytes(line.to_vec()).map_err(|_| NoRecord::NotJson)?;
    let mut delivery = Delivery::post(body_at(json.root(), body, encoding)?);
    for value in authorization_at(json.root(), authorization)? {
        delivery = delivery.with_header(header, value);
    }
    let received_at = received_at.map_or(Ok(None), |path| time_at(json.root(), path))?;
    Ok(Record { delivery, received_at, marks: None })
}

fn body_at(root: Value<'_>, path: &Path, encoding: &BodyEncoding) -> Result<Vec<u8>, NoRecord> {
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

fn authorization_at(root: Value<'_>, path: &Path) -> Result<Vec<Vec<u8>>, NoRecord> {
    let Some(value) = path.of(root)? else { return Ok(Vec::new()) };
    let bytes = |value| path.text(value).map(|text| text.into_owned().into_bytes());
    match value.kind() {
        Kind::Null => Ok(Vec::new()),
        Kind::Array => value.elements().map(bytes).collect(),
        _ => Ok(vec![bytes(value)?]),
    }
}

fn time_at(root: Value<'_>, path: &Path) -> Result<Option<u64>, NoRecord> {
    let Some(value) = path.of(root)? else { return Ok(None) };
    let seconds = match value.kind() {
        Kind::Null => return Ok(None),
        // nginx writes `$msec` as digits in a string.
        Kind::String => value.as_str().and_then(|text| {
            timestamp::from_rfc3339(text.as_bytes()).or_else(|| timestamp::from_unix(&text))
        }),
        Kind::Number => timestamp::from_unix(value.raw()),
        _ => None,
    };
    let wanted = "a time as RFC 3339 writes it, or seconds or milliseconds since 1970";
    seconds.map(Some).ok_or_else(|| NoRecord::WrongType { path: path.to_string(), wanted })
}

impl Path {
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

impl FromStr for Path {
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

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|step| write!(f, "/{}", step.replace('~', "~0").replace('/', "~1")))
    }
}
