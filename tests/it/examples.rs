//! Tests `examples/ci`: runs scripts, compares commands with the program's help, and checks that the examples
//! install this version.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};

use serde_json::{Value, json};

use crate::env::{Output, TestEnv, VSW};
use crate::running::PATIENCE;
use crate::skip::not_tested;

fn examples() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/ci")
}

fn has(programs: &[&str]) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_there =
        |program: &str| std::env::split_paths(&path).any(|directory| directory.join(program).is_file());
    let missing: Vec<_> = programs.iter().filter(|program| !is_there(program)).collect();
    if !missing.is_empty() {
        not_tested(&format!("{missing:?} are not there"));
    }
    missing.is_empty()
}

/// Runs an example script with the test's own `PATH`, because interpreters may be anywhere.
fn script(env: &TestEnv, name: &str, words: &[&str], variables: &[(&str, &str)], stdin: &str) -> Output {
    let script = examples().join(name);
    let script = script.to_str().expect("a path of UTF-8");
    let path = std::env::var("PATH").expect("a path");
    env.command("/usr/bin/env", [&[script], words].concat())
        .env("PATH", path)
        .envs(variables.iter().copied())
        .stdin(stdin)
        .run()
}

#[test]
fn the_ci_example_fails_on_drift_and_passes_after_the_fix() {
    if !has(&["bash", "git", "python3", "curl"]) {
        return;
    }
    let env = TestEnv::new();
    let output =
        script(&env, "red-and-green.sh", &[VSW], &[("TMPDIR", env.path("").to_str().expect("UTF-8"))], "");
    let output = output.expect(0);
    let ci: Vec<&str> = output.stdout.lines().filter_map(|line| line.trim().strip_prefix("CI is ")).collect();
    let (green, red) = ("green", "RED (exit 1)");
    assert_eq!(ci, [green, red, green, green, red, green, green, red, green], "{}", output.stdout);
    assert!(output.stdout.ends_with("\nAll steps had the expected result.\n") && output.stderr.is_empty());
    assert!(env.files().is_empty(), "{:?} are left", env.files());
}

#[test]
fn the_ci_example_detects_a_misbehaving_program() {
    if !has(&["bash", "git", "python3", "curl"]) {
        return;
    }
    let env = TestEnv::new();
    for (word, instead, step) in [
        // A check that always passes.
        ("status", "shift; exec \"$real\" list", "step 2"),
        // A check that fails only on unlisted applications, not on drift.
        ("status", "exec \"$real\" \"$@\" --fail-on unlisted", "step 2"),
        // A change that changes nothing.
        ("enable", "exec \"$real\" \"$@\" --dry-run", "step 2"),
        // A baseline without entries.
        (
            "baseline",
            "echo '{\"schema\":\"vsw/baseline/1\",\"applications\":[]}' >vsw.baseline.json; exit 0",
            "step 6",
        ),
    ] {
        let wrapper = format!(
            "#!/bin/sh\nreal={VSW}\nif [ \"$1\" = {word} ]; then {instead}; fi\nexec \"$real\" \"$@\"\n"
        );
        let path = env.write("work/vsw", wrapper);
        let _ = env.command("/bin/chmod", ["+x".as_ref(), path.as_os_str()]).run().expect(0);
        let output = script(&env, "red-and-green.sh", &[path.to_str().expect("UTF-8")], &[], "").expect(1);
        assert!(output.stderr.contains(step), "{instead}: {output:?}");
    }
}

/// Returns the JSON that `vsw watch` passes to the program of `--on-drift`.
fn drift_report(events: &[(&str, &str, Value)]) -> String {
    let one = |(event, id, name): &(&str, &str, Value)| {
        json!({
            "event": event, "profile": "default", "id": id, "name": name, "verdict": "drift", "code": "flag-dropped",
            "detail": "signing was on & is gone", "since": "2026-11-24T03:00:00Z", "last_read_at": null, "moved": [],
            "healing": null,
        })
    };
    let applications: Vec<Value> = events.iter().map(one).collect();
    json!({"schema": "vsw/drift/1", "vsw": "0.1.0", "at": "2026-11-24T03:00:00Z", "round": 7,
        "applications": applications, "left_out": 0})
    .to_string()
}

fn receiver_with_status(status: u16) -> (String, Receiver<Value>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/", listener.local_addr().expect("its address"));
    let (sender, bodies) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let mut reader = BufReader::new(&stream);
            let mut length = 0;
            loop {
                let mut line = String::new();
                if reader.read_line(&mut line).is_err() || line.trim().is_empty() {
                    break;
                }
                let line = line.to_ascii_lowercase();
                if let Some(value) = line.strip_prefix("content-length:") {
                    length = value.trim().parse().expect("a length");
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).expect("a body");
            let _ = write!(&stream, "HTTP/1.1 {status} x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            if sender.send(serde_json::from_slice(&body).expect("JSON")).is_err() {
                break;
            }
        }
    });
    (address, bodies)
}

