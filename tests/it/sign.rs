//! Tests `vsw sign` as a process. Python's `hmac` made the expected tokens.
//!
//! Not here: many more tokens, which `tests/vectors/check_sign.py` checks.

mod curl;
mod forgeries;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::env::{TestEnv, Vsw};
use crate::running::PATIENCE;

pub const SECRET: &str = "not-a-secret-of-anybody-0123456789";
pub const IAT: &str = "1587494962";
pub const APPLICATION: &str = "aaaaaaaa-bbbb-cccc-dddd-0123456789ab";

const ANSWERED: &str = r#"{"from":"442079460000","to":"447700900000","uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab","conversation_uuid":"CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab","status":"answered","direction":"outbound","timestamp":"2020-01-01T12:00:00.000Z"}"#;
const TOKEN: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE1ODc0OTQ5NjIsImp0aSI6Im9uZSIsImlzcyI6IlZvbmFnZSIsInBheWxvYWRfaGFzaCI6IjE0NTY0MTI1YzJhZGMyNmViNzM4ZjcxNDhhY2ZlYWRjMzM2NjYyMjQ4YThmNDg3N2JiOTRkNTdjZTY0ZTFhYzYiLCJhcGlfa2V5IjoiYTFiMmMzZCIsImFwcGxpY2F0aW9uX2lkIjoiYWFhYWFhYWEtYmJiYi1jY2NjLWRkZGQtMDEyMzQ1Njc4OWFiIn0.1lceai5zSyU20RhNfaq3RPF3t6BX-HHwJnZmfXWoLB0";
/// The token of a GET with the query `to=44&from=1+2`.
/// Its payload hash is the hash of the JSON `{"to":"44","from":"1 2"}`.
const TOKEN_OF_GET: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE1ODc0OTQ5NjIsImp0aSI6Im9uZSIsImlzcyI6IlZvbmFnZSIsInBheWxvYWRfaGFzaCI6ImViZDVjODhlZDRiZTlhZWRmMWI4NDNlMTg3ZDE3YTUzMWE2ODQ2ZWVlODhhZDQ4OTczZDdkNWFiZDhiZTdmZTMiLCJhcGlfa2V5IjoiYTFiMmMzZCIsImFwcGxpY2F0aW9uX2lkIjoiYWFhYWFhYWEtYmJiYi1jY2NjLWRkZGQtMDEyMzQ1Njc4OWFiIn0.ozPVlWASK1cVPdpmEsG0vSzW9paAG8BVkjT4NdU-mvg";

/// Returns `vsw sign` with fixed claims instead of the current time and a random id.
pub fn sign(env: &TestEnv, words: &[&str]) -> Vsw {
    let token = ["sign", "--iat", IAT, "--jti", "one", "--api-key", "a1b2c3d", "--application", APPLICATION];
    env.vsw(token.iter().chain(words)).env("VONAGE_SIGNATURE_SECRET", SECRET)
}

#[test]
fn sign_prints_an_exact_http_request() {
    let env = TestEnv::new();
    let wanted = format!(
        "POST /webhooks/event HTTP/1.1\r\nHost: example.com\r\nContent-Type: application/json\r\nContent-Length: \
         234\r\nAuthorization: Bearer {TOKEN}\r\n\r\n{ANSWERED}"
    );
    for words in [
        &["--event", "answered"][..],
        &["--body", ANSWERED, "--output", "http"],
        &["--body-file", "-", "--output", "headers-and-body"],
        &["--event", "started", "--set", "status=answered"],
        &["--event", "started", "--set-json", "status=\"answered\"", "--method", "post"],
    ] {
        let output = sign(&env, words).stdin(ANSWERED).run().expect(0);
        assert_eq!((output.stdout.as_str(), output.stderr.as_str()), (wanted.as_str(), ""), "{words:?}");
    }
    let token =
        ["sign", "--jti", "one", "--api-key", "a1b2c3d", "--application", APPLICATION, "--event", "answered"];
    let vsw = env.vsw(token.iter().chain(&["--iat", "2020-04-21T20:49:22.5+02:00"]));
    assert_eq!(vsw.env("VONAGE_SIGNATURE_SECRET", SECRET).run().expect(0).stdout, wanted);
    let get = sign(&env, &["--method", "GET", "--url", "https://h.example:8443/answer?to=44&from=1+2"]);
    let wanted = format!(
        "GET /answer?to=44&from=1+2 HTTP/1.1\r\nHost: h.example:8443\r\nAuthorization: Bearer {TOKEN_OF_GET}\r\n\r\n"
    );
    assert_eq!(get.run().expect(0).stdout, wanted);
}

