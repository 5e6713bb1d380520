//! Tests `enable` and `disable` of a whole set: the requests, the question before them, and what prevents a PUT.

use std::fs;

use serde_json::{Value, json};

use super::{
    ABSENT, EMPTY, NO_VOICE, OFF, ON, Running, application, assert_contents, assert_each_put_follows_its_get,
    create_applications, outcomes, puts, resume_and_check, stand,
};
use crate::env::Output;
use crate::stand::{FLAG, Stand, concurrently, summary};
use crate::terminal::Terminal;

fn enable(stand: &Stand, more: &[&str]) -> Output {
    stand.vsw(["enable", "--all", "--yes", "--json"].iter().chain(more)).run()
}

#[test]
fn a_set_needs_its_pages_and_three_requests_per_change() {
    let stand = stand();
    let applications = create_applications(&stand, 110);
    let kept: Vec<String> = [ON, NO_VOICE].iter().map(|kind| application(&stand, "kept", kind.0)).collect();
    let report = enable(&stand, &[]).expect(0).json();
    assert_eq!(report["requests"], json!(2 + 3 * 110));
    assert_eq!(report["summary"], summary(&[("changed", 110), ("unchanged", 1), ("skipped", 1)]));
    assert_eq!(outcomes(&report)[110..], [("unchanged", None), ("skipped", Some("no-voice"))]);
    assert_contents(&stand, &applications);
    assert_each_put_follows_its_get(&stand);
    assert_eq!(stand.requests().len(), 2 + 3 * 110);
    assert_eq!(kept.iter().map(|id| stand.puts(id).len()).sum::<usize>(), 0);
    let runs = fs::read_dir(stand.state().join("runs")).expect("the plans").count();
    let again = enable(&stand, &[]).expect(0).json();
    assert_eq!((&again["requests"], &again["summary"]["unchanged"]), (&json!(2), &json!(111)));
    assert_eq!(fs::read_dir(stand.state().join("runs")).expect("the plans").count(), runs);
    disable_changes_only_the_flag(&stand, &applications);
}

