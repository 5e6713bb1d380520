//! Server: the HTTP/1.1 server of the commands that listen. It passes each request to a [`Service`].
//!
//! Invariant: no connection lasts longer than the [`Limits`] allow.

pub mod body;
mod certificate;
mod error;
mod framing;
pub mod guard;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::error::Error;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::{Arc, Weak};
use std::thread::JoinHandle;
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::AbortHandle;
use tokio::time::{sleep, timeout};

use crate::runtime;
pub use certificate::Certificate;
pub use error::ListenError;
use framing::Unambiguous;

pub trait Service: Send + Sync + 'static {
    type Body: Body<Data = Bytes, Error: Into<Box<dyn Error + Send + Sync>>> + Send + 'static;

    /// An error closes the connection without a response.
    fn respond(
        &self,
        request: Request<Incoming>,
        connection: Connection,
    ) -> impl Future<Output = io::Result<Response<Self::Body>>> + Send;
}

#[derive(Clone, Debug)]
pub struct Connection {
    pub number: u64,
    pub reached: SocketAddr,
    pub client: SocketAddr,
    pub has_tls: bool,
    /// The connection's slot. [`WhenFull::CloseOldest`] does not close the connection while a service holds a
    /// strong reference.
    pub slot: Weak<OwnedSemaphorePermit>,
}

pub struct Endpoint {
    pub address: SocketAddr,
    pub certificate: Option<Arc<Certificate>>,
    pub threads: Threads,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threads {
    One,
    OnePerCore,
}

impl From<SocketAddr> for Endpoint {
    fn from(address: SocketAddr) -> Self {
        Self { address, certificate: None, threads: Threads::One }
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The time to receive a request head, and the maximum idle time between requests.
    pub head: Duration,
    /// The size of the read buffer, in bytes. If a head does not fit, hyper responds with 431.
    pub head_bytes: usize,
    /// The lifetime of a connection. Afterwards, only the current request is finished.
    pub connection: Duration,
    pub connections: u32,
    pub when_full: WhenFull,
    /// The maximum wait for requests in flight when a connection or the server must end.
    pub drain: Duration,
}

/// What happens to a new connection if all slots are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenFull {
    Wait,
    /// Closes the oldest connection whose slot no service holds. So clients that keep connections open cannot
    /// lock out others.
    CloseOldest,
}

/// Dropping a server shuts it down.
pub struct Server {
    address: SocketAddr,
    /// Dropping the sender stops the server.
    running: Option<watch::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Maximum number of connections that wait to be accepted. The system ignores further ones until TCP repeats
/// the request, after a second or more.
const BACKLOG: u32 = 4096;
/// The pause after a failed accept, and between searches for a free slot.
const AFTER_FAILURE: Duration = Duration::from_millis(50);

impl Server {
    pub fn start(
        name: &str,
        endpoint: impl Into<Endpoint>,
        service: Arc<impl Service>,
        limits: Limits,
    ) -> Result<Self, ListenError> {
        let endpoint = endpoint.into();
        let address = endpoint.address;
        Self::listen(name, endpoint, service, limits).map_err(|source| ListenError {
            name: name.to_owned(),
            address,
            source,
        })
    }

    fn listen(
        name: &str,
        endpoint: Endpoint,
        service: Arc<impl Service>,
        limits: Limits,
    ) -> io::Result<Self> {
        let Endpoint { address, certificate, threads } = endpoint;
        let runtime = match threads {
            Threads::One => runtime::new()?,
            Threads::OnePerCore => runtime::of_all_cores()?,
        };
        let listener = bind(address, &runtime)?;
        let address = listener.local_addr()?;
        let (running, stop) = watch::channel(());
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            runtime.block_on(serve(Listener { listener, certificate }, service, limits, stop));
        })?;
        Ok(Self { address, running: Some(running), thread: Some(thread) })
    }

    /// Returns the address, with the actual port in place of port 0.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops accepting connections. Only a drop waits for the requests in flight.
    pub fn begin_stop(&mut self) {
        drop(self.running.take());
    }

    fn join(&mut self) {
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.begin_stop();
        self.join();
    }
}

