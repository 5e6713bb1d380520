//! Tests that the output of a live check contains no secrets or account data from the API's responses.

use serde_json::{Value, json};

use super::{CHECK, checked};
use crate::stand::{API_KEY, API_SECRET, Stand, concurrently};

const PLANTED: [&str; 6] = [
    "Acme Telephony Ltd",
    "acme telephony",
    "a1b2c3d4",
    "00000000-1111-4222-8333-444444444444",
    "-----BEGIN PRIVATE KEY-----",
    "https://acme.example/hooks?token=hunter2hunter2",
];

fn planted() -> Value {
    json!({
        "type": "https://developer.nexmo.com/api-errors#acme telephony",
        "title": "Acme Telephony Ltd",
        "detail": format!("{} of a1b2c3d4 {{authorization}} {{credentials}} Acme Telephony Ltd", PLANTED[3]),
        "instance": PLANTED[3],
        "account": { "a1b2c3d4": "acme telephony", "api_key": API_KEY, "name": "Acme Telephony Ltd" },
        "invalid_parameters": [{ "name": PLANTED[5], "reason": PLANTED[4] }],
        "number": 16_112_233_445_u64,
    })
}

fn assert_clean_of_planted(output: &str, what: &str) {
    for text in PLANTED.iter().copied().chain([API_KEY, API_SECRET, "c2FuZGJveDA6", "16112233445"]) {
        assert!(!output.contains(text), "{what}: {text} in {output}");
    }
}

#[test]
fn k2_a_live_check_shows_nothing_of_the_account() {
    let headers = json!({
        "x-acme": "Acme Telephony Ltd",
        "set-cookie": "session=a1b2c3d4",
        "x-sandbox0-id": "1",
        "content-type": "application/json; account=a1b2c3d4",
        "etag": "\"a1b2c3d4\"",
        "x-ratelimit-account": "a1b2c3d4",
    });
    let cases = [
        ("create", 0, 401),
        ("create", 0, 400),
        ("create", 0, 201),
        ("get", 0, 200),
        ("get", 0, 403),
        ("put", 0, 400),
        ("put", 4, 200),
        ("put", 7, 400),
        ("get", 9, 401),
        ("list", 0, 200),
        ("any", 22, 400),
        ("any", 23, 401),
        ("any", 25, 415),
        ("delete", 0, 403),
        ("delete", 0, 204),
    ];
    concurrently(&cases, |&(on, skip, status)| {
        let stand = Stand::new();
        let answer = json!({ "status": status, "body": planted().to_string(), "headers": headers });
        stand.fault(json!({ "on": on, "skip": skip, "times": 3, "do": { "answer": answer } }));
        let what = format!("{on} {skip} {status}");
        for args in [&CHECK[..], &CHECK[..3]] {
            let output = stand.vsw(args).run();
            assert_ne!(output.stdout, "", "{what}");
            assert_clean_of_planted(&output.stdout, &what);
        }
    });
}

#[test]
fn a_document_with_members_of_the_account_is_masked() {
    let stand = Stand::new();
    let set = json!({ "/account_name": "Acme Telephony Ltd", "/owner": { "key": "a1b2c3d4" }, "/keys/private_key": PLANTED[4] });
    stand.fault(json!({ "on": "put", "times": "forever", "do": { "edit": { "when": "after", "edit": { "set": set } } } }));
    let (report, output) = checked(&stand, 0);
    assert_clean_of_planted(&output.stdout, "edits");
    let shown = report.to_string();
    assert!(shown.contains("account_name") && shown.contains("private_key"), "{shown}");
    assert!(shown.contains("*** (18 characters)"), "{shown}");
}

#[test]
fn evidence_has_requests_and_responses() {
    let stand = Stand::new();
    let (report, output) = checked(&stand, 0);
    let questions = report["questions"].as_array().expect("questions");
    for question in questions.iter().filter(|one| one["id"] != "read-lag") {
        let evidence = question["evidence"].as_array().expect("evidence");
        assert!(!evidence.is_empty(), "{question}");
        for one in evidence {
            assert!(one["request"]["method"].is_string() && one["response"]["status"].is_u64(), "{one}");
        }
    }
    let put = questions.iter().find(|one| one["id"] == "number-spelling").expect("a question");
    let sent = put["evidence"][0]["request"]["body"].as_str().expect("a body");
    assert!(sent.contains("\"conversations_ttl\":4.8e1"), "{sent}");
    assert!(sent.contains("https://example.com/vsw-live-check/"), "{sent}");
    assert!(!output.stdout.contains("BEGIN PUBLIC KEY"), "a key");
    assert!(output.stdout.len() < 60_000, "{}", output.stdout.len());
}
