//! Consent: decides whether a run may write, by read-only mode and the user's answer.

use std::path::Path;

use super::run::Mode;
use crate::config::{ConfigError, file};
use crate::context::Context;
use crate::failure::Failure;
use crate::screen::Text;

#[derive(Clone, Copy)]
pub struct Consent<'c> {
    pub context: &'c Context,
    pub mode: Mode,
    pub yes: bool,
}

impl Consent<'_> {
    pub fn is_asked(&self) -> bool {
        self.mode == Mode::ForReal && !self.yes
    }

    pub fn needs_write(&self) -> Result<(), Failure> {
        let is_refused = self.mode == Mode::ForReal && self.context.is_read_only();
        if is_refused { Err(Failure::ReadOnly { has_dry_run: true }) } else { Ok(()) }
    }

    /// Asks the user for confirmation, unless this is a dry run or `--yes` is given.
    pub fn ask(&self, question: &str, about: impl FnOnce() -> Text) -> Result<(), Failure> {
        self.ask_or(question, about, "review the changes with `--dry-run`, then pass `--yes`")
    }

    /// Like [`Consent::ask`]. `hint` is the next step if the user cannot be asked.
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

/// Fails if the configuration file must not be written. Call this before asking for input.
pub fn configuration_file(context: &Context) -> Result<&Path, Failure> {
    writable(context)?;
    let path = context.configuration_file().ok_or(ConfigError::NoPlace)?;
    file::refuse_unsafe(path)?;
    Ok(path)
}

pub fn writable(context: &Context) -> Result<(), Failure> {
    if context.is_read_only() { Err(Failure::ReadOnly { has_dry_run: false }) } else { Ok(()) }
}
