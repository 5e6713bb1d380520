//! Tests `vsw diff` against the journal, a snapshot, a baseline file and a document.

use serde_json::{Value, json};

use crate::stand::{API_KEY, Stand, code_of, document, enabled};

const ON: &str = r#""voice":{"region":"eu-west","signed_callbacks":true}"#;
const GONE: &str = r#""voice":{"region":"eu-west"}"#;

fn moved(report: &Value) -> Vec<String> {
    let differences = report["differences"].as_array().expect("differences").iter();
    differences
        .map(|one| {
            format!("{} {}", one["kind"].as_str().expect("a word"), one["path"].as_str().expect("a path"))
        })
        .collect()
}

fn baseline(account: &str, document: &str) -> String {
    format!(
        r#"{{"schema":"vsw/baseline/1","applications":[{{"account":"{account}","application":{document}}}]}}"#
    )
}

#[test]
fn diff_defaults_to_the_document_that_vsw_wrote_last() {
    let stand = Stand::new();
    let (app, snapshot) = enabled(&stand, GONE);
    let read_journal = || std::fs::read(stand.state().join("journal.ndjson")).expect("the journal");
    let journal = read_journal();
    let same = stand.vsw(["diff", &app, "--json"]).run().expect(0).json();
    let against = json!({"kind": "journal", "name": snapshot, "at": same["against"]["at"], "signing": "on", "masked": false});
    assert_eq!(
        same,
        json!({
            "schema": "vsw/diff/1", "vsw": env!("CARGO_PKG_VERSION"), "profile": "default", "requests": 1, "id": app,
            "name": "Under test", "signing": "on", "against": against, "differences": [],
            "selection": {"source": "argument", "file": null, "shard": null, "count": 1},
            "applications": [{
                "profile": "default", "id": app, "name": "Under test", "signing": "on", "outcome": "same",
                "code": null, "detail": null, "against": against, "differences": [],
            }],
            "summary": {"same": 1, "moved": 0, "accepted": 0, "unknown": 0},
        })
    );
    assert!(same["against"]["at"].is_string());
    stand.store(&app, document(&app, GONE).replace("Under test", "Renamed ::error:: \u{202e}"));
    let report = stand.vsw(["diff", &app, "--json"]).run().expect(1).json();
    assert_eq!(moved(&report), ["lost /capabilities/voice/signed_callbacks", "changed /name"]);
    assert_eq!(
        (&report["differences"][0]["before"], &report["differences"][0]["after"]),
        (&json!("true"), &Value::Null)
    );
    let text = stand.vsw(["diff", &app]).run().expect(1);
    for line in [
        "  signing   on → absent\n",
        "  likely    edits in the Dashboard dropped this flag in the Developer Preview\n",
        "-      \"signed_callbacks\": true\n",
        "--- before (one member per line, without commas)\n",
    ] {
        assert!(text.stdout.contains(line), "{line}: {text:?}");
    }
    assert!(
        !text.stdout.contains('\u{202e}')
            && !text.stdout.lines().any(|line| line.trim_start().starts_with("::"))
    );
    assert_eq!(text.stderr, format!("hint: turn signing on again: `vsw enable {app}`\n"));
    // The snapshot is the document before signing was turned on.
    let report = stand.vsw(["diff", &app, "--against", &snapshot, "--json"]).run().expect(1).json();
    assert_eq!(moved(&report), ["changed /name"]);
    let text = stand.vsw(["diff", &app, "--against", &snapshot]).run().expect(1);
    assert!(!text.stdout.contains("likely"), "{text:?}");
    assert_eq!(
        (&report["against"]["kind"], &report["against"]["signing"]),
        (&json!("snapshot"), &json!("absent"))
    );
    assert_eq!(read_journal(), journal);
    assert_eq!(stand.puts(&app).len(), 1);
}

