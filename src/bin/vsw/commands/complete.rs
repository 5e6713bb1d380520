//! `vsw __complete`: prints candidates for the word at the cursor, for the scripts in `completions/`.
//!
//! Invariant: writes no file. After an error, prints fewer candidates instead of a message.

mod line;
mod output;
mod values;

use std::ffi::OsString;
use std::path::Path;

use clap::{CommandFactory as _, Parser as _};
use clap_complete::engine;

use crate::args::Args;
use crate::args::setup::Complete;
use crate::context::Context;
use crate::report::Report;

use line::Line;
use values::Known;

pub fn run(complete: &Complete) -> Report {
    let line = Line::of(complete.shell, &complete.words);
    Report::Bytes(line.map_or_else(String::new, |line| answer(complete, &line)).into_bytes())
}

fn answer(complete: &Complete, line: &Line) -> String {
    let known = Known::of(context_of(&line.words).as_ref(), &line.words);
    let mut command = values::with_completers(Args::command(), &known);
    let words: Vec<OsString> = line.words.iter().map(OsString::from).collect();
    let at = words.len().saturating_sub(1);
    let found = engine::complete(&mut command, words, at, Some(Path::new("."))).unwrap_or_default();
    output::text(complete.shell, line, &found)
}

/// Takes only `--config` and `--state-dir` from the line that is being completed.
fn context_of(words: &[String]) -> Option<Context> {
    let mut arguments = vec!["vsw".to_owned(), "exit-codes".to_owned()];
    for option in ["--config", "--state-dir"] {
        if let Some(path) = value_of(option, words) {
            arguments.push(format!("{option}={path}"));
        }
    }
    Args::try_parse_from(arguments).ok().map(|args| Context::new(args.global, Vec::new()))
}

/// Returns the option's last value before the cursor and before `--`.
fn value_of<'w>(option: &str, words: &'w [String]) -> Option<&'w str> {
    let (_, before) = words.split_last()?;
    let ours = before.split(|word| word == "--").next()?;
    let following = ours.iter().skip(1).map(|word| Some(word.as_str())).chain([None]);
    let values = ours.iter().zip(following).filter_map(|(word, next)| {
        if word == option { next } else { word.strip_prefix(option)?.strip_prefix('=') }
    });
    values.last().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_directories_of_the_completed_line_count() {
        let value = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
            value_of("--state-dir", &words).map(str::to_owned)
        };
        assert_eq!(value(&["vsw", "--state-dir", "a", "show", ""]).as_deref(), Some("a"));
        assert_eq!(value(&["vsw", "--state-dir=a", "show", "--state-dir=b", ""]).as_deref(), Some("b"));
        // The word at the cursor is unfinished, and words after `--` are not options.
        for none in [&["vsw", "--state-dir", "a"][..], &["vsw", "--", "--state-dir", "a", ""], &["vsw"], &[]]
        {
            assert_eq!(value(none), None, "{none:?}");
        }
    }
}
