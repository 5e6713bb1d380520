//! Request: builds a webhook as Vonage would send it, before signing.

use std::os::unix::ffi::OsStrExt as _;

use vsw::capture::Capture;
use vsw::delivery::{Event, Method, ParseQueryError, Product};
use vsw::json::Json;
use vsw::sign::Sample;

use crate::args::sign::{Body, Members};
use crate::context::{Context, Input};
use crate::failure::Failure;
use crate::screen::shell;

pub enum Content {
    /// A documented webhook: the body of a POST, or parameters added to a GET's query.
    Sample(Sample),
    Body(Vec<u8>),
    /// No body: the URL already has the whole query.
    Nothing,
}

/// In bytes; equal to the limit of `vsw verify`.
pub const LONGEST_BODY: usize = 64 * 1024 * 1024;

/// A body from the command line; a file is not yet read.
pub enum GivenBody {
    Text(Vec<u8>),
    Input(Input),
}

impl GivenBody {
    /// Returns `None` if no body is given.
    pub fn claim(body: &Body, context: &Context) -> Result<Option<Self>, Failure> {
        let input = context.stdin.optional("--body-file", body.file.as_deref())?;
        let text = || body.text.as_ref().map(|text| Self::Text(text.as_bytes().to_vec()));
        Ok(input.map(Self::Input).or_else(text))
    }

    pub fn read(self, longest: usize) -> Result<Vec<u8>, Failure> {
        match self {
            Self::Text(bytes) => Ok(bytes),
            Self::Input(input) => {
                input.read(longest).map_err(|source| Failure::File { what: input.to_string(), source })
            }
        }
    }
}

/// `received_at` is in seconds since 1970.
pub fn unsigned(method: Method, url: &str, content: Content, received_at: u64) -> Capture {
    let (url, body) = match (method, content) {
        (Method::Get, Content::Sample(sample)) => {
            let joint = if url.contains('?') { '&' } else { '?' };
            (format!("{url}{joint}{}", sample.query()), Vec::new())
        }
        (_, Content::Sample(sample)) => (url.to_owned(), sample.body().into_bytes()),
        (_, Content::Body(body)) => (url.to_owned(), body),
        (_, Content::Nothing) => (url.to_owned(), Vec::new()),
    };
    let mut headers = vec![("Host".to_owned(), host_of(&url).unwrap_or("example.com").into())];
    if method == Method::Post {
        headers.push(("Content-Type".to_owned(), b"application/json".to_vec()));
        headers.push(("Content-Length".to_owned(), body.len().to_string().into_bytes()));
    }
    Capture { method, url, headers, body, received_at: Some(received_at) }
}

pub fn with_members(mut sample: Sample, members: &Members) -> Result<Sample, Failure> {
    for pair in &members.set {
        let (name, value) = split("--set", pair)?;
        sample = sample.with_text(name, value);
    }
    for pair in &members.set_json {
        let (name, value) = split("--set-json", pair)?;
        let json = Json::parse(value.to_owned()).map_err(|error| {
            let words = format!("--set-json {name}: {error}");
            let example = |value: &str| shell::quoted(&format!("{name}={value}"));
            // Without quotes, the shell removes the double quotes of JSON.
            let hint = if value.starts_with(['{', '[']) {
                format!("put the argument in single quotes, and the names and texts of its JSON in double quotes: `--set-json {}`", example("{\"a\": 1}"))
            } else {
                format!(
                    "quote a text: `--set-json {}`, or use `--set {}=…`",
                    example("\"…\""),
                    shell::word(name)
                )
            };
            Failure::usage(words, hint)
        })?;
        sample = sample.with(name, &json);
    }
    Ok(sample)
}

fn split<'p>(option: &str, pair: &'p str) -> Result<(&'p str, &'p str), Failure> {
    let example = if option == "--set" { "status=busy" } else { "duration=3" };
    let missing = || {
        Failure::usage(
            format!("{option}: expected NAME=VALUE"),
            format!("pass a name and a value, such as `{option} {example}`"),
        )
    };
    pair.split_once('=').filter(|(name, _)| !name.is_empty()).ok_or_else(missing)
}

/// The path if `--url` is not given.
pub fn usual_path(product: Option<Product>, event: Option<Event>) -> &'static str {
    match (product, event) {
        (Some(Product::Messages), _) => "/webhooks/inbound-message",
        (Some(Product::Verify), _) => "/webhooks/verify",
        (_, Some(Event::Answer)) => "/webhooks/answer",
        (_, Some(Event::Fallback)) => "/webhooks/fallback",
        _ => "/webhooks/event",
    }
}

/// Returns `None` unless the scheme is http or https.
pub fn host_of(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let is_http = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    is_http.then_some(authority)
}

pub fn bad_query(reason: &ParseQueryError) -> Failure {
    let words = format!("cannot sign the query of the GET: {reason}");
    Failure::usage(
        words,
        "use each parameter once, percent-encoded as UTF-8; if the event or product sets a parameter, omit that parameter from the URL",
    )
}
