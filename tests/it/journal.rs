//! Tests that each PUT has its journal entry and snapshot, even after a kill or on a full disk.

mod locked;
mod tampered;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use serde_json::{Value, json};

use crate::running::Running;
use crate::stand::{Stand, code_of, concurrently, document, enabled, history, only, outcomes};

const BEFORE: &str = r#""voice":{"region":"eu-west"}"#;
const AFTER: &str = r#""voice":{"region":"eu-west","signed_callbacks":true}"#;

/// A step of a change. The test pauses and kills `vsw` before this step.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Moment {
    Read,
    PutDone,
    PutAnswered,
    ReadBack,
}

const MOMENTS: [Moment; 4] = [Moment::Read, Moment::PutDone, Moment::PutAnswered, Moment::ReadBack];

impl Moment {
    /// Starts `vsw enable` and waits until the API pauses it before this step.
    fn pause(self, stand: &Stand, app: &str) -> Running {
        let (on, skip, when) = match self {
            Self::Read => ("get", 0, "before"),
            Self::PutDone => ("put", 0, "before"),
            Self::PutAnswered => ("put", 0, "after"),
            Self::ReadBack => ("get", 1, "before"),
        };
        let hold = json!({"delay": {"ms": 60_000, "when": when}});
        stand.fault(json!({"on": on, "id": app, "skip": skip, "do": hold}));
        let running = Running::start(stand.vsw(["enable", app, "--timeout", "60"]));
        match self {
            Self::Read => stand.wait_for(app, 1),
            Self::PutDone => stand.wait_for(app, 2),
            Self::PutAnswered => stand.wait_for_another(app, document(app, BEFORE).as_bytes()),
            Self::ReadBack => stand.wait_for(app, 3),
        }
        running
    }
}

#[test]
fn a6_a_kill_at_any_step_leaves_no_put_without_its_journal_entry() {
    concurrently(&MOMENTS, |&moment| {
        let stand = Stand::new();
        let app = stand.application(BEFORE);
        let running = moment.pause(&stand, &app);
        running.signal("KILL");
        let _ = running.end().expect(1009);
        let before = document(&app, BEFORE).into_bytes();
        if moment == Moment::Read {
            assert_eq!(
                (stand.puts(&app).len(), outcomes(&stand).len(), stand.stored_documents().len()),
                (0, 0, 0)
            );
            let refused = stand.vsw(["rollback", &app, "--yes", "--json"]).run();
            assert_eq!(code_of(&refused), (3, "no-snapshot".to_owned()));
        } else {
            assert_eq!(outcomes(&stand), ["interrupted"], "{moment:?}");
            let entry = history(&stand)["entries"][0].clone();
            assert_eq!((&entry["after"], &entry["before"]), (&json!("unknown"), &json!("absent")));
            let text = stand.vsw(["history"]).run().expect(0);
            assert!(text.stderr.contains("was interrupted and may have been made"), "{text:?}");
            assert_eq!(stand.stored_documents(), std::slice::from_ref(&before), "{moment:?}");
            let report = stand.vsw(["rollback", &app, "--yes", "--json"]).run().expect(0).json();
            let wanted = if moment == Moment::PutDone { "unchanged" } else { "changed" };
            assert_eq!(only(&report)["outcome"], wanted, "{moment:?}");
        }
        assert_eq!(stand.stored(&app), before, "{moment:?}");
        // The lock of a killed process must not block the next run.
        stand.vsw(["enable", &app, "--timeout", "5"]).run().expect(0);
    });
}

