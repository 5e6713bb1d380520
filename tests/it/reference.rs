//! Tests the reference: the earlier document with which `status`, `diff` and `watch` compare an application.
//! A check does not replace the reference.

mod changed_by;
mod damage;
mod sets;

use serde_json::{Value, json};

use crate::stand::{API_SECRET, Stand, document, only, paths, snapshot_of};

const ON: &str =
    r#""voice":{"signed_callbacks":true,"webhooks":{"event_url":{"address":"https://ours.example/e"}}}"#;

fn status(stand: &Stand, words: &[&str], code: i32) -> Value {
    let words = ["status", "--json"].iter().chain(words);
    stand.vsw(words).run().expect(code).json()
}

fn redirect(stand: &Stand, app: &str) {
    stand.store(app, document(app, &ON.replace("ours", "tunnel")));
}

const ADDRESS: &str = "/capabilities/voice/webhooks/event_url/address";

#[test]
fn a_check_never_replaces_the_reference() {
    let stand = Stand::new();
    let app = stand.application(ON);
    let first = status(&stand, &[&app], 0);
    let one = only(&first);
    assert_eq!((&one["compared"], &one["against"]), (&json!("flags"), &Value::Null));
    redirect(&stand, &app);
    for _ in 0..3 {
        let report = status(&stand, &[&app], 0);
        let one = only(&report);
        assert_eq!((&one["verdict"], &one["code"]), (&json!("ok"), &Value::Null));
        assert_eq!((paths(&one["differences"]), &one["compared"]), (vec![ADDRESS], &json!("document")));
        assert_eq!(one["against"]["kind"], "first-seen");
    }
    let text = stand.vsw(["status", &app]).run().expect(0).stdout;
    let moved = format!("  moved     {ADDRESS}  \"https://ours.example/e\" → \"https://tunnel.example/e\"\n");
    assert!(
        text.contains(&moved) && text.contains("  compared  with the first document that vsw saw, 20"),
        "{text}"
    );
    assert!(
        text.ends_with("✓ 1 of 1 voice application signed, 1 moved (checked 1 of 1 from the command line)\n")
    );
    stand.vsw(["history", "prune", "--keep-days", "0", "--yes"]).run().expect(0);
    assert_eq!(paths(&only(&status(&stand, &[&app], 0))["differences"]), [ADDRESS]);
    stand.vsw(["disable", &app]).run().expect(0);
    stand.vsw(["enable", &app]).run().expect(0);
    let report = status(&stand, &[&app], 0);
    assert_eq!(
        (&only(&report)["differences"], &only(&report)["against"]["kind"]),
        (&json!([]), &json!("journal"))
    );
}

