//! Resume: what an earlier part of a run did about an application, as the journal has it. What was confirmed then is
//! read and not sent again; what was in flight is read before anything else is done.

use std::collections::HashMap;

use vsw::application::ApplicationId;
use vsw::change::Change;
use vsw::confirmation::{Answer, Confirmation};

use super::change::{Changer, Desired};
use super::ending::ChangeOutcome;
use super::read::read;
use crate::journal::{self, Intent, JournalHistory, Outcome};
use crate::report::change::ChangedApplication;
use crate::vocabulary::Outcome as Ended;

/// What is known of an application's change in the run that goes on.
#[derive(Clone, Copy)]
pub struct Earlier<'p> {
    intent: &'p Intent,
    outcome: Option<&'p Outcome>,
}

/// Returns the newest change of each application in that run, by account, origin and id.
pub fn earlier<'p>(past: &'p JournalHistory, run: &str) -> HashMap<(&'p str, &'p str, &'p str), Earlier<'p>> {
    let newest = past.changes_of(run).map(|(intent, outcome)| {
        let whose = (intent.account.as_str(), intent.origin.as_str(), intent.application.as_str());
        (whose, Earlier { intent, outcome })
    });
    newest.collect()
}

/// Returns how many snapshots that run took.
pub fn snapshots(past: &JournalHistory, run: &str) -> u32 {
    let number = |snapshot: &str| snapshot.rsplit('-').next()?.parse().ok();
    past.changes_of(run).filter_map(|(intent, _)| number(&intent.snapshot)).max().unwrap_or(0)
}

impl Changer<'_> {
    /// The end of a change that was made before the run was stopped; none where it is to be made, again or at all.
    pub async fn settled_earlier(
        &self,
        id: ApplicationId,
        wish: &Desired<'_>,
        earlier: &Earlier<'_>,
    ) -> Option<ChangedApplication> {
        let Earlier { intent, outcome } = earlier;
        let report = |ending: ChangeOutcome| {
            let profile = &self.online.account.profile;
            ending.report(profile, id, Some(&intent.name), intent.before, Some(intent.snapshot.clone()))
        };
        match outcome {
            Some(outcome) if outcome.outcome.is(&Ended::Changed) => {
                // Confirmed is what was read back then; whether it is so still, only a read tells.
                let goal = wish.goal()?;
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
                // Killed between the line and what came of it: the PUT went out, or it did not.
                let journal = self.journal?;
                let replaced = journal::kept(journal, &intent.replaces, id).ok()?;
                let change = Change::of_flag(replaced, wish.goal()?).ok()?;
                let now = read(&self.online.client, id, self.online.deadline()).await.ok()?;
                let applied = Confirmation::of(&change, Answer::Unknown, &now);
                let is_applied = match &applied {
                    // What else moved is told now or never: the flag is as wished.
                    Confirmation::Applied { .. } | Confirmation::Collateral { .. } => true,
                    Confirmation::NotApplied => false,
                    Confirmation::Moved { .. } => return None,
                };
                let ending = ChangeOutcome::confirmed(Answer::Unknown, applied, &now);
                if !is_applied {
                    // Written down, so that `rollback` takes the document that the change replaces which is made now.
                    self.conclude_earlier(id, &intent.snapshot, &ending).await.ok()?;
                    return None;
                }
                let ending = match self.conclude_earlier(id, &intent.snapshot, &ending).await {
                    Ok(()) => ending,
                    Err(error) => ending.unrecorded(&error),
                };
                Some(report(ending))
            }
        }
    }
}
