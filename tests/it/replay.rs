//! Tests `vsw replay`: what it sends, when it signs again, and what it needs.

use std::time::Instant;

use serde_json::{Value, json};

use crate::env::{TestEnv, Vsw};
use crate::running::SOON;
use crate::sign::{APPLICATION, SECRET};
use crate::upstream::Upstream;

fn run(env: &TestEnv, words: &[&str]) -> Vsw {
    env.vsw(words).env("VONAGE_SIGNATURE_SECRET", SECRET).env("VONAGE_API_KEY", "a1b2c3d")
}

fn captured(env: &TestEnv, words: &[&str]) -> String {
    run(env, &[&["sign", "--output", "capture"], words].concat()).run().expect(0).stdout
}

fn handler() -> Upstream {
    Upstream::start(|_| (200, String::new()))
}

#[test]
fn a_delivery_goes_to_its_own_path_and_query() {
    let env = TestEnv::new();
    for (url, target) in [
        ("/cb?next=http://x/y", "/cb?next=http://x/y"),
        ("https://h.example/hook?x=1", "/hook?x=1"),
        ("https://h.example?x=1", "/?x=1"),
        ("https://h.example", "/"),
    ] {
        let handler = handler();
        let capture = captured(&env, &["--event", "answered", "--url", url]);
        let words = ["replay", "-", "--json", "--to", &handler.origin];
        let report = run(&env, &words).stdin(capture).run().expect(0).json();
        assert_eq!(report["deliveries"][0]["url"], format!("{}{target}", handler.origin));
        assert_eq!(handler.seen()[0].first, format!("POST {target} HTTP/1.1"));
    }
}

#[test]
fn a_get_keeps_its_signed_query_at_another_path() {
    let env = TestEnv::new();
    let handler = handler();
    let to = format!("{}/voice", handler.origin);
    for iat in [&[][..], &["--iat", "1587494962"]] {
        let get = captured(&env, &[&["--event", "answer", "--method", "GET"], iat].concat());
        let report = run(&env, &["replay", "-", "--json", "--to", &to]).stdin(get).run().expect(0).json();
        assert_eq!(report["deliveries"][0]["event"], "answer");
        let seen = handler.seen().pop().expect("a delivery");
        let url = seen.first.split(' ').nth(1).expect("a target");
        assert!(url.starts_with("/voice?from="), "{seen:?}");
        let token = &seen.values("authorization")[0];
        run(&env, &["verify", "--method", "GET", "--url", url, "--header", token]).run().expect(0);
    }
    let get = captured(&env, &["--event", "answer", "--method", "GET"]);
    let output = run(&env, &["replay", "-", "--to", &(to + "?x=1")]).stdin(get).run().expect(2);
    assert!(output.stderr.contains("a captured GET keeps its own signed query"), "{output:?}");
    assert_eq!(handler.seen().len(), 2);
}

#[test]
fn nothing_is_sent_if_a_later_delivery_cannot_be_signed() {
    let env = TestEnv::new();
    let handler = handler();
    let old = ["--event", "answered", "--iat", "1587494962"];
    let first = captured(&env, &old);
    // The second delivery contains `another-secret`, which only `replay` knows as a secret.
    let second = captured(&env, &[&old[..], &["--set", "from=another-secret"]].concat());
    let words = ["replay", "-", "--json", "--to", &handler.origin];
    let output = run(&env, &words).env("VONAGE_API_SECRET", "another-secret").stdin(first + &second).run();
    assert_eq!(output.expect(3).json()["code"], "own-secret");
    assert_eq!(handler.seen().len(), 0);
}

#[test]
fn a_header_that_http_does_not_allow_is_named() {
    let env = TestEnv::new();
    let handler = handler();
    let capture = captured(&env, &["--event", "answered"]).replace("[[", "[[\"a b\",\"x\"],[");
    let words = ["replay", "-", "--as-captured", "--to", &handler.origin];
    let output = run(&env, &words).stdin(capture).run().expect(5);
    assert!(output.stdout.contains("the header `a b` cannot be sent"), "{output:?}");
    assert!(output.stderr.contains("hint: correct the header in the capture"), "{output:?}");
    assert_eq!(handler.seen().len(), 0);
}

