//! Tests `vsw listen --forward-to`: what the handler gets, and what the sender gets of the handler's response.

use std::io::{BufReader, Write as _};
use std::net::TcpListener;
use std::os::unix::net::UnixListener;
use std::sync::Mutex;
use std::thread;

use serde_json::{Value, json};

use super::{Listener, without};
use crate::env::TestEnv;
use crate::sign::{APPLICATION, SECRET};
use crate::upstream::{Upstream, request, serve};

fn header_line(request: &[u8], name: &str) -> String {
    let text = String::from_utf8_lossy(request);
    text.split("\r\n").find(|line| line.starts_with(name)).expect("the header").to_owned()
}

#[test]
fn a_handler_gets_what_was_sent_and_what_was_verified() {
    let upstream = Upstream::start(|_| (201, r#"[{"action":"talk"}]"#.to_owned()));
    let listener = Listener::start(&["--forward-to", &format!("{}/base", upstream.origin)]);
    let text = String::from_utf8(listener.signed(&["--event", "answered"])).expect("UTF-8");
    let more = "\r\nX-Odd: b\r\nX-Vsw-Event: completed\r\nX-Odd: a\r\nConnection: x-once\r\nX-Once: 1\r\n\
        X-Forwarded-For: 192.0.2.1\r\nTE: trailers\r\nAccept: */*\r\n";
    let request =
        text.replacen("/webhooks/event ", "/webhooks/event?b=%2f&a=1&b=+ ", 1).replacen("\r\n", more, 1);
    let response = listener.ask(request.as_bytes());
    assert_eq!((response.status, response.body.as_str()), (201, r#"[{"action":"talk"}]"#));
    assert!(response.head.contains("x-handler: 1\r\nx-handler: 2") && !response.head.contains("keep-alive"));
    let seen = &upstream.seen()[0];
    assert_eq!(seen.first, "POST /base/webhooks/event?b=%2f&a=1&b=+ HTTP/1.1");
    assert_eq!(seen.body, text.split_once("\r\n\r\n").expect("a body").1.as_bytes());
    for (name, values) in [
        ("x-odd", vec!["b", "a"]),
        ("x-vsw-event", vec!["answered"]),
        ("x-vsw-application", vec![APPLICATION]),
        ("x-vsw-api-key", vec!["a1b2c3d"]),
        ("x-vsw-verdict", vec![]),
        ("x-once", vec![]),
        ("connection", vec![]),
        ("te", vec![]),
        ("host", vec!["example.com"]),
        ("x-forwarded-for", vec!["192.0.2.1, 127.0.0.1"]),
        ("x-forwarded-proto", vec!["http"]),
        ("x-forwarded-host", vec!["example.com"]),
        ("content-type", vec!["application/json"]),
    ] {
        assert_eq!(seen.values(name), values, "{name}: {seen:?}");
    }
    assert_eq!((seen.values("authorization").len(), seen.values("x-vsw-token-id").len()), (1, 1));
    let delivery = listener.next();
    assert_eq!((&delivery["status"], &delivery["upstream"]["status"]), (&json!(201), &json!(201)));
    let get = listener.signed(&["--event", "answer", "--method", "GET"]);
    assert_eq!(listener.ask(&get).status, 201);
    assert!(upstream.seen()[1].first.starts_with("GET /base/webhooks/answer?"));
    assert_eq!(upstream.seen()[1].values("content-length"), [""; 0]);
}

#[test]
fn headers_keep_their_order_and_repeated_names_are_grouped() {
    let upstream = Upstream::start(|_| (200, String::new()));
    let env = TestEnv::new();
    let capture = env.path("work/capture").display().to_string();
    let listener = Listener::start_in(env, &["--forward-to", &upstream.origin, "--capture", &capture]);
    let genuine = listener.signed(&["--event", "answered"]);
    let authorization = header_line(&genuine, "Authorization");
    let length = header_line(&genuine, "Content-Length");
    let lines = format!(
        "\r\nHost: x\r\n{length}\r\nTE: trailers\r\nX-A: 1\r\nX-B: 2\r\nX-A: 3\r\n{authorization}\r\n\
        Content-Type: application/json\r\nUser-Agent: V\r\nAccept: */*\r\n\r\n"
    );
    let text = String::from_utf8(genuine).expect("UTF-8");
    let (first, body) = (text.split("\r\n").next().expect("a line"), text.split("\r\n\r\n").last());
    let request = format!("{first}{lines}{}", body.expect("a body"));
    assert_eq!(listener.ask(request.as_bytes()).status, 200);
    let ends = ["x-a", "x-a", "x-b", "authorization", "content-type", "user-agent", "accept"];
    let seen = upstream.seen().pop().expect("a request");
    let names: Vec<&str> = seen.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[..8], [&["host"][..], &ends].concat(), "{seen:?}");
    let line = std::fs::read_to_string(&capture).expect("a capture");
    let captured: Value = serde_json::from_str(&line).expect("a line");
    let captured = captured["headers"].as_array().expect("headers");
    let names: Vec<&str> = captured.iter().filter_map(|pair| pair[0].as_str()).collect();
    assert_eq!(names, [&["connection", "host", "content-length", "te"][..], &ends].concat());
}

#[test]
fn only_genuine_deliveries_reach_a_handler() {
    let upstream = Upstream::start(|_| (200, String::new()));
    let listener = Listener::start(&["--forward-to", &upstream.origin]);
    let genuine = listener.signed(&["--event", "answered"]);
    let list = listener.env.vsw(["sign", "--forge", "list", "--json"]).run().json();
    let kinds: Vec<&str> = list["forgeries"]
        .as_array()
        .expect("kinds")
        .iter()
        .map(|one| one["kind"].as_str().expect("a word"))
        .collect();
    assert!(kinds.len() > 10, "{kinds:?}");
    // These two are genuine unless the receiver expects a certain account or application.
    for kind in kinds.iter().filter(|kind| !["wrong-api-key", "wrong-application"].contains(kind)) {
        let forged = listener.signed(&["--event", "answered", "--forge", kind]);
        let status = listener.ask(&forged).status;
        assert!(matches!(status, 401 | 503), "{kind}: {status}");
    }
    let text = String::from_utf8(genuine.clone()).expect("UTF-8");
    let authorization = &header_line(&genuine, "Authorization");
    for line in [
        format!("{authorization}\r\n{authorization}"),
        format!("{authorization}\r\nauthorization: Bearer x.y.z"),
        format!("authorization: Bearer x.y.z\r\n{authorization}"),
        format!("{authorization}, Bearer x.y.z"),
    ] {
        let status = listener.ask(text.replace(authorization, &line).as_bytes()).status;
        assert_eq!(status, 401, "{line}");
    }
    assert!(upstream.seen().is_empty(), "{:?}", upstream.seen());
    assert_eq!(listener.ask(&genuine).status, 200);
    assert_eq!(upstream.seen().len(), 1);
}

#[test]
fn with_forward_all_a_handler_gets_the_verdict_too() {
    let upstream = Upstream::start(|_| (200, String::new()));
    let listener = Listener::start(&["--forward-to", &upstream.origin, "--forward-all"]);
    let genuine = listener.signed(&["--event", "answered"]);
    listener.ask(&genuine);
    listener.ask(&genuine);
    listener.ask(&listener.signed(&["--event", "answered", "--forge", "changed-body"]));
    listener.ask(&without(&genuine, "Authorization"));
    let verdicts: Vec<String> =
        upstream.seen().iter().flat_map(|seen| seen.values("x-vsw-verdict")).collect();
    assert_eq!(verdicts, ["genuine", "replayed", "rejected", "unsigned"]);
    assert!(upstream.seen()[2].values("x-vsw-event").is_empty(), "only what was verified");
}

#[test]
fn a_handler_that_is_down_is_reported_once_and_again_when_it_is_back() {
    let free = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = free.local_addr().expect("its address");
    drop(free);
    let listener = Listener::start(&["--forward-to", &format!("http://{address}")]);
    assert_eq!(listener.reporting.next("upstream")["state"], "down", "at the start");
    let request = listener.signed(&["--event", "answered"]);
    assert_eq!(listener.ask(&request).status, 503);
    assert_eq!(listener.ask(&request).status, 503);
    let _back = thread::spawn(move || {
        let listener = TcpListener::bind(address).expect("the port");
        for stream in listener.incoming().map_while(Result::ok) {
            serve(&stream, &Mutex::default(), &|_| (200, String::new()));
        }
    });
    let up = crate::running::wait_for(
        || (listener.ask(&request).status == 200).then(|| listener.reporting.until("upstream")),
        || "the handler is not found again".to_owned(),
    );
    assert_eq!(up.0["state"], "up");
    assert!(up.1.iter().all(|event| event["event"] == "delivery"), "{up:#?}");
}

#[test]
fn a_handler_may_be_a_unix_socket() {
    let env = TestEnv::new();
    let path = env.path("work/handler.sock");
    let socket = UnixListener::bind(&path).expect("a socket");
    let served = thread::spawn(move || {
        let (mut stream, _) = socket.accept().expect("a connection");
        // The first connection may be the startup check of `vsw listen`, without a request.
        let mut reader = BufReader::new(stream.try_clone().expect("a reader"));
        let first = request(&mut reader);
        let first = first.or_else(|| {
            stream = socket.accept().expect("a connection").0;
            request(&mut BufReader::new(stream.try_clone().expect("a reader")))
        });
        stream.write_all(b"HTTP/1.1 200 x\r\nContent-Length: 0\r\n\r\n").expect("a response");
        first.expect("a request")
    });
    let listener = Listener::start_in(env, &["--forward-to", &format!("unix:{}", path.display())]);
    assert_eq!(listener.ask(&listener.signed(&["--event", "answered"])).status, 200);
    assert_eq!(served.join().expect("the handler").first, "POST /webhooks/event HTTP/1.1");
}

#[test]
fn s6_only_hosts_that_were_named_get_deliveries() {
    let env = TestEnv::new();
    for (url, words) in [
        ("http://192.0.2.1/", &[][..]),
        ("https://handler.example/", &[]),
        ("http://handler.example/", &["--yes-i-own-this", "handler.example"]),
        ("https://other.example/", &["--yes-i-own-this", "handler.example"]),
        ("http://127.0.0.1@handler.example/", &[]),
        ("ftp://127.0.0.1/", &[]),
        ("127.0.0.1:3000", &[]),
    ] {
        let vsw = env.vsw(["listen", "--port", "0", "--forward-to", url].iter().chain(words));
        let output = vsw.env("VONAGE_SIGNATURE_SECRET", SECRET).run().expect(2);
        assert!(output.stderr.contains("hint: "), "{url}: {output:?}");
    }
}

#[test]
fn bodies_and_headers_of_any_bytes_are_forwarded_unchanged() {
    let upstream = Upstream::start(|_| (200, String::new()));
    let listener = Listener::start(&["--forward-to", &upstream.origin, "--forward-all"]);
    let mut random = 12_345_u64;
    let mut next = move || {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize
    };
    for round in 0..200 {
        let body: Vec<u8> = (0..next() % 300).map(|_| next().to_le_bytes()[0]).collect();
        let value: Vec<u8> =
            (0..=next() % 20).map(|_| [b'a', b' ', b'\t', 0x80, 0xff, b'"'][next() % 6]).collect();
        let mut request = format!("POST /{round}?%zz HTTP/1.1\r\nHost: x\r\nX-Any: .").into_bytes();
        request.extend(&value);
        request.extend(b".\r\n");
        if next() % 2 == 0 {
            request.extend(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
            request.extend(&body);
        } else {
            request.extend(b"Transfer-Encoding: chunked\r\n\r\n");
            for piece in body.chunks(1 + next() % 50) {
                request.extend(format!("{:X}\r\n", piece.len()).as_bytes());
                request.extend(piece);
                request.extend(b"\r\n");
            }
            request.extend(b"0\r\n\r\n");
        }
        let mut stream = listener.connect();
        stream.write_all(&request).expect("a request");
        let delivery = listener.next();
        let seen = upstream.seen().pop().expect("a request");
        assert_eq!(seen.first, format!("POST /{round}?%zz HTTP/1.1"), "{delivery}");
        assert_eq!(seen.body, body, "{round}");
        let sent = [&b"."[..], &value, b"."].concat();
        assert!(seen.headers.contains(&("x-any".to_owned(), sent)), "{round}: {seen:?}");
    }
}
