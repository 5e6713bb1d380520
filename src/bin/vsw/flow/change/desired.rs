//! Desired: what an application is to become, and the change that makes it so from what is there now.

use vsw::application::Application;
use vsw::change::{Change, Goal, NoChange};
use vsw::json::{Difference, differences};
use vsw::signing::Signing;

use super::super::ending::ChangeOutcome;
use crate::codes::Code;
use crate::journal;
use crate::plan::Planned;

/// What an application is to become.
pub enum Desired<'w> {
    /// The flag as the person wants it.
    Flag(Goal),
    /// The same, if it still is what it was when that was planned.
    Planned(Goal, &'w Planned),
    /// An earlier document put back.
    Earlier(&'w Restoration),
}

/// An earlier document and how it is put back.
pub struct Restoration {
    pub earlier: Application,
    pub signing: KeepSigning,
    /// What the application may be without anybody else having moved it: every document that is known from a
    /// snapshot, a PUT or a read-back. None where the person said to overwrite whatever is there.
    pub known: Option<Vec<Application>>,
    /// The digest under which the earlier document is kept.
    pub digest: journal::Digest,
}

/// Which signing value a document that is put back gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeepSigning {
    /// The one that is there now.
    Present,
    /// The earlier document's own.
    Earlier,
}

impl Desired<'_> {
    /// What the flag is to become, where that is all that is wished.
    pub fn goal(&self) -> Option<Goal> {
        match self {
            Self::Flag(goal) | Self::Planned(goal, _) => Some(*goal),
            Self::Earlier(_) => None,
        }
    }
}

/// The change that makes the application what is wished, from what is there now.
pub(super) fn plan(
    now: Application,
    wish: &Desired<'_>,
) -> Result<Change, (Application, Box<ChangeOutcome>)> {
    let change = match wish {
        Desired::Flag(goal) => Change::of_flag(now.clone(), *goal),
        Desired::Planned(goal, planned) => {
            let moved = planned.moved(&now);
            if now.signing() != goal.signing() && !moved.is_empty() {
                let ending = Box::new(ChangeOutcome::conflict(&moved, &now));
                return Err((now, ending));
            }
            Change::of_flag(now.clone(), *goal)
        }
        Desired::Earlier(restoration) => {
            if let Some(moved) = restoration.moved(&now) {
                let ending = Box::new(ChangeOutcome::conflict(&moved, &now));
                return Err((now, ending));
            }
            match restoration.signing {
                KeepSigning::Present => Change::restoring(now.clone(), &restoration.earlier),
                KeepSigning::Earlier => Change::restoring_exactly(now.clone(), &restoration.earlier),
            }
        }
    };
    change.map_err(|none| {
        let ending = match none {
            NoChange::AlreadyDesired => ChangeOutcome::unchanged(&now),
            // Of a set, what has no voice is left alone.
            NoChange::NoVoice if matches!(wish, Desired::Planned(..)) => ChangeOutcome::skipped(
                Code::NoVoice,
                Signing::NoVoice,
                "it has no voice capability, and none is added",
            ),
            NoChange::NoVoice => ChangeOutcome::no_voice(),
            NoChange::Unfit(unfit) => ChangeOutcome::unread(&unfit.into()),
        };
        (now, Box::new(ending))
    })
}

impl Restoration {
    /// What somebody else moved: how the application differs from the nearest document that we know it by. None
    /// where it is one of those.
    pub fn moved(&self, now: &Application) -> Option<Vec<Difference>> {
        let known = self.known.as_ref()?;
        let against = |application: &Application| differences(application.json(), now.json());
        known.iter().map(against).min_by_key(Vec::len).filter(|moved| !moved.is_empty())
    }
}
