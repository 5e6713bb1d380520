//! Confirmation: what the read-back after a PUT proves about the change.
//!
//! The PUT's own response decides only whether the API may have added members. Not here: sending, waiting and retrying
//! (the program's `flow`).

use crate::application::Application;
use crate::change::Change;
use crate::json::{Difference, DifferenceKind, differences};

/// The response to a PUT that may have made the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PutStatus {
    /// A 2xx: the API reports success.
    Acknowledged,
    /// The response is unknown, or leaves the result open, as a 5xx does.
    Unknown,
}

/// What a read-back proves about a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// All that was sent is present and unchanged. Other members (`added`) are allowed only if the PUT was
    /// acknowledged, the signing state is the one that was sent, and the document is not as it was before.
    Applied { added: Vec<Difference> },
    /// The document is as before the change.
    NotApplied,
    /// The change is present, but something else was lost or changed, or something was added that
    /// [`Applied`](Confirmation::Applied) does not allow.
    Collateral { differences: Vec<Difference>, added: Vec<Difference> },
    /// The document is not as before, and shows the change only in part or not at all.
    Moved { differences: Vec<Difference>, added: Vec<Difference> },
}

impl Confirmation {
    /// Compares the read-back with the document sent and the one before.
    #[must_use]
    pub fn of(change: &Change, status: PutStatus, read_back: &Application) -> Self {
        let requested = differences(change.before().json(), change.after().json());
        let against_sent = differences(change.after().json(), read_back.json());
        let is_shown = !against_sent
            .iter()
            .any(|missing| requested.iter().any(|edit| edit.path.overlaps(&missing.path)));
        let (added, differences): (Vec<_>, Vec<_>) =
            against_sent.into_iter().partition(|difference| difference.kind == DifferenceKind::Added);
        let is_as_before = is_as_before(change, read_back);
        // The API may add members, such as those that a restored document lacks. They must not change the signing
        // state.
        let may_be_added = status == PutStatus::Acknowledged
            && !is_as_before
            && change.after().signing() == read_back.signing();
        if differences.is_empty() && (added.is_empty() || may_be_added) {
            return Self::Applied { added };
        }
        if is_as_before {
            return Self::NotApplied;
        }
        if is_shown { Self::Collateral { differences, added } } else { Self::Moved { differences, added } }
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

fn is_as_before(change: &Change, read_back: &Application) -> bool {
    differences(change.before().json(), read_back.json()).is_empty()
}
