//! Tests `vsw decode`. The code under test made none of the tokens.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::env::{Output, TestEnv};

/// A token with the claims of Vonage's documentation; see `samples.json` in `tests/vectors/README.md`.
const TOKEN: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE1ODc0OTQ5NjIsImp0aSI6ImM1YmE4ZjI0LTFhMTQtNGMxMC1iZmRmLTNmYmU4Y2U1MTFiNSIsImlzcyI6IlZvbmFnZSIsInBheWxvYWRfaGFzaCI6ImQ2YzBlNzRiNTg1N2RmMjBlM2I3ZTUxYjMwYzBjMmE0MGVjNzNhNzc4NzliNmYwNzRkZGM3YTIzMTdkZDAzMWIiLCJhcGlfa2V5IjoiYTFiMmMzZCIsImFwcGxpY2F0aW9uX2lkIjoiYWFhYWFhYWEtYmJiYi1jY2NjLWRkZGQtMDEyMzQ1Njc4OWFiIn0.JQRKi1d0SQitmjPINfTWMpt3XZkGsLbD7EjCdXoNSbk";

const SHOWN: &str = "\
? unverified  anyone could have written this content
  the token has the algorithm of a webhook; the body shows the product: Voice, Messages or Verify
  header
    alg             \"HS256\"
    typ             \"JWT\"
  claims
    iat             1587494962  2020-04-21T18:49:22Z, 8 s ago
    jti             \"c5ba8f24-1a14-4c10-bfdf-3fbe8ce511b5\"
    iss             \"Vonage\"
    payload_hash    \"d6c0e74b5857df20e3b7e51b30c0c2a40ec73a77879b6f074ddc7a2317dd031b\"
    api_key         \"a1b2c3d\"
    application_id  \"aaaaaaaa-bbbb-cccc-dddd-0123456789ab\"
  signature  32 bytes, not checked
  to verify it
    signature       the signature secret of API key `a1b2c3d`, which the token claims
    claims          `iat`, `iss` and `payload_hash` are required; each other claim that vsw knows must have its JSON type
    issuer          `iss` must be `Vonage`
    api_key         `api_key` must match the secret's account, if known, and --expect-api-key, if given
    application     `application_id` (`aaaaaaaa-bbbb-cccc-dddd-0123456789ab`) must match --expect-application, if given
    payload         `payload_hash` must be the SHA-256 of the raw body; for a GET, of the query as compact JSON
    age             the time of receipt: valid from 2020-04-21T18:48:22Z to 2020-04-21T18:54:22Z by default
";

const API_TOKEN: &str = "\
? unverified  anyone could have written this content
  an application's API token (RS256): sent to Vonage, never with a webhook
  header
    typ             \"JWT\"
    alg             \"RS256\"
  claims
    application_id  \"x\"
    iat             1587494962  2020-04-21T18:49:22Z, now
    exp             1587495862  2020-04-21T19:04:22Z, in 15 min
  signature  3 bytes, not checked
  a verifier would reject it with
    unsupported-algorithm  the token's algorithm is \"RS256\"; it must be \"HS256\"
";

fn token(header: &str, claims: &str) -> String {
    [header, claims, "sig"].map(|part| URL_SAFE_NO_PAD.encode(part)).join(".")
}

fn decode(env: &TestEnv, words: &[&str]) -> Output {
    env.vsw(["decode", "--now", "1587494970"].iter().chain(words)).run()
}

fn codes(report: &Value) -> Vec<&str> {
    let problems = report["problems"].as_array().expect("a list");
    problems.iter().map(|problem| problem["code"].as_str().expect("a code")).collect()
}

#[test]
fn v12_decoded_tokens_are_marked_as_unverified() {
    let env = TestEnv::new();
    let output = decode(&env, &[TOKEN]).expect(0);
    assert_eq!(output.stdout, SHOWN);
    assert!(output.stderr.starts_with("hint: verify it with its body: `vsw verify "), "{output:?}");
    let api = token(
        r#"{"typ":"JWT","alg":"RS256"}"#,
        r#"{"application_id":"x","iat":1587494962,"exp":1587495862}"#,
    );
    let output = env.vsw(["decode", "--now", "1587494962", &api]).run().expect(0);
    assert_eq!(output.stdout, API_TOKEN);
}