#[test]
fn sign_prints_a_log_line() {
    let env = TestEnv::new();
    let output = sign(&env, &["--body", "a\u{202e}b\u{7}\"", "--output", "capture"]).run().expect(0);
    let (line, rest) = output.stdout.split_once('\n').expect("a line");
    assert!(rest.is_empty() && !line.contains(['\u{202e}', '\u{7}']), "{output:?}");
    let capture = vsw::capture::Capture::read(line.as_bytes()).expect("a capture");
    assert_eq!(capture.body, "a\u{202e}b\u{7}\"".as_bytes());
    assert_eq!((capture.url.as_str(), capture.received_at), ("/webhooks/event", Some(1_587_494_962)));
    let names: Vec<&str> = capture.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Host", "Content-Type", "Content-Length", "Authorization"]);
    let output = sign(&env, &["--event", "answered", "--output", "capture"]).run().expect(0);
    assert!(output.stdout.contains(&format!("[\"Authorization\",\"Bearer {TOKEN}\"]")), "{output:?}");
}

#[test]
fn the_json_report_contains_the_whole_delivery() {
    let env = TestEnv::new();
    let report = sign(&env, &["--event", "answered", "--json"]).run().expect(0).json();
    let wanted = serde_json::json!({
        "schema": "vsw/sign/1", "vsw": env!("CARGO_PKG_VERSION"), "product": "voice", "event": "answered", "forgery": null,
        "expected_code": null, "payload_rule": "raw", "payload_rule_note": null, "secret": "VONAGE_SIGNATURE_SECRET",
        "iat": 1_587_494_962, "jti": "one", "api_key": "a1b2c3d", "application_id": APPLICATION, "method": "POST",
        "url": "/webhooks/event", "headers": [["Host", "example.com"], ["Content-Type", "application/json"],
        ["Content-Length", "234"], ["Authorization", format!("Bearer {TOKEN}")]], "body": ANSWERED, "body_b64": null,
    });
    assert_eq!(report, wanted);
    let get = sign(&env, &["--event", "answer", "--method", "GET", "--json"]).run().expect(0).json();
    assert_eq!((&get["payload_rule"], &get["body"]), (&"query".into(), &"".into()));
    assert!(
        get["payload_rule_note"].as_str().is_some_and(|note| note.contains("one Vonage article")),
        "{get}"
    );
    assert!(get["url"].as_str().is_some_and(|url| url.starts_with("/webhooks/answer?from=44")), "{get}");
    let words = ["--event", "fallback", "--method", "GET", "--url", "/x?a=1", "--json"];
    let fallback = "/x?a=1&reason=Connection%20closed.&original_request=%7B%22url%22%3A%22https%3A%2F%2Fapi.example.com%2Fwebhooks%2Fevent%22%2C%22type%22%3A%22event%22%7D";
    assert_eq!(sign(&env, &words).run().expect(0).json()["url"], fallback);
    let bytes = sign(&env, &["--body-file", "-", "--json"]).stdin([0, 0xff]).run().expect(0).json();
    assert_eq!((&bytes["body"], &bytes["body_b64"]), (&serde_json::Value::Null, &"AP8=".into()));
}

#[test]
fn every_documented_event_verifies_by_post_and_get() {
    let env = TestEnv::new();
    let help = env.vsw(["sign", "--help"]).run().expect(0).stdout;
    let (_, events) = help.split_once("[possible values: started").expect("the events");
    let events = format!("started{}", events.split(']').next().expect("their end"));
    let events: Vec<&str> = events.split([',', ' ', '\n']).filter(|word| !word.is_empty()).collect();
    assert_eq!(events.len(), 22, "{events:?}");
    for event in events {
        for method in ["POST", "GET"] {
            let made = sign(&env, &["--event", event, "--method", method]).run().expect(0).stdout;
            let verify =
                ["verify", "--request-file", "-", "--now", IAT, "--expect-api-key", "a1b2c3d", "--json"];
            let verify = env.vsw(verify).env("VONAGE_SIGNATURE_SECRET", SECRET).stdin(made);
            assert_eq!(verify.run().expect(0).json()["event"], event, "{method}");
        }
    }
}

