//! Places: where a foreign log, one in another format than vsw's, has the parts of a delivery. Also the
//! strict reader of its lines, for those that `fast_path` gives up on.

mod fast_path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::json_pointer::JsonPointer;
use super::record::{MOST_VALUES, ReadRecordError, Record};
use crate::delivery::{Delivery, Method, Query};
use crate::json::{Json, Kind, Value, may_exceed};
use crate::timestamp;

/// The places of a delivery's parts in a log line in another format than `vsw/delivery/1`.
#[derive(Clone, Debug)]
pub struct Places {
    /// The Authorization header: a string or an array of strings. Absent, null or a dash means not signed.
    pub authorization: JsonPointer,
    /// The body: a string. A delivery by GET needs none.
    pub body: JsonPointer,
    /// Which bodies are in base64.
    pub encoding: BodyEncoding,
    /// The receive time: RFC 3339, or a number (also in quotes) as [`timestamp::from_unix`] reads it. `None`:
    /// the log has no times.
    pub received_at: Option<JsonPointer>,
    /// The method and the query. `None`: each line has a delivery by POST.
    pub request: Option<RequestPlaces>,
}

/// The places of the method and the query.
#[derive(Clone, Debug)]
pub struct RequestPlaces {
    /// `POST` or `GET`.
    pub method: JsonPointer,
    /// The URL, the request target, or the query alone, with or without its `?`.
    pub url: JsonPointer,
}

/// How the log writes a body's bytes as a string.
#[derive(Clone, Debug, Default)]
pub enum BodyEncoding {
    /// As text.
    #[default]
    Text,
    /// In base64 (RFC 4648 §4, with padding).
    Base64,
    /// In base64 if the value at this place is true. As text if the value is false, null or absent.
    Base64Where(JsonPointer),
}

impl Places {
    pub(super) fn read<'l>(&self, line: &[u8], header: &'l str) -> Result<Record<'l>, ReadRecordError> {
        if may_exceed(MOST_VALUES + 1, line) {
            return Err(ReadRecordError::TooManyValues);
        }
        let json = Json::parse_bytes(line.to_vec()).map_err(|error| ReadRecordError::NotJson {
            reason: error.reason().replace(" at line 1 column ", " at column "),
        })?;
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
        Ok(Record { delivery, received_at, marks: None })
    }
}

impl RequestPlaces {
    fn method(&self, root: Value<'_>) -> Result<Method, ReadRecordError> {
        let value = self.method.of(root)?.ok_or_else(|| ReadRecordError::Nothing(self.method.place()))?;
        Ok(self.method.text(value, A_STRING)?.parse()?)
    }

    fn query(&self, root: Value<'_>) -> Result<Vec<u8>, ReadRecordError> {
        let value = self.url.of(root)?.ok_or_else(|| ReadRecordError::Nothing(self.url.place()))?;
        let wanted = "a string; log the whole URL, because parsed parameters may have lost their order";
        Ok(query_in(self.url.text(value, wanted)?.as_bytes()).to_vec())
    }
}

/// Returns the query in a URL, a request target or a bare query (AWS's `rawQueryString`).
fn query_in(text: &[u8]) -> &[u8] {
    let end = text.iter().position(|byte| b"?=&".contains(byte)).unwrap_or(text.len());
    let (start, rest) = text.split_at(end);
    let has_path = start.starts_with(b"/") || start.windows(3).any(|part| part == b"://");
    if has_path || rest.starts_with(b"?") { Query::of_url(text).text() } else { text }
}

fn body_at(root: Value<'_>, path: &JsonPointer, encoding: &BodyEncoding) -> Result<Vec<u8>, ReadRecordError> {
    let body = path.of(root)?.ok_or_else(|| ReadRecordError::NoBody(path.place()))?;
    match body.kind() {
        Kind::Null => Err(ReadRecordError::NullBody(path.place())),
        Kind::String => {
            let text = path.text(body, A_STRING)?;
            if encoding.is_base64(root)? {
                let wrong = |_| ReadRecordError::WrongType {
                    path: path.place(),
                    wanted: "base64 in the standard alphabet with padding (RFC 4648, section 4)",
                };
                return STANDARD.decode(text.as_bytes()).map_err(wrong);
            }
            Ok(text.into_owned().into_bytes())
        }
        _ => Err(ReadRecordError::ParsedBody(path.place())),
    }
}

impl BodyEncoding {
    fn is_base64(&self, root: Value<'_>) -> Result<bool, ReadRecordError> {
        match self {
            Self::Text => Ok(false),
            Self::Base64 => Ok(true),
            Self::Base64Where(path) => match path.of(root)?.map(Value::kind) {
                Some(Kind::True) => Ok(true),
                Some(Kind::False | Kind::Null) | None => Ok(false),
                Some(_) => Err(ReadRecordError::WrongType {
                    path: path.place(),
                    wanted: "a JSON boolean: true or false, without quotes",
                }),
            },
        }
    }
}

fn authorization_at(root: Value<'_>, path: &JsonPointer) -> Result<Vec<Vec<u8>>, ReadRecordError> {
    let Some(value) = path.of(root)? else { return Ok(Vec::new()) };
    let bytes = |value| path.text(value, A_STRING).map(|text| text.into_owned().into_bytes());
    let mut values = match value.kind() {
        Kind::Null => return Ok(Vec::new()),
        Kind::Array => value.elements().map(bytes).collect::<Result<Vec<_>, _>>()?,
        _ => vec![bytes(value)?],
    };
    values.retain(|value| value != ABSENT);
    Ok(values)
}

const A_STRING: &str = "a string";

/// nginx and Apache log an absent header as a dash.
const ABSENT: &[u8] = b"-";

fn time_at(root: Value<'_>, path: &JsonPointer) -> Result<Option<u64>, ReadRecordError> {
    let Some(value) = path.of(root)? else { return Ok(None) };
    let seconds = match value.kind() {
        Kind::Null => return Ok(None),
        // nginx writes `$msec` as digits in a string.
        Kind::String => value.as_str().and_then(|text| timestamp::parse(&text)),
        Kind::Number => timestamp::from_unix(value.raw()),
        _ => None,
    };
    seconds.map(Some).ok_or_else(|| ReadRecordError::Time(path.place()))
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
