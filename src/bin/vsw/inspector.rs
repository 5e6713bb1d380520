//! Inspector: the web page of `vsw listen --inspect` and its API.
//!
//! Invariant: without the token, only the page's own files are served.

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

pub struct Inspector {
    history: Arc<History>,
    questions: mpsc::Receiver<Question>,
    token: Token,
    server: Server,
}

/// A request from the page that needs the settings of `vsw listen`.
pub struct Question {
    pub kind: QuestionKind,
    pub entry: Arc<Entry>,
    pub reply: oneshot::Sender<Answer>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    /// Send the delivery to the upstream again, as captured or with a new token.
    Replay {
        as_captured: bool,
    },
    Explain,
    AsCurl,
    /// Return a `vsw verify` command that checks the delivery.
    AsVerify,
}

pub enum Answer {
    /// JSON text.
    Found(Vec<u8>),
    /// The reason why the session cannot fulfill the request now.
    Conflict(String),
    /// The reason why the handler gave no response.
    NoResponse(String),
}

/// `connection` is long, because the page's event stream stays open.
const LIMITS: Limits = Limits {
    head: Duration::from_secs(30),
    head_bytes: 64 * 1024,
    connection: Duration::from_secs(24 * 60 * 60),
    connections: 64,
    when_full: WhenFull::CloseOldest,
    drain: Duration::from_secs(1),
};
const WAITING_QUESTIONS: usize = 64;

const NAME: &str = "inspector";

impl Inspector {
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

    pub fn url(&self) -> String {
        format!("http://{}/#token={}", self.server.address(), self.token.expose())
    }

    /// The entry's number must be higher than those of all earlier entries.
    pub fn add(&self, entry: Entry) {
        self.history.add(entry);
    }

    /// Cancel safe.
    pub async fn question(&mut self) -> Option<Question> {
        self.questions.recv().await
    }
}

impl Drop for Inspector {
    fn drop(&mut self) {
        // Otherwise the server would wait for the event streams.
        self.history.close();
    }
}

#[cfg(test)]
mod tests {
    use vsw::delivery::Event;

    use crate::report::listen::DeliveryEvent;
    use crate::vocabulary::DeliveryVerdict;

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
