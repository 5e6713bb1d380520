//! Inspector: the page of `vsw listen --inspect` and its API. It holds the newest deliveries and streams new ones.
//!
//! Not here: the page's behavior (`page/`), and what needs the settings: a replay, a search for causes, and a command
//! to copy are [`Question`]s to `vsw listen`.
//!
//! Invariant: without the token, only the page is returned; a foreign `Host` or `Origin` is refused.

mod entry;
mod history;
mod service;
mod stream;
mod token;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use crate::server::{Limits, ListenError, Server, WhenFull};

pub use entry::Entry;
pub use history::Session;

use history::History;
use service::InspectorService;
use token::Token;

/// A running inspector. Stops on drop.
pub struct Inspector {
    history: Arc<History>,
    questions: mpsc::Receiver<Question>,
    token: Token,
    /// Stops its thread on drop.
    server: Server,
}

/// What a page asks `vsw listen` about one delivery.
pub struct Question {
    pub kind: QuestionKind,
    pub entry: Arc<Entry>,
    pub reply: oneshot::Sender<Answer>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    /// Send it to the upstream, with a new token unless it must be as captured.
    Replay { as_captured: bool },
    /// Search for the causes of its rejection.
    Explain,
    /// Return a command that sends it.
    AsCurl,
    /// Return a command that verifies it.
    AsVerify,
}

/// The command's answer.
pub enum Answer {
    /// The text of a JSON object.
    Found(Vec<u8>),
    /// Why the request contradicts the state of the session.
    Conflict(String),
    /// Why the handler did not answer.
    NoResponse(String),
}

/// A page needs few connections; the stream of events lasts until the page is closed.
const LIMITS: Limits = Limits {
    head: Duration::from_secs(30),
    head_bytes: 64 * 1024,
    connection: Duration::from_secs(24 * 60 * 60),
    connections: 64,
    when_full: WhenFull::CloseOldest,
    drain: Duration::from_secs(1),
};
/// The number of questions that may wait for the command.
const WAITING_QUESTIONS: usize = 64;

/// The name of the server.
const NAME: &str = "inspector";

impl Inspector {
    /// Starts an inspector on this machine. It is listening when this returns.
    ///
    /// # Errors
    /// Fails if it cannot listen on the port, or if the system has no random bytes for the token.
    pub fn start(port: u16, session: Session) -> Result<Self, ListenError> {
        let history = Arc::new(History::new(session));
        let address = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port);
        let failed = |source| ListenError { name: NAME.to_owned(), address, source };
        let token = Token::random().map_err(failed)?;
        let (ask, questions) = mpsc::channel(WAITING_QUESTIONS);
        let service = InspectorService::new(Arc::clone(&history), token.clone(), ask);
        let server = Server::start(NAME, address, Arc::new(service), LIMITS)?;
        Ok(Self { history, questions, token, server })
    }

    /// Returns the page's address, with the token.
    pub fn url(&self) -> String {
        format!("http://{}/#token={}", self.server.address(), self.token.expose())
    }

    /// Adds a delivery, which must be newer than the others.
    pub fn add(&self, entry: Entry) {
        self.history.add(entry);
    }

    /// Returns the page's next question. Cancel safe.
    pub async fn question(&mut self) -> Option<Question> {
        self.questions.recv().await
    }
}

impl Drop for Inspector {
    fn drop(&mut self) {
        // Otherwise the server would wait for the streams of events.
        self.history.close();
    }
}

#[cfg(test)]
mod tests {
    use vsw::delivery::Event;

    use crate::report::listen::DeliveryEvent;
    use crate::vocabulary::DeliveryVerdict;

    /// Returns an event for tests of the modules below.
    pub fn event(number: u64) -> DeliveryEvent {
        DeliveryEvent {
            number,
            method: "POST",
            route: None,
            detail: None,
            secret: None,
            target: "/".to_owned(),
            verdict: DeliveryVerdict::Genuine,
            code: None,
            failures: Vec::new(),
            webhook: None,
            claimed_event: Event::Unknown,
            application: None,
            api_key: None,
            call: None,
            status: Some(200),
            upstream: None,
            took_us: 0,
            explanation: Vec::new(),
            flaws: Vec::new(),
            remedy: None,
            answered_ms: 0.0,
        }
    }
}
