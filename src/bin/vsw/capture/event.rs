//! Event: a request as AWS passes it to a function: from API Gateway (formats 1.0 and 2.0), a function URL,
//! or an Application Load Balancer.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use vsw::delivery::Method;
use vsw::json::{Json, Kind, Value};

use super::{Header, ParseRequestError, Request, subrequest};

/// Maximum length of one event. AWS passes at most 6 MB to a function; the rest is a margin.
const MAX_EVENT_BYTES: usize = 8 * 1024 * 1024;

const PARSED_QUERY: &str =
    "the query was made from the event's parsed parameters, whose order may differ from the request's";

type Read<T> = Result<T, ParseRequestError>;

pub(super) fn read(bytes: &[u8]) -> Read<Request> {
    if bytes.len() > MAX_EVENT_BYTES {
        return Err(
            first_of_several(bytes).unwrap_or(ParseRequestError::EventTooLong { limit: MAX_EVENT_BYTES })
        );
    }
    match Json::parse_bytes(bytes.to_vec()) {
        Ok(json) => of_json(&json),
        Err(error) => in_a_log(bytes).unwrap_or_else(|| {
            let malformed = || ParseRequestError::MalformedJson(error.reason().to_owned());
            Err(first_of_several(bytes).unwrap_or_else(malformed))
        }),
    }
}

/// Reads an event from a text with other lines, such as a log. Returns `None` if no event is recognized.
pub(super) fn in_a_log(bytes: &[u8]) -> Option<Read<Request>> {
    let text = bytes.get(memchr::memchr(b'{', bytes)?..).filter(|text| text.len() <= MAX_EVENT_BYTES)?;
    let (line, below) = text.split_at(memchr::memchr(b'\n', text).unwrap_or(text.len()));
    let line = (!below.contains(&b'{')).then_some(line);
    let json =
        [Some(text), line].into_iter().flatten().find_map(|text| Json::parse_bytes(text.to_vec()).ok())?;
    let event = json.root();
    let http = member(event, "requestContext").and_then(|context| member(context, "http"));
    (http.is_some() || member(event, "httpMethod").is_some() || is_of_authorizer(event)).then(|| {
        let mut request = of_json(&json)?;
        request.notes.push("the text around the event was ignored".to_owned());
        Ok(request)
    })
}

fn of_json(json: &Json) -> Read<Request> {
    let event = json.root();
    if has_schema(event, vsw::capture::SCHEMA) {
        return Err(ParseRequestError::CaptureLine);
    }
    let is_har = member(event, "log").is_some_and(|log| member(log, "entries").is_some());
    if is_har {
        return Err(ParseRequestError::OtherForm("a HAR file"));
    }
    if let Some(duplicate) = json.duplicate() {
        return Err(ParseRequestError::DuplicateMember(duplicate.name));
    }
    let context = member(event, "requestContext");
    let http = context.and_then(|context| member(context, "http"));
    let is_balancer = context.is_some_and(|context| member(context, "elb").is_some());
    let (method, target, form) = match (http, member(event, "httpMethod")) {
        (Some(http), _) => {
            let path = path(event, "rawPath")?;
            let name = "rawQueryString";
            let query = member(event, name).map_or(Ok(String::new()), |query| text(Some(query), name))?;
            let method = text(member(http, "method"), "requestContext.http.method")?;
            (method, with_query(path, &query), "an event of API Gateway or a function URL (format 2.0)")
        }
        (None, Some(method)) => {
            let path = path(event, "path")?;
            let encoding = if is_balancer { Encoding::AsItIs } else { Encoding::Decoded };
            let form = if is_balancer {
                "an event of a load balancer"
            } else {
                "an event of API Gateway (format 1.0)"
            };
            (text(Some(method), "httpMethod")?, with_query(path, &query(event, encoding)?), form)
        }
        (None, None) if is_of_authorizer(event) => return of_token(event),
        (None, None) if has_schema(event, "vsw/sign/1") => return Err(ParseRequestError::SignReport),
        (None, None) => return Err(ParseRequestError::OtherJson),
    };
    let mut notes = vec![format!("the request was read from {form}")];
    if http.is_none() && target.contains('?') {
        notes.push(PARSED_QUERY.to_owned());
    }
    let method = super::method(&method)?;
    let (headers, body) = (headers(event)?, body(event)?);
    let mut request = Request { method, target, headers, body, rest: Vec::new(), original: None, notes };
    if is_of_authorizer(event) {
        subrequest::of_authorizer(&mut request);
    }
    Ok(request)
}

/// Returns whether the event is for an authorizer (a function that decides whether API Gateway accepts a
/// request). Only such an event has one of these members.
fn is_of_authorizer(event: Value<'_>) -> bool {
    ["methodArn", "routeArn"].into_iter().any(|name| member(event, name).is_some())
}