#[test]
fn headers_of_the_captured_connection_are_not_sent() {
    let env = TestEnv::new();
    let handler = handler();
    let mut capture: Value =
        serde_json::from_str(&captured(&env, &["--event", "answered"])).expect("a capture");
    let headers = capture["headers"].as_array_mut().expect("headers");
    for (name, value) in [
        ("Connection", "X-Hop, upgrade"),
        ("X-Hop", "1"),
        ("Upgrade", "h2c"),
        ("TE", "trailers"),
        ("Expect", "100-continue"),
        ("X-Kept", "1"),
        ("X-Kept", "2"),
    ] {
        headers.push(json!([name, value]));
    }
    run(&env, &["replay", "-", "--to", &handler.origin]).stdin(capture.to_string()).run().expect(0);
    let seen = &handler.seen()[0];
    for name in ["connection", "x-hop", "upgrade", "te", "expect"] {
        assert!(seen.values(name).is_empty(), "{name}: {seen:?}");
    }
    assert_eq!(seen.values("x-kept"), ["1", "2"]);
    assert_eq!(seen.values("host"), [handler.origin.trim_start_matches("http://")]);
    assert_eq!(seen.values("content-length"), [seen.body.len().to_string()]);
}

#[test]
fn only_an_old_token_needs_the_secret() {
    let env = TestEnv::new();
    let handler = handler();
    let words = ["replay", "-", "--to", &handler.origin];
    let fresh = captured(&env, &["--event", "answered"]);
    env.vsw(words).stdin(fresh.clone()).run().expect(0);
    let old = captured(&env, &["--event", "answered", "--iat", "1587494962"]);
    env.vsw(words).stdin(fresh + &old).run().expect(3);
    assert_eq!(handler.seen().len(), 1, "nothing is sent before all can be signed");
    env.vsw([&words[..], &["--as-captured"]].concat()).stdin(old).run().expect(0);
}

#[test]
fn captured_pauses_are_scaled_and_not_waited_for_without_a_handler() {
    let env = TestEnv::new();
    let handler = handler();
    let at = |seconds: &str, line: String| {
        let mut capture: Value = serde_json::from_str(&line).expect("a capture");
        capture["received_at"] = json!(format!("2020-04-21T20:00:{seconds}Z"));
        format!("{capture}\n")
    };
    let lines = at("00", captured(&env, &["--event", "answered"]))
        + &at("40", captured(&env, &["--event", "completed"]));
    env.write("work/pair.ndjson", &lines);
    let began = Instant::now();
    run(&env, &["replay", "pair.ndjson", "--pace", "0.02", "--to", &handler.origin]).run().expect(0);
    assert!(began.elapsed().as_millis() >= 800, "{:?}", began.elapsed());
    let words = ["replay", "pair.ndjson", "--pace", "1", "--to", "http://127.0.0.1:1"];
    let output = run(&env, &words).run().expect(5);
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    assert_eq!(output.stdout.matches("connection refused").count(), 1, "{output:?}");
    assert!(output.stdout.contains("2 without a response"), "{output:?}");
}

#[test]
fn s6_replays_go_to_named_hosts_only() {
    let env = TestEnv::new();
    let capture = captured(&env, &["--event", "answered"]);
    for to in ["http://192.0.2.1", "https://192.0.2.1", "http://handler.example"] {
        let output = run(&env, &["replay", "-", "--to", to]).stdin(capture.clone()).run().expect(2);
        assert!(output.stderr.contains("--yes-i-own-this"), "{output:?}");
    }
}

fn old(env: &TestEnv, words: &[&str]) -> String {
    let sign = ["sign", "--output", "capture", "--iat", "1587494962", "--application", APPLICATION];
    run(env, &sign.iter().chain(words).copied().collect::<Vec<_>>()).run().expect(0).stdout
}

