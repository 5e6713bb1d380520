//! Runs vectors of `tests/vectors` through the program, to test its input, report and exit code.

use std::collections::HashSet;
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::env::TestEnv;

#[test]
fn vectors_give_the_expected_verdict_code_checks_and_exit() {
    let env = TestEnv::new();
    let (mut ran, mut endings) = (0, HashSet::new());
    for file in ["samples", "v1", "v3", "v4", "v5", "v6", "v7", "v8", "v9", "v11", "v13", "v14", "v16"] {
        for vector in list(file) {
            let expected = &vector["expected"];
            let ending = format!("{file} {} {}", expected["failures"], expected["checks"]);
            if can_be_sent(&vector) && (endings.insert(ending) || ["v13", "v14"].contains(&file)) {
                run(&env, file, &vector);
                ran += 1;
            }
        }
    }
    assert!(ran > 200, "{ran}");
}

fn run(env: &TestEnv, file: &str, vector: &Value) {
    let expected = &vector["expected"];
    let code = match expected["verdict"].as_str().expect("a verdict") {
        "valid" => 0,
        "unchecked" => 3,
        _ => 1,
    };
    let output = env.vsw(line(env, vector)).run();
    let what = format!("{file} {}: {output:?}", vector["name"]);
    assert_eq!(output.code, code, "{what}");
    let report = output.json();
    for member in ["verdict", "code", "failures", "checks", "product", "event", "claimed_event"] {
        assert_eq!(report[member], expected[member], "{member}: {what}");
    }
    assert_eq!(report["claims"].is_object(), expected["claims"], "{what}");
    assert_eq!(report["secret"].is_string(), expected["slot"].is_string(), "{what}");
    assert_eq!(report["detail"].is_string(), code != 0, "{what}");
    assert_eq!(report["hint"].is_string(), code != 0, "{what}");
    let is_get = vector["method"] == "GET";
    assert_eq!(report["payload_rule"], if is_get { "query" } else { "raw" }, "{what}");
    assert_eq!(report["payload_rule_note"].is_string(), is_get, "{what}");
    assert_eq!(report["explanation"], json!([]), "{what}");
    assert_eq!(report["schema"], "vsw/verify/1", "{what}");
    assert_eq!(report.as_object().map(serde_json::Map::len), Some(19), "{what}");
}

fn line(env: &TestEnv, vector: &Value) -> Vec<String> {
    let mut line: Vec<String> = ["verify", "--json", "--no-explain", "--now"].map(str::to_owned).to_vec();
    line.push(vector["now"].to_string());
    let mut add = |option: &str, value: String| line.extend([option.to_owned(), value]);
    let body = bytes(&vector["body"]);
    if vector["method"] == "GET" {
        add("--method", "GET".to_owned());
        add("--url", format!("https://example.com/answer?{}", vector["query"].as_str().expect("a query")));
    }
    if vector["headers"].is_array() {
        let mut request = b"POST /webhooks/event HTTP/1.1\r\n".to_vec();
        for (name, value) in headers(vector) {
            request.extend([name.as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
        }
        request.extend(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
        request.extend(body);
        add("--request-file", path(env.write("work/request", request)));
    } else {
        if let Some(header) = header(vector) {
            // `vsw` strips exactly one trailing newline: this one.
            add("--header-file", path(env.write("work/header", [&header[..], b"\r\n"].concat())));
        }
        if vector["method"] == "POST" || !body.is_empty() {
            add("--body-file", path(env.write("work/body", body)));
        }
    }
    for (number, secret) in vector["secrets"].as_array().expect("secrets").iter().enumerate() {
        let text = secret["secret"].as_str().map(|text| text.as_bytes().to_vec());
        let content = [&text.unwrap_or_else(|| bytes(&secret["secret_base64"]))[..], b"\n"].concat();
        let file = path(env.write(format!("work/secret{number}"), content));
        let account = secret["api_key"].as_str().map(|key| format!("{key}=")).unwrap_or_default();
        add("--signature-secret-file", format!("{account}{file}"));
    }
    for (name, value) in vector["options"].as_object().expect("options") {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        add(&format!("--{}", name.replace('_', "-")), value);
    }
    line
}

/// Returns whether HTTP can carry this vector's headers, and options can pass its secrets.
fn can_be_sent(vector: &Value) -> bool {
    let header = |byte: u8| byte == b'\t' || (b' '..=b'~').contains(&byte);
    let name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let retired =
        vector["secrets"].as_array().expect("secrets").iter().any(|secret| secret["retired_at"].is_u64());
    if retired {
        return false;
    }
    !vector["headers"].is_array()
        || headers(vector).iter().all(|(key, value)| key.bytes().all(name) && value.bytes().all(header))
}

fn headers(vector: &Value) -> Vec<(&str, &str)> {
    let pairs = vector["headers"].as_array().expect("pairs");
    pairs.iter().map(|pair| (pair[0].as_str().expect("a name"), pair[1].as_str().expect("a value"))).collect()
}

fn header(vector: &Value) -> Option<Vec<u8>> {
    let text = vector["header"].as_str().map(|text| text.as_bytes().to_vec());
    text.or_else(|| vector["header_base64"].is_string().then(|| bytes(&vector["header_base64"])))
}

pub fn list(file: &str) -> Vec<Value> {
    let path = format!("{}/tests/vectors/{file}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_slice(&std::fs::read(path).expect("a file of vectors")).expect("vectors")
}

pub fn bytes(base64: &Value) -> Vec<u8> {
    STANDARD.decode(base64.as_str().expect("base64")).expect("base64")
}

fn path(path: PathBuf) -> String {
    path.into_os_string().into_string().expect("a path that is text")
}
