//! Tests commands on sets, that is, on many applications at once.
//!
//! Not here: the outcomes of a single change (`crate::outcomes`), and the contents of fleet files (`crate::fleet`).

mod change;
mod fleet;
mod hidden;
mod kills;
mod lists;
mod plan;
mod prune;
mod rate_limit;
mod resume;
mod signals;
mod status;

use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use crate::running::{Running, wait_for};
use crate::stand::{Request, Stand, summary};

fn stand() -> Stand {
    let stand = Stand::new();
    stand.reset(0);
    stand
}

/// Contents of `capabilities`, each with its expected content after `enable`.
const OFF: (&str, &str) =
    (r#""voice":{"signed_callbacks":false,"n":1.10}"#, r#""voice":{"signed_callbacks":true,"n":1.10}"#);
const ABSENT: (&str, &str) = (
    r#""voice": {"webhooks" : {} , "region":"eu\u002dwest"},"vbc":{}"#,
    r#""voice": {"webhooks" : {} , "region":"eu\u002dwest", "signed_callbacks":true},"vbc":{}"#,
);
const EMPTY: (&str, &str) = (r#""voice":{}"#, r#""voice":{"signed_callbacks":true}"#);
const ODD: (&str, &str) = (
    r#""rtc":{"x":1e400,"y":-0,"signed_callbacks":false},"voice":{"signed_callbacks":"true"}"#,
    r#""rtc":{"x":1e400,"y":-0,"signed_callbacks":false},"voice":{"signed_callbacks":true}"#,
);
const ON: (&str, &str) = (r#""voice":{"signed_callbacks":true}"#, r#""voice":{"signed_callbacks":true}"#);
const NO_VOICE: (&str, &str) = (r#""messages":{}"#, r#""messages":{}"#);
const TO_CHANGE: [(&str, &str); 4] = [OFF, ABSENT, EMPTY, ODD];

fn application(stand: &Stand, name: &str, capabilities: &str) -> String {
    let id = stand.fresh_id();
    stand.store(&id, document(&id, name, capabilities));
    id
}

/// Returns an application's document exactly as the sandbox keeps it.
fn document(id: &str, name: &str, capabilities: &str) -> String {
    let name = serde_json::to_string(name).expect("a string");
    format!(
        r#"{{"id":"{id}","name":{name},"capabilities":{{{capabilities}}},"_links":{{"self":{{"href":"/v2/applications/{id}"}}}}}}"#
    )
}

/// Creates applications. Returns their ids, each with the document expected after `enable`.
fn create_applications(stand: &Stand, count: usize) -> Vec<(String, String)> {
    let each = (0..count).map(|number| {
        let (before, after) = TO_CHANGE[number % TO_CHANGE.len()];
        let id = application(stand, &format!("app-{number}"), before);
        let after = document(&id, &format!("app-{number}"), after);
        (id, after)
    });
    each.collect()
}

#[track_caller]
fn assert_contents(stand: &Stand, applications: &[(String, String)]) {
    for (id, after) in applications {
        assert_eq!(String::from_utf8_lossy(&stand.stored(id)), after.as_str(), "{id}");
    }
}

fn puts(stand: &Stand) -> Vec<Request> {
    stand.requests().into_iter().filter(|request| request.method == "PUT").collect()
}

/// Returns the PUTs with the response 200. A PUT whose sender was killed may have no response.
fn processed_puts(stand: &Stand) -> Vec<Request> {
    puts(stand).into_iter().filter(|put| put.status == Some(200)).collect()
}

#[track_caller]
fn assert_each_put_follows_its_get(stand: &Stand) {
    let requests = stand.requests();
    for (place, put) in requests.iter().enumerate().filter(|(_, request)| request.method == "PUT") {
        let before = requests[..place].iter().rev().find(|request| request.target == put.target);
        let before = before.unwrap_or_else(|| panic!("no GET before the PUT of {}", put.target));
        assert_eq!((before.method.as_str(), before.status), ("GET", Some(200)), "{}", put.target);
    }
}

fn outcomes(report: &Value) -> Vec<(&str, Option<&str>)> {
    let each = report["applications"].as_array().expect("applications").iter();
    each.map(|one| (one["outcome"].as_str().expect("a word"), one["code"].as_str())).collect()
}

fn verdicts(report: &Value) -> Vec<(&str, Option<&str>)> {
    let each = report["applications"].as_array().expect("applications").iter();
    each.map(|one| (one["verdict"].as_str().expect("a word"), one["code"].as_str())).collect()
}

fn ids(report: &Value) -> Vec<&str> {
    let each = report["applications"].as_array().expect("applications").iter();
    each.map(|one| one["id"].as_str().expect("an id")).collect()
}

#[track_caller]
fn run_of(stderr: &str) -> String {
    let line = stderr.lines().find_map(|line| line.strip_prefix("run "));
    line.unwrap_or_else(|| panic!("no run was named: {stderr}")).trim().to_owned()
}

/// Resumes the run, and asserts that each application was changed by exactly one PUT.
#[track_caller]
fn resume_and_check(stand: &Stand, run: &str, applications: &[(String, String)]) {
    let report = stand.vsw(["enable", "--resume", run, "--json"]).run().expect(0).json();
    let count = applications.len();
    assert_eq!((&report["summary"], puts(stand).len()), (&summary(&[("changed", count as u64)]), count));
    assert_contents(stand, applications);
}

fn wait_for_puts(stand: &Stand, count: usize) {
    wait_for(|| (puts(stand).len() >= count).then_some(()), || format!("{count} PUTs never came"));
}

/// Sets the modification time of every file below a directory to this many days ago.
fn age(directory: &Path, days: u64) {
    let then = std::time::SystemTime::now() - Duration::from_secs(days * 86_400);
    for entry in std::fs::read_dir(directory).into_iter().flatten() {
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
