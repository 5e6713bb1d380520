//! Tests when `status` names `vsw disable` as the cause of missing signing.

use serde_json::Value;

use super::{ON, status};
use crate::stand::{Stand, concurrently, document, only};

#[test]
fn every_command_that_sees_signing_on_remembers_it() {
    // Commands that see signing on, with `APP` for the application, and their exit codes.
    let cases: [(&[&str], i32); 7] = [
        (&["status", "APP"], 0),
        (&["status", "--all"], 0),
        (&["enable", "APP"], 0),
        (&["enable", "APP", "--max-changes", "1"], 0),
        (&["enable", "--all", "--yes"], 0),
        (&["diff", "APP"], 1),
        (&["diff", "--all"], 1),
    ];
    concurrently(&cases, |(words, code)| {
        let stand = Stand::new();
        stand.reset(0);
        let app = stand.application(ON);
        stand.vsw(["disable", &app]).run().expect(0);
        stand.store(&app, document(&app, ON));
        stand.vsw(words.iter().map(|word| word.replace("APP", &app))).run().expect(*code);
        stand.store(&app, document(&app, &ON.replace("true", "false")));
        let report = status(&stand, &[&app], 1);
        let one = only(&report);
        assert_eq!(one["by"], Value::Null, "{words:?}: {report}");
        assert!(one["last_confirmed_at"].is_string(), "{words:?}: {report}");
    });
}

#[test]
fn a_change_after_signing_was_seen_on_is_named() {
    let stand = Stand::new();
    stand.reset(0);
    let app = stand.application(ON);
    stand.vsw(["status", "--all"]).run().expect(0);
    stand.vsw(["disable", &app]).run().expect(0);
    let report = status(&stand, &[&app], 1);
    assert_eq!(only(&report)["by"]["command"], "disable", "signing was seen on before the change: {report}");
}
