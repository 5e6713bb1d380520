//! Tests cases in which `vsw listen --point` fails at its start, and the hints.

use serde_json::json;

use super::{PUBLIC, VOICE, listen, text};
use crate::env::TestEnv;
use crate::sign::SECRET;
use crate::stand::{Stand, document};

/// Options that end a receiver after 5 seconds if it starts by mistake.
const SHORT: [&str; 3] = ["--expect", "answered", "--within=5s"];

#[test]
fn addresses_that_vonage_must_not_or_cannot_use_are_refused() {
    let stand = Stand::new();
    let app = stand.application(VOICE);
    for (url, words) in [
        ("http://t.example", "plain http is allowed for a loopback address only, not for `t.example`"),
        ("https://me:hunter2pw@t.example", "it contains user info"),
        ("https://t.example/?x=1", "the address must not contain `?` or `#`"),
        ("https://t.example/#x", "the address must not contain `?` or `#`"),
        ("t.example", "it does not begin with `https://`"),
        ("https://t.example/a b", "its path has an invalid character"),
    ] {
        let words_of_line = ["listen", "--port", "0", "--point", &app, "--public-url", url, "--yes"];
        let output = stand
            .vsw(words_of_line.iter().chain(&SHORT))
            .env("VONAGE_SIGNATURE_SECRET", SECRET)
            .run()
            .expect(2);
        assert!(output.stderr.contains(words), "{output:?}");
        assert!(!output.all().contains("hunter2pw"), "{output:?}");
    }
    assert_eq!(stand.requests().len(), 0);
    let env = TestEnv::new();
    let line = ["listen", "--port", "0", "--point", &app, "--public-url", "http://127.0.0.1:1", "--yes"];
    let vsw = env
        .vsw(line.iter().chain(&SHORT))
        .env("VONAGE_SIGNATURE_SECRET", SECRET)
        .env("VONAGE_API_KEY", "abcd1234");
    let output = vsw.env("VONAGE_API_SECRET", "Secret1secret").run().expect(2);
    assert!(output.stderr.contains("Vonage cannot reach http://127.0.0.1:1"), "{output:?}");
}

#[test]
fn a_change_needs_consent_a_journal_and_permission_to_write() {
    let stand = Stand::new();
    let app = stand.application(VOICE);
    let line = ["listen", "--port", "0", "--point", &app, "--public-url", PUBLIC];
    let vsw = || stand.vsw(line.iter().chain(&SHORT)).env("VONAGE_SIGNATURE_SECRET", SECRET);
    let output = vsw().run().expect(2);
    assert!(
        output.stderr.contains("confirmation needed, but no terminal is attached; nothing was changed"),
        "{output:?}"
    );
    assert!(output.stderr.contains("hint: pass `--yes`"), "{output:?}");
    assert_eq!(
        listen(&stand, &app, &SHORT).env("VSW_READ_ONLY", "1").run().expect(3).json()["code"],
        "read-only"
    );
    stand.env.write("work/file", "");
    let output = listen(&stand, &app, &["--state-dir", "file/state", "--expect=answered", "--within=5s"])
        .run()
        .expect(3);
    assert_eq!(output.json()["code"], "state-unwritable", "{output:?}");
    assert_eq!(stand.puts(&app).len(), 0);
    let usage = stand.vsw(["listen", "--point", &app]).run().expect(2);
    assert!(usage.stderr.contains("--public-url"), "{usage:?}");
}

#[test]
fn a2_applications_without_webhooks_or_with_two_of_one_are_refused() {
    let stand = Stand::new();
    let address = r#""address":"https://example.com/x""#;
    for (capabilities, code, exit) in [
        (String::new(), "no-voice", 1),
        (r#""rtc":{}"#.to_owned(), "no-voice", 1),
        (r#""voice":{}"#.to_owned(), "no-webhooks", 1),
        (r#""voice":{"webhooks":null}"#.to_owned(), "no-webhooks", 1),
        (
            r#""voice":{"webhooks":{"answer_url":{"address":""},"event_url":{"address":7}}}"#.to_owned(),
            "no-webhooks",
            1,
        ),
        (r#""voice":{"webhooks":{"answer_url":{"address":"example.com/a"}}}"#.to_owned(), "no-webhooks", 1),
        (format!(r#""voice":{{"webhooks":{{"event_url":{{{address},{address}}}}}}}"#), "duplicate-member", 5),
        (
            format!(
                r#""voice":{{"webhooks":{{"answer_url":{{{address}}},"event_url":{{}},"event_\u0075rl":{{}}}}}}"#
            ),
            "duplicate-member",
            5,
        ),
        (
            format!(r#""voice":{{"webhooks":{{"answer_url":{{{address}}}}},"webhooks":{{}}}}"#),
            "duplicate-member",
            5,
        ),
    ] {
        let app = stand.application(&capabilities);
        let output = listen(&stand, &app, &SHORT).run().expect(exit);
        let failure = output.json();
        assert_eq!(failure["code"], code, "{capabilities}: {output:?}");
        let hint = match code {
            "duplicate-member" => format!("inspect the document: `vsw show {app} --raw`"),
            _ => {
                "first give the application a voice capability with an answer URL or event URL, in the Dashboard or with the API".to_owned()
            }
        };
        assert_eq!(failure["hint"], hint, "{capabilities}");
        let message = failure["message"].as_str().expect("a message");
        assert!(message.starts_with("pointing the webhooks of `Under test` to "), "{message}");
        assert_eq!(stand.puts(&app).len(), 0, "{capabilities}");
        assert_eq!(text(stand.stored(&app)), document(&app, &capabilities));
    }
}

#[test]
fn a_refused_put_gets_a_hint() {
    let stand = Stand::new();
    let answer = |status: u16| json!({"answer": {"status": status}});
    for (fault, exit, hint) in [
        (answer(401), 4, "check the credentials and their sources with `vsw config show`"),
        (answer(403), 4, "inspect the application: `vsw show APP`"),
        (answer(404), 4, "list the account's applications: `vsw list`"),
        (
            json!({"redirect": {"status": 307, "location": "http://127.0.0.1:9/"}}),
            5,
            "check the API origin with `vsw config show`; a proxy or a network's sign-in page may redirect, too",
        ),
        (
            json!("drop-before"),
            5,
            "`vsw doctor` checks the connection; `vsw -v status APP` shows each request",
        ),
    ] {
        let app = stand.application(VOICE);
        stand.fault(json!({"on": "put", "id": app, "times": "forever", "do": fault}));
        let failure = listen(&stand, &app, &["--timeout", "2", "--expect=answered", "--within=5s"]);
        let failure = failure.run().expect(exit).json();
        assert_eq!(failure["hint"], hint.replace("APP", &app), "{failure}");
    }
}
