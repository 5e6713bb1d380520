//! Confirmation: the result of a PUT, decided by the read-back alone.
//!
//! One pure function holds the table of outcomes. Not here: sending, waiting and retrying (the program's `flow`).

use crate::application::{Application, FLAG};
use crate::change::Change;
use crate::json::{Difference, DifferenceKind, differences};

/// The response to the PUT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PutStatus {
    /// A 2xx: the API reports success.
    Acknowledged,
    /// No response, or one that leaves the result open: a timeout, 408 or 5xx.
    Unknown,
}

/// What a read-back proves about a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// The change is present and everything else is equal; the API may have added members.
    Applied { added: Vec<Difference> },
    /// The change is absent and everything else is unchanged.
    NotApplied,
    /// The change is present, but something else was lost or changed, or (if the PUT had no response) added.
    Collateral { differences: Vec<Difference>, added: Vec<Difference> },
    /// The change is absent and something else differs.
    Moved { differences: Vec<Difference>, added: Vec<Difference> },
}

impl Confirmation {
    /// Compares the read-back with the document sent and the one before.
    #[must_use]
    pub fn of(change: &Change, status: PutStatus, read_back: &Application) -> Self {
        let against_sent = differences(change.after().json(), read_back.json());
        let (added, differences): (Vec<_>, Vec<_>) =
            against_sent.into_iter().partition(|difference| difference.kind == DifferenceKind::Added);
        let flag_shown = change.after().has_flag_of(read_back);
        if flag_shown && differences.is_empty() && (added.is_empty() || status == PutStatus::Acknowledged) {
            return Self::Applied { added };
        }
        // If the edit changes only the flag, a correct flag proves the change, whatever else differs.
        if !(flag_shown && change.is_of_flag()) && rest_is_as_before(change, read_back) {
            return Self::NotApplied;
        }
        if flag_shown { Self::Collateral { differences, added } } else { Self::Moved { differences, added } }
    }

    /// Returns the lost or changed members, and the added ones.
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
