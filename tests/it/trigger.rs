//! Tests `vsw trigger`: what it sends, and what it reports about the responses.

use std::net::TcpListener;

use serde_json::{Value, json};

use crate::env::{TestEnv, Vsw};
use crate::sign::{APPLICATION, SECRET};
use crate::upstream::Upstream;

fn run(env: &TestEnv, words: &[&str]) -> Vsw {
    env.vsw(words).env("VONAGE_SIGNATURE_SECRET", SECRET).env("VONAGE_API_KEY", "a1b2c3d")
}

fn body(seen: &crate::upstream::Seen) -> Value {
    serde_json::from_slice(&seen.body).unwrap_or_else(|error| panic!("{error}: {seen:?}"))
}

fn events(report: &Value) -> Vec<&str> {
    let deliveries = report["deliveries"].as_array().expect("deliveries");
    deliveries.iter().map(|one| one["event"].as_str().expect("a word")).collect()
}

#[test]
fn an_event_is_sent_signed() {
    let env = TestEnv::new();
    let handler = Upstream::start(|_| (204, String::new()));
    let words =
        ["trigger", "completed", "--to", &handler.origin, "--set", "rate=1.5", "--application", APPLICATION];
    let output = run(&env, &words).run().expect(0);
    assert!(output.stdout.contains("1 accepted, 0 refused"), "{output:?}");
    let seen = &handler.seen()[0];
    assert_eq!(seen.first, "POST /webhooks/event HTTP/1.1");
    assert_eq!((&body(seen)["status"], &body(seen)["rate"]), (&json!("completed"), &json!("1.5")));
    let token = &seen.values("authorization")[0];
    let text = String::from_utf8(seen.body.clone()).expect("UTF-8");
    let verified =
        run(&env, &["verify", "--header", token, "--body", &text, "--expect-application", APPLICATION]);
    verified.run().expect(0);
}