#[test]
fn v12_the_report_states_that_nothing_was_verified() {
    let env = TestEnv::new();
    let report = decode(&env, &[TOKEN, "--json"]).expect(0).json();
    assert_eq!(report["verified"], false);
    assert_eq!((&report["schema"], &report["kind"]), (&"vsw/decode/1".into(), &"webhook".into()));
    assert_eq!(report["product"], "unknown");
    assert_eq!(report["header"], json!({"alg": "HS256", "typ": "JWT"}));
    assert_eq!(report["claims"]["api_key"], "a1b2c3d");
    let time = json!({"claim": "iat", "seconds": 1_587_494_962, "utc": "2020-04-21T18:49:22Z", "relative": "8 s ago"});
    assert_eq!((&report["times"], &report["signature_bytes"]), (&json!([time]), &32.into()));
    let checks: Vec<&Value> =
        report["needs"].as_array().expect("a list").iter().map(|need| &need["check"]).collect();
    assert_eq!(checks, ["signature", "claims", "issuer", "api_key", "application", "payload", "age"]);
    assert_eq!(
        (report["problems"].clone(), report.as_object().map(serde_json::Map::len)),
        (json!([]), Some(12))
    );
}

#[test]
fn tokens_are_accepted_in_every_form_of_a_header() {
    let env = TestEnv::new();
    let line = format!("Authorization: Bearer {TOKEN}");
    let bearer = format!("Bearer {TOKEN}");
    for end in ["", "\n", "\r\n"] {
        env.write("work/header", format!("{line}{end}"));
        assert_eq!(decode(&env, &["--header-file", "header"]).expect(0).stdout, SHOWN);
    }
    let cloud_runtime = format!("x-vonage-webhook-auth-token: {bearer}");
    for words in [
        &[line.as_str()][..],
        &[&cloud_runtime],
        &["--header", &cloud_runtime],
        &[&bearer],
        &["--header", &bearer],
        &["--header", TOKEN],
    ] {
        assert_eq!(decode(&env, words).expect(0).stdout, SHOWN, "{words:?}");
    }
    for now in ["1587494970000", "2020-04-21T18:49:30Z"] {
        assert_eq!(env.vsw(["decode", "--now", now, TOKEN]).run().expect(0).stdout, SHOWN, "{now}");
    }
    let stdin = env.vsw(["decode", "--now", "1587494970", "--header-file", "-"]).stdin(&bearer).run();
    assert_eq!(stdin.expect(0).stdout, SHOWN);
    env.write("work/big", vec![b'x'; 1024 * 1024 + 1]);
    for (words, code, message) in [
        (&[][..], 2, "were not provided"),
        (&["x", "--header", "y"], 2, "cannot be used with"),
        (&["--header-file", "none"], 3, "none: "),
        (&["--header-file", "big"], 3, "longer than 1048576 bytes"),
        (&["--now", "yesterday", "x"], 2, "invalid"),
    ] {
        let output = env.vsw(["decode"].iter().chain(words)).run().expect(code);
        assert!(output.stderr.contains(message) && output.stdout.is_empty(), "{words:?}: {output:?}");
    }
}

