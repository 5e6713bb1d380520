//! Tests commands while another process has locked the journal.

use std::fs::File;
use std::os::unix::fs::PermissionsExt as _;
use std::time::{Duration, Instant};

use serde_json::json;

use super::BEFORE;
use crate::running::{Running, SOON};
use crate::stand::{Stand, only};

/// Locks the journal until the returned file is dropped.
fn locked(stand: &Stand) -> File {
    let path = stand.state().join("journal.ndjson");
    std::fs::create_dir_all(stand.state()).expect("a directory");
    std::fs::set_permissions(stand.state(), std::fs::Permissions::from_mode(0o700)).expect("a mode");
    let file = File::options().create(true).append(true).open(&path).expect("a journal");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("a mode");
    file.lock().expect("a lock");
    file
}

#[test]
fn a_change_waits_for_the_journal_within_the_timeout() {
    let stand = Stand::new();
    let app = stand.application(BEFORE);
    let lock = locked(&stand);
    for words in [&["enable", &app][..], &["enable", &app, "--max-changes", "1"]] {
        let begun = Instant::now();
        let words = [words, &["--timeout", "1", "--json"]].concat();
        let report = stand.vsw(words).run().expect(3).json();
        assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
        let one = only(&report);
        assert_eq!((&one["outcome"], &one["code"]), (&json!("failed"), &json!("state-unwritable")));
        let detail = one["detail"].as_str().expect("a sentence");
        assert!(detail.starts_with("cannot write to the state directory"), "{detail}");
        assert!(
            detail.contains("another process has locked") && detail.ends_with("; nothing was sent"),
            "{detail}"
        );
    }
    let pruned = stand.vsw(["history", "prune", "--yes", "--timeout", "1", "--json"]).run().expect(3).json();
    assert_eq!(pruned["code"], "state-unwritable", "{pruned}");
    assert!(pruned["hint"].as_str().is_some_and(|hint| hint.contains("that process")), "{pruned}");
    assert!(stand.puts(&app).is_empty());
    let before = stand.requests_of(&app).len();
    let running = Running::start(stand.vsw(["enable", &app]));
    stand.wait_for(&app, before + 1);
    std::thread::sleep(Duration::from_millis(200));
    drop(lock);
    running.end().expect(0);
    assert_eq!(stand.puts(&app).len(), 1);
}

#[test]
fn a_change_that_waited_for_the_journal_reads_the_application_again() {
    let stand = Stand::new();
    let app = stand.application(BEFORE);
    let lock = locked(&stand);
    let running = Running::start(stand.vsw(["enable", &app]));
    stand.wait_for(&app, 1);
    std::thread::sleep(Duration::from_millis(1_500));
    let renamed = String::from_utf8(stand.stored(&app)).expect("text").replace("Under test", "Renamed");
    stand.store(&app, renamed);
    drop(lock);
    running.end().expect(0);
    assert_eq!(stand.methods(&app), "GET GET PUT GET");
    assert!(String::from_utf8(stand.stored(&app)).expect("text").contains("Renamed"));
}

#[test]
fn a_signal_ends_the_wait_for_the_journal() {
    let stand = Stand::new();
    let app = stand.application(BEFORE);
    let _lock = locked(&stand);
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let before = stand.requests_of(&app).len();
        let running = Running::start(stand.vsw(["enable", &app, "--json"]));
        stand.wait_for(&app, before + 1);
        std::thread::sleep(Duration::from_millis(300));
        let begun = Instant::now();
        running.signal(signal);
        let report = running.end().expect(code).json();
        assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
        assert_eq!(only(&report)["outcome"], "not_attempted", "{report}");
    }
    assert!(stand.puts(&app).is_empty());
}

#[test]
fn a_check_goes_on_without_the_journal() {
    let stand = Stand::new();
    let apps = [stand.application(BEFORE), stand.application(BEFORE)];
    let _lock = locked(&stand);
    let begun = Instant::now();
    let output = stand.vsw(["status", &apps[0], &apps[1]]).run().expect(1);
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
    let warning = "warning: vsw could not record all applications that this run read: cannot write to the state directory";
    assert_eq!(output.stderr.matches(warning).count(), 1, "{output:?}");
    assert!(stand.puts(&apps[0]).is_empty());
}
