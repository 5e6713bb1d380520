//! Tests `rollback --run`, `history --runs` and `history prune`: a run can be undone, also after old data is removed.

use std::fs;

use serde_json::{Value, json};

use super::{
    OFF, Running, age, application, assert_contents, create_applications, document, outcomes, puts, run_of,
    stand, wait_for_puts,
};
use crate::stand::{Stand, summary};

fn enable(stand: &Stand) -> String {
    let report = stand.vsw(["enable", "--all", "--yes", "--json"]).run().expect(0).json();
    report["run"].as_str().expect("a run").to_owned()
}

fn rollback(stand: &Stand, run: &str, code: i32, more: &[&str]) -> Value {
    let words = ["rollback", "--run", run, "--yes", "--json"];
    stand.vsw(words.iter().chain(more)).run().expect(code).json()
}

fn stored(stand: &Stand, applications: &[(String, String)]) -> Vec<Vec<u8>> {
    applications.iter().map(|(id, _)| stand.stored(id)).collect()
}

#[test]
fn rollback_of_a_run_restores_bytes_but_not_over_later_edits() {
    let stand = stand();
    let applications = create_applications(&stand, 12);
    let before = stored(&stand, &applications);
    let run = enable(&stand);
    let (moved, after) = &applications[3];
    stand.store(moved, after.replace("app-3", "renamed"));
    let report = rollback(&stand, &run, 1, &[]);
    assert_eq!(report["summary"], summary(&[("changed", 11), ("conflict", 1)]));
    // The order of the report depends on the timing of concurrent requests.
    let listed = report["applications"].as_array().expect("applications");
    let one = listed.iter().find(|one| one["id"] == json!(moved)).expect("the one that moved");
    assert_eq!((&one["outcome"], &one["code"]), (&json!("conflict"), &json!("conflict")));
    let now = stored(&stand, &applications);
    assert!((0..12).filter(|place| *place != 3).all(|place| now[place] == before[place]));
    assert!(String::from_utf8_lossy(&now[3]).contains("renamed"));
    let report = rollback(&stand, &run, 0, &["--overwrite"]);
    assert_eq!(report["summary"], summary(&[("changed", 1), ("unchanged", 11)]));
    assert_eq!(stored(&stand, &applications), before);
    assert_eq!(rollback(&stand, "20200101T000000Z-000000", 3, &[])["code"], "no-run");
    let sent = puts(&stand).len();
    assert_eq!(rollback(&stand, &run, 1, &["--max-changes", "11"])["code"], "max-changes");
    assert_eq!(puts(&stand).len(), sent);
}

#[test]
fn rollback_of_an_interrupted_run_undoes_its_completed_changes() {
    let stand = stand();
    let applications = create_applications(&stand, 20);
    let before = stored(&stand, &applications);
    stand.fault(json!({"on": "put", "times": "forever", "do": {"delay": {"ms": 60}}}));
    let running = Running::start(stand.vsw(["enable", "--all", "--yes", "--concurrency", "4"]));
    wait_for_puts(&stand, 9);
    running.signal("KILL");
    let run = run_of(&running.end().expect(1009).stderr);
    std::thread::sleep(std::time::Duration::from_millis(150));
    stand.reset_faults();
    let history = stand.vsw(["history", "--runs", "--json"]).run().expect(0).json();
    let entry = &history["runs"][0];
    assert_eq!(
        (&entry["run"], &entry["planned"], &entry["resumable"]),
        (&json!(run), &json!(20), &json!(true))
    );
    let counted = ["changed", "interrupted"].map(|word| entry[word].as_u64().expect("a number"));
    assert!(counted[0] >= 1 && counted[0] + counted[1] >= 9, "{entry}");
    rollback(&stand, &run, 0, &[]);
    assert_eq!(stored(&stand, &applications), before);
}

#[test]
fn a_run_whose_rest_is_in_conflict_is_not_called_resumable() {
    let stand = stand();
    let applications = create_applications(&stand, 3);
    stand.vsw(["enable", "--all", "--plan", "p.json"]).run().expect(0);
    let (id, _) = &applications[1];
    stand.fault(json!({"on": "get", "id": id, "do": {"edit": {"when": "before", "id": id, "edit": {"name": "renamed"}}}}));
    let report = stand.vsw(["apply", "p.json", "--yes", "--json"]).run().expect(1).json();
    assert_eq!(report["summary"], summary(&[("changed", 2), ("conflict", 1)]));
    let history = stand.vsw(["history", "--runs", "--json"]).run().expect(0).json();
    let entry = &history["runs"][0];
    assert_eq!(
        (&entry["planned"], &entry["changed"], &entry["conflict"], &entry["resumable"]),
        (&json!(3), &json!(2), &json!(1), &json!(false))
    );
    let text = stand.vsw(["history", "--runs"]).run().expect(0);
    assert!(
        text.stdout.contains("2 changed, 1 in conflict of 3") && !text.stderr.contains("resume"),
        "{text:?}"
    );
    // A conflict does not make a run incomplete, but a failure does.
    let run = report["run"].as_str().expect("a run");
    let resumed = stand.vsw(["enable", "--resume", run, "--json"]).run().expect(1).json();
    assert_eq!(outcomes(&resumed)[1], ("conflict", Some("conflict")));
    let off = application(&stand, "busy", OFF.0);
    stand.fault(json!({"on": "put", "id": off, "do": {"answer": {"status": 400}}}));
    stand.vsw(["enable", "--all", "--yes"]).run().expect(4);
    let text = stand.vsw(["history", "--runs"]).run().expect(0);
    assert!(text.stderr.contains("the last run is incomplete; resume it: `vsw enable --resume "), "{text:?}");
}

