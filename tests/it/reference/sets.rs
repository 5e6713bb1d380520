//! Tests what `diff` and `status` compare in a set, and what they report as compared.

use serde_json::{Value, json};

use super::{ADDRESS, ON, redirect, status};
use crate::env::TestEnv;
use crate::server::Server;
use crate::stand::{API_KEY, API_SECRET, Stand, document, paths};

#[test]
fn diff_compares_and_accepts_sets() {
    let stand = Stand::new();
    stand.reset(0);
    let apps: Vec<String> = (0..3).map(|_| stand.application(ON)).collect();
    // An application without an earlier document counts as unknown.
    let report = stand.vsw(["diff", "--all", "--json"]).run().expect(3).json();
    assert_eq!(report["summary"], json!({"same": 0, "moved": 0, "accepted": 0, "unknown": 3}));
    assert_eq!((&report["id"], &report["differences"]), (&Value::Null, &Value::Null));
    assert_eq!(report["applications"][0]["code"], "no-snapshot");
    let asked = stand.vsw(["diff", "--all", "--accept"]).run().expect(2);
    assert!(asked.stderr.contains("`vsw diff --all`, then pass `--accept --yes`"), "{asked:?}");
    let words = ["diff", "--all", "--name", "Under *", "--accept"];
    let asked = stand.vsw(words).run().expect(2);
    assert!(asked.stderr.contains("`vsw diff --all --name 'Under *'`"), "{asked:?}");
    let report = stand.vsw(["diff", "--all", "--accept", "--yes", "--json"]).run().expect(0).json();
    assert_eq!(report["summary"]["accepted"], 3);
    redirect(&stand, &apps[1]);
    let entry = |app: &String| format!("[[applications]]\nid = \"{app}\"\n");
    stand.env.write("work/fleet.toml", apps.iter().map(entry).collect::<Vec<_>>().concat());
    for words in [["diff", "--all"].as_slice(), &["diff", "--fleet", "fleet.toml"]] {
        let text = stand.vsw(words).run().expect(1).stdout;
        assert!(text.contains(ADDRESS) && text.contains(&apps[1]) && !text.contains(&apps[0]), "{text}");
        assert!(text.contains(": 2 same, 1 moved\n"), "{text}");
    }
    let report = stand.vsw(["diff", &apps[0], &apps[1], &stand.fresh_id(), "--json"]).run().expect(1).json();
    let outcomes: Vec<&Value> =
        report["applications"].as_array().expect("all").iter().map(|one| &one["outcome"]).collect();
    assert_eq!(outcomes, ["same", "moved", "unknown"]);
    let text = stand.vsw(["status", "--all"]).run().expect(0).stdout;
    assert!(text.contains(&format!("✓ Under test  {}  on\n", apps[1])) && text.contains(ADDRESS), "{text}");
    assert!(text.contains("\ncompared with the journal's documents: 3\n"), "{text}");
    assert!(
        text.ends_with("\n✓ 3 of 3 voice applications signed, 1 moved (checked 3 of 3 from the account)\n")
    );
}

#[test]
fn a_lost_voice_capability_has_moved() {
    let stand = Stand::new();
    stand.reset(0);
    let app = stand.application("\"voice\":{}");
    stand.vsw(["enable", "--all", "--yes"]).run().expect(0);
    stand.store(&app, document(&app, "\"rtc\":{}"));
    let skipped = status(&stand, &["--all"], 0);
    assert_eq!(skipped["applications"][0]["verdict"], "skipped");
    let moved = status(&stand, &["--all", "--fail-on", "moved"], 1);
    assert_eq!(
        (&moved["applications"][0]["verdict"], &moved["applications"][0]["code"]),
        (&json!("drift"), &json!("moved"))
    );
}

#[test]
fn only_what_was_compared_is_called_compared() {
    let stand = Stand::new();
    stand.reset(0);
    let apps: Vec<String> = (0..3).map(|_| stand.application(ON)).collect();
    let text =
        |words: &[&str], code| stand.vsw(["status", "--all"].iter().chain(words)).run().expect(code).stdout;
    assert!(text(&[], 0).starts_with("compared only the signing flags, because "), "{}", text(&[], 0));
    stand.vsw(["baseline", "save", &apps[0], &apps[1]]).run().expect(0);
    assert!(
        text(&[], 0).starts_with(
            "compared with ./vsw.baseline.json: 2; only the signing flags (no usable earlier document): 1\n"
        ),
        "{}",
        text(&[], 0)
    );
    // An application without voice has no flag to check.
    stand.application("");
    assert!(
        text(&[], 0).starts_with(
            "compared with ./vsw.baseline.json: 2; only the signing flags (no usable earlier document): 1\n"
        ),
        "{}",
        text(&[], 0)
    );
    stand.fault(json!({"on": "list", "times": "forever", "do": {"list": {"entries": "no-flag"}}}));
    let report = status(&stand, &["--all", "--read", "list"], 1);
    assert_eq!(report["applications"][2]["compared"], "flags");
    stand.reset_faults();
    redirect(&stand, &apps[1]);
    let report = status(&stand, &["--all"], 0);
    assert_eq!(
        (&report["requests"], paths(&report["applications"][1]["differences"])),
        (&json!(2), vec![ADDRESS])
    );
    assert_eq!(report["read"], "both");
}

