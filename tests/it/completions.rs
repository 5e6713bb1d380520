//! Tests the values of `vsw __complete`, and the completion scripts in bash, zsh and fish.

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use expectrl::{Expect as _, Session};

use crate::env::{TestEnv, VSW, Vsw};
use crate::running::PATIENCE;
use crate::skip::not_tested;
use crate::stand::Stand;

const ID: &str = "78d335fa-323d-0114-9c3d-d6f0d48968cf";

fn values(env: &TestEnv, words: &[&str]) -> Vec<String> {
    let output = env.vsw(["__complete", "fish", "--", "vsw"].iter().chain(words)).run().expect(0);
    assert_eq!(output.stderr, "", "{words:?}");
    let lines = output.stdout.lines().map(|line| line.split_once('\t').expect("a tab").0.to_owned());
    lines.collect()
}

fn state(env: &TestEnv) -> String {
    env.path("home/.local/state/vsw").display().to_string()
}

fn intent(snapshot: &str, id: &str, name: &str) -> String {
    let entry = serde_json::json!({
        "kind": "intent", "at": "2026-11-28T22:18:44Z", "run": "20261128T221844Z-d11894", "snapshot": snapshot,
        "command": "enable", "by": {"user": null, "host": null, "job": null, "vsw": "0.1.0"}, "profile": "default",
        "account": "abcd1234", "origin": "https://api.nexmo.com", "application": id, "name": name, "before": "off",
        "replaces": "", "sends": {"document": "", "flag": "true"},
    });
    format!("{entry}\n")
}

fn journal(env: &TestEnv, lines: &str) {
    env.write("home/.local/state/vsw/journal.ndjson", lines);
    std::fs::set_permissions(state(env), std::fs::Permissions::from_mode(0o700)).expect("its mode");
}

