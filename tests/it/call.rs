//! Tests `vsw call` against a server that imitates the Voice API. OpenSSL made the key, and verifies the
//! signature of tokens.

mod asking;
mod keys;
mod sandbox;
mod verification;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::env::{TestEnv, VSW, Vsw};
use crate::sign::{APPLICATION, SECRET};
use crate::skip::not_tested;
use crate::upstream::{Seen, Upstream};

const KEYS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/keys");
const KEY: &str = include_str!("../keys/application.pem");
const TO: &str = "447700900000";
const FROM: &str = "442079460000";
const CALL: &str = "63f61863-4a51-4f6b-86e1-46edebcf9356";
const CONVERSATION: &str = "CON-f972836a-550f-45fa-956c-12a2ab5b7d22";

fn created() -> (u16, String) {
    let call = json!({"uuid": CALL, "status": "started", "direction": "outbound", "conversation_uuid": CONVERSATION});
    (201, call.to_string())
}

fn api(answer: impl Fn(&Seen) -> (u16, String) + Send + Sync + 'static) -> Upstream {
    Upstream::start(answer)
}

fn call(env: &TestEnv, api: &Upstream, words: &[&str]) -> Vsw {
    let key = env.write("home/application.pem", KEY);
    let line = ["call", "--to", TO, "--from", FROM];
    env.vsw(line.iter().chain(words))
        .env("VSW_API_URL", &api.origin)
        .env("VONAGE_APPLICATION_ID", APPLICATION)
        .env("VONAGE_PRIVATE_KEY_PATH", key)
        .env("VONAGE_SIGNATURE_SECRET", SECRET)
}

fn body(seen: &Seen) -> Value {
    serde_json::from_slice(&seen.body).unwrap_or_else(|error| panic!("{error}: {seen:?}"))
}

fn token(seen: &Seen) -> String {
    let [authorization] = &seen.values("authorization")[..] else { panic!("one header: {seen:?}") };
    authorization.strip_prefix("Bearer ").expect("a token").to_owned()
}

fn parts(token: &str) -> [Value; 2] {
    let decoded = |part: &str| URL_SAFE_NO_PAD.decode(part).expect("base64url");
    let mut parts = token.split('.').map(|part| serde_json::from_slice(&decoded(part)).unwrap_or_default());
    [parts.next().expect("a header"), parts.next().expect("claims")]
}

#[track_caller]
fn assert_signed(token: &str) {
    let directory = tempfile::tempdir().expect("a directory");
    let (signed, signature) = token.rsplit_once('.').expect("three parts");
    let file = directory.path().join("signature");
    std::fs::write(&file, URL_SAFE_NO_PAD.decode(signature).expect("base64url")).expect("a file");
    let openssl = Command::new("openssl")
        .args(["dgst", "-sha256", "-verify", &format!("{KEYS}/application.pub.pem"), "-signature"])
        .arg(&file)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut openssl) = openssl else { return not_tested("the signature of a call's token: no openssl") };
    openssl.stdin.take().expect("its stdin").write_all(signed.as_bytes()).expect("the token");
    let output = openssl.wait_with_output().expect("its end");
    assert!(output.status.success(), "{}: {token}", String::from_utf8_lossy(&output.stdout));
}

fn deliver(url: &str, options: &[&str]) -> u16 {
    deliver_as(APPLICATION, url, options)
}

fn deliver_as(application: &str, url: &str, options: &[&str]) -> u16 {
    send(url, &made(application, url, options))
}

fn made(application: &str, url: &str, options: &[&str]) -> Vec<u8> {
    let sign = ["sign", "--application", application, "--url", url, "--set", &format!("uuid={CALL}")];
    let output = Command::new(VSW)
        .args(sign.iter().chain(options))
        .env_clear()
        .env("VONAGE_SIGNATURE_SECRET", SECRET)
        .output()
        .expect("vsw runs");
    assert!(output.status.success(), "{output:?}");
    output.stdout
}

fn send(url: &str, request: &[u8]) -> u16 {
    let host = url.strip_prefix("http://").and_then(|rest| rest.split('/').next()).expect("a host");
    let mut stream = TcpStream::connect(host).expect("a connection");
    let line_end = request.windows(2).position(|pair| pair == b"\r\n").expect("a request line");
    let (first, rest) = request.split_at(line_end);
    stream.write_all(&[first, b"\r\nConnection: close", rest].concat()).expect("a request");
    let mut response = String::new();
    stream.read_to_string(&mut response).expect("a response");
    response.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status")
}

