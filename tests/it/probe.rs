//! Tests `vsw probe` against handlers that are correct or have one flaw each.

mod handler;

use serde_json::{Value, json};

use crate::env::{Output, TestEnv};
use crate::sign::{APPLICATION, SECRET};
use handler::{API_KEY, Flaw, Handler};

fn probe(handler: &Handler, args: &[&str]) -> Output {
    let env = TestEnv::new();
    let url = handler.url();
    let account = ["--api-key", API_KEY, "--application", APPLICATION, "--json"];
    let args = ["probe", &url].into_iter().chain(account).chain(args.iter().copied());
    env.vsw(args).env("VONAGE_SIGNATURE_SECRET", SECRET).run()
}

fn holes(report: &Value) -> Vec<&str> {
    let holes = report["holes"].as_array().expect("a list");
    holes.iter().map(|hole| hole["hole"].as_str().expect("a word")).collect()
}

#[test]
fn a_correct_handler_has_no_hole() {
    let handler = Handler::start(Flaw::None);
    let output =
        probe(&handler, &["--strict", "--expect-api-key", API_KEY, "--expect-application", APPLICATION]);
    let report = output.expect(0).json();
    assert_eq!(report["schema"], "vsw/probe/1");
    assert_eq!(holes(&report), [""; 0]);
    assert_eq!(report["skipped"], json!([]));
    let sent = report["forgeries"].as_array().expect("a list").len();
    assert_eq!(report["summary"], json!({"refused": sent, "accepted": 0, "errors": 0}));
    assert_eq!(report["replay"], json!({"status": 409, "error": null, "outcome": "refused"}));
    assert_eq!(
        report["genuine"],
        json!([
            {"when": "before", "status": 204, "error": null, "taken": true},
            {"when": "after", "status": 204, "error": null, "taken": true}
        ])
    );
}

