//! Metrics: a read-only HTTP server for `/metrics`, `/healthz` and `/readyz`.
//!
//! Not here: the metrics' text (`render`) and their data (`report`).

mod accept;
#[cfg(test)]
mod tests;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::header::{
    ACCEPT, ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, TRANSFER_ENCODING,
    X_CONTENT_TYPE_OPTIONS,
};
use hyper::http::request::Parts;
use hyper::{Method, Request, Response, StatusCode};

use crate::server::guard::{self, Refusal};
use crate::server::{Connection, Limits, ListenError, Server, Service, WhenFull};

pub use accept::ContentFormat;

/// The metrics, health and readiness of a command. The methods are called from the server's thread.
pub trait Facts: Send + Sync + 'static {
    fn metrics(&self, format: ContentFormat) -> String;
    fn health(&self) -> Result<String, String>;
    /// Returns a sentence about the readiness, as `Err` if not ready. `None` means that the command has no `/readyz`.
    fn readiness(&self) -> Option<Result<String, String>> {
        None
    }
}

/// `when_full` closes the oldest connection, because an orchestrator may restart vsw if `/healthz` does not
/// respond.
pub const LIMITS: Limits = Limits {
    head: Duration::from_secs(5),
    head_bytes: 16 * 1024,
    connection: Duration::from_secs(120),
    connections: 64,
    when_full: WhenFull::CloseOldest,
    drain: Duration::from_secs(1),
};

const NAME: &str = "the Host header does not name this server; add a name with --metrics-host";
const BODY: Refusal = Refusal::new(StatusCode::BAD_REQUEST, "requests must not have a body");
const METHOD: Refusal = Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are supported");

pub fn serve(
    address: SocketAddr,
    hosts: &[String],
    facts: Arc<dyn Facts>,
    limits: Limits,
) -> Result<Server, ListenError> {
    Server::start("metrics", address, Arc::new(Metrics { facts, hosts: hosts.to_vec() }), limits)
}

struct Metrics {
    facts: Arc<dyn Facts>,
    /// Host names that requests may use besides the server's address.
    hosts: Vec<String>,
}

impl Service for Metrics {
    type Body = Full<Bytes>;

    async fn respond(
        &self,
        request: Request<Incoming>,
        connection: Connection,
    ) -> io::Result<Response<Full<Bytes>>> {
        let (head, _) = request.into_parts();
        Ok(match self.check(&head, connection.reached) {
            Ok(()) => self.show(&head),
            Err(refusal) => refused(refusal),
        })
    }
}

impl Metrics {
    fn check(&self, head: &Parts, reached: SocketAddr) -> Result<(), Refusal> {
        guard::check(head, reached, &self.hosts).map_err(|refusal| match refusal {
            Refusal::MISDIRECTED => Refusal { reason: NAME, ..refusal },
            other => other,
        })?;
        let has_length = head.headers.get_all(CONTENT_LENGTH).iter().any(|length| length.as_bytes() != b"0");
        if has_length || head.headers.contains_key(TRANSFER_ENCODING) {
            return Err(BODY);
        }
        if matches!(head.method, Method::GET | Method::HEAD) { Ok(()) } else { Err(METHOD) }
    }

    fn show(&self, head: &Parts) -> Response<Full<Bytes>> {
        match head.uri.path() {
            "/metrics" => {
                let accept = head.headers.get_all(ACCEPT).iter();
                let accept: Vec<&str> = accept.filter_map(|value| value.to_str().ok()).collect();
                let format = ContentFormat::wanted(&accept.join(","));
                answer(StatusCode::OK, format.content_type(), self.facts.metrics(format))
            }
            "/healthz" => probed(self.facts.health()),
            "/readyz" => self.facts.readiness().map_or_else(not_found, probed),
            _ => not_found(),
        }
    }
}

fn probed(state: Result<String, String>) -> Response<Full<Bytes>> {
    match state {
        Ok(words) => plain(StatusCode::OK, &words),
        Err(words) => plain(StatusCode::SERVICE_UNAVAILABLE, &words),
    }
}

fn not_found() -> Response<Full<Bytes>> {
    plain(StatusCode::NOT_FOUND, "not found; the paths are /metrics, /healthz and, of a gateway, /readyz")
}

fn refused(refusal: Refusal) -> Response<Full<Bytes>> {
    let mut response = plain(refusal.status, refusal.reason);
    let headers = response.headers_mut();
    headers.insert(CONNECTION, HeaderValue::from_static("close"));
    if refusal == METHOD {
        headers.insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

fn plain(status: StatusCode, words: &str) -> Response<Full<Bytes>> {
    answer(status, "text/plain; charset=utf-8", format!("{words}\n"))
}

fn answer(status: StatusCode, content_type: &'static str, body: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
