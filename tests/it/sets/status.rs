//! Tests `status` of a whole set: which applications it reads, and what it reports.

use serde_json::{Value, json};

use super::{ABSENT, EMPTY, NO_VOICE, OFF, ON, application, ids, outcomes, stand, verdicts};
use crate::env::Output;
use crate::stand::Stand;

fn signed(stand: &Stand, count: usize) -> Vec<String> {
    (0..count).map(|number| application(stand, &format!("well-{number}"), ON.0)).collect()
}

fn status(stand: &Stand, more: &[&str]) -> Output {
    stand.vsw(["status", "--all", "--json"].iter().chain(more)).run()
}

fn counts(report: &Value) -> (u64, u64, u64, u64) {
    let of = |word: &str| report["summary"][word].as_u64().expect("a number");
    (of("ok"), of("drift"), of("unknown"), of("skipped"))
}

#[test]
fn a_set_is_read_with_its_pages_and_one_get_in_list_order() {
    let stand = stand();
    let mut all = signed(&stand, 246);
    let report = status(&stand, &[]).expect(0).json();
    assert_eq!(
        (&report["requests"], &report["read"], &report["complete"]),
        (&json!(3), &json!("list"), &json!(true))
    );
    all.push(application(&stand, "off", OFF.0));
    all.extend([ABSENT, EMPTY, NO_VOICE].map(|kind| application(&stand, "odd", kind.0)));
    let report = status(&stand, &[]).expect(1).json();
    assert_eq!((&report["requests"], &report["read"]), (&json!(4), &json!("both")));
    assert_eq!(counts(&report), (246, 3, 0, 1));
    assert_eq!(report["selection"], json!({"source": "all", "file": null, "shard": null, "count": 250}));
    let listed = ids(&report);
    let stored: Value = serde_json::from_slice(&stand.listed()).expect("JSON");
    assert_eq!(json!(listed), stored["applications"], "the order of the list");
    assert_eq!(listed.len(), all.len());
    // The response for the first application comes late, but the report keeps the list's order.
    let slow = listed[0].to_owned();
    stand.fault(json!({"on": "get", "id": slow, "times": "forever", "do": {"delay": {"ms": 300}}}));
    let by_get = status(&stand, &["--read", "get"]).expect(1).json();
    assert_eq!(ids(&by_get), listed);
    assert_eq!(by_get["requests"], json!(253));
    let by_list = status(&stand, &["--read", "list"]).expect(1).json();
    assert_eq!((&by_list["requests"], counts(&by_list)), (&json!(3), (246, 3, 0, 1)));
    let text = stand.vsw(["status", "--all"]).run().expect(1);
    assert!(text.stdout.ends_with(
        "\n✗ 3 of 249 voice applications not signed, 1 without voice (checked 250 of 250 from the account)\n"
    ), "{text:?}");
}

#[test]
fn lists_that_hide_the_flag_are_detected_and_each_application_is_read() {
    for (entries, bare) in [("no-flag", false), ("bare", true)] {
        let stand = stand();
        // The first application really has no capabilities, so its GET agrees with its entry in the list.
        // Nevertheless, the other entries must not be trusted.
        let id = stand.fresh_id();
        stand.store(
            &id,
            format!(
                r#"{{"id":"{id}","name":"nothing","_links":{{"self":{{"href":"/v2/applications/{id}"}}}}}}"#
            ),
        );
        signed(&stand, 5);
        application(&stand, "off", OFF.0);
        stand.fault(json!({"on": "list", "times": "forever", "do": {"list": {"entries": entries}}}));
        let report = status(&stand, &[]).expect(1).json();
        assert_eq!(counts(&report), (5, 1, 0, 1), "{entries}: {report}");
        assert_eq!((&report["requests"], &report["read"]), (&json!(8), &json!("both")), "{entries}");
        let text = stand.vsw(["status", "--all"]).run().expect(1);
        assert!(text.stderr.contains("does not always show the flag"), "{entries}: {text:?}");
        // `--read list` trusts the list: a missing flag is drift, and missing capabilities are unknown.
        status(&stand, &["--read", "list"]).expect(if bare { 5 } else { 1 });
    }
}

