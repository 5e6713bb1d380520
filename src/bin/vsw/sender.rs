//! Sends deliveries to a handler, and returns its complete response.
//!
//! Invariant: a delivery goes only to the [`Target`], so no redirect is followed and no proxy is used.

mod connect;
#[cfg(test)]
pub mod header_pairs;
mod request;
mod target;

use std::error::Error;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::header::{HOST, HeaderValue};
use hyper::http::uri::PathAndQuery;
use hyper::{Request, Response, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::pki_types::ServerName;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use crate::tls::{self, TlsError, handshake};
use connect::Connector;
pub use request::{remove_hop_by_hop, request};
use target::Place;
pub use target::{Plaintext, Target, TargetError};

/// Keeps connections alive; clones share them.
#[derive(Clone)]
pub struct Sender {
    client: Client<Connector, Full<Bytes>>,
    connector: Connector,
    target: Arc<Target>,
    timeout: Duration,
}

#[derive(Debug, thiserror::Error)]
pub enum SendError {
    #[error("cannot connect to the handler at {authority}: {reason}")]
    NotConnected { authority: String, reason: String, hint: &'static str },
    #[error("the handler did not respond within {} s", .0.as_secs_f64())]
    TimedOut(Duration),
    #[error("the handler sent no complete HTTP response: {0}")]
    Broken(String),
    #[error("the handler's response is longer than 8 MiB")]
    TooLong,
    #[error("the path `{0}` cannot be requested")]
    Path(String),
    #[error("the header `{0}` cannot be sent: HTTP does not allow its name or its value")]
    Header(String),
}

pub const START: &str = "start the handler, and check host, port and scheme of its URL";

impl SendError {
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotConnected { hint, .. } => hint,
            Self::TimedOut(_) => {
                "look at the handler's log; if it shows no request, check host and port; else allow more time with `--response-timeout`"
            }
            Self::Broken(_) => "look at the handler's log, and check the scheme of its URL",
            Self::TooLong => "check that the URL is the address of a webhook, not of a page or a file",
            Self::Path(_) => "percent-encode the path",
            Self::Header(_) => "correct the header in the capture",
        }
    }

    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::TimedOut(_))
    }
}

/// How long an idle connection is kept. Handlers keep it longer (gunicorn: two seconds), so no request meets
/// a closing connection.
const IDLE: Duration = Duration::from_secs(1);
const LONGEST_RESPONSE: usize = 8 * 1024 * 1024;

impl Sender {
    /// `ca_file` replaces the trusted certificates. `timeout` is the time for a complete response.
    pub fn new(target: &Target, ca_file: Option<&Path>, timeout: Duration) -> Result<Self, TlsError> {
        let tls = match target.has_tls {
            false => None,
            true => {
                let configuration = Arc::new(tls::configuration(tls::Use::Always, ca_file)?);
                let host = target.host();
                let name =
                    ServerName::try_from(host.to_owned()).map_err(|_| TlsError::Host(host.to_owned()))?;
                Some((TlsConnector::from(configuration), name))
            }
        };
        let connector = Connector { place: Arc::new(target.place.clone()), tls };
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .build(connector.clone());
        Ok(Self { client, connector, target: Arc::new(target.clone()), timeout })
    }

    /// Sends a request to its path below the target's base path. Keeps an existing `Host` only for a target
    /// on this machine.
    pub async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, SendError> {
        let (mut head, body) = request.into_parts();
        let target = &self.target;
        let path = head.uri.path_and_query().map_or("/", PathAndQuery::as_str).to_owned();
        let scheme = if target.has_tls { "https" } else { "http" };
        let uri: Result<Uri, _> = format!("{scheme}://{}{}{path}", target.authority, target.base).parse();
        head.uri = uri.map_err(|_| SendError::Path(path.clone()))?;
        if !head.headers.contains_key(HOST) || !target.is_this_machine() {
            let host = HeaderValue::from_str(&target.authority);
            head.headers.insert(HOST, host.map_err(|_| SendError::Path(path))?);
        }
        let exchange = async {
            let response = self.client.request(Request::from_parts(head, Full::new(body))).await;
            let (head, body) = response.map_err(|error| self.failure(&error))?.into_parts();
            let body = Limited::new(body, LONGEST_RESPONSE).collect().await.map_err(|error| {
                if error.is::<LengthLimitError>() {
                    SendError::TooLong
                } else {
                    SendError::Broken(cause(&*error))
                }
            })?;
            Ok(Response::from_parts(head, body.to_bytes()))
        };
        timeout(self.timeout, exchange).await.unwrap_or(Err(SendError::TimedOut(self.timeout)))
    }

    pub async fn connect(&self) -> Result<(), SendError> {
        match timeout(self.timeout, self.connector.clone().connect()).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(self.not_connected(&error)),
            Err(_) => Err(SendError::TimedOut(self.timeout)),
        }
    }

    fn failure(&self, error: &hyper_util::client::legacy::Error) -> SendError {
        if error.is_connect() { self.not_connected(error) } else { SendError::Broken(cause(error)) }
    }

    fn not_connected(&self, error: &(dyn Error + 'static)) -> SendError {
        let hint = if handshake::words(last(error)).is_some() {
            "check the handler's certificate, or trust its authority with `--ca-file FILE`"
        } else if matches!(self.target.place, Place::Socket(_)) {
            "start the handler, and check the path of its socket"
        } else {
            START
        };
        SendError::NotConnected { authority: self.target.name(), reason: cause(error), hint }
    }
}

/// Returns the last error in the chain of sources, which is the most specific.
fn last<'e>(error: &'e (dyn Error + 'static)) -> &'e (dyn Error + 'static) {
    let mut last = error;
    while let Some(source) = last.source() {
        last = source;
    }
    last
}

fn cause(error: &(dyn Error + 'static)) -> String {
    let cause = last(error);
    if let Some(words) = handshake::words(cause) {
        return words;
    }
    match cause.downcast_ref::<io::Error>() {
        Some(error) if error.kind() == io::ErrorKind::ConnectionRefused && error.raw_os_error().is_some() => {
            "connection refused".to_owned()
        }
        _ => cause.to_string(),
    }
}
