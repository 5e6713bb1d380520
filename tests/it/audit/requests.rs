//! Tests `vsw audit --method --url` on logs in another format with deliveries by GET.

use serde_json::{Value, json};

use super::{LOG, audit, lines};
use crate::env::TestEnv;

/// Returns query, token and time of a genuine delivery.
fn get() -> (String, Value, Value) {
    let rows = LOG.split(|&byte| byte == b'\n').filter_map(|row| serde_json::from_slice::<Value>(row).ok());
    let row = rows.into_iter().find(|row| row["method"] == "GET").expect("a GET");
    let (_, query) = row["url"].as_str().expect("a text").split_once('?').expect("a query");
    (query.to_owned(), row["headers"][2][1].clone(), row["received_at"].clone())
}

/// With `REQUEST`, the options for API Gateway from `docs/audit.md`, but with another pointer to the time.
const GATEWAY: [&str; 7] = [
    "--authorization",
    "/headers/authorization",
    "--body",
    "/body",
    "--body-base64=/isBase64Encoded",
    "--received-at",
    "/time",
];
const REQUEST: [&str; 4] = ["--method", "/requestContext/http/method", "--url", "/rawQueryString"];

fn event() -> Value {
    let (query, token, time) = get();
    json!({"version": "2.0", "rawPath": "/answer", "rawQueryString": query, "headers": {"authorization": token},
        "requestContext": {"http": {"method": "GET", "path": "/answer"}}, "isBase64Encoded": false, "time": time})
}

fn verdict(env: &TestEnv, row: &Value, more: &[&str]) -> (String, String) {
    let words = [&["--lines"], &GATEWAY[..], more].concat();
    let found = lines(&audit(env, &words).stdin(row.to_string()).run()).remove(0);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (text(&found["verdict"]), text(&found["detail"]))
}

#[test]
fn v16_the_query_of_a_foreign_log_is_found_in_any_form() {
    let env = TestEnv::new();
    let query = get().0;
    for (form, expected) in [
        (query.clone(), "genuine"),
        (format!("?{query}"), "genuine"),
        (format!("/answer?{query}"), "genuine"),
        (format!("https://example.com/answer?{query}"), "genuine"),
        (format!("{query}&more=1"), "rejected"),
        ("/answer".to_owned(), "rejected"),
    ] {
        let mut row = event();
        row["rawQueryString"] = form.clone().into();
        assert_eq!(verdict(&env, &row, &REQUEST).0, expected, "{form}");
        row["body"] = "{}".into();
        assert_eq!(verdict(&env, &row, &REQUEST).0, expected, "{form}");
    }
    let words = [&["--require", "answer"], &GATEWAY[..], &REQUEST].concat();
    let _ = audit(&env, &words).stdin(event().to_string()).run().expect(0);
}

#[test]
fn a_foreign_log_may_have_both_methods() {
    let env = TestEnv::new();
    let mut row: Value =
        serde_json::from_slice(LOG.split(|&byte| byte == b'\n').next().expect("a line")).expect("JSON");
    row["auth"] = row["headers"][2][1].clone();
    let (query, token, time) = get();
    let other = json!({"method": "GET", "url": format!("/a?{query}"), "auth": token, "received_at": time});
    let words = ["--authorization", "/auth", "--body", "/body", "--received-at", "/received_at"];
    let words = [&words[..], &["--method", "/method", "--url", "/url"]].concat();
    let output = audit(&env, &words).stdin(format!("{row}\n{other}\n")).run().expect(0);
    assert!(output.stdout.starts_with("✓ 2 of 2 deliveries genuine\n"), "{output:?}");
    row.as_object_mut().expect("an object").remove("url");
    let _ = audit(&env, &words).stdin(row.to_string()).run().expect(0);
    row.as_object_mut().expect("an object").remove("body");
    let output = audit(&env, &words).stdin(row.to_string()).run().expect(1);
    assert!(
        output.stdout.contains("line 1: no value at /body\n") && !output.stderr.contains("hint:"),
        "{output:?}"
    );
}

#[test]
fn a_request_without_a_readable_method_or_query_is_broken() {
    let env = TestEnv::new();
    let changed = |pointer: &str, value: Value| {
        let mut row = event();
        *row.pointer_mut(pointer).expect("a member") = value;
        row
    };
    for (row, words) in [
        (changed("/requestContext/http", json!({})), "no value at /requestContext/http/method"),
        (changed("/requestContext/http/method", json!("HEAD")), "unsupported method `HEAD`"),
        (changed("/requestContext/http/method", json!(null)), "/requestContext/http/method is not a string"),
        (changed("/rawQueryString", json!({"to": "44"})), "parsed parameters may have lost their order"),
        (changed("/rawQueryString", json!(null)), "/rawQueryString is not a string"),
    ] {
        let (verdict, detail) = verdict(&env, &row, &REQUEST);
        assert!(verdict == "broken" && detail.contains(words), "{words}: {detail}");
    }
    for words in [&["--method", "/m"][..], &["--url", "/u"], &["--method", "/m", "--url", "/u"]] {
        let _ = audit(&env, &[&["log.ndjson"], words].concat()).run().expect(2);
    }
}

#[test]
fn a_get_in_a_log_of_posts_gets_a_hint() {
    let env = TestEnv::new();
    let hint = "if the log has deliveries by GET, which have no body, pass `--method POINTER --url POINTER`";
    for body in [None, Some(Value::Null)] {
        let mut row = event();
        if let Some(body) = body {
            row["body"] = body;
        }
        let output = audit(&env, &GATEWAY).stdin(row.to_string()).run().expect(1);
        assert!(output.stderr.contains(hint), "{output:?}");
        let each = audit(&env, &[&["--lines"], &GATEWAY[..]].concat()).stdin(row.to_string()).run().expect(1);
        assert!(each.stderr.contains(hint), "{each:?}");
        let report =
            audit(&env, &[&["--json"], &GATEWAY[..]].concat()).stdin(row.to_string()).run().expect(1);
        assert!(report.json()["hint"].as_str().expect("a hint").contains("--method POINTER"), "{report:?}");
    }
}
