//! Tests that output and files contain no configured secret.
//!
//! An application's own secrets may be in snapshots and in the output of `show --raw`.

use std::os::unix::fs::PermissionsExt as _;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::env::{Output, TestEnv};
use crate::server::Server;
use crate::stand::{API_KEY, API_SECRET, Request, Stand, concurrently, document};

/// A secret with quotation marks, separators and a letter that is not ASCII.
const ODD_SECRET: &str = "Zq\"9'x/y+w\\ü!~k(8)";
const SIGNATURE_SECRET: &str = "Sg\"7'n/t+r\\é%2F!~ 你*b";
/// Part of each secret string in [`APPLICATION`].
const APPLICATION_SECRET_PART: &str = "hunter2";

const APPLICATION: &str = r#""voice":{"webhooks":{"event_url":{"address":"https://hunter2user:hunter2pass@h.example/e?name=hunter2value&x=hunter2more#f","secret":"hunter2secret"},"answer_url":{"address":"https://h.example/a?token=hunter2query"}},"api_token":"hunter2token","my_password_old":{"a":["hunter2password"]},"SECRET":7,"to\u006ben":"hunter2escaped"}"#;

/// Returns the spellings of a secret that a careless program or server might write.
fn spellings(secret: &str) -> Vec<String> {
    let bytes = secret.as_bytes();
    let hex = bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    let percent = |kept: &str, escape: fn(u8) -> String| -> String {
        let one = |&byte: &u8| {
            let plain = byte.is_ascii_alphanumeric() || kept.as_bytes().contains(&byte);
            if plain { char::from(byte).to_string() } else { escape(byte) }
        };
        bytes.iter().map(one).collect()
    };
    let (upper, lower) = (|byte| format!("%{byte:02X}"), |byte| format!("%{byte:02x}"));
    let quoted = serde_json::to_string(secret).expect("JSON");
    let quoted = &quoted[1..quoted.len() - 1];
    let ascii: String = quoted
        .chars()
        .map(|c| if c.is_ascii() { c.to_string() } else { format!("\\u{:04x}", u32::from(c)) })
        .collect();
    let mut all = vec![
        secret.to_owned(),
        STANDARD.encode(bytes),
        STANDARD_NO_PAD.encode(bytes),
        URL_SAFE_NO_PAD.encode(bytes),
        hex.to_uppercase(),
        hex,
        // Percent-encoded, in this order: RFC 3986 (upper and lower case), encodeURIComponent, a form, a
        // path, every byte (upper and lower case).
        percent("-._~", upper),
        percent("-._~", lower),
        percent("-._~!*'()", upper),
        percent("-._*", upper).replace("%20", "+"),
        percent("-._~/", upper),
        bytes.iter().map(|&byte| upper(byte)).collect(),
        bytes.iter().map(|&byte| lower(byte)).collect(),
        quoted.to_owned(),
        quoted.replace('/', "\\/"),
        ascii.replace('/', "\\/"),
        ascii,
    ];
    all.sort_unstable();
    all.dedup();
    all
}

fn spellings_of_ours(api_key: &str, api_secret: &str) -> Vec<String> {
    let basic = STANDARD.encode(format!("{api_key}:{api_secret}"));
    [api_secret, SIGNATURE_SECRET, &basic].into_iter().flat_map(spellings).collect()
}

#[track_caller]
fn assert_no_secret(what: &str, text: &str, secrets: &[String]) {
    for secret in secrets {
        assert!(!text.contains(secret.as_str()), "{what} holds {secret:?}: {text}");
    }
}

/// Returns all output, and the decoded strings of its JSON.
fn written(output: &Output) -> String {
    fn strings(value: &Value, into: &mut String) {
        match value {
            Value::String(text) => *into += &format!("{text}\n"),
            Value::Array(values) => values.iter().for_each(|value| strings(value, into)),
            Value::Object(members) => members.values().for_each(|value| strings(value, into)),
            _ => {}
        }
    }
    let mut all = output.all();
    if let Ok(json) = serde_json::from_str(&output.stdout) {
        strings(&json, &mut all);
    }
    all
}

pub fn lines(app: &str) -> Vec<Vec<String>> {
    let lines = [
        "status APP",
        "enable APP --dry-run",
        "enable APP",
        "disable APP --dry-run",
        "show APP",
        "show APP --raw",
        "list",
        "history",
        "rollback APP --yes --dry-run",
        "rollback APP --yes --keep-signing",
        "rollback APP --yes",
        "disable APP",
        "diff APP",
        "baseline save APP",
        "diff APP --against vsw.baseline.json",
        "doctor",
        "whoami",
        "config show",
        "config secret list",
        "config secret check",
        "verify --header Bearer --body x",
        "sign --event answered --output capture",
        "decode a.b.c",
        "sign --event answer --method GET --forge stale",
    ];
    let words = |line: &str| line.split(' ').map(|word| word.replace("APP", app)).collect();
    lines.into_iter().map(words).collect()
}

