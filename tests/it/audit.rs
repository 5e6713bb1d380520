//! Runs `vsw audit` on a log made by another implementation (`tests/vectors/make_audit.py`).

mod damaged;
mod hints;
mod redacted;
mod requests;
mod shapes;
mod times;

use std::io::Write as _;

use serde_json::{Value, json};

use crate::env::{Output, TestEnv, Vsw};

const LOG: &[u8] = include_bytes!("../vectors/audit.ndjson");
const ELSEWHERE: &[u8] = include_bytes!("../vectors/elsewhere.ndjson");

fn expected() -> Value {
    serde_json::from_str(include_str!("../vectors/audit.json")).expect("JSON")
}

fn audit(env: &TestEnv, words: &[&str]) -> Vsw {
    env.write("work/log.ndjson", LOG);
    let mut line = vec!["audit".to_owned()];
    for (key, secret) in expected()["secrets"].as_object().expect("secrets") {
        env.write(format!("work/{key}"), secret.as_str().expect("a string"));
        line.extend(["--signature-secret-file".to_owned(), format!("{key}={key}")]);
    }
    line.extend(words.iter().map(|word| (*word).to_owned()));
    env.vsw(line)
}

fn lines(output: &Output) -> Vec<Value> {
    output.stdout.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

fn assert_lines(found: &[Value], expected: &Value) {
    let expected = expected.as_array().expect("lines");
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        for member in ["line", "verdict", "code", "product", "event", "claimed_event", "api_key"] {
            assert_eq!(found[member], expected[member], "{member} of {found}");
        }
        assert_eq!(found["token"].is_string(), expected["verdict"] == "genuine", "{found}");
        assert_eq!(found["detail"].is_string(), expected["verdict"] != "genuine", "{found}");
    }
}

#[test]
fn a_log_has_the_same_totals_by_any_group_and_with_any_number_of_threads() {
    let (env, expected) = (TestEnv::new(), expected());
    for by in ["event", "application", "account", "secret", "day"] {
        for threads in ["1", "2", "7"] {
            let output =
                audit(&env, &["log.ndjson", "--json", "--by", by, "--threads", threads]).run().expect(1);
            let report = output.json();
            assert_eq!(report["schema"], "vsw/audit/1");
            assert_eq!(
                (&report["summary"], &report["products"], &report["rejected"]),
                (&expected["summary"], &expected["products"], &expected["rejected"]),
                "{by}"
            );
            let broken: Vec<&Value> =
                report["broken"].as_array().expect("a list").iter().map(|broken| &broken["line"]).collect();
            assert_eq!(json!(broken), expected["broken"]);
            assert_eq!((&report["disordered"], &report["replay_window"]), (&json!(1), &json!(360)));
            let sum = |member: &str| -> u64 {
                let groups = report["groups"].as_array().expect("groups").iter();
                groups.map(|group| group[member].as_u64().expect("a number")).sum()
            };
            assert_eq!(sum("genuine"), expected["summary"]["genuine"], "{by}");
            assert_eq!(sum("replayed"), expected["summary"]["replayed"], "{by}");
        }
    }
}

#[test]
fn v12_unverified_names_are_counted_separately() {
    let env = TestEnv::new();
    let groups = |by: &str| -> Vec<(String, bool)> {
        let report = audit(&env, &["log.ndjson", "--json", "--by", by]).run().expect(1).json();
        let groups = report["groups"].as_array().expect("groups").clone();
        let group =
            |group: &Value| (group["name"].as_str().expect("a name").to_owned(), group["verified"] == true);
        groups.iter().map(group).collect()
    };
    let known = |name: &str| (name.to_owned(), true);
    let claimed = |name: &str| (name.to_owned(), false);
    assert_eq!(groups("account"), [known("a1b2c3d"), known("ffff0000"), claimed("unverified")]);
    assert_eq!(groups("application"), [known("aaaaaaaa-bbbb-cccc-dddd-0123456789ab"), claimed("unverified")]);
    assert_eq!(groups("day"), [known("2020-04-21")]);
    let secret = |key: &str| known(&format!("--signature-secret-file {key}"));
    assert_eq!(groups("secret"), [secret("a1b2c3d"), secret("ffff0000"), claimed("unverified")]);
    let events = groups("event");
    assert!(events.contains(&known("ringing")) && events.contains(&claimed("human")), "{events:?}");
    assert!(!events.contains(&known("human")), "{events:?}");
}

