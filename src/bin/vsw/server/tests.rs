//! Tests how many connections may wait, and the shutdown of a server: it waits for requests in flight, within the drain
//! time, and for nothing else.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::sync::mpsc::{Sender, channel};
use std::time::Instant;

use http_body_util::Full;
use hyper::Method;

use super::*;

/// Reports each request on arrival, and delays the response to a GET.
struct Slow {
    took: Duration,
    came: Sender<()>,
}

impl Service for Slow {
    type Body = Full<Bytes>;

    async fn respond(&self, request: Request<Incoming>, _: Connection) -> io::Result<Response<Full<Bytes>>> {
        let _ = self.came.send(());
        sleep(if request.method() == Method::HEAD { Duration::ZERO } else { self.took }).await;
        Ok(Response::new("whole".into()))
    }
}

const LONG: Duration = Duration::from_secs(60);

fn limits(connections: u32, drain: Duration) -> Limits {
    let (head, connection, when_full) = (LONG, LONG, WhenFull::Wait);
    Limits { head, head_bytes: 8192, connection, connections, when_full, drain }
}

/// Returns what a client still reads, and how long the shutdown takes, if a response takes `took`.
#[expect(clippy::disallowed_methods, reason = "it measures how long a shutdown takes")]
fn stopped(took: Duration, drain: Duration) -> (String, Duration) {
    let (came, coming) = channel();
    let limits = limits(4, drain);
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let server = Server::start("slow", address, Arc::new(Slow { took, came }), limits).expect("a server");
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
    let took = began.elapsed();
    let mut response = String::new();
    let _ = busy.read_to_string(&mut response);
    (response, took)
}

#[test]
fn shutdown_finishes_requests_in_flight_and_ignores_idle_connections() {
    let (response, took) = stopped(Duration::from_millis(200), LONG);
    assert!(response.ends_with("whole"), "{response:?}");
    assert!(took < Duration::from_secs(30), "{took:?}");
}

#[test]
fn shutdown_aborts_requests_longer_than_the_drain_timeout() {
    let (response, took) = stopped(Duration::from_secs(5), Duration::from_millis(100));
    assert_eq!(response, "");
    assert!(took < Duration::from_secs(4), "{took:?}");
}

#[test]
#[cfg(target_os = "linux")] // Other systems allow fewer to wait.
fn hundreds_of_connections_may_wait() {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let service = Arc::new(Slow { took: Duration::ZERO, came: channel().0 });
    let server = Server::start("full", address, service, limits(1, Duration::ZERO)).expect("a server");
    // Only the first one is accepted. If too many wait, the system repeats the attempt after a second.
    let connect = |_| TcpStream::connect_timeout(&server.address(), Duration::from_millis(900));
    let connected: Result<Vec<TcpStream>, _> = (0..300).map(connect).collect();
    assert!(connected.is_ok(), "{connected:?}");
}
