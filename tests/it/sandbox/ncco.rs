//! Tests which webhooks the sandbox sends for a call's parameters and NCCO (Call Control Object).

use serde_json::{Value, json};

use super::voice::{Voice, events, handler, voice_to};
use crate::upstream::Upstream;

fn events_of(members: &Value, scenario: &str) -> Vec<String> {
    let handler = handler();
    let voice = Voice::with(&voice_to(&handler.origin));
    voice.control("calls", &json!({ "direction": "outbound", "scenario": scenario }));
    let (status, answer) = voice.call(members);
    assert_eq!(status, 201, "{answer}");
    events(&voice.ended_call()).into_iter().map(str::to_owned).collect()
}

#[test]
fn actions_and_detection_decide_which_webhooks_come() {
    let begin = ["ringing", "started", "answered"];
    let ncco = |actions: Value| json!({ "ncco": actions });
    let mut talk = ncco(json!([{ "action": "talk" }]));
    let with = |talk: &Value, name: &str, value: Value| {
        let mut members = talk.clone();
        members[name] = value;
        members
    };
    for (members, scenario, rest) in [
        (ncco(json!([{ "action": "input", "type": ["dtmf"] }])), "answered", &["input", "completed"][..]),
        (ncco(json!([{ "action": "record" }, { "action": "talk" }])), "answered", &["record", "completed"]),
        (ncco(json!([{ "action": "notify", "payload": { "a": 1 } }])), "answered", &["notify", "completed"]),
        (ncco(json!([{ "action": "conversation", "name": "c" }])), "answered", &["transfer", "completed"]),
        (
            ncco(json!([{ "action": "record" }, { "action": "input" }, { "action": "input" }])),
            "input",
            &["input", "record", "input", "completed"],
        ),
        (talk.clone(), "record", &["record", "completed"]),
        (with(&talk, "machine_detection", json!("continue")), "answered", &["human", "completed"]),
        (with(&talk, "machine_detection", json!("continue")), "machine", &["machine", "completed"]),
        (with(&talk, "machine_detection", json!("hangup")), "machine", &["completed"]),
        (
            with(&talk, "advanced_machine_detection", json!({ "behavior": "continue" })),
            "machine",
            &["machine", "completed"],
        ),
    ] {
        assert_eq!(events_of(&members, scenario), [&begin, rest].concat(), "{members}");
    }
    talk["length_timer"] = json!(2);
    assert_eq!(events_of(&talk, "input"), ["ringing", "started", "answered", "completed"]);
}

#[test]
fn the_response_to_input_is_the_next_ncco_and_its_address_is_the_actions() {
    let handler = Upstream::start(|seen| match seen.first.split(' ').nth(1) {
        Some("/keys") => {
            (200, r#"[{"action":"record","eventUrl":["HERE/recording"]},{"action":"talk"}]"#.to_owned())
        }
        _ => (204, String::new()),
    });
    let voice = Voice::with(&voice_to(&handler.origin));
    let keys = format!("{}/keys", handler.origin);
    let ncco = json!([{ "action": "input", "eventUrl": [keys] }, { "action": "notify", "payload": {} }]);
    voice.call(&json!({ "ncco": ncco }));
    let call = voice.ended_call();
    assert_eq!(events(&call), ["ringing", "started", "answered", "input", "record", "completed"]);
    let recording = &call["webhooks"][4];
    assert_eq!(recording["url"], "HERE/recording", "{recording}");
    assert!(recording["refused"].as_str().is_some_and(|reason| reason.contains("HERE")), "{recording}");
    let input =
        handler.seen().into_iter().find(|seen| seen.first.starts_with("POST /keys")).expect("an input");
    let body: Value = serde_json::from_slice(&input.body).expect("JSON");
    assert_eq!(body["uuid"], call["uuid"]);
}

#[test]
fn an_ncco_that_asks_for_itself_ends() {
    let handler = Upstream::start(|_| (200, r#"[{"action":"input"}]"#.to_owned()));
    let voice = Voice::with(&voice_to(&handler.origin));
    voice.call(&json!({ "ncco": [{ "action": "input" }] }));
    let call = voice.ended_call();
    let inputs = events(&call).iter().filter(|event| **event == "input").count();
    assert!((100..=200).contains(&inputs), "{inputs}");
    assert_eq!(events(&call).last(), Some(&"completed"));
}

#[test]
fn times_and_durations_are_those_of_the_call() {
    let handler = handler();
    let voice = Voice::with(&voice_to(&handler.origin));
    voice.call(&json!({ "ncco": [{ "action": "input" }, { "action": "input" }, { "action": "input" }] }));
    voice.ended();
    let seen = handler.seen();
    let body: Value = serde_json::from_slice(&seen.last().expect("webhooks").body).expect("JSON");
    // The call lasts 15.5 s: three inputs of 5 s, and 0.5 s before its end. `duration` is in whole seconds.
    assert_eq!((&body["status"], &body["duration"]), (&json!("completed"), &json!("15")));
    assert_eq!(body["price"], "0.00112500");
}
