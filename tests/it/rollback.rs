//! Tests `rollback`: what it restores, what it leaves unchanged, and when it asks.

mod known;

use serde_json::{Value, json};

use crate::stand::{Stand, code_of, concurrently, document, enabled, only};
use crate::terminal::Terminal;

const BEFORE: &str = r#""voice":{"region":"eu-west"}"#;
const AFTER: &str = r#""voice":{"region":"eu-west","signed_callbacks":true}"#;

#[test]
fn rollback_restores_the_snapshot_exactly_signing_included() {
    let stand = Stand::new();
    let (app, _) = enabled(&stand, BEFORE);
    let report = stand.vsw(["rollback", &app, "--dry-run", "--json"]).run().expect(1).json();
    let effect = "changes signing from on to absent: the snapshot has no flag; Vonage does not document whether webhooks are then signed";
    assert_eq!(only(&report)["detail"], effect);
    // In a dry run, `after` is what the flag would become.
    assert_eq!((&only(&report)["before"], &only(&report)["after"]), (&json!("on"), &json!("absent")));
    let report = stand.vsw(["rollback", &app, "--yes", "--json"]).run().expect(0).json();
    let one = only(&report);
    assert_eq!(
        (&one["outcome"], &one["before"], &one["after"]),
        (&json!("changed"), &json!("on"), &json!("absent"))
    );
    assert_eq!(stand.stored(&app), document(&app, BEFORE).into_bytes());
    stand.vsw(["rollback", &app, "--yes"]).run().expect(0);
    let snapshot = only(&report)["snapshot"].as_str().expect("a snapshot").to_owned();
    let report = stand.vsw(["rollback", &app, "--yes", "--to", &snapshot, "--json"]).run().expect(0).json();
    let one = only(&report);
    assert_eq!(
        (&one["outcome"], &one["detail"]),
        (&json!("unchanged"), &json!("the application equals the snapshot"))
    );
    // The obsolete option `--exact` is still accepted, but does nothing.
    let words = ["rollback", &app, "--yes", "--exact", "--json"];
    assert_eq!(only(&stand.vsw(words).run().expect(0).json())["outcome"], "changed");
    assert_eq!(stand.stored(&app), document(&app, BEFORE).into_bytes());
    let help = stand.vsw(["rollback", "--help"]).run().expect(0).stdout;
    assert!(help.contains("--keep-signing") && !help.contains("--exact"), "{help}");
}

#[test]
fn keep_signing_restores_the_rest_of_the_snapshot() {
    let stand = Stand::new();
    let (app, _) = enabled(&stand, BEFORE);
    for more in [&[][..], &["--exact"]] {
        let words = [&["rollback", &app, "--yes", "--keep-signing", "--json"][..], more].concat();
        let report = stand.vsw(words).run().expect(0).json();
        let why = "only signing differs from the snapshot, and --keep-signing keeps it";
        assert_eq!((&only(&report)["outcome"], &only(&report)["detail"]), (&json!("unchanged"), &json!(why)));
    }
    stand.store(&app, document(&app, AFTER).replace("eu-west", "us-east").replace("Under test", "Renamed"));
    let moved = stand.stored(&app);
    let puts = stand.puts(&app).len();
    for more in [&[][..], &["--keep-signing"]] {
        let words = [&["rollback", &app, "--yes", "--json"][..], more].concat();
        let report = stand.vsw(words).run().expect(1).json();
        let one = only(&report);
        assert_eq!((&one["outcome"], &one["code"]), (&json!("conflict"), &json!("conflict")));
        let paths = crate::stand::paths(&one["differences"]);
        assert_eq!(paths, ["/capabilities/voice/region", "/name"]);
        assert_eq!(
            (&one["before"], &one["after"], &one["snapshot"]),
            (&json!("on"), &json!("on"), &Value::Null)
        );
    }
    let text = stand.vsw(["rollback", &app, "--yes"]).run().expect(1);
    assert!(text.stdout.contains("/name") && text.stderr.contains("--overwrite"), "{text:?}");
    assert_eq!((stand.stored(&app), stand.puts(&app).len()), (moved, puts));
    let words = ["rollback", &app, "--overwrite", "--keep-signing", "--dry-run", "--json"];
    let report = stand.vsw(words).run().expect(1).json();
    assert_eq!(only(&report)["detail"], "keeps signing as it is: on");
    stand.vsw(["rollback", &app, "--yes", "--overwrite", "--keep-signing"]).run().expect(0);
    assert_eq!(stand.stored(&app), document(&app, AFTER).into_bytes());
}

