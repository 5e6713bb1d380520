//! Memory: what earlier runs and the baseline know about each application.
//!
//! Invariant: a check never replaces the reference, which is the earlier document to compare with.

mod changed_by;
mod last_seen;
mod pointed;
mod reference;
mod snapshots;

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeSet;

use jiff::SignedDuration;
use vsw::application::{Application, ApplicationId};
use vsw::signing::Signing;

use crate::baseline::Reviewed;
use crate::config::Account;
use crate::context::Context;
use crate::journal::{
    self, AccountKey, Entry, Intent, Journal, JournalError, JournalHistory, LastSeen, Record, Seen,
};
use crate::report::comparison::ReferenceSource;
use crate::screen::Screen;

pub use pointed::{PointedAddress, Pointing};
pub use reference::{LastSeenOn, Reference, ReferenceFile};

pub struct Memory<'m> {
    /// `None` if this machine has no state directory, or an unusable one.
    recorded: Option<Recorded>,
    reviewed: Option<&'m Reviewed>,
    saw_on: Option<&'m SawOn<'m>>,
}

struct Recorded {
    journal: Journal,
    past: JournalHistory,
}

/// Returns whether the running watch saw signing on in an application.
pub type SawOn<'w> = dyn Fn(&Account, ApplicationId) -> bool + 'w;

pub struct AccountMemory<'m> {
    memory: &'m Memory<'m>,
    account_key: AccountKey<'m>,
    /// When signing was last seen on, from the account's last-seen file. Read on first use, because a large
    /// account's file has some megabytes.
    last_seen: OnceCell<RefCell<LastSeen>>,
    has_news: Cell<bool>,
    /// Why the last-seen file cannot be read. The file is then not overwritten.
    unread: OnceCell<String>,
    /// The error of a write that another process's lock prevented. Later writes are skipped, because each
    /// would wait again.
    locked: OnceCell<JournalError>,
}

/// After this time, an unchanged state is recorded again. The pause keeps frequent checks from filling the disk.
const SAME_AGAIN: SignedDuration = SignedDuration::from_hours(1);

impl<'m> Memory<'m> {
    pub fn of(context: &Context, reviewed: Option<&'m Reviewed>, saw_on: Option<&'m SawOn<'m>>) -> Self {
        let recorded = match Recorded::read(context) {
            Ok(recorded) => Some(recorded),
            // A machine without a home directory, as in CI, needs no journal.
            Err(JournalError::NoDirectory) => None,
            Err(error) => {
                context.screen.warn(format!("what earlier runs recorded is ignored: {error}"));
                None
            }
        };
        Self { recorded, reviewed, saw_on }
    }

    /// Uses the journal only. Unlike [`Self::of`], fails if the journal cannot be read.
    pub fn of_journal(context: &Context) -> Result<Self, JournalError> {
        Ok(Self { recorded: Some(Recorded::read(context)?), reviewed: None, saw_on: None })
    }

    /// Uses this baseline. Its documents take precedence over the journal's as references.
    #[must_use]
    pub fn with(self, reviewed: Option<&'m Reviewed>) -> Self {
        Self { reviewed, ..self }
    }

    pub fn baseline_file(&self) -> Option<String> {
        self.reviewed.map(|reviewed| reviewed.file.clone())
    }

    pub fn account(&'m self, account_key: AccountKey<'m>) -> AccountMemory<'m> {
        AccountMemory {
            memory: self,
            account_key,
            last_seen: OnceCell::new(),
            has_news: Cell::new(false),
            unread: OnceCell::new(),
            locked: OnceCell::new(),
        }
    }

    pub fn changes_of(&self, run: &str) -> impl Iterator<Item = (&Intent, Option<&journal::Outcome>)> {
        self.recorded.iter().flat_map(move |recorded| recorded.past.changes_of(run))
    }

    fn recorded(&self) -> Result<&Recorded, JournalError> {
        self.recorded.as_ref().ok_or(JournalError::NoDirectory)
    }
}

impl Recorded {
    fn read(context: &Context) -> Result<Self, JournalError> {
        let journal = context.journal()?;
        let past = journal.read()?;
        Ok(Self { journal, past })
    }
}

