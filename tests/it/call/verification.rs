//! Tests `vsw call --verify`.

use std::io::Write as _;
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde_json::{Value, json};

use super::{APPLICATION, CALL, TO, api, body, call, created, deliver, deliver_as, made, send};
use crate::env::TestEnv;
use crate::running::Running;
use crate::upstream::Upstream;

/// A fake API that sends webhooks of each call. Fails on drop if a thread that sends them failed.
struct Calling {
    api: Upstream,
    sending: Arc<Mutex<Vec<JoinHandle<()>>>>,
}

impl Deref for Calling {
    type Target = Upstream;

    fn deref(&self) -> &Upstream {
        &self.api
    }
}

impl Drop for Calling {
    fn drop(&mut self) {
        for thread in self.sending.lock().expect("the threads").drain(..) {
            assert!(
                thread.join().is_ok() || thread::panicking(),
                "a webhook was not sent or got another status"
            );
        }
    }
}

fn calling(send: impl Fn(&str) + Clone + Send + Sync + 'static) -> Calling {
    let sending = Arc::new(Mutex::new(Vec::new()));
    let threads = Arc::clone(&sending);
    let api = api(move |seen| {
        let url = body(seen)["event_url"][0].as_str().expect("an event URL").to_owned();
        let send = send.clone();
        threads.lock().expect("the threads").push(thread::spawn(move || send(&url)));
        created()
    });
    Calling { api, sending }
}

pub fn events(report: &Value) -> Vec<String> {
    let events = report["verification"]["events"].as_array().expect("events").iter();
    let word = |value: &Value| value.as_str().expect("a word").to_owned();
    events
        .map(|one| format!("{} {} {}", word(&one["event"]), word(&one["verdict"]), one["deliveries"]))
        .collect()
}

fn unsigned(url: &str, event: &str) -> u16 {
    let path = url.splitn(4, '/').nth(3).expect("a path");
    let body = json!({"status": event, "uuid": CALL, "conversation_uuid": "CON-1"}).to_string();
    let length = body.len();
    send(
        url,
        format!("POST /{path} HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n{body}").as_bytes(),
    )
}

fn signed(url: &str, event: &str) -> u16 {
    deliver(url, &["--event", event])
}

#[test]
fn a_call_with_signed_events_is_verified() {
    let env = TestEnv::new();
    let api = calling(|url| {
        // Make this webhook now: after `completed`, vsw waits only 1 s for it, and a busy machine may need longer.
        let late = made(APPLICATION, url, &["--event", "record"]);
        for event in ["ringing", "started", "answered", "completed"] {
            assert_eq!(signed(url, event), 200);
        }
        thread::sleep(Duration::from_millis(300));
        assert_eq!(send(url, &late), 200);
    });
    let report = call(&env, &api, &["--say", "Hi", "--verify", "--json"]).run().expect(0).json();
    let verification = &report["verification"];
    let signed =
        ["ringing", "started", "answered", "completed", "record"].map(|event| format!("{event} genuine 1"));
    assert_eq!(events(&report), signed, "{report}");
    assert_eq!(verification["summary"], json!({"signed": 5, "unsigned": 0, "rejected": 0}));
    assert_eq!((&verification["ended"], &report["uuid"]), (&json!("completed"), &json!(CALL)));
    assert_eq!(verification["event_url"], body(&api.seen()[0])["event_url"][0]);
    assert!(
        verification["event_url"].as_str().is_some_and(|url| url.starts_with("http://127.0.0.1:")),
        "{report}"
    );
    let text = call(&env, &api, &["--say", "Hi", "--verify"]).run().expect(0);
    assert!(text.stdout.contains("✓ 5 of 5 events of the call signed\n"), "{text:?}");
    assert!(text.stdout.contains(&format!("called {TO} from ")), "{text:?}");
    assert!(text.stderr.contains("✓ genuine    answered"), "{text:?}");
}