#[test]
fn rollback_includes_applications_whose_read_back_failed() {
    let stand = stand();
    let id = application(&stand, "busy", OFF.0);
    stand.fault(json!([
        {"on": "put", "do": {"answer": {"status": 503, "acts": true}}},
        {"on": "get", "skip": 1, "times": 4, "do": {"answer": {"status": 500}}},
    ]));
    let report = stand.vsw(["enable", "--all", "--yes", "--json"]).run().expect(5).json();
    assert_eq!(outcomes(&report), [("failed", Some("unreachable"))]);
    let run = report["run"].as_str().expect("a run");
    assert!(String::from_utf8_lossy(&stand.stored(&id)).contains("true"), "it was done all the same");
    rollback(&stand, run, 0, &[]);
    assert_eq!(String::from_utf8_lossy(&stand.stored(&id)), document(&id, "busy", OFF.0));
}

/// Dates the journal's lines to 2020, and the files of the state directory to 400 days ago.
fn age_journal(stand: &Stand) {
    let path = stand.state().join("journal.ndjson");
    let text = fs::read_to_string(&path).expect("the journal");
    let mut old = String::new();
    for line in text.lines() {
        let mut line: Value = serde_json::from_str(line).expect("a line");
        line["at"] = json!("2020-01-01T00:00:00Z");
        old.push_str(&format!("{line}\n"));
    }
    fs::write(&path, old).expect("the journal");
    age(&stand.state(), 400);
}

fn prune(stand: &Stand) -> Value {
    stand.vsw(["history", "prune", "--yes", "--json"]).run().expect(0).json()
}

fn documents(stand: &Stand) -> usize {
    fs::read_dir(stand.state().join("documents")).map_or(0, Iterator::count)
}

#[test]
fn prune_keeps_what_rollback_and_status_need() {
    let stand = stand();
    let applications = create_applications(&stand, 4);
    let before = stored(&stand, &applications);
    enable(&stand);
    for verb in ["disable", "enable", "disable"] {
        stand.vsw([verb, "--all", "--yes"]).run().expect(0);
    }
    age_journal(&stand);
    let lines =
        || fs::read_to_string(stand.state().join("journal.ndjson")).expect("the journal").lines().count();
    let dry = stand.vsw(["history", "prune", "--dry-run", "--json"]).run().expect(1).json();
    assert_eq!(
        (lines(), dry["lines"].as_u64()),
        (32, Some(16)),
        "the newest change, and the newest that left it on"
    );
    let pruned = prune(&stand);
    assert_eq!(
        (&pruned["lines"], &pruned["documents"], &pruned["runs"]),
        (&dry["lines"], &dry["documents"], &dry["runs"])
    );
    assert_eq!((lines(), pruned["runs"].as_u64()), (16, Some(4)));
    assert_eq!(prune(&stand)["lines"], 0);
    for ((id, after), first) in applications.iter().zip(&before) {
        stand.vsw(["rollback", id, "--yes"]).run().expect(0);
        assert_eq!(String::from_utf8_lossy(&stand.stored(id)), after.as_str());
        assert_ne!(&stand.stored(id), first);
        stand.dashboard(id);
        let status = stand.vsw(["status", id, "--json"]).run().expect(1).json();
        assert_eq!(super::verdicts(&status), [("drift", Some("flag-dropped"))]);
    }
}

#[test]
fn the_next_prune_completes_a_killed_one() {
    let stand = stand();
    let applications = create_applications(&stand, 3);
    enable(&stand);
    stand.vsw(["disable", "--all", "--yes"]).run().expect(0);
    let kept = documents(&stand);
    // These files have no line in the journal, like the remains of a killed prune.
    stand.env.write(stand.state().join("documents").join(format!("{}.json", "a".repeat(64))), "{}");
    stand.env.write(stand.state().join("documents").join(".half.json.1"), "{");
    age_journal(&stand);
    prune(&stand);
    assert_eq!(documents(&stand), kept, "what no line speaks of is gone, and nothing else");
    for (id, after) in &applications {
        stand.vsw(["rollback", id, "--yes"]).run().expect(0);
        assert_eq!(String::from_utf8_lossy(&stand.stored(id)), after.as_str());
    }
}

#[test]
fn prune_keeps_documents_of_changes_in_progress() {
    let stand = stand();
    application(&stand, "one", OFF.0);
    enable(&stand);
    // Another process may just have stored this document, and will write its journal line next.
    let young = stand.state().join("documents").join(format!("{}.json", "b".repeat(64)));
    stand.env.write(&young, "{}");
    let words = ["history", "prune", "--yes", "--keep-days", "0", "--json"];
    stand.vsw(words).run().expect(0);
    assert!(young.exists());
    age(&stand.state(), 1);
    stand.vsw(words).run().expect(0);
    assert!(!young.exists());
}

#[test]
fn a_prune_during_a_run_loses_nothing() {
    let stand = stand();
    let applications = create_applications(&stand, 30);
    let before = stored(&stand, &applications);
    let script = r#"while [ ! -e stop ]; do "$@" >out || { cat out; exit 9; }; done"#;
    let pruner =
        Running::start(stand.shell(script, ["history", "prune", "--yes", "--keep-days", "0", "--json"]));
    let run = enable(&stand);
    stand.env.write("work/stop", "");
    pruner.end().expect(0);
    assert_contents(&stand, &applications);
    let report = rollback(&stand, &run, 0, &[]);
    assert_eq!(report["summary"], summary(&[("changed", 30)]));
    assert_eq!(stored(&stand, &applications), before);
}