#[test]
fn diff_masks_both_sides_for_a_baseline_and_neither_for_a_document() {
    let stand = Stand::new();
    let voice = |token: &str, host: &str| {
        format!(
            r#""voice":{{"webhooks":{{"event_url":{{"address":"https://{host}/e?k={token}"}}}},"x_token":"{token}","signed_callbacks":true}}"#
        )
    };
    let app = stand.application(&voice("t1aaaa", "h.example"));
    let masked = document(&app, &voice("***", "h.example"));
    stand.env.write("work/b.json", baseline(API_KEY, &masked));
    let raw = stand.vsw(["show", &app, "--raw"]).run().expect(0).stdout;
    stand.env.write("work/raw.json", &raw);
    for (file, kind, is_masked) in [("b.json", "baseline", true), ("raw.json", "document", false)] {
        let report = stand.vsw(["diff", &app, "--against", file, "--json"]).run().expect(0).json();
        assert_eq!(
            report["against"],
            json!({"kind": kind, "name": file, "at": null, "signing": "on", "masked": is_masked})
        );
    }
    // A comparison with a baseline masks both tokens, so they look the same.
    stand.store(&app, document(&app, &voice("t2bbbb", "h.example")));
    let text = stand.vsw(["diff", &app, "--against", "b.json"]).run().expect(0);
    assert!(text.stderr.contains("Secrets are masked in a baseline"), "{text:?}");
    let json = stand.vsw(["diff", &app, "--against", "raw.json", "--json"]).run().expect(1);
    assert_eq!(moved(&json.json()).len(), 2);
    let text = stand.vsw(["diff", &app, "--against", "raw.json"]).run().expect(1);
    for output in [json.all(), text.all()] {
        assert!(!output.contains("t1aaaa") && !output.contains("t2bbbb"), "{output}");
    }
    stand.store(&app, document(&app, &voice("t1aaaa", "i.example")));
    let report = stand.vsw(["diff", &app, "--against", "b.json", "--json"]).run().expect(1).json();
    assert_eq!(moved(&report), ["changed /capabilities/voice/webhooks/event_url/address"]);
    assert_eq!(report["differences"][0]["after"], "\"https://i.example/e?k=***\"");
}