#[test]
fn each_flaw_is_named_and_no_other() {
    let mut wrong = Vec::new();
    for (flaw, hole) in [
        (Flaw::AcceptsEverything, "no-verification"),
        (Flaw::AcceptsUnsigned, "unsigned"),
        (Flaw::AnySignature, "signature"),
        (Flaw::AlgorithmFromHeader, "algorithm"),
        (Flaw::AnyAlgorithm, "algorithm"),
        (Flaw::EmptySecret, "empty-secret"),
        (Flaw::SignaturePrefix, "signature-prefix"),
        (Flaw::PaddedSignature, "bad-base64"),
        (Flaw::NoPayloadHash, "payload-hash"),
        (Flaw::OptionalPayloadHash, "no-payload-hash"),
        (Flaw::Reserializes, "reserialized-body"),
        (Flaw::Trims, "trimmed-body"),
        (Flaw::NoAge, "age"),
        (Flaw::NoFuture, "future"),
        (Flaw::AnyIssuer, "issuer"),
        (Flaw::NoExpiry, "validity"),
        (Flaw::LastDuplicate, "repeated-members"),
        (Flaw::FirstHeader, "first-header"),
        (Flaw::LastHeader, "last-header"),
        (Flaw::ListOfTokens, "token-list"),
        (Flaw::IgnoresCrit, "critical-header"),
        (Flaw::AnyLength, "length"),
        (Flaw::FailsOnMalformed, "failure"),
    ] {
        let handler = Handler::start(flaw);
        let report = probe(&handler, &[]).expect(1).json();
        // A handler that checks nothing accepts replays too.
        let others: &[&str] = if flaw == Flaw::AcceptsEverything { &["replay"] } else { &[] };
        let (found, expected) = (holes(&report), [&[hole], others].concat());
        if found != expected {
            wrong.push(format!("{flaw:?}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_replay_is_a_finding_and_with_strict_a_failure() {
    let handler = Handler::start(Flaw::AcceptsReplays);
    let report = probe(&handler, &[]).expect(0).json();
    assert_eq!(holes(&report), ["replay"]);
    assert_eq!(report["replay"]["outcome"], "accepted");
    probe(&handler, &["--strict"]).expect(1);
    // The replay repeats the first delivery byte for byte.
    let requests = handler.requests();
    let first = requests.first().expect("a request");
    let again: Vec<_> = requests.iter().filter(|one| one.headers == first.headers).collect();
    assert_eq!(again.len(), 2);
    assert_eq!(again[0].body, again[1].body);
}

#[test]
fn another_account_or_application_is_tried_only_if_asked_for() {
    for (flaw, option, kind) in [
        (Flaw::AnyAccount, "--expect-api-key", "wrong-api-key"),
        (Flaw::AnyApplication, "--expect-application", "wrong-application"),
    ] {
        let handler = Handler::start(flaw);
        let report = probe(&handler, &[]).expect(0).json();
        assert_eq!(report["skipped"], json!(["wrong-api-key", "wrong-application"]));
        let report = probe(&handler, &[option]).expect(1).json();
        assert_eq!(holes(&report), [kind]);
    }
}

#[test]
fn an_expected_account_is_that_of_the_token() {
    let handler = Handler::start(Flaw::None);
    let env = TestEnv::new();
    let run = |args: &[&str]| {
        let url = handler.url();
        let args = [&["probe", &url], args].concat();
        env.vsw(args).env("VONAGE_SIGNATURE_SECRET", SECRET).run()
    };
    run(&["--expect-api-key", API_KEY, "--expect-application", APPLICATION]).expect(0);
    run(&["--expect-api-key", "another"]).expect(5);
    let output = env.vsw(["probe", "--expect-api-key", &handler.url()]).run().expect(2);
    assert!(output.stderr.contains("write the URL before the options"), "{output:?}");
}

#[test]
fn the_query_of_a_get_is_probed() {
    for (flaw, hole) in [(Flaw::None, None), (Flaw::NoPayloadHash, Some("payload-hash"))] {
        let handler = Handler::start(flaw);
        let env = TestEnv::new();
        let url = format!("http://{}/webhooks/answer?page=1", handler.address);
        let vsw =
            env.vsw(["probe", &url, "--method", "get", "--json"]).env("VONAGE_SIGNATURE_SECRET", SECRET);
        let report = vsw.run().expect(i32::from(hole.is_some())).json();
        assert_eq!(holes(&report), Vec::from_iter(hole), "{report}");
        let words = report["holes"][0]["about"].as_str().unwrap_or("accepts any query");
        assert!(words.starts_with("accepts any query"), "{words}");
        let kinds = report["forgeries"].as_array().expect("a list").iter().map(|one| one["kind"].as_str());
        let kinds: Vec<_> = kinds.flatten().collect();
        assert!(kinds.contains(&"changed-query") && !kinds.contains(&"respaced-body"), "{kinds:?}");
        let requests = handler.requests();
        assert!(requests.iter().all(|one| one.method == "GET" && one.target.contains("?page=1&from=")));
    }
}

#[test]
fn vsw_verify_rejects_every_kind_with_its_code() {
    let handler = Handler::start(Flaw::None);
    let report = probe(&handler, &["--expect-api-key", "--expect-application"]).expect(0).json();
    let env = TestEnv::new();
    let requests = handler.requests();
    // All but the first and the last two requests are forgeries.
    let forged = &requests[1..requests.len() - 2];
    let listed = report["forgeries"].as_array().expect("a list");
    assert_eq!(listed.len(), forged.len());
    for (listed, request) in listed.iter().zip(forged) {
        let mut text = format!("{} {} HTTP/1.1\r\n", request.method, request.target);
        for (name, value) in &request.headers {
            text += &format!("{name}: {value}\r\n");
        }
        let bytes = [text.as_bytes(), b"\r\n", &request.body].concat();
        let options = ["--expect-api-key", API_KEY, "--expect-application", APPLICATION];
        let vsw = env.vsw(["verify", "--json", "--request-file", "-"].into_iter().chain(options));
        let report = vsw.env("VONAGE_SIGNATURE_SECRET", SECRET).stdin(&bytes).run().expect(1).json();
        assert_eq!(report["code"], listed["code"], "{}", listed["kind"]);
    }
}

#[test]
fn a_refused_genuine_delivery_is_explained() {
    for (flaw, words) in [
        (Flaw::OtherPath, "responded with 404 to a genuine delivery: it has no such path"),
        (
            Flaw::OtherSecret,
            "responded with 401 to a genuine delivery: it probably has another signature secret",
        ),
        (Flaw::NoSecret, "responded with 401 to a genuine delivery: the handler's signature secret is empty"),
        (Flaw::ReserializesWithSpaces, "it hashes JSON that it parsed and wrote again with spaces"),
        (Flaw::StartsSlowly, "responded with 503 to a genuine delivery: it found no token, or is not ready"),
        (
            Flaw::GetsTired,
            "responded with 429 to a genuine delivery; before the forgeries, the handler accepted",
        ),
    ] {
        let report = probe(&Handler::start(flaw), &[]).expect(5).json();
        let detail = report["detail"].as_str().expect("a reason");
        assert!(detail.contains(words), "{flaw:?}: {detail}");
    }
}

#[test]
fn a_missing_response_is_reported_with_its_reason() {
    let env = TestEnv::new();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("its address");
    drop(listener);
    let run = |format: &str| {
        let vsw = env.vsw(["probe", &format!("http://{address}/"), "--format", format]);
        vsw.env("VONAGE_SIGNATURE_SECRET", SECRET).run().expect(5)
    };
    let report = run("json").json();
    assert_eq!(report["forgeries"], json!([]));
    assert_eq!((&report["replay"]["status"], &report["genuine"][0]["status"]), (&Value::Null, &Value::Null));
    let output = run("text");
    let words = format!("error: cannot connect to the handler at {address}: connection refused");
    assert!(output.stderr.starts_with(&words), "{output:?}");
    assert!(output.stderr.contains("hint: start the handler"), "{output:?}");
}

#[test]
fn a_forgery_without_a_response_is_an_error() {
    let handler = Handler::start(Flaw::HangsOnUnsigned);
    let report = probe(&handler, &["--response-timeout", "1s"]).expect(1).json();
    assert_eq!(holes(&report), ["failure"]);
    let unsigned = &report["forgeries"][0];
    assert_eq!((&unsigned["kind"], &unsigned["outcome"]), (&json!("no-signature"), &json!("error")));
    assert_eq!(unsigned["error"], "the handler did not respond within 1 s");
}

#[test]
fn kinds_can_be_skipped() {
    let handler = Handler::start(Flaw::NoAge);
    probe(&handler, &["--skip", "stale,future,no-iat,text-iat"]).expect(0);
    probe(&handler, &["--skip", "stale,future,no-iat"]).expect(1);
    let output = probe(&handler, &["--skip", "old"]).expect(2);
    assert!(output.all().contains("invalid value for '--skip"), "{output:?}");
}

#[test]
fn the_junit_report_has_a_case_per_delivery() {
    let handler = Handler::start(Flaw::NoAge);
    let env = TestEnv::new();
    let run = |args: &[&str]| {
        let url = handler.url();
        let args = [&["probe", &url], args].concat();
        env.vsw(args).env("VONAGE_SIGNATURE_SECRET", SECRET).run()
    };
    run(&["--report", "junit=probe.xml"]).expect(1);
    let xml = env.read("work/probe.xml");
    assert!(xml.contains("failures=\"4\" errors=\"0\" skipped=\"2\""), "{xml}");
    let case = "name=\"forgery stale\" time=\"0\">\n      <failure type=\"too-old\" message=\"the handler accepts old \
                tokens: the age (`iat`) is not checked, or its limit is an hour or more; sent a token issued an hour before";
    assert!(xml.contains(case), "{xml}");
    assert!(run(&["--report", "junit", "--skip", "stale"]).expect(1).stdout.starts_with("<?xml"));
    let output = run(&["--report", "sarif=x"]).expect(2);
    assert!(output.stderr.contains("`vsw probe` does not make the report sarif"), "{output:?}");
    let output = env.vsw(["probe", &handler.url(), "--report", "junit"]).run().expect(3);
    assert!(output.stdout.contains("<error type=\"no-signature-secret\""), "{output:?}");
}

#[test]
fn s6_only_this_machine_is_probed_unless_the_host_is_named() {
    let env = TestEnv::new();
    for url in [
        "http://192.0.2.1/hook",
        "https://handler.example/hook",
        "http://127.0.0.1@evil.example/",
        "http://127.1/",
        "http://0.0.0.0:1/",
        "http://[::ffff:127.0.0.1]:1/",
        "http://localhost.:1/",
    ] {
        let output = env.vsw(["probe", url]).env("VONAGE_SIGNATURE_SECRET", SECRET).run().expect(2);
        assert!(output.stderr.contains("hint: "), "{output:?}");
    }
    // Even a named host needs https.
    let args = ["probe", "http://handler.example/hook", "--yes-i-own-this", "handler.example"];
    env.vsw(args).env("VONAGE_SIGNATURE_SECRET", SECRET).run().expect(2);
}

#[test]
fn the_text_names_the_hole_and_its_page() {
    let handler = Handler::start(Flaw::NoPayloadHash);
    let env = TestEnv::new();
    let vsw = env.vsw(["probe", &handler.url()]).env("VONAGE_SIGNATURE_SECRET", SECRET);
    let output = vsw.run().expect(1);
    let holes = "✗ the handler accepts any body: the payload hash is not checked\n  \
                 shown by no-payload-hash, upper-case-hash, swapped-body, changed-body, padded-body, respaced-body, \
                 unspaced-body\n  → vsw explain payload-mismatch\n✗ 1 hole  (";
    assert!(output.stdout.contains(holes), "{}", output.stdout);
    assert!(output.stdout.contains("\n✓ stale                401  refused"), "{}", output.stdout);
    let page =
        concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/v", env!("CARGO_PKG_VERSION"), "/docs/handlers.md ");
    assert!(output.stderr.contains(&format!("hint: {page}")), "{}", output.stderr);
    assert!(output.stderr.contains(
        "not sent: wrong-api-key (add --expect-api-key if the handler should accept only one account"
    ));
    assert!(!output.all().contains(SECRET));
}
