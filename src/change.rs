//! Change: the edit from an application's current document to the desired one. An edit that changes nothing is not a
//! `Change`.

use crate::application::{Application, RefusedDocument};
use crate::signing::Signing;

/// The flag's desired value.
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

    /// Returns the flag's value as JSON text.
    #[must_use]
    pub fn value(self) -> &'static str {
        match self {
            Self::On => "true",
            Self::Off => "false",
        }
    }
}

/// One edit of one application: the current document and the one to send.
#[derive(Clone, Debug)]
pub struct Change {
    before: Application,
    after: Application,
    is_of_flag: bool,
}

/// Why a change cannot, or need not, be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoChange {
    /// The application already has the desired state.
    AlreadyDesired,
    /// The application has no voice capability, and `vsw` does not add one.
    NoVoice,
    /// The document to send is invalid or belongs to another application.
    Refused(RefusedDocument),
}

impl Change {
    /// Returns the change that sets the flag in the application just read. An absent flag always needs a change: Vonage
    /// does not document what its absence means.
    ///
    /// # Errors
    /// Fails with [`NoChange`] if the flag already has this value, or if there is no voice capability.
    pub fn of_flag(before: Application, goal: Goal) -> Result<Self, NoChange> {
        if before.signing() == goal.signing() {
            return Err(NoChange::AlreadyDesired);
        }
        let after = before.with_flag(goal.value()).ok_or(NoChange::NoVoice)?;
        Self::to_text(before, after, true)
    }

    /// Returns the change that restores an earlier document but keeps the current flag, so that undoing another change
    /// does not turn signing off. If the flag is absent now, or the earlier document has no voice capability, restores
    /// that document as it is.
    ///
    /// # Errors
    /// Fails with [`NoChange::AlreadyDesired`] if the result has no [`differences`](crate::json::differences) from the
    /// current document, and with [`NoChange::Refused`] if it belongs to another application.
    pub fn restoring(before: Application, earlier: &Application) -> Result<Self, NoChange> {
        let spliced = before.flag().and_then(|flag| earlier.with_flag(flag));
        Self::to_text(before, spliced.unwrap_or_else(|| earlier.text().to_owned()), false)
    }

    /// Returns the change that restores an earlier document byte for byte, including its signing state.
    ///
    /// # Errors
    /// Fails with [`NoChange::AlreadyDesired`] if the document has no [`differences`](crate::json::differences) from
    /// the current one, and with [`NoChange::Refused`] if it belongs to another application.
    pub fn restoring_exactly(before: Application, earlier: &Application) -> Result<Self, NoChange> {
        Self::to_text(before, earlier.text().to_owned(), false)
    }

    fn to_text(before: Application, after: String, is_of_flag: bool) -> Result<Self, NoChange> {
        let after = Application::read(after.into_bytes(), before.id()).map_err(NoChange::Refused)?;
        if crate::json::differences(before.json(), after.json()).is_empty() {
            return Err(NoChange::AlreadyDesired);
        }
        Ok(Self { before, after, is_of_flag })
    }

    /// Returns `true` for a change of the flag, and `false` for a restored document.
    #[must_use]
    pub fn is_of_flag(&self) -> bool {
        self.is_of_flag
    }

    /// Returns the application as read.
    #[must_use]
    pub fn before(&self) -> &Application {
        &self.before
    }

    /// Returns the desired application; its text is the body of the PUT.
    #[must_use]
    pub fn after(&self) -> &Application {
        &self.after
    }
}
