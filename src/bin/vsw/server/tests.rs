//! Tests of the connection queue and the shutdown.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::sync::mpsc::{Sender, channel};
use std::time::Instant;

use http_body_util::Full;
use hyper::Method;

use super::*;

struct Slow {
    response_time: Duration,
    came: Sender<()>,
}

impl Service for Slow {
    type Body = Full<Bytes>;

    async fn respond(&self, request: Request<Incoming>, _: Connection) -> io::Result<Response<Full<Bytes>>> {
        let _ = self.came.send(());
        sleep(if request.method() == Method::HEAD { Duration::ZERO } else { self.response_time }).await;
        Ok(Response::new("whole".into()))
    }
}

const LONG: Duration = Duration::from_secs(60);

fn limits(connections: u32, drain: Duration) -> Limits {
    let (head, connection, when_full) = (LONG, LONG, WhenFull::Wait);
    Limits { head, head_bytes: 8192, connection, connections, when_full, drain }
}

#[expect(clippy::disallowed_methods, reason = "it measures how long a shutdown takes")]
fn stopped(response_time: Duration, drain: Duration) -> (String, Duration) {
    let (came, coming) = channel();
    let limits = limits(4, drain);
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let server =
        Server::start("slow", address, Arc::new(Slow { response_time, came }), limits).expect("a server");
    let connect = || TcpStream::connect(server.address()).expect("a connection");
    let mut idle = connect();
    idle.write_all(b"HEAD / HTTP/1.1\r\n\r\n").expect("a request");
    coming.recv().expect("the first request");
    let _ = idle.read(&mut [0; 1024]);
    let mut busy = connect();
    busy.write_all(b"GET / HTTP/1.1\r\n\r\n").expect("a request");
    coming.recv().expect("the second request");
    let began = Instant::now();
    drop(server);
    let shutdown_time = began.elapsed();
    let mut response = String::new();
    let _ = busy.read_to_string(&mut response);
    (response, shutdown_time)
}

#[test]
fn shutdown_finishes_requests_in_flight_and_ignores_idle_connections() {
    let (response, shutdown_time) = stopped(Duration::from_millis(200), LONG);
    assert!(response.ends_with("whole"), "{response:?}");
    assert!(shutdown_time < LONG / 2, "{shutdown_time:?}");
}

#[test]
fn shutdown_aborts_requests_longer_than_the_drain_timeout() {
    let (response, shutdown_time) = stopped(LONG, Duration::from_millis(100));
    assert_eq!(response, "");
    assert!(shutdown_time < LONG / 2, "{shutdown_time:?}");
}

#[test]
// Other systems allow fewer connections to wait.
#[cfg(target_os = "linux")]
fn hundreds_of_connections_may_wait() {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let service = Arc::new(Slow { response_time: Duration::ZERO, came: channel().0 });
    let server = Server::start("full", address, service, limits(1, Duration::ZERO)).expect("a server");
    // If the queue were full, the kernel would retry a connection after a second, which is longer than this timeout.
    let connect = |_| TcpStream::connect_timeout(&server.address(), Duration::from_millis(900));
    let connected: Result<Vec<TcpStream>, _> = (0..300).map(connect).collect();
    assert!(connected.is_ok(), "{connected:?}");
}

#[test]
fn a_connection_that_becomes_idle_makes_room_for_one_that_waits() {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let (came, coming) = channel();
    let service = Arc::new(Busy { held: std::sync::Mutex::default(), came });
    let limits = Limits { when_full: WhenFull::CloseOldest, ..limits(1, Duration::ZERO) };
    let server = Server::start("busy", address, Arc::clone(&service), limits).expect("a server");
    let ask = |stream: &mut TcpStream| {
        stream.write_all(b"GET / HTTP/1.1\r\n\r\n").expect("a request");
        coming.recv_timeout(Duration::from_secs(20)).expect("the request");
    };
    let mut first = TcpStream::connect(server.address()).expect("a connection");
    ask(&mut first);
    let mut second = TcpStream::connect(server.address()).expect("a connection");
    second.write_all(b"GET / HTTP/1.1\r\n\r\n").expect("a request");
    assert!(coming.recv_timeout(Duration::from_millis(300)).is_err(), "the second one waits");
    service.held.lock().expect("the slots").clear();
    coming.recv_timeout(Duration::from_secs(20)).expect("the second request, after the first is idle");
}

/// A service that keeps its connections from becoming idle until `held` is cleared.
struct Busy {
    held: std::sync::Mutex<Vec<Option<Arc<OwnedSemaphorePermit>>>>,
    came: Sender<()>,
}

impl Service for Busy {
    type Body = Full<Bytes>;

    async fn respond(
        &self,
        _: Request<Incoming>,
        connection: Connection,
    ) -> io::Result<Response<Full<Bytes>>> {
        self.held.lock().expect("the slots").push(connection.slot.upgrade());
        let _ = self.came.send(());
        Ok(Response::new("whole".into()))
    }
}
