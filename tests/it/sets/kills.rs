//! A run that is killed at any moment, and goes on: no second PUT for what was confirmed, and the end is as if nothing
//! had happened.

use std::collections::HashMap;
use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use super::{Running, all_are, crowd, puts, run_of, served, stand};
use crate::stand::Stand;

const WORDS: [&str; 6] = ["enable", "--all", "--yes", "--json", "--concurrency", "8"];

/// `VSW_KILLS=200` for a long night.
fn kills() -> u32 {
    std::env::var("VSW_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(30)
}

/// Numbers without a pattern, the same in every run.
fn chance(seed: u32) -> u32 {
    let mixed = seed.wrapping_add(1).wrapping_mul(0x9E37_79B1);
    (mixed ^ (mixed >> 15)).wrapping_mul(0x85EB_CA6B) >> 8
}

/// The applications whose change the journal says is confirmed.
fn confirmed(stand: &Stand) -> Vec<String> {
    let Ok(text) = fs::read_to_string(stand.state().join("journal.ndjson")) else { return Vec::new() };
    let lines = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let changed = lines.filter(|line| line["kind"] == "outcome" && line["outcome"] == "changed");
    changed.map(|line| line["application"].as_str().expect("an id").to_owned()).collect()
}

fn puts_of(stand: &Stand) -> HashMap<String, usize> {
    let mut counted = HashMap::new();
    for put in served(stand) {
        let id = put.target.rsplit('/').next().expect("an id").to_owned();
        *counted.entry(id).or_insert(0) += 1;
    }
    counted
}

/// Runs that, kills it after so long, and tells what it had confirmed and the name it gave itself, if it came so far.
fn killed(stand: &Stand, words: &[&str], after: Duration) -> Option<String> {
    let mut running = Running::start(stand.vsw(words));
    running.lasts(after);
    if running.0.try_wait().expect("its state").is_none() {
        running.signal("KILL");
    }
    let output = running.end();
    output.stderr.contains("run ").then(|| run_of(&output.stderr))
}

#[test]
fn a_run_that_is_killed_anywhere_goes_on_and_sends_nothing_twice() {
    let stand = stand();
    let crowd = crowd(&stand, 60);
    let names: Vec<String> = crowd.iter().map(|(id, _)| id.clone()).collect();
    let before: Vec<Vec<u8>> = names.iter().map(|id| stand.stored(id)).collect();
    let (mut in_the_middle, mut left) = (0, kills());
    let mut seed = 0;
    while left > 0 {
        for (id, document) in names.iter().zip(&before) {
            stand.store(id, document);
        }
        let _ = fs::remove_dir_all(stand.state());
        stand.clear_log();
        // A run takes long enough for a kill to meet it in the middle.
        stand.fault(json!([
            {"on": "any", "times": "forever", "do": {"delay": {"ms": 2}}},
            {"on": "put", "times": "forever", "do": {"delay": {"ms": 4}}},
        ]));
        seed += 1;
        let after = |seed| Duration::from_millis(20 + u64::from(chance(seed) % 500));
        let Some(run) = killed(&stand, &WORDS, after(seed)) else {
            // Before its first change there is nothing to go on with.
            assert!(puts(&stand).is_empty(), "a PUT before the run was named");
            continue;
        };
        left -= 1;
        let resume = ["enable", "--resume", &run, "--json", "--concurrency", "8"];
        let (known, sent) = (confirmed(&stand), puts_of(&stand));
        in_the_middle += u32::from(!known.is_empty() && known.len() < 60);
        // Sometimes what goes on is killed as well.
        if chance(seed + 1000).is_multiple_of(3) {
            killed(&stand, &resume, after(seed + 2000));
        }
        let report = stand.vsw(resume).run().expect(0).json();
        assert_eq!(report["summary"]["failed"], 0);
        assert_eq!(
            report["summary"]["changed"]
                .as_u64()
                .zip(report["summary"]["unchanged"].as_u64())
                .map(|(a, b)| a + b),
            Some(60)
        );
        all_are(&stand, &crowd);
        let now = puts_of(&stand);
        for id in &known {
            assert_eq!(now.get(id), sent.get(id), "{id} was confirmed and sent again");
        }
        no_two_outcomes_of_one_snapshot(&stand);
    }
    assert!(in_the_middle * 3 >= kills(), "only {in_the_middle} kills met a run in the middle");
}

/// Two parts of a run never name their snapshots alike.
fn no_two_outcomes_of_one_snapshot(stand: &Stand) {
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
fn where_the_journal_is_gone_with_the_machine_the_same_command_is_as_safe() {
    for seed in 0..4 {
        let stand = stand();
        let crowd = crowd(&stand, 40);
        stand.fault(json!({"on": "put", "times": "forever", "do": {"delay": {"ms": 10}}}));
        killed(&stand, &WORDS, Duration::from_millis(150 + u64::from(chance(seed) % 200)));
        // What was on its way arrives.
        std::thread::sleep(Duration::from_millis(50));
        let done = puts(&stand).len();
        let _ = fs::remove_dir_all(stand.state());
        stand.vsw(WORDS).run().expect(0);
        all_are(&stand, &crowd);
        assert_eq!(puts_of(&stand).values().sum::<usize>(), 40, "{done} had been sent");
        assert!(puts_of(&stand).values().all(|count| *count == 1));
    }
}