#[test]
fn a_page_that_shows_the_flag_proves_nothing_about_other_pages() {
    let stand = stand();
    application(&stand, "absent", ABSENT.0);
    signed(&stand, 99);
    let off = application(&stand, "off", OFF.0);
    stand.fault(json!({"on": "list", "skip": 1, "times": "forever", "do": {"list": {"entries": "bare"}}}));
    let report = status(&stand, &[]).expect(1).json();
    assert_eq!(counts(&report), (99, 2, 0, 0));
    assert_eq!((ids(&report)[100], verdicts(&report)[100]), (off.as_str(), ("drift", Some("flag-off"))));
}

#[test]
fn a_failed_sample_read_reports_no_flag_as_dropped() {
    let stand = stand();
    let all = signed(&stand, 4);
    stand.fault(json!([
        {"on": "list", "times": "forever", "do": {"list": {"entries": "no-flag"}}},
        {"on": "get", "id": all[0], "times": "forever", "do": {"answer": {"status": 503}}},
    ]));
    let report = status(&stand, &["--timeout", "1"]).expect(5).json();
    assert_eq!(counts(&report), (3, 0, 1, 0), "{report}");
}

#[test]
fn shifting_pages_are_detected() {
    let edit =
        |edit: Value| json!({"on": "list", "skip": 1, "do": {"edit": {"when": "before", "edit": edit}}});
    let list_fault = |skip: u32, list: Value| json!({"on": "list", "skip": skip, "do": {"list": list}});
    for (what, fault, known) in [
        ("deleted", edit(json!({"delete": true})), 100),
        ("added", edit(json!({"create": 1})), 100),
        ("a page twice", list_fault(1, json!({"repeat": true})), 100),
        ("another total", list_fault(2, json!({"total_items": 249})), 200),
        ("entries missing", list_fault(2, json!({"fewer": 1})), 249),
        ("another page", list_fault(1, json!({"page": 1})), 100),
    ] {
        let stand = stand();
        signed(&stand, 250);
        stand.fault(fault.clone());
        let report = status(&stand, &["--concurrency", "1"]).expect(5).json();
        assert_eq!((&report["complete"], &report["code"]), (&json!(false), &json!("unreachable")), "{what}");
        let (ok, drift, unknown, _) = counts(&report);
        assert_eq!((ok, drift, ok + unknown), (known, 0, 250), "{what}: {report}");
        stand.reset_faults();
        application(&stand, "a-drift", OFF.0);
        application(&stand, "omitted", ON.0);
        stand.fault(list_fault(2, json!({"fewer": 1})));
        status(&stand, &["--concurrency", "1", "--fail-on", "drift"]).expect(1);
        status(&stand, &["--concurrency", "1", "--fail-on", "waived"]).expect(0);
    }
}

#[test]
fn shifting_pages_with_equal_totals_are_detected_from_the_journal() {
    let stand = stand();
    let all = signed(&stand, 250);
    let checks = || status(&stand, &["--concurrency", "1"]);
    checks().expect(0);
    let edit =
        |edit: Value| json!({"on": "list", "skip": 1, "do": {"edit": {"when": "before", "edit": edit}}});
    stand.fault(json!([edit(json!({"delete": true})), edit(json!({"create": 1}))]));
    let report = checks().json();
    assert_eq!((&report["complete"], &report["code"]), (&json!(false), &json!("unreachable")));
    // Deleting the first application moved `all[100]` onto the first page, which was already read.
    let listed: Vec<&Value> =
        report["applications"].as_array().expect("all").iter().map(|one| &one["id"]).collect();
    assert!(listed.contains(&&json!(all[100])), "{report}");
    // The next check gets a 404 for the deleted application and forgets it. The last check sends four
    // requests: three pages, and the created application, which lacks the flag.
    stand.reset_faults();
    assert_eq!(checks().json()["complete"], json!(true));
    assert_eq!(checks().json()["requests"], json!(4));
}

#[test]
fn members_missing_from_lists_are_unknown() {
    let stand = stand();
    signed(&stand, 120);
    stand.fault(json!({"on": "list", "times": "forever", "do": {"list": {"entries": "bare"}}}));
    let report = status(&stand, &["--read", "list"]).expect(5).json();
    assert_eq!((counts(&report).2, &report["requests"]), (120, &json!(2)));
    status(&stand, &[]).expect(0);
}

