//! Webhook: the delivery of a probe, before it is signed.

use std::os::unix::ffi::OsStrExt as _;

use vsw::capture::Capture;
use vsw::delivery::{Event, Method};
use vsw::sign::Sample;

use crate::args::probe::Probe;
use crate::context::{Context, Input};
use crate::failure::Failure;
use crate::signer::request::{self, Content};

/// Maximum size of a body, in bytes; a receiver has the same limit.
const LONGEST_BODY: usize = 1024 * 1024;

/// Claims stdin. Fails if options contradict each other.
pub fn claim(probe: &Probe, method: Method, context: &Context) -> Result<Option<Input>, Failure> {
    let has_body = probe.body.is_some() || probe.body_file.is_some();
    if has_body && method == Method::Get {
        let words = "--body and --body-file cannot be used with --method GET: a GET has no body";
        return Err(Failure::usage(words, "use `--event`, or write the query into the URL"));
    }
    if has_body && !(probe.members.set.is_empty() && probe.members.set_json.is_empty()) {
        let words = "--set and --set-json cannot be used with --body and --body-file";
        return Err(Failure::usage(words, "use `--event` or `--product`, or write the complete body"));
    }
    Ok(context.stdin.optional("--body-file", probe.body_file.as_deref())?)
}

/// Returns the path of a URL that has none.
pub fn usual_path(probe: &Probe, method: Method) -> &'static str {
    request::usual_path(probe.product, Some(event(probe, method)))
}

/// Returns the delivery without its Authorization header.
pub fn read(
    probe: &Probe,
    method: Method,
    path: &str,
    input: Option<&Input>,
    context: &Context,
) -> Result<Capture, Failure> {
    let content = match (input, &probe.body) {
        (Some(input), _) => {
            let read = input.read(LONGEST_BODY);
            Content::Body(read.map_err(|source| Failure::File { what: input.to_string(), source })?)
        }
        (None, Some(text)) => Content::Body(text.as_bytes().to_vec()),
        (None, None) => {
            let sample = match probe.product {
                Some(product) => Sample::of_product(product),
                None => Sample::of(event(probe, method)),
            };
            let sample = sample.map(|sample| request::with_members(sample, &probe.members)).transpose()?;
            sample.map_or(Content::Nothing, Content::Sample)
        }
    };
    Ok(request::unsigned(method, path, content, context.now_in_seconds()))
}

/// Returns the event: answer webhooks come by GET unless configured otherwise, all others by POST.
fn event(probe: &Probe, method: Method) -> Event {
    let usual = if method == Method::Get { Event::Answer } else { Event::Answered };
    probe.event.unwrap_or(usual)
}
