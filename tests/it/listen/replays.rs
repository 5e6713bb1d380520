//! Tests deliveries that repeat a token: replays, and retries after the handler failed.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::{Listener, ask};
use crate::running::wait_for;
use crate::upstream::Upstream;

#[test]
fn fifty_copies_at_once_reach_the_handler_once() {
    let upstream = Upstream::start(|_| {
        std::thread::sleep(Duration::from_millis(200));
        (204, String::new())
    });
    let listener = Listener::start(&["--forward-to", &upstream.origin]);
    let request = listener.signed(&["--event", "answered"]);
    let address = listener.address.as_str();
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let copies: Vec<_> = (0..50).map(|_| scope.spawn(|| ask(address, &request).status)).collect();
        copies.into_iter().map(|copy| copy.join().expect("a status")).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 204).count(), 1, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 409).count(), 49, "{statuses:?}");
    assert_eq!(upstream.seen().len(), 1);
    assert_eq!(listener.ask(&request).status, 409, "later too");
    let ended = listener.reporting.end();
    let summary = &ended.events.last().expect("the last event")["summary"];
    assert_eq!((summary["genuine"].as_u64(), summary["replayed"].as_u64()), (Some(1), Some(50)));
    assert_eq!(summary["by_code"]["replayed"], 50);
}

#[test]
fn a_retry_after_a_failure_is_no_replay() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let upstream = Upstream::start(move |_| match counter.fetch_add(1, Ordering::SeqCst) {
        0 => (500, String::new()),
        1 => (302, String::new()),
        _ => (200, "[]".to_owned()),
    });
    let listener = Listener::start(&["--forward-to", &upstream.origin]);
    let request = listener.signed(&["--event", "answered"]);
    let statuses: Vec<u16> = (0..4).map(|_| listener.ask(&request).status).collect();
    assert_eq!(statuses, [500, 302, 200, 409]);
}

#[test]
fn a_slow_handler_gets_the_retry() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let upstream = Upstream::start(move |_| {
        if counter.fetch_add(1, Ordering::SeqCst) == 0 {
            std::thread::sleep(Duration::from_secs(2));
        }
        (200, String::new())
    });
    let listener = Listener::start(&["--forward-to", &upstream.origin, "--upstream-timeout", "300ms"]);
    let request = listener.signed(&["--event", "answered"]);
    assert_eq!(listener.ask(&request).status, 503);
    let delivery = listener.next();
    assert_eq!(delivery["verdict"], "genuine");
    assert!(
        delivery["upstream"]["error"].is_string() && delivery["upstream"]["status"].is_null(),
        "{delivery}"
    );
    assert_eq!(listener.ask(&request).status, 200);
}

#[test]
fn a_get_that_repeats_a_token_is_a_replay() {
    let listener = Listener::start(&[]);
    let get = listener.signed(&["--event", "answer", "--method", "GET"]);
    assert_eq!(listener.ask(&get).status, 200);
    assert_eq!(listener.ask(&get).status, 409);
    assert_eq!(listener.next()["verdict"], "genuine");
    assert_eq!(listener.next()["verdict"], "replayed");
}

#[test]
fn a_sender_that_leaves_early_cannot_repeat_a_token() {
    let upstream = Upstream::start(|_| {
        std::thread::sleep(Duration::from_millis(300));
        (200, String::new())
    });
    let listener = Listener::start(&["--forward-to", &upstream.origin]);
    let request = listener.signed(&["--event", "answered"]);
    let mut leaving = listener.connect();
    leaving.write_all(&request).expect("a request");
    wait_for(|| (!upstream.seen().is_empty()).then_some(()), || "the handler got nothing".to_owned());
    drop(leaving);
    assert_eq!(listener.ask(&request).status, 409, "while the handler works");
    assert_eq!(listener.next()["verdict"], "replayed");
    assert_eq!(listener.next()["status"], 200, "the handling goes on");
    assert_eq!(listener.ask(&request).status, 409, "later too");
    assert_eq!(upstream.seen().len(), 1);
}
