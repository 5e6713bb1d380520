//! Tests that `rollback` compares the application with the document that vsw last wrote. Also tests members
//! that the API keeps although the restored snapshot lacks them.

use serde_json::{Value, json};

use crate::stand::{Stand, document, enabled, only, paths, snapshot_of};

const PLAIN: &str = r#""voice":{"webhooks":{"event_url":{"address":"https://a.example/0"}}}"#;

fn moved(stdout: &str) -> Vec<&str> {
    stdout.lines().filter(|line| line.contains(" → ") && line.contains('/')).map(str::trim).collect()
}

#[test]
fn a_conflict_shows_the_change_since_the_document_that_vsw_left() {
    let stand = Stand::new();
    let (app, _) = enabled(&stand, PLAIN);
    let edit = |from: &str, to: &str| {
        let text = String::from_utf8(stand.stored(&app)).expect("UTF-8");
        stand.store(&app, text.replace(from, to));
    };
    let rollback = || {
        let text = stand.vsw(["rollback", &app, "--dry-run"]).run().expect(1).stdout;
        let diff = stand.vsw(["diff", &app]).run().expect(1).stdout;
        (moved(&text).join("\n"), moved(&diff).join("\n"))
    };
    // The flag was absent in the snapshot, but vsw left it on.
    edit("\"signed_callbacks\":true", "\"signed_callbacks\":false");
    let flag = "moved     /capabilities/voice/signed_callbacks  true → false".to_owned();
    assert_eq!(rollback(), (flag.clone(), flag));
    stand.vsw(["enable", &app]).run().expect(0);
    edit("example/0", "example/1");
    stand.vsw(["disable", &app]).run().expect(0);
    stand.vsw(["enable", &app]).run().expect(0);
    edit("example/1", "example/2");
    let (shown, diff) = rollback();
    assert!(shown.contains("\"https://a.example/1\" → \"https://a.example/2\""), "{shown}");
    assert_eq!(shown, diff);
    stand.vsw(["disable", &app]).run().expect(0);
    stand.fault(json!({"on": "put", "id": app, "do": {"answer": {"status": 400}}}));
    stand.vsw(["enable", &app]).run().expect(4);
    edit("\"signed_callbacks\":false", "\"signed_callbacks\":null");
    assert_eq!(rollback().0, "moved     /capabilities/voice/signed_callbacks  false → null");
}

#[test]
fn members_that_the_api_keeps_are_named_and_not_restored_again() {
    // The sandbox keeps the public key and adds rtc's flag, as the live API is reported to do.
    let cases = [
        (r#""rtc":{"webhooks":{}},"voice":{}"#, None, "/capabilities/rtc/signed_callbacks"),
        (r#""voice":{}"#, Some(r#""keys":{"public_key":"NEW"},"#), "/keys"),
    ];
    for (before, keys, added) in cases {
        let stand = Stand::new();
        let (app, snapshot) = enabled(&stand, before);
        if let Some(keys) = keys {
            let text = String::from_utf8(stand.stored(&app)).expect("UTF-8");
            stand.store(&app, text.replacen('{', &format!("{{{keys}"), 1));
        }
        let words = ["rollback", &app, "--to", &snapshot, "--overwrite", "--yes"];
        let text = stand.vsw(words).run().expect(0);
        let kept = "the API kept or added members that the snapshot lacks";
        assert!(text.stdout.contains(kept), "{text:?}");
        assert!(text.stdout.contains(&format!("  added     {added}")), "{text:?}");
        assert!(!text.stdout.contains("  moved "), "{text:?}");
        // The diff shows the document read back. The sent document lacks the kept members, so a diff with it
        // would show them as removed.
        assert!(text.stdout.contains("\n-      \"signed_callbacks\": true\n"), "{text:?}");
        assert!(!text.stdout.contains("\n-      \"signed_callbacks\": false"), "{text:?}");
        let keys = |sign| text.stdout.contains(&format!("\n{sign}  \"keys\""));
        assert_eq!(keys('-'), keys('+'), "{text:?}");
        let puts = stand.puts(&app).len();
        for more in [&[][..], &["--dry-run"], &["--keep-signing"]] {
            let report = stand.vsw([&words[..], &["--json"], more].concat()).run().expect(0).json();
            let one = only(&report);
            assert_eq!((&one["outcome"], &one["code"]), (&json!("unchanged"), &Value::Null), "{report}");
            let detail = one["detail"].as_str().expect("a reason");
            assert!(detail.contains(kept), "{detail}");
        }
        assert_eq!(stand.puts(&app).len(), puts);
        let text = String::from_utf8(stand.stored(&app)).expect("UTF-8").replace("Under test", "Renamed");
        stand.store(&app, text);
        let report = stand.vsw([&words[..], &["--json"]].concat()).run().expect(0).json();
        assert_eq!(only(&report)["outcome"], "changed");
        assert!(paths(&only(&report)["added"])[0].starts_with(added), "{report}");
        assert!(only(&report)["detail"].as_str().expect("a detail").contains(kept), "{report}");
    }
}

#[test]
fn a_snapshot_that_the_api_ignores_is_still_unconfirmed() {
    let stand = Stand::new();
    let (app, snapshot) = enabled(&stand, r#""voice":{}"#);
    stand.fault(json!({"on": "put", "id": app, "do": "ignore", "times": "forever"}));
    let words = ["rollback", &app, "--to", &snapshot, "--yes", "--json", "--timeout", "2"];
    for _ in 0..2 {
        let report = stand.vsw(words).run().expect(6).json();
        assert_eq!(only(&report)["code"], "not-applied");
        assert!(!snapshot_of(&report).is_empty());
    }
    assert_ne!(stand.stored(&app), document(&app, r#""voice":{}"#).into_bytes());
}
