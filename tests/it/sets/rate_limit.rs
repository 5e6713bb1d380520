//! Tests the rate limit of an account, and the pauses that the API asks for.

use std::time::{Duration, Instant, SystemTime};

use serde_json::json;

use super::{
    application, assert_contents, assert_each_put_follows_its_get, create_applications, outcomes, puts, stand,
};
use crate::env::Output;
use crate::running::SOON;
use crate::stand::{Stand, concurrently, summary};

fn enable(stand: &Stand, more: &[&str]) -> Output {
    stand.vsw(["enable", "--all", "--yes", "--json"].iter().chain(more)).run()
}

/// Returns how long after the first refusal the next request came, in milliseconds. Skips requests within
/// [`UNDER_WAY`].
fn pause_after(stand: &Stand, refused: u64) -> u64 {
    let requests = stand.requests();
    let first = requests.iter().find(|request| request.status == Some(refused)).expect("a refusal");
    let after = requests.iter().filter(|request| request.at_ms > first.at_ms + UNDER_WAY);
    after.map(|request| request.at_ms).min().expect("a later request") - first.at_ms
}

/// A request within this many milliseconds after a refusal may have been sent before `vsw` read the refusal.
const UNDER_WAY: u64 = 600;

#[test]
fn a_requested_pause_applies_to_all_workers() {
    let cases = [("put", false, 1900), ("get", false, 1900), ("put", true, 1000)];
    concurrently(&cases, |&(on, as_a_date, least)| {
        let stand = stand();
        let applications = create_applications(&stand, 32);
        let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(4));
        let retry_after = if as_a_date { json!(date) } else { json!(2) };
        stand.fault(
            json!({"on": on, "skip": 3, "do": {"answer": {"status": 429, "retry_after": retry_after}}}),
        );
        let report = enable(&stand, &["--concurrency", "16"]).expect(0).json();
        assert_eq!(report["summary"], summary(&[("changed", 32)]), "{on}");
        let silent = pause_after(&stand, 429);
        assert!(silent >= least, "{on}: a request came after {silent} ms");
        assert_each_put_follows_its_get(&stand);
        no_put_is_made_from_a_read_before_the_pause(&stand);
        assert_contents(&stand, &applications);
    });
}

/// Asserts that each PUT comes within 900 ms of its GET. A pause is longer, so none lies between the two.
fn no_put_is_made_from_a_read_before_the_pause(stand: &Stand) {
    let requests = stand.requests();
    for (place, put) in requests.iter().enumerate().filter(|(_, request)| request.method == "PUT") {
        let read =
            requests[..place].iter().rev().find(|request| request.target == put.target).expect("its GET");
        assert!(put.at_ms - read.at_ms < 900, "a read of {} ms ago was written", put.at_ms - read.at_ms);
    }
}

#[test]
fn a_rate_limiter_refuses_few_requests_and_none_at_the_end() {
    let stand = stand();
    let applications = create_applications(&stand, 80);
    stand
        .fault(json!({"on": "any", "times": "forever", "do": {"limit": {"a_second": 50, "retry_after": 1}}}));
    let report = enable(&stand, &["--concurrency", "16"]).expect(0).json();
    assert_eq!(report["summary"], summary(&[("changed", 80)]));
    assert_contents(&stand, &applications);
    let requests = stand.requests();
    let refused: Vec<u64> =
        requests.iter().filter(|request| request.status == Some(429)).map(|request| request.at_ms).collect();
    let (first, last) = (refused[0], refused[refused.len() - 1]);
    let end = requests[requests.len() - 1].at_ms;
    assert!(refused.len() <= 20, "{} refusals", refused.len());
    // On a slow machine, some refusals come late, so only the last tenth of the run must have none.
    assert!(last < end * 9 / 10, "still refused at {last} ms, from {first} to the end at {end}");
    assert_eq!(puts(&stand).iter().filter(|put| put.status == Some(200)).count(), 80);
}

#[test]
fn a_pause_beyond_the_timeout_ends_the_run_at_once() {
    concurrently(&[("list", 5), ("get", 5), ("put", 5)], |&(on, code)| {
        let stand = stand();
        create_applications(&stand, 24);
        stand.fault(
            json!({"on": on, "times": "forever", "do": {"answer": {"status": 429, "retry_after": 3600}}}),
        );
        let begun = Instant::now();
        let output = enable(&stand, &["--concurrency", "8", "--timeout", "60"]).expect(code);
        assert!(begun.elapsed() < SOON, "{on}: it waited {:?}", begun.elapsed());
        assert!(stand.requests().len() <= 1 + 8 + 8, "{on}: {} requests", stand.requests().len());
        if on != "list" {
            let report = output.json();
            assert_eq!(outcomes(&report), [("failed", Some("unreachable")); 24], "{on}");
        }
    });
}

