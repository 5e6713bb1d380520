//! Line: the command line up to the cursor, read from what each shell's completion script passes.

use std::ffi::OsString;

use crate::args::setup::Shell;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The words without quotes. The last is the word at the cursor and may be empty.
    pub words: Vec<String>,
    /// The open quote at the cursor. Set only for bash.
    pub quote: Option<char>,
    /// The part of the last word that the shell will replace. In bash, this is the text after a character
    /// such as `=` or `:`.
    pub replaced: String,
}

impl Line {
    /// Returns `None` if there is nothing to complete, for example after a redirection.
    pub fn of(shell: Shell, given: &[OsString]) -> Option<Self> {
        let given: Vec<&str> = given.iter().map(|word| word.to_str()).collect::<Option<_>>()?;
        match shell {
            Shell::Bash => {
                let [line, replaced] = given.as_slice() else { return None };
                let mut line = split(line)?;
                // Inside an open quote, bash usually passes the text without the quote.
                line.replaced = match line.quote {
                    Some(quote) => replaced.strip_prefix(quote).unwrap_or(replaced).to_owned(),
                    None => split(replaced)?.words.pop().unwrap_or_default(),
                };
                Some(line)
            }
            // Fish passes the word at the cursor as typed, with its quotes.
            Shell::Fish => {
                let (last, before) = given.split_last()?;
                let last = split(last)?.words.pop()?;
                Some(Self::of_words(before.iter().copied().chain([last.as_str()])))
            }
            Shell::Elvish | Shell::Zsh => Some(Self::of_words(given)),
        }
    }

    fn of_words<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let words: Vec<String> = words.into_iter().map(str::to_owned).collect();
        let replaced = words.last().cloned().unwrap_or_default();
        Self { words, quote: None, replaced }
    }

    pub fn current(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }
}

/// Splits a line much like a POSIX shell, but expands nothing. Returns `None` if the last word is the target
/// of a redirection.
fn split(line: &str) -> Option<Line> {
    let mut words = vec![String::new()];
    let mut quote = None;
    let mut started = false;
    let mut redirected = false;
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        let literal = match (quote, character) {
            (Some('\''), '\'') | (Some('"'), '"') => {
                quote = None;
                continue;
            }
            (None, '\'' | '"') => {
                quote = Some(character);
                started = true;
                continue;
            }
            (None, '\\') => characters.next(),
            (Some('"'), '\\') => match characters.next() {
                Some(next) if "\"\\$`".contains(next) => Some(next),
                next => {
                    words.last_mut()?.push('\\');
                    next
                }
            },
            (None, '<' | '>') => {
                if started {
                    words.push(String::new());
                }
                redirected = true;
                started = false;
                continue;
            }
            (None, ' ' | '\t' | '\n') => {
                if started {
                    words.push(String::new());
                    redirected = false;
                }
                started = false;
                continue;
            }
            _ => Some(character),
        };
        started = true;
        words.last_mut()?.extend(literal);
    }
    (!redirected).then(|| Line { words, quote, replaced: String::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Option<(Vec<String>, Option<char>)> {
        split(line).map(|line| (line.words, line.quote))
    }

    #[test]
    fn a_line_is_split_at_unquoted_white_space() {
        for (line, expected, quote) in [
            ("vsw sta", &["vsw", "sta"][..], None),
            ("vsw status ", &["vsw", "status", ""], None),
            ("  vsw \t status  x", &["vsw", "status", "x"], None),
            (r"vsw --fleet a\ b", &["vsw", "--fleet", "a b"], None),
            (r#"vsw "a \" b" 'c"\' "#, &["vsw", "a \" b", "c\"\\", ""], None),
            (r#"vsw --name "Zoë \x"#, &["vsw", "--name", "Zoë \\x"], Some('"')),
            ("vsw --name 'it", &["vsw", "--name", "it"], Some('\'')),
            ("vsw --name ''", &["vsw", "--name", ""], None),
            (r"vsw a\", &["vsw", "a"], None),
            ("vsw show >out ", &["vsw", "show", "out", ""], None),
            ("vsw show a>b c", &["vsw", "show", "a", "b", "c"], None),
            ("", &[""], None),
        ] {
            let expected = expected.iter().map(|&word| word.to_owned()).collect();
            assert_eq!(words(line), Some((expected, quote)), "{line}");
        }
    }

    #[test]
    fn the_target_of_a_redirection_is_left_to_the_shell() {
        for line in ["vsw show >", "vsw show >ou", "vsw show 2> ", "vsw show > ou", "vsw audit <"] {
            assert_eq!(split(line), None, "{line}");
        }
        assert!(split("vsw sign --set 'a>").is_some() && split(r"vsw \>").is_some());
    }

    #[test]
    fn each_shell_has_its_way_to_pass_words() {
        let of = |shell, given: &[&str]| {
            let given: Vec<OsString> = given.iter().map(OsString::from).collect();
            Line::of(shell, &given).map(|line| (line.words, line.replaced))
        };
        let line = |words: &[&str], replaced: &str| {
            Some((words.iter().map(|&word| word.to_owned()).collect(), replaced.to_owned()))
        };
        assert_eq!(of(Shell::Bash, &["vsw a=b", "b"]), line(&["vsw", "a=b"], "b"));
        assert_eq!(of(Shell::Bash, &["vsw 'a b", "a b"]), line(&["vsw", "a b"], "a b"));
        assert_eq!(of(Shell::Zsh, &["vsw", ""]), line(&["vsw", ""], ""));
        assert_eq!(of(Shell::Fish, &["vsw", r"a\ b"]), line(&["vsw", "a b"], "a b"));
        assert_eq!(of(Shell::Bash, &["vsw a"]), None);
    }
}
