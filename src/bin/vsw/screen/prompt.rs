//! Asking: the questions that a terminal can be asked. Each fails at once where there is nobody to answer.
//!
//! Ctrl-C: a prompt blocks this thread only; the thread that waits for signals ends the process and puts the
//! terminal back as it was (`signals::keep_terminal`).

use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};
use dialoguer::{Confirm, FuzzySelect, Input, Password};

use super::{ColorMode, Screen};

/// There is nobody to ask, or the terminal went away while it was asked.
#[derive(Debug, thiserror::Error)]
pub enum CannotAsk {
    #[error("this needs an answer and there is no terminal to ask on")]
    NoTerminal,
    #[error("the terminal could not be asked: {0}")]
    Failed(#[source] dialoguer::Error),
}

impl Screen {
    pub fn confirm(&self, question: &str) -> Result<bool, CannotAsk> {
        let theme = self.theme()?;
        let question = self.tame(question);
        answered(Confirm::with_theme(&*theme).with_prompt(question).default(false).interact())
    }

    /// A line of text; `default` is what an empty answer means.
    pub fn ask(&self, question: &str, default: Option<&str>) -> Result<String, CannotAsk> {
        let theme = self.theme()?;
        let mut input = Input::<String>::with_theme(&*theme).with_prompt(self.tame(question));
        if let Some(default) = default {
            input = input.default(default.to_owned());
        }
        answered(input.interact_text())
    }

    /// A line that is not echoed. Empty where the person skipped it and that is allowed.
    pub fn ask_secret(&self, question: &str, may_be_empty: MayBeEmpty) -> Result<String, CannotAsk> {
        let theme = self.theme()?;
        let password = Password::with_theme(&*theme).with_prompt(self.tame(question));
        answered(password.allow_empty_password(may_be_empty == MayBeEmpty::Yes).interact())
    }

    /// One of several, by its index; none where the person left with Esc.
    pub fn pick(&self, question: &str, items: &[String]) -> Result<Option<usize>, CannotAsk> {
        let theme = self.theme()?;
        let items: Vec<_> = items.iter().map(|item| self.tame(item)).collect();
        let select = FuzzySelect::with_theme(&*theme).with_prompt(self.tame(question)).items(&items);
        answered(select.default(0).interact_opt())
    }

    fn theme(&self) -> Result<Box<dyn Theme>, CannotAsk> {
        if !self.can_ask() {
            return Err(CannotAsk::NoTerminal);
        }
        crate::signals::keep_terminal();
        Ok(match self.streams.colour_err {
            ColorMode::Some => Box::new(ColorfulTheme::default()),
            ColorMode::None => Box::new(SimpleTheme),
        })
    }
}

/// Whether an answer may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MayBeEmpty {
    Yes,
    No,
}

/// A prompt in raw mode sees Ctrl-C as a key, raises the signal itself and returns; the signal's thread is ending the
/// process at that moment, and no word of ours is to come before it.
fn answered<T>(answer: Result<T, dialoguer::Error>) -> Result<T, CannotAsk> {
    match answer {
        Err(dialoguer::Error::IO(error)) if error.kind() == std::io::ErrorKind::Interrupted => loop {
            std::thread::park();
        },
        answer => answer.map_err(CannotAsk::Failed),
    }
}
