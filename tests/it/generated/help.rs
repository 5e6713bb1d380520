//! Tests the help. The examples of the commands run on a sandbox, except [`NOT_ON_THE_SANDBOX`].

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

use super::{files, root, run, stdout_of, vsw};
use crate::stand::concurrently;

pub fn overview() -> Vec<(String, String)> {
    let help = run(&["--help"]);
    let rows =
        help.lines().skip_while(|line| !line.starts_with("Signing ")).take_while(|line| !line.is_empty());
    rows.filter(|line| !line.starts_with("Reference "))
        .filter_map(|line| line.get(13..)?.split_once(' '))
        .map(|(name, summary)| (name.to_owned(), summary.trim().to_owned()))
        .collect()
}

/// Returns the commands in the last row of the help, which has no descriptions.
fn reference() -> Vec<String> {
    let help = run(&["--help"]);
    let row = help.lines().find_map(|line| line.strip_prefix("Reference ")).expect("the last row");
    row.split(',').map(|name| name.trim().to_owned()).collect()
}

#[test]
fn the_help_fits_on_a_screen_and_names_every_command() {
    let help = run(&["--help"]);
    assert!(help.lines().count() <= 40 && help.lines().all(|line| line.len() <= 80), "{help}");
    assert_eq!(help, run(&["-h"]));
    let alone = vsw().output().expect("vsw runs");
    assert_eq!(
        (alone.status.code(), String::from_utf8_lossy(&alone.stderr)),
        (Some(2), help.as_str().into())
    );
    let names = overview().into_iter().map(|(name, _)| name);
    let names: BTreeSet<String> = names.chain(reference()).collect();
    let commands = commands();
    let mut first: BTreeSet<String> = commands.iter().map(|command| command[0].clone()).collect();
    first.insert("help".to_owned());
    assert_eq!(names, first);
    for (name, summary) in &overview() {
        let help = run(&[name, "-h"]);
        assert!(help.starts_with(summary), "{name}: {summary}: {help}");
    }
}

/// Derives the commands from the names of the man pages.
fn commands() -> Vec<Vec<String>> {
    let pages = files(&root().join("man"));
    let names: BTreeSet<&str> =
        pages.keys().filter_map(|name| name.strip_prefix("vsw-")?.strip_suffix(".1")).collect();
    let mut commands: Vec<Vec<String>> = Vec::new();
    for name in names {
        let parent = commands.iter().rev().find(|above| name.starts_with(&format!("{}-", above.join("-"))));
        let mut command = parent.cloned().unwrap_or_default();
        let own = name.strip_prefix(&format!("{}-", command.join("-"))).unwrap_or(name);
        command.push(own.to_owned());
        commands.push(command);
    }
    commands.sort();
    commands
}

fn help_of(command: &[String], option: &str) -> String {
    stdout_of(&vsw().args(command).arg(option).env("COLUMNS", "80").output().expect("vsw runs"))
}

#[test]
fn the_short_help_of_every_command_fits_on_thirty_lines() {
    for command in commands() {
        let help = help_of(&command, "-h");
        assert!(help.lines().count() <= 30, "{command:?}: {} lines\n{help}", help.lines().count());
        assert!(help.trim_end().ends_with("too, and examples"), "{command:?}:\n{help}");
    }
}

fn examples_of(command: &[String]) -> Vec<String> {
    let help = help_of(command, "--help");
    let (_, examples) =
        help.split_once("\nEXAMPLES:\n").unwrap_or_else(|| panic!("{command:?} has no examples"));
    let lines: Vec<&str> = examples.lines().filter(|line| !line.is_empty()).collect();
    for pair in lines.chunks(2) {
        assert!(
            pair.len() == 2 && pair[0].starts_with("  # ") && pair[1].starts_with("  "),
            "{command:?}: {pair:?}"
        );
        assert!(pair.iter().all(|line| line.len() <= 80), "{pair:?}");
    }
    lines.iter().skip(1).step_by(2).map(|line| line.trim().to_owned()).collect()
}

