//! Checks that generated files and the documentation match the program. `VSW_WRITE=1 cargo test generated` rewrites
//! `completions/` and `man/`; review the diff before you commit.
//!
//! `VSW_WRITE=1 cargo test generated` writes `completions/` and `man/` anew; then read the difference before you commit.
//!
//! One file because all its tests compare texts with what the program prints, by the same few functions.
//!
//! README.md and docs/: in a block marked `console`, each line `$ vsw …` is run by a shell, all lines of one block on one sandbox
//! of their own. `# exit N` at its end says which exit code it has, if not 0. Lines below it are its output: each must
//! be there, in this order, and `…` stands for any text. Commands other than `vsw` are not run.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const SHELLS: &[(&str, &str)] = &[
    ("bash", "vsw.bash"),
    ("elvish", "vsw.elv"),
    ("fish", "vsw.fish"),
    ("powershell", "_vsw.ps1"),
    ("zsh", "_vsw"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the program in an empty environment: no home, no account, no terminal.
fn vsw() -> Command {
    let mut vsw = Command::new(env!("CARGO_BIN_EXE_vsw"));
    vsw.env_clear().stdin(Stdio::null());
    vsw
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("what vsw says is UTF-8")
}

fn run(arguments: &[&str]) -> String {
    said(&vsw().args(arguments).output().expect("vsw runs"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("README.md")
}

/// Returns README.md and the pages of docs/, by name.
fn pages() -> BTreeMap<String, String> {
    let mut pages = files(&root().join("docs"));
    pages.retain(|name, _| Path::new(name).extension().is_some_and(|extension| extension == "md"));
    pages.insert("README.md".to_owned(), readme());
    pages
}

/// Compares a directory's files with the expected ones, or writes them if `VSW_WRITE` is set.
fn hold(folder: &str, made: &BTreeMap<String, String>) {
    let folder = root().join(folder);
    if std::env::var_os("VSW_WRITE").is_some() {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the folder can be made");
        for (name, text) in made {
            fs::write(folder.join(name), text).expect("the folder can be written to");
        }
    }
    let kept: BTreeMap<String, String> = files(&folder);
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&kept), names(made), "{}: other files than are made; {AGAIN}", folder.display());
    for (name, text) in made {
        let (line, found) = first_difference(text, &kept[name]);
        assert!(found.is_none(), "{}/{name}:{line}: {found:?}; {AGAIN}", folder.display());
    }
}

const AGAIN: &str = "VSW_WRITE=1 cargo test generated";

fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter(|entry| entry.path().is_file())
        .map(|entry| {
            let text = fs::read_to_string(entry.path()).expect("UTF-8");
            (entry.file_name().to_string_lossy().into_owned(), text)
        })
        .collect()
}

fn first_difference<'a>(made: &'a str, kept: &'a str) -> (usize, Option<(&'a str, &'a str)>) {
    let pairs = made.split('\n').zip(kept.split('\n'));
    let different = (1..).zip(pairs).find(|(_, (made, kept))| made != kept);
    match different {
        Some((line, pair)) => (line, Some(pair)),
        None if made.len() == kept.len() => (0, None),
        None => (made.lines().count().min(kept.lines().count()) + 1, Some(("(end)", "(end)"))),
    }
}

#[test]
fn completions_are_up_to_date() {
    let made = SHELLS.iter().map(|(shell, file)| ((*file).to_owned(), run(&["completions", shell])));
    hold("completions", &made.collect());
}

#[test]
fn man_pages_are_up_to_date() {
    let folder = tempfile::tempdir().expect("a folder");
    said(&vsw().arg("man").arg(folder.path()).output().expect("vsw runs"));
    let made = files(folder.path());
    assert!(made.contains_key("vsw.1") && made.contains_key("vsw-enable.1"), "{:?}", made.keys());
    hold("man", &made);
}