#[test]
fn a6_a_torn_last_line_is_skipped_and_the_next_starts_a_new_line() {
    let stand = Stand::new();
    let app = stand.application(BEFORE);
    stand.vsw(["enable", &app]).run().expect(0);
    let path = stand.state().join("journal.ndjson");
    let whole = fs::read(&path).expect("the journal");
    let first = whole.iter().position(|&byte| byte == b'\n').expect("a line") + 1;
    assert_eq!(String::from_utf8_lossy(&whole).matches('\n').count(), 2);
    for (kept, unread, wanted) in [
        (first + 20, 1, vec!["interrupted"]),
        (whole.len() - 2, 1, vec!["interrupted"]),
        (first - 5, 1, vec![]),
        (1, 1, vec![]),
        (0, 0, vec![]),
    ] {
        fs::write(&path, &whole[..kept]).expect("a torn journal");
        assert_eq!((history(&stand)["unread"].as_u64(), outcomes(&stand)), (Some(unread), words(&wanted)));
        if !wanted.is_empty() {
            stand.vsw(["rollback", &app, "--yes", "--dry-run"]).run().expect(1);
        }
        stand.vsw(["disable", &app]).run().expect(0);
        let and_one: Vec<&str> = wanted.iter().copied().chain(["changed"]).collect();
        assert_eq!((history(&stand)["unread"].as_u64(), outcomes(&stand)), (Some(unread), words(&and_one)));
        stand.store(&app, document(&app, AFTER));
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

#[test]
fn a6_a_full_disk_fails_and_sends_no_put_without_a_journal_entry() {
    let mut ends = Vec::new();
    // The limit per file in blocks of 512 bytes, and the journal's length in bytes.
    let cases = [(0, 0), (2, 0), (2, 200), (2, 400), (2, 600), (2, 800), (2, 1000)];
    for ((blocks, used), trap) in
        cases.iter().flat_map(|case| ["", "trap '' XFSZ; "].map(|trap| (case, trap)))
    {
        let stand = Stand::new();
        let app = stand.application(BEFORE);
        stand.env.write("home/.local/state/vsw/journal.ndjson", "x".repeat(*used));
        fs::set_permissions(stand.state(), fs::Permissions::from_mode(0o700)).expect("a mode");
        let script = format!(r#"{trap}ulimit -f {blocks}; exec "$@""#);
        let output = stand.shell(&script, ["enable", &app, "--json"]).run();
        let puts = stand.puts(&app).len();
        ends.push((output.code, puts));
        if output.code == 0 {
            assert_eq!(puts, 1);
            continue;
        }
        let report = output.json();
        let one = only(&report);
        assert_eq!(one["code"], "state-unwritable", "{output:?}");
        let detail = one["detail"].as_str().expect("a sentence");
        if puts == 1 {
            assert_eq!(
                (output.code, &one["outcome"], &one["after"]),
                (6, &json!("unconfirmed"), &json!("on"))
            );
            assert!(detail.contains("shows signing on") && detail.contains("journal.ndjson"), "{detail}");
            assert_eq!(outcomes(&stand), ["interrupted"]);
            assert_eq!(stand.stored_documents(), [document(&app, BEFORE).into_bytes()]);
        } else {
            assert_eq!((output.code, &one["outcome"]), (3, &json!("failed")), "{output:?}");
            assert!(detail.contains("nothing was sent"), "{detail}");
        }
        stand.store(&app, document(&app, BEFORE));
        stand.vsw(["enable", &app]).run().expect(0);
        stand.vsw(["rollback", &app, "--yes"]).run().expect(0);
        assert_eq!(stand.stored(&app), document(&app, BEFORE).into_bytes());
    }
    // The disk was full before the PUT, after the PUT, or never.
    for end in [(3, 0), (6, 1), (0, 1)] {
        assert!(ends.contains(&end), "{ends:?}");
    }
}

#[test]
fn a6_an_outcome_that_cannot_be_written_is_unconfirmed() {
    let cases = [
        (json!({"delay": {"ms": 1000}}), "on", "shows signing on"),
        (json!({"answer": {"status": 403}}), "absent", "403"),
        (json!({"edit": {"when": "after", "edit": {"name": "Renamed"}}}), "on", "other members"),
    ];
    concurrently(&cases, |(put, after, known)| {
        for lose in [lose_directory as fn(&Path), lose_journal] {
            let stand = Stand::new();
            let app = stand.application(BEFORE);
            stand.fault(json!([
                {"on": "put", "id": app, "do": put},
                {"on": "put", "id": app, "do": {"delay": {"ms": 1000, "when": "before"}}},
            ]));
            let running = Running::start(stand.vsw(["enable", &app, "--json"]));
            stand.wait_for(&app, 2);
            lose(&stand.state());
            let output = running.end().expect(6);
            let report = output.json();
            let one = only(&report);
            assert_eq!(one["outcome"], "unconfirmed", "{output:?}");
            assert_eq!(one["after"], *after, "{output:?}");
            let detail = one["detail"].as_str().expect("a sentence");
            assert!(detail.contains(known) && detail.contains("could not be written"), "{detail}");
            assert_eq!(stand.puts(&app).len(), 1);
        }
    });
}

#[test]
fn a_program_that_vsw_starts_is_ended_by_the_file_limit_as_usual() {
    let stand = Stand::new();
    let write = "ulimit -f 0; echo x > file; echo survived";
    let output = stand.vsw(["sandbox", "--", "/bin/sh", "-c", write]).run();
    assert!(output.code > 128 && !output.stdout.contains("survived"), "{output:?}");
}

fn lose_directory(state: &Path) {
    fs::rename(state, state.with_extension("gone")).expect("a rename");
    fs::write(state, b"").expect("a file");
}

fn lose_journal(state: &Path) {
    fs::remove_file(state.join("journal.ndjson")).expect("a removal");
    fs::create_dir(state.join("journal.ndjson")).expect("a directory");
}

#[test]
fn a6_concurrent_changes_send_no_put_without_a_journal_entry() {
    let stand = Stand::new();
    let apps: Vec<String> = (0..5).map(|_| stand.application(BEFORE)).collect();
    let args: Vec<&str> = ["enable"].into_iter().chain(apps.iter().map(String::as_str)).collect();
    let output = stand.shell(r#"ulimit -f 0; exec "$@""#, args.clone()).run().expect(3);
    for app in &apps {
        assert_eq!(stand.puts(app).len(), 0, "{output:?}");
    }
    assert_eq!(output.stdout.matches("state-unwritable").count(), 5, "{output:?}");
    stand.vsw(args).run().expect(0);
    assert_eq!(outcomes(&stand), ["changed"; 5]);
    let mut kept = stand.stored_documents();
    let mut replaced: Vec<_> = apps.iter().map(|app| document(app, BEFORE).into_bytes()).collect();
    kept.sort();
    replaced.sort();
    assert_eq!(kept, replaced);
}

#[test]
fn a6_two_runs_on_one_application_take_turns() {
    let stand = Stand::new();
    let app = stand.application(BEFORE);
    stand.fault(json!({"on": "put", "id": app, "do": {"delay": {"ms": 700, "when": "before"}}}));
    let first = Running::start(stand.vsw(["enable", &app, "--json"]));
    stand.wait_for(&app, 2);
    let second = Running::start(stand.vsw(["disable", &app, "--json"]));
    let impatient = Running::start(stand.vsw(["disable", &app, "--json", "--timeout", "1"]));
    let (first, second) = (first.end().expect(0).json(), second.end().expect(0).json());
    assert_eq!((&only(&first)["outcome"], &only(&first)["after"]), (&json!("changed"), &json!("on")));
    let impatient = impatient.end();
    // One `disable` turned signing off. The other found it off, or timed out waiting for the lock.
    let both = [only(&second)["outcome"].clone(), only(&impatient.json())["outcome"].clone()];
    assert!(both.contains(&json!("changed")), "{both:?}");
    assert_eq!(&stand.methods(&app)[..11], "GET PUT GET");
    let history = history(&stand);
    assert_eq!((&history["unread"], outcomes(&stand)), (&json!(0), words(&["changed", "changed"])));
    assert_eq!(stand.puts(&app).len(), 2);
}

#[test]
fn a6_concurrent_runs_on_different_applications_do_not_interfere() {
    let stand = Stand::new();
    let apps: Vec<String> = (0..12).map(|_| stand.application(BEFORE)).collect();
    let children: Vec<Running> =
        apps.iter().map(|app| Running::start(stand.vsw(["enable", app, "--json"]))).collect();
    for (child, app) in children.into_iter().zip(&apps) {
        let report = child.end().expect(0).json();
        assert_eq!((&only(&report)["id"], &only(&report)["outcome"]), (&json!(app), &json!("changed")));
        assert_eq!(stand.stored(app), document(app, AFTER).into_bytes());
    }
    let history = history(&stand);
    assert_eq!((&history["unread"], outcomes(&stand)), (&json!(0), words(&["changed"; 12])));
    let lines = fs::read_to_string(stand.state().join("journal.ndjson")).expect("the journal");
    assert_eq!(lines.lines().filter(|line| serde_json::from_str::<Value>(line).is_ok()).count(), 24);
    assert_eq!(stand.stored_documents().len(), 12);
}

#[test]
fn a_journal_of_another_version_can_be_read() {
    let stand = Stand::new();
    let (app, _) = enabled(&stand, BEFORE);
    let path = stand.state().join("journal.ndjson");
    let mut lines = fs::read_to_string(&path).expect("the journal");
    lines.push_str("{\"kind\":\"later\",\"x\":1}\n");
    fs::write(&path, lines.replace("\"kind\"", "\"new_member\":[1],\"kind\"")).expect("the journal");
    assert_eq!((history(&stand)["unread"].as_u64(), outcomes(&stand)), (Some(1), words(&["changed"])));
    stand.vsw(["rollback", &app, "--yes"]).run().expect(0);
}