#[test]
fn a_missing_or_foreign_reference_fails_before_any_request() {
    let stand = Stand::new();
    let (app, snapshot) = enabled(&stand, GONE);
    let other = stand.application(ON);
    stand.env.write("work/b.json", baseline(API_KEY, &document(&app, ON)));
    stand.env.write("work/theirs.json", baseline("another1", &document(&app, ON)));
    stand.env.write("work/raw.json", document(&app, ON));
    stand.env.write("work/text.json", "hello");
    stand.env.write("work/torn.json", r#"{"schema":"vsw/baseline/1","applications":[{}]}"#);
    stand.env.write("work/later.json", r#"{"schema":"vsw/baseline/2","applications":[]}"#);
    let before = stand.requests().len();
    for (id, against, code) in [
        (&other, "", "no-snapshot"),
        (&other, snapshot.as_str(), "no-snapshot"),
        (&app, "20200101T000000Z-abcdef-1", "no-snapshot"),
        (&other, "b.json", "no-snapshot"),
        (&app, "theirs.json", "no-snapshot"),
        (&other, "raw.json", "baseline-file"),
        (&app, "text.json", "baseline-file"),
        (&app, "torn.json", "baseline-file"),
        (&app, "later.json", "baseline-file"),
        (&app, "none.json", "baseline-file"),
        (&app, ".", "baseline-file"),
    ] {
        let args = if against.is_empty() { vec![] } else { vec!["--against", against] };
        let output = stand.vsw([&["diff", id.as_str(), "--json"][..], &args].concat()).run();
        assert_eq!(code_of(&output), (3, code.to_owned()), "{against}: {output:?}");
        assert!(output.json()["hint"].is_string(), "{against}");
    }
    // The same id in another account is another application.
    let snapshot_of = |account: &str, url: &str| {
        let vsw = stand.vsw(["diff", &app, "--against", &snapshot, "--json", "--api-url", url]);
        vsw.env("VONAGE_API_KEY", account).run().expect(3).json()["message"]
            .as_str()
            .expect("words")
            .to_owned()
    };
    let words = snapshot_of("another1", stand.origin());
    assert_eq!(
        words,
        format!("snapshot `{snapshot}` belongs to another account, {API_KEY}; nothing was changed")
    );
    assert!(snapshot_of(API_KEY, "http://127.0.0.1:1").contains("belongs to another API origin, http://"));
    assert_eq!(stand.requests().len(), before);
    let output = stand.vsw(["diff", &other]).run().expect(3);
    assert!(output.stderr.contains("hint: record the present document with `--accept`"), "{output:?}");
    stand.env.write("work/vsw.baseline.json", baseline(API_KEY, &document(&other, ON)));
    let output = stand.vsw(["diff", &other]).run().expect(0);
    assert!(output.stdout.contains("  against   the baseline ./vsw.baseline.json\n"), "{output:?}");
    stand.vsw(["diff", &other, "--against", "vsw.baseline.json"]).run().expect(0);
    stand.store(&app, document(&app, r#""voice":{},"voice":{}"#));
    assert_eq!(code_of(&stand.vsw(["diff", &app, "--json"]).run()), (5, "duplicate-member".to_owned()));
    let missing = stand.fresh_id();
    stand.env.write("work/missing.json", document(&missing, ON));
    assert_eq!(
        code_of(&stand.vsw(["diff", &missing, "--against", "missing.json", "--json"]).run()),
        (4, "not-found".to_owned())
    );
}

#[test]
fn the_document_of_one_application_is_not_compared_with_several() {
    let stand = Stand::new();
    stand.reset(0);
    let (app, snapshot) = enabled(&stand, GONE);
    let other = stand.application(ON);
    stand.env.write("work/raw.json", document(&app, ON));
    let before = stand.requests().len();
    let compare = format!("compare the snapshot's own application: `vsw diff {app} --against {snapshot}`");
    for (against, hint) in [
        (snapshot.as_str(), compare.as_str()),
        ("raw.json", "compare one application: `vsw diff APP --against raw.json`"),
    ] {
        for words in [&["--all"][..], &[&app, &other]] {
            let refused = stand.vsw([&["diff", "--against", against, "--json"], words].concat()).run();
            assert_eq!(code_of(&refused), (2, "usage".to_owned()), "{against} {words:?}");
            assert_eq!(refused.json()["hint"], hint);
        }
    }
    for (against, message) in [
        (
            "20261129T012725Z-76d3f5-9x",
            "`20261129T012725Z-76d3f5-9x` is neither a snapshot's name nor an existing file",
        ),
        ("list.json", "cannot compare with list.json: it is not an object"),
        (
            "cut.json",
            "cut.json is not JSON, so neither a baseline nor an application document: EOF while parsing a value at line 2 \
             column 11",
        ),
        (
            "other.json",
            &format!("cannot compare with other.json: its `id` is that of another application, {other}"),
        ),
    ] {
        stand.env.write("work/list.json", "[]");
        stand.env.write("work/cut.json", "{\n  \"schema\":");
        stand.env.write("work/other.json", document(&other, ON));
        let refused = stand.vsw(["diff", &app, "--against", against, "--json"]).run();
        assert_eq!(code_of(&refused), (3, "baseline-file".to_owned()));
        assert_eq!(refused.json()["message"], message);
        if message.starts_with("cannot compare") {
            let hint = format!(
                "name a baseline file, or an output of `vsw show {app} --raw` that you saved earlier"
            );
            assert_eq!(refused.json()["hint"], hint);
        }
    }
    stand.env.write("work/note.json", r#"{"schema":"vsw/baseline/1","note":1,"applications":[]}"#);
    for words in [&["--all"][..], &[&app, &other]] {
        let refused = stand.vsw([&["diff", "--against", "note.json"], words].concat()).run().expect(3);
        let error = "error: note.json, line 1, column 33: unknown field `note`";
        assert!(refused.stderr.starts_with(error) && refused.stderr.contains("fix this line"), "{refused:?}");
    }
    assert_eq!(stand.requests().len(), before);
    let words = stand.vsw(["rollback", &other, "--to", &snapshot, "--yes", "--json"]).run().expect(3).json();
    let message = format!(
        "snapshot `{snapshot}` belongs to another application, Under test ({app}); nothing was changed"
    );
    assert_eq!(words["message"], message);
}

#[test]
fn a_baseline_with_a_syntax_error_and_a_report_are_refused_with_their_reason() {
    let stand = Stand::new();
    let [app, other] = [(); 2].map(|()| stand.application(ON));
    stand.env.write("work/merge.json", "{\n<<<<<<< HEAD\n\"schema\":\"vsw/baseline/1\",\"applications\":[]}");
    stand.env.write("work/show.json", stand.vsw(["show", &app, "--json"]).run().expect(0).stdout);
    let before = stand.requests().len();
    for (file, error, hint) in [
        (
            "merge.json",
            "error: merge.json is not JSON, so neither a baseline nor an application document: key must be a string at \
             line 2 column 1\n",
            "hint: fix the file, restore it from version control, or name another one\n",
        ),
        (
            "show.json",
            "error: cannot compare with show.json: its format is vsw/show/1, not that of a baseline file or an application document\n",
            "hint: name a baseline file; to compare one application, you can name a snapshot from `vsw history` or a saved output of `vsw show APP --raw`\n",
        ),
    ] {
        for words in [&["--all"][..], &[&app, &other], &[&app]] {
            let refused = stand.vsw([&["diff", "--against", file], words].concat()).run().expect(3);
            assert_eq!(refused.stderr, [error, hint].concat(), "{file} {words:?}");
        }
    }
    assert_eq!(stand.requests().len(), before);
}

#[test]
fn diff_fails_if_the_document_is_gone() {
    let stand = Stand::new();
    let (app, _) = enabled(&stand, GONE);
    std::fs::remove_dir_all(stand.state().join("documents")).expect("they go");
    let output = stand.vsw(["diff", &app]).run().expect(3);
    assert!(
        output
            .stderr
            .contains(&format!("cannot compare {app} with its reference: the stored document is missing: ")),
        "{output:?}"
    );
}
