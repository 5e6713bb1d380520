//! Tests `vsw audit` on logs with parsed or encoded bodies, and on files that are not one JSON object per line.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{ELSEWHERE, LOG, assert_lines, audit, expected, gzipped, hints, lines};
use crate::env::TestEnv;

const POINTERS: [&str; 6] = ["--authorization", "/auth", "--body", "/body", "--received-at", "/time"];

/// Returns two genuine deliveries, as objects with `time`, `auth` and `body`.
pub(super) fn genuine() -> Vec<Value> {
    let rows = ELSEWHERE.split(|&byte| byte == b'\n').take(2);
    rows.map(|row| {
        let row: Value = serde_json::from_slice(row).expect("JSON");
        let request = &row["request"];
        json!({"time": row["time"], "auth": request["headers"]["authorization"], "body": request["body"]})
    })
    .collect()
}

fn log(change: impl Fn(&mut Value)) -> String {
    let changed = genuine().into_iter().map(|mut row| {
        change(&mut row);
        format!("{row}\n")
    });
    changed.collect()
}

pub(super) fn verdicts(env: &TestEnv, log: &str, more: &[&str]) -> Vec<(String, String)> {
    let words = [&["--lines"], &POINTERS[..], more].concat();
    let found = lines(&audit(env, &words).stdin(log).run());
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    found.iter().map(|line| (text(&line["verdict"]), text(&line["detail"]))).collect()
}

#[test]
fn a_body_that_was_parsed_is_broken() {
    let env = TestEnv::new();
    let parsed = log(|row| {
        row["body"] = serde_json::from_str(row["body"].as_str().expect("a text")).expect("JSON");
    });
    for (verdict, detail) in verdicts(&env, &parsed, &[]) {
        assert_eq!(verdict, "broken");
        assert!(detail.contains("not the bytes that were signed"), "{detail}");
    }
    for other in [json!([]), json!(1), json!(true)] {
        let found = verdicts(&env, &log(|row| row["body"] = other.clone()), &[]);
        assert!(found.iter().all(|(verdict, _)| verdict == "broken"), "{found:?}");
    }
    // A null body may stand for any body, so it cannot be verified.
    for options in [&[][..], &["--body-base64"]] {
        for (verdict, detail) in verdicts(&env, &log(|row| row["body"] = Value::Null), options) {
            assert_eq!(
                (verdict.as_str(), detail.contains("/body is not a string")),
                ("broken", true),
                "{detail}"
            );
        }
    }
    let own = String::from_utf8_lossy(LOG);
    let mut own: Value = serde_json::from_str(own.lines().next().expect("a line")).expect("JSON");
    own["body"] = serde_json::from_str(own["body"].as_str().expect("a text")).expect("JSON");
    let output = audit(&env, &["--json"]).stdin(own.to_string()).run().expect(1);
    let broken = &output.json()["broken"][0]["detail"];
    assert!(broken.as_str().expect("a text").contains("not the bytes that were signed"), "{broken}");
}

#[test]
fn bodies_may_be_in_base64() {
    let env = TestEnv::new();
    let encoded =
        |row: &mut Value| row["body"] = STANDARD.encode(row["body"].as_str().expect("a text")).into();
    let all = log(encoded);
    assert!(verdicts(&env, &all, &["--body-base64"]).iter().all(|(verdict, _)| verdict == "genuine"));
    assert!(verdicts(&env, &all, &[]).iter().all(|(verdict, _)| verdict == "rejected"));
    let marked = |mark: Value| {
        log(|row| {
            if mark == true {
                encoded(row);
            }
            row["flags"] = json!({"isBase64Encoded": mark});
        })
    };
    for mark in [json!(true), json!(false), Value::Null] {
        let found = verdicts(&env, &marked(mark.clone()), &["--body-base64=/flags/isBase64Encoded"]);
        assert!(found.iter().all(|(verdict, _)| verdict == "genuine"), "{mark}: {found:?}");
    }
    let absent = verdicts(&env, &log(|_| {}), &["--body-base64=/flags"]);
    assert!(absent.iter().all(|(verdict, _)| verdict == "genuine"), "{absent:?}");
    for (log, words) in [
        (marked(json!("true")), "/flags/isBase64Encoded is not a JSON boolean: true or false"),
        (
            log(|row| {
                row["body"] = "no base64".into();
                row["flags"] = json!({"isBase64Encoded": true});
            }),
            "/body is not base64",
        ),
    ] {
        let found = verdicts(&env, &log, &["--body-base64=/flags/isBase64Encoded"]);
        assert!(found[0].0 == "broken" && found[0].1.contains(words), "{found:?}");
    }
    for words in [&["--body-base64"][..], &["--body-base64=x", "--body", "/b", "--authorization", "/a"]] {
        let _ = audit(&env, &[&["log.ndjson"], words].concat()).run().expect(2);
    }
}