#[test]
fn webhooks_of_other_products_verify_and_are_no_calls() {
    let env = TestEnv::new();
    for product in ["messages", "verify"] {
        for words in [&["--set", "status=completed"][..], &["--method", "GET"]] {
            let made = sign(&env, &[&["--product", product], words].concat()).run().expect(0).stdout;
            let verify = ["verify", "--request-file", "-", "--now", IAT, "--json"];
            let report =
                env.vsw(verify).env("VONAGE_SIGNATURE_SECRET", SECRET).stdin(made).run().expect(0).json();
            assert_eq!((&report["product"], &report["event"]), (&product.into(), &serde_json::Value::Null));
            let report =
                sign(&env, &[&["--product", product, "--json"], words].concat()).run().expect(0).json();
            assert_eq!((&report["product"], &report["event"]), (&product.into(), &serde_json::Value::Null));
        }
    }
    let output = sign(&env, &["--product", "voice"]).run().expect(2);
    assert!(output.stderr.contains("[possible values: messages, verify]"), "{output:?}");
    let _ = sign(&env, &["--product", "messages", "--event", "answered"]).run().expect(2);
}

#[test]
fn defaults_are_the_current_time_random_ids_and_the_environment() {
    let env = TestEnv::new();
    let run = || {
        let vsw = env.vsw(["sign", "--event", "answered", "--json"]).env("VONAGE_SIGNATURE_SECRET", SECRET);
        let vsw =
            vsw.env("VONAGE_API_KEY", "a1b2c3d").env("VONAGE_APPLICATION_ID", APPLICATION.replace('-', ""));
        vsw.run().expect(0).json()
    };
    let (one, other) = (run(), run());
    assert_eq!((&one["api_key"], &one["application_id"]), (&"a1b2c3d".into(), &APPLICATION.into()));
    assert!(one["iat"].as_u64().is_some_and(|iat| iat > 1_790_000_000), "{one}");
    assert_ne!(one["jti"], other["jti"]);
    let jti = one["jti"].as_str().expect("an id");
    let is_fourth = jti.len() == 36 && &jti[14..15] == "4" && "89ab".contains(&jti[19..20]);
    assert!(is_fourth && jti.parse::<vsw::application::ApplicationId>().is_ok(), "{jti}");
}

#[test]
fn v14_a_retired_secret_cannot_sign() {
    let env = TestEnv::new();
    let stored = |second: &str| {
        let first = "secret = 'the first secret, which was retired'\nlabel = 'old'\nretired = 2026-01-01\n";
        let text = format!(
            "[profiles.default]\napi_key = 'k1'\n[[profiles.default.signature_secrets]]\n{first}{second}"
        );
        env.write("config.toml", text)
    };
    let run = |file: &std::path::Path| {
        let file = file.display().to_string();
        env.vsw(["sign", "--event", "answered", "--json", "--config", &file]).run()
    };
    let alone = run(&stored("")).expect(3);
    assert_eq!(alone.json()["code"], "retired", "{alone:?}");
    let second =
        "[[profiles.default.signature_secrets]]\nsecret = 'the second secret, in force'\nlabel = 'new'\n";
    let report = run(&stored(second)).expect(0).json();
    assert_eq!(report["secret"], "profile default, labelled new");
}