/// An authorizer's event of the type `TOKEN` has the token, but no other header and no body.
fn of_token(event: Value<'_>) -> Read<Request> {
    let token = text(member(event, "authorizationToken"), "authorizationToken")?;
    let mut request = Request {
        method: Method::Post,
        target: "/".to_owned(),
        headers: vec![("Authorization".to_owned(), token.into_bytes())],
        body: Vec::new(),
        rest: Vec::new(),
        original: None,
        notes: Vec::new(),
    };
    subrequest::of_authorizer(&mut request);
    Ok(request)
}

/// Returns an error if the first line is a JSON document: the file then has one document per line.
fn first_of_several(bytes: &[u8]) -> Option<ParseRequestError> {
    let first = bytes.trim_ascii_start().split(|&byte| byte == b'\n').next().unwrap_or_default();
    let json = Json::parse_bytes((first.len() <= MAX_EVENT_BYTES).then(|| first.to_vec())?).ok()?;
    let is_capture = has_schema(json.root(), vsw::capture::SCHEMA);
    Some(if is_capture { ParseRequestError::CaptureLine } else { ParseRequestError::SeveralLines })
}

fn has_schema(value: Value<'_>, schema: &str) -> bool {
    member(value, "schema").and_then(Value::as_str).is_some_and(|found| found == schema)
}

/// A null member counts as missing.
fn member<'j>(object: Value<'j>, name: &str) -> Option<Value<'j>> {
    let value = object.member(name).ok()??.value;
    (value.kind() != Kind::Null).then_some(value)
}

fn text(value: Option<Value<'_>>, name: &'static str) -> Read<String> {
    let value = value.ok_or(ParseRequestError::MissingMember(name))?;
    let text = value.as_str().ok_or(ParseRequestError::Event { name, wanted: "a string" })?;
    Ok(text.into_owned())
}

/// The path is not signed, so a shortened event may lack it.
fn path(event: Value<'_>, name: &'static str) -> Read<String> {
    member(event, name).map_or_else(|| Ok("/".to_owned()), |path| text(Some(path), name))
}

fn with_query(path: String, query: &str) -> String {
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

/// Prefers `multiValueHeaders`, which keeps repeated headers.
fn headers(event: Value<'_>) -> Read<Vec<Header>> {
    let pairs = match member(event, "multiValueHeaders") {
        Some(several) => lists(several, "multiValueHeaders")?,
        None => {
            let headers = member(event, "headers").ok_or(ParseRequestError::MissingMember("headers"))?;
            lists(headers, "headers")?
        }
    };
    Ok(pairs.into_iter().map(|(name, value)| (name, value.into_bytes())).collect())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    AsItIs,
    Decoded,
}

fn query(event: Value<'_>, encoding: Encoding) -> Read<String> {
    let names = ["multiValueQueryStringParameters", "queryStringParameters"];
    let Some((name, parameters)) = names.into_iter().find_map(|name| Some((name, member(event, name)?)))
    else {
        return Ok(String::new());
    };
    let spelled = |text: &str| match encoding {
        Encoding::AsItIs => text.to_owned(),
        Encoding::Decoded => percent_encoded(text),
    };
    let pairs = lists(parameters, name)?;
    let pairs = pairs.iter().map(|(name, value)| format!("{}={}", spelled(name), spelled(value)));
    Ok(pairs.collect::<Vec<_>>().join("&"))
}

fn lists(object: Value<'_>, name: &'static str) -> Read<Vec<(String, String)>> {
    let wrong = || ParseRequestError::Event { name, wanted: "an object of strings" };
    if object.kind() != Kind::Object {
        return Err(wrong());
    }
    let mut pairs = Vec::new();
    for member in object.members() {
        let key = String::from_utf8(member.name().into_owned()).map_err(|_| wrong())?;
        let values = if member.value.kind() == Kind::Array {
            member.value.elements().collect()
        } else {
            vec![member.value]
        };
        for value in values {
            pairs.push((key.clone(), value.as_str().ok_or_else(wrong)?.into_owned()));
        }
    }
    Ok(pairs)
}

fn body(event: Value<'_>) -> Read<Vec<u8>> {
    let Some(body) = member(event, "body") else { return Ok(Vec::new()) };
    if body.kind() != Kind::String {
        return Err(ParseRequestError::ParsedBody);
    }
    let text = text(Some(body), "body")?;
    match member(event, "isBase64Encoded").map(Value::kind) {
        Some(Kind::True) => STANDARD.decode(text).map_err(|_| ParseRequestError::Event {
            name: "body",
            wanted: "base64, although `isBase64Encoded` is true",
        }),
        _ => Ok(text.into_bytes()),
    }
}

/// Encodes everything but the unreserved characters (RFC 3986 §2.3).
fn percent_encoded(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            made.push(byte.into());
        } else {
            made.push_str(&format!("%{byte:02X}"));
        }
    }
    made
}
