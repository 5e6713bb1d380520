//! Tests `vsw enable` and `vsw disable`. Tests with a failing API are in `outcomes`.

mod selection;

use serde_json::{Value, json};

use crate::env::VSW;
use crate::stand::{FLAG, Stand, document, only, paths, snapshot_of, summary};
use crate::system::has_full_device;

#[test]
fn enable_sends_three_requests_on_one_connection_and_prints_one_json_document() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{"webhooks":{}}"#);
    let output = stand.vsw(["enable", &app, "--json"]).run().expect(0);
    let report = output.json();
    assert_eq!(
        report,
        json!({
            "schema": "vsw/enable/1", "vsw": env!("CARGO_PKG_VERSION"), "run": report["run"], "dry_run": false,
            "requests": 3, "selection": {"source": "argument", "count": 1, "file": null, "shard": null}, "plan": null,
            "applications": [{
                "profile": "default", "id": app, "name": "Under test", "before": "absent", "after": "on",
                "outcome": "changed", "code": null, "detail": null, "snapshot": snapshot_of(&report),
                "differences": [], "added": [], "moved_since_reference": [], "reference_error": null,
            }],
            "summary": summary(&[("changed", 1)]),
        })
    );
    assert_eq!(output.stderr, "");
    let requests = stand.requests_of(&app);
    assert_eq!(stand.methods(&app), "GET PUT GET");
    assert!(requests.iter().all(|request| request.connection == requests[0].connection), "{requests:?}");
    assert_eq!(stand.requests().len(), 3);
    let wanted = document(&app, r#""voice":{"webhooks":{},"signed_callbacks":true}"#);
    assert_eq!(String::from_utf8_lossy(&stand.puts(&app)[0]), wanted);
    assert_eq!(String::from_utf8_lossy(&stand.stored(&app)), wanted);
    assert_eq!(stand.stored_documents(), [document(&app, r#""voice":{"webhooks":{}}"#).into_bytes()]);
}

#[test]
fn enable_prints_the_change_and_the_next_step() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{"signed_callbacks":false}"#);
    let output = stand.vsw(["enable", &app]).run().expect(0);
    let lines: Vec<&str> = output.stdout.lines().collect();
    assert_eq!(
        lines[..3],
        [
            &format!("✓ Under test  {app}"),
            "  signing   off → on",
            "  outcome   changed, and confirmed by reading it back",
        ]
    );
    assert!(lines[3].starts_with("  snapshot  20") && lines.len() == 4, "{output:?}");
    assert!(
        output
            .stderr
            .ends_with(&format!("\nhint: detect when signing is turned off: run `vsw status {app}` in CI\n")),
        "{output:?}"
    );
    let quiet = stand.vsw(["disable", &app, "--quiet"]).run().expect(0);
    assert!(quiet.stdout.contains("  signing   on → off\n") && quiet.stderr.is_empty(), "{quiet:?}");
}

#[test]
fn a_change_says_how_to_undo_it() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{"signed_callbacks":true}"#);
    let off = stand.vsw(["disable", &app]).run().expect(0);
    assert!(off.stderr.contains("Unsigned from now on: "), "{off:?}");
    assert!(off.stderr.ends_with(&format!("\nhint: undo: `vsw rollback {app}`\n")), "{off:?}");
    let run = |stderr: &str| {
        let (_, rest) = stderr.split_once("hint: undo: `vsw rollback --run ").expect("the undo");
        rest.split_once('`').expect("the end of the run").0.to_owned()
    };
    let on = stand.vsw(["enable", "--all", "--yes"]).run().expect(0);
    assert!(
        stand
            .vsw(["rollback", "--yes", "--run", &run(&on.stderr)])
            .run()
            .expect(0)
            .stdout
            .contains("changed")
    );
    let _ = stand.vsw(["enable", "--all", "--plan", "on.plan"]).run().expect(0);
    let applied = stand.vsw(["apply", "on.plan", "--yes"]).run().expect(0);
    assert!(
        applied.stderr.contains("your handler must verify") && !run(&applied.stderr).is_empty(),
        "{applied:?}"
    );
    let off = stand.vsw(["disable", "--all", "--yes"]).run().expect(0);
    assert!(off.stderr.contains("Unsigned from now on: ") && !run(&off.stderr).is_empty(), "{off:?}");
}

#[test]
fn a3_an_unneeded_change_sends_one_get_and_no_put() {
    let stand = Stand::new();
    for (verb, value, word) in [("enable", "true", "on"), ("disable", "false", "off")] {
        let app = stand.application(&format!(r#""voice":{{"signed_callbacks":{value}}}"#));
        let report = stand.vsw([verb, &app, "--json"]).run().expect(0).json();
        assert_eq!((&report["requests"], &report["schema"]), (&json!(1), &json!(format!("vsw/{verb}/1"))));
        assert_eq!(
            *only(&report),
            json!({
                "profile": "default", "id": app, "name": "Under test", "before": word, "after": word,
                "outcome": "unchanged", "code": null, "detail": null, "snapshot": null, "differences": [], "added": [], "moved_since_reference": [], "reference_error": null,
            })
        );
        assert_eq!(report["summary"], summary(&[("unchanged", 1)]));
        assert_eq!(stand.methods(&app), "GET");
        let text = stand.vsw([verb, &app]).run().expect(0).stdout;
        assert_eq!(text, format!("✓ Under test  {app}\n  signing   {word}\n  outcome   nothing to do\n"));
    }
    assert_eq!(stand.stored_documents(), [b""; 0]);
}

#[test]
fn a1_the_put_differs_from_the_read_in_one_leaf() {
    let stand = Stand::new();
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    // Each case has four texts: what precedes the change, the old text, the new text, and what follows the change.
    let cases = [
        (r#""voice":{"signed_callbacks":"#, "false", "true", r#","region":"eu-west"}"#),
        (r#""voice" : { "a":1 ,"signed_callbacks"  :	"#, "\"true\"", "true", " \n, \"b\" : 2 }"),
        (r#""voice":{"signed_callbacks":"#, r#"{"a":[1,{"b":"}"}]}"#, "true", "}"),
        (r#""voice":{"\u0073igned_callbacks":"#, "null", "true", "}"),
        (r#""v\u006fice":{"signed_callbacks":"#, "1e400", "true", "}"),
        // A new flag is formatted like the last member.
        (r#""voice":{"webhooks":{}"#, "", r#","signed_callbacks":true"#, "}"),
        (
            "\"voice\":\r\n\t{\r\n\t\t\"a\": 1,\r\n\t\t\"b\" :\t2",
            "",
            ",\r\n\t\t\"signed_callbacks\" :\ttrue",
            "\r\n\t}",
        ),
        (r#""voice":{ "b": [ ]"#, "", r#", "signed_callbacks": true"#, " }"),
        (r#""voice":{"#, "", r#""signed_callbacks":true"#, "  \n }"),
        // Other members stay as they are: numbers, escapes, duplicate members elsewhere, deep nesting.
        (
            r#""x":[1e400,9007199254740993,-0,1.10,0.1e-7,1E+2,123456789012345678901234567890],"voice":{"ttl":48.0"#,
            "",
            r#","signed_callbacks":true"#,
            r#"},"\/\u00e9\ud83d\ude00é\"\\":"\u0000\ud800","d":1,"d":2,"voice2":{"signed_callbacks":false}"#,
        ),
        (
            r#""rtc":{"signed_callbacks":false},"voice":{"w":{"p":1,"p":2}"#,
            "",
            r#","signed_callbacks":true"#,
            "}",
        ),
        (&format!(r#""voice":{{"deep":{deep}"#), "", r#","signed_callbacks":true"#, "}"),
    ];
    for (front, before, after, back) in &cases {
        let app = stand.application(&format!("{front}{before}{back}"));
        stand.vsw(["enable", &app]).run().expect(0);
        let wanted = document(&app, &format!("{front}{after}{back}"));
        let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).chars().take(2000).collect::<String>();
        let (puts, stored) = (stand.puts(&app), stand.stored(&app));
        assert!(puts == [wanted.as_bytes()], "{}\n{}", shown(&puts.concat()), shown(wanted.as_bytes()));
        assert!(stored == wanted.as_bytes(), "{}", shown(&stored));
        assert!(
            stand
                .stored_documents()
                .contains(&document(&app, &format!("{front}{before}{back}")).into_bytes())
        );
    }
}

#[test]
fn disable_writes_false_even_if_the_flag_is_absent() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{"a":1}"#);
    let report = stand.vsw(["disable", &app, "--json"]).run().expect(0).json();
    let one = only(&report);
    assert_eq!(
        (&one["before"], &one["after"], &one["outcome"]),
        (&json!("absent"), &json!("off"), &json!("changed"))
    );
    assert_eq!(
        stand.puts(&app),
        [document(&app, r#""voice":{"a":1,"signed_callbacks":false}"#).into_bytes()]
    );
}

#[test]
fn k3_created_files_are_private_under_any_umask() {
    for umask in ["000", "022", "077"] {
        let stand = Stand::new();
        let app = stand.application(r#""voice":{}"#);
        stand.connected(stand.env.vsw_under(umask, ["enable", &app])).run().expect(0);
        let state = stand.state();
        let mut files = stand.env.files();
        files.retain(|file| file.starts_with(&state));
        // The lock is removed when the run ends.
        assert_eq!(files.len(), 2, "{files:?}");
        assert!(files.contains(&state.join("journal.ndjson")));
        for file in files {
            assert_eq!(stand.env.mode(&file), 0o600, "{}", file.display());
        }
        for directory in
            ["home/.local", "home/.local/state", "home/.local/state/vsw", "home/.local/state/vsw/documents"]
        {
            assert_eq!(stand.env.mode(directory), 0o700, "{directory} under {umask}");
        }
        assert_eq!(stand.env.mode(state.join("locks")), 0o700);
    }
}

#[test]
fn missing_credentials_are_reported_with_a_hint() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    for line in [vec!["enable", app.as_str()], vec!["status", &app], vec!["show", &app], vec!["list"]] {
        let text = stand.env.vsw([&line[..], &["--api-url", stand.origin()]].concat()).run().expect(3);
        assert_eq!(text.stdout, "");
        assert!(text.stderr.starts_with("error: ") && text.stderr.contains("\nhint: "), "{text:?}");
        let json =
            stand.env.vsw([&line[..], &["--json", "--api-url", stand.origin()]].concat()).run().expect(3);
        let error = json.json();
        let members: Vec<&String> = error.as_object().expect("an object").keys().collect();
        assert_eq!(members, ["schema", "vsw", "code", "message", "hint", "exit", "place"]);
        assert_eq!(
            (&error["schema"], &error["code"], &error["exit"]),
            (&json!("vsw/error/1"), &json!("no-credentials"), &json!(3))
        );
        assert_eq!(json.stderr, "");
    }
    assert_eq!(stand.requests().len(), 0);
}

#[test]
fn read_only_rejects_writes_only() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    stand.vsw(["enable", &app]).run().expect(0);
    let before = stand.requests().len();
    let refused = [vec!["enable", &app], vec!["disable", &app], vec!["rollback", &app, "--yes"]];
    for line in refused {
        let report =
            stand.vsw(line.iter().chain(&["--json"])).env("VSW_READ_ONLY", "1").run().expect(3).json();
        assert_eq!((&report["schema"], &report["code"]), (&json!("vsw/error/1"), &json!("read-only")));
        assert_eq!(report["hint"], "unset VSW_READ_ONLY, or preview with `--dry-run`");
    }
    assert_eq!(stand.requests().len(), before);
    stand.vsw(["status", &app]).env("VSW_READ_ONLY", "1").run().expect(0);
    stand.vsw(["disable", "--dry-run", &app]).env("VSW_READ_ONLY", "1").run().expect(1);
    assert_eq!(stand.puts(&app).len(), 1);
}

#[test]
fn a_dry_run_shows_the_change_and_writes_nothing() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{"signed_callbacks":false}"#);
    let files = stand.env.files();
    let report = stand.vsw(["enable", &app, "--dry-run", "--json"]).run().expect(1).json();
    assert_eq!((&report["dry_run"], &report["requests"]), (&json!(true), &json!(1)));
    let one = only(&report);
    assert_eq!(
        (&one["before"], &one["after"], &one["outcome"], &one["snapshot"], paths(&one["differences"])),
        (&json!("off"), &json!("on"), &json!("would_change"), &Value::Null, vec![FLAG])
    );
    assert_eq!(report["summary"], summary(&[("would_change", 1)]));
    let text = stand.vsw(["enable", &app, "--dry-run"]).run().expect(1).stdout;
    assert!(text.contains("\n-") && text.contains("+      \"signed_callbacks\": true\n"), "{text}");
    stand.vsw(["disable", &app, "--dry-run"]).run().expect(0);
    assert_eq!(stand.methods(&app), "GET GET GET");
    assert_eq!(stand.env.files(), files);
    assert!(!stand.env.path("home/.local").exists());
}

#[test]
fn s3_a_result_that_cannot_be_printed_is_followed_by_no_word_of_success() {
    if !has_full_device("a result that cannot be printed") {
        return;
    }
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    for more in [&[][..], &["--json"], &["--report", "junit"]] {
        let words = [&["enable", &app][..], more].concat();
        let output = stand.shell("exec \"$@\" >/dev/full", words).run().expect(3);
        let error = "error: cannot write to stdout: No space left on device (os error 28)\n\
                     hint: changes may have been made: see `vsw history`\n";
        assert_eq!(output.stderr, error, "{more:?}");
        stand.vsw(["disable", &app]).run().expect(0);
    }
    let hints = [
        (&["status", &app][..], "check the disk or file behind stdout"),
        (&["baseline", "save", "--all"], "the command ran to its end, and only its output is lost: "),
    ];
    for (words, hint) in hints {
        let output = stand.shell("exec \"$@\" >/dev/full", words).run().expect(3);
        assert!(output.stderr.contains(&format!("\nhint: {hint}")), "{output:?}");
    }
}

#[test]
fn enable_adds_no_voice_capability() {
    let stand = Stand::new();
    let app = stand.application(r#""rtc":{"signed_callbacks":false}"#);
    let report = stand.vsw(["enable", &app, "--json"]).run().expect(1).json();
    let one = only(&report);
    assert_eq!(
        (&one["before"], &one["after"], &one["outcome"], &one["code"], &one["snapshot"]),
        (&json!("no-voice"), &json!("no-voice"), &json!("failed"), &json!("no-voice"), &Value::Null)
    );
    assert_eq!(stand.methods(&app), "GET");
}

#[test]
fn a_closed_pipe_keeps_the_exit_code_and_a_full_disk_raises_it_to_3() {
    if !has_full_device("the exit code of a full stdout") {
        return;
    }
    let stand = Stand::new();
    let on = stand.application(r#""voice":{"signed_callbacks":true}"#);
    let off = stand.application(r#""voice":{"signed_callbacks":false}"#);
    // The reader closes the pipe before vsw starts.
    let closed = r#"{ sleep 0.3; exec "$@" 2>err; } | exec 2>/dev/null <&-; echo "${PIPESTATUS[0]}""#;
    let full = r#"exec "$@" >/dev/full"#;
    for format in ["--format=text", "--format=json"] {
        for (app, exit) in [(&on, 0), (&off, 1)] {
            let bash = ["-c", closed, "bash", VSW, "status", "-q", app, format];
            let output = stand.connected(stand.env.command("/bin/bash", bash)).run().expect(0);
            assert_eq!(
                (output.stdout.trim(), stand.env.read("work/err").as_str()),
                (exit.to_string().as_str(), "")
            );
            let failed = stand.shell(full, ["status", app, "-q", format]).run().expect(3);
            assert!(failed.stderr.starts_with("error: cannot write to stdout: "), "{failed:?}");
        }
        let ignored = stand.application(r#""voice":{}"#);
        stand.fault(json!({"on": "put", "id": ignored, "do": "ignore"}));
        stand.shell(full, ["enable", &ignored, "--timeout", "1", format]).run().expect(6);
        let done = stand.application(r#""voice":{}"#);
        stand.shell(full, ["enable", &done, format]).run().expect(3);
        assert_eq!(stand.puts(&done).len(), 1);
    }
}
