//! Finds the change by vsw, in the journal, that explains an application's present state.

use jiff::Timestamp;
use vsw::application::{Application, ApplicationId};
use vsw::change::Change;
use vsw::json::{Difference, differences};
use vsw::signing::Signing;

use super::AccountMemory;
use crate::journal::{JournalError, Record, stored};
use crate::report::status::ChangedBy;
use crate::vocabulary::{Outcome, Recorded};

impl AccountMemory<'_> {
    /// Returns the change by vsw that set the present signing state, or `None` if the journal leaves a doubt.
    pub fn signing_changed_by(&self, application: &Application) -> Option<ChangedBy> {
        let (id, signing) = (application.id(), application.signing());
        for record in self.records(id).rev() {
            let Record::Change { intent, outcome: Some(outcome) } = record else {
                if matches!(record, Record::Change { intent, .. } if intent.is_of_addresses()) {
                    continue;
                }
                // The record is an observation, a document accepted with `vsw diff --accept`, or a change
                // without an outcome.
                if record.signing() == Some(signing) {
                    continue;
                }
                return None;
            };
            let is_known = outcome.is_confirmed() && outcome.after.0 == Some(signing);
            let was_on_since = signing != Signing::On
                && self.last_seen().borrow().last_on(id).is_some_and(|on| on > outcome.at);
            match outcome.outcome {
                // A change that failed or was not attempted explains nothing: look at older records.
                Recorded::Known(Outcome::NotAttempted | Outcome::Failed) => {}
                _ if !is_known || was_on_since => return None,
                _ if intent.before == outcome.after => {}
                _ => return Some(ChangedBy::of(intent, outcome)),
            }
        }
        None
    }

    /// Returns the newest change by vsw if it set all of these members and nothing changed since. Members
    /// that a PUT only repeats do not count.
    pub fn members_changed_by(&self, application: &Application, paths: &[&str]) -> Option<ChangedBy> {
        let journal = &self.memory.recorded.as_ref()?.journal;
        let id = application.id();
        let newest = self.records(id).rev().find(|record| matches!(record, Record::Change { .. }))?;
        let Record::Change { intent, outcome: Some(outcome) } = newest else { return None };
        let written = newest.confirmed(journal, id)?.ok()?;
        if written.text() != application.text() {
            return None;
        }
        let changed = differences(stored(journal, &intent.replaces, id).ok()?.json(), written.json());
        let is_ours = |path: &&str| changed.iter().any(|ours| overlap(ours.path.as_str(), path));
        paths.iter().all(is_ours).then(|| ChangedBy::of(intent, outcome))
    }

    /// Returns the differences between the [`reference`](Self::reference) and the document before `change`.
    /// Omits those that `change` overwrites.
    pub fn moved_before(&self, change: &Change) -> Result<Vec<Difference>, JournalError> {
        let (before, after) = (change.before(), change.after());
        let Some(reference) = self.reference(before.id())? else { return Ok(Vec::new()) };
        let mut moved = reference.baseline.differences(before);
        let written = differences(before.json(), after.json());
        moved.retain(|one| !written.iter().any(|ours| contains(ours.path.as_str(), one.path.as_str())));
        Ok(moved)
    }

    pub fn last_recorded(&self, id: ApplicationId) -> Option<Timestamp> {
        self.records(id).next_back().map(Record::at)
    }
}

fn overlap(one: &str, other: &str) -> bool {
    contains(one, other) || contains(other, one)
}

/// Returns whether the JSON pointer `inner` is equal to `outer` or inside it.
fn contains(outer: &str, inner: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