#[test]
fn the_accounts_own_secret_signs() {
    let env = TestEnv::new();
    for (name, secret) in [("one", "the first account's secret"), ("two", "the second account's secret")] {
        env.write(format!("work/{name}"), secret);
    }
    let two = ["--signature-secret-file", "k1=one", "--signature-secret-file", "k2=two"];
    let run = |words: &[&str]| env.vsw(["sign", "--event", "answered", "--json"].iter().chain(words)).run();
    let report = run(&[&two[..], &["--api-key", "k2"]].concat()).expect(0).json();
    assert_eq!(
        (&report["secret"], &report["api_key"]),
        (&"--signature-secret-file two".into(), &"k2".into())
    );
    let several = run(&two).expect(3).json();
    assert!(several["hint"].as_str().is_some_and(|hint| hint.contains("`--api-key KEY`")), "{several}");
    let rotated = "[profiles.eu]\napi_key = \"k1\"\n[[profiles.eu.signature_secrets]]\nsecret = \"the first of two, long enough\"\n\
                   [[profiles.eu.signature_secrets]]\nsecret = \"the second of two, long enough\"\n";
    env.write("home/.config/vsw/config.toml", rotated);
    for words in [&["--profile", "eu"][..], &["--profile", "eu", "--api-key", "k1"]] {
        let several = run(words).expect(3).json();
        assert_eq!(
            several["hint"],
            "choose one secret with `--signature-secret-file FILE`; if an old secret is stored, retire the old secret with `vsw --profile eu config \
             secret retire`"
        );
    }
    env.write("home/.config/vsw/config.toml", "");
    let report = run(&two[..2]).expect(0).json();
    assert_eq!(report["api_key"], "k1", "the secret's own account");
    for (words, code, expected) in [
        (
            &two[..],
            "several-secrets",
            "more than one signature secret could sign: --signature-secret-file one; ",
        ),
        (
            &[&two[..], &["--api-key", "k3"]].concat(),
            "no-signature-secret",
            "no active signature secret is configured for API key k3",
        ),
        (&[], "no-signature-secret", "no signature secret is configured"),
    ] {
        let error = run(words).expect(3).json();
        assert_eq!(error["code"], code);
        assert!(error["message"].as_str().is_some_and(|message| message.starts_with(expected)), "{error}");
        assert!(error["hint"].is_string());
    }
    let profile = "[profiles.default]\napi_key = \"k9\"\n[[profiles.default.signature_secrets]]\nsecret = \"a profile's secret\"\n";
    env.write("home/.config/vsw/config.toml", profile);
    let report = run(&[]).expect(0).json();
    assert_eq!((&report["secret"], &report["api_key"]), (&"profile default".into(), &"k9".into()));
    let report = run(&["--forge", "wrong-secret"]).expect(0).json();
    assert_eq!((&report["secret"], &report["api_key"]), (&serde_json::Value::Null, &"k9".into()));
}

#[test]
fn k2_deliveries_contain_no_configured_secret() {
    let env = TestEnv::new();
    let encoded = format!("{{\"a\":\"{}\"}}", STANDARD.encode(SECRET));
    let query = format!("/x?a={SECRET}");
    for words in [
        &["--body", SECRET][..],
        &["--body", &encoded],
        &["--event", "answered", "--set", &format!("uuid={SECRET}")],
        &["--event", "answered", "--jti", SECRET],
        &["--event", "answered", "--url", &query],
        &["--event", "answered", "--method", "GET", "--set", &format!("uuid={SECRET}")],
    ] {
        for more in [&["--output", "http"][..], &["--output", "capture"], &["--json"]] {
            let line = ["sign"].iter().chain(words).chain(more);
            let output = env.vsw(line).env("VONAGE_SIGNATURE_SECRET", SECRET).run().expect(3);
            assert!(
                !output.all().contains(SECRET) && output.all().contains("contains a configured secret"),
                "{output:?}"
            );
        }
    }
}

