//! Tests how a live check ends: without consent, after errors, or with an application that was not deleted.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;

use serde_json::{Value, json};

use super::{CHECK, answers, applications, assert_clean, assert_no_record, checked, question};
use crate::running::Running;
use crate::stand::{Stand, concurrently};

#[test]
fn nothing_is_sent_without_consent() {
    let stand = Stand::new();
    let output = stand.vsw(["doctor", "--live-check"]).run().expect(2);
    assert!(
        output.stderr.contains("error: confirmation needed, but no terminal is attached; nothing was sent")
    );
    let output = stand.vsw(CHECK).env("VSW_READ_ONLY", "1").run().expect(3);
    assert_eq!(output.json()["code"], "read-only");
    stand.vsw(["doctor", "--live-check", "--offline", "--yes"]).run().expect(2);
    stand.vsw(["doctor", "--yes"]).run().expect(2);
    let quiet = stand.vsw(["doctor", "--live-check", "--quiet"]).run().expect(2);
    assert!(quiet.stderr.contains("creates one application"), "{quiet:?}");
    assert!(stand.requests().is_empty());
    assert!(!stand.state().exists());
}

#[test]
fn nothing_is_sent_without_a_record() {
    let stand = Stand::new();
    let file = stand.env.path("file");
    std::fs::write(&file, "").expect("a file");
    let directory = file.to_str().expect("UTF-8");
    stand.vsw(CHECK).env("VSW_STATE_DIR", directory).run().expect(3);
    assert!(stand.requests().is_empty());
}

