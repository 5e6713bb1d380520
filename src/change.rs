//! Change: an edit that brings an application's document to the desired state.

use crate::application::{Application, RefusedDocument, VoiceWebhook};
use crate::signing::Signing;

/// The desired value of a signing flag.
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

/// An edit of one application that changes something.
#[derive(Clone, Debug)]
pub struct Change {
    before: Application,
    after: Application,
    extent: Extent,
}

/// How much of the document a change writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Single members: the flag, or addresses of webhooks.
    Leaves,
    /// The whole of an earlier document.
    Document,
}

/// Why there is no change to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoChange {
    /// The application already has the desired state.
    AlreadyDesired,
    /// The application has no voice capability, and `vsw` does not add one.
    NoVoice,
    /// The application has no voice webhook with an address, and `vsw` does not add one.
    NoWebhooks,
    /// The new document is invalid or belongs to another application.
    Refused(RefusedDocument),
}

impl Change {
    /// Returns the change that sets the flag.
    ///
    /// [`Goal::Off`] sets an absent flag to `false`, because Vonage does not document what an absent flag
    /// means.
    ///
    /// # Errors
    /// Fails with [`NoChange`] if the flag already has this value or cannot be set.
    pub fn of_flag(before: Application, goal: Goal) -> Result<Self, NoChange> {
        if before.signing() == goal.signing() {
            return Err(NoChange::AlreadyDesired);
        }
        let after = before.with_flag(goal.value()).ok_or(NoChange::NoVoice)?;
        Self::to_text(before, after, Extent::Leaves)
    }

    /// Returns the change that sets the addresses of voice webhooks, given as JSON texts.
    ///
    /// Adds no address to a webhook without one.
    ///
    /// # Errors
    /// Fails with [`NoChange`] if nothing would change or the new document is refused.
    pub fn of_addresses(before: Application, addresses: &[(VoiceWebhook, String)]) -> Result<Self, NoChange> {
        if before.signing() == Signing::NoVoice {
            return Err(NoChange::NoVoice);
        }
        let after = before.with_addresses(addresses).map_err(NoChange::Refused)?;
        let after = after.ok_or(NoChange::NoWebhooks)?;
        Self::to_text(before, after, Extent::Leaves)
    }

    /// Returns the change that restores an earlier document, but keeps the current flag.
    ///
    /// The flag is not kept if it is absent now, or if the earlier document has no voice capability.
    ///
    /// # Errors
    /// Fails with [`NoChange`] if nothing would change, or if the earlier document belongs to another application.
    pub fn restoring(before: Application, earlier: &Application) -> Result<Self, NoChange> {
        let spliced = before.flag().and_then(|flag| earlier.with_flag(flag));
        Self::to_text(before, spliced.unwrap_or_else(|| earlier.text().to_owned()), Extent::Document)
    }

    /// Returns the change that restores an earlier document byte for byte, including its flag.
    ///
    /// # Errors
    /// Fails with [`NoChange`] if nothing would change, or if the earlier document belongs to another application.
    pub fn restoring_exactly(before: Application, earlier: &Application) -> Result<Self, NoChange> {
        Self::to_text(before, earlier.text().to_owned(), Extent::Document)
    }

    fn to_text(before: Application, after: String, extent: Extent) -> Result<Self, NoChange> {
        let after = Application::read(after.into_bytes(), before.id()).map_err(NoChange::Refused)?;
        if crate::json::differences(before.json(), after.json()).is_empty() {
            return Err(NoChange::AlreadyDesired);
        }
        Ok(Self { before, after, extent })
    }

    /// Returns how much the change writes.
    #[must_use]
    pub fn extent(&self) -> Extent {
        self.extent
    }

    /// Returns the application before the change.
    #[must_use]
    pub fn before(&self) -> &Application {
        &self.before
    }

    /// Returns the desired application. Its text is the body of the PUT.
    #[must_use]
    pub fn after(&self) -> &Application {
        &self.after
    }
}
