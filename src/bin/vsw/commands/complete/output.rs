//! Output: candidates in the form that each shell's script reads.
//!
//! Invariant: a shell inserts each candidate as one word, so that a name such as `$(…)` cannot run.

use std::borrow::Cow;
use std::ffi::OsStr;

use clap_complete::CompletionCandidate;

use super::line::Line;
use crate::args::setup::Shell;
use crate::screen::sanitize::is_unsafe;

pub fn text(shell: Shell, line: &Line, candidates: &[CompletionCandidate]) -> String {
    let is_option = |value: &str| value.starts_with('-') && value != "-";
    let mut values: Vec<(&str, &CompletionCandidate)> = Vec::new();
    let is_ours = |candidate: &&CompletionCandidate| candidate.get_value() != "__complete";
    for candidate in candidates.iter().filter(is_ours) {
        // Omit values with invisible characters: stripping the characters would make the value wrong.
        if let Some(value) = candidate.get_value().to_str().filter(|value| !value.contains(is_unsafe)) {
            values.push((value, candidate));
        }
    }
    // Without a `-`, offer options only if there are no other candidates.
    if !line.current().starts_with('-') && values.iter().any(|(value, _)| !is_option(value)) {
        values.retain(|(value, _)| !is_option(value));
    }
    let lines = values.into_iter().filter_map(|(value, candidate)| match shell {
        Shell::Bash => bash(line, value),
        _ => Some(format!("{value}\t{}", about(candidate))),
    });
    lines.map(|line| line + "\n").collect()
}

fn about(candidate: &CompletionCandidate) -> String {
    let about = candidate.get_help().map(ToString::to_string).unwrap_or_default();
    let line = about.lines().next().unwrap_or_default();
    line.chars().filter(|&character| !is_unsafe(character)).take(WIDEST).collect()
}

/// Escapes the value, because bash inserts the text as it is. Returns `None` if the value would need an
/// escape inside the open quote.
fn bash(line: &Line, value: &str) -> Option<String> {
    let kept = line.current().strip_suffix(line.replaced.as_str()).unwrap_or_default();
    let rest = value.strip_prefix(kept).unwrap_or(value);
    match line.quote {
        Some('\'') => (!rest.contains('\'')).then(|| rest.to_owned()),
        Some(_) => (!rest.contains(['"', '$', '`', '\\', '!'])).then(|| rest.to_owned()),
        None => {
            let (home, rest) = match rest.strip_prefix("~/") {
                Some(below) if kept.is_empty() && line.replaced.starts_with("~/") => ("~/", below),
                _ => ("", rest),
            };
            let end = if is_open(value) { "" } else { " " };
            Some(format!("{home}{}{end}", escaped(rest)))
        }
    }
}

fn is_open(value: &str) -> bool {
    value.ends_with(['/', '=', ':', ','])
}

/// Escapes every character that a POSIX shell might act on.
fn escaped(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let escape = |character| (!is_plain(character)).then_some('\\').into_iter().chain([character]);
    text.chars().flat_map(escape).collect()
}

fn is_plain(character: char) -> bool {
    character.is_alphanumeric() || "-_./=:@,+%".contains(character)
}

/// Maximum length of a description, in characters.
const WIDEST: usize = 80;

pub fn fits(value: &str, typed: &OsStr) -> bool {
    typed.to_str().is_some_and(|typed| value.starts_with(typed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(words: &[&str], replaced: &str, quote: Option<char>) -> Line {
        let words = words.iter().map(|&word| word.to_owned()).collect();
        Line { words, quote, replaced: replaced.to_owned() }
    }

    fn text(shell: Shell, line: &Line, values: &[&str]) -> String {
        let candidates: Vec<_> = values.iter().map(|&value| CompletionCandidate::new(value)).collect();
        super::text(shell, line, &candidates)
    }

    #[test]
    fn s1_a_hostile_name_stays_one_word() {
        let name = "a$(id)`id`;|&<>(){}[]*?#!\"'\\~^ b";
        let escaped = text(Shell::Bash, &line(&["vsw", ""], "", None), &[name]);
        let split = Line::of(Shell::Bash, &[format!("vsw {}", escaped.trim_end()).into(), "".into()]);
        assert_eq!(split.map(|line| line.words), Some(vec!["vsw".to_owned(), name.to_owned()]));
        assert_eq!(escaped.matches('\\').count(), 1 + name.chars().filter(|&one| !is_plain(one)).count());
        // Inside a quote, a value that would end the quote or run a command is not offered.
        for (quote, value) in [('"', "a$(id)"), ('"', "a`id`"), ('"', "a\""), ('"', "a!"), ('\'', "a'")] {
            assert_eq!(text(Shell::Bash, &line(&["vsw", ""], "", Some(quote)), &[value]), "", "{value}");
        }
        assert_eq!(text(Shell::Bash, &line(&["vsw", ""], "", Some('\'')), &["a$(id)"]), "a$(id)\n");
    }

    #[test]
    fn s1_values_with_invisible_characters_are_left_out() {
        for hostile in ["a\nb", "a\tb", "\u{1b}[31m", "a\u{202e}b"] {
            for shell in [Shell::Bash, Shell::Fish, Shell::Zsh, Shell::Elvish] {
                assert_eq!(text(shell, &line(&["vsw", ""], "", None), &[hostile]), "", "{hostile:?}");
            }
        }
        let about = CompletionCandidate::new("a").help(Some("x\u{1b}[1m\u{202e}y\nz".into()));
        assert_eq!(super::text(Shell::Fish, &line(&["vsw", ""], "", None), &[about]), "a\txy\n");
    }

    #[test]
    fn bash_gets_only_what_it_replaces() {
        let at = |current: &str, replaced: &str, value: &str| {
            text(Shell::Bash, &line(&["vsw", current], replaced, None), &[value])
        };
        assert_eq!(at("--report=ju", "ju", "--report=junit="), "junit=\n");
        assert_eq!(at("--report=", "", "--report=github"), "github \n");
        assert_eq!(at("junit=a b/", "a b/", "junit=a b/c d.xml"), "a\\ b/c\\ d.xml \n");
        assert_eq!(at("sub", "sub", "sub dir/"), "sub\\ dir/\n");
        assert_eq!(at("~/s", "~/s", "~/s d/"), "~/s\\ d/\n");
        assert_eq!(at("", "", "~/s"), "\\~/s \n");
    }

    #[test]
    fn options_are_offered_after_a_dash_or_without_values() {
        let at = |current: &str, values: &[&str]| {
            text(Shell::Elvish, &line(&["vsw", current], current, None), values)
        };
        assert_eq!(at("", &["--all", "x", "-q"]), "x\t\n");
        assert_eq!(at("-", &["--all", "-"]), "--all\t\n-\t\n");
        assert_eq!(at("", &["--all"]), "--all\t\n");
    }
}