#[test]
fn impossible_deliveries_are_rejected_with_the_reason() {
    let env = TestEnv::new();
    env.write("work/big", vec![b'x'; 64 * 1024 * 1024 + 1]);
    let url = |url: &'static str| ["--event", "answered", "--url", url];
    for (words, code, expected) in [
        (&[][..], 2, "nothing to sign: pass --event, --product, --body or --body-file"),
        (&["--event", "unknown"], 2, "invalid value"),
        (&["--event", "answered", "--body", "x"], 2, "cannot be used with"),
        (&["--body", "x", "--set", "a=b"], 2, "need --event"),
        (&["--event", "answered", "--set", "a"], 2, "--set: expected NAME=VALUE"),
        (&["--event", "answered", "--set-json", "=1"], 2, "--set-json: expected NAME=VALUE"),
        (&["--event", "answered", "--set-json", "a=b"], 2, "--set-json a: not JSON"),
        (&["--event", "answered", "--set-json", "a={b:1}"], 2, "put the argument in single quotes"),
        (&["--event", "answered", "--set-json", "a"], 2, "such as `--set-json duration=3`"),
        (&["--event", "answered", "--iat", "yesterday"], 2, "--iat: not a time"),
        (&["--event", "answered", "--iat", "9223372036854775808"], 2, "--iat: not a time"),
        (&["--event", "answered", "--method", "PUT"], 2, "invalid value"),
        (&["--method", "GET"], 2, "--event, --product or --url"),
        (&["--method", "GET", "--url", "/x", "--body", ""], 2, "a GET has no body"),
        (&["--method", "GET", "--url", "/x?a=1&a=2"], 2, "a parameter more than once"),
        (&["--method", "GET", "--event", "answer", "--url", "/x?to=1"], 2, "a parameter more than once"),
        (&["--method", "GET", "--url", "/x?a=%ff"], 2, "not UTF-8"),
        (&url(""), 2, "not a valid http(s) URL or path"),
        (&url("x"), 2, "not a valid http(s) URL or path"),
        (&url("ftp://h/"), 2, "not a valid http(s) URL or path"),
        (&url("https://"), 2, "not a valid http(s) URL or path"),
        (&url("https://u:p@h/"), 2, "not a valid http(s) URL or path"),
        (&url("/x#y"), 2, "not a valid http(s) URL or path"),
        (&url("/x HTTP/1.1\r\nX: y"), 2, "not a valid http(s) URL or path"),
        (&url("/ü"), 2, "not a valid http(s) URL or path"),
        (&["--event", "answered", "--output", "curl"], 2, "--output curl needs --url with a host"),
        (&["--event", "answered", "--output", "curl", "--url", "/x"], 2, "needs --url with a host"),
        (
            &["--event", "answered", "--output", "capture", "--json"],
            2,
            "--output cannot be used with JSON output",
        ),
        (&["--event", "answered", "--forge", "magic"], 2, "invalid value"),
        (&["--body-file", "none"], 3, "none: "),
        (&["--body-file", "big"], 3, "longer than 67108864 bytes"),
        (&["--body-file", "-", "--signature-secret-file", "-"], 2, "cannot both read stdin"),
        (
            &["--event", "answered", "--signature-secret-file", "-", "--signature-secret-file", "-"],
            2,
            "--signature-secret-file: `-` is given twice, but stdin can be read only once",
        ),
        (&["--event", "answered", "--application", "mine"], 2, "not an application id"),
    ] {
        let output = env.vsw(["sign"].iter().chain(words)).env("VONAGE_SIGNATURE_SECRET", SECRET).run();
        let output = output.expect(code);
        assert!(output.all().contains(expected), "{words:?}: {output:?}");
        assert!(output.stdout.is_empty() || words.contains(&"--json"), "{output:?}");
    }
    let vsw = env.vsw(["sign", "--event", "answered"]).env("VONAGE_SIGNATURE_SECRET", SECRET);
    let output = vsw.env("VONAGE_APPLICATION_ID", "mine").run().expect(2);
    assert!(output.stderr.contains("VONAGE_APPLICATION_ID is not an application id"), "{output:?}");
}

#[test]
fn s1_control_characters_are_not_printed_to_a_terminal() {
    use expectrl::{Expect as _, Session};
    let env = TestEnv::new();
    for (body, format, shown) in [
        ("a\x1b[31mb", "text", "stdout is a terminal; nothing was printed"),
        ("a\x1b[31mb", "json", "vsw/sign/1"),
        ("a\tb\r\n::c", "text", "::c"),
    ] {
        let script = "\"$0\" sign --body \"$1\" --format \"$2\"; echo \"exit $?\"";
        let command = env.command("/bin/sh", ["-c", script, crate::env::VSW, body, format]);
        let command = command.env("VONAGE_SIGNATURE_SECRET", SECRET).into_command();
        let mut session = Session::spawn(command).expect("a terminal");
        session.set_expect_timeout(Some(PATIENCE));
        let seen = session.expect("exit ").expect("its end");
        let seen = String::from_utf8_lossy(seen.as_bytes()).into_owned();
        assert!(seen.contains(shown) && !seen.contains("\x1b[31m"), "{seen}");
    }
}