#[test]
fn a_list_that_ends_before_its_last_link_is_incomplete() {
    let stand = stand();
    signed(&stand, 250);
    stand.fault(
        json!({"on": "list", "times": "forever", "do": {"list": {"total_items": 100, "total_pages": 1}}}),
    );
    let failed = status(&stand, &[]).expect(5).json();
    assert_eq!(failed["code"], "unreachable");
    let refused = stand.vsw(["enable", "--all", "--yes", "--json"]).run().expect(5).json();
    assert!(
        refused["message"].as_str().is_some_and(|message| message.contains("its `last` link")),
        "{refused}"
    );
}

#[test]
fn an_unreadable_page_makes_only_its_applications_unknown() {
    let stand = stand();
    signed(&stand, 350);
    stand.fault(json!({"on": "list", "skip": 3, "times": "forever", "do": {"answer": {"status": 503}}}));
    let text = stand.vsw(["status", "--all", "--concurrency", "1"]).run().expect(5);
    assert!(
        text.stdout.contains(
            "\n? 300 of 300 voice applications signed, 50 unknown (checked 300 of 350 from the account)\n"
        ),
        "{text:?}"
    );
    assert!(text.stderr.contains("the check is incomplete"), "{text:?}");
}

#[test]
fn an_unreadable_list_is_not_an_empty_set() {
    let stand = stand();
    status(&stand, &[]).expect(2);
    signed(&stand, 101);
    assert!(status(&stand, &["--name", "no-match"]).expect(2).stdout.contains("--name"));
    stand.fault(json!({"on": "list", "skip": 1, "times": "forever", "do": {"answer": {"status": 500}}}));
    let failed = status(&stand, &["--name", "no-match", "--timeout", "1"]).expect(5).json();
    assert_eq!((&failed["schema"], &failed["code"]), (&json!("vsw/error/1"), &json!("unreachable")));
    stand.reset_faults();
    stand.fault(json!({"on": "list", "times": "forever", "do": {"answer": {"status": 401}}}));
    assert_eq!(status(&stand, &[]).expect(4).json()["code"], "unauthorized");
}

#[test]
fn known_drift_outranks_unknown_results() {
    let stand = stand();
    let all = signed(&stand, 3);
    let broken = all[1].clone();
    stand.store(&broken, document_without_a_name(&broken));
    assert_eq!(verdicts(&status(&stand, &[]).expect(5).json())[1], ("unknown", Some("unexpected-document")));
    application(&stand, "off", OFF.0);
    status(&stand, &[]).expect(1);
    status(&stand, &["--fail-on", "unknown"]).expect(5);
    status(&stand, &["--fail-on", "waived"]).expect(0);
}