#[test]
fn a_list_that_omits_members_proves_no_loss() {
    let ids: Vec<String> =
        (1..4).map(|number| format!("00000000-0000-4000-8000-00000000000{number}")).collect();
    let account = |host: &'static str| {
        let ids = ids.clone();
        Server::answering(move |request| {
            let document = |id: &String, keys: &str| {
                format!(
                    r#"{{"id":"{id}","name":"n",{keys}"capabilities":{{"voice":{{"signed_callbacks":true,"webhooks":{{"event_url":{{"address":"https://{host}/e"}}}}}}}}}}"#
                )
            };
            if let Some(id) = ids.iter().find(|id| request.target.ends_with(id.as_str())) {
                return (200, document(id, r#""keys":{"public_key":"k"},"#));
            }
            let entries: Vec<String> = ids.iter().map(|id| document(id, "")).collect();
            let head =
                r#"{"page_size":100,"page":1,"total_items":3,"total_pages":1,"_embedded":{"applications":["#;
            (200, format!("{head}{}]}}}}", entries.join(",")))
        })
    };
    let env = TestEnv::new();
    let vsw = |server: &Server, words: &[&str]| {
        env.vsw(words)
            .env("VSW_API_URL", server.origin())
            .env("VONAGE_API_KEY", API_KEY)
            .env("VONAGE_API_SECRET", API_SECRET)
            .run()
    };
    let ours = account("ours.example");
    vsw(&ours, &["baseline", "save", &ids[0], &ids[1], &ids[2]]).expect(0);
    let before = ours.seen().len();
    let report = vsw(&ours, &["status", "--all", "--fail-on", "moved", "--json"]).expect(0).json();
    let compared = |report: &Value| -> Vec<String> {
        let all = report["applications"].as_array().expect("all").iter();
        all.map(|one| {
            format!("{} {}", one["compared"].as_str().expect("a word"), paths(&one["differences"]).len())
        })
        .collect()
    };
    assert_eq!(compared(&report), ["document 0", "partly 0", "partly 0"]);
    assert_eq!(ours.seen().len(), before + 2, "the list, and one application");
    let text = vsw(&ours, &["status", "--all"]).expect(0).stdout;
    let line = "compared with ./vsw.baseline.json: 1, only in the members of the account's list (`--read get` compares all members): 2\n";
    assert!(text.starts_with(line), "{text}");
    let report = vsw(&ours, &["status", "--all", "--read", "list", "--json"]).expect(0).json();
    assert_eq!(compared(&report), ["partly 0"; 3]);
    let report = vsw(&ours, &["status", "--all", "--read", "get", "--json"]).expect(0).json();
    assert_eq!(compared(&report), ["document 0"; 3]);
    let tunnel = account("tunnel.example");
    let report = vsw(&tunnel, &["status", "--all", "--fail-on", "moved", "--json"]).expect(1).json();
    assert_eq!(compared(&report), ["document 1", "partly 1", "partly 1"]);
}

#[test]
fn beside_other_findings_moved_counts_moved_members_alone() {
    let stand = Stand::new();
    let moved = stand.application(ON);
    let off = stand.application(r#""voice":{"signed_callbacks":false}"#);
    status(&stand, &[&moved, &off], 1);
    redirect(&stand, &moved);
    for words in ["unknown,moved", "waived,moved"] {
        status(&stand, &[&off, "--fail-on", words], 0);
        status(&stand, &[&moved, &off, "--fail-on", words], 1);
    }
    // `unknown,moved` leaves out drift: only the move counts here, not that signing is off.
    stand.store(&off, document(&off, r#""voice":{"signed_callbacks":false,"new":1}"#));
    status(&stand, &[&off, "--fail-on", "unknown,moved"], 1);
    // `moved` alone adds to the default of `--fail-on`, which includes drift.
    let other = stand.application(r#""voice":{"signed_callbacks":false}"#);
    status(&stand, &[&other, "--fail-on", "moved"], 1);
}