#[test]
fn a_moved_member_is_drift_only_with_fail_on_moved() {
    let stand = Stand::new();
    let app = stand.application(ON);
    status(&stand, &[&app, "--fail-on", "moved"], 0);
    redirect(&stand, &app);
    let report = status(&stand, &[&app, "--fail-on", "moved"], 1);
    let one = only(&report);
    assert_eq!(
        (&one["verdict"], &one["code"], &one["problems"]),
        (&json!("drift"), &json!("moved"), &json!([]))
    );
    status(&stand, &[&app, "--fail-on", "drift,unknown"], 0);
    let text = stand.vsw(["status", &app, "--fail-on", "moved"]).run().expect(1);
    assert!(text.stderr.contains(&format!("`vsw diff {app} --accept`")), "{text:?}");
    stand.env.write("work/fleet.toml", format!("unlisted = \"ignore\"\n[[applications]]\nid = \"{app}\"\n"));
    let text = stand.vsw(["status", "--fleet", "fleet.toml", "--fail-on", "moved"]).run().expect(1);
    assert!(text.stderr.contains("is intended, run `vsw diff --fleet fleet.toml --accept`"), "{text:?}");
    stand.vsw(["diff", "--fleet", "fleet.toml"]).run().expect(1);
    for (format, words) in [
        ("junit", "moved since the reference"),
        ("sarif", "\"ruleId\": \"moved\""),
        ("github", "title=Under test%3A moved::"),
        ("gitlab", "\"check_name\": \"moved\""),
        ("markdown", "`✗ 1 of 1 voice application signed, 1 moved (checked 1 of 1 from the command line)`"),
    ] {
        let report =
            stand.vsw(["status", &app, "--fail-on", "moved", "--report", format]).run().expect(1).stdout;
        assert!(report.contains(words), "{format}: {report}");
    }
    let off = stand.application(r#""voice":{"signed_callbacks":false}"#);
    status(&stand, &[&off, "--fail-on", "moved"], 1);
    status(&stand, &[&stand.fresh_id(), "--fail-on", "moved"], 4);
    let fleet = |codes: &str| {
        stand.env.write(
            "work/fleet.toml",
            format!(
                "unlisted = \"ignore\"\n[[applications]]\nid = \"{app}\"\n[[waivers]]\nid = \"{app}\"\ncodes = [\"{codes}\"]\n\
                 reason = \"r\"\nowner = \"o\"\nuntil = 2999-12-31\n"
            ),
        );
    };
    fleet("moved");
    let waived = status(&stand, &["--fleet", "fleet.toml", "--fail-on", "moved"], 0);
    assert_eq!(only(&waived)["verdict"], "waived");
    fleet("flag-off");
    status(&stand, &["--fleet", "fleet.toml", "--fail-on", "moved"], 1);
}

#[test]
fn diff_accept_makes_the_present_document_the_reference() {
    let stand = Stand::new();
    let app = stand.application(ON);
    status(&stand, &[&app], 0);
    redirect(&stand, &app);
    let before = stand.requests().len();
    stand.vsw(["diff", &app]).run().expect(1);
    let accepted = stand.vsw(["diff", &app, "--accept"]).run().expect(0);
    assert!(
        accepted.stdout.contains("  accepted  this document") && accepted.stdout.contains(ADDRESS),
        "{accepted:?}"
    );
    stand.vsw(["diff", &app]).run().expect(0);
    assert_eq!(stand.requests().len(), before + 3, "it only reads");
    let report = status(&stand, &[&app, "--fail-on", "moved"], 0);
    assert_eq!(only(&report)["against"]["kind"], "accepted");
    let history = stand.vsw(["history", &app, "--json"]).run().expect(0).json();
    let kinds: Vec<&Value> =
        history["entries"].as_array().expect("entries").iter().map(|entry| &entry["kind"]).collect();
    assert!(kinds.contains(&&json!("accepted")), "{history}");
    stand.vsw(["history", "prune", "--keep-days", "0", "--yes"]).run().expect(0);
    redirect(&stand, &app);
    assert_eq!(only(&status(&stand, &[&app, "--fail-on", "moved"], 0))["differences"], json!([]));
    // A baseline takes precedence over an accepted document, so accepting would have no effect.
    stand.vsw(["baseline", "save", &app]).run().expect(0);
    let refused = stand.vsw(["diff", &app, "--accept"]).run().expect(2);
    assert!(
        refused.stderr.contains(&format!("`vsw baseline save {app} --file ./vsw.baseline.json`")),
        "{refused:?}"
    );
    std::fs::remove_file(stand.env.path("work/vsw.baseline.json")).expect("it goes");
    stand.store(&app, document(&app, ON).replace("Under test", API_SECRET));
    let refused = stand.vsw(["diff", &app, "--accept", "--json"]).run().expect(3).json();
    assert_eq!(
        (&refused["applications"][0]["outcome"], &refused["applications"][0]["code"]),
        (&json!("unknown"), &json!("own-secret"))
    );
    stand.vsw(["diff", &app, "--accept"]).env("VSW_READ_ONLY", "1").run().expect(3);
}

#[test]
fn accepting_a_document_does_not_accept_its_missing_flag() {
    let stand = Stand::new();
    stand.reset(0);
    let app = stand.application(ON);
    status(&stand, &[&app], 0);
    stand.dashboard(&app);
    let missing = "`vsw status` will still report a problem: signing is absent";
    for words in [&["diff", &app, "--accept"][..], &["diff", "--all", "--accept", "--yes"]] {
        let output = stand.vsw(words).run().expect(0);
        assert!(output.stdout.starts_with("• Under test") && output.stdout.contains(missing), "{output:?}");
        let report = stand.vsw(words.iter().chain(&["--json"])).run().expect(0).json();
        let row = only(&report);
        let detail = row["detail"].as_str().expect("a sentence");
        assert!(row["outcome"] == "accepted" && detail.starts_with(missing), "{row}");
    }
    assert_eq!(only(&status(&stand, &[&app], 1))["code"], "flag-dropped");
    stand
        .env
        .write("work/fleet.toml", format!("[[applications]]\nid = \"{app}\"\nsigned_callbacks = false\n"));
    stand.store(&app, document(&app, &ON.replace("true", "false")));
    let output = stand.vsw(["diff", "--fleet", "fleet.toml", "--accept", "--yes"]).run().expect(0);
    assert!(!output.stdout.contains("signing is off"), "{output:?}");
}

#[test]
fn a_change_in_the_journal_is_named_instead_of_a_guess() {
    let stand = Stand::new();
    let app = stand.application(ON);
    stand.vsw(["status", &app]).run().expect(0);
    stand.vsw(["disable", &app]).env("USER", "ada").run().expect(0);
    let report = status(&stand, &[&app], 1);
    let by = &only(&report)["by"];
    assert_eq!((&by["command"], &by["user"], by["at"].is_string()), (&json!("disable"), &json!("ada"), true));
    let text = stand.vsw(["status", &app]).run().expect(1).stdout;
    assert!(text.contains("  by        vsw disable (ada) at 20"), "{text}");
    let all = stand.vsw(["status", "--all"]).run().expect(1).stdout;
    assert!(all.contains("  by        vsw disable (ada) at 20"), "{all}");
    // Another user turned signing on and off again, so vsw is not the cause.
    stand.store(&app, document(&app, ON));
    assert_eq!(only(&status(&stand, &[&app], 0))["by"], Value::Null);
    stand.store(&app, document(&app, &ON.replace("true", "false")));
    assert_eq!(only(&status(&stand, &[&app], 1))["by"], Value::Null);
    // A check of a set saw signing on after `disable`, so `disable` is not the cause.
    stand.vsw(["enable", &app]).run().expect(0);
    stand.vsw(["disable", &app]).run().expect(0);
    stand.store(&app, document(&app, ON));
    stand.vsw(["status", "--all"]).run().expect(1);
    stand.store(&app, document(&app, &ON.replace("true", "false")));
    assert_eq!(only(&status(&stand, &[&app], 1))["by"], Value::Null);
    // No change in the journal explains this drop, so the cause is guessed.
    stand.vsw(["enable", &app]).run().expect(0);
    stand.dashboard(&app);
    stand.store(&app, String::from_utf8(stand.stored(&app)).expect("text").replace("Under test", "Renamed"));
    let report = status(&stand, &[&app], 1);
    assert!(only(&report)["detail"].as_str().expect("words").contains("Dashboard"), "{report}");
}

#[test]
fn vsw_is_not_named_for_the_edits_of_others() {
    let stand = Stand::new();
    stand.reset(0);
    let app = stand.application(&ON.replace("true", "false"));
    stand.vsw(["baseline", "save", &app]).run().expect(0);
    let report = stand.vsw(["enable", &app, "--json"]).run().expect(0).json();
    let by = |args: &[&str], code| only(&status(&stand, args, code))["by"].clone();
    assert_eq!(by(&[&app], 0), Value::Null, "nothing moved");
    let enabled = String::from_utf8(stand.stored(&app)).expect("text");
    stand.store(&app, enabled.replace("Under test", "Renamed"));
    assert_eq!(by(&[&app], 0), Value::Null, "renamed by another");
    assert_eq!(by(&[&app, "--fail-on", "moved"], 1), Value::Null);
    let text = stand.vsw(["status", &app]).run().expect(0).stdout;
    assert!(text.contains("  moved     /name") && !text.contains("  by  "), "{text}");
    // `disable` turned signing off; its PUT only repeated the name that another user had changed.
    stand.vsw(["disable", &app]).run().expect(0);
    assert_eq!(by(&[&app], 1)["command"], "disable");
    stand.vsw(["enable", &app]).run().expect(0);
    assert_eq!(by(&[&app], 0), Value::Null, "renamed by another, and written again by vsw");
    std::fs::remove_file(stand.env.path("work/vsw.baseline.json")).expect("it goes");
    stand.vsw(["baseline", "save", &app]).run().expect(0);
    let words = ["rollback", &app, "--to", snapshot_of(&report), "--keep-signing", "--overwrite", "--yes"];
    stand.vsw(words).run().expect(0);
    assert_eq!(by(&[&app], 0)["command"], "rollback");
    let fleet = format!("[[applications]]\nid = \"{app}\"\n");
    let pinned = |more: &str| stand.env.write("work/fleet.toml", format!("{fleet}{more}"));
    pinned("event_url = \"https://pinned.example/e\"\n");
    let report = status(&stand, &["--fleet", "fleet.toml"], 1);
    assert_eq!((&only(&report)["code"], &only(&report)["by"]), (&json!("webhook-address"), &Value::Null));
    let output = stand.vsw(["status", "--fleet", "fleet.toml"]).run().expect(1);
    let shown = "\n  event_url  expected https://pinned.example/e  actual https://ours.example/e\n";
    assert!(output.stdout.contains(shown) && !output.stdout.contains("  by  "), "{output:?}");
    assert!(
        output
            .stderr
            .contains("with the API, or edit fleet.toml at line 2; `vsw diff --fleet fleet.toml` shows "),
        "{output:?}"
    );
}

#[test]
fn a_fleet_file_that_matches_no_application_is_an_error() {
    let stand = Stand::new();
    stand.reset(0);
    stand.application(ON);
    let fleet = |head: &str| {
        stand.env.write("work/fleet.toml", format!("{head}[[applications]]\nname = \"zzz*\"\n"));
    };
    let watch = ["watch", "--fleet", "fleet.toml", "--rounds", "1", "--now"];
    for head in ["", "unlisted = \"report\"\n", "unlisted = \"ignore\"\n"] {
        fleet(head);
        for words in [&["status", "--fleet", "fleet.toml"][..], &watch] {
            for format in ["--format=text", "--format=json"] {
                let output = stand.vsw(words.iter().chain(&[format])).run().expect(2);
                let said = format!("{}{}", output.stdout, output.stderr);
                assert!(said.contains("no application matches fleet.toml"), "{output:?}");
            }
        }
        let named = ["status", "--fleet", "fleet.toml", "--name", "Under*"];
        let output = stand.vsw(named).run().expect(2);
        assert!(output.stderr.contains("no application of fleet.toml has a name that matches"), "{output:?}");
    }
    fleet("unlisted = \"fail\"\n");
    let report = status(&stand, &["--fleet", "fleet.toml"], 1);
    assert_eq!(only(&report)["verdict"], "unlisted");
}

#[test]
fn an_unlisted_application_that_fails_the_run_is_reported_as_its_cause() {
    let stand = Stand::new();
    stand.reset(0);
    let (listed, other) = (stand.application(ON), stand.application(ON));
    let fleet = format!("unlisted = \"fail\"\n[[applications]]\nid = \"{listed}\"\n");
    stand.env.write("work/fleet.toml", fleet);
    let output = stand.vsw(["status", "--fleet", "fleet.toml"]).run().expect(1);
    assert!(output.stdout.contains(&format!("✗ Under test  {other}  unlisted\n")), "{output:?}");
    assert!(
        output.stdout.contains("and the file's `unlisted = \"fail\"` makes this a failure"),
        "{output:?}"
    );
    let last = "\n✗ 1 of 1 voice application signed, 1 unlisted (checked 2 of 2 from fleet.toml)\n";
    assert!(output.stdout.ends_with(last), "{output:?}");
    assert!(output.stderr.starts_with(&format!("hint: add {other} to fleet.toml")), "{output:?}");
    let report = stand.vsw(["status", "--fleet", "fleet.toml", "--report", "github"]).run().expect(1).stdout;
    assert!(report.contains("makes this a failure") && report.ends_with(last), "{report}");
}

#[test]
fn k2_pinned_webhooks_are_expected_without_their_secrets() {
    let stand = Stand::new();
    stand.reset(0);
    let voice = |host: &str, key: &str| {
        format!(
            r#""voice":{{"signed_callbacks":true,"webhooks":{{"answer_url":{{"address":"https://u:p4ss@{host}/a"}},"event_url":{{"address":"https://{host}/e?k={key}&n=1"}}}}}}"#
        )
    };
    let app = stand.application(&voice("ours.example", "s3cret"));
    stand.vsw(["fleet", "init", "--pin-webhooks"]).run().expect(0);
    let file = stand.env.read("work/vsw.toml");
    assert!(
        file.contains("answer_url = \"https://*@ours.example/a\"\nevent_url = \"https://ours.example/e?k=*"),
        "{file}"
    );
    assert!(
        !file.contains("s3cret") && !file.contains("p4ss") && !file.contains("fallback_answer_url"),
        "{file}"
    );
    status(&stand, &["--fleet", "vsw.toml"], 0);
    stand.store(&app, document(&app, &voice("ours.example", "rotated")));
    status(&stand, &["--fleet", "vsw.toml"], 0);
    stand.store(&app, document(&app, &voice("tunnel.example", "s3cret")));
    let report = status(&stand, &["--fleet", "vsw.toml"], 1);
    assert_eq!(only(&report)["code"], "webhook-address");
    stand.vsw(["fleet", "init", "--pin-webhooks", "--by", "all", "--force"]).run().expect(2);
    stand.vsw(["fleet", "init", "--force"]).run().expect(0);
    assert!(!stand.env.read("work/vsw.toml").contains("_url"));
}

#[test]
fn a_watch_reports_moved_members_once() {
    let stand = Stand::new();
    let app = stand.application(ON);
    stand.vsw(["status", &app]).run().expect(0);
    redirect(&stand, &app);
    let watch = |more: &[&str], code| {
        let words = ["watch", &app, "--now", "--every", "500ms", "--rounds", "2", "--json"];
        let output = stand.vsw(words.iter().chain(more)).run().expect(code);
        let lines = output.stdout.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        lines.filter(|event| event["application"].is_object()).collect::<Vec<_>>()
    };
    let events = watch(&[], 0);
    let [event] = events.as_slice() else { panic!("one event: {events:?}") };
    assert_eq!((&event["event"], &event["application"]["verdict"]), (&json!("moved"), &json!("ok")));
    assert_eq!(event["application"]["moved"][0]["path"], ADDRESS);
    let events = watch(&["--fail-on", "moved"], 1);
    let [event] = events.as_slice() else { panic!("one event: {events:?}") };
    assert_eq!((&event["event"], &event["code"]), (&json!("drift"), &json!("moved")));
}
