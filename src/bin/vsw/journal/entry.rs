//! Entry: one line of the journal. Lines of a later version stay readable: unknown members are ignored, unknown words
//! are kept as text or read as unknown, and lines of an unknown kind are counted as unread.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Digest;
use crate::codes::Code;
use crate::screen::Redactions;
use crate::vocabulary::{Outcome as Ended, Recorded, SigningState};

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Entry {
    /// A PUT is about to be sent.
    Intent(Intent),
    /// The outcome of an announced PUT.
    Outcome(Outcome),
    /// An application was read, and the last record has another document or is more than an hour old.
    Seen(Seen),
    /// A person accepted an application as it was read: the reference from now on.
    Accepted(Seen),
}

impl Entry {
    /// Returns the line with our secrets redacted in the application's name and the actor. Other members stay as they
    /// are: if a secret resembled part of an id or a digest, redacting it would make the line useless.
    pub(super) fn without(&self, redactions: &Redactions) -> Self {
        let mut line = self.clone();
        let (name, by) = match &mut line {
            Self::Intent(intent) => (&mut intent.name, &mut intent.by),
            Self::Seen(seen) | Self::Accepted(seen) => (&mut seen.name, &mut seen.by),
            Self::Outcome(_) => return line,
        };
        for text in [Some(name), by.user.as_mut(), by.host.as_mut(), by.job.as_mut()].into_iter().flatten() {
            *text = redactions.apply(std::mem::take(text));
        }
        line
    }
}

/// A PUT that is about to be sent: by whom, to which application, and which document it replaces.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Intent {
    pub at: Timestamp,
    pub run: String,
    /// The name by which the replaced document can be restored.
    pub snapshot: String,
    pub command: String,
    pub by: Actor,
    pub profile: String,
    pub account: String,
    pub origin: String,
    pub application: String,
    pub name: String,
    pub before: SigningState,
    /// The document that the PUT replaces.
    pub replaces: Digest,
    pub sends: Sent,
}

impl Intent {
    /// The command of a change that points webhooks to a receiver.
    pub const POINTS: &str = "listen --point";
    /// The command of the change that restores the addresses.
    pub const RESTORES: &str = "listen";

    /// Returns whether the change is of addresses alone.
    pub fn is_of_addresses(&self) -> bool {
        [Self::POINTS, Self::RESTORES].contains(&self.command.as_str())
    }
}

/// The document that a PUT sends: a stored document and the flag's value. So a change of a flag does not store a second
/// document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sent {
    pub document: Digest,
    /// The text of the flag's value in the sent document. With `None`, the stored document was sent unchanged.
    pub flag: Option<String>,
}

/// The outcome of an announced PUT, sent or not.
#[expect(
    clippy::struct_field_names,
    reason = "the journal's format: an outcome's `outcome` is its one-word summary"
)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    pub at: Timestamp,
    pub snapshot: String,
    pub application: String,
    pub outcome: Recorded<Ended>,
    pub code: Option<Recorded<Code>>,
    pub after: SigningState,
    /// The document of the read-back; `None` if it equals the sent one, if nothing was read back, or if a resumed run
    /// found the outcome.
    pub read_back: Option<Digest>,
}

impl Outcome {
    /// Returns whether the read-back proved the change.
    pub fn is_confirmed(&self) -> bool {
        self.outcome.is(&Ended::Changed)
    }

    /// Returns whether the change may have taken effect. A failed change counts only if the state after it is unknown.
    pub fn may_have_changed(&self) -> bool {
        !self.is_withdrawn() && (!self.outcome.is(&Ended::Failed) || self.after == SigningState::UNKNOWN)
    }

    /// Returns whether the PUT was announced but not sent.
    pub fn is_withdrawn(&self) -> bool {
        self.outcome.is(&Ended::NotAttempted)
    }
}

/// An application as it was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    pub at: Timestamp,
    pub by: Actor,
    pub account: String,
    pub origin: String,
    pub application: String,
    pub name: String,
    pub signing: SigningState,
    pub document: Digest,
}

/// The user, the machine, the CI job and the version of `vsw`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    pub user: Option<String>,
    pub host: Option<String>,
    pub job: Option<String>,
    pub vsw: String,
}