fn next(bodies: &Receiver<Value>) -> Value {
    bodies.recv_timeout(PATIENCE).expect("a request")
}

#[test]
fn s1_slack_messages_contain_no_injected_mention() {
    if !has(&["sh", "curl", "jq", "sed"]) {
        return;
    }
    let env = TestEnv::new();
    let (address, bodies) = receiver_with_status(200);
    let address = format!("{address}services/\"T0\\\"");
    let posted = |events: &[(&str, &str, Value)]| {
        let output =
            script(&env, "on-drift/slack.sh", &[], &[("SLACK_WEBHOOK_URL", &address)], &drift_report(events));
        assert_eq!((output.code, output.stdout.as_str()), (0, ""), "{output:?}");
        next(&bodies)["text"].as_str().expect("a string").to_owned()
    };
    let hostile = json!("<!channel> \"q\" \\n <https://evil.example|ours> @file 'x' $(id)");
    let text = posted(&[("drift", "one", hostile), ("healed", "two", Value::Null)]);
    assert_eq!(
        text,
        ":red_circle: *drift* &lt;!channel&gt; \"q\" \\n &lt;https://evil.example|ours&gt; @file 'x' $(id) one \
         flag-dropped: signing was on &amp; is gone\n:large_green_circle: *healed* (no name) two flag-dropped: signing \
         was on &amp; is gone"
    );
    let many: Vec<_> = (0..23).map(|_| ("drift", "one", json!("n"))).collect();
    let text = posted(&many);
    assert_eq!((text.lines().count(), text.lines().last()), (21, Some("and 3 more")));
}

#[test]
fn pagerduty_has_one_incident_per_application_resolved_by_the_last_event() {
    if !has(&["sh", "curl", "jq"]) {
        return;
    }
    let env = TestEnv::new();
    let (address, bodies) = receiver_with_status(202);
    let variables = [("PAGERDUTY_ROUTING_KEY", "r0uting"), ("PAGERDUTY_EVENTS_URL", address.as_str())];
    let tell = |events: &[(&str, &str, Value)]| {
        let output = script(&env, "on-drift/pagerduty.sh", &[], &variables, &drift_report(events)).expect(0);
        assert_eq!(output.stdout, "");
    };
    let name = json!("a \"name\"\nwith 'all' \\of $(it)");
    tell(&[("drift", "one", name), ("drift", "two", json!("Two")), ("healed", "two", json!("Two"))]);
    let (first, second) = (next(&bodies), next(&bodies));
    assert_eq!(
        (&first["event_action"], &first["dedup_key"], &first["routing_key"]),
        (&json!("trigger"), &json!("vsw/default/one"), &json!("r0uting"))
    );
    assert_eq!(first["payload"]["summary"], "a \"name\"\nwith 'all' \\of $(it): signing was on & is gone");
    assert_eq!(
        (&first["payload"]["severity"], &first["payload"]["source"]),
        (&json!("error"), &json!("vsw watch"))
    );
    let schema = include_str!("../../docs/schema/drift.schema.json");
    let schema: Value = serde_json::from_str(schema).expect("JSON");
    let documented = &schema["properties"]["applications"]["items"]["properties"];
    let details = first["payload"]["custom_details"].as_object().expect("an object");
    for name in details.keys() {
        assert!(documented.get(name).is_some(), "vsw/drift/1 has no `{name}`");
    }
    assert_eq!(
        (&second["event_action"], &second["dedup_key"], &second["payload"]),
        (&json!("resolve"), &json!("vsw/default/two"), &Value::Null)
    );
    let ids: Vec<String> = (0..22).map(|number| format!("{number:02}")).collect();
    let many: Vec<_> = ids.iter().map(|id| ("drift", id.as_str(), json!("n"))).collect();
    tell(&many);
    let all: Vec<Value> = (0..21).map(|_| next(&bodies)).collect();
    assert_eq!(all[20]["dedup_key"], "vsw/more");
    assert_eq!(all[20]["payload"]["custom_details"], json!({"count": 2}));
}

