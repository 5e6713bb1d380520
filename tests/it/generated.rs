//! Checks that generated files and the documentation match the program. `VSW_WRITE=1 cargo test generated` rewrites
//! `completions/` and `man/`; review the diff before you commit.
//!
//! In README.md and docs/, a shell runs each line `$ vsw …` of a `console` block; the lines of one block share a
//! sandbox. `# exit N` at the end gives the exit code if it is not 0. The lines below are the output: each must occur,
//! in this order; `…` matches any text. Commands other than `vsw` are not run.

use std::collections::BTreeMap;
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
    pages.retain(|name, _| name.ends_with(".md"));
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

/// Code, name and meaning of each exit code, as `vsw exit-codes` prints them.
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
fn the_help_ends_with_the_exit_codes() {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let help = run(&["--help"]);
    let (_, table) = help.split_once("Exit codes:").expect("the help has the table");
    let rows = exits().into_iter().map(|(code, name, meaning)| format!("{code} {name} {meaning} "));
    assert_eq!(words(table), words(&rows.collect::<String>()));
}

#[test]
fn the_readme_names_exactly_the_existing_commands() {
    let help = run(&["--help"]);
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands: Vec<&str> = commands
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
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
