//! Tests retries: their number, the pauses before them, and the read before each PUT.

use std::time::{Duration, Instant};

use serde_json::json;

use super::BEFORE;
use crate::running::{Running, SOON};
use crate::stand::{Stand, concurrently, document, only};

#[test]
fn reads_are_tried_four_times_and_each_put_follows_a_read() {
    let stand = Stand::new();
    let cases = ["get", "put", "get-once"];
    concurrently(&cases, |&case| {
        let app = stand.application(BEFORE);
        let busy = json!({"answer": {"status": 503}});
        match case {
            "get" => {
                stand.fault(json!({"on": "get", "id": app, "times": "forever", "do": busy}));
                stand.vsw(["enable", &app, "--timeout", "30"]).run().expect(5);
                assert_eq!(stand.methods(&app), "GET GET GET GET");
            }
            "put" => {
                stand.fault(json!({"on": "put", "id": app, "times": "forever", "do": busy}));
                let report = stand.vsw(["enable", &app, "--json", "--timeout", "30"]).run().expect(5).json();
                assert_eq!(stand.methods(&app), "GET PUT GET PUT GET PUT GET PUT GET");
                let one = only(&report);
                assert_eq!((&one["after"], &one["code"]), (&json!("absent"), &json!("unreachable")));
            }
            _ => {
                stand.fault(json!({"on": "get", "id": app, "times": 3, "do": busy}));
                stand.vsw(["enable", &app, "--timeout", "30"]).run().expect(0);
                assert_eq!(stand.methods(&app), "GET GET GET GET PUT GET");
            }
        }
    });
}

#[test]
fn a5_an_edit_during_backoff_is_kept() {
    let stand = Stand::new();
    let app = stand.application(BEFORE);
    stand.fault(json!([
        {"on": "put", "id": app, "do": {"answer": {"status": 503, "retry_after": 1}}},
        {"on": "put", "id": app, "do": {"edit": {"when": "after", "edit": {"name": "Renamed by a colleague"}}}},
    ]));
    let started = Instant::now();
    let report = stand.vsw(["enable", &app, "--json"]).run().expect(0).json();
    assert!(started.elapsed() >= Duration::from_secs(1), "Retry-After is obeyed");
    assert_eq!(stand.methods(&app), "GET PUT GET PUT GET");
    let wanted = document(&app, r#""voice":{"region":"eu-west","webhooks":{},"signed_callbacks":true}"#)
        .replace("Under test", "Renamed by a colleague");
    assert_eq!(String::from_utf8_lossy(&stand.puts(&app)[1]), wanted);
    assert_eq!(String::from_utf8_lossy(&stand.stored(&app)), wanted);
    assert_eq!(only(&report)["snapshot"], json!(format!("{}-2", report["run"].as_str().expect("a run"))));
    assert_eq!(stand.stored_documents().len(), 2);
}

#[test]
fn a5_a_pause_longer_than_the_remaining_time_is_not_started() {
    let stand = Stand::new();
    let date = "Fri, 31 Dec 2100 23:59:59 GMT";
    let cases = [
        ("get", json!(600)),
        ("put", json!(600)),
        ("get", json!(date)),
        ("put", json!(date)),
        ("put", json!("99999999999999999999999999")),
    ];
    concurrently(&cases, |(on, retry_after)| {
        for status in [429, 503] {
            let app = stand.application(BEFORE);
            let answer = json!({"answer": {"status": status, "retry_after": retry_after}});
            stand.fault(json!({"on": on, "id": app, "times": "forever", "do": answer}));
            let started = Instant::now();
            let report = stand.vsw(["enable", &app, "--json", "--timeout", "199"]).run().expect(5).json();
            assert!(started.elapsed() < SOON, "{on} {retry_after}: {:?}", started.elapsed());
            assert_eq!(only(&report)["code"], json!("unreachable"));
            let detail = only(&report)["detail"].as_str().expect("a sentence");
            assert!(detail.starts_with("the API is busy, so the next request must wait "), "{detail}");
            assert!(detail.contains(" s, but the remaining timeout is only 1"), "{detail}");
            assert_eq!(stand.requests_of(&app).len(), if *on == "get" { 1 } else { 2 }, "{on} {retry_after}");
        }
    });
    // Neither value asks for a pause.
    for passed in [json!(0), json!("Fri, 01 Jan 2021 00:00:00 GMT")] {
        let app = stand.application(BEFORE);
        stand
            .fault(json!({"on": "put", "id": app, "do": {"answer": {"status": 429, "retry_after": passed}}}));
        stand.vsw(["enable", &app]).run().expect(0);
        assert_eq!(stand.methods(&app), "GET PUT GET PUT GET");
    }
}

#[test]
fn a_read_that_is_asked_to_wait_too_long_reports_both_times() {
    let stand = Stand::new();
    let app = stand.application(BEFORE);
    let answer = json!({"answer": {"status": 429, "retry_after": 600}});
    stand.fault(json!({"on": "any", "times": "forever", "do": answer}));
    for args in [
        &["status", &app][..],
        &["status", "--all"],
        &["list"],
        &["show", &app],
        &["enable", "--all", "--yes"],
    ] {
        let output = stand.vsw([args, &["--timeout", "199"]].concat()).run().expect(5);
        let words =
            "the API is busy, so the next request must wait 600 s, but the remaining timeout is only 1";
        assert!(output.all().contains(words), "{args:?}: {output:?}");
    }
}

#[test]
fn the_timeout_holds_if_the_api_throttles_without_a_pause() {
    let cases = [json!(0), json!("Fri, 01 Jan 2021 00:00:00 GMT")];
    let cases: Vec<_> =
        cases.iter().flat_map(|pause| ["get", "put", "list", "read-back"].map(|on| (pause, on))).collect();
    concurrently(&cases, |(retry_after, on)| {
        let stand = Stand::new();
        let app = stand.application(BEFORE);
        let (on, skip) = if *on == "read-back" { ("get", 1) } else { (*on, 0) };
        let answer = json!({"answer": {"status": 429, "retry_after": retry_after}});
        stand.fault(json!({"on": on, "skip": skip, "times": "forever", "do": answer}));
        let args = if on == "list" { ["status", "--all"] } else { ["enable", &app] };
        let output = stand.vsw(args.iter().chain(&["--timeout", "2"])).run();
        let code = if skip == 1 { 6 } else { 5 };
        assert_eq!(output.code, code, "{on}: {output:?}");
        let at: Vec<u64> = stand.requests().iter().map(|request| request.at_ms).collect();
        let took = at[at.len() - 1] - at[0];
        assert!(took < 20_000, "{on}, {retry_after}: requests for {took} ms");
        if skip == 0 {
            assert!(output.all().contains("429"), "{on}: {output:?}");
        }
    });
}

#[test]
fn a_put_that_met_a_busy_api_counts_if_no_other_is_sent() {
    let stand = Stand::new();
    let app = stand.application(BEFORE);
    let busy = json!({"answer": {"status": 503, "retry_after": 1}});
    stand.fault(json!({"on": "put", "id": app, "do": busy}));
    let running = Running::start(stand.vsw(["enable", &app, "--json", "--timeout", "3"]));
    stand.wait_for(&app, 2);
    stand.store(&app, document(&app, r#""rtc":{}"#));
    let output = running.end().expect(6);
    let report = output.json();
    let one = only(&report);
    let snapshot = json!(format!("{}-1", report["run"].as_str().expect("a run")));
    assert_eq!((&one["outcome"], &one["snapshot"]), (&json!("unconfirmed"), &snapshot), "{output:?}");
}
