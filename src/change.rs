//! Change: the edit from an application's current document to the desired one. An edit that changes nothing is not a
//! `Change`.

use crate::application::{Application, RefusedDocument, VoiceWebhook};
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
    extent: Extent,
}

/// What a change writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Leaves of the document that was read: the flag, or addresses of webhooks.
    Leaves,
    /// An earlier document as a whole.
    Document,
}

/// Why a change cannot, or need not, be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoChange {
    /// The application already has the desired state.
    AlreadyDesired,
    /// The application has no voice capability, and `vsw` does not add one.
    NoVoice,
    /// The application has no voice webhook with an address, and `vsw` does not add one.
    NoWebhooks,
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
        Self::to_text(before, after, Extent::Leaves)
    }

    /// Returns the change that sets the addresses of voice webhooks (JSON texts) in the application just read. A webhook
    /// that has no [`address`](Application::address) gets none.
    ///
    /// # Errors
    /// Fails with [`NoChange`] if the webhooks already have these addresses, if there is no voice capability or none of
    /// these webhooks, or if a member on the path of an address is duplicated.
    pub fn of_addresses(before: Application, addresses: &[(VoiceWebhook, String)]) -> Result<Self, NoChange> {
        if before.signing() == Signing::NoVoice {
            return Err(NoChange::NoVoice);
        }
        let after = before.with_addresses(addresses).map_err(NoChange::Refused)?;
        let after = after.ok_or(NoChange::NoWebhooks)?;
        Self::to_text(before, after, Extent::Leaves)
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
        Self::to_text(before, spliced.unwrap_or_else(|| earlier.text().to_owned()), Extent::Document)
    }

    /// Returns the change that restores an earlier document byte for byte, including its signing state.
    ///
    /// # Errors
    /// Fails with [`NoChange::AlreadyDesired`] if the document has no [`differences`](crate::json::differences) from
    /// the current one, and with [`NoChange::Refused`] if it belongs to another application.
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

    /// Returns what the change writes.
    #[must_use]
    pub fn extent(&self) -> Extent {
        self.extent
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
