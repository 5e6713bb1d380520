//! Change: the edit from what is to what should be. Nothing to do is no change, by type.

use crate::application::{Application, InvalidDocument};
use crate::signing::Signing;

/// What a person wants the flag to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    On,
    Off,
}

impl Goal {
    #[must_use]
    pub fn signing(self) -> Signing {
        match self {
            Self::On => Signing::On,
            Self::Off => Signing::Off,
        }
    }

    /// The flag's value as JSON text.
    #[must_use]
    pub fn value(self) -> &'static str {
        match self {
            Self::On => "true",
            Self::Off => "false",
        }
    }
}

/// One edit of one application: the document as it is, and the one to send.
#[derive(Clone, Debug)]
pub struct Change {
    before: Application,
    after: Application,
    is_of_flag: bool,
}

/// Why there is no change to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoChange {
    /// It is as wished already.
    AsWished,
    /// There is no voice capability, and `vsw` adds none.
    NoVoice,
    /// What would be sent is no document of this application: an earlier one was of another.
    Unfit(InvalidDocument),
}

impl Change {
    /// The change that makes the flag what is wished, in the application as it was just read. An absent flag is
    /// never as wished: nobody documents what its absence means.
    ///
    /// # Errors
    /// [`NoChange`] where there is nothing to send.
    pub fn of_flag(before: Application, goal: Goal) -> Result<Self, NoChange> {
        if before.signing() == goal.signing() {
            return Err(NoChange::AsWished);
        }
        let after = before.with_flag(goal.value()).ok_or(NoChange::NoVoice)?;
        Self::to_text(before, after, true)
    }

    /// The change that puts an earlier document back but leaves signing as it is now, so that undoing one thing
    /// never switches signing off by accident. Where there is no flag now, the earlier document as it is.
    ///
    /// # Errors
    /// [`NoChange::AsWished`] where that is what is there, [`NoChange::Unfit`] where it is of another application.
    pub fn restoring(before: Application, earlier: &Application) -> Result<Self, NoChange> {
        let spliced = before.flag().and_then(|flag| earlier.with_flag(flag));
        Self::to_text(before, spliced.unwrap_or_else(|| earlier.text().to_owned()), false)
    }

    /// The change that puts an earlier document's very bytes back, its signing included.
    ///
    /// # Errors
    /// [`NoChange::AsWished`] where that is what is there, [`NoChange::Unfit`] where it is of another application.
    pub fn restoring_exactly(before: Application, earlier: &Application) -> Result<Self, NoChange> {
        Self::to_text(before, earlier.text().to_owned(), false)
    }

    fn to_text(before: Application, after: String, is_of_flag: bool) -> Result<Self, NoChange> {
        let after = Application::read(after.into_bytes(), before.id()).map_err(NoChange::Unfit)?;
        if crate::json::differences(before.json(), after.json()).is_empty() {
            return Err(NoChange::AsWished);
        }
        Ok(Self { before, after, is_of_flag })
    }

    /// Is the flag all that this edit is about?
    #[must_use]
    pub fn is_of_flag(&self) -> bool {
        self.is_of_flag
    }

    /// The application as it was read.
    #[must_use]
    pub fn before(&self) -> &Application {
        &self.before
    }

    /// The application as it should be; its text is what a PUT sends.
    #[must_use]
    pub fn after(&self) -> &Application {
        &self.after
    }
}