#[test]
fn the_request_is_that_of_the_guide() {
    let (env, api) = (TestEnv::new(), api(|_| created()));
    let report = call(&env, &api, &["--say", "Your code is \"1234\"", "--json"]).run().expect(0).json();
    let expected = json!({
        "schema": "vsw/call/1", "vsw": env!("CARGO_PKG_VERSION"), "application": APPLICATION,
        "api_url": api.origin, "to": TO, "from": FROM, "uuid": CALL, "conversation_uuid": CONVERSATION,
        "status": "started", "direction": "outbound", "verification": null,
    });
    assert_eq!(report, expected);
    let [request] = &api.seen()[..] else { panic!("one request: {:?}", api.seen()) };
    assert_eq!(request.first, "POST /v1/calls HTTP/1.1");
    assert_eq!(request.values("content-type"), ["application/json"]);
    let guide = json!({
        "to": [{"type": "phone", "number": TO}],
        "from": {"type": "phone", "number": FROM},
        "ncco": [{"action": "talk", "text": "Your code is \"1234\""}],
    });
    assert_eq!(body(request), guide);
    let token = token(request);
    assert_signed(&token);
    let [header, claims] = parts(&token);
    assert_eq!(header, json!({"alg": "RS256", "typ": "JWT"}));
    let (iat, exp) = (claims["iat"].as_u64().expect("a time"), claims["exp"].as_u64().expect("a time"));
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().expect("a time").as_secs();
    assert!(now.abs_diff(iat) < 60 && exp == iat + 900, "{claims}");
    assert_eq!(
        (&claims["application_id"], claims.as_object().map(serde_json::Map::len)),
        (&json!(APPLICATION), Some(4))
    );
    call(&env, &api, &["--say", "Hi"]).run().expect(0);
    let again = parts(&self::token(&api.seen()[1]));
    assert!(claims["jti"].as_str().is_some_and(|jti| jti.len() == 36) && again[1]["jti"] != claims["jti"]);
}

#[test]
fn language_event_url_and_the_users_ncco_are_sent() {
    let (env, api) = (TestEnv::new(), api(|_| created()));
    let url = "https://example.com/events?key=hunter2";
    let words = ["--say", "Grüezi", "--language", "de-DE", "--event-url", url, "--application", CALL];
    let output = call(&env, &api, &words).run().expect(0);
    let request = &api.seen()[0];
    assert_eq!(body(request)["ncco"], json!([{"action": "talk", "text": "Grüezi", "language": "de-DE"}]));
    assert_eq!(body(request)["event_url"], json!([url]));
    assert_eq!(parts(&token(request))[1]["application_id"], CALL);
    assert!(output.stdout.contains(CALL) && !output.all().contains("hunter2"), "{output:?}");
    let ncco = r#"[{"action":"record","x":1.10,"y":1e400},{"action":"talk","text":"a"}]"#;
    env.write("work/ncco.json", format!(" {ncco}\n"));
    call(&env, &api, &["--ncco", "ncco.json"]).run().expect(0);
    let sent = String::from_utf8(api.seen()[1].body.clone()).expect("UTF-8");
    assert!(sent.contains(&format!("\"ncco\": {ncco}")), "{sent}");
    env.write("work/ncco.json", format!("\u{feff}{ncco}"));
    call(&env, &api, &["--ncco", "ncco.json"]).run().expect(0);
    assert_eq!(api.seen()[2].body, api.seen()[1].body);
    for (content, words) in [
        ("{}", "it is not a JSON array"),
        ("[\"\u{1}\"]", "not an NCCO: not JSON: "),
        ("[", "not an NCCO: not JSON: EOF"),
    ] {
        env.write("work/ncco.json", content);
        let refused = call(&env, &api, &["--ncco", "ncco.json"]).run().expect(2);
        assert!(refused.stderr.contains(words), "{content}: {refused:?}");
    }
    assert_eq!(api.seen().len(), 3, "nothing else is sent");
}