#[test]
fn a_file_that_is_not_lines_is_refused_with_the_conversion() {
    let env = TestEnv::new();
    let rows = genuine();
    let array = Value::from(rows.clone());
    let indented = |value: &Value| serde_json::to_string_pretty(value).expect("JSON");
    let two = format!("{}\n{}\n", indented(&rows[0]), indented(&rows[1]));
    // Docker's json-file driver splits long lines into parts of 16 KiB.
    let docker = |text: &str| {
        format!("{}\n", json!({"log": text, "stream": "stdout", "time": "2026-11-29T01:00:00.000000000Z"}))
    };
    let in_docker = docker(&format!("{}\n", rows[0]));
    let long = json!({"body": "x".repeat(80 << 10)}).to_string() + "\n";
    let parts = long.as_bytes().chunks(16 << 10).map(String::from_utf8_lossy);
    let split = parts.map(|part| docker(&part)).collect::<String>();
    let own = String::from_utf8_lossy(LOG).lines().next().expect("a line").to_owned();
    let utf_16: Vec<u8> = "\u{feff}{}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (text, words) in [
        (
            array.to_string().into_bytes(),
            "is a JSON array, but a log is one JSON object per line: convert it with `jq -c '.[]' 'other.json' | vsw audit`",
        ),
        (indented(&array).into_bytes(), "`jq -c '.[]' 'other.json' | vsw audit`"),
        (
            indented(&rows[0]).into_bytes(),
            "is an indented JSON document, but a log is one JSON object per line: convert it with `jq -c . 'other.json' | vsw audit`",
        ),
        (two.into_bytes(), "`jq -c . 'other.json' | vsw audit`"),
        (utf_16, "is in UTF-16"),
        (
            in_docker.clone().into_bytes(),
            "has each line as text in the member `log`: extract it with `jq -j .log 'other.json' | vsw audit`",
        ),
        (in_docker.repeat(400).into_bytes(), "`jq -j .log 'other.json' | vsw audit`"),
        (split.into_bytes(), "`jq -j .log 'other.json' | vsw audit`"),
        (
            format!("{}\n", json!({"PRIORITY": "6", "MESSAGE": own, "_PID": "7"})).into_bytes(),
            "`jq -r .MESSAGE 'other.json' | vsw audit`",
        ),
    ] {
        env.write("work/other.json", &text);
        for more in [&["--json"][..], &["--lines"], &[]] {
            let words_of_line = [&["other.json"], &POINTERS[..], more].concat();
            let output = audit(&env, &words_of_line).run().expect(3);
            assert!(output.all().contains(words), "{output:?}");
            assert!(
                !output.all().contains("genuine\n") && !output.stderr.contains("was verified"),
                "{output:?}"
            );
        }
        let output = audit(&env, &POINTERS).stdin(&text).run().expect(3);
        assert!(
            output.stderr.contains("FILE | vsw audit`") && !output.stdout.contains("broken"),
            "{output:?}"
        );
    }
    // Docker's lines also have `stream`; a `log` alone is an ordinary member.
    for text in ["{}", "a {b"] {
        let output = audit(&env, &POINTERS).stdin(log(|row| row["log"] = text.into())).run().expect(0);
        assert!(output.stdout.contains(" genuine"), "{output:?}");
    }
    let (_, torn) = LOG.split_at(20);
    let output = audit(&env, &["--json"]).stdin(torn).run().expect(1).json();
    assert_eq!((&output["incomplete"], &output["broken"][0]["line"]), (&Value::Null, &json!(1)));
}

#[test]
fn the_conversion_of_a_compressed_file_decompresses_it_first() {
    let env = TestEnv::new();
    let array = Value::from(genuine()).to_string();
    let docker =
        json!({"log": "{}\n", "stream": "stdout", "time": "2026-11-29T01:00:00Z"}).to_string() + "\n";
    let packed = zstd::encode_all(docker.as_bytes(), 3).expect("zstd");
    for (packed, name, words) in [
        (gzipped(array.as_bytes()), "other.gz", "`gzip -dc 'other.gz' | jq -c '.[]' | vsw audit`"),
        (packed, "other.zst", "`zstd -dc 'other.zst' | jq -j .log | vsw audit`"),
    ] {
        env.write(format!("work/{name}"), packed);
        let output = audit(&env, &[name]).run().expect(3);
        assert!(output.stderr.contains(words), "{output:?}");
    }
}

