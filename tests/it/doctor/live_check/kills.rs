//! Tests a live check that is killed or interrupted at each of its requests. After a signal, it cleans up itself;
//! after a kill, the next check does.

use serde_json::{Value, json};

use super::{CHECK, applications, assert_clean, assert_no_record, checked};
use crate::running::{Running, SOON, wait_for};
use crate::stand::{Stand, concurrently};

/// How many requests a check sends to the sandbox.
const REQUESTS: usize = 28;

/// Starts a live check, and waits until the API holds request `number` before or after its effect (`when`).
fn held_at(stand: &Stand, number: usize, when: &str) -> Running {
    let delay = json!({ "delay": { "ms": 60_000, "when": when } });
    stand.fault(json!({ "on": "any", "skip": number - 1, "do": delay }));
    let running = Running::start(stand.vsw(CHECK));
    let is_held = || {
        let requests = stand.requests();
        let last = requests.get(number - 1)?;
        (when == "before" || last.status.is_some()).then_some(())
    };
    wait_for(is_held, || format!("request {number} never came"));
    running
}

#[test]
fn a_kill_at_each_request_leaves_nothing_after_the_next_check() {
    // To save time, most requests are held either before or after their effect.
    let both = |number: usize| number <= 2 || number >= REQUESTS - 1;
    let cases: Vec<(usize, &str)> = (1..=REQUESTS)
        .flat_map(|number| [(number, "before"), (number, "after")])
        .filter(|&(number, when)| both(number) || (number % 2 == 0) == (when == "after"))
        .collect();
    concurrently(&cases, |(number, when)| {
        let stand = Stand::new();
        let running = held_at(&stand, *number, when);
        running.signal("KILL");
        assert_eq!(running.end().code, 1009);
        stand.clear_log();
        let (report, _) = checked(&stand, 0);
        assert_eq!(report["leftovers"].as_array().map(Vec::len), Some(1), "{number} {when}");
        assert_eq!(report["cleaned_up"], true);
        assert_eq!(applications(&stand).len(), 8, "{number} {when}");
        if (*number, *when) != (1, "before") {
            assert_clean(&stand);
        }
    });
}

#[test]
fn a_creation_that_may_still_be_performed_is_looked_for_again() {
    let stand = Stand::new();
    let running = held_at(&stand, 1, "before");
    running.signal("KILL");
    running.end();
    stand.clear_log();
    let (report, _) = checked(&stand, 0);
    assert_eq!(report["leftovers"][0]["outcome"], "absent");
    let name = report["leftovers"][0]["name"].as_str().expect("a name").to_owned();
    let late = stand.fresh_id();
    stand.store(&late, format!(r#"{{"id":"{late}","name":"{name}"}}"#));
    let (report, _) = checked(&stand, 0);
    assert_eq!(
        (&report["leftovers"][0]["outcome"], &report["leftovers"][0]["application"]),
        (&json!("removed"), &json!(late))
    );
    assert_clean(&stand);
}

#[test]
fn an_application_is_not_deleted_unless_the_record_proves_it() {
    let stand = Stand::new();
    let similar = stand.fresh_id();
    stand.store(
        &similar,
        format!(r#"{{"id":"{similar}","name":"vsw live check 0123456789abcdef0123456789abcdef"}}"#),
    );
    checked(&stand, 0);
    assert_eq!(applications(&stand).len(), 9);

    let stand = Stand::new();
    held_at(&stand, 3, "before").signal("KILL");
    stand.clear_log();
    let own = applications(&stand).pop().expect("the leftover");
    stand.store(&own, format!(r#"{{"id":"{own}","name":"In use now"}}"#));
    let (report, output) = checked(&stand, 0);
    assert_eq!(report["leftovers"][0]["outcome"], "renamed");
    assert!(!output.all().contains(&own), "an id that is not its own any more");
    assert_eq!(applications(&stand).len(), 9);
    assert_no_record(&stand);

    let stand = Stand::new();
    held_at(&stand, 1, "before").signal("KILL");
    stand.clear_log();
    let (report, _) = checked(&stand, 0);
    let name = report["leftovers"][0]["name"].as_str().expect("a name").to_owned();
    for id in [stand.fresh_id(), stand.fresh_id()] {
        stand.store(&id, format!(r#"{{"id":"{id}","name":"{name}"}}"#));
    }
    let (report, _) = checked(&stand, 6);
    assert_eq!(
        (&report["leftovers"][0]["outcome"], &report["application"]),
        (&json!("remains"), &Value::Null)
    );
    assert_eq!(applications(&stand).len(), 10);
}

#[test]
fn a_signal_at_each_request_ends_with_a_clean_report() {
    let cases: Vec<(usize, &str)> =
        (1..=REQUESTS).map(|number| (number, if number % 2 == 0 { "INT" } else { "TERM" })).collect();
    concurrently(&cases, |(number, signal)| {
        let stand = Stand::new();
        // The delay is shorter than the five seconds that the cleanup has.
        let delay = json!({ "delay": { "ms": 1000, "when": "after" } });
        stand.fault(json!({ "on": "any", "skip": number - 1, "do": delay }));
        let running = Running::start(stand.vsw(CHECK));
        wait_for(|| (stand.requests().len() >= *number).then_some(()), || format!("no request {number}"));
        running.signal(signal);
        let output = running.end().expect(if *signal == "INT" { 130 } else { 143 });
        let report = output.json();
        assert_eq!((&report["interrupted"], &report["cleaned_up"]), (&json!(true), &json!(true)), "{number}");
        assert_clean(&stand);
    });
}

#[test]
fn a_signal_does_not_wait_for_an_api_that_does_not_respond() {
    concurrently(&[5, REQUESTS - 1], |number| {
        let stand = Stand::new();
        let delay = json!({ "delay": { "ms": 60_000, "when": "before" } });
        stand.fault(json!({ "on": "any", "skip": number - 1, "times": "forever", "do": delay }));
        let running = Running::start(stand.vsw(CHECK));
        wait_for(|| (stand.requests().len() >= *number).then_some(()), || "no request".to_owned());
        let start = std::time::Instant::now();
        running.signal("TERM");
        let output = running.end().expect(143);
        assert!(start.elapsed() < SOON, "{number}: {:?}", start.elapsed());
        assert_eq!(output.json()["cleaned_up"], false);
        stand.clear_log();
        assert_eq!(checked(&stand, 0).0["leftovers"][0]["outcome"], "removed");
        assert_clean(&stand);
    });
}

#[test]
fn a_signal_in_a_pause_of_the_deletion_does_not_stop_it() {
    let stand = Stand::new();
    stand.fault(json!({ "on": "delete", "do": { "lag": { "gets": 2 } } }));
    let running = Running::start(stand.vsw(CHECK));
    // The first read after the deletion still finds the application, so the check pauses.
    let is_read = || {
        let requests = stand.requests();
        let deletion = requests.iter().position(|one| one.method == "DELETE")?;
        requests.get(deletion + 1)?.status.map(drop)
    };
    wait_for(is_read, || "no deletion".to_owned());
    running.signal("INT");
    assert_eq!(running.end().expect(130).json()["cleaned_up"], true);
    assert_clean(&stand);
}
