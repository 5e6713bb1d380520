//! Tests `vsw doctor --live-check`: its answers, its requests and its cleanup.

mod calling;
mod endings;
mod kills;
mod secrecy;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::env::Output;
use crate::stand::{Stand, concurrently};

const CHECK: [&str; 4] = ["doctor", "--live-check", "--yes", "--json"];

fn answers(report: &Value) -> BTreeMap<String, String> {
    let questions = report["questions"].as_array().expect("questions");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    questions.iter().map(|one| (text(&one["id"]), text(&one["answer"]))).collect()
}

/// Sets the sandbox's behavior where Vonage documents none.
fn set_behavior(stand: &Stand, switches: &str) {
    stand.control("POST", "/behavior", switches.as_bytes());
}

fn question<'r>(report: &'r Value, id: &str) -> &'r Value {
    let questions = report["questions"].as_array().expect("questions");
    questions.iter().find(|one| one["id"] == id).unwrap_or_else(|| panic!("{id} of {report}"))
}

fn applications(stand: &Stand) -> Vec<String> {
    let listed: Value = serde_json::from_slice(&stand.listed()).expect("JSON");
    serde_json::from_value(listed["applications"].clone()).expect("ids")
}

fn assert_clean(stand: &Stand) {
    let pristine = Stand::new();
    assert_eq!(applications(stand), applications(&pristine));
    for id in applications(stand) {
        assert_eq!(stand.stored(&id), pristine.stored(&id), "{id}");
    }
    assert_no_record(stand);
}

fn assert_no_record(stand: &Stand) {
    let records = std::fs::read_dir(stand.state().join("live-check")).map_or(0, Iterator::count);
    assert_eq!(records, 0, "a record is left");
}

fn checked(stand: &Stand, code: i32) -> (Value, Output) {
    let output = stand.vsw(CHECK).run().expect(code);
    (output.json(), output)
}

#[test]
fn it_answers_every_question_and_leaves_nothing() {
    let stand = Stand::new();
    let (report, _) = checked(&stand, 0);
    let flags = "absent";
    let expected = [
        ("create-without-flag", flags),
        ("put-true", "yes"),
        ("put-true-in-list", "yes"),
        ("put-without-flag-after-true", flags),
        ("put-without-flag-after-true-in-list", "yes"),
        ("put-false", "yes"),
        ("put-false-in-list", "yes"),
        ("put-without-flag-after-false", flags),
        ("put-without-flag-after-false-in-list", "yes"),
        ("id-and-links", "yes"),
        ("keys-sent", "yes"),
        ("keys-omitted", "yes"),
        ("unknown-members", "yes"),
        ("number-spelling", "yes"),
        ("member-order", "yes"),
        ("read-lag", "none seen"),
        ("etag", "no"),
        ("rate-limit-headers", "no"),
        ("response-headers", "content-type, content-length, date"),
    ];
    let found = answers(&report);
    for (id, answer) in expected {
        assert_eq!(found[id], answer, "{id}");
    }
    for (id, start) in [
        (
            "error-400",
            "400: application/problem+json, #payload-validation, members: type title detail instance ",
        ),
        ("error-401", "401: application/problem+json, #unauthorized,"),
        ("error-404", "404: application/problem+json, #not-found,"),
        ("error-405", "405: application/problem+json, #wrong-verb,"),
        ("error-415", "415: application/problem+json, #content-type-header,"),
    ] {
        assert!(found[id].starts_with(start), "{id}: {}", found[id]);
    }
    assert_eq!(found.len(), 24);
    assert_eq!(
        (&report["schema"], &report["cleaned_up"], &report["error"], &report["interrupted"]),
        (&json!("vsw/live-check/1"), &json!(true), &Value::Null, &json!(false))
    );
    assert_eq!(report["requests"], stand.requests().len());
    assert!(stand.requests().len() <= 40);
    assert_clean(&stand);
    let text = stand.vsw(["--state-dir", "./state", "doctor", "--live-check", "--yes"]).run().expect(0);
    assert!(text.stdout.contains("✓ put-true  Does GET show the signing flag as `true`"), "{text:?}");
    let page =
        concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/v", env!("CARGO_PKG_VERSION"), "/docs/live-check.md\n");
    assert!(text.stderr.contains(page), "{text:?}");
    assert!(text.stdout.ends_with("was created and deleted\n"), "{text:?}");
    assert!(text.stderr.contains("creates one application named \"vsw live check …\", with "), "{text:?}");
}

