//! Confirmation: what a PUT did, judged by the read-back and by nothing else.
//!
//! The table of outcomes as one pure function. Not here: sending, waiting and trying again (the program's `flow`).

use crate::application::{Application, FLAG};
use crate::change::Change;
use crate::json::{Difference, DifferenceKind, differences};

/// How the PUT itself was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A 2xx: the API says that it was done.
    Acknowledged,
    /// No answer, or one that leaves open whether it was done: a time-out, 408, 5xx.
    Unknown,
}

/// What a read-back proves about a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// It shows the change, all else is equal; the API may have added members of its own.
    Applied { added: Vec<Difference> },
    /// The change is not there and all else is as before.
    NotApplied,
    /// The change is there, and something else was lost or changed, or (where the PUT had no answer) added.
    Collateral { differences: Vec<Difference>, added: Vec<Difference> },
    /// The change is not there, and something else is not as before either.
    Moved { differences: Vec<Difference>, added: Vec<Difference> },
}

impl Confirmation {
    /// Holds what was read back against what was sent and what was there before.
    #[must_use]
    pub fn of(change: &Change, answer: Answer, read_back: &Application) -> Self {
        let against_sent = differences(change.after().json(), read_back.json());
        let (added, differences): (Vec<_>, Vec<_>) =
            against_sent.into_iter().partition(|difference| difference.kind == DifferenceKind::Added);
        let flag_shown = change.after().has_flag_of(read_back);
        if flag_shown && differences.is_empty() && (added.is_empty() || answer == Answer::Acknowledged) {
            return Self::Applied { added };
        }
        // Where the flag is the whole change, a flag that shows it was applied, whatever else is as before.
        if !(flag_shown && change.is_of_flag()) && rest_is_as_before(change, read_back) {
            return Self::NotApplied;
        }
        if flag_shown { Self::Collateral { differences, added } } else { Self::Moved { differences, added } }
    }

    /// Returns what was lost or changed, and what was added.
    #[must_use]
    pub fn into_differences(self) -> (Vec<Difference>, Vec<Difference>) {
        match self {
            Self::Applied { added } => (Vec::new(), added),
            Self::NotApplied => (Vec::new(), Vec::new()),
            Self::Collateral { differences, added } | Self::Moved { differences, added } => {
                (differences, added)
            }
        }
    }
}

fn rest_is_as_before(change: &Change, read_back: &Application) -> bool {
    differences(change.before().json(), read_back.json())
        .iter()
        .all(|difference| difference.path.as_str() == FLAG)
}
