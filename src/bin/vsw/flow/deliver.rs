//! Deliver: sends deliveries to a handler, one after another, and returns what it answered.

use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use hyper::header::{HeaderName, HeaderValue};
use hyper::{HeaderMap, Method, Request, Uri};
use tokio::runtime::Runtime;
use vsw::capture::Capture;
use vsw::delivery;

use crate::args::send::Sending;
use crate::context::Context;
use crate::failure::Failure;
use crate::report::send::SentDelivery;
use crate::runtime;
use crate::sender::{SendError, Sender, Target};

/// A handler to send to.
pub struct Deliverer<'c> {
    sender: Sender,
    runtime: Runtime,
    context: &'c Context,
    /// The address without the path.
    origin: String,
    /// The path that every delivery goes to; `None`: each goes to its own.
    path: Option<String>,
}

/// Headers that the connection sets.
const OF_CONNECTION: [&str; 5] = ["host", "content-length", "transfer-encoding", "connection", "keep-alive"];

impl<'c> Deliverer<'c> {
    /// Prepares to send to a URL.
    ///
    /// # Errors
    /// Fails if the URL is invalid or names a host that must not get deliveries, or if the certificates cannot be read.
    pub fn new(url: &str, sending: &Sending, context: &'c Context) -> Result<Self, Failure> {
        let (origin, path) = split(url);
        let target = Target::parse(origin, &sending.yes_i_own_this)?;
        let ca_file = context.global.ca_file.as_deref();
        let sender = Sender::new(&target, ca_file.map(Path::new), sending.response_timeout)?;
        let runtime = runtime::new().map_err(anyhow::Error::from)?;
        let path = (!matches!(path, "" | "/")).then(|| path.to_owned());
        Ok(Self { sender, runtime, context, origin: origin.to_owned(), path })
    }

    /// Returns the path that a delivery goes to, if the URL does not name one.
    pub fn path<'p>(&'p self, usual: &'p str) -> &'p str {
        self.path.as_deref().unwrap_or(usual)
    }

    /// Returns the address for reports.
    pub fn target(&self) -> String {
        format!("{}{}", self.origin, self.path.as_deref().unwrap_or_default())
    }

    /// Sends a delivery.
    pub fn send(&self, capture: &Capture) -> SentDelivery {
        let elapsed = self.context.stopwatch();
        let answered = self.runtime.block_on(async {
            let request = request(capture).ok_or_else(|| SendError::Path(capture.url.clone()))?;
            self.sender.send(request).await
        });
        let (status, error) = match answered {
            Ok(response) => (Some(response.status().as_u16()), None),
            Err(error) => (None, Some(error.to_string())),
        };
        SentDelivery {
            event: capture.delivery().claimed_event(),
            method: capture.method.word(),
            url: format!("{}{}", self.origin, capture.url),
            status,
            took_ms: u64::try_from(elapsed().as_millis()).unwrap_or(u64::MAX),
            error,
            signed_again: None,
        }
    }

    /// Waits between two deliveries. A signal ends the program meanwhile.
    pub fn wait(&self, time: Duration) {
        if !time.is_zero() {
            self.runtime.block_on(async { tokio::time::sleep(time).await });
        }
    }
}

/// Splits a URL into its origin and its path with the query.
fn split(url: &str) -> (&str, &str) {
    let authority = url.find("://").map_or(url.len(), |at| at + 3);
    let rest = url.get(authority..).unwrap_or_default();
    rest.find('/').map_or((url, ""), |at| url.split_at(authority + at))
}

/// Returns the request of a capture, or `None` if HTTP cannot carry it.
fn request(capture: &Capture) -> Option<Request<Bytes>> {
    let mut headers = HeaderMap::new();
    for (name, value) in &capture.headers {
        if !OF_CONNECTION.iter().any(|known| name.eq_ignore_ascii_case(known)) {
            headers
                .append(HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_bytes(value).ok()?);
        }
    }
    let mut request = Request::new(Bytes::from(capture.body.clone()));
    *request.method_mut() = if capture.method == delivery::Method::Get { Method::GET } else { Method::POST };
    *request.uri_mut() = split(&capture.url).1.parse::<Uri>().or_else(|_| capture.url.parse()).ok()?;
    *request.headers_mut() = headers;
    Some(request)
}