#[test]
fn line_results_keep_the_order_from_files_stdin_and_compressed_input() {
    let (env, expected) = (TestEnv::new(), expected());
    let mut gzip = gzipped(LOG);
    gzip.extend(gzipped(b"\n\n"));
    env.write("work/log.gz", &gzip);
    env.write("work/log.zst", zstd::encode_all(LOG, 3).expect("zstd"));
    for (words, stdin) in [
        (&["--lines", "log.ndjson"][..], &b""[..]),
        (&["--lines"], LOG),
        (&["--lines", "-"], LOG),
        (&["--lines", "-", "--threads", "5"], &gzip),
        (&["--lines", "log.gz"], b""),
        (&["--lines", "log.zst", "--threads", "1"], b""),
    ] {
        let output = audit(&env, words).stdin(stdin).run().expect(1);
        assert_lines(&lines(&output), &expected["lines"]);
        assert!(
            output.stderr.starts_with("✗ 16 of 33 deliveries genuine, 9 rejected, 4 unsigned, 4 broken"),
            "{output:?}"
        );
    }
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).expect("gzip");
    packed.finish().expect("gzip")
}

#[test]
fn only_calls_have_events_and_satisfy_a_requirement() {
    let env = TestEnv::new();
    let log = String::from_utf8_lossy(LOG);
    let of = |mark: &str| {
        let lines = log.lines().filter(|line| line.contains(mark) && line.contains("Bearer"));
        lines.flat_map(|line| [line, "\n"]).collect::<String>()
    };
    let (client, verification, message) = (of("from_user"), of("request_id"), of("message_uuid"));
    for log in [&client, &verification, &message] {
        assert_eq!(log.lines().count(), 1, "{log}");
    }
    let run = |words: &[&str], log: &str| audit(&env, words).stdin(log).run();
    let _ = run(&["--require", "answer"], &client).expect(0);
    for (log, event) in [(&verification, "completed"), (&message, "rejected")] {
        let output = run(&["--require", event], log).expect(1);
        assert!(
            output.stdout.contains(&format!("no genuine `{event}` delivery, but `--require` asks for one")),
            "{output:?}"
        );
        assert!(output.stdout.starts_with("✗ 1 of 1 delivery genuine\n"), "{output:?}");
    }
    let all = run(&[], &[client.as_str(), &verification, &message].concat()).expect(0);
    assert!(all.stdout.contains("genuine by product: 1 voice, 1 messages, 1 verify\n"), "{all:?}");
    for name in ["answer ", "messages ", "verify "] {
        assert!(all.stdout.lines().any(|line| line.starts_with(name)), "{name}: {all:?}");
    }
    // In the Developer Preview, Vonage did not sign answer webhooks. An unsigned webhook of another product
    // is still unexpected.
    let unsigned = |log: &str| log.replace("\"Authorization\"", "\"X-Lost\"");
    let preview = |log: &str, code| {
        let report = run(&["--signing", "preview", "--json"], &unsigned(log)).expect(code).json();
        (report["summary"]["unsigned_expected"].clone(), report["summary"]["unsigned"].clone())
    };
    assert_eq!(preview(&client, 0), (json!(1), json!(0)));
    assert_eq!(preview(&verification, 1), (json!(0), json!(1)));
}

#[test]
fn options_decide_which_lines_fail_an_audit() {
    let env = TestEnv::new();
    let genuine: Vec<u8> = LOG.split_inclusive(|&byte| byte == b'\n').take(3).flatten().copied().collect();
    let unsigned: Vec<u8> =
        LOG.split_inclusive(|&byte| byte == b'\n').skip(6).take(2).flatten().copied().collect();
    let both = [&genuine[..], &unsigned].concat();
    for (words, log, exit) in [
        (&[][..], &genuine, 0),
        (&[], &both, 1),
        (&["--max-unsigned", "2"], &both, 0),
        (&["--max-unsigned", "1"], &both, 1),
        // The unsigned deliveries are `ringing`, which was signed in the preview, and `human`, which was not.
        (&["--signing", "preview"], &both, 1),
        (&["--signing", "preview", "--max-unsigned", "1"], &both, 0),
        (&["--require", "answered,completed"], &genuine, 0),
        (&["--require", "answered,busy"], &genuine, 1),
        (&["--require", "answered,completed", "--by", "day"], &genuine, 0),
        (&["--require", "busy", "--by", "account"], &genuine, 1),
        (&["--require", "answered", "--lines"], &genuine, 0),
        (&["--require", "busy", "--lines"], &genuine, 1),
        (&["--require", "nonsense"], &genuine, 2),
        (&["--since", "2020-04-21T18:49:34Z", "--until", "1587494975"], &both, 0),
        (&["--since", "yesterday"], &both, 2),
        (&["--only", "rejected"], &both, 2),
        (&["--lines", "--only", "nonsense"], &both, 2),
        (&[], &Vec::new(), 3),
        (&[], &b"\n \n\r\n".to_vec(), 3),
        (&["/no/such"], &both, 3),
        (&["."], &both, 3),
    ] {
        let output = audit(&env, words).stdin(log).run();
        assert_eq!(output.code, exit, "{words:?} {output:?}");
    }
    let report = audit(&env, &["--json", "--signing", "preview"]).stdin(&both).run().expect(1).json();
    assert_eq!(
        (&report["summary"]["unsigned"], &report["summary"]["unsigned_expected"]),
        (&json!(1), &json!(1))
    );
    let nothing = audit(&env, &["--since", "2099-01-01T00:00:00Z"]).stdin(&both).run().expect(3);
    assert!(nothing.stderr.contains("no delivery is within --since and --until"), "{nothing:?}");
    let report = audit(&env, &["--json", "--since", "1587494974"]).stdin(&genuine).run().expect(0).json();
    assert_eq!((&report["summary"]["genuine"], &report["summary"]["outside"]), (&json!(2), &json!(1)));
}

