//! Tests, with a real shell and curl, that the command of `--output curl` sends exactly the delivery.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

use vsw::capture::Capture;

use super::sign;
use crate::env::TestEnv;
use crate::skip::not_tested;

struct Received {
    line: String,
    authorizations: Vec<String>,
    content_type: Option<String>,
    body: Vec<u8>,
}

fn read(mut stream: TcpStream) -> Received {
    let (mut bytes, mut piece) = (Vec::new(), vec![0; 65536]);
    let head = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        let length = stream.read(&mut piece).expect("a request");
        assert!(length > 0, "the head ends early");
        bytes.extend_from_slice(&piece[..length]);
    };
    let text = String::from_utf8(bytes[..head].to_vec()).expect("a head");
    let values = |name: &str| -> Vec<String> {
        let pairs = text.split("\r\n").filter_map(|line| line.split_once(": "));
        pairs
            .filter(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.to_owned())
            .collect()
    };
    if values("Expect") == ["100-continue"] {
        stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").expect("a client");
    }
    let length = values("Content-Length").first().map_or(0, |length| length.parse().expect("a length"));
    while bytes.len() < head + 4 + length {
        let more = stream.read(&mut piece).expect("a body");
        assert!(more > 0, "the body ends early");
        bytes.extend_from_slice(&piece[..more]);
    }
    stream.write_all(b"HTTP/1.1 204 x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").expect("a client");
    Received {
        line: text.split("\r\n").next().unwrap_or_default().to_owned(),
        authorizations: values("Authorization"),
        content_type: values("Content-Type").pop(),
        body: bytes[head + 4..].to_vec(),
    }
}

/// Runs the curl command. Returns the request that arrived, the delivery as a capture, and the command.
fn sent(env: &TestEnv, words: &[&str], body: &[u8]) -> (Received, Capture, String) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/webhooks/event?x=[1]{{2}}'", listener.local_addr().expect("its address"));
    let words = [words, &["--url", &url]].concat();
    let made = |output: &'static str| {
        let words = [&words[..], &["--output", output]].concat();
        sign(env, &words).stdin(body).run().expect(0).stdout
    };
    let capture = Capture::read(made("capture").as_bytes()).expect("a capture");
    let command = made("curl");
    env.write("work/command", &command);
    let came = thread::spawn(move || read(listener.accept().expect("a connection").0));
    let ran = env.command("/bin/sh", ["command"]).run();
    assert_eq!(ran.code, 0, "{ran:?}\n{command}");
    (came.join().expect("a request"), capture, command)
}

fn has_curl() -> bool {
    ["/usr/bin/curl", "/bin/curl"].iter().any(|path| std::path::Path::new(path).exists())
}

#[test]
fn the_curl_command_sends_the_exact_delivery() {
    if !has_curl() {
        return not_tested("the exact delivery of the curl command: curl is not installed");
    }
    let env = TestEnv::new();
    let all: Vec<u8> = (0..=255).chain((0..=255).rev()).collect();
    let long = vec![b'a'; 100_000];
    let bodies: &[&[u8]] = &[
        b"{\"status\":\"answered\"}",
        b"",
        b"@/etc/passwd",
        b"-x",
        b"-n \\101 %s %% '\"`$(id)$HOME!\\",
        b"it's 'quoted'\\'",
        b"line\nline\r\n\n",
        b"\n",
        b"\0",
        b"a\0b\x011",
        "Zo\u{eb} \u{1f389} \u{202e}".as_bytes(),
        b"::error::x",
        b"##[error]x",
        b"1\n::error::x",
        b"\xff\xfe1",
        b"a=b&c=d+e%20f",
        &all,
        &long,
    ];
    for body in bodies {
        let (came, capture, command) = sent(&env, &["--body-file", "-"], body);
        assert_eq!(came.body, *body, "{command}");
        assert_eq!(capture.body, *body);
        assert_eq!(came.line, "POST /webhooks/event?x=[1]{2}' HTTP/1.1", "{command}");
        assert_eq!(came.content_type.as_deref(), Some("application/json"));
        let authorizations: Vec<&[u8]> = came.authorizations.iter().map(String::as_bytes).collect();
        assert_eq!(authorizations, capture.delivery().header("authorization").collect::<Vec<_>>());
        assert_eq!(authorizations.len(), 1);
        let safe = |line: &str| !line.starts_with("::") && !line.contains("##[");
        assert!(
            command.lines().all(safe) && command.chars().all(|c| c == '\n' || !c.is_control()),
            "{command}"
        );
    }
}

#[test]
fn the_curl_command_sends_forgeries_and_gets_exactly() {
    if !has_curl() {
        return not_tested("forgeries and GETs of the curl command: curl is not installed");
    }
    let env = TestEnv::new();
    for (forgery, count) in [("two-tokens", 2), ("no-signature", 0), ("alg-none", 1), ("basic", 1)] {
        let (came, capture, _) = sent(&env, &["--event", "answered", "--forge", forgery], b"");
        let authorizations: Vec<&[u8]> = came.authorizations.iter().map(String::as_bytes).collect();
        assert_eq!(authorizations, capture.delivery().header("authorization").collect::<Vec<_>>());
        assert_eq!((authorizations.len(), &came.body), (count, &capture.body), "{forgery}");
    }
    let (came, capture, command) = sent(&env, &["--event", "input", "--method", "GET"], b"");
    let (_, target) = capture.url.split_once("/webhooks").expect("a path");
    assert_eq!(came.line, format!("GET /webhooks{target} HTTP/1.1"), "{command}");
    assert!(came.body.is_empty() && came.content_type.is_none() && came.authorizations.len() == 1);
}