#[test]
fn wrong_command_lines_send_nothing() {
    let (env, api) = (TestEnv::new(), api(|_| created()));
    for words in [
        &["--say", " "][..],
        &[],
        &["--say", "a", "--ncco", "b"],
        &["--say", "a", "--event-url", "ftp://example.com"],
        &["--say", "a", "--event-url", "example.com"],
        &["--say", "a", "--event-url", "http://127.0.0.1:1", "--verify"],
        &["--say", "a", "--public-url", "https://example.com"],
        &["--say", "a", "--within", "5s"],
        &["--ncco", "b", "--language", "en-GB"],
        &["--say", "a", "--application", "Support"],
        &["--say", "a", "--verify", "--public-url", "https://example.com/?a=b"],
    ] {
        let output = call(&env, &api, words).run();
        assert_eq!(output.code, 2, "{words:?}: {output:?}");
    }
    let line = ["call", "--to", "0207946000", "--from", FROM, "--say", "a"];
    let output = env.vsw(line).run().expect(2);
    assert!(
        output.stderr.contains("with the country code") && !output.all().contains("0207946000"),
        "{output:?}"
    );
    assert!(api.seen().is_empty(), "{:?}", api.seen());
}

#[test]
fn a_refused_call_is_not_made() {
    for (status, exit, code, words, hint) in [
        (
            401,
            4,
            "unauthorized",
            "the API rejected the credentials (401): wrong key",
            "use the private key of the application",
        ),
        (
            400,
            4,
            "refused",
            "the API refused the request (400): wrong key",
            "if the API's message names a member",
        ),
        (404, 4, "refused", "the API refused the request (404): wrong key", "check the API origin"),
        (429, 5, "unreachable", "the API is busy or failing (429): wrong key", "call again later; "),
        (307, 5, "unreachable", "", "check the API origin"),
    ] {
        let env = TestEnv::new();
        let api = api(move |_| (status, r#"{"title":"No","detail":"wrong key"}"#.to_owned()));
        let output = call(&env, &api, &["--say", "Hi", "--json"]).run().expect(exit);
        let error = output.json();
        assert_eq!((&error["schema"], &error["code"]), (&json!("vsw/error/1"), &json!(code)), "{error}");
        let message = error["message"].as_str().expect("a message");
        assert!(message.contains(words) && message.ends_with("; no call was made"), "{error}");
        assert!(error["hint"].as_str().is_some_and(|text| text.starts_with(hint)), "{error}");
        assert_eq!(api.seen().len(), 1, "{status}");
    }
    let env = TestEnv::new();
    let api = api(|_| created());
    let nowhere = call(&env, &api, &["--say", "Hi", "--api-url", "http://127.0.0.1:1"]).run().expect(5);
    assert!(nowhere.stderr.contains("no call was made"), "{nowhere:?}");
}

#[test]
fn a_call_that_may_have_been_made_is_not_made_again() {
    for (status, body) in [(500, ""), (503, ""), (408, ""), (201, "[]"), (200, "{\"uuid\":7}")] {
        let env = TestEnv::new();
        let api = api(move |_| (status, body.to_owned()));
        let output = call(&env, &api, &["--say", "Hi", "--timeout", "5"]).run().expect(5);
        assert!(output.stderr.contains("vsw does not repeat the request"), "{status}: {output:?}");
        assert!(output.stderr.contains("voice logs"), "{status}: {output:?}");
        assert_eq!(api.seen().len(), 1, "{status}");
    }
    let env = TestEnv::new();
    let lost = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", lost.local_addr().expect("its address"));
    let counted = std::thread::spawn(move || {
        let (mut stream, _) = lost.accept().expect("a connection");
        let _ = stream.read(&mut [0; 16384]);
        drop(stream);
        lost.set_nonblocking(true).expect("a socket");
        std::thread::sleep(std::time::Duration::from_millis(800));
        lost.accept().is_ok()
    });
    let silent = api(|_| {
        std::thread::sleep(std::time::Duration::from_secs(4));
        created()
    });
    let output = call(&env, &silent, &["--say", "Hi", "--api-url", &url]).run().expect(5);
    assert!(output.stderr.contains("the call may have been made"), "{output:?}");
    assert!(!counted.join().expect("a server"), "the request was sent again");
    let output = call(&env, &silent, &["--say", "Hi", "--timeout", "1"]).run().expect(5);
    assert!(
        output.stderr.contains("did not respond before the timeout; the call may have been made"),
        "{output:?}"
    );
    assert_eq!(silent.seen().len(), 1);
}