const OTHER_ANSWERS: &[(&str, &str, &str)] = &[
    (r#"{"flag_created": "on"}"#, "create-without-flag", "true"),
    (r#"{"flag_created": "off"}"#, "create-without-flag", "false"),
    (r#"{"flag_sent": "ignored"}"#, "put-true", "no"),
    (r#"{"flag_sent": "ignored", "flag_created": "on"}"#, "put-false", "no"),
    (r#"{"flag_in_list": "omitted"}"#, "put-true-in-list", "no"),
    (r#"{"flag_in_list": "omitted"}"#, "put-false-in-list", "no"),
    (r#"{"flag_omitted": "on"}"#, "put-without-flag-after-true", "true"),
    (r#"{"flag_omitted": "on"}"#, "put-without-flag-after-false", "true"),
    (r#"{"flag_omitted": "off"}"#, "put-without-flag-after-true", "false"),
    (r#"{"flag_omitted": "unchanged"}"#, "put-without-flag-after-true", "true"),
    (r#"{"flag_omitted": "unchanged"}"#, "put-without-flag-after-false", "false"),
    (r#"{"flag_omitted": "on", "flag_in_list": "omitted"}"#, "put-without-flag-after-true-in-list", "no"),
    (r#"{"flag_omitted": "off", "flag_in_list": "omitted"}"#, "put-without-flag-after-false-in-list", "no"),
    (r#"{"id_and_links": "refused"}"#, "id-and-links", "no"),
    (r#"{"keys_sent": "dropped"}"#, "keys-sent", "no"),
    (r#"{"keys_sent": "replaced"}"#, "keys-sent", "no"),
    (r#"{"keys_omitted": "dropped"}"#, "keys-omitted", "no"),
    (r#"{"keys_omitted": "replaced"}"#, "keys-omitted", "no"),
    (r#"{"unknown_members": "dropped"}"#, "unknown-members", "no"),
    (r#"{"unknown_members": "refused"}"#, "unknown-members", "the PUT is refused"),
    (r#"{"numbers": "normalized"}"#, "number-spelling", "no"),
    (r#"{"numbers": "refused"}"#, "number-spelling", "the PUT is refused"),
    (r#"{"member_order": "sorted"}"#, "member-order", "no"),
    (r#"{"lag_ms": 100}"#, "read-lag", "between "),
    (r#"{"etag": true}"#, "etag", "yes"),
    (r#"{"rate_limit_headers": true}"#, "rate-limit-headers", "yes"),
    (
        r#"{"etag": true, "rate_limit_headers": true}"#,
        "response-headers",
        "content-type, etag, x-ratelimit-limit, x-ratelimit-remaining, content-length, date",
    ),
    (r#"{"errors": "html"}"#, "error-400", "400: text/html, not JSON"),
    (r#"{"errors": "html"}"#, "error-401", "401: text/html, not JSON"),
    (r#"{"errors": "html"}"#, "error-404", "404: text/html, not JSON"),
    (r#"{"patch": "accepted"}"#, "error-405", "it is accepted (200)"),
    (r#"{"other_content_type": "accepted"}"#, "error-415", "it is accepted (200)"),
];

#[test]
fn each_question_has_another_answer_too() {
    let usual = {
        let stand = Stand::new();
        answers(&checked(&stand, 0).0)
    };
    concurrently(OTHER_ANSWERS, |(switches, id, answer)| {
        let stand = Stand::new();
        set_behavior(&stand, switches);
        let (report, _) = checked(&stand, 0);
        let found = answers(&report);
        assert!(found[*id].starts_with(answer), "{switches}: {id}: {}", found[*id]);
        assert_ne!(found[*id], usual[*id], "{switches}: {id}");
        assert!(stand.requests().len() <= 40, "{switches}");
        assert_clean(&stand);
    });
    let asked: std::collections::BTreeSet<&str> = OTHER_ANSWERS.iter().map(|one| one.1).collect();
    assert_eq!(asked.len(), usual.len(), "each question is asked both ways");
}

#[test]
fn a_lag_is_measured_and_does_not_change_the_answers() {
    let stand = Stand::new();
    set_behavior(&stand, r#"{ "lag_ms": 200, "flag_omitted": "unchanged" }"#);
    let (report, _) = checked(&stand, 0);
    let found = answers(&report);
    assert_eq!(found["put-true"], "yes");
    assert_eq!(found["put-without-flag-after-true"], "true");
    assert_eq!(found["put-without-flag-after-false"], "false");
    assert_eq!(found["put-false-in-list"], "yes");
    let lag = found["read-lag"].strip_prefix("between ").and_then(|rest| rest.strip_suffix(" ms"));
    let (stale, shown) = lag.and_then(|lag| lag.split_once(" and ")).expect(&found["read-lag"]);
    let (stale, shown): (u64, u64) = (stale.parse().expect("ms"), shown.parse().expect("ms"));
    assert!(stale < 1000 && (200..3000).contains(&shown), "{stale} {shown}");
    assert_clean(&stand);
}

#[test]
fn a_lag_without_end_leaves_questions_unclear() {
    let stand = Stand::new();
    set_behavior(&stand, r#"{ "lag_ms": 600000 }"#);
    let (report, _) = checked(&stand, 1);
    let found = answers(&report);
    assert_eq!(found["create-without-flag"], "absent");
    assert_eq!(found["put-true"], "unclear");
    assert_eq!(report["cleaned_up"], true);
    assert!(stand.requests().len() <= 40);
    assert_clean(&stand);
}

#[test]
fn its_own_entry_is_found_on_any_page() {
    let stand = Stand::new();
    stand.reset(350);
    let before = applications(&stand);
    let (report, output) = checked(&stand, 0);
    assert_eq!(answers(&report)["put-true-in-list"], "yes");
    // The first search reads page 1 and the last page; later searches read only the last page.
    let pages: Vec<String> = stand
        .requests()
        .into_iter()
        .filter_map(|one| one.target.split_once("&page=").map(|(_, page)| page.to_owned()))
        .collect();
    assert_eq!(pages, ["1", "4", "4", "4", "4"]);
    assert!(before.iter().all(|id| !output.stdout.contains(id)), "another application's id");
    assert_eq!(applications(&stand), before);
}

#[test]
fn its_documents_are_its_own() {
    let stand = Stand::new();
    let (report, _) = checked(&stand, 0);
    let own = report["application"].as_str().expect("an id");
    for request in stand.requests() {
        let is_own = request.target.ends_with(own);
        let is_list = request.target.starts_with("/v2/applications?") && request.method == "GET";
        let is_creation = request.target == "/v2/applications" && request.method == "POST";
        assert!(is_own || is_list || is_creation, "{} {}", request.method, request.target);
        if !request.body.is_empty() {
            let body = String::from_utf8(request.body).expect("text");
            let is_ours = body.contains("\"name\":\"vsw live check ") || !body.contains("\"name\"");
            assert!(is_ours && !body.contains("PRIVATE KEY"), "{body}");
        }
    }
}
