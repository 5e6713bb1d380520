//! Tests `--resume`: which runs may continue, and how changes made in the meantime are handled.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use serde_json::json;

use super::{
    Running, assert_contents, create_applications, outcomes, processed_puts, puts, run_of, stand,
    wait_for_puts,
};
use crate::env::Output;
use crate::stand::{Sandbox, Stand, summary};

/// Starts a run of this many applications and kills it midway. Returns the run's id, and each application's
/// id and expected document.
fn killed(stand: &Stand, count: usize) -> (String, Vec<(String, String)>) {
    let applications = create_applications(stand, count);
    stand.fault(json!({"on": "put", "times": "forever", "do": {"delay": {"ms": 100}}}));
    let running = Running::start(stand.vsw(["enable", "--all", "--yes", "--json", "--concurrency", "2"]));
    wait_for_puts(stand, 5);
    running.signal("KILL");
    let run = run_of(&running.end().expect(1009).stderr);
    stand.reset_faults();
    // Let requests that are under way arrive.
    std::thread::sleep(std::time::Duration::from_millis(250));
    (run, applications)
}

fn resume(stand: &Stand, verb: &str, run: &str) -> Output {
    stand.vsw([verb, "--resume", run, "--json"]).run()
}

fn plan_of(stand: &Stand, run: &str) -> PathBuf {
    stand.state().join("runs").join(format!("{run}.json"))
}

#[test]
fn resume_requires_the_same_command_and_account() {
    let stand = stand();
    let (run, applications) = killed(&stand, 12);
    let sent = puts(&stand).len();
    for name in ["20260101T000000Z-abcdef", "../journal", "../../x", "..", "", "a/b", &"a".repeat(65)] {
        let failed = resume(&stand, "enable", name);
        assert!([2, 3].contains(&failed.code), "{name:?}: {failed:?}");
        assert!(failed.json()["code"] == "no-run" || failed.code == 2, "{failed:?}");
    }
    let failed = resume(&stand, "disable", &run).expect(2).json();
    assert!(failed["hint"].as_str().is_some_and(|hint| hint.contains(&format!("vsw enable --resume {run}"))));
    let elsewhere = Sandbox::start();
    let words = ["enable", "--resume", &run, "--json", "--api-url", elsewhere.origin()];
    assert_eq!(stand.vsw(words).run().expect(3).json()["code"], "account-mismatch");
    assert!(elsewhere.requests().is_empty(), "another origin is not even asked");
    let words = ["enable", "--resume", &run, "--json", "--max-changes", "1"];
    stand.vsw(words).run().expect(2);
    assert_eq!(puts(&stand).len(), sent);
    assert_eq!(resume(&stand, "enable", &run).expect(0).json()["summary"], summary(&[("changed", 12)]));
    assert_contents(&stand, &applications);
    assert_eq!(processed_puts(&stand).len(), 12);
}

