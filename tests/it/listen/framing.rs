//! Tests how `vsw listen` handles ambiguous, malformed and pipelined requests, and slow senders.

use std::io::Write as _;
use std::time::{Duration, Instant};

use super::{Listener, Response, without};
use crate::upstream::Upstream;

/// Returns a genuine request with `lines` instead of Content-Length. The placeholders are BODY (the original
/// body), LENGTH and SIZE (its length, decimal and hexadecimal).
fn framed(listener: &Listener, lines: &str, body: &str) -> Vec<u8> {
    let text = String::from_utf8(listener.signed(&["--event", "answered"])).expect("UTF-8");
    let (head, sent) = text.split_once("\r\n\r\n").expect("a head");
    let kept = head.split("\r\n").filter(|line| !line.starts_with("Content-Length"));
    let head = kept.collect::<Vec<_>>().join("\r\n");
    let body = body.replace("BODY", sent).replace("SIZE", &format!("{:x}", sent.len()));
    format!("{head}\r\n{}\r\n{body}", lines.replace("LENGTH", &sent.len().to_string())).into_bytes()
}

#[test]
fn s2_an_ambiguous_end_gets_400() {
    let listener = Listener::start(&[]);
    let chunked = "SIZE\r\nBODY\r\n0\r\n\r\n";
    for (lines, body) in [
        ("Content-Length: LENGTH\r\nContent-Length: LENGTH\r\n", "BODY"),
        ("Content-Length: LENGTH\r\nContent-Length: 1\r\n", "BODY"),
        ("Content-Length: LENGTH, LENGTH\r\n", "BODY"),
        ("Content-Length: +LENGTH\r\n", "BODY"),
        ("Content-Length: LENGTH\r\nTransfer-Encoding: chunked\r\n", chunked),
        ("Transfer-Encoding: chunked\r\nContent-Length: LENGTH\r\n", chunked),
        ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", chunked),
        ("Transfer-Encoding: chunked, identity\r\n", chunked),
        ("Transfer-Encoding: chunked, chunked\r\n", chunked),
        ("Transfer-Encoding: gzip, chunked\r\n", chunked),
        ("Transfer-Encoding: identity, chunked\r\n", chunked),
        ("Transfer-Encoding: foo bar, chunked\r\n", chunked),
        ("Transfer-Encoding: , chunked\r\n", chunked),
        ("Transfer-Encoding: chunked,\r\n", chunked),
        ("Transfer-Encoding: chunked;q=1\r\n", chunked),
        ("Transfer-Encoding: \"x, chunked\r\n", chunked),
        ("Transfer-Encoding: \x0cchunked\r\n", chunked),
        ("Transfer-Encoding:\r\n", chunked),
        ("Transfer-Encoding: identity\r\n", "BODY"),
        ("Content-Length: LENGTH\n", "BODY"),
        ("X-Folded: 1\r\n 2\r\nContent-Length: LENGTH\r\n", "BODY"),
        ("Content-Length : LENGTH\r\n", "BODY"),
        ("Transfer-Encoding: chunked\r\n", "SIZEx\r\nBODY\r\n0\r\n\r\n"),
        ("Transfer-Encoding: chunked\r\n", "-1\r\nBODY\r\n0\r\n\r\n"),
    ] {
        let response = Response::read(&listener.send(&framed(&listener, lines, body)));
        assert_eq!(response.status, 400, "{lines:?} {body:?}: {response:?}");
    }
    // A well-formed chunked body without a Content-Length is accepted.
    let close = "Connection: close\r\nTransfer-Encoding:\t Chunked \r\n";
    let response =
        Response::read(&listener.send(&framed(&listener, close, "SIZE;x=1\r\nBODY\r\n0\r\nX: 1\r\n\r\n")));
    assert_eq!(response.status, 200);
    let ended = listener.reporting.end();
    let deliveries = ended.events.iter().filter(|event| event["event"] == "delivery").count();
    assert_eq!(deliveries, 1, "only the unambiguous one: {:#?}", ended.events);
}

