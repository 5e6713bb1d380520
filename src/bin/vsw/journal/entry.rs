//! Entry: one line of the journal.
//!
//! Invariant: lines of newer versions of vsw do not make the journal unreadable. Unknown outcomes and codes
//! are kept as text (`Recorded`).

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
    Outcome(Outcome),
    /// A document that a command read.
    Seen(Seen),
    /// The user accepted this state as the one to compare with.
    Accepted(Seen),
}

impl Entry {
    /// Redacts only names and the actor, because ids and digests must stay usable even if they contain a
    /// secret's text.
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
    pub replaces: Digest,
    pub sends: Sent,
}

impl Intent {
    /// The `command` of the change that points webhooks to a receiver.
    pub const POINTS: &str = "listen --point";
    /// The `command` of the change that restores the webhook addresses afterwards.
    pub const RESTORES: &str = "listen";

    pub fn is_of_addresses(&self) -> bool {
        [Self::POINTS, Self::RESTORES].contains(&self.command.as_str())
    }
}

/// The document that the PUT sends: a stored document, perhaps with another value of the flag (`signed_callbacks`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sent {
    pub document: Digest,
    /// The flag in the sent document, as JSON text. `None` if `document` was sent unchanged.
    pub flag: Option<String>,
}

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
    /// The document that was read back, recorded only if it differs from the sent one.
    pub read_back: Option<Digest>,
}

impl Outcome {
    pub fn is_confirmed(&self) -> bool {
        self.outcome.is(&Ended::Changed)
    }

    /// Also true for a failed change after which the signing state is unknown.
    pub fn may_have_changed(&self) -> bool {
        !self.is_withdrawn() && (!self.outcome.is(&Ended::Failed) || self.after == SigningState::UNKNOWN)
    }

    pub fn is_withdrawn(&self) -> bool {
        self.outcome.is(&Ended::NotAttempted)
    }
}

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

/// Who made a change or an observation. `job` is the CI job, `vsw` the program's version.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    pub user: Option<String>,
    pub host: Option<String>,
    pub job: Option<String>,
    pub vsw: String,
}
