//! Tests the first read of a change: documents that vsw refuses, failed reads, and the size limit.

use std::time::Instant;

use serde_json::{Value, json};

use super::BEFORE;
use crate::env::TestEnv;
use crate::running::SOON;
use crate::server::Server;
use crate::stand::{API_KEY, API_SECRET, Stand, concurrently, document, only};

/// Returns response bodies after which no PUT is sent, each with its error code. `ID` stands for the
/// application's id.
fn unfit() -> Vec<(&'static str, String)> {
    let whole = |members: &str| format!(r#"{{"id":"ID",{members}}}"#);
    let on_path = |capabilities: &str| whole(&format!(r#""name":"n","capabilities":{capabilities}"#));
    let fit = || document("ID", r#""voice":{}"#);
    vec![
        ("duplicate-member", on_path(r#"{"voice":{"signed_callbacks":true,"signed_callbacks":false}}"#)),
        ("duplicate-member", on_path(r#"{"voice":{"signed_callbacks":false,"\u0073igned_callbacks":true}}"#)),
        ("duplicate-member", on_path(r#"{"voice":{},"voice":{}}"#)),
        ("duplicate-member", on_path(r#"{},"capabilities":{"voice":{}}"#)),
        ("duplicate-member", whole(r#""name":"n","name":"m","capabilities":{"voice":{}}"#)),
        ("duplicate-member", whole(r#""id":"ID","name":"n","capabilities":{"voice":{}}"#)),
        ("unexpected-document", on_path("[]")),
        ("unexpected-document", on_path("null")),
        ("unexpected-document", on_path("\"voice\"")),
        ("unexpected-document", on_path(r#"{"voice":null}"#)),
        ("unexpected-document", on_path(r#"{"voice":[]}"#)),
        ("unexpected-document", on_path(r#"{"voice":true}"#)),
        ("unexpected-document", format!("\u{feff}{}", fit())),
        ("unexpected-document", format!("for(;;);{}", fit())),
        ("unexpected-document", format!("{} trailing", fit())),
        ("unexpected-document", format!("[{}]", fit())),
        ("unexpected-document", fit().replace("ID", "ffffffff-0000-4000-8000-000000000000")),
        ("unexpected-document", whole(r#""capabilities":{"voice":{}}"#)),
        ("unexpected-document", whole(r#""name":7,"capabilities":{"voice":{}}"#)),
        ("unexpected-document", r#"{"name":"n","capabilities":{"voice":{}}}"#.to_owned()),
        (
            "private-key-present",
            whole(r#""name":"n","keys":{"private_key":"x"},"capabilities":{"voice":{}}"#),
        ),
        (
            "private-key-present",
            whole(r#""name":"n","keys":{"privat\u0065_key":null},"capabilities":{"voice":{}}"#),
        ),
        ("unreachable", "<html>maintenance</html>".to_owned()),
        ("unreachable", String::new()),
        ("unreachable", fit()[..60].to_owned()),
    ]
}

#[test]
fn a2_invalid_documents_are_rejected_without_a_put() {
    let stand = Stand::new();
    concurrently(&unfit(), |(code, body)| {
        let app = stand.application(BEFORE);
        let body = body.replace("ID", &app);
        stand.fault(json!({"on": "get", "id": app, "times": "forever", "do": {"answer": {"status": 200, "body": body}}}));
        for verb in ["enable", "disable"] {
            let report = stand.vsw([verb, &app, "--json"]).run().expect(5).json();
            let one = only(&report);
            assert_eq!(
                (&one["outcome"], &one["code"], &one["before"], &one["after"], &one["snapshot"]),
                (&json!("failed"), &json!(code), &json!("unknown"), &json!("unknown"), &Value::Null),
                "{body}"
            );
        }
        let report = stand.vsw(["status", &app, "--json"]).run().expect(5).json();
        let one = only(&report);
        assert_eq!(
            (&one["verdict"], &one["code"], &one["signing"]),
            (&json!("unknown"), &json!(code), &json!("unknown"))
        );
        assert_eq!(stand.puts(&app).len(), 0, "{body}");
    });
    assert_eq!(stand.stored_documents(), [b""; 0]);
}

#[test]
fn a8_an_unusable_first_read_ends_the_change_within_time_and_size_limits() {
    let stand = Stand::new();
    let answer = |status: u16| json!({"answer": {"status": status}});
    let redirect = json!({"redirect": {"status": 307, "location": "http://127.0.0.1:9/"}});
    let cases = [
        (answer(401), 4, "unauthorized"),
        (answer(403), 4, "refused"),
        (answer(404), 4, "not-found"),
        (answer(400), 4, "refused"),
        (answer(408), 5, "unreachable"),
        (answer(429), 5, "unreachable"),
        (answer(500), 5, "unreachable"),
        (answer(502), 5, "unreachable"),
        (answer(503), 5, "unreachable"),
        (answer(504), 5, "unreachable"),
        (json!("drop-before"), 5, "unreachable"),
        (json!({"cut": {"at": 30}}), 5, "unreachable"),
        (json!({"truncate": {"at": 30}}), 5, "unreachable"),
        (json!({"stall": {"at": 30}}), 5, "unreachable"),
        (json!({"slow": {"bytes": 1, "every_ms": 1000}}), 5, "unreachable"),
        (json!("endless"), 5, "unreachable"),
        (json!({"huge-length": {"length": 1_000_000_000_000_u64}}), 5, "unreachable"),
        (json!({"delay": {"ms": 60_000, "when": "before"}}), 5, "unreachable"),
        (redirect, 5, "unreachable"),
    ];
    concurrently(&cases, |(fault, exit, code)| {
        let app = stand.application(BEFORE);
        stand.fault(json!({"on": "get", "id": app, "times": "forever", "do": fault}));
        let started = Instant::now();
        let report = stand.vsw(["enable", &app, "--json", "--timeout", "2"]).run().expect(*exit).json();
        let one = only(&report);
        assert_eq!((&one["code"], &one["outcome"]), (&json!(code), &json!("failed")), "{fault}");
        assert_eq!((&one["snapshot"], stand.puts(&app).len()), (&Value::Null, 0));
        assert!(started.elapsed() < SOON, "{fault}: {:?}", started.elapsed());
        let report = stand.vsw(["status", &app, "--json", "--timeout", "1"]).run().expect(*exit).json();
        assert_eq!((&only(&report)["verdict"], &only(&report)["code"]), (&json!("unknown"), &json!(code)));
    });
}

#[test]
fn a8_documents_up_to_16_mib_are_accepted() {
    let app = "00000000-0000-4000-8000-000000000001";
    let fit = document(app, BEFORE);
    for (length, exit) in [(16 * 1024 * 1024, 1), (16 * 1024 * 1024 + 1, 5)] {
        let body = format!("{fit}{}", " ".repeat(length - fit.len()));
        let server = Server::answering(move |_| (200, body.clone()));
        let env = TestEnv::new();
        let vsw = env.vsw(["status", app, "--api-url", server.origin()]);
        vsw.env("VONAGE_API_KEY", API_KEY).env("VONAGE_API_SECRET", API_SECRET).run().expect(exit);
    }
}

#[test]
fn a_document_that_cannot_be_used_gets_a_hint_from_every_command() {
    let stand = Stand::new();
    stand.reset(0);
    let (app, other) = (stand.application(BEFORE), stand.application(BEFORE));
    let html = json!({"answer": {"status": 200, "body": "<html>maintenance</html>"}});
    let twice = json!({"answer": {"status": 200, "body": document(&app, r#""voice":{},"voice":{}"#)}});
    let see = format!(
        "see the response itself with `vsw show {app} --raw`, and check the API origin with `vsw config show`"
    );
    let inspect = format!("inspect the document: `vsw show {app} --raw`");
    let list = "list the account's applications: `vsw list`";
    let missing = json!({"answer": {"status": 404}});
    for (fault, hint, exit) in [(html, see.as_str(), 5), (twice, &inspect, 5), (missing, list, 4)] {
        stand.reset_faults();
        stand.fault(json!({"on": "get", "id": app, "times": "forever", "do": fault}));
        for line in [
            &["status", &app][..],
            &["status", "--all", "--read", "get", "--fail-on", "unknown"],
            &["enable", &app],
            &["diff", &app, &other, "--accept"],
            &["diff", "--all", "--accept", "--yes"],
            &["baseline", "save", &app],
            &["baseline", "save", &app, "--skip-unread"],
        ] {
            let output = stand.vsw(line).run().expect(exit);
            assert!(output.stderr.contains(&format!("hint: {hint}")), "{line:?}: {output:?}");
        }
    }
}
