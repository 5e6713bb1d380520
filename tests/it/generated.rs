//! Checks that generated files and the documentation match the program. `VSW_WRITE=1 cargo test generated`
//! rewrites `man/`.

mod blocks;
mod help;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::skip::not_tested;

const SHELLS: &[(&str, &str)] =
    &[("bash", "vsw.bash"), ("elvish", "vsw.elv"), ("fish", "vsw.fish"), ("zsh", "_vsw")];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns `vsw` with an empty environment: no home, no account, no terminal.
fn vsw() -> Command {
    let mut vsw = Command::new(env!("CARGO_BIN_EXE_vsw"));
    vsw.env_clear().stdin(Stdio::null());
    vsw
}

fn stdout_of(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("the output is UTF-8")
}

fn run(arguments: &[&str]) -> String {
    stdout_of(&vsw().args(arguments).output().expect("vsw runs"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("README.md")
}

/// Returns README.md and the pages of `docs/` (without subdirectories) by name.
fn pages() -> BTreeMap<String, String> {
    let mut pages = files(&root().join("docs"));
    pages.retain(|name, _| Path::new(name).extension().is_some_and(|extension| extension == "md"));
    pages.insert("README.md".to_owned(), readme());
    pages
}

/// Compares the files of a directory with the expected ones. Writes the expected files first if `VSW_WRITE` is set.
fn compare_or_write(directory: &str, made: &BTreeMap<String, String>) {
    let directory = root().join(directory);
    if std::env::var_os("VSW_WRITE").is_some() {
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(&directory).expect("the directory can be made");
        for (name, text) in made {
            fs::write(directory.join(name), text).expect("the directory can be written to");
        }
    }
    let kept: BTreeMap<String, String> = files(&directory);
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&kept), names(made), "{}: other files than are made; {AGAIN}", directory.display());
    for (name, text) in made {
        let (line, found) = first_difference(text, &kept[name]);
        assert!(found.is_none(), "{}/{name}:{line}: {found:?}; {AGAIN}", directory.display());
    }
}

const AGAIN: &str = "VSW_WRITE=1 cargo test generated";

fn files(directory: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
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
fn completion_scripts_are_printed_as_they_are() {
    let printed = SHELLS.iter().map(|(shell, file)| ((*file).to_owned(), run(&["completions", shell])));
    assert_eq!(files(&root().join("completions")), printed.collect());
}

#[test]
fn man_pages_are_up_to_date() {
    let directory = tempfile::tempdir().expect("a directory");
    stdout_of(&vsw().arg("man").arg(directory.path()).output().expect("vsw runs"));
    let made = files(directory.path());
    assert!(made.contains_key("vsw.1") && made.contains_key("vsw-enable.1"), "{:?}", made.keys());
    compare_or_write("man", &made);
}

#[test]
fn the_man_pages_are_well_formed() {
    let pages = fs::read_dir(root().join("man")).expect("man").flatten().map(|entry| entry.path());
    let Ok(output) = Command::new("mandoc").arg("-Tlint").args(pages).output() else {
        return not_tested("the man pages with mandoc, which is not installed");
    };
    assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
}

fn exit_codes() -> Vec<(String, String, String)> {
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
    assert_eq!(rows, exit_codes());
}

#[test]
fn the_help_names_exit_codes_and_the_man_page_has_them() {
    assert!(run(&["--help"]).contains("`vsw exit-codes`"));
    let man = run(&["man"]).replace('\n', " ");
    for (code, name, meaning) in exit_codes() {
        let meaning = meaning.replace('-', "\\-");
        assert!(man.contains(&format!(".TP {code} {name}: {meaning}. ")), "{code} {name} {meaning}:\n{man}");
    }
}

#[test]
fn the_pages_name_every_command_and_the_readme_no_other() {
    let help = run(&["--help"]);
    let overview = help::overview();
    let commands: Vec<&str> =
        overview.iter().map(|(name, _)| name.as_str()).filter(|name| *name != "help").collect();
    assert!(commands.contains(&"enable"), "{help}");
    let (readme, pages) = (readme(), pages());
    let is_named = |name: &&str| pages.values().any(|page| page.contains(&format!("vsw {name}")));
    let missing: Vec<_> = commands.iter().filter(|name| !is_named(name)).collect();
    assert!(missing.is_empty(), "no page names {missing:?}");
    let named = readme.split("`vsw ").skip(1).filter_map(|rest| rest.split([' ', '`', '\n']).next());
    let unknown: Vec<_> = named
        .filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase()) && !commands.contains(name))
        .collect();
    assert!(unknown.is_empty(), "README.md names {unknown:?}, which do not exist");
}
