//! Tests the webhooks of the sandbox's calls: their order, their signatures, and where they go.

use std::os::unix::fs::PermissionsExt as _;
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::tokens::{create, signed_by};
use super::voice::{Voice, ask, events, handler, status_of, voice_to};
use crate::reporting::Reporting;
use crate::running::{PATIENCE, SOON};
use crate::upstream::Upstream;

const SIGNATURE_SECRET: &str = "not-a-secret-the-sandbox-signs-with-it-0123456789";
const NCCO: &str = r#"[{"action":"talk","text":"Hi"}]"#;

/// The webhooks of an outbound call in each scenario.
const SCENARIOS: [(&str, &[&str]); 9] = [
    ("answered", &["ringing", "started", "answered", "answer", "completed"]),
    ("busy", &["ringing", "started", "busy"]),
    ("unanswered", &["ringing", "started", "unanswered"]),
    ("rejected", &["started", "rejected"]),
    ("failed", &["started", "failed"]),
    ("machine", &["ringing", "started", "answered", "answer", "machine", "completed"]),
    ("input", &["ringing", "started", "answered", "answer", "input", "completed"]),
    ("record", &["ringing", "started", "answered", "answer", "record", "completed"]),
    ("transfer", &["ringing", "started", "answered", "answer", "transfer", "completed"]),
];

#[test]
fn every_scenario_arrives_genuine_and_in_order_and_passes_the_audit() {
    let voice = Voice::start(&["--pace", "0"]);
    let line = ["listen", "--json", "--port", "0", "--capture", "calls.ndjson"];
    let listen = voice.env.vsw(line).env("VONAGE_SIGNATURE_SECRET", SIGNATURE_SECRET);
    let reporting = Reporting::start("vsw/listen-event/1", listen);
    let listening = reporting.next("listening");
    let address = listening["address"].as_str().expect("an address");
    voice.set_voice(&voice_to(address));
    let members = json!({ "answer_url": [format!("{address}/answer")] });
    for (scenario, expected) in SCENARIOS {
        voice.control("calls", &json!({ "direction": "outbound", "scenario": scenario }));
        let (status, call) = voice.call(&members);
        assert_eq!(
            (status, &call["status"], &call["direction"]),
            (201, &json!("started"), &json!("outbound"))
        );
        let arrived: Vec<Value> = expected.iter().map(|_| reporting.next("delivery")).collect();
        let words: Vec<&Value> = arrived.iter().map(|delivery| &delivery["webhook"]).collect();
        assert_eq!(
            words,
            expected.iter().map(|word| json!(word)).collect::<Vec<_>>().iter().collect::<Vec<_>>()
        );
        assert!(arrived.iter().all(|delivery| delivery["verdict"] == "genuine"), "{scenario}: {arrived:#?}");
        assert_eq!(arrived[0]["call"], call["conversation_uuid"], "{scenario}");
        assert_eq!(arrived[0]["application"], json!(voice.application));
    }
    for (call, (_, expected)) in voice.ended().iter().zip(SCENARIOS) {
        assert_eq!(&events(call), expected);
    }
    reporting.end();
    let count = SCENARIOS.iter().map(|(_, events)| events.len()).sum::<usize>();
    let audit = voice.env.vsw(["audit", "calls.ndjson"]).env("VONAGE_SIGNATURE_SECRET", SIGNATURE_SECRET);
    let audit = audit.run().expect(0);
    assert!(audit.stdout.contains(&format!("{count} of {count} deliveries genuine")), "{audit:?}");
}

fn signed(handler: &Upstream) -> Vec<(String, bool)> {
    let named = |seen: &crate::upstream::Seen| {
        let word = if seen.first.starts_with("GET /answer") { "answer".to_owned() } else { status_of(seen) };
        (word, !seen.values("authorization").is_empty())
    };
    handler.seen().iter().map(named).collect()
}

fn pairs(expected: &[(&str, bool)]) -> Vec<(String, bool)> {
    expected.iter().map(|(word, signed)| ((*word).to_owned(), *signed)).collect()
}