#[test]
fn an_application_whose_id_cannot_be_recorded_is_deleted() {
    let stand = Stand::new();
    let delay = json!({ "delay": { "ms": 60_000, "when": "before" } });
    stand.fault(json!({ "on": "create", "do": delay }));
    let running = Running::start(stand.vsw(CHECK));
    crate::running::wait_for(|| stand.requests().first().map(drop), || "no request".to_owned());
    running.signal("KILL");
    running.end();
    stand.clear_log();
    // The next check appends to this record, which `ulimit -f 2` limits to 1024 bytes. Leave room for its
    // line with the application's name, and 50 bytes, too few for the line with the id.
    let mut records = std::fs::read_dir(stand.state().join("live-check")).expect("records");
    let record = records.next().expect("a record").expect("its entry").path();
    let line = std::fs::read_to_string(&record).expect("the record");
    std::fs::write(&record, format!("{line}{}\n", "x".repeat(1024 - 2 * line.len() - 50)))
        .expect("it is ours");
    let output = stand.shell(r#"ulimit -f 2; exec "$@""#, CHECK).run().expect(3);
    assert_eq!(output.json()["code"], "state-unwritable");
    assert!(stand.requests().iter().any(|one| one.method == "POST"), "{output:?}");
    assert_eq!(applications(&stand).len(), 8);
}

#[test]
fn a_refusal_is_4_and_a_failure_5() {
    for (fault, exit, requests) in [
        (json!({ "status": 401 }), 4, 1),
        (json!({ "status": 403 }), 4, 1),
        (json!({ "status": 404 }), 4, 1),
        (json!({ "status": 400 }), 4, 1),
        (json!({ "status": 302, "headers": { "location": "/elsewhere" } }), 5, 1),
        // Without a usable response, the check searches for the created application.
        (json!({ "status": 500 }), 5, 2),
        (json!({ "status": 503 }), 5, 2),
        (json!({ "status": 408 }), 5, 2),
        (json!({ "status": 201, "body": "<p>created</p>" }), 5, 2),
        (
            json!({ "status": 201, "body": "{\"id\":\"e220a839-7b1d-4daf-ae78-9e6aa1b965f4\",\"name\":\"x\"}" }),
            5,
            2,
        ),
    ] {
        let stand = Stand::new();
        stand.fault(json!({ "on": "create", "do": { "answer": fault } }));
        let (report, output) = checked(&stand, exit);
        let warning = match fault["status"].as_u64() {
            Some(404) => "warning: `/v2/applications` was not found at the API origin (404)",
            Some(201) => {
                "warning: the API accepted the request to create an application (201), but the response is not "
            }
            _ => "warning: ",
        };
        assert!(output.stderr.contains(warning), "{fault}: {output:?}");
        if fault["status"] == 404 {
            assert_eq!(report["error"]["hint"], "check the API origin with `vsw config show`");
        }
        assert_eq!(report["application"], Value::Null, "{fault}");
        assert_eq!(stand.requests().len(), requests, "{fault}");
        assert!(report["error"]["message"].is_string(), "{fault}");
        assert_eq!(report["cleaned_up"], requests == 1, "{fault}");
        assert!(answers(&report).values().all(|answer| answer == "unclear"));
        assert_eq!(applications(&stand).len(), 8, "{fault}");
    }
}

#[test]
fn an_application_that_was_created_without_a_response_is_found_and_deleted() {
    for fault in [json!("drop-after"), json!({ "answer": { "status": 502, "acts": true } }), json!("cut")] {
        let fault = if fault == "cut" { json!({ "cut": {} }) } else { fault };
        let stand = Stand::new();
        stand.fault(json!({ "on": "create", "do": fault }));
        let (report, _) = checked(&stand, 5);
        assert_eq!(report["cleaned_up"], true, "{fault}");
        assert_clean(&stand);
    }
}

#[test]
fn an_unreachable_api_leaves_no_record() {
    let stand = Stand::new();
    let closed = "http://127.0.0.1:1";
    let output = stand.vsw(CHECK).env("VSW_API_URL", closed).run().expect(5);
    assert_eq!(output.json()["error"]["code"], "unreachable");
    assert_eq!(output.json()["cleaned_up"], true);
    assert_no_record(&stand);
}

#[test]
fn a_transient_error_is_retried_and_a_lasting_one_ends_the_questions() {
    let stand = Stand::new();
    stand.fault(json!([
        { "on": "put", "do": { "answer": { "status": 503 } } },
        { "on": "get", "do": { "answer": { "status": 429, "retry_after": 0 } } },
        { "on": "list", "do": "drop-before" },
        { "on": "delete", "do": { "answer": { "status": 500 } } },
    ]));
    let (report, _) = checked(&stand, 0);
    assert_eq!(report["requests"], stand.requests().len());
    assert_clean(&stand);
    let cases = [("put", 500, 5), ("get", 503, 5), ("put", 401, 4), ("list", 403, 4)];
    concurrently(&cases, |(on, status, exit)| {
        let stand = Stand::new();
        stand.fault(json!({ "on": on, "skip": 2, "times": 3, "do": { "answer": { "status": status } } }));
        let (report, output) = checked(&stand, *exit);
        assert_eq!(answers(&report)["create-without-flag"], "absent");
        assert_eq!(answers(&report)["member-order"], "unclear");
        assert_eq!(question(&report, "member-order")["detail"], "the check ended early");
        assert!(output.stderr.contains("warning: the API "), "{output:?}");
        assert_eq!(report["cleaned_up"], true);
        if *status != 401 && *status != 403 {
            assert_clean(&stand);
        }
    });
}

#[test]
fn an_application_that_stays_is_6_and_the_next_check_removes_it() {
    let cases =
        [json!("ignore"), json!({ "answer": { "status": 500 } }), json!({ "answer": { "status": 403 } })];
    concurrently(&cases, |fault| {
        let stand = Stand::new();
        stand.fault(json!({ "on": "delete", "times": "forever", "do": fault }));
        let (report, _) = checked(&stand, 6);
        let own = report["application"].as_str().expect("its id").to_owned();
        assert_eq!(report["cleaned_up"], false);
        assert_eq!(applications(&stand).len(), 9);
        assert!(stand.requests().len() <= 40);
        let doctor = stand.vsw(["doctor"]).run();
        assert!(doctor.stdout.contains("! live-check"), "{doctor:?}");
        let again = stand.vsw(&CHECK[..3]).run().expect(6);
        assert!(again.stderr.contains(&format!("warning: not deleted: {own}\n")), "{again:?}");
        assert!(again.stdout.contains(&format!("{own}: it could not be deleted")), "{again:?}");
        assert_eq!(applications(&stand).len(), 9);
        stand.clear_log();
        let (report, _) = checked(&stand, 0);
        assert_eq!(report["leftovers"][0]["outcome"], "removed");
        assert_eq!(report["cleaned_up"], true);
        assert_clean(&stand);
        let doctor = stand.vsw(["doctor"]).run();
        assert!(!doctor.stdout.contains("live-check"), "{doctor:?}");
    });
}

#[test]
fn a_deletion_that_lags_is_waited_for() {
    let stand = Stand::new();
    stand.fault(json!({ "on": "delete", "do": { "lag": { "gets": 2 } } }));
    let (report, _) = checked(&stand, 0);
    assert_eq!(report["cleaned_up"], true);
    assert_clean(&stand);
}

#[test]
fn two_checks_of_one_account_do_not_mix() {
    let stand = Stand::new();
    stand.fault(json!({ "on": "get", "do": { "delay": { "ms": 2000 } } }));
    let first = Running::start(stand.vsw(CHECK));
    crate::running::wait_for(|| (stand.requests().len() >= 2).then_some(()), || "no request".to_owned());
    let second = stand.vsw(CHECK).run().expect(1);
    assert_eq!(second.json()["code"], "conflict");
    assert!(second.json()["message"].as_str().expect("text").contains("is running a live check"));
    assert_eq!(first.end().expect(0).json()["cleaned_up"], true);
    assert_clean(&stand);
}

#[test]
fn the_requests_of_a_run_are_at_most_forty_whatever_the_api_does() {
    let faults = [
        json!([{ "on": "get", "times": "forever", "do": { "answer": { "status": 200, "body": "{}" } } }]),
        json!([{ "on": "any", "skip": 5, "times": "forever", "do": { "answer": { "status": 404 } } }]),
        json!([{ "on": "list", "times": "forever", "do": { "list": { "total_pages": 900, "without": ["_embedded"] } } }]),
    ];
    concurrently(&faults, |fault| {
        let stand = Stand::new();
        stand.fault(fault.clone());
        let output = stand.vsw(CHECK).run();
        let report = output.json();
        assert!(stand.requests().len() <= 40, "{fault}: {}", stand.requests().len());
        assert_eq!(report["requests"], stand.requests().len(), "{fault}");
        assert_ne!(output.code, 0, "{fault}");
    });
}

#[test]
fn a_server_that_says_nothing_useful_does_not_crash_it() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let origin = format!("http://{}", listener.local_addr().expect("its address"));
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let lines = BufReader::new(&stream).lines().map_while(Result::ok);
            if lines.take_while(|line| !line.is_empty()).count() > 0 {
                let body = "[".repeat(100_000);
                let length = body.len();
                let _ = write!(
                    &stream,
                    "HTTP/1.1 201 x\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
                );
            }
        }
    });
    let stand = Stand::new();
    let output = stand.vsw(CHECK).env("VSW_API_URL", &origin).run().expect(5);
    assert_eq!(output.json()["application"], Value::Null);
}
