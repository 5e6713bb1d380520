//! Tests commands with application lists that omit members or have an entry with two ids.

use serde_json::{Value, json};

use super::{ABSENT, NO_VOICE, ON, application, document, ids, stand, verdicts};
use crate::stand::Stand;

fn status(stand: &Stand, code: i32) -> Value {
    stand.vsw(["status", "--all", "--json"]).run().expect(code).json()
}

fn drifts(report: &Value) -> usize {
    verdicts(report).iter().filter(|(verdict, _)| *verdict == "drift").count()
}

fn hide(stand: &Stand, entries: &str) {
    stand.fault(json!({"on": "list", "times": "forever", "do": {"list": {"entries": entries}}}));
}

#[test]
fn a_missing_flag_in_list_and_document_does_not_prove_that_lists_show_it() {
    let stand = stand();
    for number in 0..3 {
        application(&stand, &format!("absent-{number}"), ABSENT.0);
    }
    for number in 0..3 {
        application(&stand, &format!("on-{number}"), ON.0);
    }
    hide(&stand, "no-flag");
    let report = status(&stand, 1);
    // One request for the list, and one for each of the six applications.
    assert_eq!((drifts(&report), &report["requests"]), (3, &json!(7)), "{report}");
    // The second check first reads an application that was signed in the first check.
    let report = status(&stand, 1);
    assert_eq!((drifts(&report), &report["requests"]), (3, &json!(7)), "{report}");
    let first =
        stand.requests().into_iter().filter(|request| request.target.contains("/applications/")).nth(6);
    assert_eq!(first.map(|request| request.target.ends_with(ids(&report)[3])), Some(true));
}

#[test]
fn an_account_without_any_flag_costs_ten_probes() {
    let stand = stand();
    for number in 0..150 {
        application(&stand, &format!("absent-{number}"), ABSENT.0);
    }
    let report = status(&stand, 1);
    assert_eq!((drifts(&report), &report["requests"]), (150, &json!(12)), "{report}");
    // If one entry shows the flag, one probe (a GET) is enough. The two other requests are for the list's two
    // pages.
    application(&stand, "on", ON.0);
    let report = status(&stand, 1);
    assert_eq!((drifts(&report), &report["requests"]), (150, &json!(3)));
}

#[test]
fn a_change_of_a_set_plans_only_what_is_unsigned_if_lists_hide_the_flag() {
    let stand = stand();
    application(&stand, "absent", ABSENT.0);
    application(&stand, "on", ON.0);
    application(&stand, "on too", ON.0);
    hide(&stand, "no-flag");
    let words = ["enable", "--all", "--yes", "--max-changes", "1", "--json"];
    let report = stand.vsw(words).run().expect(0).json();
    assert_eq!((&report["summary"]["changed"], &report["summary"]["unchanged"]), (&json!(1), &json!(2)));
}

#[test]
fn a_list_without_capabilities_shows_no_signing() {
    let stand = stand();
    application(&stand, "absent", ABSENT.0);
    application(&stand, "on", ON.0);
    application(&stand, "no voice", NO_VOICE.0);
    let listed = || {
        let report = stand.vsw(["list", "--json"]).run().expect(0).json();
        let applications = report["applications"].as_array().expect("applications").clone();
        applications.iter().map(|one| one["signing"].as_str().expect("a word").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(listed(), ["absent", "on", "no-voice"]);
    hide(&stand, "bare");
    assert_eq!(listed(), ["unknown"; 3]);
    let text = stand.vsw(["list"]).run().expect(0);
    let words = "does not show the signing of 3 applications; `vsw status --all --read get` reads each";
    assert!(text.stderr.contains(words), "{text:?}");
    let text = stand.vsw(["status", "--all", "--read", "list"]).run().expect(5);
    let detail = "the account's list does not show the application's capabilities";
    let hint = "hint: omit `--read list`, so that vsw reads each application\n";
    assert!(text.stdout.contains(detail) && text.stderr.ends_with(hint), "{text:?}");
}

#[test]
fn an_entry_with_two_ids_is_an_unknown_application_with_its_name() {
    let stand = stand();
    application(&stand, "on", ON.0);
    for other in [true, false] {
        let id = application(&stand, "twofold", ON.0);
        let second = if other { stand.fresh_id() } else { id.clone() };
        let document = document(&id, "twofold", ON.0);
        stand.store(&id, document.replacen(r#","name""#, &format!(r#","id":"{second}","name""#), 1));
        let check = |report: &Value| {
            let one = report["applications"].as_array().expect("applications").last().expect("one").clone();
            assert_eq!(
                (&one["id"], &one["name"], &one["signing"], &one["code"]),
                (&json!(id), &json!("twofold"), &json!("unknown"), &json!("duplicate-member"))
            );
            assert_eq!(report["complete"], json!(true));
        };
        check(&stand.vsw(["list", "--json"]).run().expect(0).json());
        check(&status(&stand, 5));
    }
}