#[test]
fn text_before_the_json_is_named_with_the_command_that_removes_it() {
    let env = TestEnv::new();
    let own = String::from_utf8_lossy(LOG).lines().next().expect("a line").to_owned();
    // Prefixes that Kubernetes, Docker Compose and `docker logs -t` write before each line.
    for (prefix, other) in [
        ("2026-11-29T01:00:00.000000000Z stdout F ", ""),
        ("web-1  | ", ""),
        ("2026-11-29T01:00:00Z ", "{\"a\":1}\n"),
    ] {
        for (line, pointers) in [(&own, &[][..]), (&genuine()[0].to_string(), &POINTERS)] {
            let text = format!("{other}{prefix}{line}\n");
            env.write("work/my log", &text);
            let output = audit(&env, &[&["my log"], pointers].concat()).run().expect(1);
            assert!(
                output.stdout.contains("not JSON: there is other text before the JSON object\n"),
                "{output:?}"
            );
            let hint = "hint: remove the text before each JSON object: `sed 's/^[^{]*//' 'my log' | vsw audit`, with the same options (unpack a compressed log first)\n";
            assert!(output.stderr.contains(hint), "{output:?}");
            let converted = std::process::Command::new("sed")
                .args(["s/^[^{]*//", "my log"])
                .current_dir(env.path("work"))
                .output();
            let converted = converted.expect("sed").stdout;
            assert_eq!(String::from_utf8_lossy(&converted), format!("{other}{line}\n"));
        }
    }
    for text in ["started {\n", "started {\"a\":1\n", "started\n"] {
        let output = audit(&env, &[]).stdin(text).run().expect(1);
        assert!(!output.all().contains("before the JSON"), "{output:?}");
    }
}

#[test]
fn a_log_without_deliveries_gets_only_the_error() {
    let env = TestEnv::new();
    let missing = audit(&env, &["none.ndjson"]).run().expect(3);
    assert_eq!((&*missing.stdout, &*missing.stderr), ("", "error: none.ndjson: no such file\n"));
    let empty = audit(&env, &[]).run().expect(3);
    assert_eq!((&*empty.stdout, &*empty.stderr), ("", "error: nothing was verified: the log is empty\n"));
    let empty = audit(&env, &["--lines"]).run().expect(3);
    assert_eq!(empty.stdout, "");
    assert!(empty.stderr.ends_with("error: nothing was verified: the log is empty\n"), "{empty:?}");
    let torn = audit(&env, &[]).stdin("2026-11-23 received\n").run().expect(1);
    assert!(torn.stdout.contains("line 1: not JSON: trailing characters at column 5\n"), "{torn:?}");
    let row = r#"{"schema":"vsw/delivery/1","method":"POST","url":"/","headers":[],"body":{"a":1}}"#;
    let parsed = audit(&env, &[]).stdin(row).run().expect(1);
    assert!(
        parsed.stdout.contains("parsed") && !parsed.stderr.contains("pass `--authorization POINTER"),
        "{parsed:?}"
    );
    assert!(!parsed.stderr.contains("was verified"), "{parsed:?}");
}

#[test]
fn a_foreign_log_without_pointers_gets_a_hint() {
    let env = TestEnv::new();
    let output = audit(&env, &[]).stdin(log(|_| {})).run().expect(1);
    assert!(output.stderr.contains("hint: for a log in another format"), "{output:?}");
    let output = audit(&env, &[]).stdin(LOG).run().expect(1);
    assert!(!output.stderr.contains("another format"), "{output:?}");
}

#[test]
fn marks_and_frames_before_the_first_line_are_skipped() {
    let env = TestEnv::new();
    let expected = audit(&env, &["--json"]).stdin(LOG).run().expect(1).stdout;
    let marked = [b"\xef\xbb\xbf", LOG].concat();
    let frame = |number: u8, content: &[u8]| {
        let length = u32::try_from(content.len()).expect("a length").to_le_bytes();
        [&[0x50 + number, 0x2a, 0x4d, 0x18], &length[..], content].concat()
    };
    let packed = zstd::encode_all(LOG, 3).expect("zstd");
    let framed = [frame(0, b"abcd"), frame(15, b""), packed.clone(), frame(7, b"x")].concat();
    let packed_mark = zstd::encode_all(&marked[..], 3).expect("zstd");
    for log in [marked.clone(), framed, [frame(1, &[0; 9]), packed_mark].concat()] {
        assert_eq!(audit(&env, &["--json"]).stdin(&log).run().expect(1).stdout, expected);
    }
    let broken =
        |log: &[u8]| audit(&env, &["--json"]).stdin(log).run().expect(1).json()["summary"]["broken"].clone();
    assert_eq!(
        broken(&[b"\xef\xbb\xbf", &marked[..]].concat()),
        json!(broken(LOG).as_u64().expect("a number") + 1)
    );
    let _ = audit(&env, &[]).stdin(b"\xef\xbb\xbf").run().expect(3);
}

