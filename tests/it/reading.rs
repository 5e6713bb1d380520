//! Tests `status`, `show`, `list` and `history`, which change nothing.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use serde_json::{Value, json};

use crate::stand::{FLAG, Stand, concurrently, document, only, paths, snapshot_of};

#[test]
fn status_distinguishes_on_off_absent_invalid_and_no_voice() {
    let stand = Stand::new();
    let on = stand.application(r#""voice":{"signed_callbacks":true}"#);
    let output = stand.vsw(["status", &on, "--json"]).run().expect(0);
    let report = output.json();
    let one = only(&report);
    assert_eq!(
        report,
        json!({
            "schema": "vsw/status/1", "vsw": env!("CARGO_PKG_VERSION"), "checked_at": report["checked_at"], "requests": 1,
            "selection": {"source": "argument", "file": null, "shard": null, "count": 1}, "baseline": null,
            "read": "get", "complete": true,
            "code": null, "detail": null,
            "applications": [{
                "profile": "default", "id": on, "name": "Under test", "capability": "voice", "signing": "on",
                "expected": "on", "verdict": "ok", "code": null, "detail": null, "problems": [], "differences": [],
                "against": null, "compared": "flags", "reference_error": null, "by": null, "pointed": null,
                "last_confirmed_at": one["last_confirmed_at"], "declared": null, "waiver": null,
            }],
            "unmatched": [],
            "summary": {"ok": 1, "drift": 0, "unknown": 0, "skipped": 0, "waived": 0, "unlisted": 0},
        })
    );
    assert!(one["last_confirmed_at"].is_string() && report["checked_at"].is_string());
    assert_eq!((output.stderr.as_str(), stand.methods(&on).as_str()), ("", "GET"));
    let path = json!(FLAG);
    for (capabilities, signing, code, path, actual) in [
        (r#""voice":{}"#, "absent", "flag-absent", &path, json!(null)),
        (r#""voice":{"signed_callbacks":false}"#, "off", "flag-off", &path, json!(false)),
        (r#""voice":{"signed_callbacks":"true"}"#, "invalid", "flag-invalid", &path, json!("true")),
        (r#""rtc":{}"#, "no-voice", "no-voice", &json!("/capabilities/voice"), json!(null)),
    ] {
        let app = stand.application(capabilities);
        let report = stand.vsw(["status", &app, "--json"]).run().expect(1).json();
        let one = only(&report);
        assert_eq!(
            *one,
            json!({
                "profile": "default", "id": app, "name": "Under test", "capability": "voice", "signing": signing,
                "expected": "on", "verdict": "drift", "code": code, "detail": one["detail"],
                "problems": [{"code": code, "path": path, "expected": true, "actual": actual}], "differences": [],
                "against": null, "compared": "flags", "reference_error": null, "by": null, "pointed": null, "last_confirmed_at": null, "declared": null, "waiver": null,
            })
        );
        assert!(one["detail"].is_string());
        assert_eq!(
            report["summary"],
            json!({"ok": 0, "drift": 1, "unknown": 0, "skipped": 0, "waived": 0, "unlisted": 0})
        );
    }
}

#[test]
fn a_known_flag_that_disappeared_was_dropped_and_other_changes_are_listed() {
    let stand = Stand::new();
    let on = stand.application(r#""voice":{"signed_callbacks":true}"#);
    stand.vsw(["status", &on]).run().expect(0);
    stand.vsw(["enable", &on]).run().expect(0);
    stand.dashboard(&on);
    let changed = String::from_utf8(stand.stored(&on)).expect("text").replace("Under test", "Renamed");
    stand.store(&on, changed);
    let report = stand.vsw(["status", &on, "--json"]).run().expect(1).json();
    let one = only(&report);
    assert_eq!((&one["code"], paths(&one["differences"])), (&json!("flag-dropped"), vec!["/name"]));
    assert!(one["last_confirmed_at"].is_string());
    let text = stand.vsw(["status", &on]).run().expect(1);
    assert!(text.stdout.contains("  signing   absent (dropped)\n"), "{text:?}");
    assert!(text.stdout.contains("Z or up to an hour later (recorded once an hour)\n"), "{text:?}");
    assert!(
        text.stdout.ends_with(
            "✗ 1 of 1 voice application not signed, 1 moved (checked 1 of 1 from the command line)\n"
        ),
        "{text:?}"
    );
    assert_eq!(text.stderr, format!("hint: turn signing on again: `vsw enable {on}`\n"));
}

#[test]
fn show_masks_secrets_and_raw_prints_the_apis_bytes() {
    let stand = Stand::new();
    let app = stand.application(
        r#""voice":{ "webhooks":{"event_url":{"address":"https://u:pass@h.example/e?k=v"}}, "api_token" : "t0ken" }"#,
    );
    let stored = stand.stored(&app);
    let raw = stand.vsw(["show", &app, "--raw"]).run().expect(0);
    assert_eq!((raw.stdout.as_bytes(), raw.stderr.as_str()), (stored.as_slice(), ""));
    let shown = stand.vsw(["show", &app, "--json"]).run().expect(0).json();
    assert_eq!(
        (
            &shown["schema"],
            &shown["requests"],
            &shown["signing"],
            &shown["name"],
            &shown["code"],
            &shown["detail"]
        ),
        (&json!("vsw/show/1"), &json!(1), &json!("absent"), &json!("Under test"), &Value::Null, &Value::Null)
    );
    assert_eq!(
        (&shown["id"], &shown["profile"], &shown["application"]["id"]),
        (&json!(app), &json!("default"), &json!(app))
    );
    let text = stand.vsw(["show", &app]).run().expect(0);
    for output in [shown.to_string(), text.all()] {
        for secret in ["pass", "t0ken", "k=v"] {
            assert!(!output.contains(secret), "{secret}: {output}");
        }
    }
    assert_eq!(text.json(), shown["application"]);
    assert!(text.stderr.starts_with(&format!("Under test  {app}\n  signing   absent\n")), "{text:?}");
}

#[test]
fn list_prints_every_application_in_the_apis_order() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{"signed_callbacks":true}"#);
    let output = stand.vsw(["list", "--json"]).run().expect(0);
    let report = output.json();
    assert_eq!(
        (&report["schema"], &report["count"], &report["requests"]),
        (&json!("vsw/list/1"), &json!(9), &json!(1))
    );
    let applications = report["applications"].as_array().expect("applications");
    assert_eq!(
        applications[8],
        json!({"profile": "default", "id": app, "name": "Under test", "signing": "on", "code": null})
    );
    let words: Vec<_> = applications.iter().map(|one| one["signing"].as_str().expect("a word")).collect();
    assert_eq!(words, ["absent", "on", "off", "on", "absent", "no-voice", "on", "on", "on"]);
    assert_eq!(output.stderr, "");
    let text = stand.vsw(["list"]).run().expect(0);
    assert_eq!(text.stdout.lines().count(), 9);
    assert_eq!(text.stdout.lines().last(), Some(format!("{app}  on        Under test").as_str()));
}

#[test]
fn history_lists_changes_and_rollback_undoes_them() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{"a":1}"#);
    let enabled = stand.vsw(["enable", &app, "--json"]).run().expect(0).json();
    let before_rollback = stand.requests().len();
    let output =
        stand.connected(stand.env.vsw(["history", &app, "--json"])).env("USER", "ada").run().expect(0);
    let report = output.json();
    let entry = &report["entries"][0];
    assert_eq!(
        report,
        json!({
            "schema": "vsw/history/1", "vsw": env!("CARGO_PKG_VERSION"), "state": stand.state(), "unread": 0, "total": 1,
            "entries": [{
                "at": entry["at"], "kind": "change", "command": "enable", "run": enabled["run"],
                "snapshot": snapshot_of(&enabled), "profile": "default", "account": "sandbox0",
                "origin": stand.origin(), "id": app, "name": "Under test", "before": "absent", "after": "on",
                "outcome": "changed", "code": null, "by": entry["by"],
            }],
        })
    );
    assert_eq!((output.stderr.as_str(), stand.requests().len()), ("", before_rollback), "history is offline");
    let report = stand.vsw(["rollback", &app, "--yes", "--json"]).run().expect(0).json();
    assert_eq!(
        *only(&report),
        json!({
            "profile": "default", "id": app, "name": "Under test", "before": "on", "after": "absent",
            "outcome": "changed", "code": null, "detail": null, "snapshot": snapshot_of(&report), "differences": [],
            "added": [], "moved_since_reference": [], "reference_error": null,
        })
    );
    assert_eq!((&report["schema"], &report["requests"]), (&json!("vsw/rollback/1"), &json!(3)));
    assert_eq!(stand.stored(&app), document(&app, r#""voice":{"a":1}"#).into_bytes());
    let text = stand.vsw(["history"]).run().expect(0);
    assert_eq!(text.stdout.lines().count(), 6, "{text:?}");
    assert!(text.stdout.contains("absent → on") && text.stdout.contains("on → absent"), "{text:?}");
}

#[test]
fn reading_needs_no_home() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{"signed_callbacks":true}"#);
    let homes = ["/proc/nonexistent", "/dev/null/home", "relative"];
    concurrently(&homes, |home| {
        for line in [vec!["status", &app], vec!["show", &app], vec!["list"], vec!["show", "--raw", &app]] {
            let output = stand.vsw(line).env("HOME", home).run().expect(0);
            assert!(!output.stderr.contains("error"), "{output:?}");
        }
        let off = stand.application(r#""voice":{}"#);
        let report = stand.vsw(["enable", &off, "--json"]).env("HOME", home).run().expect(3).json();
        let one = only(&report);
        assert_eq!(
            (&one["outcome"], &one["code"]),
            (&json!("failed"), &json!("state-unwritable")),
            "{home:?}"
        );
        assert_eq!(stand.methods(&off), "GET");
    });
    let directory = stand.env.path("work");
    fs::set_permissions(&directory, fs::Permissions::from_mode(0o700)).expect("a mode");
    assert_eq!(stand.env.files().len(), 0);
}

#[test]
fn json_output_is_valid_for_any_white_space_from_the_api() {
    let stand = Stand::new();
    let app = stand.fresh_id();
    let written = format!(
        "{{\r\n\t\"id\":\"{app}\",\r\n\t\"name\":\"x\",\r\n\t\"capabilities\":{{\"voice\":{{\"signed_callbacks\":{{\r\n\t\"a\":1}}}}}}}}"
    );
    stand.store(&app, written);
    let shown = stand.vsw(["show", &app, "--json"]).run().expect(0).json();
    assert_eq!(shown["application"]["capabilities"]["voice"]["signed_callbacks"]["a"], 1);
    let checked = stand.vsw(["status", &app, "--json"]).run().expect(1).json();
    assert_eq!(checked["applications"][0]["problems"][0]["actual"]["a"], 1);
}

#[test]
fn an_incomplete_list_is_reported_with_the_known_applications_also_if_quiet() {
    for quiet in [&[][..], &["-q"]] {
        let stand = Stand::new();
        stand.fault(serde_json::json!({"on": "list", "do": {"list": {"total_items": 12}}}));
        let output = stand.vsw([&["list"], quiet].concat()).run().expect(5);
        assert_eq!(output.stdout.lines().count(), 8, "{}", output.all());
        assert!(output.stderr.starts_with("error: the list is incomplete, 8 of 12: "), "{}", output.stderr);
        let hint = "\nhint: check the API origin with `vsw config show`, or retry later; `vsw -v …` shows the requests\n";
        assert!(output.stderr.ends_with(hint) || !quiet.is_empty(), "{}", output.stderr);
    }
}

#[test]
fn an_application_of_another_account_is_named_with_the_account() {
    let stand = Stand::new();
    let missing = stand.fresh_id();
    let listen = ["listen", "--point", &missing, "--public-url", "https://t.example", "--yes"];
    for line in [&["show", &missing][..], &["diff", &missing, "--accept"], &listen] {
        let secret = "not-a-secret-for-this-test-0123456789";
        let error = stand.vsw([line, &["--json"]].concat()).env("VONAGE_SIGNATURE_SECRET", secret).run();
        let error = error.expect(4).json();
        let message = error["message"].as_str().expect("a message");
        assert!(
            message.starts_with(&format!("application {missing} not found in account sandbox0 (404): ")),
            "{line:?}: {message}"
        );
        assert_eq!((&error["code"], &error["exit"]), (&"not-found".into(), &4.into()));
        let hint =
            "list the account's applications: `vsw list`; select another account with `--profile NAME`";
        assert_eq!(error["hint"], hint, "{line:?}");
    }
}

#[test]
fn hints_keep_the_api_url_option() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    let output = stand.vsw(["--api-url", stand.origin(), "status", &app]).run().expect(1);
    let hint = format!("hint: turn signing on: `vsw --api-url {} enable {app}`\n", stand.origin());
    assert_eq!(output.stderr, hint);
}

#[test]
fn a_set_is_reported_in_the_lists_order_with_hints_for_the_set() {
    let stand = Stand::new();
    let apps: Vec<String> = (0..5).map(|_| stand.application(r#""voice":{}"#)).collect();
    let entry = |app: &String| format!("[[applications]]\nid = \"{app}\"\n");
    let fleet = apps.iter().map(entry).collect::<Vec<_>>().concat();
    stand.env.write("work/fleet.toml", format!("[accounts.a]\napi_key = \"sandbox0\"\n{fleet}"));
    let output = stand.vsw(["status", "--fleet", "fleet.toml"]).run().expect(1);
    let listed = output.stdout.lines().filter(|line| line.starts_with('✗'));
    let listed: Vec<&str> = listed
        .filter_map(|line| apps.iter().find(|app| line.contains(app.as_str())))
        .map(String::as_str)
        .collect();
    assert_eq!(listed, apps);
    assert!(
        output
            .stderr
            .ends_with("hint: turn signing on as the fleet file requires: `vsw enable --fleet fleet.toml`\n"),
        "{output:?}"
    );
    let one = stand.vsw(["status", "--all"]).run().expect(1);
    assert!(one.stderr.contains("`vsw enable --all`"), "{one:?}");
}