#[test]
fn an_old_delivery_is_signed_again_and_otherwise_unchanged() {
    let env = TestEnv::new();
    let lines =
        old(&env, &["--event", "answered"]) + &old(&env, &["--event", "completed", "--url", "/other?b=1"]);
    env.write("work/deliveries.ndjson", &lines);
    let handler = handler();
    let words = ["replay", "deliveries.ndjson", "--json", "--to", &handler.origin];
    let report = run(&env, &words).run().expect(0).json();
    assert_eq!(report["deliveries"][0]["signed_again"], true, "{report:#}");
    let seen = handler.seen();
    assert_eq!(seen[1].first, "POST /other?b=1 HTTP/1.1");
    let captured: Value = serde_json::from_str(lines.lines().next().expect("a line")).expect("JSON");
    assert_eq!(captured["body"], String::from_utf8(seen[0].body.clone()).expect("UTF-8"));
    let [token] = &seen[0].values("authorization")[..] else { panic!("one token: {seen:?}") };
    let text = String::from_utf8(seen[0].body.clone()).expect("UTF-8");
    let verify = [
        "verify",
        "--header",
        token,
        "--body",
        &text,
        "--expect-application",
        APPLICATION,
        "--expect-api-key",
        "a1b2c3d",
    ];
    run(&env, &verify).run().expect(0);

    let words =
        ["replay", "deliveries.ndjson", "--as-captured", "--only", "completed", "--to", &handler.origin];
    run(&env, &words).run().expect(0);
    let again = &handler.seen()[2];
    let headers = captured["headers"].as_array().expect("headers");
    assert_eq!(handler.seen().len(), 3, "only one event");
    assert!(!headers.is_empty() && again.values("authorization")[0].starts_with("Bearer "));
    let old = [
        "verify",
        "--header",
        &again.values("authorization")[0],
        "--body",
        std::str::from_utf8(&again.body).expect("UTF-8"),
    ];
    assert!(run(&env, &old).run().expect(1).stdout.contains("too-old"));
}

#[test]
fn a_forgery_is_not_made_genuine() {
    let env = TestEnv::new();
    env.write("work/forged.ndjson", old(&env, &["--event", "answered", "--forge", "changed-body"]));
    let handler = Upstream::start(|_| (401, String::new()));
    let output = run(&env, &["replay", "forged.ndjson", "--to", &handler.origin]).run().expect(1);
    assert!(output.stderr.contains("not genuine (payload-mismatch): it is sent as captured"), "{output:?}");
    assert!(!output.stdout.contains("signed again"), "{output:?}");
}

#[test]
fn a_broken_capture_sends_nothing() {
    let env = TestEnv::new();
    let handler = handler();
    env.write("work/broken.ndjson", old(&env, &["--event", "answered"]) + "{\"schema\":\"vsw/deliv");
    let output = run(&env, &["replay", "broken.ndjson", "--to", &handler.origin]).run().expect(2);
    assert!(
        output.stderr.contains("broken.ndjson, line 2: ") && output.stderr.contains("nothing was sent"),
        "{output:?}"
    );
    assert!(handler.seen().is_empty());
    let output = run(&env, &["replay", "-", "--only", "busy", "--to", &handler.origin])
        .stdin(old(&env, &["--event", "answered"]));
    let output = output.run().expect(2);
    assert!(output.stderr.contains("no captured delivery to send"), "{output:?}");
    assert!(output.stderr.contains("hint: the files have no event that `--only` names"), "{output:?}");
    for only in [&[][..], &["--only", "answered"]] {
        let line = [&["replay", "-", "--to", &handler.origin], only].concat();
        let output = run(&env, &line).stdin("\n").run().expect(2);
        assert!(output.stderr.contains("`vsw listen --capture FILE`"), "{output:?}");
        assert!(!output.stderr.contains("--only"), "{output:?}");
    }
}
