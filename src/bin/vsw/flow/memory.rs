//! Memory: knowledge from earlier runs about each application: its reference (the document to compare it with), the
//! last time its signing was on, and the change that explains its state.
//!
//! Combines the journal, its snapshots, the last-seen file, the reviewed baseline and a running watch. Stores what a
//! check saw, for the next check. Evaluates nothing (`evaluate`) and changes no application.
//!
//! Invariant: a check never replaces the reference. Only a baseline, a change by vsw and `vsw diff --accept` do.

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

/// The knowledge from before this run.
pub struct Memory<'m> {
    /// `None` if this machine has no state directory, or an unusable one.
    recorded: Option<Recorded>,
    reviewed: Option<&'m Reviewed>,
    saw_on: Option<&'m SawOn<'m>>,
}

/// The journal and its content as it was read.
struct Recorded {
    journal: Journal,
    past: JournalHistory,
}

/// A function that returns whether a running watch saw signing on in an application of an account.
pub type SawOn<'w> = dyn Fn(&Account, ApplicationId) -> bool + 'w;

/// The knowledge about the applications of one account.
pub struct AccountMemory<'m> {
    memory: &'m Memory<'m>,
    account_key: AccountKey<'m>,
    /// Read on first use: for a large account it has some megabytes.
    last_seen: OnceCell<RefCell<LastSeen>>,
    has_news: Cell<bool>,
    /// Why the last-seen file cannot be read completely; it is then left as it is.
    unread: OnceCell<String>,
    /// Set if the lock of another process kept an observation from being recorded. Later observations would wait for
    /// that lock too, so they are not tried.
    locked: OnceCell<JournalError>,
}

/// An unchanged state is recorded again only after this time: a check that runs every minute must not fill the disk.
const SAME_AGAIN: SignedDuration = SignedDuration::from_hours(1);

impl<'m> Memory<'m> {
    /// Returns what this machine and the reviewed baseline know. A journal that cannot be read causes a warning.
    pub fn of(context: &Context, reviewed: Option<&'m Reviewed>, saw_on: Option<&'m SawOn<'m>>) -> Self {
        let recorded = match Recorded::read(context) {
            Ok(recorded) => Some(recorded),
            // A machine without a home directory, as in CI, needs no journal. An unsafe or damaged journal is reported.
            Err(JournalError::NoDirectory) => None,
            Err(error) => {
                context.screen.warn(format!("earlier observations are ignored: {error}"));
                None
            }
        };
        Self { recorded, reviewed, saw_on }
    }

    /// Returns what the journal alone knows.
    ///
    /// # Errors
    /// Fails if no state directory can be located, or if the journal cannot be read.
    pub fn of_journal(context: &Context) -> Result<Self, JournalError> {
        Ok(Self { recorded: Some(Recorded::read(context)?), reviewed: None, saw_on: None })
    }

    /// Adds a reviewed baseline, whose documents take precedence as references.
    #[must_use]
    pub fn with(self, reviewed: Option<&'m Reviewed>) -> Self {
        Self { reviewed, ..self }
    }

    /// Returns the path of the reviewed baseline.
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

    /// Returns the changes of a run and their outcomes, oldest first.
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
    /// Returns when signing was last on, and the newest document with signing on. The journal takes precedence over the
    /// baseline, because it stores documents verbatim, and the baseline masks them.
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

    /// Returns the document to compare an application with: the baseline's, or else the newest one that vsw wrote or a
    /// person accepted, or else the first one that vsw saw. Returns `None` if there is none.
    ///
    /// # Errors
    /// Fails if the journal names a document that is missing or was modified: an older reference would give other
    /// differences.
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

    /// Returns whether a running watch saw signing on.
    pub fn watch_saw_on(&self, account: &Account, id: ApplicationId) -> bool {
        self.memory.saw_on.is_some_and(|saw_on| saw_on(account, id))
    }

    /// Returns the applications in the last-seen file, which were seen with signing on, and those in the reviewed
    /// baseline.
    pub fn ids(&self) -> BTreeSet<ApplicationId> {
        let reviewed =
            self.memory.reviewed.map(|reviewed| reviewed.baseline.ids_of(self.account_key.account));
        self.last_seen().borrow().ids().chain(reviewed.into_iter().flatten()).collect()
    }

    /// Writes an application's document to disk if its last record in the journal has another document or is more than
    /// an hour old. Skips a document that contains one of our secrets. A write error does not fail the
    /// check.
    pub fn note(&self, application: &Application, context: &Context) {
        let Some(Recorded { journal, .. }) = &self.memory.recorded else { return };
        let (id, now) = (application.id(), context.now());
        let is_news = self.records(id).next_back().is_none_or(|last| {
            let known = last.confirmed(journal, id).and_then(Result::ok);
            let same = known.is_some_and(|known| known.text() == application.text());
            !same || now.duration_since(last.at()) > SAME_AGAIN
        });
        // Do not store one of our secrets only for an observation.
        if !is_news || self.locked.get().is_some() || context.screen.redactions().touch(application.text()) {
            return;
        }
        let noted = self.seen(application, context, journal);
        match noted.and_then(|seen| journal.append(&Entry::Seen(seen))) {
            Ok(()) => {}
            Err(error @ JournalError::Locked { .. }) => _ = self.locked.set(error),
            Err(error) => tracing::info!("observations were not saved: {error}"),
        }
    }

    /// Warns if observations were not recorded because another process has locked the journal.
    pub fn warn_of_lock(&self, screen: &Screen) {
        if let Some(error) = self.locked.get() {
            screen.warn(format!("observations were not saved: {error}"));
        }
    }

    /// Records the document as the reference; it is on disk when this returns.
    ///
    /// # Errors
    /// Fails if there was no usable state directory when the run began, or if the journal cannot be written.
    pub fn accept(&self, application: &Application, context: &Context) -> Result<(), JournalError> {
        let journal = &self.memory.recorded()?.journal;
        journal.append(&Entry::Accepted(self.seen(application, context, journal)?))
    }

    /// Stores a document, and returns its journal entry.
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

    /// Returns the journal's records of an application, oldest first.
    fn records(&self, id: ApplicationId) -> impl DoubleEndedIterator<Item = &Record> {
        let recorded = self.memory.recorded.iter();
        recorded.flat_map(move |recorded| recorded.past.of_account(id, self.account_key))
    }
}

/// Returns the key of an account in the journal.
pub fn account_key(account: &Account) -> AccountKey<'_> {
    AccountKey { account: &account.api_key, origin: account.origin.as_str() }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::baseline::BaselineFile;

    /// Returns what a baseline with this flag tells about the application, without a journal, as on a fresh CI machine.
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
