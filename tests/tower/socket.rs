//! Tests the router of examples/axum.rs behind a socket, with raw HTTP.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use vsw::sign::Forgery;
use vsw::verify::Code;

use super::{NOW, bearer, example, our_secret, secret, token, verifier};

const EVENT: &str = r#"{"uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab","status":"answered"}"#;
const INCOMING: &str = r#"{"from":"442079460000","to":"447700900000","uuid":"u","conversation_uuid":"c"}"#;

const QUERY: &str = "from=442079460000&to=447700900000&uuid=u&conversation_uuid=c";
/// The answer webhook of a Client SDK call.
const CLIENT: &str = r#"{"from_user":"anna","uuid":"u","conversation_uuid":"c"}"#;
const CLIENT_QUERY: &str = "from_user=anna&uuid=u&conversation_uuid=c";

/// Starts a new service, because a service refuses a token that it accepted before.
fn serve() -> SocketAddr {
    let (sender, address) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            sender.send(listener.local_addr().unwrap()).unwrap();
            axum::serve(listener, example::router(verifier(), || NOW)).await.unwrap();
        });
    });
    address.recv().expect("the service listens")
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

#[derive(Debug)]
struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl Reply {
    fn read(stream: &mut TcpStream) -> Self {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            match stream.read(&mut byte) {
                Ok(1) => head.push(byte[0]),
                end => panic!("{end:?} after {:?}", String::from_utf8_lossy(&head)),
            }
        }
        let head = String::from_utf8(head).unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers: Vec<_> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        let length = headers.iter().find(|(name, _)| name == "content-length");
        let mut body = vec![0; length.map_or(0, |(_, length)| length.parse().unwrap())];
        stream.read_exact(&mut body).unwrap();
        Self { status, headers, body: String::from_utf8(body).unwrap() }
    }

    fn header(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(found, _)| found == name).map(|(_, value)| value.as_str()).collect()
    }
}

fn send(address: SocketAddr, request: &[u8]) -> Reply {
    let mut stream = connect(address);
    // A response may come before the request is fully read.
    let _ = stream.write_all(request);
    Reply::read(&mut stream)
}

fn head(authorizations: &[&str]) -> String {
    let mut head =
        "POST /webhooks/event?x=1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            .to_owned();
    for authorization in authorizations {
        head += &format!("Authorization: {authorization}\r\n");
    }
    head
}

fn get(query: &str, authorization: &str) -> Vec<u8> {
    format!(
        "GET /webhooks/answer?{query} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {authorization}\r\n\r\n"
    )
    .into_bytes()
}

fn request(authorizations: &[&str], body: &str) -> Vec<u8> {
    format!("{}Content-Length: {}\r\n\r\n{body}", head(authorizations), body.len()).into_bytes()
}

/// Returns whether the service accepts the delivery. It would respond to a repeated one with 409.
fn is_accepted_as_new(address: SocketAddr, body: &str) -> bool {
    send(address, &request(&[&bearer(body.as_bytes())], body)).status == 204
}

#[test]
fn genuine_webhooks_are_handled_once() {
    let address = serve();
    let genuine = request(&[&bearer(EVENT.as_bytes())], EVENT);
    assert_eq!(send(address, &genuine).status, 204);
    assert_eq!(send(address, &genuine).status, 409);
    let second_token = token().jti("2").bearer(&our_secret(), EVENT.as_bytes());
    assert_eq!(send(address, &request(&[&second_token], EVENT)).status, 204);
}