impl AccountMemory<'_> {
    /// Returns when signing was last seen on, and a document that shows it: preferably the journal's, because
    /// the baseline's secrets are masked.
    pub fn last_on(&self, id: ApplicationId) -> LastSeenOn {
        let on = |record: &&Record| record.signing() == Some(Signing::On);
        let recorded = self.memory.recorded.as_ref();
        let kept = recorded.and_then(|Recorded { journal, .. }| {
            let mut on = self.records(id).rev().filter(on);
            // Skip a damaged document: an older one also shows that signing was on.
            on.find_map(|record| Reference::of_record(record, journal, id)?.ok())
        });
        LastSeenOn {
            at: self.records(id).rev().find(on).map(Record::at).max(self.last_seen().borrow().last_on(id)),
            reference: kept.or_else(|| self.reviewed_on(id)),
        }
    }

    fn reviewed_on(&self, id: ApplicationId) -> Option<Reference> {
        self.reviewed(id).filter(|known| known.baseline.application.signing() == Signing::On)
    }

    fn reviewed(&self, id: ApplicationId) -> Option<Reference> {
        let reviewed = self.memory.reviewed?;
        let baseline = reviewed.baseline.of(self.account_key.account, id)?;
        let (source, name) = (ReferenceSource::BaselineFile, Some(reviewed.file.clone()));
        Some(Reference { baseline, source, name, at: None })
    }

    /// Returns the document to compare with, or `None` if none is recorded. Fails if the recorded one cannot
    /// be read, because an older one would give other differences.
    pub fn reference(&self, id: ApplicationId) -> Result<Option<Reference>, JournalError> {
        if let Some(reviewed) = self.reviewed(id) {
            return Ok(Some(reviewed));
        }
        let Some(Recorded { journal, .. }) = &self.memory.recorded else { return Ok(None) };
        let reference = match self.records(id).rev().find(|record| record.replaces_reference()) {
            Some(record) => Reference::of_record(record, journal, id),
            None => self.records(id).next().and_then(|record| Reference::of_first(record, journal, id)),
        };
        let damaged = |source| JournalError::Reference { application: id, source: Box::new(source) };
        reference.transpose().map_err(damaged)
    }

    pub fn watch_saw_on(&self, account: &Account, id: ApplicationId) -> bool {
        self.memory.saw_on.is_some_and(|saw_on| saw_on(account, id))
    }

    /// Returns the applications that were seen with signing on, and those in the baseline.
    pub fn ids(&self) -> BTreeSet<ApplicationId> {
        let reviewed =
            self.memory.reviewed.map(|reviewed| reviewed.baseline.ids_of(self.account_key.account));
        self.last_seen().borrow().ids().chain(reviewed.into_iter().flatten()).collect()
    }

    /// Records an observation, but not every unchanged one (see [`SAME_AGAIN`]). A write error does not fail
    /// the check.
    pub fn note(&self, application: &Application, context: &Context) {
        let Some(Recorded { journal, .. }) = &self.memory.recorded else { return };
        let (id, now) = (application.id(), context.now());
        let is_news = self.records(id).next_back().is_none_or(|last| {
            let known = last.confirmed(journal, id).and_then(Result::ok);
            let same = known.is_some_and(|known| known.text() == application.text());
            !same || now.duration_since(last.at()) > SAME_AGAIN
        });
        // Do not store a configured secret for a mere observation.
        if !is_news || self.locked.get().is_some() || context.screen.redactions().touch(application.text()) {
            return;
        }
        let noted = self.seen(application, context, journal);
        match noted.and_then(|seen| journal.append(&Entry::Seen(seen))) {
            Ok(()) => {}
            Err(error @ JournalError::Locked { .. }) => _ = self.locked.set(error),
            Err(error) => tracing::info!("vsw could not record the state of application {id}: {error}"),
        }
    }

    pub fn warn_of_lock(&self, screen: &Screen) {
        if let Some(error) = self.locked.get() {
            screen.warn(format!("vsw could not record all applications that this run read: {error}"));
        }
    }

    /// Records the document as the reference. The document is on disk when this function returns.
    pub fn accept(&self, application: &Application, context: &Context) -> Result<(), JournalError> {
        let journal = &self.memory.recorded()?.journal;
        journal.append(&Entry::Accepted(self.seen(application, context, journal)?))
    }

    fn seen(
        &self,
        application: &Application,
        context: &Context,
        journal: &Journal,
    ) -> Result<Seen, JournalError> {
        Ok(Seen {
            at: context.now(),
            by: context.actor(),
            account: self.account_key.account.to_owned(),
            origin: self.account_key.origin.to_owned(),
            application: application.id().to_string(),
            name: application.name().to_owned(),
            signing: application.into(),
            document: journal.keep(application.text())?,
        })
    }

    /// Returns the application's records, oldest first.
    fn records(&self, id: ApplicationId) -> impl DoubleEndedIterator<Item = &Record> {
        let recorded = self.memory.recorded.iter();
        recorded.flat_map(move |recorded| recorded.past.of_account(id, self.account_key))
    }
}

pub fn account_key(account: &Account) -> AccountKey<'_> {
    AccountKey { account: &account.api_key, origin: account.origin.as_str() }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::baseline::BaselineFile;

    /// Uses a baseline with this flag and no journal, as on a fresh CI machine.
    fn found(flag: &str, account: &str) -> LastSeenOn {
        let id = "78d335fa-323d-0114-9c3d-d6f0d48968cf";
        let file = format!(
            r#"{{"schema":"vsw/baseline/1","applications":[{{"account":"abcd1234","application":{{"id":"{id}","name":"n","capabilities":{{"voice":{{{flag}}}}}}}}}]}}"#
        );
        let baseline =
            BaselineFile::read(file, Path::new("f.json")).unwrap_or_else(|error| panic!("{error}"));
        let reviewed = Reviewed { baseline, file: "f.json".to_owned() };
        let memory = Memory { recorded: None, reviewed: Some(&reviewed), saw_on: None };
        let key = AccountKey { account, origin: "https://api.nexmo.com" };
        memory.account(key).last_on(id.parse().expect("an id"))
    }

    #[test]
    fn only_a_baseline_entry_of_this_account_with_signing_on_proves_a_drop() {
        let on = found(r#""signed_callbacks":true"#, "abcd1234");
        let known = on.reference.expect("it is in the file");
        assert_eq!((known.source, known.at, on.at), (ReferenceSource::BaselineFile, None, None));
        assert!(known.baseline.is_masked());
        assert!(found(r#""signed_callbacks":false"#, "abcd1234").reference.is_none());
        assert!(found("", "abcd1234").reference.is_none());
        assert!(found(r#""signed_callbacks":true"#, "another1").reference.is_none());
    }
}