#[test]
fn the_man_pages_are_well_formed() {
    let pages = fs::read_dir(root().join("man")).expect("man").flatten().map(|entry| entry.path());
    let Ok(output) = Command::new("mandoc").arg("-Tlint").args(pages).output() else { return };
    assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// Code, name and meaning of each exit, as `vsw exit-codes` prints them.
fn exits() -> Vec<(String, String, String)> {
    let table = run(&["exit-codes"]);
    let rows: Vec<_> = table
        .lines()
        .filter_map(|line| {
            let (code, rest) = line.trim_start().split_once("  ")?;
            let (name, meaning) = rest.trim_start().split_once("  ")?;
            Some((code.to_owned(), name.to_owned(), meaning.trim_start().to_owned()))
        })
        .collect();
    assert_eq!(rows.len(), table.lines().count(), "{table}");
    rows
}

#[test]
fn the_documentation_lists_the_exit_codes() {
    let pages = pages();
    let page = pages["configuration.md"].lines();
    let rows = page.skip_while(|line| *line != "| code | name | meaning |").skip(2);
    let rows: Vec<(String, String, String)> = rows
        .map_while(|line| line.strip_prefix("| ")?.strip_suffix(" |"))
        .filter_map(|row| match row.split(" | ").collect::<Vec<_>>()[..] {
            [code, name, meaning] => Some((code.to_owned(), name.to_owned(), meaning.to_owned())),
            _ => None,
        })
        .collect();
    assert_eq!(rows, exits());
}

#[test]
fn the_help_names_exit_codes_and_the_man_page_has_them() {
    assert!(run(&["--help"]).contains("`vsw exit-codes`"));
    let man = run(&["man"]);
    for (code, name, meaning) in exits() {
        let meaning = meaning.replace('-', "\\-");
        let has = |part: &str| man.replace('\n', " ").contains(part);
        assert!(has(&code) && has(&name) && has(&meaning), "{code} {name} {meaning}:\n{man}");
    }
}

/// The commands in `vsw --help`, and what it says of each.
fn overview() -> Vec<(String, String)> {
    let help = run(&["--help"]);
    let rows =
        help.lines().skip_while(|line| !line.starts_with("Signing ")).take_while(|line| !line.is_empty());
    rows.filter_map(|line| line.get(13..)?.split_once(' '))
        .map(|(name, summary)| (name.to_owned(), summary.trim().to_owned()))
        .collect()
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
    let names: BTreeSet<String> = overview().into_iter().map(|(name, _)| name).collect();
    let commands = commands();
    let mut first: BTreeSet<String> = commands.iter().map(|command| command[0].clone()).collect();
    first.insert("help".to_owned());
    assert_eq!(names, first);
    for (name, summary) in overview().iter().filter(|(name, _)| name != "help") {
        let help = run(&[name, "-h"]);
        assert!(help.starts_with(summary), "{name}: {summary}: {help}");
    }
}

/// Every command and every command inside one, from the names of the man pages.
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

/// The help of a command, 80 columns wide.
fn help_of(command: &[String], option: &str) -> String {
    said(&vsw().args(command).arg(option).env("COLUMNS", "80").output().expect("vsw runs"))
}

#[test]
fn the_short_help_of_every_command_fits_on_thirty_lines() {
    for command in commands() {
        let help = help_of(&command, "-h");
        assert!(help.lines().count() <= 30, "{command:?}: {} lines\n{help}", help.lines().count());
        assert!(help.trim_end().ends_with("examples: use --help"), "{command:?}:\n{help}");
    }
}

/// The commands under EXAMPLES at the end of a command's help.
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

/// Examples that need a terminal, another account, a second profile or no end.
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
    "vsw man >vsw.1 && man ./vsw.1",
    "source <(vsw completions bash)",
];

/// The files that examples mention.
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
        [bin.parent().expect("a folder").as_os_str(), OsStr::new(":"), &path].into_iter().collect();
    let mut failed: Vec<String> = Vec::new();
    let mut left: BTreeSet<&str> = NOT_ON_THE_SANDBOX.iter().copied().collect();
    for command in commands() {
        let examples = examples_of(&command);
        let own = format!("vsw {}", command.join(" "));
        assert!(
            (1..=4).contains(&examples.len()) && examples.iter().any(|line| line.contains(&own)),
            "{own}"
        );
        let run: Vec<&String> = examples.iter().filter(|line| !left.remove(line.as_str())).collect();
        let mut script = format!("{{ {BEFORE}\n}} >before 2>&1 </dev/null\n");
        for (number, line) in run.iter().enumerate() {
            if line.as_str() == "vsw fleet init" {
                script.push_str("rm vsw.toml\n"); // It overwrites no file.
            }
            script.push_str(&format!("{{ {line}\n}} >{number} 2>&1 </dev/null; echo $? >{number}.exit\n"));
        }
        let folder = tempfile::tempdir().expect("a folder");
        let ended = vsw()
            .args(["sandbox", "--", "sh", "-c", &script])
            .current_dir(folder.path())
            .env("PATH", &path)
            .env("HOME", folder.path())
            .output()
            .expect("vsw runs");
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        for (number, line) in run.iter().enumerate() {
            let read = |name: String| fs::read_to_string(folder.path().join(name)).unwrap_or_default();
            let exit = read(format!("{number}.exit"));
            // 1 is an answer: drift, a rejection, a dry run that would change something.
            if !["0", "1"].contains(&exit.trim()) {
                let (said, before) = (read(number.to_string()), read("before".to_owned()));
                failed.push(format!("`{line}` exits with {exit}{said}\nafter:\n{before}"));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(left.is_empty(), "not examples any more: {left:?}");
}

#[test]
fn the_readme_names_exactly_the_existing_commands() {
    let help = run(&["--help"]);
    let overview = overview();
    let commands: Vec<&str> =
        overview.iter().map(|(name, _)| name.as_str()).filter(|name| *name != "help").collect();
    assert!(commands.contains(&"enable"), "{help}");
    let readme = readme();
    let is_named =
        |name: &&str| readme.contains(&format!("vsw {name}")) || readme.contains(&format!("`{name}`"));
    let missing: Vec<_> = commands.iter().filter(|name| !is_named(name)).collect();
    assert!(missing.is_empty(), "README.md does not name {missing:?}");
    let named = readme.split("`vsw ").skip(1).filter_map(|rest| rest.split([' ', '`', '\n']).next());
    let unknown: Vec<_> = named
        .filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase()) && !commands.contains(name))
        .collect();
    assert!(unknown.is_empty(), "README.md names {unknown:?}, which do not exist");
}