fn disable_changes_only_the_flag(stand: &Stand, applications: &[(String, String)]) {
    let report = stand.vsw(["disable", "--all", "--yes", "--json", "--name", "app-*"]).run().expect(0).json();
    assert_eq!(report["summary"], summary(&[("changed", 110)]));
    for (id, after) in applications {
        let off = after.replace(r#""signed_callbacks":true"#, r#""signed_callbacks":false"#);
        assert_eq!(String::from_utf8_lossy(&stand.stored(id)), off);
    }
}

#[test]
fn a_set_needs_confirmation_on_a_terminal_and_fails_without_one() {
    let stand = stand();
    let applications = create_applications(&stand, 12);
    assert!(stand.vsw(["enable", "--all"]).run().expect(2).stderr.contains("--yes"));
    assert!(puts(&stand).is_empty());
    for (answer, code) in [("n", 1), ("", 1), ("^C", 130)] {
        let mut terminal = Terminal::against(&stand, "enable --all");
        terminal.asked_to_confirm("Enable signed webhooks in 12 applications?");
        if answer == "^C" {
            terminal.interrupt();
        } else {
            terminal.type_line(answer);
        }
        let seen = terminal.end(code);
        assert!(seen.contains("app-0") && seen.contains("36 requests"), "{seen}");
    }
    assert!(puts(&stand).is_empty() && !stand.state().exists(), "nothing was sent or kept");
    // Each application is read again after the answer, so an edit made in between is kept.
    let mut terminal = Terminal::against(&stand, "enable --all");
    terminal.asked_to_confirm("12 applications?");
    let (id, after) = &applications[0];
    stand.store(id, after.replace("app-0", "renamed"));
    terminal.type_line("y");
    let seen = terminal.end(0);
    assert!(seen.contains("run 2"), "{seen}");
    assert_eq!(stand.puts(id).len(), 0);
    assert_contents(&stand, &applications[1..]);
}

#[test]
fn exceeding_max_changes_changes_nothing() {
    let stand = stand();
    let applications = create_applications(&stand, 4);
    let named: Vec<&str> = applications.iter().map(|(id, _)| id.as_str()).collect();
    let on = application(&stand, "on", ON.0);
    let report = enable(&stand, &["--max-changes", "3"]).expect(1).json();
    assert_eq!(report["summary"], summary(&[("not_attempted", 4), ("unchanged", 1)]));
    assert!(
        outcomes(&report)
            .iter()
            .filter(|end| end.0 == "not_attempted")
            .all(|end| end.1 == Some("max-changes"))
    );
    let named = |most: &str| {
        let words = ["enable"].into_iter().chain(named.iter().copied()).chain([on.as_str()]);
        stand.vsw(words.chain(["--json", "--max-changes", most])).run()
    };
    let report = named("3").expect(1).json();
    assert_eq!(report["summary"], summary(&[("not_attempted", 4), ("unchanged", 1)]));
    assert!(puts(&stand).is_empty());
    let report = named("4").expect(0).json();
    assert_eq!(report["summary"], summary(&[("changed", 4), ("unchanged", 1)]));
    assert_eq!(outcomes(&report)[4].0, "unchanged", "in the order of the arguments");
    assert_contents(&stand, &applications);
    stand.vsw(["disable", "--all", "--yes", "--max-changes", "5"]).run().expect(0);
    assert_eq!(enable(&stand, &["--max-changes", "5"]).expect(0).json()["summary"]["changed"], 5);
}

#[test]
fn an_incomplete_list_changes_nothing() {
    let list_fault = |list: Value| json!({"on": "list", "skip": 1, "do": {"list": list}});
    let cases = [
        json!({"on": "list", "skip": 1, "times": "forever", "do": {"answer": {"status": 500}}}),
        json!({"on": "list", "skip": 1, "do": {"edit": {"when": "before", "edit": {"delete": true}}}}),
        list_fault(json!({"fewer": 1})),
        list_fault(json!({"repeat": true})),
        list_fault(json!({"without": ["total_items"]})),
    ];
    concurrently(&cases, |fault| {
        let stand = stand();
        create_applications(&stand, 101);
        stand.fault(fault.clone());
        let failed = enable(&stand, &["--timeout", "1"]).expect(5).json();
        assert_eq!((&failed["schema"], &failed["exit"]), (&json!("vsw/error/1"), &json!(5)), "{fault}");
        assert!(failed["message"].as_str().is_some_and(|message| message.contains("nothing was changed")));
        assert!(puts(&stand).is_empty(), "{fault}");
    });
}

#[test]
fn changes_start_from_the_current_document_not_from_the_list() {
    let stand = stand();
    let applications = create_applications(&stand, 4);
    let edits = [
        json!({"name": "renamed"}),
        json!({"set": {FLAG: true}}),
        json!({"delete": true}),
        json!({"remove": ["/capabilities/voice"]}),
    ];
    for ((id, _), edit) in applications.iter().zip(edits) {
        stand.fault(json!({"on": "get", "id": id, "do": {"edit": {"when": "before", "edit": edit}}}));
    }
    let report = enable(&stand, &[]).expect(4).json();
    assert_eq!(
        outcomes(&report),
        [
            ("changed", None),
            ("unchanged", None),
            ("failed", Some("not-found")),
            ("skipped", Some("no-voice"))
        ]
    );
    let renamed = String::from_utf8(stand.stored(&applications[0].0)).expect("text");
    assert!(renamed.contains("renamed") && renamed.contains(r#""signed_callbacks":true"#), "{renamed}");
    assert_eq!(puts(&stand).len(), 1);
}

#[test]
fn lists_that_hide_the_flag_do_not_change_signed_applications() {
    for entries in ["no-flag", "bare"] {
        let stand = stand();
        let on: Vec<_> = (0..3).map(|_| application(&stand, "on", ON.0)).collect();
        let nothing = application(&stand, "nothing", NO_VOICE.0);
        let off = application(&stand, "off", OFF.0);
        stand.fault(json!({"on": "list", "times": "forever", "do": {"list": {"entries": entries}}}));
        let report = enable(&stand, &[]).expect(0).json();
        assert_eq!(
            report["summary"],
            summary(&[("unchanged", 3), ("skipped", 1), ("changed", 1)]),
            "{entries}"
        );
        assert_eq!(puts(&stand).len(), stand.puts(&off).len());
        assert!(stand.puts(&on[0]).is_empty() && stand.puts(&nothing).is_empty());
    }
    // A list without capabilities does not prove that an application has no voice capability.
    let stand = stand();
    let broken = application(&stand, "broken", ON.0);
    let off = application(&stand, "off", EMPTY.0);
    stand.fault(json!([
        {"on": "list", "times": "forever", "do": {"list": {"entries": "bare"}}},
        {"on": "get", "id": broken, "times": "forever", "do": {"answer": {"status": 403}}},
    ]));
    let report = enable(&stand, &[]).expect(4).json();
    assert_eq!(outcomes(&report), [("failed", Some("refused")), ("changed", None)]);
    assert_eq!(stand.puts(&off).len(), 1);
}

#[test]
fn no_put_is_sent_without_a_snapshot_if_the_state_directory_fails_midway() {
    let stand = stand();
    let applications = create_applications(&stand, 24);
    // Midway, a file replaces the directory of snapshots, so no further snapshot can be stored.
    stand.fault(json!({"on": "put", "times": "forever", "do": {"delay": {"ms": 40}}}));
    let words = ["enable", "--all", "--yes", "--json", "--concurrency", "2"];
    let running = Running::start(stand.vsw(words));
    super::wait_for_puts(&stand, 4);
    let documents = stand.state().join("documents");
    let aside = stand.env.path("aside");
    fs::rename(&documents, &aside).and_then(|()| fs::write(&documents, b"in the way")).expect("no room");
    let report = running.end().expect(3).json();
    let sent = puts(&stand).len();
    let kept = fs::read_dir(&aside).expect("the documents").count();
    assert!(sent < 24 && kept >= sent, "{sent} PUTs, {kept} documents");
    let ended = outcomes(&report);
    // Until the file is in the way, the directory is missing: `state-unwritable`.
    let of_the_state = |code| matches!(code, Some("state-unsafe" | "state-unwritable"));
    let failed = ended.iter().filter(|end| end.0 == "failed" && of_the_state(end.1)).count();
    let changed = ended.iter().filter(|end| end.0 == "changed").count();
    assert_eq!((failed + changed, changed), (24, sent), "{ended:?}");
    fs::remove_file(&documents).and_then(|()| fs::rename(&aside, &documents)).expect("room");
    resume_and_check(&stand, report["run"].as_str().expect("a run"), &applications);
}

#[test]
fn an_unwritable_state_directory_or_read_only_mode_sends_no_put() {
    let stand = stand();
    create_applications(&stand, 3);
    let file = stand.env.write("work/state", "no directory");
    let failed =
        stand.vsw(["enable", "--all", "--yes", "--json"]).env("VSW_STATE_DIR", &file).run().expect(3);
    assert_eq!(failed.json()["code"], "state-unsafe");
    assert!(puts(&stand).is_empty());
    let refused = stand.vsw(["enable", "--all", "--yes", "--json"]).env("VSW_READ_ONLY", "1").run().expect(3);
    assert_eq!(refused.json()["code"], "read-only");
}

#[test]
fn two_concurrent_runs_send_no_change_twice() {
    let stand = stand();
    let applications = create_applications(&stand, 40);
    stand.fault(json!({"on": "get", "times": "forever", "do": {"delay": {"ms": 5}}}));
    let words = ["enable", "--all", "--yes", "--json", "--concurrency", "8"];
    let two = [Running::start(stand.vsw(words)), Running::start(stand.vsw(words))];
    let changed: u64 = two
        .into_iter()
        .map(|run| run.end().expect(0).json()["summary"]["changed"].as_u64().expect("a number"))
        .sum();
    assert_eq!((changed, puts(&stand).len()), (40, 40));
    assert_contents(&stand, &applications);
}

#[test]
fn an_application_is_never_changed_by_two_runs_at_once() {
    let stand = stand();
    let id = application(&stand, "hammered", ABSENT.0);
    // The pause is longer than 50 ms, the interval at which waiting runs poll the lock.
    let script =
        r#"i=0; while [ $i -lt 12 ]; do "$@" >/dev/null 2>&1 || exit 9; sleep 0.06; i=$((i+1)); done"#;
    let hammer = |verb: &str| Running::start(stand.shell(script, [verb, &id, "--timeout", "60"]));
    for end in ["enable", "disable", "enable", "disable"].map(hammer) {
        end.end().expect(0);
    }
    let requests = stand.requests_of(&id);
    let mut sent = 0;
    for (place, put) in requests.iter().enumerate().filter(|(_, request)| request.method == "PUT") {
        sent += 1;
        let read =
            requests[..place].iter().rposition(|one| one.connection == put.connection && one.method == "GET");
        let between = &requests[read.expect("its GET")..place];
        assert!(between.iter().all(|one| one.method == "GET"), "two held it at once");
    }
    assert!(sent > 2, "they never took turns: {sent} PUTs");
    let left = fs::read_dir(stand.state().join("locks")).map_or(0, Iterator::count);
    assert_eq!(left, 0, "no lock is left behind");
}

#[test]
fn hostile_names_stay_on_one_line_of_a_change() {
    let stand = stand();
    for name in ["::error::x", "##[error]x", "a\r\n::error::b", "\u{1b}[2Jx", "\u{202e}x"] {
        application(&stand, name, OFF.0);
    }
    let text = stand.vsw(["enable", "--all", "--yes"]).run().expect(0).all();
    assert!(!text.contains(['\u{1b}', '\u{202e}', '\r']), "{text:?}");
    assert!(
        !text.lines().any(|line| line.trim_start().starts_with("::") || line.starts_with("##[")),
        "{text}"
    );
}