fn bind(address: SocketAddr, runtime: &Runtime) -> io::Result<TcpListener> {
    let _entered = runtime.enter();
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // Old connections in TIME_WAIT must not prevent a restart.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

struct Listener {
    listener: TcpListener,
    certificate: Option<Arc<Certificate>>,
}

async fn serve(
    listener: Listener,
    service: Arc<impl Service>,
    limits: Limits,
    mut stop: watch::Receiver<()>,
) {
    let slots = Arc::new(Semaphore::new(limits.connections as usize));
    let of_connections = stop.clone();
    tokio::select! {
        () = accept(&listener, &service, limits, &slots, &of_connections) => {}
        _ = stop.changed() => {}
    }
    drop(listener);
    // All slots are free only after the last connection has ended.
    let _ = timeout(limits.drain, slots.acquire_many(limits.connections)).await;
}

async fn accept(
    listener: &Listener,
    service: &Arc<impl Service>,
    limits: Limits,
    slots: &Arc<Semaphore>,
    stop: &watch::Receiver<()>,
) {
    let mut number = 0;
    let mut open = VecDeque::new();
    loop {
        if limits.when_full == WhenFull::Wait {
            // Leave clients in the system's queue until a slot is free. Below, `take_slot` takes it.
            let _ = slots.acquire().await;
        }
        let Ok((stream, _)) = listener.listener.accept().await else {
            sleep(AFTER_FAILURE).await;
            continue;
        };
        let Some(slot) = take_slot(slots, limits.when_full, &mut open).await else { return };
        number += 1;
        let (service, stop) = (Arc::clone(service), stop.clone());
        let certificate = listener.certificate.clone();
        let slot = Arc::new(slot);
        let held = Arc::downgrade(&slot);
        let task = tokio::spawn(async move {
            let longest = limits.connection + limits.drain;
            let _ = timeout(
                longest,
                accept_tls_and_serve(stream, certificate, number, slot, service, limits, stop),
            )
            .await;
        });
        open.retain(|(connection, _): &Open| !connection.is_finished());
        open.push_back((task.abort_handle(), held));
    }
}

type Open = (AbortHandle, Weak<OwnedSemaphorePermit>);

async fn take_slot(
    slots: &Arc<Semaphore>,
    when_full: WhenFull,
    open: &mut VecDeque<Open>,
) -> Option<OwnedSemaphorePermit> {
    loop {
        if slots.available_permits() == 0 && when_full == WhenFull::CloseOldest {
            make_room(open);
        }
        // After this timeout, try again to close a connection.
        if let Ok(slot) = timeout(AFTER_FAILURE, Arc::clone(slots).acquire_owned()).await {
            return slot.ok();
        }
    }
}

/// Closes the oldest connection whose slot no service holds.
fn make_room(open: &mut VecDeque<Open>) {
    open.retain(|(connection, _)| !connection.is_finished());
    let idle = open.iter().position(|(_, slot)| slot.strong_count() <= 1);
    if let Some((connection, _)) = idle.and_then(|idle| open.remove(idle)) {
        connection.abort();
    }
}

async fn accept_tls_and_serve(
    stream: TcpStream,
    certificate: Option<Arc<Certificate>>,
    number: u64,
    slot: Arc<OwnedSemaphorePermit>,
    service: Arc<impl Service>,
    limits: Limits,
    stop: watch::Receiver<()>,
) {
    let _ = stream.set_nodelay(true);
    let (Ok(reached), Ok(client)) = (stream.local_addr(), stream.peer_addr()) else { return };
    let connection =
        Connection { number, reached, client, has_tls: certificate.is_some(), slot: Arc::downgrade(&slot) };
    let _ = match certificate {
        None => serve_connection(stream, connection, service, limits, stop).await,
        Some(certificate) => match timeout(limits.head, certificate.acceptor().accept(stream)).await {
            Ok(Ok(stream)) => serve_connection(stream, connection, service, limits, stop).await,
            _ => return,
        },
    };
}

async fn serve_connection(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin,
    connection: Connection,
    service: Arc<impl Service>,
    limits: Limits,
    mut stop: watch::Receiver<()>,
) -> hyper::Result<()> {
    let respond = service_fn(|request| service.respond(request, connection.clone()));
    let conversation = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(limits.head_bytes)
        .serve_connection(TokioIo::new(Unambiguous::new(stream)), respond);
    let mut conversation = pin!(conversation);
    tokio::select! {
        ended = conversation.as_mut() => return ended,
        _ = stop.changed() => {}
        () = sleep(limits.connection) => {}
    }
    conversation.as_mut().graceful_shutdown();
    conversation.await
}