#[test]
fn a_call_has_its_webhooks_in_order_and_one_id() {
    let env = TestEnv::new();
    let handler = Upstream::start(|_| (200, "[]".to_owned()));
    let words =
        ["trigger", "call", "--pace", "0", "--json", "--to", &handler.origin, "--set", "from=442079460001"];
    let report = run(&env, &words).run().expect(0).json();
    assert_eq!(events(&report), ["ringing", "started", "answered", "answer", "completed"]);
    assert_eq!(report["summary"], json!({"taken": 5, "refused": 0, "failed": 0}));
    let seen = handler.seen();
    let conversation = body(&seen[0])["conversation_uuid"].as_str().expect("an id").to_owned();
    assert!(seen[3].first.starts_with("GET /webhooks/answer?from=442079460001&"), "{:?}", seen[3]);
    assert!(seen[3].first.contains(&conversation), "{:?}", seen[3]);
    for at in [0, 1, 2, 4] {
        assert_eq!(body(&seen[at])["conversation_uuid"], json!(conversation));
        assert_eq!(body(&seen[at])["from"], "442079460001", "an override lasts through the call");
    }
    let first = String::from_utf8(seen[0].body.clone()).expect("UTF-8");
    assert!(first.starts_with(r#"{"headers":{},"#), "{first}");
}

#[test]
fn a_path_in_the_url_is_the_path_of_every_webhook() {
    let env = TestEnv::new();
    let handler = Upstream::start(|_| (200, String::new()));
    let url = format!("{}/voice?x=1", handler.origin);
    run(&env, &["trigger", "call", "--scenario", "busy", "--pace", "0", "--to", &url]).run().expect(0);
    assert!(
        handler.seen().iter().all(|seen| seen.first == "POST /voice?x=1 HTTP/1.1"),
        "{:?}",
        handler.seen()
    );
}

#[test]
fn answers_decide_the_exit_code() {
    let env = TestEnv::new();
    let handler =
        Upstream::start(|seen| (if seen.first.starts_with("GET") { 500 } else { 204 }, String::new()));
    let words = ["trigger", "call", "--pace", "0", "--shuffle", "--to", &handler.origin];
    assert!(run(&env, &words).run().expect(1).stdout.contains("4 accepted, 1 refused, 0 without"));
    let output = run(&env, &["trigger", "answered", "--to", "http://127.0.0.1:1"]).run().expect(5);
    assert!(
        output.stdout.contains("connection refused") && output.stderr.contains("hint: start"),
        "{output:?}"
    );
    let output = run(&env, &["trigger", "anwsered"]).run().expect(2);
    assert!(output.stderr.contains("answered"), "a similar word is named: {output:?}");
}

#[test]
fn claims_body_and_product_are_those_of_sign() {
    let env = TestEnv::new();
    let handler = Upstream::start(|_| (204, String::new()));
    env.write("work/body.json", "[2]");
    let trigger = |words: &[&str]| run(&env, &[&["trigger", "--to", &handler.origin], words].concat());
    let claims = ["--iat", "2020-04-21T18:49:22Z", "--jti", "one"];
    for (what, options, path) in [
        (&["answered"][..], &["--body", "{ \"x\": 1}"][..], "/webhooks/event"),
        (&["answer"], &["--body-file", "body.json"], "/webhooks/answer"),
        (&[], &["--body", ""], "/webhooks/event"),
        (&[], &["--product", "messages", "--set", "text=Hi"], "/webhooks/inbound-message"),
    ] {
        trigger(&[what, options, &claims].concat()).run().expect(0);
        let signed = run(&env, &[&["sign", "--json"], options, &claims].concat()).run().expect(0).json();
        let seen = handler.seen().pop().expect("a request");
        assert_eq!(seen.first, format!("POST {path} HTTP/1.1"));
        assert_eq!(json!(String::from_utf8_lossy(&seen.body)), signed["body"], "{options:?}");
        let token = &seen.values("authorization")[0];
        let same = signed["headers"].as_array().expect("headers").iter().any(|pair| pair[1] == json!(token));
        assert!(same, "{token} {signed}");
    }
    trigger(&["answered", "--body-file", "-"]).stdin("from stdin").run().expect(0);
    assert_eq!(handler.seen()[4].body, b"from stdin");
    trigger(&["call", "--scenario", "busy", "--pace", "0", "--iat", "7"]).run().expect(0);
    let number = handler.seen().len();
    for (words, message) in [
        (&["call", "--body", "{}"][..], "--body and --body-file cannot be used with `call`"),
        (&["call", "--product", "verify"], "'[EVENT|call]' cannot be used with '--product <PRODUCT>'"),
        (&["--product", "verify", "--body", "{}"], "cannot be used with"),
        (&["answered", "--body", "{}", "--body-file", "body.json"], "cannot be used with"),
        (&["answered", "--body", "{}", "--method", "GET"], "a GET has no body"),
        (&["answered", "--body", "{}", "--set", "x=1"], "--set and --set-json"),
        (&["answered", "--iat", "soon"], "--iat: not a time"),
        (&[], "name an event, such as `vsw trigger answered`, or use `--product`, `--body` or `--body-file`"),
    ] {
        let output = trigger(words).run().expect(2);
        assert!(output.stderr.contains(message), "{words:?} {output:?}");
    }
    assert_eq!(handler.seen().len(), number, "nothing more was sent");
}

#[test]
fn an_invalid_address_is_refused_with_what_to_write() {
    let env = TestEnv::new();
    for (to, error) in [
        ("http://127.0.0.1:1?x=1", "`http://127.0.0.1:1?x=1` has a query, but each delivery keeps its own"),
        ("http://127.0.0.1:1#a", "`http://127.0.0.1:1#a` has a fragment (`#…`), which is not sent"),
        ("http://127.0.0.1:1/x#a", "the path `/x#a` has a fragment or an invalid character"),
        ("unix:", "`unix:` has no path of a socket"),
    ] {
        let output = run(&env, &["trigger", "answered", "--to", to]).run().expect(2);
        assert!(output.stderr.starts_with(&format!("error: {error}\nhint: ")), "{output:?}");
    }
    let output = run(&env, &["probe", "/webhooks/event"]).run().expect(2);
    assert!(output.stderr.contains("`/webhooks/event` is not an address"), "{output:?}");
    let words = ["trigger", "answered", "--to", "https://a..b", "--yes-i-own-this", "a..b"];
    let output = run(&env, &words).run().expect(3);
    assert!(output.stderr.contains("`a..b` is not a host name that TLS can check"), "{output:?}");
}

#[test]
fn the_hint_fits_the_reason_for_no_response() {
    let env = TestEnv::new();
    // Accepts connections, but does not respond.
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let silent = format!("http://{}", listener.local_addr().expect("its address"));
    for (to, hint) in [
        (silent.as_str(), "allow more time with `--response-timeout`"),
        ("http://127.0.0.1:1", "start your handler, `vsw listen` or `vsw gateway`"),
        ("unix:/none.sock", "check the path of its socket"),
    ] {
        let words = ["trigger", "answered", "--response-timeout", "200ms", "--to", to];
        let output = run(&env, &words).run().expect(5);
        assert!(output.stderr.contains(hint), "{to}: {output:?}");
    }
}

#[test]
fn options_of_a_call_need_a_call() {
    let env = TestEnv::new();
    for words in [&["--scenario", "busy"][..], &["--shuffle"]] {
        let output = run(&env, &[&["trigger", "answered"], words].concat()).run().expect(2);
        assert!(output.stderr.contains("`vsw trigger call`"), "{output:?}");
    }
    let handler = Upstream::start(|_| (200, String::new()));
    let words = ["trigger", "call", "--pace", "0", "--shuffle", "--json", "--to", &handler.origin];
    for _ in 0..20 {
        let report = run(&env, &words).run().expect(0).json();
        let events = events(&report);
        assert_ne!(events, ["ringing", "started", "answered", "answer", "completed"]);
        assert_eq!(events.len(), 5);
    }
}