#[test]
fn an_unsigned_or_rejected_event_fails() {
    let env = TestEnv::new();
    let api = calling(|url| {
        assert_eq!(signed(url, "started"), 200);
        assert_eq!(unsigned(url, "answered"), 503);
        assert_eq!(unsigned(url, "answered"), 503);
        assert_eq!(deliver(url, &["--event", "human", "--forge", "changed-body"]), 401);
        assert_eq!(deliver_as(CALL, url, &["--event", "machine"]), 401);
        assert_eq!(unsigned(url, "completed"), 503);
    });
    let report = call(&env, &api, &["--say", "Hi", "--verify", "--json"]).run().expect(1).json();
    let expected = [
        "started genuine 1",
        "answered unsigned 2",
        "human rejected 1",
        "machine rejected 1",
        "completed unsigned 1",
    ];
    assert_eq!(events(&report), expected);
    let codes: Vec<&Value> = report["verification"]["events"]
        .as_array()
        .expect("events")
        .iter()
        .map(|event| &event["code"])
        .collect();
    let none = json!(null);
    assert_eq!(
        codes,
        [
            &none,
            &json!("no-header"),
            &json!("payload-mismatch"),
            &json!("application-mismatch"),
            &json!("no-header")
        ]
    );
    assert_eq!(report["verification"]["summary"], json!({"signed": 1, "unsigned": 2, "rejected": 2}));
    let text = call(&env, &api, &["--say", "Hi", "--verify"]).run().expect(1);
    let words =
        "✗ 1 of 5 events of the call signed; unsigned: answered, completed; rejected: human, machine\n";
    assert!(text.stdout.contains(words) && text.stderr.contains("`vsw status"), "{text:?}");
    assert_eq!(text.stderr.matches("the `Authorization` header is missing or empty").count(), 2, "{text:?}");
}

#[test]
fn an_event_that_is_signed_at_the_second_attempt_is_signed() {
    let env = TestEnv::new();
    let api = calling(|url| {
        let signed = String::from_utf8(made(APPLICATION, url, &["--event", "completed"])).expect("UTF-8");
        let lines: Vec<&str> =
            signed.split("\r\n").filter(|line| !line.starts_with("Authorization")).collect();
        assert_eq!(send(url, lines.join("\r\n").as_bytes()), 503);
        thread::sleep(Duration::from_millis(1500));
        assert_eq!(send(url, signed.as_bytes()), 200);
    });
    let report = call(&env, &api, &["--say", "Hi", "--verify", "--json"]).run().expect(0).json();
    assert_eq!(events(&report), ["completed genuine 2"]);
}

#[test]
fn without_events_or_their_end_the_result_is_unknown() {
    let env = TestEnv::new();
    let silent = calling(|_| {});
    let words = ["--say", "Hi", "--verify", "--within", "1s"];
    let none = call(&env, &silent, &words).run().expect(5);
    assert!(none.stdout.contains("✗ no event of the call arrived within 1 s"), "{none:?}");
    assert!(none.stderr.contains("check that the tunnel"), "{none:?}");
    let endless = calling(|url| assert_eq!(signed(url, "answered"), 200));
    let words = ["--say", "Hi", "--verify", "--within", "4s"];
    let open = call(&env, &endless, &words).run().expect(5);
    assert!(
        open.stdout.contains("• 1 of 1 event of the call signed; the call did not end within 4 s"),
        "{open:?}"
    );
    let report = call(&env, &endless, &[&words[..], &["--json"]].concat()).run().expect(5).json();
    assert_eq!(report["verification"]["ended"], json!(null));
    let endless = calling(|url| assert_eq!(unsigned(url, "answered"), 503));
    call(&env, &endless, &words).run().expect(1);
}

