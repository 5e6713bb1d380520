//! Deliver: sends deliveries to a handler, one after another, and returns what it answered.

use std::cell::Cell;
use std::path::Path;
use std::time::Duration;

use tokio::runtime::Runtime;
use vsw::capture::Capture;
use vsw::delivery;

use crate::args::send::Sending;
use crate::context::Context;
use crate::failure::Failure;
use crate::report::send::SentDelivery;
use crate::runtime;
use crate::sender::{SendError, Sender, Target, request};

/// A handler to send to.
pub struct Deliverer<'c> {
    sender: Sender,
    runtime: Runtime,
    context: &'c Context,
    /// The address without the path.
    origin: String,
    /// The path that every delivery goes to; `None`: each goes to its own.
    path: Option<String>,
    answers: Cell<Answers>,
}

/// Whether the handler has answered so far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answers {
    Unknown,
    /// It answered once, so it may answer again.
    Yes,
    /// Nothing accepted the first connection.
    No,
}

impl<'c> Deliverer<'c> {
    /// Prepares to send to a URL.
    ///
    /// # Errors
    /// Fails if the URL is invalid or names a host that must not get deliveries, or if the certificates cannot be read.
    pub fn new(url: &str, sending: &Sending, context: &'c Context) -> Result<Self, Failure> {
        // A query without a path is refused below.
        let at = origin_end(url).filter(|at| url.get(*at..).is_some_and(|rest| rest.starts_with('/')));
        let (origin, path) = at.map_or((url, ""), |at| url.split_at(at));
        let target = Target::parse(origin, &sending.yes_i_own_this)?;
        let ca_file = context.global.ca_file.as_deref();
        let sender = Sender::new(&target, ca_file.map(Path::new), sending.response_timeout)?;
        let runtime = runtime::new().map_err(anyhow::Error::from)?;
        let path = (!matches!(path, "" | "/")).then(|| path.to_owned());
        Ok(Self {
            sender,
            runtime,
            context,
            origin: origin.to_owned(),
            path,
            answers: Cell::new(Answers::Unknown),
        })
    }

    /// Returns the path that a delivery goes to, if the URL does not name one.
    pub fn path<'p>(&'p self, usual: &'p str) -> &'p str {
        self.path.as_deref().unwrap_or(usual)
    }

    /// Returns where a captured delivery goes: its own path, or the URL's. A GET keeps its query, which is signed.
    pub fn target_of(&self, capture: &Capture) -> String {
        let own = capture.target();
        match (&self.path, own.split_once('?')) {
            (None, _) => own.into_owned(),
            (Some(path), Some((_, query))) if capture.method == delivery::Method::Get => {
                format!("{path}?{query}")
            }
            (Some(path), _) => path.clone(),
        }
    }

    /// Returns whether the URL has a query.
    pub fn has_query(&self) -> bool {
        self.path.as_ref().is_some_and(|path| path.contains('?'))
    }

    /// Returns the address for reports.
    pub fn target(&self) -> String {
        format!("{}{}", self.origin, self.path.as_deref().unwrap_or_default())
    }

    /// Sends a delivery.
    pub fn send(&self, capture: &Capture) -> SentDelivery {
        let target = capture.target();
        let elapsed = self.context.stopwatch();
        let answered = self.runtime.block_on(async {
            let request = request(capture, &target).ok_or_else(|| SendError::Path(capture.url.clone()))?;
            self.sender.send(request).await
        });
        let is_first = self.answers.get() == Answers::Unknown;
        match &answered {
            Err(SendError::NotConnected { .. }) if is_first => self.answers.set(Answers::No),
            _ => self.answers.set(Answers::Yes),
        }
        let (status, error) = match answered {
            Ok(response) => (Some(response.status().as_u16()), None),
            Err(error) => (None, Some(error.to_string())),
        };
        SentDelivery {
            event: capture.delivery().claimed_event(),
            method: capture.method.word(),
            url: format!("{}{target}", self.origin),
            status,
            took_ms: u64::try_from(elapsed().as_millis()).unwrap_or(u64::MAX),
            error,
            signed_again: None,
        }
    }

    /// Waits between two deliveries, unless nothing listens. A signal ends the program meanwhile.
    pub fn wait(&self, time: Duration) {
        if !time.is_zero() && self.answers.get() != Answers::No {
            self.runtime.block_on(async { tokio::time::sleep(time).await });
        }
    }
}

/// Returns where path or query of a URL begin. A path has no origin: a query may contain a URL.
fn origin_end(url: &str) -> Option<usize> {
    let authority = url.find("://").filter(|_| !url.starts_with('/'))? + 3;
    Some(authority + url.get(authority..)?.find(['/', '?'])?)
}