#[test]
fn a_run_of_named_applications_is_refused_with_the_reason() {
    let stand = stand();
    let app = stand.application(r#""voice":{}"#);
    let run = stand.vsw(["enable", &app, "--json"]).run().expect(0).json()["run"].clone();
    let run = run.as_str().expect("a name");
    let error = resume(&stand, "enable", run).expect(3).json();
    assert_eq!(error["code"], "no-run");
    assert_eq!(
        error["message"],
        format!("run `{run}` cannot be resumed, because vsw has no stored plan of the run")
    );
    let hint = error["hint"].as_str().expect("a hint");
    assert!(hint.contains("without `--resume`") && !hint.contains("--runs"), "{hint}");
    assert!(stand.vsw(["history", "--runs"]).run().expect(0).stdout.contains(run));
}

#[test]
fn a_modified_plan_is_rejected() {
    let stand = stand();
    let (run, applications) = killed(&stand, 8);
    let (path, sent) = (plan_of(&stand, &run), puts(&stand).len());
    let good = fs::read_to_string(&path).expect("the plan");
    let aside = stand.env.write("work/aside.json", &good);
    fs::remove_file(&path).and_then(|()| symlink(&aside, &path)).expect("a link");
    assert_eq!(resume(&stand, "enable", &run).expect(3).json()["code"], "state-unsafe");
    fs::remove_file(&path).expect("the link goes");
    for (what, text, code) in [
        ("torn", good[..good.len() / 2].to_owned(), "plan-file"),
        ("empty", String::new(), "plan-file"),
        ("another account", good.replace("sandbox0", "sandbox9"), "account-mismatch"),
        ("another host", good.replace("127.0.0.1", "127.0.0.2"), "account-mismatch"),
        ("twice", good.replace(&applications[1].0, &applications[0].0), "plan-file"),
    ] {
        stand.env.write(&path, &text);
        let error = resume(&stand, "enable", &run).expect(3).json();
        assert_eq!(error["code"], code, "{what}");
        let is_damaged =
            error["message"].as_str().is_some_and(|text| text.starts_with("the stored plan of run"));
        assert_eq!(is_damaged, code == "plan-file", "{error}");
    }
    assert_eq!(puts(&stand).len(), sent);
    let last = &applications[7].0;
    stand.env.write(&path, good.replace(last, "12345678-1234-4234-8234-123456789012"));
    let report = resume(&stand, "enable", &run).expect(4).json();
    assert_eq!(report["summary"], summary(&[("changed", 7), ("failed", 1)]));
    assert!(stand.puts(last).is_empty());
}

#[test]
fn resume_does_not_resend_a_confirmed_change_that_was_dropped() {
    let stand = stand();
    let (run, _) = killed(&stand, 12);
    let journal = fs::read_to_string(stand.state().join("journal.ndjson")).expect("the journal");
    let first = journal.lines().map(|line| serde_json::from_str(line).expect("JSON"));
    let first =
        first.into_iter().find(|line: &serde_json::Value| line["kind"] == "outcome").expect("an outcome");
    let id = first["application"].as_str().expect("an id");
    stand.dashboard(id);
    let report = resume(&stand, "enable", &run).expect(1).json();
    assert_eq!(stand.puts(id).len(), 1, "it was confirmed once");
    let one = report["applications"]
        .as_array()
        .expect("all")
        .iter()
        .find(|one| one["id"] == id)
        .expect("the application");
    // `after` is what the resumed run read, not what was confirmed before.
    assert_eq!((&one["outcome"], &one["after"]), (&json!("conflict"), &json!("absent")));
    assert_eq!(report["summary"], summary(&[("changed", 11), ("conflict", 1)]));
    let status = stand.vsw(["status", id, "--json"]).run().expect(1).json();
    assert_eq!(super::verdicts(&status), [("drift", Some("flag-dropped"))]);
}

#[test]
fn a_running_run_cannot_be_resumed() {
    let stand = stand();
    create_applications(&stand, 12);
    stand.fault(json!({"on": "put", "times": "forever", "do": {"delay": {"ms": 200}}}));
    let words = ["enable", "--all", "--yes", "--json", "--concurrency", "1"];
    let running = Running::start(stand.vsw(words));
    wait_for_puts(&stand, 2);
    let plans = fs::read_dir(stand.state().join("runs")).expect("the plans");
    let name = plans.map(|plan| plan.expect("an entry").file_name()).next().expect("a plan");
    let run = name.to_str().and_then(|name| name.strip_suffix(".json")).expect("a run").to_owned();
    let refused = resume(&stand, "enable", &run).expect(1).json();
    assert_eq!(refused["code"], "conflict");
    assert!(refused["message"].as_str().is_some_and(|message| message.contains("another vsw")), "{refused}");
    super::age(&stand.state().join("runs"), 400);
    stand.vsw(["history", "prune", "--yes"]).run().expect(0);
    assert!(plan_of(&stand, &run).exists());
    assert_eq!(running.end().expect(0).json()["summary"], summary(&[("changed", 12)]));
    let again = resume(&stand, "enable", &run).expect(0).json();
    assert_eq!((&again["requests"], puts(&stand).len()), (&json!(12), 12));
}

/// Removes all outcomes from the journal, as if `vsw` had been killed before it wrote them.
fn without_outcomes(stand: &Stand) {
    let path = stand.state().join("journal.ndjson");
    let text = fs::read_to_string(&path).expect("the journal");
    let kept: Vec<&str> = text.lines().filter(|line| !line.contains(r#""kind":"outcome""#)).collect();
    let kept = kept.join("\n") + "\n";
    fs::write(&path, kept).expect("the journal");
}

#[test]
fn resume_reads_changes_in_flight_and_reports_differences() {
    let stand = stand();
    let applications = create_applications(&stand, 3);
    let report = stand.vsw(["enable", "--all", "--yes", "--json"]).run().expect(0).json();
    let run = report["run"].as_str().expect("a run");
    without_outcomes(&stand);
    // As if the second PUT had lost a member, and the third had never arrived.
    let (lossy, never) = (&applications[1].0, &applications[2].0);
    let landed = String::from_utf8(stand.stored(lossy)).expect("text");
    stand.store(lossy, landed.replace(r#","vbc":{}"#, ""));
    stand.store(never, super::document(never, "app-2", super::EMPTY.0));
    let history = stand.vsw(["history", "--runs", "--json"]).run().expect(0).json();
    assert_eq!(
        (&history["runs"][0]["interrupted"], &history["runs"][0]["resumable"]),
        (&json!(3), &json!(true))
    );
    let resumed = resume(&stand, "enable", run).expect(6).json();
    assert_eq!(
        outcomes(&resumed),
        [("changed", None), ("unconfirmed", Some("collateral")), ("changed", None)]
    );
    assert_eq!(crate::stand::paths(&resumed["applications"][1]["differences"]), ["/capabilities/vbc"]);
    assert_eq!(
        (stand.puts(&applications[0].0).len(), stand.puts(lossy).len(), stand.puts(never).len()),
        (1, 1, 2)
    );
    let history = stand.vsw(["history", "--runs", "--json"]).run().expect(0).json();
    let counted = &history["runs"][0];
    assert_eq!(
        (&counted["changed"], &counted["unconfirmed"], &counted["failed"], &counted["interrupted"]),
        (&json!(2), &json!(1), &json!(0), &json!(0)),
        "each application counts once: {counted}"
    );
}

#[test]
fn rollback_keeps_an_edit_made_while_a_run_was_resumed() {
    let stand = stand();
    let applications = create_applications(&stand, 1);
    let id = &applications[0].0;
    let report = stand.vsw(["enable", "--all", "--yes", "--json"]).run().expect(0).json();
    let run = report["run"].as_str().expect("a run");
    without_outcomes(&stand);
    // As if the PUT had never arrived. A colleague renames the application during the resumed run.
    stand.store(id, super::document(id, "app-0", super::OFF.0));
    let resumed = stand.vsw(["enable", "--resume", run, "--json"]);
    stand.fault(
        json!({"on": "get", "skip": 1, "do": {"edit": {"when": "before", "edit": {"name": "renamed"}}}}),
    );
    resumed.run().expect(0);
    stand.vsw(["rollback", "--run", run, "--yes"]).run().expect(0);
    let now = String::from_utf8(stand.stored(id)).expect("text");
    assert!(now.contains("renamed") && now.contains(r#""signed_callbacks":false"#), "{now}");
}