#[test]
fn the_handler_gets_the_signed_data() {
    for (query, json, caller) in [(QUERY, INCOMING, "442079460000"), (CLIENT_QUERY, CLIENT, "anna")] {
        let reply = send(serve(), &get(query, &bearer(json.as_bytes())));
        let ncco = format!(r#"[{{"action":"talk","text":"Hello, {caller}"}}]"#);
        assert_eq!((reply.status, &*reply.body), (200, &*ncco));
    }
}

#[test]
fn a_replayed_answer_webhook_gets_no_second_ncco() {
    let address = serve();
    let genuine = get(QUERY, &bearer(INCOMING.as_bytes()));
    assert_eq!(send(address, &genuine).status, 200);
    let again = send(address, &genuine);
    assert_eq!((again.status, &*again.body), (409, ""));
    let another = token().jti("2").bearer(&our_secret(), INCOMING.as_bytes());
    assert_eq!(send(address, &get(QUERY, &another)).status, 200);
}

#[test]
fn v16_the_json_of_a_query_sent_as_a_post_gets_no_ncco_and_blocks_no_get() {
    let address = serve();
    let authorization = bearer(INCOMING.as_bytes());
    // The GET is no replay of the accepted POST, because a service stores a token with its payload rule (body
    // or query).
    assert_eq!(send(address, &request(&[&authorization], INCOMING)).status, 204);
    let post = String::from_utf8(request(&[&authorization], INCOMING)).unwrap();
    assert_eq!(send(address, post.replacen("/event", "/answer", 1).as_bytes()).status, 405);
    assert_eq!(send(address, &get(QUERY, &authorization)).status, 200);
}

#[test]
fn v15_rejections_reveal_only_the_status() {
    let address = serve();
    let good = bearer(EVENT.as_bytes());
    let altered = EVENT.replace("answered", "rejected");
    let forged = token().bearer(&secret("an unrelated secret"), EVENT.as_bytes());
    let from_other_account =
        token().api_key("other").bearer(&secret("an unrelated secret"), EVENT.as_bytes());
    for (case, authorizations, body, status) in [
        ("a wrong signature", &[&*forged][..], EVENT, 401),
        ("a token of an account without a secret", &[&from_other_account], EVENT, 401),
        ("an altered body", &[&good], &altered, 401),
        ("no body", &[&good], "", 401),
        ("two headers", &[&good, &good], EVENT, 401),
        ("two headers, the second one good", &["Bearer x.y.z", &good], EVENT, 401),
        ("two headers, the first one good", &[&good, "Bearer x.y.z"], EVENT, 401),
        ("another scheme", &["Basic eDp5"], EVENT, 401),
        ("bytes that are not text", &["Bearer \u{fffd}"], EVENT, 401),
        ("no signature", &[], EVENT, 503),
        ("a blank header", &[" "], EVENT, 503),
    ] {
        let reply = send(address, &request(authorizations, body));
        assert_eq!((reply.status, &*reply.body), (status, ""), "{case}");
        let challenge: &[&str] = if status == 401 { &["Bearer"] } else { &[] };
        assert_eq!(reply.header("www-authenticate"), challenge, "{case}");
        let mut names: Vec<&str> = reply.headers.iter().map(|(name, _)| name.as_str()).collect();
        names.retain(|name| *name != "www-authenticate");
        names.sort_unstable();
        assert_eq!(names, ["content-length", "date"], "{case}");
    }
    assert!(is_accepted_as_new(address, EVENT));
}

#[test]
fn every_known_forgery_is_rejected() {
    let address = serve();
    for forgery in Forgery::ALL {
        let secret =
            if forgery.needs_account_secret() { our_secret() } else { secret("an unrelated secret") };
        let values = token().forged(forgery, &secret, EVENT.as_bytes());
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        let expected = if forgery.code() == Code::NoHeader { 503 } else { 401 };
        assert_eq!(send(address, &request(&values, EVENT)).status, expected, "{}", forgery.word());
    }
    assert!(is_accepted_as_new(address, EVENT));
}

#[test]
fn one_connection_carries_genuine_and_forged_requests() {
    let mut stream = connect(serve());
    for (authorization, status) in [("Bearer x", 401), (&*bearer(EVENT.as_bytes()), 204), ("", 503)] {
        stream.write_all(&request(&[authorization], EVENT)).unwrap();
        assert_eq!(Reply::read(&mut stream).status, status);
    }
}

#[test]
fn methods_other_than_post_are_rejected() {
    let address = serve();
    let query = format!("Authorization: {}\r\n\r\n", bearer(br#"{"to":"1"}"#));
    for method in ["GET", "HEAD", "PUT"] {
        let request = format!(
            "{method} /webhooks/event?to=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{query}"
        );
        let mut stream = connect(address);
        stream.write_all(request.as_bytes()).unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        assert!(reply.starts_with("HTTP/1.1 405 "), "{reply}");
        assert_eq!(reply.to_lowercase().matches("allow: post\r\n").count(), 1, "{reply}");
        assert_eq!(reply.to_lowercase().matches("allow:").count(), 1, "{reply}");
    }
    let unknown_path = String::from_utf8(request(&[], EVENT)).unwrap().replacen("/event", "/nowhere", 1);
    assert_eq!(send(address, unknown_path.as_bytes()).status, 404);
}

fn event_of(length: usize) -> String {
    let frame = r#"{"uuid":""}"#.len();
    format!(r#"{{"uuid":"{}"}}"#, "x".repeat(length - frame))
}

#[test]
fn bodies_up_to_one_mebibyte_are_accepted() {
    const LIMIT: usize = 1024 * 1024;
    let address = serve();
    let largest = event_of(LIMIT);
    assert_eq!(send(address, &request(&[&bearer(largest.as_bytes())], &largest)).status, 204);

    // With `Content-Length`: rejected before a byte of the body is sent.
    let announced = format!("{}Content-Length: {}\r\n\r\n", head(&["Bearer x"]), LIMIT + 1);
    let reply = send(address, announced.as_bytes());
    assert_eq!((reply.status, &*reply.body), (413, ""));

    // Without `Content-Length`: rejected, although the token is valid.
    let too_large = event_of(LIMIT + 1);
    let head = head(&[&bearer(too_large.as_bytes())]);
    let chunked =
        format!("{head}Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{too_large}\r\n0\r\n\r\n", too_large.len());
    assert_eq!(send(address, chunked.as_bytes()).status, 413);
}

#[test]
fn chunked_bodies_are_decoded() {
    let address = serve();
    let head = head(&[&bearer(EVENT.as_bytes())]);
    let chunks: Vec<String> = EVENT.chars().map(|byte| format!("1;ext=x\r\n{byte}\r\n")).collect();
    let chunks = chunks.concat();
    let request = format!(
        "{head}Transfer-Encoding: chunked\r\nTrailer: Authorization\r\n\r\n{chunks}0\r\nAuthorization: Bearer x\r\n\r\n"
    );
    assert_eq!(send(address, request.as_bytes()).status, 204);
}

#[test]
fn slow_bodies_are_accepted() {
    let mut stream = connect(serve());
    for piece in request(&[&bearer(EVENT.as_bytes())], EVENT).chunks(64) {
        stream.write_all(piece).unwrap();
        thread::sleep(Duration::from_millis(30));
    }
    assert_eq!(Reply::read(&mut stream).status, 204);
}

#[test]
fn a_stalled_body_is_aborted_and_does_not_reach_the_handler() {
    let address = serve();
    let mut stream = connect(address);
    let request = request(&[&bearer(EVENT.as_bytes())], EVENT);
    stream.write_all(&request[..request.len() - 1]).unwrap();
    assert_eq!(Reply::read(&mut stream).status, 408);
    assert!(is_accepted_as_new(address, EVENT));
}

#[test]
fn a_truncated_body_does_not_reach_the_handler() {
    let address = serve();
    // The bytes that arrive are the signed body; Content-Length announced one more.
    let announced = EVENT.len() + 1;
    let head = format!("{}Content-Length: {announced}\r\n\r\n", head(&[&bearer(EVENT.as_bytes())]));
    let mut stream = connect(address);
    stream.write_all(format!("{head}{EVENT}").as_bytes()).unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut reply = String::new();
    match stream.read_to_string(&mut reply) {
        Ok(_) => assert!(reply.is_empty() || reply.starts_with("HTTP/1.1 400 "), "{reply}"),
        Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset),
    }
    // The client closes the connection without waiting for a response.
    drop(connect(address).write_all(format!("{head}{EVENT}").as_bytes()));
    thread::sleep(Duration::from_millis(50));
    assert!(is_accepted_as_new(address, EVENT));
}

#[test]
fn expect_100_continue_gets_a_reply() {
    let address = serve();
    let mut stream = connect(address);
    let head = format!("{}Expect: 100-continue\r\n", head(&[&bearer(EVENT.as_bytes())]));
    stream.write_all(format!("{head}Content-Length: {}\r\n\r\n", EVENT.len()).as_bytes()).unwrap();
    assert_eq!(Reply::read(&mut stream).status, 100);
    stream.write_all(EVENT.as_bytes()).unwrap();
    assert_eq!(Reply::read(&mut stream).status, 204);
    // No 100 Continue is sent for a too large body.
    assert_eq!(send(address, format!("{head}Content-Length: 1048577\r\n\r\n").as_bytes()).status, 413);
}
