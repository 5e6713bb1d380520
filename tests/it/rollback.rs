//! Tests `rollback`: what it restores, what it leaves unchanged, and when it asks.

use serde_json::{Value, json};

use crate::stand::{Stand, code_of, concurrently, document, enabled, only};
use crate::terminal::Terminal;

const BEFORE: &str = r#""voice":{"region":"eu-west"}"#;
const AFTER: &str = r#""voice":{"region":"eu-west","signed_callbacks":true}"#;

#[test]
fn rollback_keeps_the_current_signing_by_default() {
    let stand = Stand::new();
    // Only signing changed, which a plain rollback keeps: there is nothing to restore.
    let (app, snapshot) = enabled(&stand, BEFORE);
    let report = stand.vsw(["rollback", &app, "--yes", "--json"]).run().expect(0).json();
    assert_eq!(only(&report)["outcome"], "unchanged");
    // A colleague changed something: it is shown, and `--yes` alone does not overwrite it.
    stand.store(&app, document(&app, AFTER).replace("eu-west", "us-east").replace("Under test", "Renamed"));
    let moved = stand.stored(&app);
    let puts = stand.puts(&app).len();
    let report = stand.vsw(["rollback", &app, "--yes", "--json"]).run().expect(1).json();
    let one = only(&report);
    assert_eq!((&one["outcome"], &one["code"]), (&json!("conflict"), &json!("conflict")));
    assert_eq!(crate::stand::paths(&one["differences"]), ["/capabilities/voice/region", "/name"]);
    assert_eq!((&one["before"], &one["after"], &one["snapshot"]), (&json!("on"), &json!("on"), &Value::Null));
    let text = stand.vsw(["rollback", &app, "--yes"]).run().expect(1);
    assert!(text.stdout.contains("/name") && text.stderr.contains("--overwrite"), "{text:?}");
    assert_eq!((stand.stored(&app), stand.puts(&app).len()), (moved, puts));
    // With `--overwrite`: the snapshot's document with the current signing.
    stand.vsw(["rollback", &app, "--yes", "--overwrite"]).run().expect(0);
    assert_eq!(stand.stored(&app), document(&app, AFTER).into_bytes());
    // With `--exact`: the snapshot's bytes, by the name in the report.
    stand.vsw(["rollback", &app, "--yes", "--exact", "--to", &snapshot]).run().expect(0);
    assert_eq!(stand.stored(&app), document(&app, BEFORE).into_bytes());
}

#[test]
fn rollback_of_an_application_without_a_flag_sends_the_exact_snapshot() {
    let stand = Stand::new();
    let capabilities = r#""voice":{ "region" : "eu-west" , "signed_callbacks" : false }"#;
    let (app, _) = enabled(&stand, capabilities);
    stand.dashboard(&app);
    let report = stand.vsw(["rollback", &app, "--yes", "--overwrite", "--json"]).run().expect(0).json();
    assert_eq!((&only(&report)["before"], &only(&report)["after"]), (&json!("absent"), &json!("off")));
    assert_eq!(stand.puts(&app)[1], document(&app, capabilities).into_bytes());
}

#[test]
fn rollback_without_a_terminal_needs_yes_and_exits_2() {
    let stand = Stand::new();
    let (app, _) = enabled(&stand, BEFORE);
    let before = stand.requests().len();
    for more in [&["--exact"][..], &[], &["--overwrite"]] {
        let output = stand.vsw([&["rollback", &app, "--json"][..], more].concat()).run();
        assert_eq!(code_of(&output), (2, "usage".to_owned()));
    }
    assert_eq!(stand.requests().len(), before);
    let report = stand.vsw(["rollback", &app, "--exact", "--dry-run", "--json"]).run().expect(1).json();
    assert_eq!(only(&report)["outcome"], "would_change");
    assert_eq!(stand.puts(&app).len(), 1);
}

#[test]
fn a5_rollback_asks_on_a_terminal_and_detects_a_concurrent_change() {
    let cases = [("y", false, 0), ("n", false, 1), ("y", true, 1)];
    concurrently(&cases, |&(answer, moved, exit)| {
        for more in ["--exact", "--exact --overwrite"] {
            let stand = Stand::new();
            let (app, _) = enabled(&stand, BEFORE);
            let mut terminal = Terminal::against(&stand, &format!("rollback {app} {more}"));
            terminal.asked_to_confirm("Put this back?");
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
                // One read for the question and one after the answer.
                assert!(stand.methods(&app).ends_with("GET GET PUT GET"), "{}", stand.methods(&app));
            }
        }
    });
}
