//! Material: reads the header and the body to verify. A second `-` for stdin fails before anything is read.

use std::ffi::OsStr;
use std::io;
use std::os::unix::ffi::OsStrExt;

use vsw::capture::Capture;
use vsw::delivery::Method;

use crate::args::verify::Verify;
use crate::capture::{Header, Original, ParseRequestError, Request, header_block};
use crate::context::{Context, Input, without_line_end};
use crate::failure::Failure;
use crate::render::number_of;

const LONGEST_BODY: usize = 64 * 1024 * 1024;
const LONGEST_HEADER: usize = 1024 * 1024;

pub struct Material {
    method: Method,
    header: Option<Input>,
    body: Option<Input>,
    request: Option<Input>,
}

pub struct Received {
    pub capture: Capture,
    /// The bytes after the body in a captured request.
    pub rest: Vec<u8>,
    /// Set if the captured request may be a proxy's question about another request, as nginx's `auth_request`
    /// sends it.
    pub original: Option<Original>,
    /// Sentences about the form of the input, ignored parts, and doubts about the body or the query.
    pub notes: Vec<String>,
}

impl Material {
    pub fn claim(verify: &Verify, context: &Context) -> Result<Self, Failure> {
        let method = verify.method.as_deref().map_or(Ok(Method::Post), method)?;
        match method {
            Method::Get if verify.url.is_none() => {
                let words = "--method GET needs --url: the query of a GET is verified";
                return Err(Failure::usage(
                    words,
                    "pass the path and query that Vonage requested: `--url '/answer?to=…&from=…'`",
                ));
            }
            Method::Post if !has_body(verify) => {
                let words = "the body of a POST is missing: pass --body, --body-file or --request-file";
                return Err(Failure::usage(words, "for a delivery by GET, add `--method GET` and `--url`"));
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

    /// Returns `None` if the body or the captured request is too long.
    pub fn read(self, verify: &Verify) -> Result<Option<Received>, Failure> {
        if let Some(input) = &self.request {
            let Some(bytes) = bounded(input, LONGEST_BODY + LONGEST_HEADER)? else { return Ok(None) };
            let Request { method, target, headers, body, rest, original, notes } = Request::read(&bytes)?;
            let is_read = body.len() <= LONGEST_BODY;
            let capture = Capture { method, url: target, headers, body, received_at: None };
            return Ok(is_read.then_some(Received { capture, rest, original, notes }));
        }
        let (headers, notes) = self.headers(verify)?;
        let body = match (&self.body, &verify.body) {
            (Some(input), _) => bounded(input, LONGEST_BODY)?,
            (None, text) => Some(text.as_deref().map(OsStr::as_bytes).unwrap_or_default().to_vec()),
        };
        let Some(body) = body.filter(|body| body.len() <= LONGEST_BODY) else { return Ok(None) };
        let url = verify.url.clone().unwrap_or_default();
        let capture = Capture { method: self.method, url, headers, body, received_at: None };
        Ok(Some(Received { capture, rest: Vec::new(), original: None, notes }))
    }

    fn headers(&self, verify: &Verify) -> Result<(Vec<Header>, Vec<String>), Failure> {
        let value = match (&self.header, &verify.header) {
            (Some(input), _) => bounded(input, LONGEST_HEADER)?.ok_or(ParseRequestError::HeadersTooLong)?,
            (None, Some(text)) => text.as_bytes().to_vec(),
            (None, None) => return Ok((Vec::new(), Vec::new())),
        };
        if let Some(headers) = header_block(&value)? {
            let note = format!(
                "the text given as the header was read as a block of {}",
                number_of(headers.len(), "header", "headers")
            );
            return Ok((headers, vec![note]));
        }
        let value = if self.header.is_some() { without_line_end(&value) } else { &value };
        Ok((vec![(verify.expected.verifier.header_name.clone(), value.to_vec())], Vec::new()))
    }
}

fn has_body(verify: &Verify) -> bool {
    verify.body.is_some() || verify.body_file.is_some() || verify.request_file.is_some()
}

fn method(word: &str) -> Result<Method, Failure> {
    word.to_ascii_uppercase().parse().map_err(|_| {
        let word: String = word.chars().take(16).collect();
        Failure::usage(
            format!("--method: unsupported method `{word}`: expected POST or GET"),
            "omit `--method` for a POST; for a GET, pass `--method GET` and `--url`",
        )
    })
}

fn bounded(input: &Input, limit: usize) -> Result<Option<Vec<u8>>, Failure> {
    match input.read(limit) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Ok(None),
        Err(source) => Err(Failure::File { what: input.to_string(), source }),
    }
}