fn output_options() -> Vec<[&'static str; 2]> {
    let formats = ["--format=text", "--format=json"];
    ["-q", "-v", "-vv"].into_iter().flat_map(|much| formats.map(|format| [much, format])).collect()
}

fn run(stand: &Stand, line: &[String], options: [&str; 2]) -> Output {
    let words = line.iter().map(String::as_str).chain(options).chain(["--timeout", "2"]);
    stand.vsw(words).env("VONAGE_SIGNATURE_SECRET", SIGNATURE_SECRET).run()
}

/// Asserts that no file contains `secrets`. The application's own secrets may be in snapshots of mode 0600.
#[track_caller]
fn assert_files_keep(env: &TestEnv, secrets: &[String]) {
    for path in env.files() {
        let text = String::from_utf8_lossy(&std::fs::read(&path).expect("a file")).into_owned();
        let name = path.display().to_string();
        assert_no_secret(&name, &text, secrets);
        if text.contains(APPLICATION_SECRET_PART) {
            let mode = std::fs::metadata(&path).expect("a file").permissions().mode();
            assert!(name.contains("/documents/") && mode & 0o777 == 0o600, "{name}");
        }
    }
}

#[test]
fn k2_output_and_files_contain_no_secret_on_success() {
    let secrets = spellings_of_ours(API_KEY, API_SECRET);
    concurrently(&output_options(), |&options| {
        let stand = Stand::new();
        let app = stand.application(APPLICATION);
        for line in lines(&app) {
            let output = run(&stand, &line, options);
            assert_no_secret(&format!("{line:?} {options:?}"), &written(&output), &secrets);
            let raw = line.contains(&"--raw".to_owned());
            assert_eq!(
                output.all().contains(APPLICATION_SECRET_PART),
                raw,
                "{line:?} {options:?}: {output:?}"
            );
        }
        let moved =
            document(&app, &APPLICATION.replace("hunter2", "hunter2b")).replace("Under test", "Renamed");
        stand.store(&app, moved);
        for line in ["status", "rollback --yes"] {
            let line: Vec<String> = line.split(' ').chain([app.as_str()]).map(str::to_owned).collect();
            let output = run(&stand, &line, options);
            assert!(!output.all().contains(APPLICATION_SECRET_PART), "{line:?} {options:?}: {output:?}");
        }
        assert_files_keep(&stand.env, &secrets);
        assert!(
            stand
                .stored_documents()
                .iter()
                .any(|snapshot| String::from_utf8_lossy(snapshot).contains(APPLICATION_SECRET_PART))
        );
    });
}

/// Returns an API error that repeats the secrets. The sandbox replaces `{authorization}` and `{credentials}`
/// by those of the request.
fn problem_with(secrets: &[String]) -> String {
    let text = format!("{{authorization}} {{credentials}} {}", secrets.join(" "));
    json!({
        "type": "https://x/#unauthorized", "title": text, "detail": text,
        "invalid_parameters": [{"name": text, "reason": secrets[0]}],
    })
    .to_string()
}

/// The commands that are run against responses with secrets.
const VERBS: [&str; 8] =
    ["enable", "status", "show", "list", "whoami", "doctor", "baseline save", "baseline save --all"];

#[test]
fn k2_output_and_files_contain_no_secret_echoed_by_the_server() {
    let secrets = spellings_of_ours(API_KEY, API_SECRET);
    let problem = problem_with(&secrets);
    let name = json!({"name": secrets.join(" ")}).to_string();
    let html = format!("<html>{}</html>", secrets.join("<br>"));
    let mut cases = Vec::new();
    for (status, body) in [
        (400, &problem),
        (401, &problem),
        (403, &name),
        (404, &problem),
        (500, &problem),
        (200, &html),
        (302, &problem),
    ] {
        cases.extend(["any", "put"].map(|on| (status, body, on)));
    }
    concurrently(&output_options(), |&options| {
        let stand = Stand::new();
        let app = stand.application(APPLICATION);
        for &(status, body, on) in &cases {
            let headers = json!({"location": "/{credentials}", "x-echo": "{authorization}", "retry-after": "{credentials}"});
            let answer = json!({"answer": {"status": status, "body": body, "headers": headers}});
            stand.clear_log();
            stand.fault(json!({"on": on, "times": "forever", "do": answer}));
            for verb in VERBS {
                if on == "put" && verb != "enable" {
                    continue;
                }
                let mut line: Vec<String> =
                    verb.split(' ').chain(["--timeout=1"]).map(str::to_owned).collect();
                let is_of_all = ["list", "whoami", "doctor", "baseline save --all"].contains(&verb);
                line.extend((!is_of_all).then(|| app.clone()));
                let words = line.iter().map(String::as_str).chain(options);
                let output = stand.vsw(words).env("VONAGE_SIGNATURE_SECRET", SIGNATURE_SECRET).run();
                assert_no_secret(&format!("{status} {line:?} {options:?}"), &written(&output), &secrets);
            }
            let is_echoed = |request: &Request| on == "any" || request.method == "PUT";
            assert!(stand.requests_of(&app).iter().any(is_echoed), "{status} {on}: nothing was echoed");
        }
        assert_files_keep(&stand.env, &secrets);
    });
}

