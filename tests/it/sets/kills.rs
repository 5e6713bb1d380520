//! Kills runs at pseudorandom moments and resumes them: no confirmed change is sent again.

use std::collections::HashMap;
use std::fs;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use super::{Running, assert_contents, create_applications, processed_puts, puts, run_of, stand};
use crate::stand::{Stand, concurrently};

const WORDS: [&str; 6] = ["enable", "--all", "--yes", "--json", "--concurrency", "8"];

/// `VSW_KILLS=200` makes a long test.
fn kills() -> u32 {
    std::env::var("VSW_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(15)
}

/// The number of built-in applications that each reset of the sandbox creates.
const APPLICATIONS: u32 = 80;
/// Of each eight applications, three need a change: two lack the flag, and one has it off.
const TO_CHANGE: usize = 30;

fn pseudorandom(seed: u32) -> u32 {
    let mixed = seed.wrapping_add(1).wrapping_mul(0x9E37_79B1);
    (mixed ^ (mixed >> 15)).wrapping_mul(0x85EB_CA6B) >> 8
}

fn confirmed(stand: &Stand) -> Vec<String> {
    let Ok(text) = fs::read_to_string(stand.state().join("journal.ndjson")) else { return Vec::new() };
    let lines = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let changed = lines.filter(|line| line["kind"] == "outcome" && line["outcome"] == "changed");
    changed.map(|line| line["application"].as_str().expect("an id").to_owned()).collect()
}

fn lines_of_journal(stand: &Stand) -> usize {
    fs::read_to_string(stand.state().join("journal.ndjson")).map_or(0, |text| text.lines().count())
}

fn puts_of(stand: &Stand) -> HashMap<String, usize> {
    let mut counted = HashMap::new();
    for put in processed_puts(stand) {
        let id = put.target.rsplit('/').next().expect("an id").to_owned();
        *counted.entry(id).or_insert(0) += 1;
    }
    counted
}

/// The moment of a kill: `later` after the run wrote `journal_lines` lines to the journal.
///
/// A duration alone could end before the first change or after the last one.
struct Moment {
    journal_lines: usize,
    later: Duration,
}

impl Moment {
    /// A run writes two lines for each change. After `journal_lines`, at least three changes are still to come.
    fn of(seed: u32) -> Self {
        let journal_lines = pseudorandom(seed) as usize % (2 * TO_CHANGE - 6);
        let later = if journal_lines < 5 { 300 } else { 8 };
        Self {
            journal_lines,
            later: Duration::from_micros(u64::from(pseudorandom(seed + 500)) % (later * 1000)),
        }
    }
}

/// Kills a command at this moment. Returns its run id, if it printed one.
fn killed(stand: &Stand, words: &[&str], moment: &Moment) -> Option<String> {
    let written = lines_of_journal(stand);
    let mut running = Running::start(stand.vsw(words));
    let mut still_running = true;
    while still_running && lines_of_journal(stand) < written + moment.journal_lines {
        still_running = running.still_runs_after(Duration::from_millis(1));
    }
    std::thread::sleep(moment.later);
    if running.still_runs_after(Duration::ZERO) {
        running.signal("KILL");
    }
    let output = running.end();
    output.stderr.contains("run ").then(|| run_of(&output.stderr))
}

#[test]
fn a_killed_run_resumes_and_sends_no_confirmed_change_again() {
    const SANDBOXES: u32 = 3;
    let in_the_middle = AtomicU32::new(0);
    let sandboxes: Vec<u32> = (0..SANDBOXES).collect();
    concurrently(&sandboxes, |number| {
        let share = (kills() + number) / SANDBOXES;
        in_the_middle.fetch_add(kill_and_resume(share, number * 10_000), Ordering::SeqCst);
    });
    let in_the_middle = in_the_middle.into_inner();
    assert!(in_the_middle * 2 >= kills(), "only {in_the_middle} of {} kills met a run midway", kills());
}

/// Returns how many runs were killed midway.
fn kill_and_resume(kills: u32, mut seed: u32) -> u32 {
    let stand = stand();
    let applications = changed_without_a_kill(&stand);
    let (mut in_the_middle, mut left) = (0, kills);
    while left > 0 {
        let _ = fs::remove_dir_all(stand.state());
        stand.reset(APPLICATIONS);
        // Slow the run down, to kill it midway.
        stand.fault(json!([
            {"on": "any", "times": "forever", "do": {"delay": {"ms": 4}}},
            {"on": "put", "times": "forever", "do": {"delay": {"ms": 8}}},
        ]));
        seed += 1;
        let Some(run) = killed(&stand, &WORDS, &Moment::of(seed)) else {
            assert!(puts(&stand).is_empty(), "a PUT before the run was named");
            continue;
        };
        left -= 1;
        let (known, sent) = (confirmed(&stand), puts_of(&stand));
        in_the_middle += u32::from(!known.is_empty() && known.len() < applications.len());
        resume(&stand, &run, seed);
        assert_contents(&stand, &applications);
        let now = puts_of(&stand);
        for id in &known {
            assert_eq!(now.get(id), sent.get(id), "{id} was confirmed and sent again");
        }
        assert!(now.keys().all(|id| applications.iter().any(|(known, _)| known == id)), "{now:?}");
        no_two_intents_of_one_snapshot(&stand);
    }
    in_the_middle
}

fn changed_without_a_kill(stand: &Stand) -> Vec<(String, String)> {
    stand.reset(APPLICATIONS);
    stand.vsw(WORDS).run().expect(0);
    let changed = puts_of(stand).into_keys().map(|id| {
        let after = String::from_utf8(stand.stored(&id)).expect("UTF-8");
        (id, after)
    });
    let changed: Vec<_> = changed.collect();
    assert_eq!(changed.len(), TO_CHANGE);
    changed
}

/// Resumes a run to its end. Sometimes the resumed run is killed first.
fn resume(stand: &Stand, run: &str, seed: u32) {
    let resume = ["enable", "--resume", run, "--json", "--concurrency", "8"];
    if pseudorandom(seed + 1000).is_multiple_of(3) {
        killed(stand, &resume, &Moment::of(seed + 2000));
    }
    let summary = stand.vsw(resume).run().expect(0).json()["summary"].clone();
    let count = |word: &str| summary[word].as_u64().expect("a number");
    assert_eq!((count("failed"), count("changed") + count("unchanged")), (0, TO_CHANGE as u64), "{summary}");
}

fn no_two_intents_of_one_snapshot(stand: &Stand) {
    let text = fs::read_to_string(stand.state().join("journal.ndjson")).expect("the journal");
    let mut seen = HashMap::new();
    for line in text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        if line["kind"] == "intent" {
            let snapshot = line["snapshot"].as_str().expect("a name").to_owned();
            assert_eq!(seen.insert(snapshot.clone(), line["application"].clone()), None, "{snapshot}");
        }
    }
}

#[test]
fn repeating_the_command_is_safe_without_the_journal() {
    concurrently(&[0, 1, 2, 3], |&seed| {
        let stand = stand();
        let applications = create_applications(&stand, 40);
        stand.fault(json!({"on": "put", "times": "forever", "do": {"delay": {"ms": 10}}}));
        let moment =
            Moment { journal_lines: pseudorandom(seed) as usize % 70, later: Duration::from_millis(1) };
        killed(&stand, &WORDS, &moment);
        // Let requests that are under way arrive.
        std::thread::sleep(Duration::from_millis(50));
        let done = puts(&stand).len();
        let _ = fs::remove_dir_all(stand.state());
        stand.vsw(WORDS).run().expect(0);
        assert_contents(&stand, &applications);
        assert_eq!(puts_of(&stand).values().sum::<usize>(), 40, "{done} had been sent");
        assert!(puts_of(&stand).values().all(|count| *count == 1));
    });
}