#[test]
fn keep_signing_without_a_flag_sends_the_snapshot_as_it_is() {
    let stand = Stand::new();
    let capabilities = r#""voice":{ "region" : "eu-west" , "signed_callbacks" : false }"#;
    let (app, _) = enabled(&stand, capabilities);
    stand.dashboard(&app);
    let words = ["rollback", &app, "--yes", "--overwrite", "--keep-signing", "--json"];
    let report = stand.vsw(words).run().expect(0).json();
    assert_eq!((&only(&report)["before"], &only(&report)["after"]), (&json!("absent"), &json!("off")));
    assert_eq!(stand.puts(&app)[1], document(&app, capabilities).into_bytes());
}

#[test]
fn a_rollback_of_a_run_follows_the_same_rules() {
    let stand = Stand::new();
    stand.reset(0);
    let apps =
        [BEFORE, BEFORE, r#""voice":{"signed_callbacks":false}"#].map(|voice| stand.application(voice));
    let run = stand.vsw(["enable", "--all", "--yes", "--json"]).run().expect(0).json()["run"].clone();
    let run = run.as_str().expect("a run");
    let words = ["rollback", "--run", run, "--yes", "--keep-signing", "--json"];
    let report = stand.vsw(words).run().expect(0).json();
    assert_eq!(report["summary"]["unchanged"], 3);
    let dry = stand.vsw(["rollback", "--run", run, "--dry-run"]).run().expect(1).stdout;
    assert_eq!((dry.matches("on → absent").count(), dry.matches("on → off").count()), (2, 1), "{dry}");
    let dry = stand.vsw(["disable", "--all", "--dry-run"]).run().expect(1).stdout;
    assert_eq!(dry.matches("on → off").count(), 3, "{dry}");
    let mut terminal = Terminal::against(&stand, "disable --all");
    terminal.until("on → off").asked_to_confirm("Disable signed webhooks in 3 applications?").type_line("n");
    terminal.end(1);
    let mut terminal = Terminal::against(&stand, &format!("rollback --run {run}"));
    terminal.until("signing → ");
    terminal.until("This restores the signing flag of each snapshot: absent in 2, off in 1.");
    terminal.until("Vonage does not document the effect of an absent flag.");
    terminal.asked_to_confirm("Restore 3 applications?").type_line("y");
    terminal.end(0);
    assert_eq!(stand.stored(&apps[0]), document(&apps[0], BEFORE).into_bytes());
    let report = stand.vsw(["status", &apps[2], "--json"]).run().expect(1).json();
    assert_eq!(only(&report)["signing"], "off");
}

#[test]
fn a_run_that_changed_nothing_leaves_nothing_to_restore() {
    let stand = Stand::new();
    stand.reset(0);
    let app = stand.application(BEFORE);
    stand.fault(json!({"on": "put", "id": app, "do": {"answer": {"status": 400}}}));
    let run = stand.vsw(["enable", "--all", "--yes", "--json"]).run().expect(4).json()["run"].clone();
    let run = run.as_str().expect("a run");
    let output = stand.vsw(["rollback", "--run", run, "--yes"]).run().expect(0);
    assert_eq!(
        (output.stdout, output.stderr),
        (String::new(), format!("nothing to restore: the run {run} changed nothing\n"))
    );
    let report = stand.vsw(["rollback", "--run", run, "--yes", "--json"]).run().expect(0).json();
    assert_eq!((&report["applications"], &report["selection"]["count"]), (&json!([]), &json!(0)));
    let unknown = stand.vsw(["rollback", "--run", "20200101T000000Z-000000", "--yes", "--json"]).run();
    assert_eq!(unknown.expect(3).json()["code"], "no-run");
}

#[test]
fn the_question_says_in_words_what_happens_to_signing() {
    let on = r#""voice":{"signed_callbacks":true}"#;
    for (before, verb, words) in [
        (
            BEFORE,
            "enable",
            "This changes signing from on to absent: the snapshot has no flag; Vonage does not document",
        ),
        (
            r#""voice":{"signed_callbacks":false}"#,
            "enable",
            "This turns signing off: the snapshot has it off.",
        ),
        (on, "disable", "This turns signing on: the snapshot has it on."),
        (
            BEFORE,
            "disable",
            "This changes signing from off to absent: the snapshot has no flag; Vonage does not document",
        ),
    ] {
        let stand = Stand::new();
        let app = stand.application(before);
        stand.vsw([verb, &app]).run().expect(0);
        let mut terminal = Terminal::against(&stand, &format!("rollback {app}"));
        terminal.until(words).asked_to_confirm("Restore this snapshot?").type_line("n");
        terminal.end(1);
    }
}

#[test]
fn rollback_without_a_terminal_needs_yes_and_exits_2() {
    let stand = Stand::new();
    let (app, _) = enabled(&stand, BEFORE);
    for more in [&[][..], &["--overwrite"]] {
        let output = stand.vsw([&["rollback", &app, "--json"][..], more].concat()).run();
        assert_eq!(code_of(&output), (2, "usage".to_owned()));
        assert!(
            output.stderr.is_empty() && output.json()["message"].to_string().contains("nothing was changed")
        );
    }
    let report = stand.vsw(["rollback", &app, "--dry-run", "--json"]).run().expect(1).json();
    assert_eq!(only(&report)["outcome"], "would_change");
    assert_eq!(stand.puts(&app).len(), 1);
}

#[test]
fn a_rollback_that_changes_nothing_needs_no_answer() {
    let stand = Stand::new();
    let (app, _) = enabled(&stand, BEFORE);
    let outcome = |words: &[&str], code| {
        let report = stand.vsw(["rollback", &app, "--json"].iter().chain(words)).run().expect(code).json();
        (only(&report)["outcome"].clone(), only(&report)["detail"].clone())
    };
    let why = "only signing differs from the snapshot, and --keep-signing keeps it";
    assert_eq!(outcome(&["--keep-signing"], 0), (json!("unchanged"), json!(why)));
    stand.store(&app, document(&app, BEFORE));
    assert_eq!(outcome(&[], 0), (json!("unchanged"), json!("the application equals the snapshot")));
    stand.store(&app, document(&app, AFTER).replace("Under test", "Renamed"));
    assert_eq!(outcome(&[], 1).0, "conflict");
    let unknown = stand.vsw(["rollback", "--run", "20200101T000000Z-000000", "--json"]).run();
    assert_eq!(code_of(&unknown), (3, "no-run".to_owned()));
    stand.reset(0);
    stand.application(AFTER);
    let report = stand.vsw(["enable", "--all", "--json"]).run().expect(0).json();
    assert_eq!(report["summary"]["unchanged"], 1);
    stand.vsw(["history", "prune", "--keep-days", "999"]).run().expect(0);
    assert!(stand.requests().iter().all(|one| one.method != "PUT"));
}

#[test]
fn a5_rollback_asks_on_a_terminal_and_detects_a_concurrent_change() {
    let cases = [("y", false, 0), ("n", false, 1), ("y", true, 1)];
    concurrently(&cases, |&(answer, moved, exit)| {
        for more in ["", "--overwrite"] {
            let stand = Stand::new();
            let (app, _) = enabled(&stand, BEFORE);
            let mut terminal = Terminal::against(&stand, &format!("rollback {app} {more}"));
            terminal.asked_to_confirm("Restore this snapshot?");
            if moved {
                stand.store(&app, document(&app, AFTER).replace("Under test", "Renamed meanwhile"));
            }
            terminal.type_line(answer);
            let seen = terminal.end(exit);
            let done = exit == 0;
            assert_eq!(stand.puts(&app).len(), if done { 2 } else { 1 }, "{seen}");
            assert_eq!(stand.stored(&app) == document(&app, BEFORE).as_bytes(), done, "{seen}");
            assert_eq!(seen.contains("conflict"), moved, "{seen}");
            if done {
                // vsw reads before the question, after the answer, and after the PUT.
                assert!(stand.methods(&app).ends_with("GET GET PUT GET"), "{}", stand.methods(&app));
            }
        }
    });
}

#[test]
fn a_limit_of_changes_needs_a_run() {
    let stand = Stand::new();
    let app = stand.application(BEFORE);
    stand.vsw(["enable", &app]).run().expect(0);
    let refused = stand.vsw(["rollback", &app, "--yes", "--max-changes", "0"]).run().expect(2);
    assert!(refused.stderr.contains("--max-changes needs --run"), "{refused:?}");
    assert_eq!(stand.puts(&app).len(), 1);
}