#[test]
fn each_last_event_ends_the_wait() {
    crate::stand::concurrently(
        &["busy", "cancelled", "unanswered", "rejected", "failed", "timeout"],
        |event| {
            let env = TestEnv::new();
            let event = (*event).to_owned();
            let sent = event.clone();
            let api = calling(move |url| assert_eq!(signed(url, &sent), 200));
            let report = call(&env, &api, &["--say", "Hi", "--verify", "--json"]).run().expect(0).json();
            assert_eq!(report["verification"]["ended"], json!(event));
        },
    );
}

#[test]
fn a_strangers_request_is_not_counted() {
    let env = TestEnv::new();
    let api = calling(|url| {
        let other = format!("{}/webhooks/event", url.rsplit_once("/webhooks").expect("its path").0);
        assert_eq!(unsigned(&other, "completed"), 503);
        assert_eq!(unsigned(&format!("{url}x"), "completed"), 503);
        assert_eq!(signed(url, "completed"), 200);
    });
    let output = call(&env, &api, &["--say", "Hi", "--verify", "--json"]).run().expect(0);
    assert_eq!(events(&output.json()), ["completed genuine 1"]);
    assert_eq!(output.stderr.matches("they are not counted").count(), 1, "{output:?}");
    call(&env, &api, &["--say", "Hi", "--verify"]).run().expect(0);
    let mark = |seen| {
        let url = body(seen)["event_url"][0].as_str().expect("a URL").to_owned();
        url.rsplit('/').next().expect("a mark").to_owned()
    };
    let seen = api.seen();
    assert!(mark(&seen[0]).len() == 22 && mark(&seen[0]) != mark(&seen[1]), "{seen:?}");
}

#[test]
fn strangers_requests_do_not_prolong_the_wait() {
    let env = TestEnv::new();
    let api = calling(|url| {
        assert_eq!(signed(url, "completed"), 200);
        let host = url.split('/').nth(2).expect("a host");
        while let Ok(mut stream) = std::net::TcpStream::connect(host) {
            let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            thread::sleep(Duration::from_millis(50));
        }
    });
    let words = ["--say", "Hi", "--verify", "--within", "20s", "--json"];
    let report = call(&env, &api, &words).run().expect(0).json();
    assert_eq!(events(&report), ["completed genuine 1"]);
    assert!(report["verification"]["waited_ms"].as_u64().is_some_and(|waited| waited < 20_000), "{report}");
}

#[test]
fn a_signal_ends_the_wait_with_a_report() {
    let env = TestEnv::new();
    let arrived = Arc::new(AtomicBool::new(false));
    let api = calling({
        let arrived = Arc::clone(&arrived);
        move |url| {
            assert_eq!(signed(url, "answered"), 200);
            arrived.store(true, Ordering::SeqCst);
        }
    });
    let running = Running::start(call(&env, &api, &["--say", "Hi", "--verify", "--json"]));
    crate::running::wait_for(|| arrived.load(Ordering::SeqCst).then_some(()), || "no event".to_owned());
    running.signal("TERM");
    let output = running.end().expect(143);
    assert_eq!(events(&output.json()), ["answered genuine 1"]);
    let slow = api_that_waits();
    let running = Running::start(call(&env, &slow, &["--say", "Hi"]));
    crate::running::wait_for(|| (!slow.seen().is_empty()).then_some(()), || "no request".to_owned());
    running.signal("INT");
    let output = running.end().expect(130);
    assert!(output.stderr.contains("the call may have been made"), "{output:?}");
}

fn api_that_waits() -> Upstream {
    api(|_| {
        thread::sleep(Duration::from_secs(8));
        created()
    })
}

#[test]
fn verify_needs_a_signature_secret_before_the_call() {
    let (env, api) = (TestEnv::new(), calling(|_| {}));
    let output =
        call(&env, &api, &["--say", "Hi", "--verify", "--json"]).env("VONAGE_SIGNATURE_SECRET", "").run();
    assert_eq!((output.code, &output.json()["code"]), (3, &json!("empty-value")), "{output:?}");
    assert!(api.seen().is_empty());
}
