//! Prompts: questions on the terminal. Each fails at once if no terminal is attached.
//!
//! A prompt blocks only this thread: on Ctrl-C, the signal thread restores the terminal and ends the process
//! (`signals::keep_terminal`).

use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};
use dialoguer::{Confirm, FuzzySelect, Input, Password};

use super::picker::{self, Choice, PickerTheme};
use super::{ColorMode, Screen, write_err};

/// No terminal is attached, or it failed during the prompt.
#[derive(Debug, thiserror::Error)]
pub enum PromptError {
    #[error("input required, but no terminal is attached")]
    NoTerminal,
    #[error("cannot prompt on the terminal: {0}")]
    Failed(#[source] dialoguer::Error),
}

impl Screen {
    pub fn confirm(&self, question: &str) -> Result<bool, PromptError> {
        let theme = self.theme()?;
        let question = self.sanitize(question);
        answered(Confirm::with_theme(&*theme).with_prompt(question).default(false).interact())
    }

    /// Asks for a line of text; `default` replaces an empty answer.
    pub fn ask(&self, question: &str, default: Option<&str>) -> Result<String, PromptError> {
        let theme = self.theme()?;
        let mut input = Input::<String>::with_theme(&*theme).with_prompt(self.sanitize(question));
        if let Some(default) = default {
            input = input.default(default.to_owned());
        }
        answered(input.interact_text())
    }

    /// Asks for a line without echo. Returns an empty string if the user skipped it and that is allowed.
    pub fn ask_secret(&self, question: &str, may_be_empty: MayBeEmpty) -> Result<String, PromptError> {
        let theme = self.theme()?;
        let question = self.sanitize(question);
        let password = Password::with_theme(&*theme).with_prompt(&question).report(false);
        let secret = answered(password.allow_empty_password(may_be_empty == MayBeEmpty::Yes).interact())?;
        // dialoguer would report an empty answer like a secret.
        let shown = if secret.is_empty() { "skipped" } else { "********" };
        let mut line = String::new();
        if theme.format_input_prompt_selection(&mut line, &question, shown).is_ok() {
            write_err(&format!("{line}\n"));
        }
        Ok(secret)
    }

    /// Asks for one of several items. Returns its index, or `None` if the user pressed Esc.
    pub fn pick(&self, question: &str, choices: &[Choice]) -> Result<Option<usize>, PromptError> {
        self.theme()?;
        let safe =
            |choice: &Choice| Choice { name: self.sanitize(&choice.name), rest: self.sanitize(&choice.rest) };
        let choices: Vec<Choice> = choices.iter().map(safe).collect();
        let (_, columns) = console::Term::stderr().size();
        let items = picker::lines(&choices, columns.into());
        let theme = PickerTheme { items: &items, color: self.streams.color_err };
        let select = FuzzySelect::with_theme(&theme).with_prompt(self.sanitize(question)).items(&items);
        answered(select.default(0).interact_opt())
    }

    fn theme(&self) -> Result<Box<dyn Theme>, PromptError> {
        if !self.can_ask() {
            return Err(PromptError::NoTerminal);
        }
        crate::signals::keep_terminal();
        Ok(match self.streams.color_err {
            ColorMode::Some => Box::new(ColorfulTheme::default()),
            ColorMode::None => Box::new(SimpleTheme),
        })
    }
}

/// Whether the answer may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MayBeEmpty {
    Yes,
    No,
}

/// Waits for the end of the process after Ctrl-C: a prompt in raw mode reads Ctrl-C as a key, raises the signal and
/// returns, and no more output must follow.
fn answered<T>(answer: Result<T, dialoguer::Error>) -> Result<T, PromptError> {
    match answer {
        Err(dialoguer::Error::IO(error)) if error.kind() == std::io::ErrorKind::Interrupted => loop {
            std::thread::park();
        },
        answer => answer.map_err(PromptError::Failed),
    }
}
