//! Tests how the sandbox retries a webhook, or sends the fallback webhook, if a handler refuses one or does
//! not answer.

use std::sync::Mutex;
use std::time::Duration;

use serde_json::{Value, json};

use super::voice::{Voice, events, status_of, statuses, voice_to};
use crate::upstream::{Seen, Upstream};

/// Returns a handler that answers the first `started` webhooks with these statuses, and all others with 204.
fn refusing(answers: &[u16]) -> Upstream {
    let answers = Mutex::new(answers.iter().rev().copied().collect::<Vec<_>>());
    Upstream::start(move |seen| {
        let status = if status_of(seen) == "started" { answers.lock().expect("a list").pop() } else { None };
        (status.unwrap_or(204), String::new())
    })
}

fn call_with(handler: &Upstream) -> Value {
    let voice = Voice::with(&voice_to(&handler.origin));
    voice.call(&json!({ "ncco": [{ "action": "talk" }] }));
    voice.ended_call()
}

fn tokens(handler: &Upstream) -> Vec<String> {
    let started = handler.seen().into_iter().filter(|seen| status_of(seen) == "started");
    started.map(|seen| seen.values("authorization").concat()).collect()
}

#[test]
fn a_temporary_refusal_is_retried_once_with_a_new_token() {
    for status in [429, 503, 504] {
        let handler = refusing(&[status, 200]);
        assert_eq!(statuses(&call_with(&handler), "started"), [json!(status), json!(200)]);
        let [first, second] = &tokens(&handler)[..] else { panic!("two requests: {:?}", handler.seen()) };
        assert!(first.starts_with("Bearer ") && second.starts_with("Bearer ") && first != second);
    }
    let handler = refusing(&[503, 503, 200]);
    assert_eq!(statuses(&call_with(&handler), "started"), [json!(503), json!(503)]);
}

#[test]
fn other_refusals_are_final() {
    for status in [301, 400, 401, 404, 500, 502, 206] {
        let handler = refusing(&[status, 200]);
        assert_eq!(statuses(&call_with(&handler), "started"), [json!(status)]);
    }
}

#[test]
fn a_handler_that_does_not_answer_in_the_applications_time_is_asked_again() {
    let handler = Upstream::start(|seen| {
        if status_of(seen) == "started" {
            std::thread::sleep(Duration::from_millis(2_500));
        }
        (204, String::new())
    });
    let mut capability = voice_to(&handler.origin);
    capability["webhooks"]["event_url"]["socket_timeout"] = json!(1_000);
    capability["webhooks"]["event_url"]["connection_timeout"] = json!(300);
    let voice = Voice::with(&capability);
    voice.call(&json!({ "ncco": [{ "action": "talk" }] }));
    let call = voice.ended_call();
    assert_eq!(statuses(&call, "started"), [json!(null), json!(null)]);
    let error = &call["webhooks"][1]["attempts"][0]["error"];
    assert!(error.as_str().is_some_and(|error| error.contains("1.3 s")), "{error}");
}

#[test]
fn a_closed_port_is_asked_again() {
    // Nothing listens on this port any more.
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address");
    let voice = Voice::with(&voice_to(&format!("http://{free}")));
    voice.call(&json!({ "ncco": [{ "action": "talk" }] }));
    let call = voice.ended_call();
    assert_eq!(statuses(&call, "ringing"), [json!(null), json!(null)]);
    assert_eq!(events(&call), ["ringing", "started", "answered", "completed"]);
}

/// Makes a call whose answer webhook and fallback webhook get these responses.
fn fall_back(answer: (u16, &'static str), fallback: (u16, &'static str)) -> (Value, Vec<Seen>) {
    let handler = Upstream::start(move |seen| {
        let (status, body) = match seen.first.split(['?', ' ']).nth(1) {
            Some("/answer") => answer,
            Some("/fallback") => fallback,
            _ => (204, ""),
        };
        (status, body.to_owned())
    });
    let voice = Voice::with(&voice_to(&handler.origin));
    voice.call(&json!({ "answer_url": [format!("{}/answer", handler.origin)] }));
    (voice.ended_call(), handler.seen())
}

const NCCO: &str = r#"[{"action":"talk","text":"Hi"}]"#;

#[test]
fn a_refused_answer_webhook_leads_to_the_fallback_and_then_to_the_end() {
    let begin = ["ringing", "started", "answered", "answer"];
    for (answer, fallback, rest) in [
        ((200, NCCO), (200, NCCO), &["completed"][..]),
        ((500, ""), (200, NCCO), &["fallback", "completed"]),
        ((401, ""), (500, ""), &["fallback", "busy"]),
        ((200, "{}"), (200, NCCO), &["fallback", "completed"]),
        ((200, r#"[{"action":"dance"}]"#), (404, ""), &["fallback", "error", "completed"]),
        ((204, ""), (200, "no"), &["fallback", "error", "completed"]),
        ((500, ""), (200, "no"), &["fallback", "busy"]),
    ] {
        let (call, _) = fall_back(answer, fallback);
        assert_eq!(events(&call), [&begin, rest].concat(), "{answer:?} {fallback:?}");
    }
    let (_, seen) = fall_back((500, ""), (200, NCCO));
    let fallback = seen.iter().find(|seen| seen.first.starts_with("GET /fallback?")).expect("a fallback");
    assert!(fallback.first.contains("reason=HTTP%20status%20500"), "{fallback:?}");
    assert!(fallback.first.contains("%22type%22%3A%22answer%22"), "{fallback:?}");
    assert!(!fallback.values("authorization").is_empty(), "{fallback:?}");
}

#[test]
fn a_fallback_names_the_address_that_refused() {
    let handler =
        Upstream::start(|seen| (if seen.first.contains("/keys") { 500 } else { 204 }, String::new()));
    let voice = Voice::with(&voice_to(&handler.origin));
    let keys = format!("{}/keys", handler.origin);
    voice.call(&json!({ "ncco": [{ "action": "input", "eventUrl": [keys] }] }));
    voice.ended();
    let seen = handler.seen();
    let fallback = seen.iter().find(|seen| seen.first.starts_with("GET /fallback?")).expect("a fallback");
    assert!(fallback.first.contains("%2Fkeys%22%2C%22type%22%3A%22event%22"), "{fallback:?}");
}

#[test]
fn the_answer_webhook_is_sent_only_without_an_ncco_and_by_the_given_method() {
    let handler = Upstream::start(|_| (200, NCCO.to_owned()));
    let voice = Voice::with(&voice_to(&handler.origin));
    voice.call(&json!({ "ncco": [{ "action": "talk" }] }));
    assert_eq!(events(&voice.ended_call()), ["ringing", "started", "answered", "completed"]);
    voice.control("reset", &json!({ "only": ["calls"] }));
    let url = format!("{}/answer", handler.origin);
    voice.call(&json!({ "answer_url": [url], "answer_method": "POST" }));
    voice.ended();
    let seen = handler.seen();
    let answer = seen.iter().find(|seen| seen.first.starts_with("POST /answer ")).expect("an answer webhook");
    let body: Value = serde_json::from_slice(&answer.body).expect("JSON");
    assert_eq!((&body["from"], &body["to"]), (&json!("442079460000"), &json!("447700900000")));
}
