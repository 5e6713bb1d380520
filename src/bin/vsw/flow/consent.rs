//! Consent: decides whether a run may write. In read-only mode, it may not. If a confirmation is due, the user must
//! answer yes or pass `--yes`.
//!
//! Not here: which applications a run changes.

use std::path::Path;

use super::run::Mode;
use crate::config::{ConfigError, file};
use crate::context::Context;
use crate::failure::Failure;
use crate::screen::Text;

/// The command line's settings for writing.
#[derive(Clone, Copy)]
pub struct Consent<'c> {
    pub context: &'c Context,
    pub mode: Mode,
    /// Answer every question with yes.
    pub yes: bool,
}

impl Consent<'_> {
    /// Returns whether questions are asked: not in a dry run, and not with `--yes`.
    pub fn is_asked(&self) -> bool {
        self.mode == Mode::ForReal && !self.yes
    }

    /// Checks that read-only mode allows the run; a dry run always may go on.
    ///
    /// # Errors
    /// Fails with [`Failure::ReadOnly`] if the run would write in read-only mode.
    pub fn needs_write(&self) -> Result<(), Failure> {
        let is_refused = self.mode == Mode::ForReal && self.context.is_read_only();
        if is_refused { Err(Failure::ReadOnly { has_dry_run: true }) } else { Ok(()) }
    }

    /// Shows `about` and asks the question. Does nothing in a dry run or with `--yes`.
    ///
    /// # Errors
    /// Fails with a usage error if the user cannot be asked, with [`Failure::Declined`] if the answer is no, or if the
    /// terminal cannot be read.
    pub fn ask(&self, question: &str, about: impl FnOnce() -> Text) -> Result<(), Failure> {
        self.ask_or(question, about, "review the changes with `--dry-run`, then pass `--yes`")
    }

    /// Asks as [`Consent::ask`] does; `hint` is the next step if nothing can be asked.
    ///
    /// # Errors
    /// Fails like [`Consent::ask`].
    pub fn ask_or(&self, question: &str, about: impl FnOnce() -> Text, hint: &str) -> Result<(), Failure> {
        if !self.is_asked() {
            return Ok(());
        }
        if !self.context.screen.can_ask() {
            return Err(Failure::usage(
                format!(
                    "confirmation needed, but {}; nothing was changed",
                    self.context.screen.why_not_asked()
                ),
                hint,
            ));
        }
        self.context.screen.propose(&about());
        if self.context.screen.confirm(question)? { Ok(()) } else { Err(Failure::Declined) }
    }
}

/// Returns the path of the configuration file if it may be written. Commands call this before they ask for input that
/// would be lost otherwise.
///
/// # Errors
/// Fails in read-only mode, if no path is known, or if the file is unsafe to write.
pub fn configuration_file(context: &Context) -> Result<&Path, Failure> {
    writable(context)?;
    let path = context.configuration_file().ok_or(ConfigError::NoPlace)?;
    file::refuse_unsafe(path)?;
    Ok(path)
}

/// Checks that read-only mode is off.
///
/// # Errors
/// Fails with [`Failure::ReadOnly`] in read-only mode.
pub fn writable(context: &Context) -> Result<(), Failure> {
    if context.is_read_only() { Err(Failure::ReadOnly { has_dry_run: false }) } else { Ok(()) }
}
