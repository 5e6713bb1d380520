//! Tests of the metrics server over raw sockets.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};

use super::*;

struct Known;

impl Facts for Known {
    fn metrics(&self, format: ContentFormat) -> String {
        format!("{format:?} ")
    }

    fn health(&self) -> Result<String, String> {
        Err("120 s".to_owned())
    }
}

fn server() -> Server {
    let limits =
        Limits { head: Duration::from_secs(1), connection: Duration::from_secs(3), connections: 4, ..LIMITS };
    serve(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), &[], Arc::new(Known), limits).expect("a server")
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
    stream
}

fn exchange(address: SocketAddr, request: &str) -> String {
    let mut stream = connect(address);
    let request = request.replace("HOST", &format!("Host: {address}"));
    // The server may close the connection before all of this is written.
    let _ = stream.write_all(request.as_bytes());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn s2_only_the_documented_requests_are_served() {
    let server = server();
    let status = |request: &str| {
        let answer = exchange(server.address(), request);
        answer.lines().next().unwrap_or_default().chars().skip(9).take(3).collect::<String>()
    };
    for (request, code) in [
        ("GET /metrics HTTP/1.1\r\nHOST\r\n\r\n", "200"),
        ("GET /metrics?a=b HTTP/1.1\r\nHOST\r\n\r\n", "200"),
        ("HEAD /metrics HTTP/1.1\r\nHOST\r\n\r\n", "200"),
        ("GET /healthz HTTP/1.1\r\nHOST\r\n\r\n", "503"),
        ("GET / HTTP/1.1\r\nHOST\r\n\r\n", "404"),
        ("GET /metrics/ HTTP/1.1\r\nHOST\r\n\r\n", "404"),
        ("POST /metrics HTTP/1.1\r\nHOST\r\n\r\n", "405"),
        ("DELETE / HTTP/1.1\r\nHOST\r\n\r\n", "405"),
        ("GET /metrics HTTP/1.1\r\n\r\n", "400"),
        ("GET /metrics HTTP/1.1\r\nHost: rebound.example\r\n\r\n", "421"),
        ("GET /metrics HTTP/1.1\r\nHOST\r\nHost: rebound.example\r\n\r\n", "400"),
        ("GET http://rebound.example/metrics HTTP/1.1\r\nHOST\r\n\r\n", "400"),
        ("GET /metrics HTTP/1.1\r\nHOST\r\nContent-Length: 3\r\n\r\nabc", "400"),
        ("GET /metrics HTTP/1.1\r\nHOST\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"),
        ("nonsense\r\n\r\n", "400"),
    ] {
        assert_eq!(status(request), code, "{request}");
    }
    let huge = format!("GET /metrics HTTP/1.1\r\nHOST\r\nX: {}\r\n\r\n", "a".repeat(64 * 1024));
    assert!(matches!(status(&huge).as_str(), "431" | ""), "a head has its bound");
    let open =
        "GET /metrics HTTP/1.1\r\nHOST\r\nAccept: application/openmetrics-text\r\nConnection: close\r\n\r\n";
    let open = exchange(server.address(), open);
    assert!(
        open.contains("application/openmetrics-text; version=1.0.0") && open.ends_with("OpenMetrics "),
        "{open}"
    );
    assert!(exchange(server.address(), "GET /healthz HTTP/1.1\r\nHOST\r\n\r\n").ends_with("120 s\n"));
}

#[test]
fn s2_pipelined_requests_are_answered_in_order_until_one_is_rejected() {
    let server = server();
    let pipelined = "GET /metrics HTTP/1.1\r\nHOST\r\n\r\nGET /healthz HTTP/1.1\r\nHOST\r\n\r\n";
    let answer = exchange(server.address(), pipelined);
    assert_eq!(answer.matches("HTTP/1.1 ").count(), 2, "{answer}");
    let body =
        "POST /metrics HTTP/1.1\r\nHOST\r\nContent-Length: 60\r\n\r\nGET /metrics HTTP/1.1\r\nHOST\r\n\r\n";
    let answer = exchange(server.address(), body);
    assert_eq!((answer.matches("HTTP/1.1 ").count(), answer.contains("HTTP/1.1 400")), (1, true), "{answer}");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the client is slow on purpose")]
fn s2_slow_clients_are_disconnected_and_do_not_block_others() {
    let server = server();
    let mut slow: Vec<TcpStream> = (0..8).map(|_| connect(server.address())).collect();
    for stream in &mut slow {
        let _ = stream.write_all(b"GET /metrics HT");
    }
    // The slow clients have filled all four slots. A new connection closes the oldest one.
    let answer = exchange(server.address(), "GET /metrics HTTP/1.1\r\nHOST\r\nConnection: close\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let mut drip = connect(server.address());
    let dripped = (0..100).take_while(|_| {
        std::thread::sleep(Duration::from_millis(50));
        drip.write_all(b"G").is_ok()
    });
    assert!(dripped.count() < 100, "a connection lives no longer than it may");
}

#[test]
fn a_dropped_server_stops_listening() {
    let server = server();
    let address = server.address();
    drop(server);
    assert!(TcpStream::connect(address).is_err());
}