#[test]
fn a_long_pause_during_a_read_back_leaves_the_change_unconfirmed() {
    let stand = stand();
    create_applications(&stand, 24);
    // Only the first 8 GETs, one of each worker, are answered. The delay of the PUTs makes the read-backs
    // come later, so they get a 429.
    stand.fault(json!([
        {"on": "put", "times": "forever", "do": {"delay": {"ms": 200, "when": "after"}}},
        {"on": "get", "skip": 8, "times": "forever", "do": {"answer": {"status": 429, "retry_after": 3600}}},
    ]));
    let begun = Instant::now();
    let report = enable(&stand, &["--concurrency", "8", "--timeout", "60"]).expect(6).json();
    assert!(begun.elapsed() < SOON, "it waited {:?}", begun.elapsed());
    let unconfirmed = outcomes(&report).iter().filter(|end| end.0 == "unconfirmed").count();
    assert_eq!((unconfirmed, puts(&stand).len()), (8, 8));
}

#[test]
fn concurrent_pages_do_not_wait_after_a_failure() {
    let stand = stand();
    for number in 0..900 {
        application(&stand, &format!("a-{number}"), super::ON.0);
    }
    stand.fault(json!({"on": "list", "skip": 3, "times": "forever", "do": {"answer": {"status": 429, "retry_after": 3600}}}));
    let begun = Instant::now();
    stand.vsw(["status", "--all", "--json", "--timeout", "60"]).run().expect(5);
    assert!(begun.elapsed() < SOON, "it waited {:?}", begun.elapsed());
}

#[test]
fn the_rate_limit_holds_by_the_servers_clock() {
    let stand = stand();
    let applications = create_applications(&stand, 20);
    let report = enable(&stand, &["--rate", "20", "--concurrency", "16"]).expect(0).json();
    assert_eq!(report["summary"], summary(&[("changed", 20)]));
    assert_contents(&stand, &applications);
    let at: Vec<u64> = stand.requests().iter().map(|request| request.at_ms).collect();
    // At 20 per second, 61 requests take three seconds; the three of one application may come together.
    assert!(at[60] - at[0] >= 2700, "61 requests in {} ms", at[60] - at[0]);
    for (place, first) in at.iter().enumerate() {
        let within = at[place..].iter().filter(|later| **later < first + 1000).count();
        // The window may cut a group of three at each edge.
        assert!(within <= 20 + 6, "{within} requests within a second");
    }
    let begun = Instant::now();
    stand.vsw(["status", "--all", "--read", "get", "--rate", "10"]).run().expect(0);
    assert!(begun.elapsed() >= Duration::from_secs(2), "21 requests in {:?}", begun.elapsed());
}

#[test]
fn waiting_for_the_rate_limit_does_not_count_toward_the_timeout() {
    let stand = stand();
    let applications = create_applications(&stand, 12);
    // The last application waits nine seconds to be changed, and three to be read.
    let more = ["--rate", "4", "--concurrency", "12", "--timeout", "2"];
    let report = enable(&stand, &more).expect(0).json();
    assert_eq!(report["summary"], summary(&[("changed", 12)]));
    assert_contents(&stand, &applications);
    let words = ["status", "--all", "--read", "get", "--json"];
    stand.vsw(words.iter().chain(&more)).run().expect(0);
}

#[test]
fn a_failing_application_does_not_delay_others() {
    let stand = stand();
    let applications = create_applications(&stand, 40);
    stand.fault(
        json!({"on": "any", "id": applications[0].0, "times": "forever", "do": {"answer": {"status": 503}}}),
    );
    let report = enable(&stand, &["--timeout", "6"]).expect(5).json();
    assert_eq!(report["summary"], summary(&[("changed", 39), ("failed", 1)]));
    assert_contents(&stand, &applications[1..]);
    let requests = stand.requests();
    let others = requests.iter().filter(|request| !request.target.ends_with(&applications[0].0));
    let (first, last) = (requests[0].at_ms, others.map(|request| request.at_ms).max().expect("others"));
    let spent = requests.iter().map(|request| request.at_ms).max().expect("requests");
    assert!(
        last < spent,
        "the others were done {} ms after the start, it at {}",
        last - first,
        spent - first
    );
    assert!(stand.requests_of(&applications[0].0).len() <= 4, "four attempts and no more");
}