/// One `$ vsw …` line of the README, and its expected result.
#[derive(Debug, PartialEq)]
struct Step {
    line: String,
    exit: i32,
    output: Vec<String>,
}

/// Returns the steps of each `console` block.
fn steps(readme: &str) -> Vec<Vec<Step>> {
    let mut blocks = Vec::new();
    let mut block: Option<Vec<Step>> = None;
    let mut ours = false;
    for line in readme.lines() {
        match (&mut block, line) {
            (None, "```console") => block = Some(Vec::new()),
            (None, _) => {}
            (Some(_), "```") => blocks.extend(block.take()),
            (Some(steps), line) => match line.strip_prefix("$ ") {
                Some(command) => {
                    ours = command.starts_with("vsw ");
                    let (command, exit) = command.split_once("# exit ").unwrap_or((command, "0"));
                    let exit = exit.trim().parse().unwrap_or_else(|_| panic!("{line}: which exit?"));
                    if ours {
                        steps.push(Step { line: command.trim_end().to_owned(), exit, output: Vec::new() });
                    }
                }
                None if ours => steps.last_mut().expect("a step").output.push(line.to_owned()),
                None => {}
            },
        }
    }
    blocks
}

/// Returns whether the line matches the pattern, in which `…` matches any text.
fn fits(pattern: &str, line: &str) -> bool {
    let mut parts = pattern.split('…');
    let Some(mut rest) = parts.next().and_then(|first| line.strip_prefix(first)) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, between)) = parts.split_last() else { return rest.is_empty() };
    for part in between {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}

#[test]
fn documented_commands_print_the_documented_output() {
    let pages = pages();
    let blocks: Vec<(&str, Vec<Step>)> = pages
        .iter()
        .flat_map(|(name, page)| steps(page).into_iter().map(|steps| (name.as_str(), steps)))
        .filter(|(_, steps)| !steps.is_empty())
        .collect();
    for name in ["README.md", "audit.md", "rotation.md", "sign.md", "verify.md"] {
        assert!(blocks.iter().any(|(page, _)| *page == name), "{name} has no block that is run");
    }
    for (page, steps) in &blocks {
        let folder = tempfile::tempdir().expect("a folder");
        let mut script = String::new();
        for (number, step) in steps.iter().enumerate() {
            script.push_str(&format!(
                "{{ {}\n}} >{number} 2>&1 </dev/null; echo $? >{number}.exit\n",
                step.line
            ));
        }
        let bin = PathBuf::from(env!("CARGO_BIN_EXE_vsw"));
        let bin = bin.parent().expect("a folder");
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path: OsString = [bin.as_os_str(), OsStr::new(":"), &path].into_iter().collect();
        let ended = vsw()
            .args(["sandbox", "--", "sh", "-c", &script])
            .current_dir(folder.path())
            .env("PATH", path)
            .env("HOME", folder.path())
            .output()
            .expect("vsw runs");
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        for (number, step) in steps.iter().enumerate() {
            let read = |name: String| fs::read_to_string(folder.path().join(name)).unwrap_or_default();
            let (said, exit) = (read(number.to_string()), read(format!("{number}.exit")));
            assert_eq!(
                exit.trim(),
                step.exit.to_string(),
                "{page}: the exit of `{}`, which said\n{said}",
                step.line
            );
            let mut lines = said.lines();
            for shown in &step.output {
                assert!(
                    lines.any(|line| fits(shown, line)),
                    "{page}: `{}` did not say `{shown}` but\n{said}",
                    step.line
                );
            }
        }
    }
}

#[test]
fn console_blocks_are_parsed_into_steps() {
    let readme = "```console\n$ cargo build\nCompiling\n$ vsw status    # exit 1\ndrift …\n\n$ vsw enable\n```\n\n```sh\n$ vsw no\n```\n";
    let step = |line: &str, exit, output: &[&str]| Step {
        line: line.to_owned(),
        exit,
        output: output.iter().map(|line| (*line).to_owned()).collect(),
    };
    assert_eq!(steps(readme), [vec![step("vsw status", 1, &["drift …", ""]), step("vsw enable", 0, &[])]]);
    assert!(fits("drift  …  is off", "drift  an id  is off") && fits("a…b…c", "abc") && fits("a", "a"));
    assert!(!fits("drift …", "drif") && !fits("a", "ab") && !fits("…a", "ab"));
}
