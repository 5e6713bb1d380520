//! Tests which applications a command selects, and the exit code of a run over several applications.

use serde_json::json;

use crate::stand::{Stand, only, summary};

#[test]
fn duplicate_ids_in_any_spelling_count_once() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    let (bare, loud) = (app.replace('-', ""), app.to_uppercase());
    let report = stand.vsw(["enable", &bare, &app, &loud, "--json"]).run().expect(0).json();
    assert_eq!(report["selection"], json!({"source": "argument", "count": 1, "file": null, "shard": null}));
    assert_eq!((&only(&report)["id"], stand.requests().len()), (&json!(app), 3));
    let report = stand.vsw(["status", "--json", &loud, &bare]).run().expect(0).json();
    assert_eq!(report["selection"]["count"], 1);
}

const MISTYPED: &str = "78d335fa-323d-0114-9c3d-d6f0d48968c";

#[test]
fn the_selection_is_reported_or_rejected() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    for verb in ["enable", "disable", "status"] {
        for (line, named) in [
            (vec![verb], "no application was selected"),
            (vec![verb, "--all", "--fleet", "vsw.toml"], "--all"),
            (vec![verb, "--all", app.as_str()], "--all"),
            (vec![verb, "--name", "eu-*"], "--name"),
            (vec![verb, MISTYPED], MISTYPED),
        ] {
            let text = stand.vsw(&line).run().expect(2);
            assert_eq!(text.stdout, "");
            assert!(text.stderr.starts_with("error: ") && text.stderr.contains(named), "{text:?}");
            assert!(text.stderr.contains("\nhint: "), "{text:?}");
            let json = stand.vsw(line.iter().chain(&["--json"])).run().expect(2);
            let error = json.json();
            assert_eq!(
                (json.stderr.as_str(), &error["schema"], &error["exit"]),
                ("", &json!("vsw/error/1"), &json!(2))
            );
            assert_eq!(error["code"], "usage");
        }
    }
    let report = stand.vsw(["status", "--json"]).env("VONAGE_APPLICATION_ID", &app).run().expect(1).json();
    assert_eq!(
        report["selection"],
        json!({"source": "environment", "count": 1, "file": null, "shard": null})
    );
    stand.vsw(["status"]).env("VONAGE_APPLICATION_ID", "no uuid").run().expect(2);
    // Of these commands, only `status` uses a fleet file that no option names. This file is malformed.
    stand.env.write("work/vsw.toml", format!("applications = [\"{app}\"]\n"));
    for (verb, exit) in [("enable", 2), ("disable", 2), ("status", 3)] {
        stand.vsw([verb]).run().expect(exit);
    }
    assert_eq!(stand.methods(&app), "GET");
    let report = stand.vsw(["enable", "--json"]).env("VONAGE_APPLICATION_ID", &app).run().expect(0).json();
    assert_eq!(
        report["selection"],
        json!({"source": "environment", "count": 1, "file": null, "shard": null})
    );
}

#[test]
fn the_exit_code_of_several_applications_is_the_worst() {
    let stand = Stand::new();
    let missing = stand.fresh_id();
    let no_voice = stand.application(r#""rtc":{}"#);
    let ignored = stand.application(r#""voice":{}"#);
    stand.fault(json!({"on": "put", "id": ignored, "do": "ignore", "times": "forever"}));
    let odd = stand.application(r#""voice":[]"#);
    let good = || stand.application(r#""voice":{}"#);
    for (rest, exit, counts) in [
        (vec![&no_voice], 1, [("failed", 1)]),
        (vec![&missing, &no_voice], 4, [("failed", 2)]),
        (vec![&odd, &missing, &no_voice], 5, [("failed", 3)]),
        (vec![&ignored, &odd], 6, [("failed", 1)]),
    ] {
        let good = good();
        let words = ["enable", "--json", "--timeout", "1", &good];
        let report =
            stand.vsw(words.into_iter().chain(rest.iter().map(|id| id.as_str()))).run().expect(exit).json();
        let mut counts = counts.to_vec();
        counts.push(("changed", 1));
        if exit == 6 {
            counts.push(("unconfirmed", 1));
        }
        assert_eq!(report["summary"], summary(&counts));
        let ids: Vec<&str> = report["applications"]
            .as_array()
            .expect("applications")
            .iter()
            .map(|one| one["id"].as_str().expect("an id"))
            .collect();
        let named: Vec<&str> =
            std::iter::once(good.as_str()).chain(rest.iter().map(|id| id.as_str())).collect();
        assert_eq!(ids, named);
    }
    // A known drift outranks unknown results.
    let on = stand.application(r#""voice":{"signed_callbacks":true}"#);
    for (ids, exit) in [
        (vec![&on], 0),
        (vec![&on, &missing], 4),
        (vec![&missing, &on, &odd], 5),
        (vec![&odd, &ignored, &missing], 1),
    ] {
        let words = ["status", "--json"].into_iter().chain(ids.into_iter().map(String::as_str));
        stand.vsw(words).run().expect(exit);
    }
}

#[test]
fn a_flag_of_rtc_that_the_server_adds_is_listed_and_the_change_confirmed() {
    let stand = Stand::new();
    let of = || stand.application(r#""rtc":{"webhooks":{}},"voice":{}"#);
    let (completed, literal) = (of(), of());
    let report = stand.vsw(["enable", "--json", &completed]).run().expect(0).json();
    let one = &report["applications"][0];
    let path = json!([{"path": "/capabilities/rtc/signed_callbacks"}]);
    assert_eq!((&one["outcome"], &one["added"]), (&json!("changed"), &path));
    stand.fault(json!({"on": "put", "id": literal, "do": "literal"}));
    let report = stand.vsw(["enable", "--json", &literal]).run().expect(0).json();
    assert_eq!(report["applications"][0]["added"], json!([]));
}
