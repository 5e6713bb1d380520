//! Tests missing and modified references, which are stored documents with which `vsw` compares. Also tests
//! the member `moved_since_reference` in reports of changes.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::{ADDRESS, ON, redirect, status};
use crate::stand::{Stand, code_of, concurrently, document, only, paths};

const OFF: &str =
    r#""voice":{"signed_callbacks":false,"webhooks":{"event_url":{"address":"https://ours.example/e"}}}"#;

type Harm = fn(&Path);

const HARMS: [(&str, Harm); 2] = [
    ("its hash differs", |path| {
        let bytes = fs::read(path).expect("a document");
        fs::write(path, [&bytes[..], b" "].concat()).expect("a write");
    }),
    ("the stored document is missing", |path| fs::remove_file(path).expect("a removal")),
];

/// Returns an application that moved after `enable`, and whose stored documents are damaged.
fn damaged(stand: &Stand, harm: Harm) -> String {
    let app = stand.application(OFF);
    stand.vsw(["enable", &app]).run().expect(0);
    redirect(stand, &app);
    assert_eq!(only(&status(stand, &[&app, "--fail-on", "moved"], 1))["code"], "moved");
    for entry in fs::read_dir(stand.state().join("documents")).expect("documents") {
        harm(&entry.expect("an entry").path());
    }
    app
}

#[test]
fn a_damaged_reference_is_reported_and_fails_a_check_for_moved_members() {
    concurrently(&HARMS, |(why, harm)| {
        let stand = Stand::new();
        stand.reset(0);
        let app = damaged(&stand, *harm);
        for words in [&[app.as_str()][..], &["--all"]] {
            let report = status(&stand, &[words, &["--fail-on", "moved"]].concat(), 3);
            let one = only(&report);
            assert_eq!((&one["verdict"], &one["code"]), (&json!("unknown"), &json!("snapshot-changed")));
            assert!(one["detail"].as_str().is_some_and(|detail| detail.contains(why)), "{one}");
            let report = status(&stand, words, 0);
            let one = only(&report);
            assert_eq!(
                (&one["verdict"], &one["code"], &one["against"]),
                (&json!("ok"), &Value::Null, &Value::Null)
            );
            assert!(one["reference_error"].as_str().is_some_and(|error| error.contains(why)), "{one}");
            let text = stand.vsw(["status"].iter().chain(words)).run().expect(0);
            let warning = format!("warning: cannot compare {app} with its reference: ");
            assert!(text.stderr.starts_with(&warning) && text.stderr.contains(why), "{text:?}");
            assert!(text.stderr.ends_with("; vsw cannot tell which members changed\n"), "{text:?}");
            assert!(text.stdout.contains("  compared  only the signing flags: cannot compare "), "{text:?}");
        }
        let refused = stand.vsw(["diff", &app, "--json"]).run();
        assert_eq!(code_of(&refused), (3, "snapshot-changed".to_owned()));
        let words = refused.json();
        assert!(words["message"].as_str().is_some_and(|message| message.contains(why)), "{words}");
        let accept = format!("`vsw diff {app} --accept`");
        let text = stand.vsw(["status", &app, "--fail-on", "moved"]).run().expect(3);
        assert!(words["hint"].to_string().contains(&accept) && text.stderr.contains(&accept), "{text:?}");
        stand.vsw(["diff", &app, "--accept"]).run().expect(0);
        assert_eq!(only(&status(&stand, &[&app, "--fail-on", "moved"], 0))["reference_error"], Value::Null);
    });
}

#[test]
fn a_missing_flag_is_drift_with_a_damaged_reference_too() {
    let stand = Stand::new();
    let app = damaged(&stand, HARMS[0].1);
    stand.dashboard(&app);
    let report = status(&stand, &[&app, "--fail-on", "moved"], 1);
    let one = only(&report);
    assert_eq!((&one["verdict"], &one["code"]), (&json!("drift"), &json!("flag-dropped")));
    let waiver = "codes = [\"flag-dropped\"]\nreason = \"r\"\nowner = \"o\"\nuntil = 9999-01-01\n";
    let fleet = format!(
        "unlisted = \"ignore\"\n[[applications]]\nid = \"{app}\"\n[[waivers]]\nid = \"{app}\"\n{waiver}"
    );
    stand.env.write("work/fleet.toml", fleet);
    let waived = |more: &[&str], code| status(&stand, &[&["--fleet", "fleet.toml"], more].concat(), code);
    assert_eq!(only(&waived(&[], 0))["verdict"], "waived");
    assert_eq!(only(&waived(&["--fail-on", "moved"], 3))["verdict"], "waived");
    let report = stand.vsw(["enable", &app, "--json"]).run().expect(0).json();
    let one = only(&report);
    assert!(one["reference_error"].is_string() && one["moved_since_reference"] == json!([]), "{one}");
}

#[test]
fn a_change_lists_what_had_moved_since_the_reference_that_it_replaces() {
    let stand = Stand::new();
    stand.reset(0);
    let app = stand.application(OFF);
    let change = |words: &[&str]| stand.vsw(words.iter().chain(&["--json"])).run().expect(0).json();
    assert_eq!(only(&change(&["enable", &app]))["moved_since_reference"], json!([]));
    let taken = document(&app, &ON.replace("ours", "tunnel").replace(r#""signed_callbacks":true,"#, ""));
    let lines = [
        "  moved     these members moved before this change; later checks compare with the new values:\n",
        &format!("    {ADDRESS}  \"https://ours.example/e\" → \"https://tunnel.example/e\"\n"),
    ]
    .concat();
    for words in [&["enable", &app][..], &["enable", "--all", "--yes"]] {
        stand.store(&app, document(&app, ON));
        stand.vsw(["diff", &app, "--accept"]).run().expect(0);
        stand.store(&app, &taken);
        assert_eq!(paths(&only(&change(words))["moved_since_reference"]), [ADDRESS]);
        assert_eq!(only(&status(&stand, &[&app], 0))["differences"], json!([]));
        stand.store(&app, document(&app, ON));
        stand.vsw(["diff", &app, "--accept"]).run().expect(0);
        stand.store(&app, &taken);
        let text = stand.vsw(words).run().expect(0).stdout;
        assert!(text.contains(&lines), "{text}");
    }
    redirect(&stand, &app);
    let disabled = change(&["disable", &app]);
    assert_eq!(only(&disabled)["moved_since_reference"], json!([]));
    stand.store(&app, &taken);
    let report = change(&["rollback", &app, "--yes", "--overwrite"]);
    assert_eq!(only(&report)["moved_since_reference"], json!([]));
}
