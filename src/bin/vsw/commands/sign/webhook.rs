//! Webhook: the request to sign: its method, its URL, and its exact body.

use std::os::unix::ffi::OsStrExt as _;

use vsw::capture::Capture;
use vsw::delivery::{Event, Method, ParseQueryError, Product};
use vsw::json::Json;
use vsw::sign::Sample;

use crate::args::sign::Sign;
use crate::context::{Context, Input};
use crate::failure::Failure;
use crate::screen::shell;

/// Maximum size of a body, in bytes; `verify` has the same limit.
const LONGEST_BODY: usize = 64 * 1024 * 1024;

/// The inputs of the request; nothing is read yet.
pub struct Webhook {
    method: Method,
    url: Option<String>,
    body: Option<Input>,
}

impl Webhook {
    /// Claims stdin. Fails if inputs are missing or contradict each other, or if the URL is invalid.
    pub fn claim(sign: &Sign, context: &Context) -> Result<Self, Failure> {
        let method = if sign.method.eq_ignore_ascii_case("GET") { Method::Get } else { Method::Post };
        let has_body = sign.body.is_some() || sign.body_file.is_some();
        let has_sample = sign.event.is_some() || sign.product.is_some();
        let has_settings = !sign.set.is_empty() || !sign.set_json.is_empty();
        match method {
            Method::Get if has_body => {
                let words = "--body and --body-file cannot be used with --method GET: a GET has no body";
                return Err(Failure::usage(words, "use `--event`, or pass the whole query with `--url`"));
            }
            Method::Get if !has_sample && sign.url.is_none() => {
                let words = "--method GET needs a query to sign: --event, --product or --url";
                return Err(Failure::usage(words, "add an event, such as `--event answer`"));
            }
            Method::Post if !has_body && !has_sample => {
                let words = "nothing to sign: pass --event, --product, --body or --body-file";
                return Err(Failure::usage(
                    words,
                    "add an event, such as `--event answered`; `--body ''` is the empty body",
                ));
            }
            _ if !has_sample && has_settings => {
                let words = "--set and --set-json need --event or --product";
                return Err(Failure::usage(
                    words,
                    "add `--event` or `--product`, or write the complete body",
                ));
            }
            _ => {}
        }
        if let Some(url) = &sign.url {
            require_url(url)?;
        }
        let body = context.stdin.optional("--body-file", sign.body_file.as_deref())?;
        Ok(Self { method, url: sign.url.clone(), body })
    }

    /// Returns the delivery without its Authorization header.
    pub fn read(self, sign: &Sign, iat: u64) -> Result<Capture, Failure> {
        let sample = sample(sign)?;
        let url = self.url.unwrap_or_else(|| usual_path(sign).to_owned());
        let (url, body) = match (self.method, &sample) {
            (Method::Get, Some(sample)) => {
                let joint = if url.contains('?') { '&' } else { '?' };
                (format!("{url}{joint}{}", sample.query()), Vec::new())
            }
            (Method::Get, None) => (url, Vec::new()),
            (_, Some(sample)) => (url, sample.body().into_bytes()),
            (_, None) => (url, body(sign, self.body.as_ref())?),
        };
        let mut headers = vec![("Host".to_owned(), host(&url).into())];
        if self.method == Method::Post {
            headers.push(("Content-Type".to_owned(), b"application/json".to_vec()));
            headers.push(("Content-Length".to_owned(), body.len().to_string().into_bytes()));
        }
        // As if received when signed: a log of such lines is verified at that time.
        Ok(Capture { method: self.method, url, headers, body, received_at: Some(iat) })
    }
}

fn body(sign: &Sign, input: Option<&Input>) -> Result<Vec<u8>, Failure> {
    match (input, &sign.body) {
        (Some(input), _) => {
            input.read(LONGEST_BODY).map_err(|source| Failure::File { what: input.to_string(), source })
        }
        (None, text) => Ok(text.as_ref().map(|text| text.as_bytes().to_vec()).unwrap_or_default()),
    }
}

/// Returns the webhook of the event or product with the members of `--set`, in order, and then those of `--set-json`.
fn sample(sign: &Sign) -> Result<Option<Sample>, Failure> {
    let sample = sign.event.and_then(Sample::of).or_else(|| sign.product.and_then(Sample::of_product));
    let Some(mut sample) = sample else { return Ok(None) };
    for pair in &sign.set {
        let (name, value) = split("--set", pair)?;
        sample = sample.with_text(name, value);
    }
    for pair in &sign.set_json {
        let (name, value) = split("--set-json", pair)?;
        let json = Json::parse(value.to_owned()).map_err(|error| {
            let words = format!("--set-json {name}: {error}");
            Failure::usage(
                words,
                format!(
                    "quote a text: `--set-json {}`, or use `--set {}=…`",
                    shell::quoted(&format!("{name}=\"…\"")),
                    shell::word(name)
                ),
            )
        })?;
        sample = sample.with(name, &json);
    }
    Ok(Some(sample))
}

fn split<'p>(option: &str, pair: &'p str) -> Result<(&'p str, &'p str), Failure> {
    let missing = || {
        Failure::usage(
            format!("{option}: expected NAME=VALUE"),
            "pass a name and a value, such as `--set status=busy`",
        )
    };
    pair.split_once('=').filter(|(name, _)| !name.is_empty()).ok_or_else(missing)
}

/// Returns the path of a webhook if `--url` is not given.
fn usual_path(sign: &Sign) -> &'static str {
    match (sign.product, sign.event) {
        (Some(Product::Messages), _) => "/webhooks/inbound-message",
        (Some(Product::Verify), _) => "/webhooks/verify",
        (_, Some(Event::Answer)) => "/webhooks/answer",
        (_, Some(Event::Fallback)) => "/webhooks/fallback",
        _ => "/webhooks/event",
    }
}

/// Requires an http(s) URL or a path, of visible ASCII characters, without user info and fragment.
fn require_url(url: &str) -> Result<(), Failure> {
    // User info in a URL would become an Authorization header.
    let is_host = |host: &str| !host.is_empty() && !host.contains('@');
    let is_shaped = url.starts_with('/') || host_of(url).is_some_and(is_host);
    let is_plain = url.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#');
    if is_shaped && is_plain {
        return Ok(());
    }
    let hint =
        "use https://HOST/PATH or /PATH, without user info and fragment; percent-encode non-ASCII characters";
    Err(Failure::usage("--url: neither an http(s) URL nor a path", hint))
}

/// Requires a host for the `curl` command.
pub fn require_host(url: &str) -> Result<(), Failure> {
    if host_of(url).is_some() {
        return Ok(());
    }
    let words = "--output curl needs --url with a host";
    Err(Failure::usage(words, "add a URL, such as `--url http://127.0.0.1:8080/webhooks/event`"))
}

fn host(url: &str) -> &str {
    host_of(url).unwrap_or("example.com")
}

/// Returns host and port of an http(s) URL.
fn host_of(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let is_http = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    is_http.then_some(authority)
}

/// Returns the error for a query that the signature rule for GET does not cover.
pub fn bad_query(reason: &ParseQueryError) -> Failure {
    let words = format!("the query cannot be signed by the rule for GET: {reason}");
    Failure::usage(
        words,
        "use each name once, percent-encoded; `--event` appends its members to those of `--url`",
    )
}
