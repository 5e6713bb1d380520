//! Entry: one line of the journal. Members are only ever added; a line with a word that this version does not know
//! is passed over, not refused.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Digest;
use crate::codes::Code;
use crate::screen::Redactions;
use crate::vocabulary::{Outcome as Ended, Recorded, SigningState};

/// One line.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Entry {
    /// A PUT is about to go out.
    Intent(Intent),
    /// What came of it.
    Outcome(Outcome),
    /// An application was read: it is not what it was when it was last read, or that is a while ago.
    Seen(Seen),
}

impl Entry {
    /// The line without our own secrets. Only free text can hold one: ids, digests and words of ours stay as they
    /// are, or a secret that looks like a part of them would make the line useless.
    pub(super) fn without(&self, redactions: &Redactions) -> Self {
        let mut line = self.clone();
        let (name, by) = match &mut line {
            Self::Intent(intent) => (&mut intent.name, &mut intent.by),
            Self::Seen(seen) => (&mut seen.name, &mut seen.by),
            Self::Outcome(_) => return line,
        };
        for text in [Some(name), by.user.as_mut(), by.host.as_mut(), by.job.as_mut()].into_iter().flatten() {
            *text = redactions.apply(std::mem::take(text));
        }
        line
    }
}

/// A PUT that is about to go out: who, what, and what it replaces.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Intent {
    pub at: Timestamp,
    pub run: String,
    /// The name under which what it replaces can be put back.
    pub snapshot: String,
    pub command: String,
    pub by: Actor,
    pub profile: String,
    pub account: String,
    pub origin: String,
    pub application: String,
    pub name: String,
    pub before: SigningState,
    /// The document that is there now, verbatim.
    pub replaces: Digest,
    pub sends: Sent,
}

/// The document that a PUT sends, as a kept document with a flag of its own: nothing is kept twice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sent {
    pub document: Digest,
    /// The text of the flag's value that was spliced into it; none where it was sent as it is.
    pub flag: Option<String>,
}

/// What came of a PUT.
#[expect(
    clippy::struct_field_names,
    reason = "the journal's words: an outcome's outcome is its one-word summary"
)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    pub at: Timestamp,
    pub snapshot: String,
    pub application: String,
    pub outcome: Recorded<Ended>,
    pub code: Option<Recorded<Code>>,
    pub after: SigningState,
    /// What the read-back showed, where that is not what was sent.
    pub read_back: Option<Digest>,
}

impl Outcome {
    /// The PUT was announced and did not go out.
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

/// Who ran `vsw`, where, and which.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    pub user: Option<String>,
    pub host: Option<String>,
    /// The CI job, where it was one.
    pub job: Option<String>,
    pub vsw: String,
}