#[test]
fn k2_unusual_secrets_are_redacted_in_every_spelling_and_in_truncated_text() {
    let secrets = spellings_of_ours("odd", ODD_SECRET);
    let mut cases = Vec::new();
    for secret in &secrets {
        for status in [401, 400] {
            cases.push((status, json!({"title": secret}).to_string()));
        }
        // Long texts are truncated: here the cut falls inside the secret.
        let filled = |length: usize| format!("{}{secret} and more", "x".repeat(length));
        cases.push((404, json!({"detail": filled(300 - secret.chars().count() / 2)}).to_string()));
        cases.push((400, json!({"invalid_parameters": [{"name": secret, "reason": secret}]}).to_string()));
    }
    let pieces: Vec<String> = secrets.iter().map(|secret| secret.chars().take(6).collect()).collect();
    concurrently(&cases, |(status, body)| {
        let (status, answer) = (*status, body.clone());
        let server = Server::answering(move |_| (status, answer.clone()));
        let env = TestEnv::new();
        for format in ["--format=text", "--format=json"] {
            let app = "00000000-0000-4000-8000-000000000001";
            let vsw = env.vsw(["enable", app, "-vv", format, "--api-url", server.origin()]);
            let vsw = vsw.env("VONAGE_API_KEY", "odd").env("VONAGE_API_SECRET", ODD_SECRET);
            let output = vsw.env("VONAGE_SIGNATURE_SECRET", SIGNATURE_SECRET).run();
            assert_no_secret(body, &written(&output), &secrets);
            assert_no_secret(body, &written(&output), &pieces);
            assert!(written(&output).contains("[redacted]"), "{body}: {output:?}");
        }
        assert_files_keep(&env, &secrets);
    });
}

#[test]
fn k2_usage_errors_repeat_no_secret_from_the_environment() {
    let env = TestEnv::new();
    for (words, code) in [
        // The argument could be an application's name, so vsw looks for an account, and none is configured.
        (&["status", "Planted99secretX"][..], 3),
        (&["Planted99secretX"], 2),
        (&["--Planted99secretX", "list"], 2),
    ] {
        for format in ["--format=text", "--json"] {
            let line = [words, &[format]].concat();
            let output = env.vsw(&line).env("VONAGE_API_SECRET", "Planted99secretX").run().expect(code);
            assert!(!output.all().contains("Planted99"), "{line:?}: {}", output.all());
        }
    }
}

#[test]
fn k2_an_echo_of_a_secret_with_every_byte_escaped_is_redacted() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    let escaped = API_SECRET.bytes().fold(String::new(), |text, byte| text + &format!("%{byte:02x}"));
    for echo in [escaped.to_uppercase(), escaped] {
        let body = json!({"title": "Bad", "detail": format!("echo {echo}")}).to_string();
        stand.fault(json!({"on": "get", "id": app, "do": {"answer": {"status": 400, "body": body}}}));
        let output = stand.vsw(["enable", &app]).run().expect(4);
        assert!(!output.all().contains(&echo) && output.all().contains("echo [redacted]"), "{output:?}");
    }
}

#[test]
fn k2_other_spellings_of_a_secret_are_redacted_in_documents() {
    let stand = Stand::new();
    let app = stand.fresh_id();
    let name = format!("\"{}\"", STANDARD.encode(API_SECRET));
    stand.store(&app, document(&app, r#""voice":{}"#).replace("\"Under test\"", &name));
    for line in
        [&["show", &app][..], &["show", &app, "--json"], &["enable", &app, "--dry-run"], &["status", &app]]
    {
        let output = stand.vsw(line).run();
        assert!(!output.all().contains(&name) && output.all().contains("[redacted]"), "{}", output.all());
    }
    // `--raw` prints the exact bytes or nothing.
    assert_eq!(stand.vsw(["show", &app, "--raw"]).run().expect(3).stdout, "");
    assert!(stand.stored_documents().is_empty());
}
