//! Prompts on the terminal.
//!
//! Invariant: input that was typed before a prompt does not answer it.

use std::io::{self, BufRead as _, Write as _};

use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};
use dialoguer::{FuzzySelect, Input, Password};
use rustix::termios::{QueueSelector, tcflush};

use super::picker::{self, Choice, PickerTheme};
use super::{ColorMode, Line, Screen, write_err};

#[derive(Debug, thiserror::Error)]
pub enum PromptError {
    #[error("input required, but no terminal is attached")]
    NoTerminal,
    #[error("cannot prompt on the terminal: {0}")]
    Failed(#[source] dialoguer::Error),
}

impl Screen {
    pub fn confirm(&self, question: &str) -> Result<bool, PromptError> {
        self.prepare()?;
        let failed = |error: io::Error| PromptError::Failed(error.into());
        let line = Line::new().strong(question).plain(" [y/N]");
        let question = self.rendered_line(&line, self.streams.color_err);
        write!(io::stderr(), "{question} ").map_err(failed)?;
        // Not dialoguer's `Confirm`, which accepts a key without Enter. Not `read_line`, which fails for text
        // that is not UTF-8.
        let mut answer = Vec::new();
        io::stdin().lock().read_until(b'\n', &mut answer).map_err(failed)?;
        if !answer.ends_with(b"\n") {
            // End of input: the terminal has not moved to the next line.
            write_err("\n");
        }
        Ok(is_yes(&answer))
    }

    pub fn ask(&self, question: &str, default: Option<&str>) -> Result<String, PromptError> {
        let theme = self.theme()?;
        let mut input = Input::<String>::with_theme(&*theme).with_prompt(self.sanitize(question));
        if let Some(default) = default {
            input = input.default(default.to_owned());
        }
        // dialoguer's own check repeats the question without a message.
        let input = input.allow_empty(true).validate_with(|text: &String| {
            if text.trim().is_empty() && default.is_none() {
                Err("an answer is required; Ctrl-C ends vsw")
            } else {
                Ok(())
            }
        });
        answered(input.interact_text())
    }

    pub fn ask_secret(&self, question: &str, may_be_empty: MayBeEmpty) -> Result<String, PromptError> {
        let theme = self.theme()?;
        let question = self.sanitize(question);
        let password = Password::with_theme(&*theme).with_prompt(&question).report(false);
        let password = password.allow_empty_password(true).validate_with(|text: &String| {
            if text.is_empty() && may_be_empty == MayBeEmpty::No {
                Err("an answer is required; Ctrl-C ends vsw")
            } else {
                Ok(())
            }
        });
        let secret = answered(password.interact())?;
        // dialoguer would print the same line for an empty answer as for a secret.
        let shown = if secret.is_empty() { "skipped" } else { "********" };
        let mut line = String::new();
        if theme.format_input_prompt_selection(&mut line, &question, shown).is_ok() {
            write_err(&format!("{line}\n"));
        }
        Ok(secret)
    }

    pub fn pick(&self, question: &str, choices: &[Choice]) -> Result<Option<usize>, PromptError> {
        self.check_terminal()?;
        let safe =
            |choice: &Choice| Choice { name: self.sanitize(&choice.name), rest: self.sanitize(&choice.rest) };
        let choices: Vec<Choice> = choices.iter().map(safe).collect();
        let columns = console::Term::stderr().size().1.into();
        let items = picker::lines(&choices, columns);
        let theme = PickerTheme { items: &items, color: self.streams.color_err, columns };
        // The help is above the prompt: a prompt longer than a line would be printed again at every keystroke.
        self.note(&Line::new().faint(KEYS).into());
        let select = FuzzySelect::with_theme(&theme).with_prompt(self.sanitize(question)).items(&items);
        let select = select.default(0);
        // Discard keys that were pressed while a long list was laid out: they must not choose an item.
        self.prepare()?;
        answered(select.interact_opt())
    }

    fn check_terminal(&self) -> Result<(), PromptError> {
        if self.can_ask() { Ok(()) } else { Err(PromptError::NoTerminal) }
    }

    /// Discards pending input, so this is the last step before a question.
    fn prepare(&self) -> Result<(), PromptError> {
        self.check_terminal()?;
        crate::signals::start_thread();
        tcflush(io::stdin(), QueueSelector::IFlush)
            .map_err(|error| PromptError::Failed(io::Error::from(error).into()))
    }

    fn theme(&self) -> Result<Box<dyn Theme>, PromptError> {
        self.prepare()?;
        Ok(match self.streams.color_err {
            ColorMode::Some => Box::new(ColorfulTheme::default()),
            ColorMode::None => Box::new(SimpleTheme),
        })
    }
}

const KEYS: &str = "Type to filter, move with ↑ and ↓, select with Enter; Esc selects none.";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MayBeEmpty {
    Yes,
    No,
}

/// A line cut off by the end of input does not mean yes.
fn is_yes(line: &[u8]) -> bool {
    let answer = line.strip_suffix(b"\n").unwrap_or_default().trim_ascii();
    [&b"y"[..], b"yes"].iter().any(|yes| answer.eq_ignore_ascii_case(yes))
}

/// Never returns after Ctrl-C: dialoguer has raised SIGINT, and the signal thread ends the process.
fn answered<T>(answer: Result<T, dialoguer::Error>) -> Result<T, PromptError> {
    match answer {
        Err(dialoguer::Error::IO(error)) if error.kind() == io::ErrorKind::Interrupted => loop {
            std::thread::park();
        },
        answer => answer.map_err(PromptError::Failed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p1_only_a_whole_line_with_yes_means_yes() {
        for yes in ["y\n", "Y\n", "yes\n", "YES\r\n", " yes \n"] {
            assert!(is_yes(yes.as_bytes()), "{yes:?}");
        }
        for no in ["", "\n", "y", "yes", "n\n", "no\n", "yeah\n", "yy\n", "y y\n", "y\u{200b}\n", "ye\n"] {
            assert!(!is_yes(no.as_bytes()), "{no:?}");
        }
    }
}