/// Examples that do not end, or that need more than the sandbox has, such as a terminal.
const NOT_ON_THE_SANDBOX: &[&str] = &[
    "vsw login",
    "vsw login --profile eu --api-key a1b2c3d --api-secret-file secret.txt",
    "vsw logout",
    "vsw logout --profile eu",
    "vsw config secret add",
    "vsw fleet init accounts.toml --account eu --account us=us-prod",
    "vsw sandbox -- $SHELL",
    "vsw sandbox --port 8089 --state apps.json",
    "vsw watch --fleet vsw.toml --heal --metrics 9464",
    "vsw watch --fleet vsw.toml --on-drift ./notify.sh",
    "vsw listen",
    "vsw listen --forward-to http://127.0.0.1:3000 --capture deliveries.ndjson",
    "vsw listen --point Reminders --public-url https://example.ngrok.app",
    "vsw listen --expect answered,completed --within 60s",
    "vsw gateway --upstream http://127.0.0.1:3000",
    "vsw gateway --upstream http://127.0.0.1:3000 --report-only --metrics 9464",
    "vsw gateway --upstream unix:/run/app.sock --replay-store redis://127.0.0.1",
    "vsw gateway --upstream /voice=http://127.0.0.1:3000",
    "vsw trigger answered",
    "vsw trigger call --pace 0.1 --to http://127.0.0.1:3000",
    "vsw trigger call --scenario unanswered --pace 0 --set from=442079460000",
    "vsw replay deliveries.ndjson",
    "vsw replay deliveries.ndjson --only completed --to http://127.0.0.1:3000",
    "vsw probe http://127.0.0.1:3000/webhooks/event",
    "vsw probe http://127.0.0.1:3000/webhooks/answer --method GET",
    "vsw probe http://127.0.0.1:3000/hook --strict --report junit=probe.xml",
    "vsw call --to $TO --from $FROM --say Hi --verify --public-url $TUNNEL",
    "vsw man >vsw.1 && man ./vsw.1",
    "source <(vsw completions bash)",
];

const BEFORE: &str = r#"vsw fleet init; vsw baseline save --all; vsw enable; vsw enable --all --plan plan.json
vsw sign --event answered >hook.http; vsw sign --event answered --output capture >log.ndjson
echo '{"headers":{"authorization":"Bearer x"},"body":"{}"}' >other.ndjson
echo 0123456789abcdefghijklmnopqrstuvwxyz >new-secret; chmod 600 new-secret
for label in 2026-spring 2026-summer; do
    echo "0123456789abcdefghijklmnopqrstuvwxyz ${label#2026-}" | tr -d " " |
        vsw config secret add --api-key sandbox0 --label $label --signature-secret-file -
done"#;

#[test]
fn the_examples_of_every_command_run_as_printed() {
    let bin = PathBuf::from(env!("CARGO_BIN_EXE_vsw"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path: OsString =
        [bin.parent().expect("a directory").as_os_str(), OsStr::new(":"), &path].into_iter().collect();
    let mut left: BTreeSet<&str> = NOT_ON_THE_SANDBOX.iter().copied().collect();
    let examples = commands().into_iter().map(|command| {
        let examples = examples_of(&command);
        let own = format!("vsw {}", command.join(" "));
        assert!(
            (1..=4).contains(&examples.len()) && examples.iter().any(|line| line.contains(&own)),
            "{own}"
        );
        examples.into_iter().filter(|line| !left.remove(line.as_str())).collect()
    });
    let examples: Vec<Vec<String>> = examples.collect();
    let failed = Mutex::new(Vec::new());
    concurrently(&examples, |examples| {
        let mut script = format!("{{ {BEFORE}\n}} >before 2>&1 </dev/null\n");
        for (number, line) in examples.iter().enumerate() {
            if line == "vsw fleet init" {
                script.push_str("rm vsw.toml\n"); // Without `--force`, `fleet init` replaces no file.
            }
            script.push_str(&format!("{{ {line}\n}} >{number} 2>&1 </dev/null; echo $? >{number}.exit\n"));
        }
        let directory = tempfile::tempdir().expect("a directory");
        let ended = vsw()
            .args(["sandbox", "--", "sh", "-c", &script])
            .current_dir(directory.path())
            .env("PATH", &path)
            .env("HOME", directory.path())
            .output()
            .expect("vsw runs");
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        for (number, line) in examples.iter().enumerate() {
            let read = |name: String| fs::read_to_string(directory.path().join(name)).unwrap_or_default();
            let exit = read(format!("{number}.exit"));
            // Exit code 1 is a regular result, such as drift or a rejection.
            if !["0", "1"].contains(&exit.trim()) {
                let (output, before) = (read(number.to_string()), read("before".to_owned()));
                let failure = format!("`{line}` exits with {exit}{output}\nafter:\n{before}");
                failed.lock().expect("no panic").push(failure);
            }
        }
    });
    let failed = failed.into_inner().expect("no panic");
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(left.is_empty(), "not examples any more: {left:?}");
}
