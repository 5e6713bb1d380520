//! `LikelyCause`: the likely cause of a dropped flag (`signed_callbacks`).
//!
//! The cause is inferred from differences, because the API does not report who changed an application.

use std::fmt;

use crate::application::{Capability, FLAG};
use crate::json::{Difference, DifferenceKind};

/// The likely cause of a dropped flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LikelyCause {
    /// An edit in the Dashboard, which dropped the flag in the Developer Preview.
    Dashboard,
}

impl LikelyCause {
    /// Returns the cause that fits `differences`, which must be all changes since signing was on.
    ///
    /// The Dashboard dropped only flags, while the user edited another member. A program that rebuilds a
    /// document usually loses other members too.
    #[must_use]
    pub fn of(differences: &[Difference]) -> Option<Self> {
        let is_flag = |one: &&Difference| {
            [Capability::Voice, Capability::Rtc].iter().any(|of| of.flag_path() == one.path.as_str())
        };
        let (flags, others): (Vec<_>, Vec<_>) = differences.iter().partition(is_flag);
        let is_gone = flags.iter().any(|one| one.path.as_str() == FLAG && one.kind == DifferenceKind::Lost);
        let is_edited = others.iter().any(|one| one.kind == DifferenceKind::Changed);
        let is_rebuilt = others.iter().any(|one| one.kind == DifferenceKind::Lost);
        (is_gone && is_edited && !is_rebuilt).then_some(Self::Dashboard)
    }
}

impl fmt::Display for LikelyCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dashboard => {
                f.write_str("edits in the Dashboard dropped this flag in the Developer Preview")
            }
        }
    }
}
