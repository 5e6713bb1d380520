//! Tests a signal during a run: no new PUT is sent, changes under way may finish, and every application is reported.

use std::time::{Duration, Instant};

use serde_json::json;

use super::{
    Running, application, assert_contents, create_applications, outcomes, puts, resume_and_check, run_of,
    stand, wait_for_puts,
};
use crate::running::SOON;
use crate::stand::{Stand, concurrently, summary};
use crate::terminal::Terminal;

const WORDS: [&str; 6] = ["enable", "--all", "--yes", "--json", "--concurrency", "4"];

fn slow_puts(stand: &Stand, ms: u32) {
    stand.fault(json!({"on": "put", "times": "forever", "do": {"delay": {"ms": ms}}}));
}

#[test]
fn after_a_signal_no_put_starts_and_every_application_is_reported() {
    concurrently(&[("INT", 130), ("TERM", 143)], |&(signal, code)| {
        let stand = stand();
        let applications = create_applications(&stand, 40);
        slow_puts(&stand, 150);
        let running = Running::start(stand.vsw(WORDS));
        wait_for_puts(&stand, 8);
        running.signal(signal);
        std::thread::sleep(Duration::from_millis(50));
        let sent = puts(&stand).len();
        let output = running.end().expect(code);
        let report = output.json();
        assert_eq!(puts(&stand).len(), sent, "no PUT after the signal");
        let ended = outcomes(&report);
        let count = |word: &str| ended.iter().filter(|end| end.0 == word).count();
        assert_eq!(ended.len(), 40);
        assert_eq!((count("changed"), count("not_attempted")), (sent, 40 - sent), "{ended:?}");
        assert!(ended.iter().filter(|end| end.0 == "not_attempted").all(|end| end.1 == Some("interrupted")));
        assert_eq!(report["run"], json!(run_of(&output.stderr)));
        stand.reset_faults();
        resume_and_check(&stand, &run_of(&output.stderr), &applications);
    });
}

#[test]
fn the_text_report_names_each_change_that_a_signal_met() {
    let stand = stand();
    let applications = create_applications(&stand, 8);
    stand.fault(json!({"on": "put", "times": "forever", "do": {"delay": {"ms": 20_000, "when": "after"}}}));
    let running = Running::start(stand.vsw(["enable", "--all", "--yes", "--concurrency", "2"]));
    wait_for_puts(&stand, 2);
    running.signal("INT");
    let output = running.end().expect(130);
    for (id, _) in &applications[..2] {
        assert!(output.stdout.contains(&format!("`vsw status {id}`")), "{id}: {output:?}");
    }
    assert_eq!(output.stdout.matches("  detail ").count(), 2, "{output:?}");
}

#[test]
fn a_hanging_put_is_abandoned_after_five_seconds_or_a_second_signal() {
    let stand = stand();
    let applications = create_applications(&stand, 8);
    slow_puts(&stand, 60_000);
    let running = Running::start(stand.vsw(WORDS));
    wait_for_puts(&stand, 4);
    let begun = Instant::now();
    running.signal("INT");
    let report = running.end().expect(130).json();
    let took = begun.elapsed();
    assert!(took > Duration::from_secs(4) && took < SOON, "{took:?}");
    assert_eq!(report["summary"], summary(&[("unconfirmed", 4), ("not_attempted", 4)]));
    let unconfirmed = report["applications"].as_array().expect("applications").iter();
    assert!(unconfirmed.filter(|one| one["outcome"] == "unconfirmed").all(|one| one["snapshot"].is_string()));
    let mut running = Running::start(stand.vsw(WORDS));
    wait_for_puts(&stand, 8);
    running.signal("INT");
    assert!(running.still_runs_after(Duration::from_millis(500)), "one signal lets what is under way end");
    let begun = Instant::now();
    running.signal("INT");
    let output = running.end().expect(130);
    assert!(begun.elapsed() < Duration::from_secs(4));
    stand.reset_faults();
    let run = run_of(&output.stderr);
    stand.vsw(["enable", "--resume", &run]).run().expect(0);
    assert_contents(&stand, &applications);
}

#[test]
fn ctrl_c_restores_the_terminal() {
    let stand = stand();
    create_applications(&stand, 30);
    slow_puts(&stand, 300);
    let mut terminal = Terminal::against(&stand, "enable --all --yes --concurrency 2");
    terminal.until("run 2");
    wait_for_puts(&stand, 2);
    terminal.interrupt();
    let seen = terminal.end(130);
    assert!(seen.contains("interrupted: waiting up to 5 s") && seen.contains("not attempted"), "{seen}");
}

#[test]
fn an_interrupted_check_does_not_report_unread_applications_as_ok() {
    let stand = stand();
    for number in 0..20 {
        application(&stand, &format!("a-{number}"), super::ON.0);
    }
    stand.fault(json!({"on": "get", "times": "forever", "do": {"delay": {"ms": 500}}}));
    let running =
        Running::start(stand.vsw(["status", "--all", "--json", "--read", "get", "--concurrency", "1"]));
    std::thread::sleep(Duration::from_millis(900));
    running.signal("TERM");
    let output = running.end().expect(143);
    // `status` prints JSON of up to 1,000 applications only at the end of the check. The signal came earlier,
    // so the output is only the error.
    assert_eq!(output.json()["code"], "interrupted", "{output:?}");
}
