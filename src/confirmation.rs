//! Confirmation: what a GET after a PUT (the read-back) proves about the change.

use crate::application::Application;
use crate::change::Change;
use crate::json::{Difference, DifferenceKind, differences};

/// The response to a PUT that may have made the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PutStatus {
    /// A 2xx response.
    Acknowledged,
    /// No response, or one that leaves the result open, such as a 5xx.
    Unknown,
}

/// What a read-back proves about a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// All that was sent is present. The API may have `added` members.
    Applied { added: Vec<Difference> },
    /// The document is as before the change.
    NotApplied,
    /// The change is present, but other members were lost, changed or added.
    Collateral { differences: Vec<Difference>, added: Vec<Difference> },
    /// The change is missing or incomplete, but the document is not as before.
    Moved { differences: Vec<Difference>, added: Vec<Difference> },
}

impl Confirmation {
    /// Compares the read-back with the documents before and after the change.
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
        // Added members are allowed, because the API may keep members that a restored document lacks. But
        // added members must not change the signing state.
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
