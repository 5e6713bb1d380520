//! Tests `vsw baseline save`.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use serde_json::{Value, json};

use crate::stand::{API_SECRET, Stand, document};

const FILE: &str = "work/vsw.baseline.json";

fn text(stand: &Stand) -> String {
    fs::read_to_string(stand.env.path(FILE)).expect("the file")
}

fn outcomes(report: &Value) -> Vec<String> {
    let applications = report["applications"].as_array().expect("applications").iter();
    applications
        .map(|one| {
            format!("{} {}", one["outcome"].as_str().expect("a word"), one["id"].as_str().expect("an id"))
        })
        .collect()
}

#[test]
fn saving_all_masks_secrets_and_saving_twice_changes_nothing() {
    let stand = Stand::new();
    let secrets = r#""voice":{"webhooks":{"event_url":{"address":"https://u:pass@h.example/e?k=v4lue"}},"api_token":"t0ken","n":1.10,"signed_callbacks":true}"#;
    let app = stand.application(secrets);
    let report = stand.vsw(["baseline", "save", "--all", "--json"]).run().expect(0).json();
    assert_eq!((&report["schema"], &report["written"]), (&json!("vsw/baseline-save/1"), &json!(true)));
    assert_eq!(report["selection"], json!({"source": "all", "file": null, "shard": null, "count": 9}));
    assert_eq!(
        report["summary"],
        json!({"added": 9, "changed": 0, "unchanged": 0, "removed": 0, "withheld": 0, "unread": 0, "kept": 0, "signing_on": 5, "signing_not_on": 3})
    );
    let saved = text(&stand);
    for secret in ["pass", "t0ken", "v4lue", API_SECRET] {
        assert!(!saved.contains(secret), "{secret}: {saved}");
    }
    assert!(saved.contains("            \"n\": 1.10,\n            \"signed_callbacks\": true\n"), "{saved}");
    assert!(stand.requests().iter().all(|request| request.method == "GET"));
    assert!(!stand.state().exists());
    let read: Value = serde_json::from_str(&saved).expect("it is JSON");
    let entries = read["applications"].as_array().expect("entries");
    let ids: Vec<&str> =
        entries.iter().map(|one| one["application"]["id"].as_str().expect("an id")).collect();
    assert!(
        ids.is_sorted()
            && ids.contains(&app.as_str())
            && entries.iter().all(|one| one["account"] == "sandbox0")
    );
    let again = stand.vsw(["baseline", "save", "--all"]).run().expect(0);
    assert_eq!(again.stdout, "vsw.baseline.json is up to date (9 unchanged)\n");
    assert!(again.stderr.starts_with("warning: 3 of 8 voice applications are not signed"), "{again:?}");
    assert_eq!(text(&stand), saved);
    // A host, a time or a version would make the file differ from day to day.
    assert!(
        !saved.contains(stand.origin())
            && !saved.contains("2026-")
            && !saved.contains(env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn saving_one_application_changes_only_its_entry() {
    let stand = Stand::new();
    let (one, two) =
        (stand.application(r#""voice":{"signed_callbacks":true}"#), stand.application(r#""voice":{}"#));
    let other = format!(r#"{{"id":  "{two}","name":"Theirs",   "n": 1e2}}"#);
    let gone = r#"{"id":"ffffffff-0000-4000-8000-000000000000","name":"Gone"}"#;
    let entry = |account: &str, document: &str| {
        format!("    {{\n      \"account\": \"{account}\",\n      \"application\": {document}\n    }}")
    };
    let file = |entries: &[String]| {
        format!(
            "{{\n  \"schema\": \"vsw/baseline/1\",\n  \"applications\": [\n{}\n  ]\n}}\n",
            entries.join(",\n")
        )
    };
    let theirs = entry("another1", &other);
    let before =
        file(&[theirs.clone(), entry("sandbox0", &document(&one, r#""voice":{}"#)), entry("sandbox0", gone)]);
    stand.env.write(FILE, &before);
    let report = stand.vsw(["baseline", "save", &one, &one, &two, "--json"]).run().expect(0).json();
    assert_eq!(outcomes(&report), [format!("changed {one}"), format!("added {two}")]);
    assert_eq!(
        report["applications"][0]["differences"],
        json!([{"path": "/capabilities/voice/signed_callbacks"}])
    );
    assert_eq!(report["summary"]["kept"], 2);
    let saved = text(&stand);
    assert!(
        saved.contains(&theirs) && saved.ends_with(&format!("{}\n  ]\n}}\n", entry("sandbox0", gone))),
        "{saved}"
    );
    let report = stand.vsw(["baseline", "save", "--all", "--json"]).run().expect(0).json();
    assert_eq!(report["summary"]["removed"], 1);
    let removed =
        report["applications"].as_array().expect("applications").last().expect("an application").clone();
    assert_eq!((&removed["outcome"], &removed["name"]), (&json!("removed"), &json!("Gone")));
    assert!(text(&stand).contains(&theirs) && !text(&stand).contains("Gone"));
    let shown = stand.vsw(["baseline", "save", &one]).run().expect(0);
    assert_eq!(shown.stdout, "vsw.baseline.json is up to date (1 unchanged, 10 others kept)\n");
}

#[test]
fn a_failed_read_writes_nothing_unless_skipped() {
    let stand = Stand::new();
    let (good, odd) =
        (stand.application(r#""voice":{"signed_callbacks":true}"#), stand.application(r#""voice":{}"#));
    stand.vsw(["baseline", "save", &good, &odd]).run().expect(0);
    let before = text(&stand);
    stand.store(
        &good,
        document(&good, r#""voice":{"signed_callbacks":true}"#).replace("Under test", "Renamed"),
    );
    stand.store(&odd, document(&odd, r#""voice":{},"voice":{}"#));
    for args in [vec![good.as_str(), odd.as_str()], vec!["--all"]] {
        let report = stand.vsw([&["baseline", "save", "--json"][..], &args].concat()).run().expect(5).json();
        assert_eq!(outcomes(&report), [format!("unread {odd}")]);
        assert_eq!(
            (&report["applications"][0]["code"], &report["written"]),
            (&json!("duplicate-member"), &json!(false))
        );
        assert_eq!(text(&stand), before);
    }
    let missing = stand.fresh_id();
    let output = stand.vsw(["baseline", "save", &good, &missing]).run().expect(4);
    assert!(
        output
            .stderr
            .contains("nothing was written; to save the applications that were read, add `--skip-unread`"),
        "{output:?}"
    );
    assert!(output.stdout.contains("did not write vsw.baseline.json (1 not read)"), "{output:?}");
    assert_eq!(text(&stand), before);
    for skip in [&[][..], &["--skip-unread"]] {
        let line = [&["baseline", "save", &missing, "--file", "none.json"], skip].concat();
        let output = stand.vsw(line).run().expect(4);
        assert_eq!(output.stdout.lines().last(), Some("did not write none.json (1 not read)"), "{output:?}");
        assert!(!output.stderr.contains("--skip-unread") && !output.stderr.contains("git add"), "{output:?}");
        assert!(!stand.env.path("work/none.json").exists());
    }
    stand.fault(json!({"on": "list", "times": "forever", "do": {"answer": {"status": 500}}}));
    stand.vsw(["baseline", "save", "--all", "--timeout", "2"]).run().expect(5);
    stand.reset_faults();
    assert_eq!(text(&stand), before);
    let report = stand.vsw(["baseline", "save", "--all", "--skip-unread", "--json"]).run().expect(0).json();
    assert_eq!((&report["summary"]["unread"], &report["summary"]["removed"]), (&json!(1), &json!(0)));
    let saved = text(&stand);
    assert!(saved.contains("Renamed") && saved.contains(&odd), "{saved}");
    let again = stand.vsw(["baseline", "save", &good, &odd, "--skip-unread"]).run().expect(0);
    let end = "vsw.baseline.json is up to date (1 unchanged, 1 not read, 8 others kept)\n";
    assert!(again.stdout.ends_with(end) && !again.stderr.contains("hint: "), "{again:?}");
}

#[test]
fn k3_the_file_keeps_its_mode_and_links_are_rejected() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{"signed_callbacks":true}"#);
    let mode =
        |path: &str| fs::metadata(stand.env.path(path)).expect("it is there").permissions().mode() & 0o777;
    for (umask, expected) in [("022", 0o644), ("077", 0o600), ("000", 0o644)] {
        let script = format!(r#"umask {umask}; exec "$@""#);
        let name = format!("new-{umask}.json");
        stand.shell(&script, ["baseline", "save", &app, "--file", &name]).run().expect(0);
        assert_eq!(mode(&format!("work/{name}")), expected, "{umask}");
    }
    let path = stand.env.write(FILE, r#"{"schema":"vsw/baseline/1","applications":[]}"#);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("a mode");
    stand.vsw(["baseline", "save", &app]).run().expect(0);
    assert_eq!(mode(FILE), 0o640);
    assert_eq!(fs::read_dir(stand.env.path("work")).expect("the directory").count(), 4);
    let target = stand.env.path("target.json");
    for there in [true, false] {
        if there {
            fs::write(&target, r#"{"schema":"vsw/baseline/1","applications":[]}"#).expect("a file");
        } else {
            fs::remove_file(&target).expect("it goes");
        }
        let link = stand.env.path("work/link.json");
        let _ = fs::remove_file(&link);
        symlink(&target, &link).expect("a link");
        let before = stand.requests().len();
        let output = stand.vsw(["baseline", "save", &app, "--file", "link.json", "--json"]).run();
        assert_eq!((output.code, &output.json()["code"]), (3, &json!("baseline-file")), "{output:?}");
        assert_eq!((target.exists(), link.is_symlink()), (there, true));
        assert!(there || stand.requests().len() == before);
    }
}

#[test]
fn a_malformed_file_or_an_empty_set_writes_nothing() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    let broken = "{\"schema\":\"vsw/baseline/1\",\n<<<<<<< ours\n";
    stand.env.write(FILE, broken);
    let before = stand.requests().len();
    let output = stand.vsw(["baseline", "save", &app]).run().expect(3);
    assert!(output.stderr.starts_with("error: vsw.baseline.json, line 2, column 1: "), "{output:?}");
    assert!(output.stderr.contains("\nhint: "), "{output:?}");
    assert_eq!((text(&stand), stand.requests().len()), (broken.to_owned(), before));
    fs::remove_file(stand.env.path(FILE)).expect("it goes");
    stand.vsw(["baseline", "save", "--file", "-", &app]).run().expect(2);
    stand.vsw(["baseline", "save"]).run().expect(2);
    stand.vsw(["baseline", "save", &app, "--all"]).run().expect(2);
    let refused = stand.vsw(["baseline", "save", &app, "--json"]).env("VSW_READ_ONLY", "1").run().expect(3);
    assert_eq!(refused.json()["code"], "read-only");
    assert_eq!(refused.json()["hint"], "unset VSW_READ_ONLY");
    stand.vsw(["baseline", "save", &app, "--file", "no/such/folder/f.json"]).run().expect(3);
    stand.env.write("fleet.toml", "[[applications]]\nname = \"zzz*\"\n");
    let output = stand.vsw(["baseline", "save", "--fleet", "../fleet.toml"]).run().expect(2);
    assert!(output.stderr.contains("no application matches ../fleet.toml; nothing was saved"), "{output:?}");
    assert_eq!(fs::read_dir(stand.env.path("work")).expect("the directory").count(), 0);
    stand.vsw(["baseline", "save"]).env("VONAGE_APPLICATION_ID", &app).run().expect(0);
    assert!(text(&stand).contains(&app));
}

#[test]
fn k2_a_document_with_our_secret_is_skipped_and_its_old_entry_stays() {
    let stand = Stand::new();
    let (app, other) =
        (stand.application(r#""voice":{"signed_callbacks":true}"#), stand.application(r#""voice":{}"#));
    stand.vsw(["baseline", "save", &app]).run().expect(0);
    let before = text(&stand);
    stand.store(&app, document(&app, r#""voice":{}"#).replace("Under test", &format!("x {API_SECRET} y")));
    let output = stand.vsw(["baseline", "save", &app, "--json"]).run().expect(0);
    assert_eq!(outcomes(&output.json()), [format!("withheld {app}")]);
    assert!(
        output.stderr.starts_with(&format!("warning: the document of {app} contains a configured secret")),
        "{output:?}"
    );
    assert_eq!(text(&stand), before);
    let report = stand.vsw(["baseline", "save", "--all", "--json"]).run().expect(0).json();
    assert_eq!((&report["summary"]["withheld"], &report["summary"]["added"]), (&json!(1), &json!(9)));
    let saved = text(&stand);
    assert!(!saved.contains(API_SECRET) && saved.contains(&other) && saved.contains(&app), "{saved}");
}

#[test]
fn applications_are_read_individually_if_lists_hide_the_flag() {
    let stand = Stand::new();
    let save = ["baseline", "save", "--all", "--json"];
    let report = stand.vsw(save).run().expect(0).json();
    // The list shows flags, so an entry without a flag is trusted and needs no GET.
    assert_eq!(report["requests"], 1);
    let signing = |report: &Value| -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        let applications = report["applications"].as_array().expect("applications");
        let mut each: Vec<_> =
            applications.iter().map(|one| (text(&one["id"]), text(&one["signing"]))).collect();
        each.sort();
        each
    };
    stand.fault(json!({"on": "list", "times": "forever", "do": {"list": {"entries": "no-flag"}}}));
    let hidden = stand.vsw(save).run().expect(0).json();
    assert_eq!(signing(&hidden), signing(&report));
    let with_voice = signing(&report).iter().filter(|(_, signing)| signing != "no-voice").count();
    assert_eq!(hidden["requests"], with_voice + 1);
    assert_eq!(hidden["summary"]["unchanged"], json!(signing(&report).len()));
}

#[test]
fn an_entry_without_capabilities_is_read_by_itself_even_if_others_show_the_flag() {
    let stand = Stand::new();
    stand.reset(101);
    // The first page (100 applications) has only ids and names.
    stand.fault(json!({"on": "list", "do": {"list": {"entries": "bare"}}}));
    let app = stand.application(r#""voice":{"signed_callbacks":true}"#);
    let report = stand.vsw(["baseline", "save", "--all", "--json"]).run().expect(0).json();
    assert_eq!(report["requests"], 2 + 100, "{}", report["summary"]);
    let saved: Value = serde_json::from_str(&text(&stand)).expect("JSON");
    let entries = saved["applications"].as_array().expect("entries");
    assert_eq!(entries.len(), 102);
    assert!(entries.iter().all(|entry| entry["application"]["capabilities"].is_object()), "{app}");
}
