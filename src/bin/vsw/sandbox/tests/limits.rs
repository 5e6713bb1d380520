//! Tests of the sandbox server's limits over raw sockets: rejected requests, timeouts, the number of
//! connections, and garbage.

use std::net::{Ipv4Addr, SocketAddrV4, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use serde_json::json;

use super::super::{LIMITS, Limits, Options, Sandbox, sample};
use super::wire::{Wire, authorization, path, sandbox};

/// Returns the status, and whether the connection was closed after the response.
fn raw(wire: &mut Wire, bytes: &[u8]) -> (u16, bool) {
    wire.send(bytes);
    let reply = wire.reply().expect("an answer");
    let closing = reply.header("connection") == Some("close");
    (reply.status, closing && wire.rest(1).is_empty())
}

#[test]
fn s2_the_server_listens_on_127_0_0_1_only() {
    let sandbox = sandbox(0);
    let port: u16 = sandbox.origin().rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
    // On Linux, all of 127/8 is this machine. The other two addresses show that the server listens on
    // 127.0.0.1 alone.
    if cfg!(target_os = "linux") {
        let other = SocketAddrV4::new(Ipv4Addr::new(127, 0, 0, 2), port).into();
        assert!(TcpStream::connect_timeout(&other, Duration::from_secs(2)).is_err());
        assert!(TcpListener::bind((Ipv4Addr::new(127, 0, 0, 3), port)).is_ok());
    }
    assert!(TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_err());
}

#[test]
fn s2_ambiguous_framing_gets_one_response_and_a_closed_connection() {
    let sandbox = sandbox(1);
    let ours = authorization();
    let smuggled = format!("DELETE {} HTTP/1.1\r\nHost: HOST\r\n{ours}\r\n\r\n", path(0));
    for (headers, body, status) in [
        ("Transfer-Encoding: chunked\r\n", "0\r\n\r\n", 411),
        ("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n", 400),
        ("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n", 400),
        ("Content-Length: 0\r\nContent-Length: 5\r\n", "", 400),
        ("Content-Length: 1, 1\r\n", "x", 400),
        ("Content-Length: +0\r\n", "", 400),
        ("Content-Length: -1\r\n", "", 400),
        ("Transfer-Encoding: xchunked\r\n", "", 400),
        ("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n", 400),
        ("Content-Length : 0\r\n", "", 400),
        (" folded: 1\r\n", "", 400),
    ] {
        let mut wire = Wire::to(&sandbox);
        let text =
            format!("PUT {} HTTP/1.1\r\nHost: HOST\r\n{ours}\r\n{headers}\r\n{body}{smuggled}", path(0));
        let text = text.replace("HOST", &wire.host);
        assert_eq!(raw(&mut wire, text.as_bytes()), (status, true), "{headers:?}");
    }
    let mut wire = Wire::to(&sandbox);
    assert_eq!(wire.api("GET", &path(0), "").text(), sample::document(0));
    let log = wire.control("GET", "requests", "");
    assert_eq!(log["requests"][0]["status"], 411, "what is refused is in the log");
}

#[test]
fn s2_other_hosts_and_origins_are_rejected() {
    let sandbox = sandbox(1);
    let ours = authorization();
    for (line, headers, status) in [
        ("GET PATH HTTP/1.1", "Host: evil.example\r\n", 421),
        ("GET PATH HTTP/1.1", "Host: 127.0.0.1\r\n", 421),
        ("GET PATH HTTP/1.1", "Host: HOST\r\nHost: HOST\r\n", 400),
        ("GET PATH HTTP/1.1", "", 400),
        ("GET PATH HTTP/1.0", "", 400),
        ("GET http://evil.example/PATH HTTP/1.1", "Host: HOST\r\n", 400),
        ("GET http://HOST/PATH HTTP/1.1", "Host: HOST\r\n", 400),
        ("OPTIONS * HTTP/1.1", "Host: HOST\r\n", 400),
        ("CONNECT HOST HTTP/1.1", "Host: HOST\r\n", 400),
        ("DELETE PATH HTTP/1.1", "Host: HOST\r\nOrigin: https://evil.example\r\n", 403),
        (
            "POST /_sandbox/reset HTTP/1.1",
            "Host: HOST\r\nOrigin: null\r\nContent-Type: application/json\r\n",
            403,
        ),
        ("GET /_sandbox/requests HTTP/1.1", "Host: evil.example\r\n", 421),
    ] {
        let mut wire = Wire::to(&sandbox);
        let text = format!("{line}\r\n{headers}{ours}\r\n\r\n")
            .replace("PATH", &path(0))
            .replace("HOST", &wire.host);
        assert_eq!(raw(&mut wire, text.as_bytes()), (status, true), "{line} {headers:?}");
    }
    assert_eq!(Wire::to(&sandbox).api("GET", &path(0), "").status, 200);
}

#[test]
fn s2_changes_require_post_and_json() {
    let sandbox = sandbox(1);
    let mut wire = Wire::to(&sandbox);
    let (id, json_type) = (sample::id(0), "Content-Type: application/json");
    for target in [format!("dashboard/{id}"), format!("edit/{id}"), "reset".to_owned(), "faults".to_owned()] {
        let target = format!("/_sandbox/{target}");
        assert_eq!(wire.ask("POST", &target, &[], "{}").status, 415, "{target}");
        assert_eq!(wire.ask("POST", &target, &["Content-Type: text/plain"], "{}").status, 415, "{target}");
        assert_eq!(wire.ask("PUT", &target, &[json_type], "{}").status, 405, "{target}");
        if target != "/_sandbox/faults" {
            assert_eq!(wire.ask("GET", &target, &[json_type], "{}").status, 405, "{target}");
        }
    }
    for (target, status) in
        [("/_sandbox", 404), ("/_sandbox/x", 404), ("/_sandbox/edit/x", 400), ("/_sandbox/dashboard/", 400)]
    {
        assert_eq!(wire.ask("POST", target, &[json_type], "{}").status, status, "{target}");
    }
    let page =
        concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/v", env!("CARGO_PKG_VERSION"), "/docs/sandbox.md");
    for method in ["GET", "POST"] {
        let target = if method == "GET" { "/_sandbox/reset" } else { "/_sandbox/x" };
        assert!(wire.ask(method, target, &[json_type], "{}").text().contains(page), "{target}");
    }
    let origin = format!("Origin: {}", sandbox.origin());
    assert_eq!(wire.ask("POST", "/_sandbox/reset", &[json_type, &origin], "{").status, 400);
    assert_eq!(wire.ask("POST", "/_sandbox/reset", &[json_type, &origin], r#"{"apps":200001}"#).status, 400);
    assert_eq!(wire.api("GET", &path(0), "").text(), sample::document(0));
    assert_eq!(wire.ask("POST", "/_sandbox/reset", &[json_type, &origin], "{}").status, 200);
}

#[test]
fn s2_bodies_and_heads_have_size_limits() {
    let sandbox = sandbox(1);
    let ours = authorization();
    let mut wire = Wire::to(&sandbox);
    let head = format!("PUT {} HTTP/1.1\r\nHost: {}\r\n{ours}\r\n", path(0), wire.host);
    let large = format!("{head}Content-Length: {}\r\n\r\n", 16 * 1024 * 1024 + 1);
    assert_eq!(raw(&mut wire, large.as_bytes()), (413, true));
    let mut wire = Wire::to(&sandbox);
    let headers = format!("{head}X-Long: {}\r\n\r\n", "x".repeat(128 * 1024));
    wire.send(headers.as_bytes());
    assert!(wire.reply().is_ok_and(|reply| reply.status == 431));
    let mut wire = Wire::to(&sandbox);
    wire.send(format!("{head}{}\r\n", "x: y\r\n".repeat(1_000)).as_bytes());
    assert!(wire.reply().is_ok_and(|reply| reply.status == 431));
    let largest = format!(r#"{{"name":"{}"}}"#, "x".repeat(16 * 1024 * 1024 - 11));
    assert_eq!(largest.len(), 16 * 1024 * 1024);
    assert_eq!(Wire::to(&sandbox).api("PUT", &path(0), &largest).status, 200);
}

#[test]
fn s2_heads_bodies_and_connections_have_timeouts() {
    let short = Duration::from_secs(1);
    // This client gives up after a minute; the server must close each connection earlier.
    let began = Instant::now();
    let within = |head, body, connection| {
        let options = Options { apps: 1, ..Options::default() };
        Sandbox::start_within(&options, Limits { head, connection, ..LIMITS }, body).expect("a sandbox")
    };
    let long = Duration::from_secs(300);
    let sandbox = within(short, long, long);
    let mut slow = Wire::to(&sandbox);
    slow.send(b"GET / HTTP/1.1\r\nHost: ");
    assert_eq!(slow.rest(1), b"", "a head that never ends");
    let mut idle = Wire::to(&sandbox);
    assert_eq!(idle.api("GET", &path(0), "").status, 200);
    assert_eq!(idle.rest(1), b"", "an idle kept connection");
    let sandbox = within(long, short, long);
    let mut slow = Wire::to(&sandbox);
    let head = format!("PUT / HTTP/1.1\r\nHost: {}\r\nContent-Length: 2\r\n\r\nx", slow.host);
    assert_eq!(raw(&mut slow, head.as_bytes()), (408, true), "a body that never ends");
    let sandbox = within(long, long, short);
    let mut wire = Wire::to(&sandbox);
    let stall = json!({ "on": "get", "do": { "stall": { "at": 0 } } });
    wire.control("POST", "faults", &stall.to_string());
    wire.begin("GET", &path(0), &[&authorization()], "");
    assert!(wire.reply().is_ok_and(|reply| !reply.whole), "a response that never ends");
    assert!(began.elapsed() < Duration::from_secs(55));
}

#[test]
fn s2_connections_above_the_limit_wait() {
    let sandbox = sandbox(1);
    let mut open: Vec<Wire> = (0..256).map(|_| Wire::to(&sandbox)).collect();
    assert_eq!(open[255].api("GET", &path(0), "").status, 200);
    let mut late = Wire::to(&sandbox);
    late.begin("GET", &path(0), &[&authorization()], "");
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(open[0].control("GET", "requests", "")["requests"].as_array().map(Vec::len), Some(1));
    drop(open.pop());
    assert_eq!(late.reply().expect("an answer").status, 200);
}

#[test]
fn garbage_is_answered_or_dropped_and_the_server_continues() {
    let sandbox = sandbox(1);
    let deep = "[".repeat(200_000);
    for bytes in [
        &b"\r\n\r\n"[..],
        b"\x16\x03\x01\x02\x00\x01",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET\r\n\r\n",
        &[0xff; 4096],
    ] {
        let mut wire = Wire::to(&sandbox);
        wire.send(bytes);
        drop(wire);
    }
    let mut wire = Wire::to(&sandbox);
    for target in [
        "/%00",
        "/v2/applications/%ff%fe",
        "/v2/applications/..%2f",
        "//",
        "/v2/applications?&&=&page_size=&=",
        "/_sandbox/applications/\u{e9}",
    ] {
        let mut wire = Wire::to(&sandbox);
        wire.begin("GET", target, &[&authorization()], "");
        assert!(wire.reply().is_ok_and(|reply| (400..500).contains(&reply.status)), "{target}");
    }
    for body in ["", "null", "{\"name\":", "\"\\ud800\"", "1e999999999", deep.as_str()] {
        assert_eq!(wire.api("PUT", &path(0), body).status, 400);
        for target in ["faults", "reset"] {
            let status = wire
                .ask("POST", &format!("/_sandbox/{target}"), &["Content-Type: application/json"], body)
                .status;
            assert!(status == 400 || (target, body) == ("reset", "") && status == 200, "{target} {body:.20}");
        }
    }
    let set = json!({ "on": "get", "do": { "edit": { "when": "before", "edit": { "set": { "": 1 }, "remove": ["x", "/", "//"] } } } });
    wire.control("POST", "faults", &set.to_string());
    assert_eq!(wire.api("GET", &path(0), "").text(), "1");
    assert_eq!(wire.api("GET", "/v2/applications", "").status, 200);
}
