//! Tests `vsw doctor --live-check --call`: a live check that makes a call.

use serde_json::{Value, json};

use super::{answers, assert_clean, question, set_behavior};
use crate::env::Output;
use crate::stand::{Stand, concurrently};

const TO: &str = "447700900123";
const CHECK: [&str; 6] = ["doctor", "--live-check", "--yes", "--json", "--call", TO];
const SECRET: (&str, &str) = ("VONAGE_SIGNATURE_SECRET", "not-a-secret-the-sandbox-signs-with-it-0123456789");

fn checked(stand: &Stand, code: i32) -> (Value, Output) {
    let output = stand.vsw(CHECK).envs([SECRET]).run().expect(code);
    (output.json(), output)
}

#[test]
fn a_call_shows_how_its_webhooks_are_signed() {
    let stand = Stand::with(&["--pace", "0"]);
    let (report, output) = checked(&stand, 0);
    let found = answers(&report);
    assert_eq!(found.len(), 28);
    assert_eq!(found["call-post"], "yes");
    assert_eq!(found["call-get"], "yes");
    assert_eq!(found["call-order"], "ringing, started, answered, answer, completed");
    let token = "header: alg, typ; claims: iat, jti, iss, payload_hash, api_key, application_id";
    assert_eq!(found["call-token"], token);
    assert_eq!(found["keys-sent"], "yes", "the key that the API made");
    assert_eq!(question(&report, "call-post")["evidence"].as_array().map(Vec::len), Some(4));
    let calls: Vec<_> = stand.requests().into_iter().filter(|one| one.target == "/v1/calls").collect();
    assert_eq!(calls.len(), 1);
    let body: Value = serde_json::from_slice(&calls[0].body).expect("JSON");
    assert_eq!((&body["to"][0]["number"], &body["length_timer"]), (&json!(TO), &json!(20)));
    assert!(stand.requests().len() <= 40);
    assert_eq!(report["requests"], stand.requests().len());
    assert_clean(&stand);
    for secret in [TO, "PRIVATE KEY", "eyJ"] {
        assert!(!output.stdout.contains(secret), "{secret}: {output:?}");
    }
    assert!(output.stderr.contains("Then it calls 447700900123: this costs money"), "{output:?}");
}

#[test]
fn each_question_about_a_call_has_another_answer_too() {
    // The flag is dropped after the last read before the call.
    let dropped_flag = json!({ "on": "get", "skip": 10, "do": { "edit": { "when": "after", "edit": { "drop_flag": true } } } });
    let cases = [
        (
            &["--pace", "0"][..],
            "answered",
            Some(dropped_flag),
            1,
            [("call-post", "no"), ("call-token", "unclear")],
        ),
        (
            &["--pace", "0", "--signing", "preview"],
            "answered",
            None,
            0,
            [("call-get", "no"), ("call-post", "yes")],
        ),
        (
            &["--pace", "0"],
            "busy",
            None,
            1,
            [("call-order", "ringing, started, busy"), ("call-get", "unclear")],
        ),
    ];
    concurrently(&cases, |(options, scenario, fault, code, expected)| {
        let stand = Stand::with(options);
        let next = json!({ "direction": "outbound", "scenario": scenario });
        stand.control("POST", "/calls", next.to_string().as_bytes());
        if let Some(fault) = fault {
            stand.fault(fault.clone());
        }
        let (report, _) = checked(&stand, *code);
        let found = answers(&report);
        for (id, answer) in expected {
            assert_eq!(found[*id], *answer, "{scenario} {options:?}: {found:?}");
        }
        assert_clean(&stand);
    });
}

#[test]
fn a_call_that_is_not_made_leaves_its_questions_unclear() {
    let refused = json!({ "on": "any", "skip": 28, "do": { "answer": { "status": 402, "body": "{\"title\":\"Acme\"}" } } });
    for (behavior, fault, detail) in [
        ("{}", Some(refused), "no call was made: the API refused the request (402)"),
        (r#"{"flag_sent": "ignored"}"#, None, "signing could not be turned on, so no call was made"),
    ] {
        let stand = Stand::with(&["--pace", "0"]);
        set_behavior(&stand, behavior);
        if let Some(fault) = fault {
            stand.fault(fault.clone());
        }
        let (report, output) = checked(&stand, 1);
        assert_eq!(answers(&report)["member-order"], "yes");
        for id in ["call-post", "call-get", "call-order", "call-token"] {
            assert_eq!(question(&report, id)["detail"], detail, "{id}");
        }
        assert!(!output.stdout.contains("Acme"), "{output:?}");
        assert_clean(&stand);
    }
}

#[test]
fn a_call_needs_a_secret_and_an_address_that_vonage_reaches() {
    let stand = Stand::new();
    let output = stand.vsw(CHECK).run().expect(3);
    assert_eq!(output.json()["code"], "no-signature-secret");
    let needed = "--call needs a public address; nothing was sent";
    for (url, words) in [
        (&[][..], needed),
        (&["--public-url", "http://127.0.0.1:8787"], needed),
        (&["--public-url", "https://t.example/?a=b"], "--public-url: the address must not contain"),
    ] {
        let line = CHECK.iter().copied().chain(url.iter().copied());
        let output = stand.vsw(line).envs([SECRET]).env("VSW_API_URL", "https://api.invalid").run().expect(2);
        assert!(output.all().contains(words), "{output:?}");
    }
    for line in
        [&["doctor", "--call", TO][..], &["doctor", "--live-check", "--public-url", "https://t.example"]]
    {
        stand.vsw(line).run().expect(2);
    }
    stand.vsw(["doctor", "--live-check", "--call", "0"]).run().expect(2);
    assert!(stand.requests().is_empty());
}

#[test]
fn a_signal_during_the_call_ends_with_a_clean_report() {
    let stand = Stand::with(&["--pace", "1"]);
    let running = crate::running::Running::start(stand.vsw(CHECK).envs([SECRET]));
    let is_called = || stand.requests().iter().any(|one| one.target == "/v1/calls" && one.status.is_some());
    crate::running::wait_for(|| is_called().then_some(()), || "no call".to_owned());
    running.signal("INT");
    let report = running.end().expect(130).json();
    assert_eq!((&report["interrupted"], &report["cleaned_up"]), (&json!(true), &json!(true)));
    assert_eq!(answers(&report)["call-post"], "unclear");
    assert_clean(&stand);
}
