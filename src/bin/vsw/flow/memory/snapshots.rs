//! Finds an application's changes in the journal, and their documents.

use vsw::application::{Application, ApplicationId};
use vsw::drift::ReferenceDocument;

use super::{AccountMemory, Recorded, Reference};
use crate::journal::{self, Intent, JournalError, Record};
use crate::report::comparison::ReferenceSource;

impl AccountMemory<'_> {
    /// Returns the change with this snapshot. Without a name, returns the change that `vsw rollback` undoes.
    pub fn change(&self, id: ApplicationId, snapshot: Option<&str>) -> Result<&Intent, JournalError> {
        if let Some(name) = snapshot {
            let intent =
                self.memory.recorded()?.past.snapshot(name).ok_or_else(|| JournalError::UnknownSnapshot {
                    name: name.to_owned(),
                    application: id,
                })?;
            return intent.checked(id, self.account_key);
        }
        journal::change_to_undo(self.records(id)).ok_or(JournalError::NoSnapshot { application: id })
    }

    /// Returns the id of the snapshot's application, in any account.
    pub fn owner_of_snapshot(&self, name: &str) -> Option<&str> {
        Some(&self.memory.recorded.as_ref()?.past.snapshot(name)?.application)
    }

    pub fn replaced(&self, change: &Intent, id: ApplicationId) -> Result<Application, JournalError> {
        journal::stored(&self.memory.recorded()?.journal, &change.replaces, id)
    }

    pub fn snapshot(&self, name: &str, id: ApplicationId) -> Result<Reference, JournalError> {
        let change = self.change(id, Some(name))?;
        Ok(Reference {
            baseline: ReferenceDocument::of(self.replaced(change, id)?),
            source: ReferenceSource::Snapshot,
            name: Some(change.snapshot.clone()),
            at: Some(change.at),
        })
    }

    /// Returns the readable documents of all changes, oldest first. The last one is usually the document that
    /// vsw left.
    pub fn documents(&self, id: ApplicationId) -> Vec<Application> {
        let Some(Recorded { journal, .. }) = &self.memory.recorded else { return Vec::new() };
        let mut documents = Vec::new();
        for record in self.records(id) {
            let Record::Change { intent, outcome } = record else { continue };
            let mut ends =
                [journal::stored(journal, &intent.replaces, id), journal::sent(journal, &intent.sends, id)];
            if outcome.as_ref().is_some_and(|outcome| !outcome.may_have_changed()) {
                ends.reverse();
            }
            documents.extend(ends.into_iter().flatten());
            let read_back = outcome.as_ref().and_then(|outcome| outcome.read_back.as_ref());
            documents.extend(read_back.and_then(|digest| journal::stored(journal, digest, id).ok()));
        }
        documents
    }

    /// Returns the sent and the read-back document of each confirmed PUT in which they differ: `read_back` is
    /// recorded only then.
    pub fn completed(&self, id: ApplicationId) -> Vec<(Application, Application)> {
        let Some(Recorded { journal, .. }) = &self.memory.recorded else { return Vec::new() };
        let completed = self.records(id).filter_map(|record| {
            let Record::Change { intent, outcome: Some(outcome) } = record else { return None };
            let read_back = outcome.read_back.as_ref().filter(|_| outcome.is_confirmed())?;
            let sent = journal::sent(journal, &intent.sends, id).ok()?;
            Some((sent, journal::stored(journal, read_back, id).ok()?))
        });
        completed.collect()
    }
}
