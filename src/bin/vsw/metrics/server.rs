//! Server: connections and their bounds, on a thread and a runtime of its own, so that a slow round keeps nobody waiting.
//! It ends when it is dropped.

use std::convert::Infallible;
use std::io;
use std::net::{SocketAddr, TcpListener as StdListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::header::{ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_TYPE, HeaderValue, X_CONTENT_TYPE_OPTIONS};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, oneshot};
use tokio::time::{sleep, timeout};

use super::guard::{self, Names, Refusal};
use super::{Address, Facts, Form, Health};

/// A running server.
pub struct Server {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// How long things may take, and how many there may be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// A head, and how long a kept connection may be idle. Prometheus asks every 15 to 60 seconds, and connects anew
    /// where it has to.
    pub head: Duration,
    /// A connection from its first byte to its last.
    pub connection: Duration,
    /// Connections at a time; more wait to be accepted.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { head: Duration::from_secs(10), connection: Duration::from_secs(120), connections: 64 }
    }
}

/// How large a head may be; the least that the HTTP library takes is half of it.
const LARGEST_HEAD: usize = 16 * 1024;
/// How long accepting rests after it failed, which is mostly for want of file descriptors.
const AFTER_FAILURE: Duration = Duration::from_millis(50);

/// What all connections share.
struct Served {
    facts: Arc<dyn Facts>,
    names: Names,
    limits: Limits,
}

impl Server {
    /// Starts it; when this returns, it is listening.
    ///
    /// # Errors
    /// The address cannot be listened on, or no thread can be had.
    pub fn start(
        address: Address,
        hosts: &[String],
        facts: Arc<dyn Facts>,
        limits: Limits,
    ) -> io::Result<Self> {
        let listener = StdListener::bind(address.0)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let served = Arc::new(Served { facts, names: Names::new(hosts, address.port()), limits });
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new().name("metrics".to_owned()).spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    () = accept(listener, served) => {}
                    _ = stopped => {}
                }
            });
        })?;
        Ok(Self { address, stop: Some(stop), thread: Some(thread) })
    }

    /// Where it listens, with the port that it was given.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        // A thread that panicked has said so already.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

async fn accept(listener: StdListener, served: Arc<Served>) {
    // It was bound and set non-blocking a moment ago: only a runtime without I/O would refuse it.
    let Ok(listener) = TcpListener::from_std(listener) else { return };
    let places = Arc::new(Semaphore::new(served.limits.connections));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, _)) => {
                let served = Arc::clone(&served);
                tokio::spawn(async move {
                    converse(stream, served).await;
                    drop(place);
                });
            }
            Err(_) => sleep(AFTER_FAILURE).await,
        }
    }
}

/// One connection, to its end.
async fn converse(stream: TcpStream, served: Arc<Served>) {
    let Ok(reached) = stream.local_addr() else { return };
    let limits = served.limits;
    let service = service_fn(move |request: Request<Incoming>| {
        let answer = respond(&request, &served, reached);
        async move { Ok::<_, Infallible>(answer) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(stream), service);
    // How a connection ends is the client's affair.
    let _ = timeout(limits.connection, connection).await;
}

fn respond(request: &Request<Incoming>, served: &Served, reached: SocketAddr) -> Response<Full<Bytes>> {
    let (head, ()) = {
        let mut copy = Request::new(());
        *copy.method_mut() = request.method().clone();
        *copy.uri_mut() = request.uri().clone();
        *copy.headers_mut() = request.headers().clone();
        copy.into_parts()
    };
    if let Err(refusal) = guard::check(&head, &served.names, reached) {
        return refused(refusal);
    }
    match head.uri.path() {
        "/metrics" => {
            let accept: Vec<&str> = head
                .headers
                .get_all(hyper::header::ACCEPT)
                .iter()
                .filter_map(|value| value.to_str().ok())
                .collect();
            let form = Form::wanted(&accept.join(","));
            answer(StatusCode::OK, form.content_type(), served.facts.metrics(form))
        }
        "/healthz" => match served.facts.health() {
            Health::Well(words) => plain(StatusCode::OK, words),
            Health::Ill(words) => plain(StatusCode::SERVICE_UNAVAILABLE, words),
        },
        _ => plain(StatusCode::NOT_FOUND, "/metrics and /healthz are here".to_owned()),
    }
}

/// The connection closes after it: what follows may not be a request at all.
fn refused(refusal: Refusal) -> Response<Full<Bytes>> {
    let mut response = plain(refusal.status(), refusal.to_string());
    let headers = response.headers_mut();
    headers.insert(CONNECTION, HeaderValue::from_static("close"));
    if refusal == Refusal::Method {
        headers.insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

fn plain(status: StatusCode, words: String) -> Response<Full<Bytes>> {
    answer(status, "text/plain; charset=utf-8", words + "\n")
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