#[test]
fn a_line_without_a_time_is_broken_unless_now_is_given() {
    let env = TestEnv::new();
    let first =
        String::from_utf8(LOG.split(|&byte| byte == b'\n').next().expect("a line").to_vec()).expect("UTF-8");
    let without = first.replacen("\"2020-04-21T18:49:30Z\"", "null", 1);
    assert_ne!(first, without);
    let output = audit(&env, &[]).stdin(&without).run().expect(1);
    assert!(output.stdout.contains("line 1: it has no receive time"), "{output:?}");
    let _ = audit(&env, &["--now", "1587494970"]).stdin(&without).run().expect(0);
    let _ = audit(&env, &["--now", "1"]).stdin(&first).run().expect(0);
}

#[test]
fn phone_numbers_can_be_masked_and_lines_selected() {
    let env = TestEnv::new();
    let plain = audit(&env, &["--lines"]).stdin(LOG).run().expect(1);
    assert!(plain.stdout.contains("447700900001") && plain.stdout.contains("442079460000"), "{plain:?}");
    let masked = audit(&env, &["--lines", "--redact"]).stdin(LOG).run().expect(1);
    assert!(!masked.all().contains("44770090000") && !masked.all().contains("44207946000"), "{masked:?}");
    assert!(masked.stdout.contains("**********01"), "{masked:?}");
    let only = audit(&env, &["--lines", "--only", "rejected,unsigned"]).stdin(LOG).run().expect(1);
    assert!(lines(&only).iter().all(|line| line["verdict"] == "rejected" || line["verdict"] == "unsigned"));
    assert_eq!(lines(&only).len(), 13);
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    let env = TestEnv::new();
    env.write("work/long.ndjson", LOG.repeat(2000));
    let secrets: Vec<String> = expected()["secrets"].as_object().expect("secrets").keys().cloned().collect();
    let _ = audit(&env, &[]).stdin(LOG).run();
    let options: Vec<String> =
        secrets.iter().map(|key| format!("--signature-secret-file {key}={key}")).collect();
    let vsw = env!("CARGO_BIN_EXE_vsw");
    let script = format!(
        "{{ {vsw} audit --lines long.ndjson {}; echo \"exit $?\" >&2; }} | head -n 2",
        options.join(" ")
    );
    let output = env.command("sh", ["-c", &script]).run().expect(0);
    assert_eq!(output.stdout.lines().count(), 2, "{output:?}");
    assert_eq!(output.stderr, "exit 1\n");
}

#[test]
fn replays_are_detected_across_several_logs() {
    let env = TestEnv::new();
    let mut rows = LOG.split_inclusive(|&byte| byte == b'\n');
    env.write("work/first", rows.next().expect("a line"));
    env.write("work/second", [&b"x\n"[..], rows.nth(3).expect("the same token")].concat());
    let report = audit(&env, &["first", "second", "--json"]).run().expect(1).json();
    assert_eq!((&report["summary"]["genuine"], &report["summary"]["replayed"]), (&json!(1), &json!(1)));
    let broken = &report["broken"][0];
    assert_eq!((&broken["file"], &broken["line"]), (&json!("second"), &json!(1)));
}

#[test]
fn k2_secrets_in_a_log_are_not_printed() {
    let env = TestEnv::new();
    let secret = expected()["secrets"]["a1b2c3d"].as_str().expect("a string").to_owned();
    let planted = format!("{{\"schema\":\"{secret}\"}}\n{secret}\n");
    for words in [&["--lines"][..], &["--json"], &[]] {
        let output = audit(&env, words).stdin(&planted).run().expect(1);
        assert!(!output.all().contains(&secret), "{output:?}");
    }
}

#[test]
fn audit_fails_without_a_secret() {
    let env = TestEnv::new();
    let output = env.vsw(["audit"]).stdin(LOG).run().expect(3);
    assert!(output.stdout.is_empty() && output.stderr.contains("no signature secret"), "{output:?}");
}
