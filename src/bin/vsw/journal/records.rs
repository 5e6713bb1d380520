//! JournalHistory: what the lines say, put together: each change with what came of it, each sight, in their order.

use std::collections::HashMap;

use jiff::Timestamp;
use vsw::application::{Application, ApplicationId};
use vsw::signing::Signing;

use super::{Entry, Intent, Journal, JournalError, Outcome, Seen, Sent};
use crate::vocabulary::Outcome as Ended;

/// All that a journal says.
#[derive(Debug, Default)]
pub struct JournalHistory {
    pub records: Vec<Record>,
    /// Lines that could not be read: torn by a kill, or written by a later version.
    pub unread: usize,
    /// Where in `records` each application's stand.
    places: HashMap<String, Vec<usize>>,
    /// Where the change of each snapshot stands.
    snapshots: HashMap<String, usize>,
}

/// One thing that was done or seen.
#[expect(clippy::large_enum_variant, reason = "a journal is short, and most of its lines are changes")]
#[derive(Clone, Debug)]
pub enum Record {
    /// A change; without an outcome it was interrupted while in flight.
    Change {
        intent: Intent,
        outcome: Option<Outcome>,
    },
    Seen(Seen),
}

/// Which account at which origin an application is looked for in.
#[derive(Clone, Copy, Debug)]
pub struct AccountKey<'a> {
    pub account: &'a str,
    pub origin: &'a str,
}

impl JournalHistory {
    pub(super) fn of_lines(text: &[u8]) -> Self {
        let mut past = Self::default();
        for line in text.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
            match serde_json::from_slice(line) {
                Ok(Entry::Intent(intent)) => {
                    past.snapshots.insert(intent.snapshot.clone(), past.records.len());
                    past.add(Record::Change { intent, outcome: None });
                }
                Ok(Entry::Outcome(outcome)) => past.conclude(outcome),
                Ok(Entry::Seen(seen)) => past.add(Record::Seen(seen)),
                Err(_) => past.unread += 1,
            }
        }
        past
    }

    fn add(&mut self, record: Record) {
        self.places.entry(record.owner().0.to_owned()).or_default().push(self.records.len());
        self.records.push(record);
    }

    fn conclude(&mut self, concluded: Outcome) {
        let place = self.snapshots.get(&concluded.snapshot);
        match place.and_then(|&place| self.records.get_mut(place)) {
            Some(Record::Change { outcome, .. }) => *outcome = Some(concluded),
            _ => self.unread += 1,
        }
    }

    /// The changes of one run and their outcomes, oldest first.
    pub fn changes_of<'p>(&'p self, run: &str) -> impl Iterator<Item = (&'p Intent, Option<&'p Outcome>)> {
        self.records.iter().filter_map(move |record| match record {
            Record::Change { intent, outcome } if intent.run == run => Some((intent, outcome.as_ref())),
            _ => None,
        })
    }

    /// The records about one application, oldest first.
    pub fn of(&self, id: ApplicationId) -> impl DoubleEndedIterator<Item = &Record> {
        let places = self.places.get(&id.to_string()).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|&place| self.records.get(place))
    }

    /// The records about one application of one account, oldest first.
    pub fn of_account<'p>(
        &'p self,
        id: ApplicationId,
        whose: AccountKey<'p>,
    ) -> impl DoubleEndedIterator<Item = &'p Record> {
        self.of(id).filter(move |record| {
            let (_, account, origin) = record.owner();
            account == whose.account && origin == whose.origin
        })
    }

    /// The change that took a snapshot of that name.
    pub fn snapshot(&self, name: &str) -> Option<&Intent> {
        match self.records.get(*self.snapshots.get(name)?)? {
            Record::Change { intent, .. } => Some(intent),
            Record::Seen(_) => None,
        }
    }
}

impl Intent {
    /// # Errors
    /// Its snapshot is of another application, of another account, or from another origin.
    pub fn checked(&self, id: ApplicationId, whose: AccountKey<'_>) -> Result<&Self, JournalError> {
        let what = if self.application != id.to_string() {
            "it is of another application"
        } else if self.account != whose.account {
            "it is of another account"
        } else if self.origin != whose.origin {
            "it is from another origin"
        } else {
            return Ok(self);
        };
        Err(JournalError::SnapshotChanged { what })
    }
}

impl Record {
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Change { intent, outcome } => outcome.as_ref().map_or(intent.at, |outcome| outcome.at),
            Self::Seen(seen) => seen.at,
        }
    }

    /// Returns the application, its account and the origin.
    fn owner(&self) -> (&str, &str, &str) {
        match self {
            Self::Change { intent, .. } => (&intent.application, &intent.account, &intent.origin),
            Self::Seen(seen) => (&seen.application, &seen.account, &seen.origin),
        }
    }

    /// The document that the API was last known to hold after this: a read-back's, or the one that was seen.
    pub fn confirmed(&self, journal: &Journal, id: ApplicationId) -> Option<Application> {
        match self {
            Self::Change { intent, outcome } => {
                let outcome = outcome.as_ref().filter(|outcome| outcome.outcome.is(&Ended::Changed))?;
                match &outcome.read_back {
                    Some(digest) => kept(journal, digest, id).ok(),
                    None => sent(journal, &intent.sends, id).ok(),
                }
            }
            Self::Seen(seen) => kept(journal, &seen.document, id).ok(),
        }
    }

    /// What this record says that signing was when it was made.
    pub fn signing(&self) -> Option<Signing> {
        match self {
            Self::Change { outcome, .. } => outcome.as_ref()?.after.0,
            Self::Seen(seen) => seen.signing.0,
        }
    }
}

/// A kept document, read as the application that it must be.
pub fn kept(
    journal: &Journal,
    digest: &super::Digest,
    id: ApplicationId,
) -> Result<Application, JournalError> {
    let document = journal.document(digest)?;
    Application::read(document.into_bytes(), id)
        .map_err(|_| JournalError::SnapshotChanged { what: "it is not this application's document" })
}

/// The document that a PUT sent, made again from what was kept.
pub fn sent(journal: &Journal, sent: &Sent, id: ApplicationId) -> Result<Application, JournalError> {
    let document = kept(journal, &sent.document, id)?;
    let Some(text) = sent.flag.as_deref().and_then(|flag| document.with_flag(flag)) else {
        return Ok(document);
    };
    Application::read(text.into_bytes(), id)
        .map_err(|_| JournalError::SnapshotChanged { what: "what was sent cannot be made again" })
}
