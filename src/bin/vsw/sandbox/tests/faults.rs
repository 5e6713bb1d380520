//! Tests of faults as a client sees them, edits by the Dashboard, and the request log.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::super::sample;
use super::wire::{Wire, authorization, path, sandbox};

fn fault(wire: &mut Wire, fault: &Value) {
    assert_eq!(wire.control("POST", "faults", &fault.to_string())["queued"], 1);
}

#[test]
fn a_canned_response_replaces_handling_and_may_still_act() {
    let sandbox = sandbox(1);
    let mut wire = Wire::to(&sandbox);
    fault(&mut wire, &json!({ "on": "put", "do": { "answer": { "status": 503, "retry_after": 7 } } }));
    let refused = wire.api("PUT", &path(0), r#"{"name":"x"}"#);
    assert_eq!((refused.status, refused.header("retry-after")), (503, Some("7")));
    assert!(refused.json()["title"].is_string());
    assert_eq!(wire.api("GET", &path(0), "").text(), sample::document(0));
    fault(&mut wire, &json!({ "on": "put", "do": { "answer": { "status": 500, "acts": true } } }));
    assert_eq!(wire.api("PUT", &path(0), r#"{"name":"x"}"#).status, 500);
    assert_eq!(wire.api("GET", &path(0), "").json()["name"], "x");
    let html = json!({ "on": "get", "do": { "answer": { "status": 200, "content_type": "text/html",
        "body": "<p>{authorization} {credentials}</p>", "headers": { "x-echo": "{credentials}" } } } });
    fault(&mut wire, &html);
    let echoed = wire.api("GET", &path(0), "");
    let value = authorization().replace("Authorization: ", "");
    assert_eq!(echoed.text(), format!("<p>{value} sandbox0:NotASecret1</p>"));
    assert_eq!(
        (echoed.header("content-type"), echoed.header("x-echo")),
        (Some("text/html"), Some("sandbox0:NotASecret1"))
    );
    for status in [301, 302, 303, 307, 308] {
        let redirect = json!({ "status": status, "location": "http://127.0.0.1:1/x" });
        fault(&mut wire, &json!({ "on": "get", "do": { "redirect": redirect } }));
        let reply = wire.api("GET", &path(0), "");
        assert_eq!((reply.status, reply.header("location")), (status, Some("http://127.0.0.1:1/x")));
    }
}

#[test]
fn the_connection_is_dropped_before_or_after_acting() {
    let sandbox = sandbox(1);
    let mut controls = Wire::to(&sandbox);
    for (word, name) in [("drop-before", "Appointment reminders"), ("drop-after", "x")] {
        fault(&mut controls, &json!({ "on": "put", "do": word }));
        let mut wire = Wire::to(&sandbox);
        wire.begin("PUT", &path(0), &[&authorization(), "Content-Type: application/json"], r#"{"name":"x"}"#);
        assert!(wire.reply().is_err());
        assert_eq!(controls.api("GET", &path(0), "").json()["name"], name, "{word}");
    }
    let outcomes = controls.control("GET", "requests", "");
    assert_eq!(
        (&outcomes["requests"][0]["outcome"], &outcomes["requests"][0]["status"]),
        (&json!("dropped"), &Value::Null)
    );
    assert_eq!(outcomes["requests"][2]["faults"], json!(["drop-after"]));
}

#[test]
fn response_bodies_can_be_truncated_stalled_mislabeled_or_endless() {
    let sandbox = sandbox(1);
    let mut controls = Wire::to(&sandbox);
    let document = sample::document(0);
    let mut asked = |action: Value| {
        fault(&mut controls, &json!({ "on": "get", "do": action }));
        let mut wire = Wire::to(&sandbox);
        wire.begin("GET", &path(0), &[&authorization()], "");
        wire
    };
    let cut = asked(json!({ "cut": { "at": 20 } })).reply().expect("an answer");
    assert_eq!((cut.whole, cut.text()), (false, &document[..20]));
    assert_eq!(cut.header("content-length"), Some(document.len().to_string().as_str()));
    let cut = asked(json!({ "cut": {} })).reply().expect("an answer");
    assert_eq!((cut.whole, cut.body.len()), (false, document.len() / 2));
    let cut = asked(json!({ "truncate": { "at": 20 } })).reply().expect("an answer");
    assert_eq!((cut.whole, cut.text()), (true, &document[..20]));
    let huge =
        asked(json!({ "huge-length": { "length": 1_000_000_000_000_u64 } })).reply().expect("an answer");
    assert_eq!((huge.whole, huge.header("content-length")), (false, Some("1000000000000")));
    let mut endless = asked(json!("endless"));
    assert_eq!(endless.head().expect("a head").0, 200);
    assert_eq!(endless.rest(40_000_000).len(), 40_000_000);
    let mut stalled = asked(json!({ "stall": { "at": 5 } }));
    assert_eq!(stalled.head().expect("a head").0, 200);
    assert_eq!(stalled.rest(5), document.as_bytes()[..5]);
    let began = Instant::now();
    let slow = asked(json!({ "slow": { "bytes": document.len().div_ceil(4), "every_ms": 50 } }))
        .reply()
        .expect("an answer");
    assert_eq!((slow.whole, slow.text()), (true, document.as_str()));
    assert!(began.elapsed() >= Duration::from_millis(150));
}

#[test]
fn a_delay_lasts_as_long_as_it_says() {
    let sandbox = sandbox(1);
    let mut wire = Wire::to(&sandbox);
    for when in ["before", "after"] {
        fault(&mut wire, &json!({ "on": "put", "do": { "delay": { "ms": 300, "when": when } } }));
        let began = Instant::now();
        assert_eq!(wire.api("PUT", &path(0), r#"{"name":"x"}"#).status, 200);
        assert!(began.elapsed() >= Duration::from_millis(300));
    }
}

#[test]
fn a_delay_before_or_after_acting_does_not_delay_other_requests() {
    for (when, name) in [("before", "Appointment reminders"), ("after", "x")] {
        let sandbox = sandbox(1);
        let (mut wire, mut other) = (Wire::to(&sandbox), Wire::to(&sandbox));
        fault(&mut other, &json!({ "on": "put", "do": { "delay": { "ms": 300_000, "when": when } } }));
        let began = Instant::now();
        wire.begin("PUT", &path(0), &[&authorization(), "Content-Type: application/json"], r#"{"name":"x"}"#);
        let has_come = |log: &Value| {
            log["requests"].as_array().expect("requests").iter().any(|request| request["method"] == "PUT")
        };
        while !has_come(&other.control("GET", "requests", ""))
            || other.api("GET", &path(0), "").json()["name"] != name
        {
            assert!(began.elapsed() < Duration::from_secs(60), "{when}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

#[test]
fn a_put_can_be_ignored_or_become_visible_late() {
    let sandbox = sandbox(1);
    let mut wire = Wire::to(&sandbox);
    fault(&mut wire, &json!({ "on": "put", "do": "ignore" }));
    assert_eq!(wire.api("PUT", &path(0), r#"{"name":"x"}"#).json()["name"], "x");
    assert_eq!(wire.api("GET", &path(0), "").text(), sample::document(0));
    fault(&mut wire, &json!({ "on": "put", "do": { "lag": { "gets": 2 } } }));
    assert_eq!(wire.api("PUT", &path(0), r#"{"name":"x"}"#).json()["name"], "x");
    let names: Vec<Value> = (0..4).map(|_| wire.api("GET", &path(0), "").json()["name"].clone()).collect();
    assert_eq!(names, ["Appointment reminders", "Appointment reminders", "x", "x"]);
    // A reset of the faults also ends this lag.
    fault(&mut wire, &json!({ "on": "put", "do": { "lag": { "gets": 2 } } }));
    wire.api("PUT", &path(0), r#"{"name":"y"}"#);
    wire.control("POST", "reset", r#"{"only":["faults"]}"#);
    assert_eq!(wire.api("GET", &path(0), "").json()["name"], "y");
}

#[test]
fn an_edit_happens_at_the_requested_moment() {
    let sandbox = sandbox(2);
    let mut wire = Wire::to(&sandbox);
    let set = json!({ "set": { "/capabilities/voice/region": "eu" } });
    fault(&mut wire, &json!({ "on": "put", "do": { "edit": { "when": "after", "edit": set } } }));
    let put = wire.api("PUT", &path(0), &sample::document(0));
    assert_eq!(put.json()["capabilities"]["voice"].get("region"), None);
    assert_eq!(wire.api("GET", &path(0), "").json()["capabilities"]["voice"]["region"], "eu");
    let rename = json!({ "when": "before", "edit": { "name": "renamed" } });
    fault(&mut wire, &json!({ "on": "get", "skip": 1, "do": { "edit": rename } }));
    assert_ne!(wire.api("GET", &path(0), "").json()["name"], "renamed");
    assert_eq!(wire.api("GET", &path(0), "").json()["name"], "renamed");
    let delete = json!({ "when": "before", "id": sample::id(1).to_string(), "edit": { "delete": true } });
    fault(&mut wire, &json!({ "on": "list", "do": { "edit": delete } }));
    assert_eq!(wire.api("GET", "/v2/applications", "").json()["total_items"], 1);
    fault(&mut wire, &json!({ "on": "list", "do": { "list": { "next": "self", "total_items": 9 } } }));
    let lying = wire.api("GET", "/v2/applications", "").json();
    assert_eq!((&lying["total_items"], &lying["_links"]["next"]), (&json!(9), &lying["_links"]["self"]));
}

#[test]
fn the_dashboard_drops_the_flag_and_documents_can_be_any_bytes() {
    let sandbox = sandbox(4);
    let mut wire = Wire::to(&sandbox);
    let id = sample::id(1);
    let edited = wire.control("POST", &format!("dashboard/{id}"), r#"{"name":"New name"}"#);
    assert_eq!(edited["name"], "New name");
    assert_eq!(edited["capabilities"]["voice"].get("signed_callbacks"), None);
    wire.control("POST", &format!("dashboard/{}", sample::id(3)), "");
    assert!(!wire.api("GET", &path(3), "").text().contains("signed_callbacks"));
    let twice = r#"{"name":"x","name":"y"}"#;
    wire.control("POST", &format!("edit/{id}"), twice);
    assert_eq!(wire.api("GET", &path(1), "").text(), twice);
    let weird = "\u{feff}<html>";
    let json_type = "Content-Type: application/json";
    assert_eq!(wire.ask("POST", &format!("/_sandbox/edit/{id}"), &[json_type], weird).status, 400);
    wire.control("POST", &format!("edit/{id}?as=bytes"), weird);
    assert_eq!(wire.api("GET", &path(1), "").text(), weird);
    assert_eq!(wire.ask("GET", &format!("/_sandbox/applications/{id}"), &[], "").text(), weird);
    let list = wire.api("GET", "/v2/applications", "").json();
    assert_eq!(list["_embedded"]["applications"][1], json!({ "id": id.to_string() }));
    assert_eq!(wire.ask("POST", &format!("/_sandbox/dashboard/{id}"), &[json_type], "").status, 409);
    assert_eq!(wire.control("GET", "applications", "")["applications"].as_array().map(Vec::len), Some(4));
    assert_eq!(wire.control("POST", "reset", r#"{"apps":2}"#)["applications"], 2);
    assert_eq!(wire.api("GET", &path(1), "").text(), sample::document(1));
}

#[test]
fn k2_the_log_shows_requests_in_order_and_never_a_credential() {
    let sandbox = sandbox(1);
    let mut wire = Wire::to(&sandbox);
    wire.ask("GET", &path(0), &["X-B: 1", "X-A: 2", "Authorization: Basic cmVhbDpzZWNyZXQ="], "");
    wire.api("PUT", "/v2/applications/x?y=1", "{\"a\":\"\u{e9}\"}");
    let log = wire.control("GET", "requests", "");
    let requests = log["requests"].as_array().expect("requests");
    assert_eq!(requests.len(), 2);
    assert_eq!(
        requests[0]["headers"],
        json!([
            ["host", wire.host],
            ["x-b", "1"],
            ["x-a", "2"],
            ["authorization", "Basic (not matched)"],
            ["content-length", "0"]
        ])
    );
    assert_eq!(
        (&requests[1]["target"], &requests[1]["status"]),
        (&json!("/v2/applications/x?y=1"), &json!(404))
    );
    assert_eq!(
        (&requests[1]["body_text"], &requests[1]["body_base64"]),
        (&json!("{\"a\":\"\u{e9}\"}"), &json!("eyJhIjoiw6kifQ=="))
    );
    assert_eq!(requests[1]["headers"][1], json!(["authorization", "Basic (matched)"]));
    let shown = log.to_string();
    for secret in ["cmVhbDpzZWNyZXQ", "NotASecret1", authorization().rsplit(' ').next().expect("a value")] {
        assert!(!shown.contains(secret), "{secret}");
    }
    assert_eq!(wire.control("GET", "requests?after=1", "")["requests"].as_array().map(Vec::len), Some(1));
    wire.control("POST", "reset", r#"{"only":["requests"]}"#);
    assert_eq!(wire.control("GET", "requests", "")["requests"], json!([]));
}