#[test]
fn malformed_tokens_are_shown_as_far_as_possible_with_their_problems() {
    let env = TestEnv::new();
    let (signed, _) = TOKEN.rsplit_once('.').expect("a signature");
    let hs256 = r#"{"alg":"HS256"}"#;
    for (text, exit, codes_wanted) in [
        (signed.to_owned(), 0, &["malformed-token"][..]),
        (format!("\"{TOKEN}\""), 0, &["malformed-token"]),
        (format!("{TOKEN}=="), 0, &["malformed-token"]),
        (format!("{signed}.\n  abc"), 0, &["malformed-token"]),
        (token(r#"{"alg":"none"}"#, "{}"), 0, &["unsupported-algorithm"]),
        (token(hs256, "{}"), 0, &["missing-claim", "missing-claim", "missing-claim"]),
        (token(hs256, r#"{"iat":"1","iat":1}"#), 0, &["duplicate-member"]),
        (token(hs256, "[]"), 1, &["claims-not-json"]),
        (token(hs256, "x"), 1, &["claims-not-json"]),
        (token("x", "{}"), 1, &["malformed-token"]),
        ("hello".to_owned(), 1, &["malformed-token"]),
        (String::new(), 1, &["no-header"]),
        (format!("{TOKEN}, {TOKEN}"), 0, &["several-headers"]),
        ("x".repeat(20_000), 1, &["token-too-long"]),
    ] {
        let report = decode(&env, &["--json", "--header", &text]).expect(exit).json();
        assert_eq!(codes(&report), codes_wanted, "{text}");
        assert_eq!(report["is_a_token"], exit == 0, "{text}");
    }
    let late = env.vsw(["decode", "--json", "--now", "1587495263", TOKEN]).run().expect(0).json();
    assert_eq!(codes(&late), ["too-old"]);
    let list = decode(&env, &[&token(hs256, "[1e400]"), "--json"]).expect(1);
    assert!(list.stdout.contains("\"claims\": [1e400],"), "{}", list.stdout);
}

#[test]
fn the_tokens_own_text_is_shown() {
    let env = TestEnv::new();
    let claims =
        r#"{"iat":1e400,"iat": 12345678901234567890123,"a":{"b":1.10,"b":[null]},"\u0069ss":"Vonag\u0065"}"#;
    let output = decode(&env, &[&token(r#"{"alg":"HS256"}"#, claims), "--json"]).expect(0);
    assert!(output.stdout.contains(&format!("\"claims\": {claims},")), "{}", output.stdout);
    let shown = decode(&env, &[&token(r#"{"alg":"HS256"}"#, claims)]).expect(0).stdout;
    for line in [
        "    iat             1e400",
        "    iat             12345678901234567890123",
        "    a               {\"b\":1.10,\"b\":[null]}",
        "    iss             \"Vonag\\u0065\"",
    ] {
        assert!(shown.lines().any(|found| found == line), "{line}\n{shown}");
    }
}

#[test]
fn s1_token_text_cannot_control_the_terminal() {
    let env = TestEnv::new();
    let claims =
        "{\"a\u{202e}\":\"\u{9b}2J::\u{200b}\",\n\"##[error]\":\"::error::x\",\"b\":\"\u{2028}::x\"}";
    for format in ["--format=text", "--format=json"] {
        let output = decode(&env, &[&token(r#"{"alg":"HS256"}"#, claims), format]).expect(0);
        let hostile = |c: char| (c.is_control() && c != '\n') || "\u{202e}\u{200b}\u{2028}\u{9b}".contains(c);
        assert!(!output.all().contains(hostile), "{output:?}");
        let safe = |line: &str| !line.trim_start().starts_with("::") && !line.contains("##[");
        assert!(output.all().lines().all(safe), "{output:?}");
    }
    let deep = format!("{}1{}", "[".repeat(3000), "]".repeat(3000));
    let claims = format!("{{\"a\":{deep}}}");
    let output = decode(&env, &[&token(r#"{"alg":"HS256"}"#, &claims), "--json"]).expect(0);
    assert!(
        output.stdout.contains(&deep) && output.stdout.contains("nested more than 64 deep"),
        "{output:?}"
    );
}

#[test]
fn the_headers_of_a_captured_request_contain_the_token() {
    let env = TestEnv::new();
    let request = format!("POST / HTTP/1.1\nHost: x\nAuthorization: Bearer {TOKEN}\n\nbody");
    env.write("work/hook.http", request);
    let decoded = env
        .vsw(["decode", "--header-file", "hook.http", "--now", "1587494970", "--json"])
        .run()
        .expect(0)
        .json();
    assert_eq!((&decoded["claims"]["iss"], &decoded["problems"]), (&json!("Vonage"), &json!([])));
    env.write("work/other.http", "POST / HTTP/1.1\nHost: x\nA: b\n\n");
    let none = env.vsw(["decode", "--header-file", "other.http", "--json"]).run().expect(1).json();
    assert_eq!(none["problems"][0]["code"], "no-header");
}

#[test]
fn decode_needs_no_secret_and_no_file() {
    let env = TestEnv::new();
    let vsw =
        env.vsw(["decode", "--now", "1587494970", TOKEN]).env("VONAGE_SIGNATURE_SECRET_FILE", "/no/such");
    let vsw = vsw.env("VSW_CONFIG", "/no/such").env("HOME", "/no/such").env("VONAGE_API_SECRET", "");
    assert_eq!(vsw.run().expect(0).stdout, SHOWN);
    let claims = r#"{"jti":"a secret of ours"}"#;
    let vsw = env
        .vsw(["decode", &token(r#"{"alg":"HS256"}"#, claims)])
        .env("VONAGE_API_SECRET", "a secret of ours");
    let shown = vsw.run().expect(0).all();
    assert!(!shown.contains("a secret of ours") && shown.contains("[redacted]"), "{shown}");
}
