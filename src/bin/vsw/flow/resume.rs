//! Resume: what a stopped run did to an application, according to the journal and a GET.
//!
//! Invariant: a confirmed change is not sent again.

use std::collections::HashMap;

use vsw::application::ApplicationId;
use vsw::change::Change;
use vsw::confirmation::{Confirmation, PutStatus};

use super::change::{Changer, Desired};
use super::change_outcome::ChangeOutcome;
use super::read::read;
use crate::journal::{self, Intent, JournalHistory, Outcome};
use crate::plan::Plan;
use crate::report::change::ChangedApplication;
use crate::vocabulary::Outcome as Ended;

/// The journal's records of an application's change in the resumed run.
#[derive(Clone, Copy)]
pub struct Earlier<'p> {
    intent: &'p Intent,
    outcome: Option<&'p Outcome>,
}

/// Returns the newest change of each application in the run, by account, origin and id.
pub fn earlier<'p>(past: &'p JournalHistory, run: &str) -> HashMap<(&'p str, &'p str, &'p str), Earlier<'p>> {
    let newest = past.changes_of(run).map(|(intent, outcome)| {
        let key = (intent.account.as_str(), intent.origin.as_str(), intent.application.as_str());
        (key, Earlier { intent, outcome })
    });
    newest.collect()
}

pub fn is_complete(plan: &Plan, past: &JournalHistory, run: &str) -> bool {
    let earlier = earlier(past, run);
    plan.applications.iter().all(|planned| {
        let id = planned.id.to_string();
        let key = (planned.account.as_str(), planned.origin.as_str(), id.as_str());
        let outcome = earlier.get(&key).and_then(|earlier| earlier.outcome);
        outcome.is_some_and(|outcome| outcome.outcome.is(&Ended::Changed))
    })
}

pub fn last_snapshot_number(past: &JournalHistory, run: &str) -> u32 {
    let number = |snapshot: &str| snapshot.rsplit('-').next()?.parse().ok();
    past.changes_of(run).filter_map(|(intent, _)| number(&intent.snapshot)).max().unwrap_or(0)
}

impl Changer<'_> {
    /// Returns the result of the earlier change, or `None` if the change must be attempted again.
    pub async fn settled_earlier(
        &self,
        id: ApplicationId,
        desired: &Desired<'_>,
        earlier: &Earlier<'_>,
    ) -> Option<ChangedApplication> {
        let Earlier { intent, outcome } = earlier;
        let report = |outcome: ChangeOutcome| {
            let profile = &self.online.account.profile;
            outcome.report(profile, id, Some(&intent.name), intent.before, Some(intent.snapshot.clone()))
        };
        match outcome {
            Some(outcome) if outcome.outcome.is(&Ended::Changed) => {
                // The journal confirms a past state. Only a GET shows the present one.
                let goal = desired.goal()?;
                Some(report(match read(&self.online.client, id, self.online.deadline()).await {
                    Ok(now) if now.signing() == goal.signing() => {
                        ChangeOutcome::confirmed_earlier(goal.signing())
                    }
                    Ok(now) => ChangeOutcome::moved_after_confirmation(&now),
                    Err(unread) => ChangeOutcome::unread(&unread),
                }))
            }
            Some(_) => None,
            None => {
                // No outcome is recorded, but the PUT may have been sent.
                let journal = self.journal?;
                let replaced = journal::stored(journal, &intent.replaces, id).ok()?;
                let change = Change::of_flag(replaced, desired.goal()?).ok()?;
                let now = read(&self.online.client, id, self.online.deadline()).await.ok()?;
                let applied = Confirmation::of(&change, PutStatus::Unknown, &now);
                let is_applied = match &applied {
                    // `Collateral` means that other members changed too. Report it now: the flag is as
                    // desired, so a new attempt would send nothing and report no differences.
                    Confirmation::Applied { .. } | Confirmation::Collateral { .. } => true,
                    Confirmation::NotApplied => false,
                    Confirmation::Moved { .. } => return None,
                };
                let outcome = ChangeOutcome::confirmed(PutStatus::Unknown, applied, &now);
                if !is_applied {
                    // Record that the earlier attempt changed nothing. Otherwise, `rollback --run` would
                    // restore that attempt's snapshot, and undo edits made before the next attempt.
                    self.conclude_earlier(id, &intent.snapshot, &outcome).await.ok()?;
                    return None;
                }
                let moved = self.moved_before(&change);
                let outcome = match self.conclude_earlier(id, &intent.snapshot, &outcome).await {
                    Ok(()) => outcome,
                    Err(error) => outcome.unrecorded(&error),
                };
                Some(report(outcome).with_moved(moved))
            }
        }
    }
}