#[test]
fn failed_notifications_exit_nonzero_without_showing_the_token() {
    if !has(&["sh", "curl", "jq", "sed"]) {
        return;
    }
    let env = TestEnv::new();
    let events = drift_report(&[("drift", "one", json!("n"))]);
    let (address, _bodies) = receiver_with_status(500);
    let slack = format!("{address}services/s3cret");
    for (name, variables) in [
        ("on-drift/slack.sh", vec![("SLACK_WEBHOOK_URL", slack.as_str())]),
        (
            "on-drift/pagerduty.sh",
            vec![("PAGERDUTY_ROUTING_KEY", "s3cret"), ("PAGERDUTY_EVENTS_URL", address.as_str())],
        ),
    ] {
        let output = script(&env, name, &[], &variables, &events);
        assert!(output.code != 0 && output.stderr.contains("500"), "{output:?}");
        assert!(!output.stderr.contains("s3cret") && !output.stdout.contains("s3cret"), "{output:?}");
        let output = script(&env, name, &[], &[], &events);
        assert!(output.code != 0 && output.stderr.contains(variables[0].0), "{output:?}");
    }
}

/// Returns each `vsw` command in the text with each of its options, and once with an empty option.
fn commands(text: &str) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let text = text.replace("command: [vsw, ", "vsw ").replace("\\\n", " ");
    for line in text.lines() {
        for after in
            line.split("vsw ").skip(1).filter(|after| after.starts_with(|c: char| c.is_ascii_lowercase()))
        {
            let words: Vec<&str> = after
                .split(|c: char| c.is_whitespace() || c == ',')
                .filter(|word| !word.is_empty())
                .collect();
            let is_command = |word: &&&str| {
                word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') && !word.starts_with('-')
            };
            let command: Vec<&str> = words
                .iter()
                .take(if matches!(words[0], "fleet" | "baseline") { 2 } else { 1 })
                .take_while(is_command)
                .copied()
                .collect();
            let command = command.join(" ");
            found.insert((command.clone(), String::new()));
            let options = words.iter().take_while(|word| !matches!(**word, "|" | "||" | "#" | "--"));
            for option in options.filter(|word| word.starts_with("--")) {
                let option = option.trim_end_matches([']', '`', ';', ':', '.', '"', '\'']);
                found.insert((command.clone(), option.split('=').next().unwrap_or(option).to_owned()));
            }
        }
    }
    found
}

#[test]
fn every_command_in_the_examples_exists_with_its_options() {
    let env = TestEnv::new();
    let known = env.vsw(["--help"]).run().expect(0).stdout;
    let mut shown = 0;
    for name in [
        "../../scripts/action",
        "../../templates/signed-webhooks.yml",
        "Jenkinsfile",
        "circleci.yml",
        "kubernetes.yml",
        "systemd/vsw-status.service",
        "systemd/vsw-watch.service",
        "red-and-green.sh",
    ] {
        let text = fs::read_to_string(examples().join(name)).expect("an example");
        let code: Vec<&str> =
            text.lines().filter(|line| !line.trim_start().starts_with(['#', '/'])).collect();
        let code = code.join("\n") + "\n";
        let code = code.replace("'vsw.", "'").replace("expect_exit 0 vsw", "vsw");
        for (command, option) in commands(&code) {
            if command.is_empty() {
                continue;
            }
            let word = command.split(' ').next().expect("a word");
            let mut rows = known.lines().filter_map(|line| line.get(13..));
            assert!(
                rows.any(|row| row.starts_with(&format!("{word} "))),
                "{name}: there is no `vsw {command}`"
            );
            let help = env.vsw(command.split(' ').chain(["--help"])).run().expect(0).stdout;
            let is_there =
                option.is_empty() || help.split_whitespace().any(|word| word.trim_end_matches(',') == option);
            assert!(is_there, "{name}: `vsw {command}` has no {option}");
            shown += usize::from(!option.is_empty());
        }
    }
    assert!(shown >= 12, "only {shown} options were looked at");
}

#[test]
fn the_examples_install_this_version() {
    let is_version = |text: &str| text.starts_with(|c: char| c.is_ascii_digit()) && text.contains('.');
    for name in
        ["github.yml", "gitlab.yml", "Jenkinsfile", "circleci.yml", "README.md", "../../docs/fleet.md"]
    {
        let text = fs::read_to_string(examples().join(name)).expect("an example");
        let mentions =
            ["vsw@v", "webhooks@v", "vsw/v", "download/v", "raw/v", "rev: v", "vsw-", "      version: "];
        let after = mentions.iter().flat_map(|mention| text.split(mention).skip(1));
        let found: Vec<&str> = after
            .filter_map(|after| {
                after.split(|c: char| !c.is_ascii_digit() && c != '.').next().filter(|text| is_version(text))
            })
            .collect();
        assert!(!found.is_empty(), "{name}");
        assert!(found.iter().all(|version| *version == env!("CARGO_PKG_VERSION")), "{name}: {found:?}");
    }
}