#[test]
fn values_come_from_the_state_directory() {
    let stand = Stand::new();
    let (one, two) = (stand.application(r#""voice":{}"#), stand.application(r#""voice":{}"#));
    for words in [&["enable", "--all", "--yes"][..], &["disable", &one, "--yes"]] {
        stand.vsw(words).run().expect(0);
    }
    let history = stand.vsw(["history", "--json"]).run().expect(0).json();
    let entries = history["entries"].as_array().expect("entries");
    let text = |index: usize, member: &str| entries[index][member].as_str().expect(member).to_owned();
    let last = entries.len() - 1;
    let env = &stand.env;
    assert_eq!(values(env, &["rollback", "--to", ""])[0], text(last, "snapshot"));
    assert_eq!(values(env, &["rollback", "--run", ""]), [text(last, "run"), text(0, "run")]);
    assert_eq!(values(env, &["enable", "--resume", ""]), [text(0, "run")]);
    let of_one = values(env, &["rollback", &one.to_uppercase().replace('-', ""), "--to", ""]);
    assert_eq!(of_one.len(), 2, "{of_one:?}");
    for command in ["status", "enable", "rollback", "show", "diff", "history"] {
        let ids = values(env, &[command, "00000000"]);
        assert_eq!(ids, [one.clone(), two.clone()], "{command}");
    }
    let names = values(env, &["status", "--all", "--name", ""]);
    let named: Vec<&str> = entries.iter().filter_map(|entry| entry["name"].as_str()).collect();
    assert!(!names.is_empty() && names.iter().all(|name| named.contains(&name.as_str())), "{names:?}");
    let elsewhere = env.path("elsewhere").display().to_string();
    assert_eq!(values(env, &["--state-dir", &elsewhere, "rollback", "--to", ""]), [""; 0]);
    let state = stand.state().display().to_string();
    let output = env.vsw(["__complete", "fish", "--", "vsw", "--state-dir", &state, "rollback", "--run", ""]);
    let output = output.env("VSW_STATE_DIR", &elsewhere).run().expect(0);
    assert_eq!(output.stdout.lines().count(), 2, "{}", output.stdout);
    assert_eq!(values(env, &["show", "Under"]), [""; 0]);
    stand.store(&two, crate::stand::document(&two, r#""voice":{}"#).replace("Under test", "Another one"));
    stand.vsw(["enable", &two]).run().expect(0);
    assert_eq!(values(env, &["show", "Ano"]), ["Another one"]);
    assert_eq!(values(env, &["rollback", "Another one", "--to", ""]).len(), 2);
}

#[test]
fn checks_of_a_set_are_enough_to_complete_ids() {
    let stand = Stand::new();
    let on = stand.application(r#""voice":{"signed_callbacks":true}"#);
    let _ = stand.vsw(["status", "--all"]).run();
    assert_eq!(values(&stand.env, &["show", &on[..30]]), [on]);
}

#[test]
fn options_formats_codes_and_profiles_are_completed() {
    let env = TestEnv::new();
    env.write(env.config_file(), "[profiles.prod]\napi_key = \"abcd1234\"\n[profiles.test]\n");
    assert_eq!(values(&env, &["sta"]), ["status"]);
    assert_eq!(values(&env, &["__"]), [""; 0]);
    assert_eq!(values(&env, &["--profile", ""]), ["prod", "test"]);
    assert_eq!(values(&env, &["fleet", "init", "--account", "eu=p"]), ["eu=prod"]);
    assert_eq!(values(&env, &["explain", "payload-mis"]), ["payload-mismatch"]);
    let formats = ["junit=", "sarif=", "github", "gitlab=", "markdown=", "prometheus=", "html="];
    assert_eq!(values(&env, &["status", "--report", ""]), formats);
    assert_eq!(values(&env, &["status", "--report=ju"]), ["--report=junit="]);
    assert_eq!(values(&env, &["status", "--fail-on", "drift,unk"]), ["drift,unknown"]);
    assert_eq!(values(&env, &["status", "--forma"]), ["--format"]);
    let other = env.write("other.toml", "[profiles.elsewhere]\n").display().to_string();
    assert_eq!(values(&env, &["--config", &other, "--profile", ""]), ["elsewhere"]);
}

#[test]
fn paths_are_completed_and_directories_end_in_a_slash() {
    let env = TestEnv::new();
    env.write("work/reports/a b.xml", "");
    env.write("work/rest.toml", "");
    assert_eq!(values(&env, &["status", "--fleet", "re"]), ["reports/", "rest.toml"]);
    assert_eq!(values(&env, &["--state-dir", "re"]), ["reports/"]);
    assert_eq!(values(&env, &["status", "--report", "junit=reports/"]), ["junit=reports/a b.xml"]);
    assert_eq!(values(&env, &["verify", "--signature-secret-file", "abcd1234=rest"]), ["abcd1234=rest.toml"]);
    assert_eq!(values(&env, &["status", "--fleet=rest"]), ["--fleet=rest.toml"]);
    let home = env.write("home/kept.toml", "");
    assert!(home.exists());
    assert_eq!(values(&env, &["status", "--fleet", "~/ke"]), ["~/kept.toml"]);
}

#[test]
fn completion_writes_nothing_and_is_silent_about_what_it_cannot_read() {
    let lines: &[&[&str]] = &[
        &["show", ""],
        &["rollback", "--to", ""],
        &["rollback", "--run", ""],
        &["enable", "--resume", ""],
        &["status", "--all", "--name", "x"],
        &["--profile", ""],
    ];
    let silent = |env: &TestEnv, what: &str| {
        let before = env.files();
        for line in lines {
            let found = values(env, line);
            assert!(found.iter().all(|value| value.starts_with('-')), "{what}: {line:?}: {found:?}");
        }
        assert_eq!(env.files(), before, "{what}");
    };
    let env = TestEnv::new();
    silent(&env, "an empty home");
    assert!(!Path::new(&state(&env)).exists());
    env.write(env.config_file(), "[profiles.a]\nunknown = 1\n");
    journal(&env, "{\"kind\":\"intent\"}\nnot JSON\n\0\n");
    for name in ["sights/x.txt", "runs/x"] {
        env.write(format!("home/.local/state/vsw/{name}"), b"\xff\xfe\n");
    }
    silent(&env, "damaged files");
    journal(&env, &intent("20261128T221844Z-d11894-1", ID, "one"));
    assert_eq!(values(&env, &["show", ""]), [ID, "one"]);
    std::fs::set_permissions(state(&env), std::fs::Permissions::from_mode(0o777)).expect("its mode");
    silent(&env, "a directory that others may write");
    std::fs::rename(state(&env), env.path("moved")).expect("a move");
    symlink(env.path("moved"), state(&env)).expect("a link");
    silent(&env, "a link in its place");
    for words in [&["nothing", ""][..], &["status", "--timeout", ""], &["--", ""], &[""], &[]] {
        let _ = values(&env, words);
    }
    let raw = <std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(b"\xff");
    let output =
        env.vsw(["__complete", "zsh", "--", "vsw"].map(std::ffi::OsStr::new).into_iter().chain([raw]));
    assert_eq!(output.run().expect(0).all(), "");
}

#[test]
fn only_the_end_of_a_long_journal_is_read() {
    let env = TestEnv::new();
    let snapshot = |number: usize| format!("20261128T221844Z-d11894-{number}");
    let line = |number| intent(&snapshot(number), ID, "one");
    let lines: String = (1..=4000).map(line).collect();
    assert!(lines.len() > 1_500_000);
    journal(&env, &lines);
    let found = values(&env, &["rollback", "--to", ""]);
    assert_eq!(found[0], snapshot(4000));
    let read: usize = (4001 - found.len()..=4000).map(|number| line(number).len()).sum();
    assert!((1024 * 1024 - 1000..=1024 * 1024).contains(&read), "{read}");
}

/// Runs a script in bash. There, `complete_line LINE WORD` completes the line as the Tab key would.
fn bash(env: &TestEnv, script: &str) -> String {
    let begin = r#"PATH=$1:$PATH; source <(vsw completions bash) || exit 9
complete_line() { COMP_LINE=$1 COMP_POINT=${#1}; _vsw vsw "$2" ""; }"#;
    let bin = Path::new(VSW).parent().expect("a folder").display().to_string();
    let output = env.command("bash", ["-c", &format!("{begin}\n{script}"), "bash", &bin]).run().expect(0);
    assert_eq!(output.stderr, "");
    output.stdout
}

#[test]
fn s1_a_hostile_name_runs_nothing_in_bash() {
    let env = TestEnv::new();
    let names =
        ["$(touch made)", "`touch made`", "a;touch made", "a'b\"c", "*", "-rf", "~", "a\\ b", "!!", "#x"];
    let lines: String = names.iter().map(|name| intent("20261128T221844Z-d11894-1", ID, name)).collect();
    journal(&env, &(lines + &intent("20261128T221844Z-d11894-2", ID, "two\nlines \u{1b}[31m")));
    let script = r#"complete_line 'vsw status --all --name ' ''
for candidate in "${COMPREPLY[@]}"; do eval "words=($candidate)"; printf '%s\n' "${#words[@]} ${words[0]}"; done"#;
    let said = bash(&env, script);
    let mut said: Vec<&str> = said.lines().map(|line| line.strip_prefix("1 ").expect("one word")).collect();
    said.sort_unstable();
    let mut expected: Vec<&str> = names.into_iter().filter(|name| !name.starts_with('-')).collect();
    expected.sort_unstable();
    assert_eq!(said, expected);
    assert!(!env.path("work/made").exists());
}

#[test]
fn bash_completes_after_equals_signs_and_in_quotes() {
    let env = TestEnv::new();
    env.write("work/sub dir/a b.toml", "");
    for (line, word, expected) in [
        ("vsw sta", "sta", "[status ]"),
        ("vsw status --fleet su", "su", r"[sub\ dir/]"),
        (r"vsw status --fleet sub\ dir/", r"sub\ dir/", r"[sub\ dir/a\ b.toml ]"),
        ("vsw status --fleet \"sub d", "sub d", "[sub dir/]"),
        ("vsw status --report=ju", "ju", "[junit=]"),
        ("vsw status --report=junit=su", "su", r"[sub\ dir/]"),
        ("vsw status --report 'junit=su", "junit=su", "[junit=sub dir/]"),
        ("vsw show >", "", ""),
    ] {
        let script = format!("complete_line {} {}", quoted(line), quoted(word));
        let said =
            bash(&env, &format!("{script}; [[ -z $COMPREPLY ]] || printf '[%s]' \"${{COMPREPLY[@]}}\""));
        assert_eq!(said, expected, "{line}");
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Types each line and a Tab, and compares the result. `printf` prints the line instead of running it.
fn typed(shell: Vsw, load: &str, lines: &[(&str, &str)]) {
    let bin = Path::new(VSW).parent().expect("a folder").display().to_string();
    let shell = shell.env("PATH", format!("{bin}:/usr/bin:/bin")).env("TERM", "dumb").env("PS1", "$ ");
    let mut session = Session::spawn(shell.into_command()).expect("a terminal");
    session.set_expect_timeout(Some(PATIENCE));
    let mut until = |sent: &str, expected: &str| {
        session.send(sent).expect("a terminal that takes it");
        if let Err(error) = session.expect(expected) {
            panic!("waiting for {expected:?} after {sent:?}: {error}");
        }
    };
    // The quotes keep the echo of the command from matching.
    until(&format!("{load}; echo load''ed\r"), "loaded");
    for (line, expected) in lines {
        // Ctrl-A goes to the start of the line.
        until(&format!("{line}\t\u{1}printf '<%s>' \r"), expected);
    }
}

const TYPED: &[(&str, &str)] = &[
    ("vsw sta", "<vsw><status>"),
    ("vsw status --fleet su", "<--fleet><sub dir/>"),
    ("vsw status --report=junit=su", "<--report=junit=sub dir/>"),
    ("vsw show 78d", "<show><78d335fa-323d-0114-9c3d-d6f0d48968cf>"),
    ("vsw status --all --name it", "<--name><it's $(id)>"),
];

fn with_an_application() -> TestEnv {
    let env = TestEnv::new();
    env.write("work/sub dir/a b.toml", "");
    journal(&env, &intent("20261128T221844Z-d11894-1", ID, "it's $(id)"));
    env
}

#[test]
fn a_tab_in_bash_completes() {
    let env = with_an_application();
    let shell = env.command("bash", ["--norc", "--noprofile", "-i"]);
    typed(shell, "source <(vsw completions bash)", TYPED);
}

#[test]
fn a_tab_in_zsh_completes() {
    if !Path::new("/usr/bin/zsh").exists() {
        return not_tested("completion in zsh, which is not installed");
    }
    let env = with_an_application();
    let load = "autoload -U compinit; compinit -u -D; source <(vsw completions zsh)";
    typed(env.command("zsh", ["-f", "-i"]), load, TYPED);
    let load = format!(
        "fpath=({}/completions $fpath); autoload -U compinit; compinit -u -D",
        env!("CARGO_MANIFEST_DIR")
    );
    typed(env.command("zsh", ["-f", "-i"]), &load, &TYPED[..2]);
}

#[test]
fn fish_completes() {
    if !Path::new("/usr/bin/fish").exists() {
        return not_tested("completion in fish, which is not installed");
    }
    let env = with_an_application();
    let bin = Path::new(VSW).parent().expect("a folder").display().to_string();
    for (line, expected) in [
        ("vsw sta", "status\tCheck that signed webhooks are still on (exit 1 if not)\n"),
        ("vsw status --fleet su", "sub dir/\n"),
        ("vsw status --report=junit=su", "--report=junit=sub dir/\n"),
        ("vsw show 78d", &format!("{ID}\tit's $(id)\n")),
    ] {
        let script = format!("vsw completions fish | source; complete --do-complete {}", quoted(line));
        let output =
            env.command("fish", ["--no-config", "-c", &script]).env("PATH", format!("{bin}:/usr/bin:/bin"));
        assert_eq!(output.run().expect(0).stdout, expected, "{line}");
    }
}
