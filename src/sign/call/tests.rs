//! Tests of a call's webhooks.

use super::*;
use crate::delivery::{Delivery, Event};
use crate::json::Json;

fn call() -> Call {
    Call {
        next_conversation_uuid: "CON-2".to_owned(),
        ..Call::outbound("u-1".to_owned(), "CON-1".to_owned(), 1_587_494_962_007)
    }
}

fn inbound() -> Call {
    Call { direction: Direction::Inbound, caller: Caller::User("alice".to_owned()), to: None, ..call() }
}

fn body_of(call: &Call, after_ms: u64, event: Event) -> String {
    call.webhook(step(after_ms, event)).unwrap().body()
}

#[test]
fn every_webhook_of_a_call_is_of_its_event_and_names_the_call() {
    for call in [call(), inbound()] {
        for scenario in Scenario::ALL {
            let steps = scenario.steps(call.direction);
            assert!(steps.is_sorted_by_key(|step| step.after_ms), "{scenario}");
            for step in steps {
                let sample = call.webhook(step).unwrap();
                let body = sample.body();
                assert_eq!(Event::of(body.as_bytes()), step.event, "{body}");
                assert_eq!(Delivery::get(sample.query().as_bytes()).claimed_event(), step.event, "{body}");
                assert!(body.contains("u-1") || body.contains("CON-1"), "{body}");
                assert!(!body.contains("aaaaaaaa-bbbb") && !body.contains("SipHeader"), "{body}");
            }
        }
    }
}

#[test]
fn an_outbound_call_has_the_measured_order_and_an_inbound_one_begins_with_the_answer_webhook() {
    let words = |direction| -> Vec<&str> {
        Scenario::Answered.steps(direction).iter().map(|step| step.event.word()).collect()
    };
    assert_eq!(words(Direction::Outbound), ["ringing", "started", "answered", "answer", "completed"]);
    assert_eq!(words(Direction::Inbound), ["answer", "started", "ringing", "answered", "completed"]);
}

#[test]
fn only_an_answered_call_asks_for_an_ncco_and_is_completed() {
    for scenario in Scenario::ALL {
        let steps = scenario.steps(Direction::Outbound);
        let has = |event| steps.iter().any(|step| step.event == event);
        assert_eq!([Event::Answered, Event::Answer, Event::Completed].map(has), [scenario.is_answered(); 3]);
    }
}

#[test]
fn webhooks_have_the_shape_of_real_calls() {
    let answered = body_of(&call(), 900, Event::Answered);
    assert!(answered.starts_with(r#"{"headers":{},"from":"#), "{answered}");
    assert!(answered.ends_with(r#""network":null,"rate":null,"start_time":null}"#), "{answered}");
    assert!(answered.contains(r#""timestamp":"2020-04-21T18:49:22.907Z""#), "{answered}");
    let completed = Json::parse(body_of(&call(), 11_000, Event::Completed)).unwrap();
    let text = |name| completed.root().member(name).unwrap().unwrap().value.as_str().unwrap().into_owned();
    assert_eq!(["duration", "price", "direction"].map(text), ["10", "0.00075000", "outbound"]);
    assert_eq!(text("start_time"), "2020-04-21T18:49:22.907Z");
}

#[test]
fn a_call_without_an_answer_names_its_cause() {
    for (event, detail) in
        [(Event::Busy, "remote_busy"), (Event::Failed, "cannot_route"), (Event::Rejected, "restricted")]
    {
        let body = body_of(&call(), 900, event);
        assert!(body.contains(&format!(r#""detail":"{detail}""#)), "{body}");
    }
    assert!(!body_of(&call(), 1, Event::Started).contains("detail"));
}

#[test]
fn a_call_from_the_client_sdk_names_a_user() {
    let answer = r#"{"from_user":"alice","uuid":"u-1","conversation_uuid":"CON-1"}"#;
    assert_eq!(body_of(&inbound(), 0, Event::Answer), answer);
    let completed = body_of(&inbound(), 11_000, Event::Completed);
    assert!(completed.contains(r#""network":null"#), "{completed}");
    assert!(completed.contains(r#""direction":"inbound""#), "{completed}");
}

#[test]
fn a_transfer_names_both_conversations() {
    let body = body_of(&call(), 5_000, Event::Transfer);
    let both = r#"{"conversation_uuid_from":"CON-1","conversation_uuid_to":"CON-2","uuid":"u-1","#;
    assert!(body.starts_with(both), "{body}");
}

#[test]
fn a_fallback_says_which_request_failed_and_why() {
    let call = call();
    let refused = call.webhook(step(1000, Event::Answer)).unwrap();
    let body = call.fallback("Connection closed.", "http://127.0.0.1/answer", "answer", refused).body();
    let start = r#"{"reason":"Connection closed.","original_request":{"url":"http://127.0.0.1/answer","type":"answer"},"from":"#;
    assert!(body.starts_with(start), "{body}");
    assert_eq!(Event::of(body.as_bytes()), Event::Fallback);
}