#[test]
fn turning_the_flag_off_during_a_call_leaves_its_next_webhooks_unsigned() {
    let voice = Voice::start(&["--pace", "0"]);
    let (origin, application) = (voice.origin.clone(), voice.application.clone());
    let handler = Upstream::start(move |seen| {
        if status_of(seen) == "answered" {
            ask(&origin, "POST", &format!("/_sandbox/dashboard/{application}"), "", "{}");
        }
        (200, NCCO.to_owned())
    });
    voice.set_voice(&voice_to(&handler.origin));
    voice.call(&json!({ "answer_url": [format!("{}/answer", handler.origin)] }));
    let call = voice.ended_call();
    let expected =
        [("ringing", true), ("started", true), ("answered", true), ("answer", false), ("completed", false)];
    assert_eq!(signed(&handler), pairs(&expected));
    let of = |at: usize| call["webhooks"][at]["signed"].clone();
    assert_eq!([of(2), of(3)], [json!(true), json!(false)]);
}

#[test]
fn an_absent_flag_and_a_false_one_sign_nothing() {
    let handler = handler();
    for flag in [json!(false), json!(null), json!("true")] {
        let mut capability = voice_to(&handler.origin);
        capability["signed_callbacks"] = flag.clone();
        if flag.is_null() {
            capability.as_object_mut().expect("members").remove("signed_callbacks");
        }
        let voice = Voice::with(&capability);
        voice.call(&json!({ "ncco": [{ "action": "talk", "text": "Hi" }] }));
        voice.ended();
        assert!(signed(&handler).iter().all(|(_, signed)| !signed), "{flag}: {:?}", signed(&handler));
    }
}

#[test]
fn the_preview_signs_ten_events_and_not_the_answer_webhook() {
    let handler = handler();
    let voice = Voice::start(&["--pace", "0", "--signing", "preview"]);
    voice.set_voice(&voice_to(&handler.origin));
    voice.control("calls", &json!({ "direction": "outbound", "scenario": "machine" }));
    voice.call(&json!({ "answer_url": [format!("{}/answer", handler.origin)] }));
    voice.ended();
    let expected = [
        ("ringing", true),
        ("started", true),
        ("answered", true),
        ("answer", false),
        ("machine", false),
        ("completed", true),
    ];
    assert_eq!(signed(&handler), pairs(&expected));
}

#[test]
fn an_event_address_in_the_request_takes_precedence_and_may_be_a_get() {
    let (ours, others) = (handler(), handler());
    let voice = Voice::with(&voice_to(&others.origin));
    let url = format!("{}/mine?tenant=7", ours.origin);
    voice.call(&json!({ "ncco": [{ "action": "talk" }], "event_url": [url], "event_method": "GET" }));
    voice.ended();
    assert!(others.seen().is_empty(), "{:?}", others.seen());
    let first = &ours.seen()[0];
    assert!(first.first.starts_with("GET /mine?tenant=7&headers="), "{first:?}");
    let url = first.first.split(' ').nth(1).expect("a target");
    let token = &first.values("authorization")[0];
    let line = ["verify", "--method", "GET", "--url", url, "--header", token];
    voice.env.vsw(line).env("VONAGE_SIGNATURE_SECRET", SIGNATURE_SECRET).run().expect(0);
}

