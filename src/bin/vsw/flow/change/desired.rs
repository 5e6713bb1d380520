//! Desired: the state that an application should get, and the change that leads to it.

use vsw::application::Application;
use vsw::change::{Change, Goal, NoChange};
use vsw::json::{Difference, differences};
use vsw::signing::Signing;

use super::super::change_outcome::ChangeOutcome;
use super::readdressing::Readdressing;
use crate::journal;
use crate::plan::Planned;

pub enum Desired<'w> {
    Flag(Goal),
    /// Like `Flag`, but from the plan of a run. A change since the plan is a conflict, unless the flag has
    /// the desired state already.
    Planned(Goal, &'w Planned),
    Addresses(&'w Readdressing),
    Earlier(&'w Restoration),
}

pub struct Restoration {
    pub earlier: Application,
    pub signing: RestoredSigning,
    /// The documents that may be overwritten; `None` means any. For a conflict, the differences to the last
    /// of them are reported.
    pub known: Option<Vec<Application>>,
    /// Earlier confirmed PUTs in which the API kept or added members: each document as sent, and as read
    /// back. Sending the same document again would change nothing.
    pub completed: Vec<(Application, Application)>,
    pub digest: journal::Digest,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestoredSigning {
    /// The present flag, if there is one and `earlier` has a voice capability; else the flag as in `earlier`.
    Present,
    Earlier,
}

impl Desired<'_> {
    pub fn goal(&self) -> Option<Goal> {
        match self {
            Self::Flag(goal) | Self::Planned(goal, _) => Some(*goal),
            Self::Addresses(_) | Self::Earlier(_) => None,
        }
    }
}

/// Returns the change to send, or the present document and the outcome if there is nothing to send.
pub(super) fn plan(
    now: Application,
    desired: &Desired<'_>,
) -> Result<Change, (Application, Box<ChangeOutcome>)> {
    let change = match desired {
        Desired::Flag(goal) => Change::of_flag(now.clone(), *goal),
        Desired::Planned(goal, planned) => {
            if now.signing() != goal.signing() {
                let moved = planned.moved(&now);
                let outcome = match planned.withheld {
                    Some(reason) => Some(ChangeOutcome::withheld(reason, &now)),
                    None => (!moved.is_empty()).then(|| ChangeOutcome::conflict(&moved, &now)),
                };
                if let Some(outcome) = outcome {
                    return Err((now, Box::new(outcome)));
                }
            }
            Change::of_flag(now.clone(), *goal)
        }
        Desired::Addresses(readdressing) => readdressing.change(now.clone()),
        Desired::Earlier(restoration) => {
            if let Some(moved) = restoration.moved(&now) {
                let outcome = Box::new(ChangeOutcome::conflict(&moved, &now));
                return Err((now, outcome));
            }
            let change = match restoration.signing {
                RestoredSigning::Present => Change::restoring(now.clone(), &restoration.earlier),
                RestoredSigning::Earlier => Change::restoring_exactly(now.clone(), &restoration.earlier),
            };
            if change.as_ref().is_ok_and(|change| restoration.was_completed(change)) {
                let outcome = Box::new(ChangeOutcome::completed_before(&now));
                return Err((now, outcome));
            }
            change
        }
    };
    change.map_err(|none| {
        let outcome = match none {
            NoChange::AlreadyDesired => {
                let outcome = ChangeOutcome::unchanged(&now);
                match desired {
                    Desired::Earlier(restoration) => {
                        outcome.with_detail(restoration.nothing_to_restore(&now))
                    }
                    Desired::Addresses(readdressing) => outcome.with_detail(readdressing.nothing_to_do()),
                    Desired::Flag(_) | Desired::Planned(..) => outcome,
                }
            }
            NoChange::NoVoice if matches!(desired, Desired::Planned(..)) => {
                ChangeOutcome::skipped_without_voice()
            }
            NoChange::NoVoice => ChangeOutcome::no_voice(),
            NoChange::NoWebhooks => ChangeOutcome::no_webhooks(&now),
            NoChange::Refused(refused) => ChangeOutcome::unread(&refused.into()),
        };
        (now, Box::new(outcome))
    })
}

impl Restoration {
    /// Returns the rest of a sentence that starts with "This".
    pub fn effect_on_signing(&self, change: &Change) -> String {
        let (now, then) = (change.before(), change.after());
        let (before, after) = (now.signing(), then.signing());
        if self.signing == RestoredSigning::Present && now.flag().is_some() && now.flag() == then.flag() {
            return format!("keeps signing as it is: {}", before.word());
        }
        let snapshot = match after {
            Signing::On => "the snapshot has it on",
            Signing::Off => "the snapshot has it off",
            Signing::Absent => "the snapshot has no flag",
            Signing::Invalid => "the snapshot's flag is not a boolean",
            Signing::NoVoice => "the snapshot has no voice capability",
        };
        match (before, after) {
            (Signing::On, Signing::On) => "leaves signing on".to_owned(),
            (before, after) if before == after => format!("leaves signing as it is: {}", before.word()),
            (_, Signing::On) => format!("turns signing on: {snapshot}"),
            (Signing::On, Signing::Off) => format!("turns signing off: {snapshot}"),
            (before, Signing::Absent) => format!(
                "changes signing from {} to absent: {snapshot}; Vonage does not document whether webhooks are then signed",
                before.word()
            ),
            (before, after) => {
                format!("changes signing from {} to {}: {snapshot}", before.word(), after.word())
            }
        }
    }

    fn nothing_to_restore(&self, now: &Application) -> &'static str {
        if are_equal(&self.earlier, now) {
            "the application equals the snapshot"
        } else {
            "only signing differs from the snapshot, and --keep-signing keeps it"
        }
    }

    fn was_completed(&self, change: &Change) -> bool {
        let (now, then) = (change.before(), change.after());
        self.completed.iter().any(|(sent, shown)| are_equal(sent, then) && are_equal(shown, now))
    }

    /// Returns the differences to the last known document, or `None` if the present document may be overwritten.
    pub fn moved(&self, now: &Application) -> Option<Vec<Difference>> {
        let known = self.known.as_ref()?;
        let left = known.last()?;
        let is_known = known.iter().any(|known| are_equal(known, now));
        (!is_known).then(|| differences(left.json(), now.json()))
    }
}

fn are_equal(one: &Application, other: &Application) -> bool {
    differences(one.json(), other.json()).is_empty()
}
