//! Deliver: sends deliveries (webhook requests) to a handler, one after another.

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
use crate::sender::{SendError, Sender, Target, TargetError, request};

pub struct Deliverer<'c> {
    sender: Sender,
    runtime: Runtime,
    context: &'c Context,
    /// The URL without its path and query.
    origin: String,
    /// The path and query of the URL. `None` if they are empty or only `/`.
    path: Option<String>,
    answers: Cell<Answers>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Answers {
    Unknown,
    /// A delivery had a result other than a failed connection. This state is final.
    Yes,
    /// Every delivery so far failed to connect.
    No,
}

impl<'c> Deliverer<'c> {
    pub fn new(url: &str, sending: &Sending, context: &'c Context) -> Result<Self, Failure> {
        // A URL with a query but no path stays whole: `Target::parse` rejects it.
        let at = origin_end(url).filter(|at| url.get(*at..).is_some_and(|rest| rest.starts_with('/')));
        let (origin, path) = at.map_or((url, ""), |at| url.split_at(at));
        if path.contains('#') {
            return Err(TargetError::Path { path: path.to_owned() }.into());
        }
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

    pub fn path<'p>(&'p self, usual: &'p str) -> &'p str {
        self.path.as_deref().unwrap_or(usual)
    }

    /// Returns the target for a captured request. The query of a captured GET is kept, because it is signed.
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

    pub fn has_query(&self) -> bool {
        self.path.as_ref().is_some_and(|path| path.contains('?'))
    }

    pub fn target(&self) -> String {
        format!("{}{}", self.origin, self.path.as_deref().unwrap_or_default())
    }

    pub fn send(&self, capture: &Capture) -> SentDelivery {
        let target = capture.target();
        let elapsed = self.context.stopwatch();
        let answered = self.runtime.block_on(async { self.sender.send(request(capture, &target)?).await });
        let is_refused = matches!(answered, Err(SendError::NotConnected { .. }));
        let has_answered = self.answers.get() == Answers::Yes;
        self.answers.set(if is_refused && !has_answered { Answers::No } else { Answers::Yes });
        let (status, error) = match answered {
            Ok(response) => (Some(response.status().as_u16()), None),
            Err(error) => (None, Some(error)),
        };
        SentDelivery {
            event: capture.delivery().claimed_event(),
            method: capture.method.word(),
            url: format!("{}{target}", self.origin),
            status,
            took_ms: u64::try_from(elapsed().as_millis()).unwrap_or(u64::MAX),
            hint: error.as_ref().map(SendError::hint),
            error: error.map(|error| error.to_string()),
            signed_again: None,
        }
    }

    /// Waits between two deliveries, unless every delivery so far failed to connect.
    pub fn wait(&self, time: Duration) {
        if !time.is_zero() && self.answers.get() != Answers::No {
            self.runtime.block_on(async { tokio::time::sleep(time).await });
        }
    }
}

/// Returns where a URL's path or query begins, or `None` if the URL has neither. A bare path is not a URL,
/// even if its query contains `://`.
fn origin_end(url: &str) -> Option<usize> {
    let authority = url.find("://").filter(|_| !url.starts_with('/'))? + 3;
    Some(authority + url.get(authority..)?.find(['/', '?'])?)
}