#[test]
fn an_incoming_call_begins_with_the_answer_webhook_and_names_its_caller() {
    let handler = handler();
    let voice = Voice::with(&voice_to(&handler.origin));
    let request = json!({ "direction": "inbound", "from": "447700900123", "to": "442079460123" });
    let made = voice.control("calls", &request);
    let call = voice.ended_call();
    assert_eq!((&call["uuid"], &call["direction"]), (&made["uuid"], &json!("inbound")));
    assert_eq!(events(&call), ["answer", "started", "ringing", "answered", "completed"]);
    let answer = &handler.seen()[0].first;
    assert!(answer.starts_with("GET /answer?from=447700900123&to=442079460123&uuid="), "{answer}");
    voice.control("reset", &json!({ "only": ["calls"] }));
    voice.control("calls", &json!({ "direction": "inbound", "from_user": "alice", "scenario": "busy" }));
    let call = voice.ended_call();
    assert_eq!(events(&call), ["answer", "started", "ringing", "busy"]);
    assert_eq!((&call["from_user"], &call["to"]), (&json!("alice"), &Value::Null));
    voice.control("reset", &json!({ "only": ["calls"] }));
    let mine = format!("{}/mine", handler.origin);
    voice.control("calls", &json!({ "direction": "inbound", "event_url": mine }));
    assert_eq!(voice.ended_call()["webhooks"][1]["url"], json!(mine));
}

#[test]
fn s6_a_webhook_address_that_is_not_this_machine_is_refused_by_name() {
    let voice = Voice::start(&["--pace", "0"]);
    let outside =
        ["https://app.example.com/event", "http://192.0.2.1:80/event", "https://127.0.0.1.example.com/"];
    for address in outside {
        voice.call(&json!({ "ncco": [{ "action": "talk" }], "event_url": [address] }));
    }
    // The webhooks of the inbound call's application are at the made-up host `app0.example.com`.
    voice.control("calls", &json!({ "direction": "inbound" }));
    let calls = voice.ended();
    let hosts = ["app.example.com", "192.0.2.1", "127.0.0.1.example.com", "app0.example.com"];
    for (call, host) in calls.iter().zip(hosts) {
        for webhook in call["webhooks"].as_array().expect("webhooks") {
            let refusal = webhook["refused"].as_str().unwrap_or_default();
            assert!(refusal.contains(&format!("`{host}`")), "{webhook}");
            assert_eq!(webhook["attempts"], json!([]), "{webhook}");
        }
    }
    assert_eq!(events(&calls[3])[0], "answer");
}

#[test]
fn a_call_takes_its_real_time_multiplied_by_the_pace() {
    let handler = handler();
    let voice = Voice::start(&["--pace", "0.1"]);
    voice.set_voice(&voice_to(&handler.origin));
    let began = Instant::now();
    voice.call(&json!({ "ncco": [{ "action": "talk" }] }));
    let call = voice.ended_call();
    assert!(began.elapsed() >= Duration::from_millis(1_090), "{:?}", began.elapsed());
    assert_eq!(events(&call), ["ringing", "started", "answered", "completed"]);
    let completed =
        handler.seen().iter().find(|seen| status_of(seen) == "completed").cloned().expect("an end");
    let body: Value = serde_json::from_slice(&completed.body).expect("JSON");
    assert_eq!(body["duration"], "10", "the times in webhooks are those of the real call");
}

#[test]
fn a_slow_handler_delays_no_later_webhook() {
    let (completed, waiting) = channel();
    let (tell, told) = channel();
    let waiting = Mutex::new(waiting);
    let handler = Upstream::start(move |seen| {
        match status_of(seen).as_str() {
            // Wait for the last webhook, but not until the sandbox gives up.
            "ringing" => {
                let ended = waiting.lock().expect("the receiver").recv_timeout(Duration::from_secs(9));
                tell.send(ended.is_ok()).expect("the test waits");
            }
            "completed" => completed.send(()).expect("`ringing` waits"),
            _ => {}
        }
        (204, String::new())
    });
    let voice = Voice::start(&["--pace", "0.01"]);
    voice.set_voice(&voice_to(&handler.origin));
    voice.call(&json!({ "ncco": [{ "action": "talk" }] }));
    assert_eq!(told.recv_timeout(PATIENCE), Ok(true), "`completed` waited for `ringing`");
    let words: Vec<String> = handler.seen().iter().map(status_of).collect();
    assert_eq!(words, ["ringing", "started", "answered", "completed"]);
}