#[test]
fn s2_nothing_is_read_after_a_bare_lf_in_a_chunked_body() {
    let upstream = Upstream::start(|_| (200, String::new()));
    let coding = "Transfer-Encoding: chunked\r\n";
    let twice_framed = "Content-Length: 3\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n";
    for listener in [
        Listener::start(&["--forward-to", &upstream.origin]),
        Listener::gateway(&["--upstream", &upstream.origin]),
    ] {
        for body in [
            "SIZE;a\nb\r\nBODY\r\n0\r\n\r\n",
            "SIZE\r\nBODY\r\n0;\nX\r\n\r\n",
            "SIZE\r\nBODY\r\n0\r\n\n\n",
            "SIZE\r\nBODY\r\n0\r\nX: 1\n\r\n",
        ] {
            let first = framed(&listener, coding, body);
            let second = framed(&listener, twice_framed, "SIZE\r\nBODY\r\n0\r\n\r\n");
            for first in [without(&first, "Authorization"), first] {
                let text = listener.send(&[first, second.clone()].concat());
                let statuses: Vec<&str> = text.split("HTTP/1.1 ").skip(1).map(|one| &one[..3]).collect();
                assert_eq!(statuses, ["400"], "{body:?}: {text}");
            }
        }
    }
    assert!(upstream.seen().is_empty(), "{:?}", upstream.seen());
}

#[test]
fn s2_what_is_no_delivery_is_refused() {
    let listener = Listener::start(&["--body-limit", "1000"]);
    let ask = |request: &str| Response::read(&listener.send(request.as_bytes()));
    let many = "X-Many: 1\r\n".repeat(5_000);
    for (request, status) in [
        ("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n".to_owned(), 405),
        ("OPTIONS / HTTP/1.1\r\nHost: x\r\n\r\n".to_owned(), 405),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n".to_owned(), 413),
        (
            format!(
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n{}",
                "x".repeat(1001)
            ),
            413,
        ),
        ("POST http://other/ HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n".to_owned(), 400),
        (format!("POST / HTTP/1.1\r\nHost: x\r\n{many}\r\n"), 431),
        (format!("POST / HTTP/1.1\r\nHost: x\r\nX: {}\r\n\r\n", "x".repeat(70_000)), 431),
        ("GET / HTTP/0.9\r\n\r\n".to_owned(), 400),
        ("\x16\x03\x01\x02\x00".to_owned(), 400),
    ] {
        let response = ask(&request);
        assert_eq!(response.status, status, "{request:.80}: {response:?}");
        assert_eq!(response.body, "", "no reason");
    }
    let mut stream = listener.connect();
    stream.write_all(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc").expect("a start");
    drop(stream);
    assert_eq!(listener.ask(&listener.signed(&["--event", "answered"])).status, 200, "it goes on");
    let ended = listener.reporting.end();
    let deliveries = ended.events.iter().filter(|event| event["event"] == "delivery").count();
    assert_eq!(deliveries, 1, "{:#?}", ended.events);
}

#[test]
fn pipelined_requests_are_answered_in_order() {
    let listener = Listener::start(&[]);
    let mut both = listener.signed(&["--event", "answered"]);
    both.extend(listener.signed(&["--event", "answer", "--method", "GET"]));
    both.extend(b"BREW / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    let text = listener.send(&both);
    let statuses: Vec<&str> = text.split("HTTP/1.1 ").skip(1).map(|response| &response[..3]).collect();
    assert_eq!(statuses, ["200", "200", "405"], "{text}");
}

#[test]
fn s2_slow_senders_do_not_hold_up_others() {
    let listener = Listener::start(&[]);
    let slow: Vec<_> = (0..700)
        .map(|_| {
            let mut stream = listener.connect();
            let _ = stream.write_all(b"POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc");
            stream
        })
        .collect();
    let request = listener.signed(&["--event", "answered"]);
    let began = Instant::now();
    assert_eq!(listener.ask(&request).status, 200);
    assert!(began.elapsed() < Duration::from_secs(9), "it took {:?}", began.elapsed());
    drop(slow);
}
