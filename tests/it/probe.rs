//! Tests `vsw probe` on a correct handler and on handlers with one hole each.

mod handler;

use serde_json::{Value, json};

use crate::env::{Output, TestEnv};
use crate::sign::{APPLICATION, SECRET};
use crate::upstream::Upstream;
use handler::{Handler, Hole};

fn probe(env: &TestEnv, handler: &Upstream, words: &[&str]) -> Output {
    let url = format!("{}/webhooks/event", handler.origin);
    let vsw = env.vsw(["probe", &url].iter().chain(words));
    vsw.env("VONAGE_SIGNATURE_SECRET", SECRET).env("VONAGE_API_KEY", "a1b2c3d").run()
}

const EXPECTED: [&str; 4] = ["--expect-api-key", "a1b2c3d", "--expect-application", APPLICATION];

/// Returns the kinds with this outcome.
fn kinds<'r>(report: &'r Value, outcome: &str) -> Vec<&'r str> {
    let forgeries = report["forgeries"].as_array().expect("forgeries").iter();
    forgeries
        .filter(|one| one["outcome"] == outcome)
        .map(|one| one["kind"].as_str().expect("a word"))
        .collect()
}

#[test]
fn a_correct_handler_has_no_hole() {
    let env = TestEnv::new();
    let handler = Handler::start(None);
    for words in [&["--strict", "--json"][..], &["--strict", "--json", "--method", "GET"]] {
        let words = [&EXPECTED, words].concat();
        let report = probe(&env, &handler, &words).expect(0).json();
        assert_eq!(report["summary"]["accepted"], 0, "{report:#}");
        assert_eq!(report["skipped"], json!([]), "each kind was sent");
        assert_eq!(report["genuine"].as_array().map(Vec::len), Some(2));
        assert_eq!(report["replay"]["outcome"], "refused");
        assert!(kinds(&report, "refused").len() > 30, "{report:#}");
    }
    let output = probe(&env, &handler, &EXPECTED).expect(0);
    assert!(!output.stdout.contains('✗'), "{output:?}");
}

#[test]
fn each_hole_is_named_and_no_other() {
    let env = TestEnv::new();
    for (hole, words) in [
        (Hole::ReserializedBody, "accepts other bytes than the signed ones"),
        (Hole::NoPayloadHash, "accepts any body or query: the payload hash is not checked"),
        (Hole::AlgorithmOfHeader, "lets the token choose its algorithm"),
        (Hole::NoAge, "accepts tokens of any age"),
        (Hole::PrefixOfSignature, "compares only as much of the signature as the token has"),
        (Hole::EmptySecret, "accepts tokens signed with an empty secret"),
        (Hole::ErrorInsteadOf401, "answers a forgery with an error instead of 401"),
        (Hole::OneOfTwoHeaders, "accepts several Authorization headers"),
        (Hole::NoReplayMemory, "accepts the same token twice: a replay"),
        (Hole::NoIssuer, "accepts tokens of another issuer"),
        (Hole::NoAccount, "accepts tokens of another account"),
        (Hole::Unsigned, "accepts webhooks without a token"),
    ] {
        let handler = Handler::start(Some(hole));
        let words_of_all = [&EXPECTED[..], &["--strict"]].concat();
        let output = probe(&env, &handler, &words_of_all).expect(1);
        let holes: Vec<&str> = output
            .stdout
            .lines()
            .filter_map(|line| line.strip_prefix("✗ "))
            .filter(|line| !line.contains("forgeries: "))
            .collect();
        // A handler that ignores the payload hash also accepts every changed body.
        let is_named = |line: &&&str| line.starts_with(words);
        let others = holes.iter().filter(|line| !is_named(line) && hole != Hole::NoPayloadHash).count();
        assert_eq!((holes.iter().filter(is_named).count(), others), (1, 0), "{hole:?}: {output:?}");
    }
}

#[test]
fn a_replay_is_a_finding_and_fails_only_if_strict() {
    let env = TestEnv::new();
    let handler = Handler::start(Some(Hole::NoReplayMemory));
    let output = probe(&env, &handler, &EXPECTED).expect(0);
    assert!(output.stdout.contains("! accepts the same token twice: a replay\n"), "{output:?}");
}

#[test]
fn a_handler_that_refuses_genuine_deliveries_proves_nothing() {
    let env = TestEnv::new();
    let handler = Upstream::start(|_| (404, String::new()));
    let output = probe(&env, &handler, &["--json"]).expect(5);
    let report = output.json();
    assert_eq!((&report["genuine"][0]["taken"], &report["forgeries"]), (&json!(false), &json!([])));
    assert_eq!(handler.seen().len(), 1);
    assert!(probe(&env, &handler, &[]).expect(5).stderr.contains("check the path"));
    let vsw = env.vsw(["probe", "http://127.0.0.1:1/"]).env("VONAGE_SIGNATURE_SECRET", SECRET);
    assert!(vsw.run().expect(5).stdout.contains("connection refused"));
}

#[test]
fn junit_names_what_failed() {
    let env = TestEnv::new();
    let handler = Handler::start(Some(Hole::NoIssuer));
    probe(&env, &handler, &["--report", "junit=probe.xml", "--skip", "too-long,stale"]).expect(1);
    let xml = env.read("work/probe.xml");
    assert!(xml.contains("failures=\"1\"") && xml.contains("name=\"wrong-issuer is refused\""), "{xml}");
    assert!(!xml.contains("too-long"), "{xml}");
    let output = probe(&env, &handler, &["--skip", "no-such-kind"]).expect(2);
    assert!(output.stderr.contains("no forgery has the kind `no-such-kind`"), "{output:?}");
}

#[test]
fn s6_deliveries_go_to_this_machine_only() {
    let env = TestEnv::new();
    for command in ["probe", "trigger"] {
        let words: &[&str] = if command == "probe" {
            &["probe", "http://192.0.2.1/"]
        } else {
            &["trigger", "answered", "--to", "https://handler.example/"]
        };
        let output = env.vsw(words).env("VONAGE_SIGNATURE_SECRET", SECRET).run().expect(2);
        assert!(output.stderr.contains("--yes-i-own-this"), "{output:?}");
    }
}
