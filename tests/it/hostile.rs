//! Tests external text that tries to control a terminal or to forge log lines.

use serde_json::{Value, json};

use crate::secrecy::lines;
use crate::stand::{Stand, concurrently, document};

/// Returns a text that could move a cursor, reorder or hide text, or forge a line.
fn hostile() -> String {
    let ranges = [
        0x01..=0x1f,
        0x7f..=0x9f,
        0xad..=0xad,
        0x61c..=0x61c,
        0x180e..=0x180e,
        0x200b..=0x200f,
        0x2028..=0x202e,
        0x2060..=0x206f,
        0xfe00..=0xfe0f,
        0xfeff..=0xfeff,
        0xfff9..=0xfffb,
        0xe0001..=0xe007f,
    ];
    let characters = ranges.into_iter().flatten().filter_map(char::from_u32);
    let mut name: String = characters.collect();
    name.push_str("\n::error::forged\n  ::warning file=x::forged\r\n##[error]forged\n\u{2028}::notice::x ##[group]y ##[command]z");
    name.push_str("\u{1b}]8;;https://evil.example\u{7}link\u{1b}]8;;\u{7}\u{9b}31mred\u{1b}[2J\u{0}");
    name
}

#[track_caller]
fn assert_sanitized(what: &str, text: &str) {
    let hostile_name = hostile();
    let wild: Vec<char> = hostile_name.chars().filter(|&c| c != '\n' && !(' '..='~').contains(&c)).collect();
    if let Some(found) = text.chars().find(|c| wild.contains(c)) {
        panic!("{what} holds {found:?}: {text:?}");
    }
    for line in text.lines() {
        assert!(
            !line.trim_start().starts_with("::") && !line.contains("##["),
            "{what} has the line {line:?}"
        );
    }
}

fn documented(app: &str, extra: &str) -> String {
    let name = json!(hostile()).to_string();
    let member = format!(
        r#"{name}:{name},"voice":{{"region":{name},{name}:[{name}],"webhooks":{{"event_url":{{"address":{name}}}}}{extra}}}"#
    );
    document(app, &member).replace("\"Under test\"", &name)
}

fn without_colors(text: &str) -> String {
    let codes = ["0", "1", "2", "31;1", "32", "33"].map(|code| format!("\u{1b}[{code}m"));
    codes.iter().fold(text.to_owned(), |text, code| text.replace(code, ""))
}

const FORMATS: [&str; 3] = ["--format=text", "--format=json", "--color=always"];

#[test]
fn s1_external_text_cannot_control_the_terminal_or_forge_a_line() {
    concurrently(&FORMATS, |&format| {
        let stand = Stand::new();
        let app = stand.fresh_id();
        stand.store(&app, documented(&app, ""));
        for line in lines(&app).into_iter().filter(|line| !line.contains(&"--raw".to_owned())) {
            let words = line.iter().map(String::as_str).chain([format, "-vv", "--timeout=3"]);
            let output = stand.vsw(words).run();
            let shown =
                |text: &str| if format == "--color=always" { without_colors(text) } else { text.to_owned() };
            assert_sanitized(&format!("{line:?} {format}, stdout"), &shown(&output.stdout));
            assert_sanitized(&format!("{line:?} {format}, stderr"), &shown(&output.stderr));
            if format == "--format=json" {
                assert_names_complete(&line, &output.json());
            }
        }
        let name = json!(hostile()).to_string();
        let moved = documented(&app, &format!(r#","x":{name}"#));
        stand.store(&app, moved.replace("\"region\":\"", "\"region\":\"y"));
        for line in [&["status", &app][..], &["rollback", &app, "--yes"]] {
            let output = stand.vsw([line, &["--format", "text"]].concat()).run();
            assert_sanitized(&format!("{line:?}"), &output.all());
        }
    });
}

/// Asserts that JSON output contains the hostile name completely. The sandbox's own application has another name.
#[track_caller]
fn assert_names_complete(line: &[String], report: &Value) {
    let hostile = Value::from(hostile());
    let names = [&report["applications"][0]["name"], &report["entries"][0]["name"], &report["name"]];
    for shown in names.into_iter().filter(|shown| shown.is_string() && *shown != "Appointment reminders") {
        assert_eq!(*shown, hostile, "{line:?}");
    }
    if line[0] == "show" {
        assert_eq!(report["application"]["capabilities"]["voice"]["region"], hostile);
    }
}

#[test]
fn s1_server_errors_and_command_line_arguments_are_sanitized() {
    let hostile = hostile();
    concurrently(&FORMATS, |&format| {
        let stand = Stand::new();
        let app = stand.fresh_id();
        stand.store(&app, documented(&app, ""));
        let _ = stand.vsw(["enable", &app]).run().expect(0);
        stand.store(&app, documented(&app, &format!(r#","x":{}"#, json!(hostile))));
        let problem = json!({"title": hostile, "detail": hostile, "type": hostile}).to_string();
        for status in [400, 401, 404, 500, 302] {
            let answer = json!({"answer": {"status": status, "body": problem}});
            stand.fault(json!({"on": "any", "id": app, "do": answer, "times": 8}));
            let format = if format == "--color=always" { "--format=text" } else { format };
            for verb in ["status", "enable", "show"] {
                let output = stand.vsw([verb, &app, "-v", "--timeout=1", format]).run();
                assert_sanitized(&format!("{status} {verb}"), &output.all());
            }
            stand.reset_faults();
        }
        for line in [vec!["status", hostile.trim_matches('\0')], vec!["--profile", &hostile[..60], "status"]]
        {
            let line: Vec<String> = line.into_iter().map(|word| word.replace('\0', "")).collect();
            let output = stand.env.vsw(line.iter().map(String::as_str).chain([format])).run();
            assert_sanitized(
                &format!("{line:?}"),
                &output.all().replace("\u{1b}[31;1m", "").replace("\u{1b}[32m", "").replace("\u{1b}[0m", ""),
            );
        }
    });
}

#[test]
fn too_few_file_descriptors_are_no_bug() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    let lines = [vec!["enable", &app], vec!["status", &app], vec!["sandbox", "--port", "0", "--", "true"]];
    // With fewer, the shell cannot start the program.
    for limit in 6..=24 {
        for line in &lines {
            let limited = stand.shell(&format!("ulimit -n {limit}; exec \"$@\""), line).run();
            assert!(limited.code != 70 && !limited.stderr.contains("bug in vsw"), "{limit}: {limited:?}");
            assert!(
                limited.code != 3 || limited.all().contains("Too many open files"),
                "{limit}: {limited:?}"
            );
            assert!(
                !limited.stderr.contains("cannot listen") || limited.stderr.contains("`ulimit -n`"),
                "{limit}: {limited:?}"
            );
        }
    }
}
