//! Material: the header and the body that are to be verified, from wherever the command line says.
//!
//! Stdin is claimed before anything is read, so that a second `-` is found before the first one waits.

use std::ffi::OsStr;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use jiff::Timestamp;
use vsw::delivery::{Delivery, Method};

use crate::args::verify::Verify;
use crate::capture::{BadRequest, Request};
use crate::context::{Context, Input, without_line_end};
use crate::failure::Failure;

/// The most that is read of a body, in bytes.
const LONGEST_BODY: usize = 64 * 1024 * 1024;
/// The most that is read of a header; a token in it may have 16 KiB, and is told to be too long beyond.
const LONGEST_HEADER: usize = 1024 * 1024;

/// Where the header and the body are; nothing is read yet.
pub struct Material {
    header: Option<Input>,
    body: Option<Input>,
    request: Option<Input>,
}

/// What was read.
pub enum Body {
    Read(Read),
    TooLong,
}

/// The headers and the body of one delivery.
pub struct Read {
    headers: Vec<(String, Vec<u8>)>,
    body: Vec<u8>,
}

impl Material {
    /// Says who reads stdin.
    pub fn claim(verify: &Verify, context: &Context) -> Result<Self, Failure> {
        if let Some(method) = &verify.method {
            only_post(method)?;
        }
        if verify.url.is_some() {
            return Err(no_get("--url: "));
        }
        let input = |option, path: &Option<std::path::PathBuf>| {
            path.as_deref().map(|path: &Path| context.stdin.input(option, path)).transpose()
        };
        Ok(Self {
            header: input("--header-file", &verify.header_file).map_err(crate::config::ConfigError::from)?,
            body: input("--body-file", &verify.body_file).map_err(crate::config::ConfigError::from)?,
            request: input("--request-file", &verify.request_file)
                .map_err(crate::config::ConfigError::from)?,
        })
    }

    pub fn read(self, verify: &Verify, context: &Context) -> Result<Body, Failure> {
        if let Some(input) = &self.request {
            let Some(bytes) = bounded(input, LONGEST_BODY + LONGEST_HEADER)? else {
                return Ok(Body::TooLong);
            };
            let Request { method, headers, body, rest } = Request::read(&bytes)?;
            only_post(&method)?;
            if rest > 0 {
                context
                    .screen
                    .warn(format!("{rest} bytes after the request's body (by Content-Length) are left out"));
            }
            if body.len() > LONGEST_BODY {
                return Ok(Body::TooLong);
            }
            return Ok(Body::Read(Read { headers, body }));
        }
        let header = match (&self.header, &verify.header) {
            (Some(input), _) => {
                let bytes = bounded(input, LONGEST_HEADER)?.ok_or(BadRequest::HeadersTooLong)?;
                Some(without_line_end(&bytes).to_vec())
            }
            (None, Some(text)) => Some(text.as_bytes().to_vec()),
            (None, None) => None,
        };
        let body = match (&self.body, &verify.body) {
            (Some(input), _) => bounded(input, LONGEST_BODY)?,
            (None, text) => text.as_deref().map(OsStr::as_bytes).map(<[u8]>::to_vec),
        };
        let Some(body) = body.filter(|body| body.len() <= LONGEST_BODY) else { return Ok(Body::TooLong) };
        let headers = header.into_iter().map(|value| (verify.header_name.clone(), value)).collect();
        Ok(Body::Read(Read { headers, body }))
    }
}

impl Read {
    pub fn delivery(&self) -> Delivery<'_> {
        self.headers.iter().fold(Delivery::post(&self.body[..]), |delivery, (name, value)| {
            delivery.with_header(name.as_str(), &value[..])
        })
    }
}

/// The time to verify as of, in seconds since 1970.
pub fn as_of(verify: &Verify, context: &Context) -> Result<u64, Failure> {
    let seconds = match (&verify.at, verify.now) {
        (Some(at), _) => at
            .parse::<Timestamp>()
            .map_err(|_| Failure::usage(format!("--at: `{at}` is no time as RFC 3339 writes it"), AT_HINT))?
            .as_second(),
        (None, Some(now)) => return Ok(now),
        (None, None) => context.now().as_second(),
    };
    u64::try_from(seconds).map_err(|_| Failure::usage("--at: webhooks were not signed before 1970", AT_HINT))
}

const AT_HINT: &str = "write it like 2026-11-23T20:15:00Z";

fn only_post(method: &str) -> Result<(), Failure> {
    if method.to_ascii_uppercase().parse::<Method>().is_ok() {
        return Ok(());
    }
    if method.eq_ignore_ascii_case("GET") {
        return Err(no_get(""));
    }
    let words =
        format!("`{method}` is no way that webhooks come: they are POST, or GET where that is configured");
    Err(Failure::usage(words, POST_HINT))
}

fn no_get(said: &str) -> Failure {
    let words =
        "GET deliveries are not verified by this version: how Vonage hashes their query is unconfirmed";
    Failure::usage(format!("{said}{words}"), POST_HINT)
}

const POST_HINT: &str = "set the webhook's http_method to POST, and verify the body as it came";

/// None where there is more than the limit.
fn bounded(input: &Input, limit: usize) -> Result<Option<Vec<u8>>, Failure> {
    match input.read(limit) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Ok(None),
        Err(source) => Err(Failure::File { what: input.to_string(), source }),
    }
}