#[test]
fn a_running_call_can_be_transferred_and_ended() {
    let handler = handler();
    // The call would last 55 s.
    let voice = Voice::start(&["--pace", "5"]);
    voice.set_voice(&voice_to(&handler.origin));
    let (_, made) = voice.call(&json!({ "ncco": [{ "action": "talk" }] }));
    let path = format!("/v1/calls/{}", made["uuid"].as_str().expect("an id"));
    let token = voice.token(&json!({}));
    let put = |body: &Value| voice.send("PUT", &path, &token, body).0;
    let url = format!("{}/answer", handler.origin);
    let destination = |value: Value| json!({ "action": "transfer", "destination": value });
    assert_eq!(put(&json!({ "action": "mute" })), 204);
    assert_eq!(put(&destination(json!({ "type": "ncco", "url": [url] }))), 204);
    let began = Instant::now();
    while !handler.seen().iter().any(|seen| seen.first.starts_with("GET /answer")) {
        assert!(began.elapsed() < SOON, "{:?}", handler.seen());
        std::thread::sleep(Duration::from_millis(5));
    }
    for wrong in [
        json!({ "action": "dance" }),
        json!({ "action": "transfer" }),
        destination(json!({ "type": "phone", "url": ["x"] })),
        destination(json!({ "type": "ncco", "ncco": [{ "action": "dance" }] })),
        json!([]),
    ] {
        assert_eq!(put(&wrong), 400, "{wrong}");
    }
    // Let the transfer finish before the hangup.
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(put(&json!({ "action": "hangup" })), 204);
    let call = voice.ended_call();
    assert!(began.elapsed() < SOON, "the call ends before its time");
    let words = events(&call);
    assert!(words.contains(&"transfer") && words.last() == Some(&"completed"), "{words:?}");
    assert_ne!(call["conversation_uuid"], made["conversation_uuid"]);
    assert_eq!(put(&json!({ "action": "hangup" })), 400, "it has ended");
    let (other, pem) = create(&voice);
    let of_other = signed_by(&other, &pem);
    assert_eq!(voice.send("PUT", &path, &of_other, &json!({ "action": "hangup" })).0, 404);
    let unknown = "/v1/calls/aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab";
    assert_eq!(voice.send("PUT", unknown, &token, &json!({ "action": "hangup" })).0, 404);
}

#[test]
fn the_private_key_is_private_and_ends_with_the_sandbox() {
    let voice = Voice::start(&[]);
    let path = std::path::PathBuf::from(&voice.key_path);
    let mode = |path: &std::path::Path| std::fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(path.parent().expect("a directory"))), (0o600, 0o700));
    assert_eq!(voice.end("TERM"), Some(143));
}

#[test]
fn invalid_call_requests_are_refused() {
    let voice = Voice::start(&["--apps", "6"]);
    let (_, all) = ask(&voice.origin, "GET", "/_sandbox/applications", "", "");
    // The sixth application has no voice capability.
    let silent = &all["applications"][5];
    let request = |body: &Value| ask(&voice.origin, "POST", "/_sandbox/calls", "", &body.to_string());
    for (body, status, word) in [
        (json!({ "direction": "sideways" }), 400, "sideways"),
        (json!({ "direction": "inbound", "scenario": "dance" }), 400, "answered, busy"),
        (json!({ "direction": "outbound", "from": "1" }), 400, "POST /v1/calls"),
        (json!({ "direction": "inbound", "from": "1", "from_user": "a" }), 400, "from_user"),
        (json!({ "direction": "inbound", "typo": 1 }), 400, "typo"),
        (json!({ "direction": "inbound", "application": silent }), 409, "voice"),
        (json!({ "direction": "inbound", "application": "0".repeat(32) }), 404, "application not found"),
    ] {
        let (found, answer) = request(&body);
        assert_eq!(found, status, "{body}: {answer}");
        assert!(answer["error"].as_str().is_some_and(|error| error.contains(word)), "{answer}");
    }
    let (_, shown) = ask(&voice.origin, "GET", "/_sandbox/calls", "", "");
    assert_eq!(shown, json!({ "calls": [], "queued": [] }));
}
