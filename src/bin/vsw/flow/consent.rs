//! Consent: whether a run may write: not if all is read-only, and in bulk only after somebody said yes. Decides nothing
//! about applications.

use std::path::Path;

use super::run::Mode;
use crate::config::{ConfigError, file};
use crate::context::Context;
use crate::failure::Failure;
use crate::screen::Text;

/// What the command line says about writing.
#[derive(Clone, Copy)]
pub struct Consent<'c> {
    pub context: &'c Context,
    pub mode: Mode,
    /// Every question is answered with yes.
    pub yes: bool,
}

impl Consent<'_> {
    /// Returns whether a question comes before the first write.
    pub fn is_asked(&self) -> bool {
        self.mode == Mode::ForReal && !self.yes
    }

    /// # Errors
    /// [`Failure::ReadOnly`]: something would be written, and nothing may be.
    pub fn needs_write(&self) -> Result<(), Failure> {
        if self.mode == Mode::ForReal { writable(self.context) } else { Ok(()) }
    }

    /// Finds out before anything is read whether the question can be asked.
    ///
    /// # Errors
    /// It cannot: a usage error, which names `what` asks.
    pub fn needs_answer(&self, what: &str) -> Result<(), Failure> {
        if !self.is_asked() || self.context.screen.can_ask() {
            return Ok(());
        }
        Err(Failure::usage(
            format!("{what}, and there is no terminal to ask on"),
            "look first with --dry-run, then say --yes",
        ))
    }

    /// Shows what the question is about and asks it, unless it is answered already.
    ///
    /// # Errors
    /// [`Failure::Declined`], or the terminal went away.
    pub fn ask(&self, question: &str, about: impl FnOnce() -> Text) -> Result<(), Failure> {
        if !self.is_asked() {
            return Ok(());
        }
        self.context.screen.note(&about());
        if self.context.screen.confirm(question)? { Ok(()) } else { Err(Failure::Declined) }
    }
}

/// Returns the configuration file, if it may be written. Asked before a person is asked for anything.
///
/// # Errors
/// [`Failure::ReadOnly`], there is no place for one, or it is none to write through.
pub fn configuration_file(context: &Context) -> Result<&Path, Failure> {
    writable(context)?;
    let path = context.configuration_file().ok_or(ConfigError::NoPlace)?;
    file::refuse_unsafe(path)?;
    Ok(path)
}

/// # Errors
/// [`Failure::ReadOnly`].
pub fn writable(context: &Context) -> Result<(), Failure> {
    if context.is_read_only() { Err(Failure::ReadOnly) } else { Ok(()) }
}