#[test]
fn one_cause_of_the_first_rejections_is_named_as_a_sample() {
    let env = TestEnv::new();
    let spaced = |row: &mut Value| {
        row["body"] =
            row["body"].as_str().expect("a text").replace("\":", "\": ").replace(",\"", ", \"").into();
    };
    let log = log(spaced).repeat(30);
    let report = audit(&env, &[&["--json"], &POINTERS[..]].concat()).stdin(&log).run().expect(1).json();
    let cause = &report["sampled_cause"];
    assert_eq!(cause["code"], "body-json-spaced", "{report}");
    assert_eq!((&cause["explained"], &cause["sampled"]), (&json!(20), &json!(20)));
    assert!(cause["detail"].is_string() && cause["remedy"].is_string(), "{cause}");
    let text = audit(&env, &POINTERS).stdin(&log).run().expect(1);
    assert!(text.stdout.contains("why (a sample): body-json-spaced"), "{text:?}");
    assert!(text.stdout.contains("explains 20 of the first 20 rejected lines"), "{text:?}");
    let each = audit(&env, &[&["--lines"], &POINTERS[..]].concat()).stdin(&log).run().expect(1);
    assert!(each.stderr.contains("why (a sample): body-json-spaced"), "{each:?}");
    let mixed = audit(&env, &["--json"]).stdin(LOG).run().expect(1).json();
    assert_eq!(mixed["sampled_cause"], Value::Null);
    let genuine = self::log(|_| {});
    let report = audit(&env, &[&["--json"], &POINTERS[..]].concat()).stdin(genuine).run().expect(0).json();
    assert_eq!(report["sampled_cause"], Value::Null);
}

#[test]
fn k2_a_sampled_secret_is_named_not_printed() {
    let env = TestEnv::new();
    let secret = expected()["secrets"]["a1b2c3d"].as_str().expect("a text").to_owned();
    env.write("work/with-newline", format!("{secret}\n\n"));
    let words =
        [&["audit", "--json", "--signature-secret-file", "a1b2c3d=with-newline"], &POINTERS[..]].concat();
    let output = env.vsw(words).stdin(log(|_| {})).run().expect(1);
    assert_eq!(output.json()["sampled_cause"]["code"], "secret-trailing-newline", "{output:?}");
    assert!(!output.all().contains(&secret), "{output:?}");
}

#[test]
fn foreign_log_lines_are_read_with_json_pointers() {
    let (env, expected) = (TestEnv::new(), expected());
    env.write("work/elsewhere.ndjson", ELSEWHERE);
    let words = [&["--lines", "elsewhere.ndjson"], &hints::POINTERS[..]].concat();
    assert_lines(&lines(&audit(&env, &words).run().expect(1)), &expected["elsewhere"]);
    for name in ["X Y", ""] {
        let wrong = [&words[..], &["--header-name", name, "--json"]].concat();
        let error = audit(&env, &wrong).run().expect(2).json();
        assert_eq!((&error["code"], &error["exit"]), (&json!("usage"), &json!(2)), "{name:?}");
        let hint = error["hint"].as_str().expect("a hint");
        assert!(hint.contains("--header-name") && !hint.contains("secret"), "{hint}");
    }
    let renamed = [&words[..], &["--header-name", "X-Token"]].concat();
    assert_lines(&lines(&audit(&env, &renamed).run().expect(1)), &expected["elsewhere"]);
    for (words, complaint) in [
        (&["--authorization", "/a"][..], "--body"),
        (&["--received-at", "/a"], "--authorization"),
        (&["--authorization", "a", "--body", "/b"], "is not a JSON pointer"),
        (&["--authorization", "/~2", "--body", "/b"], "is not a JSON pointer"),
    ] {
        let output = audit(&env, &[&["log.ndjson"], words].concat()).run().expect(2);
        assert!(output.stderr.contains(complaint), "{output:?}");
    }
    let line = r#"{"a":null,"b":"{\"uuid\":\"u\",\"status\":\"answered\"}","t":1587494970}"#;
    let words = ["--lines", "--authorization", "/a", "--body", "/b", "--received-at", "/t"];
    let answer = lines(&audit(&env, &words).stdin(line).run().expect(1)).remove(0);
    assert_eq!((&answer["verdict"], &answer["claimed_event"]), (&json!("unsigned"), &json!("answered")));
    let answer = lines(&audit(&env, &words).stdin(r#"{"t":1}"#).run().expect(1)).remove(0);
    assert_eq!((&answer["verdict"], &answer["detail"]), (&json!("broken"), &json!("no value at /b")));
}
