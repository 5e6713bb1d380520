//! Runs the lines `$ vsw …` in the `console` blocks of README.md and `docs/`, and looks for the lines below
//! in their output.
//!
//! `# exit N` is the expected exit code, and `…` matches any text.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::PathBuf;

use super::{pages, vsw};

#[derive(Debug, PartialEq)]
struct Step {
    line: String,
    exit: i32,
    output: Vec<String>,
}

fn steps(page: &str) -> Vec<Vec<Step>> {
    let mut blocks = Vec::new();
    let mut block: Option<Vec<Step>> = None;
    let mut ours = false;
    for line in page.lines() {
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
        let directory = tempfile::tempdir().expect("a directory");
        let mut script = String::new();
        for (number, step) in steps.iter().enumerate() {
            script.push_str(&format!(
                "{{ {}\n}} >{number} 2>&1 </dev/null; echo $? >{number}.exit\n",
                step.line
            ));
        }
        let bin = PathBuf::from(env!("CARGO_BIN_EXE_vsw"));
        let bin = bin.parent().expect("a directory");
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path: OsString = [bin.as_os_str(), OsStr::new(":"), &path].into_iter().collect();
        let ended = vsw()
            .args(["sandbox", "--", "sh", "-c", &script])
            .current_dir(directory.path())
            .env("PATH", path)
            .env("HOME", directory.path())
            .output()
            .expect("vsw runs");
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        for (number, step) in steps.iter().enumerate() {
            let read = |name: String| fs::read_to_string(directory.path().join(name)).unwrap_or_default();
            let (output, exit) = (read(number.to_string()), read(format!("{number}.exit")));
            assert_eq!(
                exit.trim(),
                step.exit.to_string(),
                "{page}: the exit of `{}`, which printed\n{output}",
                step.line
            );
            let mut lines = output.lines();
            for shown in &step.output {
                assert!(
                    lines.any(|line| fits(shown, line)),
                    "{page}: `{}` did not print `{shown}` but\n{output}",
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
