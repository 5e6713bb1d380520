//! The strict reader and the writer of a capture's line.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Capture, SCHEMA};
use crate::delivery::{Method, ParseMethodError};
use crate::json::{Json, Kind, Value, literal, may_exceed, object};
use crate::timestamp::{self, FORMS};

/// Why a line is not a capture. The messages quote nothing of the line except an unsupported method.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseLineError {
    #[error("not JSON: {reason}")]
    NotJson { reason: String },
    #[error("not a JSON object")]
    NotAnObject,
    /// The line could need too much memory.
    #[error("the line has more than {MOST_VALUES} JSON values")]
    TooManyValues,
    /// A known member is duplicated, so two readers could see different deliveries.
    #[error("the member `{name}` occurs more than once")]
    Duplicate { name: &'static str },
    #[error("the member `{name}` is missing")]
    Missing { name: &'static str },
    #[error("the member `{name}` is not {wanted}")]
    WrongType { name: &'static str, wanted: &'static str },
    #[error("the schema is not {SCHEMA}")]
    OtherSchema,
    #[error(transparent)]
    Method(#[from] ParseMethodError),
    /// `number` is counted from 1.
    #[error(
        "header {number} must be [NAME, VALUE]; VALUE is a string or {{\"b64\": \"…\"}} with valid, padded base64"
    )]
    Header { number: usize },
    #[error("the member `{name}` is not standard base64 with padding (RFC 4648, section 4)")]
    Base64 { name: &'static str },
    #[error("`body` and `body_b64` are both present")]
    TwoBodies,
    /// The body was logged as parsed JSON, so the signed bytes are lost.
    #[error("the member `body` is {NOT_THE_BYTES}")]
    ParsedBody,
    /// An empty body must be `""`.
    #[error("`body` and `body_b64` are both missing")]
    NoBody,
    #[error("`received_at` is not a time: expected {FORMS}")]
    Time,
}

pub(crate) const NOT_THE_BYTES: &str =
    "parsed JSON, not the bytes that were signed; log the raw body as a string";

/// The rest of a message after "is not", for a string with an unpaired surrogate.
pub(crate) const UNICODE: &str = "valid Unicode: it has half of a surrogate pair, such as `\\ud800`";

const NAMES: [&str; 7] = ["schema", "method", "url", "headers", "body", "body_b64", "received_at"];

/// Maximum number of JSON values in a line. A capture has three or four for each header, and a few more.
const MOST_VALUES: usize = 100_000;

impl Capture {
    /// Reads one line, with or without its line end. Ignores unknown members.
    ///
    /// # Errors
    /// Fails with the first [`ParseLineError`] found.
    pub fn read(line: &[u8]) -> Result<Self, ParseLineError> {
        if may_exceed(MOST_VALUES, line) {
            return Err(ParseLineError::TooManyValues);
        }
        // An error at the end of the text must not be reported on line 2.
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let json = Json::parse_bytes(line.to_vec()).map_err(|error| ParseLineError::NotJson {
            reason: error.reason().replace(" at line 1 column ", " at column "),
        })?;
        if json.root().kind() != Kind::Object {
            return Err(ParseLineError::NotAnObject);
        }
        let mut found = [None; NAMES.len()];
        for member in json.root().members() {
            let name = member.name();
            let Some(at) = NAMES.iter().position(|known| *known.as_bytes() == *name) else { continue };
            if found[at].replace(member.value).is_some() {
                return Err(ParseLineError::Duplicate { name: NAMES[at] });
            }
        }
        let [schema, method, url, headers, body, body_b64, received_at] = found;
        if required("schema", schema)? != SCHEMA {
            return Err(ParseLineError::OtherSchema);
        }
        Ok(Capture {
            method: required("method", method)?.parse::<Method>()?,
            url: required("url", url)?.into_owned(),
            headers: all_headers(headers)?,
            body: either_body(body, body_b64)?,
            received_at: received_at.map_or(Ok(None), time)?,
        })
    }

    /// Returns the capture as one line of JSON, without the line end.
    ///
    /// A receive time after the year 9999 is written as `null`.
    #[must_use]
    pub fn line(&self) -> String {
        let encoded = |bytes: &[u8]| literal(&STANDARD.encode(bytes));
        let header = |(name, value): &(String, Vec<u8>)| match std::str::from_utf8(value) {
            Ok(text) => format!("[{},{}]", literal(name), literal(text)),
            Err(_) => format!("[{},{}]", literal(name), object(&[("b64", encoded(value))])),
        };
        let (body_name, body) = match std::str::from_utf8(&self.body) {
            Ok(text) => ("body", literal(text)),
            Err(_) => ("body_b64", encoded(&self.body)),
        };
        let time = self.received_at.and_then(timestamp::to_rfc3339);
        object(&[
            ("schema", literal(SCHEMA)),
            ("received_at", time.map_or_else(|| "null".to_owned(), |time| literal(&time))),
            ("method", literal(self.method.word())),
            ("url", literal(&self.url)),
            ("headers", format!("[{}]", self.headers.iter().map(header).collect::<Vec<_>>().join(","))),
            (body_name, body),
        ])
    }
}

fn required<'j>(name: &'static str, value: Option<Value<'j>>) -> Result<Cow<'j, str>, ParseLineError> {
    text(name, value.ok_or(ParseLineError::Missing { name })?)
}

fn text<'j>(name: &'static str, value: Value<'j>) -> Result<Cow<'j, str>, ParseLineError> {
    let wanted = if value.kind() == Kind::String { UNICODE } else { "a string" };
    value.as_str().ok_or(ParseLineError::WrongType { name, wanted })
}

fn all_headers(headers: Option<Value<'_>>) -> Result<Vec<(String, Vec<u8>)>, ParseLineError> {
    let name = "headers";
    let headers = headers.ok_or(ParseLineError::Missing { name })?;
    if headers.kind() != Kind::Array {
        return Err(ParseLineError::WrongType { name, wanted: "an array" });
    }
    let pair = |(number, pair)| header(pair).ok_or(ParseLineError::Header { number });
    (1..).zip(headers.elements()).map(pair).collect()
}

fn header(pair: Value<'_>) -> Option<(String, Vec<u8>)> {
    let mut parts = pair.elements();
    let (name, value, None) = (parts.next()?, parts.next()?, parts.next()) else { return None };
    let value = match value.kind() {
        Kind::Object => {
            let encoded = value.member("b64").ok()??.value.as_str()?;
            STANDARD.decode(&*encoded).ok()?
        }
        _ => value.as_str()?.into_owned().into_bytes(),
    };
    Some((name.as_str()?.into_owned(), value))
}

fn either_body(body: Option<Value<'_>>, encoded: Option<Value<'_>>) -> Result<Vec<u8>, ParseLineError> {
    match (body, encoded) {
        (Some(body), None) => match body.kind() {
            Kind::String | Kind::Null => Ok(text("body", body)?.into_owned().into_bytes()),
            _ => Err(ParseLineError::ParsedBody),
        },
        (None, Some(encoded)) => {
            let name = "body_b64";
            STANDARD.decode(&*text(name, encoded)?).map_err(|_| ParseLineError::Base64 { name })
        }
        (Some(_), Some(_)) => Err(ParseLineError::TwoBodies),
        (None, None) => Err(ParseLineError::NoBody),
    }
}

fn time(value: Value<'_>) -> Result<Option<u64>, ParseLineError> {
    let seconds = match value.kind() {
        Kind::Null => return Ok(None),
        Kind::String => value.as_str().and_then(|text| timestamp::parse(&text)),
        Kind::Number => timestamp::from_unix(value.raw()),
        _ => None,
    };
    seconds.map(Some).ok_or(ParseLineError::Time)
}