fn document_without_a_name(id: &str) -> String {
    format!(r#"{{"id":"{id}","capabilities":{{}}}}"#)
}

#[test]
fn name_patterns_select_applications_and_never_hang() {
    let stand = stand();
    for name in ["eu-1", "eu-2", "us-1", "[eu]", "eu\\", "*", &"a".repeat(2000)] {
        application(&stand, name, ON.0);
    }
    // A matcher that backtracks would need years for this name.
    let hostile = format!("{}b", "*a".repeat(400));
    for (pattern, count) in [
        ("eu-*", 2),
        ("??-1", 2),
        ("[eu]", 1),
        ("eu\\", 1),
        ("*", 7),
        ("EU-*", 0),
        (hostile.as_str(), 0),
        ("\u{202e}", 0),
    ] {
        let output = status(&stand, &["--name", pattern]).expect(if count == 0 { 2 } else { 0 });
        let listed = output.json()["applications"].as_array().map_or(0, Vec::len);
        assert_eq!(listed, count, "{pattern:?}");
    }
    assert_eq!(ids(&status(&stand, &["--name", "eu-*", "--name", "us-*"]).expect(0).json()).len(), 3);
}

#[test]
fn hostile_names_stay_on_one_line() {
    let stand = stand();
    for name in
        ["::error::x", "##[error]x", "a\r\n::error::b", "\u{1b}[2Jx", "\u{202e}x", "\u{2028}::warning::"]
    {
        application(&stand, name, OFF.0);
    }
    let text = stand.vsw(["status", "--all"]).run().expect(1).all();
    assert!(!text.contains(['\u{1b}', '\u{202e}', '\r', '\u{2028}']), "{text:?}");
    assert!(
        !text.lines().any(|line| line.trim_start().starts_with("::") || line.starts_with("##[")),
        "{text}"
    );
    assert_eq!(text.lines().filter(|line| line.contains("flag-off")).count(), 6, "{text}");
}

#[test]
fn a_closed_pipe_is_silent_and_keeps_the_exit_code() {
    let stand = stand();
    for number in 0..300 {
        application(&stand, &format!("{number}-{}", "long".repeat(200)), OFF.0);
    }
    let output = stand.shell(r#"{ "$@"; echo "exit $?" >&2; } | head -c 3"#, ["status", "--all"]).run();
    assert!(output.stderr.ends_with("exit 1\n") && !output.stderr.contains("error"), "{output:?}");
    assert_eq!(output.stdout, "✗");
}

#[test]
fn reads_of_a_set_are_recorded_for_later_checks() {
    let stand = stand();
    let all = signed(&stand, 3);
    let absent = application(&stand, "never-on", ABSENT.0);
    status(&stand, &[]).expect(1);
    stand.dashboard(&all[0]);
    let report = status(&stand, &[]).expect(1).json();
    let place = |id: &str| ids(&report).iter().position(|one| *one == id).expect("it is there");
    assert_eq!(verdicts(&report)[place(&all[0])], ("drift", Some("flag-dropped")));
    assert_eq!(verdicts(&report)[place(&absent)], ("drift", Some("flag-absent")));
    assert!(report["applications"][place(&all[0])]["last_confirmed_at"].is_string());
    let one = stand.vsw(["status", &all[0], "--json"]).run().expect(1).json();
    assert_eq!(verdicts(&one), [("drift", Some("flag-dropped"))]);
    // Another state directory has no record of the flag.
    let elsewhere = stand.env.path("elsewhere");
    let report =
        stand.vsw(["status", &all[0], "--json"]).env("VSW_STATE_DIR", &elsewhere).run().expect(1).json();
    assert_eq!(verdicts(&report), [("drift", Some("flag-absent"))]);
}

#[test]
fn a_baseline_detects_dropped_flags_without_a_journal() {
    let stand = stand();
    let all = signed(&stand, 2);
    stand.vsw(["baseline", "save", "--all"]).run().expect(0);
    stand.dashboard(&all[1]);
    let fresh = || {
        let state = stand.env.path("fresh");
        stand.vsw(["status", "--all", "--json"]).env("VSW_STATE_DIR", state).run()
    };
    assert_eq!(verdicts(&fresh().expect(1).json())[1], ("drift", Some("flag-dropped")));
    let before = stand.requests().len();
    for broken in ["", "{", "[]", r#"{"schema":"vsw/baseline/1"}"#, "\u{feff}{}"] {
        stand.env.write("work/vsw.baseline.json", broken);
        assert_eq!(fresh().expect(3).json()["code"], "baseline-file", "{broken:?}");
    }
    assert_eq!(stand.requests().len(), before, "nothing is asked with a file that is none");
}

#[test]
fn an_application_without_voice_is_skipped_whatever_entry_names_it() {
    let stand = stand();
    let silent = application(&stand, "silent", "");
    for entry in [format!("id = \"{silent}\""), "name = \"silent\"".to_owned(), "all = true".to_owned()] {
        stand.env.write("work/fleet.toml", format!("[[applications]]\n{entry}\n"));
        let report = stand.vsw(["status", "--fleet", "fleet.toml", "--json"]).run().expect(0).json();
        assert_eq!(verdicts(&report), [("skipped", Some("no-voice"))], "{entry}");
        let report = stand.vsw(["enable", "--fleet", "fleet.toml", "--yes", "--json"]).run().expect(0).json();
        assert_eq!(outcomes(&report), [("skipped", Some("no-voice"))], "{entry}");
    }
}
