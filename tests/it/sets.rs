//! Whole sets: many applications read and changed at once, against a sandbox that shifts its lists, limits its rate and
//! is killed under. Each test looks at what was asked, at what came of it, and at what was said.
//!
//! Not here: one application's change in every cell of its table (`outcomes`), and fleet files as files (`fleet`).

mod budget;
mod change;
mod fleet;
mod kills;
mod plan;
mod prune;
mod resume;
mod signals;
mod status;

use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use crate::running::{Running, wait_for};
use crate::stand::{Request, Stand, summary};

/// A stand without applications but those that a test makes.
fn stand() -> Stand {
    let stand = Stand::new();
    stand.reset(0);
    stand
}

/// What stands in `capabilities`, and what has to stand there after `enable`. Made by hand.
const OFF: (&str, &str) =
    (r#""voice":{"signed_callbacks":false,"n":1.10}"#, r#""voice":{"signed_callbacks":true,"n":1.10}"#);
const ABSENT: (&str, &str) = (
    r#""voice": {"webhooks" : {} , "region":"eu\u002dwest"},"vbc":{}"#,
    r#""voice": {"webhooks" : {} , "region":"eu\u002dwest", "signed_callbacks":true},"vbc":{}"#,
);
const EMPTY: (&str, &str) = (r#""voice":{}"#, r#""voice":{"signed_callbacks":true}"#);
const ODD: (&str, &str) = (
    r#""rtc":{"x":1e400,"y":-0},"voice":{"signed_callbacks":"true"}"#,
    r#""rtc":{"x":1e400,"y":-0},"voice":{"signed_callbacks":true}"#,
);
const ON: (&str, &str) = (r#""voice":{"signed_callbacks":true}"#, r#""voice":{"signed_callbacks":true}"#);
const NO_VOICE: (&str, &str) = (r#""messages":{}"#, r#""messages":{}"#);
const TO_CHANGE: [(&str, &str); 4] = [OFF, ABSENT, EMPTY, ODD];

/// Makes an application of that name, and tells its id.
fn application(stand: &Stand, name: &str, capabilities: &str) -> String {
    let id = stand.fresh_id();
    stand.store(&id, document(&id, name, capabilities));
    id
}

/// Its document as the sandbox keeps it to the byte.
fn document(id: &str, name: &str, capabilities: &str) -> String {
    let name = serde_json::to_string(name).expect("a string");
    format!(
        r#"{{"id":"{id}","name":{name},"capabilities":{{{capabilities}}},"_links":{{"self":{{"href":"/v2/applications/{id}"}}}}}}"#
    )
}

/// So many applications that want a change, of every kind in turn: their ids, and what each has to become.
fn crowd(stand: &Stand, count: usize) -> Vec<(String, String)> {
    let each = (0..count).map(|number| {
        let (before, after) = TO_CHANGE[number % TO_CHANGE.len()];
        let id = application(stand, &format!("app-{number}"), before);
        let after = document(&id, &format!("app-{number}"), after);
        (id, after)
    });
    each.collect()
}

/// Every document is what it has to be, to the byte.
#[track_caller]
fn all_are(stand: &Stand, crowd: &[(String, String)]) {
    for (id, after) in crowd {
        assert_eq!(String::from_utf8_lossy(&stand.stored(id)), after.as_str(), "{id}");
    }
}

/// The PUTs that the API was sent.
fn puts(stand: &Stand) -> Vec<Request> {
    stand.requests().into_iter().filter(|request| request.method == "PUT").collect()
}

/// Those that it served: one whose sender was killed first never was.
fn served(stand: &Stand) -> Vec<Request> {
    puts(stand).into_iter().filter(|put| put.status == Some(200)).collect()
}

/// Before every PUT, the last request about its application is a GET, on the same connection and answered.
#[track_caller]
fn each_put_follows_its_get(stand: &Stand) {
    let requests = stand.requests();
    for (place, put) in requests.iter().enumerate().filter(|(_, request)| request.method == "PUT") {
        let before = requests[..place].iter().rev().find(|request| request.target == put.target);
        let before = before.unwrap_or_else(|| panic!("no GET before the PUT of {}", put.target));
        assert_eq!((before.method.as_str(), before.status), ("GET", Some(200)), "{}", put.target);
    }
}

/// The outcome and the code of each application of a change.
fn ends(report: &Value) -> Vec<(&str, Option<&str>)> {
    let each = report["applications"].as_array().expect("applications").iter();
    each.map(|one| (one["outcome"].as_str().expect("a word"), one["code"].as_str())).collect()
}

/// The verdict and the code of each application of a check.
fn verdicts(report: &Value) -> Vec<(&str, Option<&str>)> {
    let each = report["applications"].as_array().expect("applications").iter();
    each.map(|one| (one["verdict"].as_str().expect("a word"), one["code"].as_str())).collect()
}

fn ids(report: &Value) -> Vec<&str> {
    let each = report["applications"].as_array().expect("applications").iter();
    each.map(|one| one["id"].as_str().expect("an id")).collect()
}

/// The run that an interrupted or killed run said it was, on stderr.
#[track_caller]
fn run_of(stderr: &str) -> String {
    let line = stderr.lines().find_map(|line| line.strip_prefix("run "));
    line.unwrap_or_else(|| panic!("no run was named: {stderr}")).trim().to_owned()
}

/// A run that stopped in the middle goes on to its end, and sends nothing twice.
#[track_caller]
fn goes_on(stand: &Stand, run: &str, crowd: &[(String, String)]) {
    let report = stand.vsw(["enable", "--resume", run, "--json"]).run().expect(0).json();
    let count = crowd.len();
    assert_eq!((&report["summary"], puts(stand).len()), (&summary(&[("changed", count as u64)]), count));
    all_are(stand, crowd);
}

/// Waits until so many PUTs have come in.
fn wait_for_puts(stand: &Stand, count: usize) {
    wait_for(|| (puts(stand).len() >= count).then_some(()), || format!("{count} PUTs never came"));
}

/// Makes every file below a folder so many days old.
fn age(folder: &Path, days: u64) {
    let then = std::time::SystemTime::now() - Duration::from_secs(days * 86_400);
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            age(&path, days);
        } else {
            std::fs::File::options()
                .append(true)
                .open(&path)
                .and_then(|file| file.set_modified(then))
                .expect("a file");
        }
    }
}
