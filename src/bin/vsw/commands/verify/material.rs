//! Material: the header and the body that are to be verified, from wherever the command line says.
//!
//! Stdin is claimed before anything is read, so that a second `-` is found before the first one waits.

use std::ffi::OsStr;
use std::io;
use std::os::unix::ffi::OsStrExt;

use vsw::capture::Capture;
use vsw::delivery::{Method, ParseMethodError};

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
    method: Method,
    header: Option<Input>,
    body: Option<Input>,
    request: Option<Input>,
}

impl Material {
    /// Says who reads stdin.
    pub fn claim(verify: &Verify, context: &Context) -> Result<Self, Failure> {
        let method = verify.method.as_deref().map_or(Ok(Method::Post), method)?;
        match method {
            Method::Get if verify.url.is_none() => {
                let words = "--method GET: what a GET carries is its query, and --url is missing";
                return Err(Failure::usage(
                    words,
                    "give the URL as it was requested: --url '/answer?to=…&from=…'",
                ));
            }
            Method::Post if !has_body(verify) => {
                let words = "the body of a POST is missing: --body, --body-file or --request-file";
                return Err(Failure::usage(words, "for a delivery by GET, add --method GET"));
            }
            _ => {}
        }
        Ok(Self {
            method,
            header: context.stdin.optional("--header-file", verify.header_file.as_deref())?,
            body: context.stdin.optional("--body-file", verify.body_file.as_deref())?,
            request: context.stdin.optional("--request-file", verify.request_file.as_deref())?,
        })
    }

    /// Reads it. Returns `None` if the body is longer than any that is read.
    pub fn read(self, verify: &Verify, context: &Context) -> Result<Option<Capture>, Failure> {
        if let Some(input) = &self.request {
            let Some(bytes) = bounded(input, LONGEST_BODY + LONGEST_HEADER)? else { return Ok(None) };
            let Request { method: word, target, headers, body, rest } = Request::read(&bytes)?;
            let method = method(&word)?;
            if rest > 0 {
                context
                    .screen
                    .warn(format!("{rest} bytes after the request's body (by Content-Length) are left out"));
            }
            let is_read = body.len() <= LONGEST_BODY;
            return Ok(is_read.then_some(Capture { method, url: target, headers, body, received_at: None }));
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
            (None, text) => Some(text.as_deref().map(OsStr::as_bytes).unwrap_or_default().to_vec()),
        };
        let Some(body) = body.filter(|body| body.len() <= LONGEST_BODY) else { return Ok(None) };
        let headers = header.into_iter().map(|value| (verify.expected.header_name.clone(), value)).collect();
        let url = verify.url.clone().unwrap_or_default();
        Ok(Some(Capture { method: self.method, url, headers, body, received_at: None }))
    }
}

fn has_body(verify: &Verify) -> bool {
    verify.body.is_some() || verify.body_file.is_some() || verify.request_file.is_some()
}

/// In any case, as people write it on a command line.
fn method(word: &str) -> Result<Method, Failure> {
    word.to_ascii_uppercase().parse().map_err(|unsupported: ParseMethodError| {
        Failure::usage(unsupported.to_string(), "leave --method out for POST; for a GET, give --url too")
    })
}

/// None where there is more than the limit.
fn bounded(input: &Input, limit: usize) -> Result<Option<Vec<u8>>, Failure> {
    match input.read(limit) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Ok(None),
        Err(source) => Err(Failure::File { what: input.to_string(), source }),
    }
}
