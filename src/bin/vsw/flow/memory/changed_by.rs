//! Finds the change by vsw that explains an application's present state, according to the journal. A state that the
//! journal does not prove has no explanation.

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
    /// Returns the change by vsw that gave an application its present signing state. `None` if the journal has none, if
    /// another state was seen since, or if a newer change is unconfirmed or has no outcome.
    pub fn signing_changed_by(&self, application: &Application) -> Option<ChangedBy> {
        let (id, signing) = (application.id(), application.signing());
        for record in self.records(id).rev() {
            let Record::Change { intent, outcome: Some(outcome) } = record else {
                if matches!(record, Record::Change { intent, .. } if intent.is_of_addresses()) {
                    continue;
                }
                // This is an observation, an acceptance, or a change without an outcome.
                if record.signing() == Some(signing) {
                    continue;
                }
                return None;
            };
            let is_known = outcome.is_confirmed() && outcome.after.0 == Some(signing);
            let was_on_since = signing != Signing::On
                && self.last_seen().borrow().last_on(id).is_some_and(|on| on > outcome.at);
            match outcome.outcome {
                // A change that was not made, or perhaps not made, explains nothing.
                Recorded::Known(Outcome::NotAttempted | Outcome::Failed) => {}
                _ if !is_known || was_on_since => return None,
                _ if intent.before == outcome.after => {}
                _ => return Some(ChangedBy::of(intent, outcome)),
            }
        }
        None
    }

    /// Returns the newest change by vsw, if the application is still as that change left it, and the change wrote all
    /// of these members. An equal document alone proves nothing: a PUT repeats members that were edited elsewhere.
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

    /// Returns the moved members that a change does not overwrite: a confirmed change makes them part of the new
    /// reference. Returns nothing if there is no reference.
    ///
    /// # Errors
    /// Fails as [`AccountMemory::reference`] does.
    pub fn moved_before(&self, change: &Change) -> Result<Vec<Difference>, JournalError> {
        let (before, after) = (change.before(), change.after());
        let Some(reference) = self.reference(before.id())? else { return Ok(Vec::new()) };
        let mut moved = reference.baseline.differences(before);
        let written = differences(before.json(), after.json());
        moved.retain(|one| !written.iter().any(|ours| contains(ours.path.as_str(), one.path.as_str())));
        Ok(moved)
    }

    /// Returns the time of the newest record of an application.
    pub fn last_recorded(&self, id: ApplicationId) -> Option<Timestamp> {
        self.records(id).next_back().map(Record::at)
    }
}

/// Returns whether two JSON pointers are equal, or one contains the other.
fn overlap(one: &str, other: &str) -> bool {
    contains(one, other) || contains(other, one)
}

/// Returns whether the JSON pointer `inner` leads to the value of `outer`, or to a part of it.
fn contains(outer: &str, inner: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
