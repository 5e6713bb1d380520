//! The server: connections, their bounds, and requests read whole. HTTP/1.1, kept alive, on one thread.
//!
//! Bounds: connections at a time, the size and the time of a head and of a body, and the life of a connection, so
//! that nothing a client does holds anything for ever.

use std::io;
use std::net::TcpListener as StdListener;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use hyper::http::request::Parts;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{HeaderMap, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use tokio::time::{sleep, timeout};

use super::answer::Answer;
use super::body::Body;
use super::control;
use super::fault::Moment;
use super::guard::{self, LARGEST_BODY, Refusal};
use super::request::Request;
use super::world::World;

/// How many connections are served at a time; more wait to be accepted.
const CONNECTIONS: usize = 256;
/// How large a head may be, near enough.
const LARGEST_HEAD: usize = 64 * 1024;
/// How long accepting rests after it failed, which is mostly for want of file descriptors.
const AFTER_FAILURE: Duration = Duration::from_millis(50);

/// How long things may take. A test of these bounds has no time for those of the real server.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// A head, and how long a kept connection may be idle.
    pub head: Duration,
    pub body: Duration,
    /// A connection from its first byte to its last: long enough for the slowest answer that a test wants.
    pub connection: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(30),
            body: Duration::from_secs(30),
            connection: Duration::from_secs(15 * 60),
        }
    }
}

/// What every connection of a server shares.
pub(super) struct Served {
    pub port: u16,
    pub limits: Limits,
    pub world: Mutex<World>,
}

/// Serves until it is told to stop, or nobody is left who could tell it.
pub(super) async fn serve(listener: StdListener, served: Served, stopped: oneshot::Receiver<()>) {
    // It was bound and set non-blocking a moment ago: only a runtime without I/O would refuse it.
    let Ok(listener) = TcpListener::from_std(listener) else { return };
    let served = Arc::new(served);
    tokio::select! {
        () = accept(&listener, &served) => {}
        _ = stopped => {}
    }
}

async fn accept(listener: &TcpListener, served: &Arc<Served>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let mut connection = 0;
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, _)) => {
                connection += 1;
                tokio::spawn(converse(stream, place, connection, Arc::clone(served)));
            }
            Err(_) => sleep(AFTER_FAILURE).await,
        }
    }
}

/// One connection, to its end.
async fn converse(stream: TcpStream, place: OwnedSemaphorePermit, number: u64, served: Arc<Served>) {
    // Small answers go out at once; that they may not is no reason not to answer.
    let _ = stream.set_nodelay(true);
    let limits = served.limits;
    let service = service_fn(move |request| {
        let served = Arc::clone(&served);
        async move { respond(request, number, &served).await }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(stream), service);
    // How a connection ends is the client's affair, or a fault's that was asked for.
    let _ = timeout(limits.connection, connection).await;
    drop(place);
}

/// The answer to one request, or an error to close the connection without one.
async fn respond(
    request: hyper::Request<Incoming>,
    connection: u64,
    served: &Served,
) -> io::Result<Response<Body>> {
    let (head, body) = request.into_parts();
    let body = match guard::check(&head, served.port) {
        Ok(()) => read(body, served.limits.body).await?,
        Err(refusal) => Err(refusal),
    };
    let (body, refusal) = match body {
        Ok(body) => (body, None),
        Err(refusal) => (Bytes::new(), Some(refusal)),
    };
    let request = whole(head, body, connection);
    let controls =
        request.path.strip_prefix(control::ROOT).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if let Some(refusal) = refusal {
        let answer = refusal.answer();
        if !controls {
            served.world().refuse(&request, answer.status.as_u16());
        }
        return Ok(answer.into_response());
    }
    if controls {
        return Ok(control::answer(&mut served.world(), &request).into_response());
    }
    let fate = served.world().meet(&request);
    wait(fate.delay(Moment::Before)).await;
    let answer = served.world().act(&request, &fate);
    wait(fate.delay(Moment::After)).await;
    answer.map(Answer::into_response).ok_or_else(|| io::ErrorKind::ConnectionAborted.into())
}

/// Waits that long. A sleep of no time would still take until the timer's next tick, a millisecond or two.
async fn wait(time: Duration) {
    if !time.is_zero() {
        sleep(time).await;
    }
}

/// The whole body, within its bounds; an error where the client went away.
async fn read(body: Incoming, time: Duration) -> io::Result<Result<Bytes, Refusal>> {
    match timeout(time, Limited::new(body, LARGEST_BODY).collect()).await {
        Ok(Ok(body)) => Ok(Ok(body.to_bytes())),
        Ok(Err(error)) if error.is::<http_body_util::LengthLimitError>() => Ok(Err(Refusal::TooLarge)),
        Ok(Err(_)) => Err(io::ErrorKind::ConnectionAborted.into()),
        Err(_) => Ok(Err(Refusal::TooSlow)),
    }
}

fn whole(head: Parts, body: Bytes, connection: u64) -> Request {
    let headers: HeaderMap = head.headers;
    let (path, query) = (head.uri.path().to_owned(), head.uri.query().map(str::to_owned));
    Request { connection, method: head.method, path, query, headers, body }
}

impl Served {
    /// The world, also after a panic that left it locked: it is only ever changed by whole steps.
    fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Waker};

    use super::*;

    #[test]
    fn nothing_to_wait_for_takes_no_time() {
        let ready = pin!(wait(Duration::ZERO)).poll(&mut Context::from_waker(Waker::noop())).is_ready();
        assert!(ready, "a sleep would not be over, and without a timer would panic");
    }
}
