//! `JournalHistory`: the journal's lines combined into records: changes with their outcomes, observations,
//! and acceptances.

use std::collections::HashMap;

use jiff::Timestamp;
use vsw::application::{Application, ApplicationId};
use vsw::signing::Signing;

use super::{Entry, Intent, Journal, JournalError, Outcome, Seen, Sent};

#[derive(Debug, Default)]
pub struct JournalHistory {
    pub records: Vec<Record>,
    /// The number of lines that cannot be used, such as damaged ones.
    pub unread: usize,
    places: HashMap<String, Vec<usize>>,
    /// Index in `records` of the change that took each snapshot, by the snapshot's name.
    snapshots: HashMap<String, usize>,
}

#[expect(clippy::large_enum_variant, reason = "a journal is short, and most of its lines are changes")]
#[derive(Clone, Debug)]
pub enum Record {
    /// A change. Without an outcome, its PUT may or may not have been sent.
    Change {
        intent: Intent,
        outcome: Option<Outcome>,
    },
    Seen(Seen),
    /// The user accepted this document as the reference for later comparisons.
    Accepted(Seen),
}

#[derive(Clone, Copy, Debug)]
pub struct AccountKey<'a> {
    pub account: &'a str,
    pub origin: &'a str,
}

impl JournalHistory {
    pub(super) fn of_lines(text: &[u8]) -> Self {
        let mut history = Self::default();
        for line in text.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
            match serde_json::from_slice(line) {
                Ok(Entry::Intent(intent)) => {
                    history.snapshots.insert(intent.snapshot.clone(), history.records.len());
                    history.add(Record::Change { intent, outcome: None });
                }
                Ok(Entry::Outcome(outcome)) => history.conclude(outcome),
                Ok(Entry::Seen(seen)) => history.add(Record::Seen(seen)),
                Ok(Entry::Accepted(seen)) => history.add(Record::Accepted(seen)),
                Err(_) => history.unread += 1,
            }
        }
        history
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

    pub fn changes_of<'p>(&'p self, run: &str) -> impl Iterator<Item = (&'p Intent, Option<&'p Outcome>)> {
        self.records.iter().filter_map(move |record| match record {
            Record::Change { intent, outcome } if intent.run == run => Some((intent, outcome.as_ref())),
            _ => None,
        })
    }

    /// Returns the records of an application in any account, oldest first.
    pub fn of(&self, id: ApplicationId) -> impl DoubleEndedIterator<Item = &Record> {
        let places = self.places.get(&id.to_string()).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|&place| self.records.get(place))
    }

    /// Returns the applications whose newest record has this name.
    pub fn named(&self, name: &str) -> Vec<ApplicationId> {
        let newest =
            self.places.iter().filter_map(|(id, places)| Some((id, self.records.get(*places.last()?)?)));
        let named = newest.filter(|(_, record)| record.name() == name);
        let mut ids: Vec<ApplicationId> = named.filter_map(|(id, _)| id.parse().ok()).collect();
        ids.sort_unstable();
        ids
    }

    pub fn once_named(&self, name: &str) -> Vec<ApplicationId> {
        let named = self.records.iter().filter(|record| record.name() == name);
        let mut ids: Vec<ApplicationId> = named.filter_map(|record| record.owner().0.parse().ok()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    pub fn of_account<'p>(
        &'p self,
        id: ApplicationId,
        account_key: AccountKey<'p>,
    ) -> impl DoubleEndedIterator<Item = &'p Record> {
        self.of(id).filter(move |record| {
            let (_, account, origin) = record.owner();
            account == account_key.account && origin == account_key.origin
        })
    }

    pub fn snapshot(&self, name: &str) -> Option<&Intent> {
        match self.records.get(*self.snapshots.get(name)?)? {
            Record::Change { intent, .. } => Some(intent),
            Record::Seen(_) | Record::Accepted(_) => None,
        }
    }
}

impl Intent {
    pub fn checked(&self, id: ApplicationId, account_key: AccountKey<'_>) -> Result<&Self, JournalError> {
        let name = self.snapshot.clone();
        if self.application != id.to_string() {
            let owner = format!("{} ({})", self.name, self.application);
            return Err(JournalError::ForeignSnapshot { name, owner, application: id });
        }
        if self.account != account_key.account {
            return Err(JournalError::OtherAccountSnapshot { name, account: self.account.clone() });
        }
        if self.origin != account_key.origin {
            return Err(JournalError::OtherOriginSnapshot { name, origin: self.origin.clone() });
        }
        Ok(self)
    }
}

impl Record {
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Change { intent, outcome } => outcome.as_ref().map_or(intent.at, |outcome| outcome.at),
            Self::Seen(seen) | Self::Accepted(seen) => seen.at,
        }
    }

    /// Returns whether this record's document becomes the reference for later comparisons.
    pub fn replaces_reference(&self) -> bool {
        match self {
            Self::Change { outcome, .. } => outcome.as_ref().is_some_and(Outcome::is_confirmed),
            Self::Accepted(_) => true,
            Self::Seen(_) => false,
        }
    }

    pub fn name(&self) -> &str {
        match self {
            Self::Change { intent, .. } => &intent.name,
            Self::Seen(seen) | Self::Accepted(seen) => &seen.name,
        }
    }

    /// Returns the application, account and origin.
    pub(super) fn owner(&self) -> (&str, &str, &str) {
        match self {
            Self::Change { intent, .. } => (&intent.application, &intent.account, &intent.origin),
            Self::Seen(seen) | Self::Accepted(seen) => (&seen.application, &seen.account, &seen.origin),
        }
    }

    /// Returns the document that the API had after this record. Returns `None` for a change that is not confirmed.
    pub fn confirmed(
        &self,
        journal: &Journal,
        id: ApplicationId,
    ) -> Option<Result<Application, JournalError>> {
        Some(match self {
            Self::Change { intent, outcome } => {
                let outcome = outcome.as_ref().filter(|outcome| outcome.is_confirmed())?;
                match &outcome.read_back {
                    Some(digest) => stored(journal, digest, id),
                    None => sent(journal, &intent.sends, id),
                }
            }
            Self::Seen(seen) | Self::Accepted(seen) => stored(journal, &seen.document, id),
        })
    }

    pub fn signing(&self) -> Option<Signing> {
        match self {
            Self::Change { outcome, .. } => outcome.as_ref()?.after.0,
            Self::Seen(seen) | Self::Accepted(seen) => seen.signing.0,
        }
    }
}

/// Returns the change that a rollback undoes. Passes over changes by `--point` whose addresses were restored,
/// unless there is no other change.
pub fn change_to_undo<'r>(records: impl DoubleEndedIterator<Item = &'r Record>) -> Option<&'r Intent> {
    let (mut is_restored, mut ended_pointing) = (false, None);
    for record in records.rev() {
        let Record::Change { intent, outcome } = record else { continue };
        let outcome = outcome.as_ref();
        if outcome.is_some_and(Outcome::is_withdrawn) {
            continue;
        }
        match intent.command.as_str() {
            // A confirmed `RESTORES` already undid the `POINTS` before it. Without one, `POINTS` is the
            // change to undo.
            Intent::RESTORES => is_restored |= outcome.is_some_and(Outcome::is_confirmed),
            Intent::POINTS if std::mem::take(&mut is_restored) => {
                _ = ended_pointing.get_or_insert(intent);
            }
            _ => return Some(intent),
        }
    }
    ended_pointing
}

/// Returns the newest change by `--point` that may still be in effect. A confirmed restoration or an accepted
/// document ends it.
pub fn open_pointing<'r>(records: impl DoubleEndedIterator<Item = &'r Record>) -> Option<&'r Intent> {
    for record in records.rev() {
        let Record::Change { intent, outcome } = record else {
            match record {
                Record::Accepted(_) => return None,
                _ => continue,
            }
        };
        let outcome = outcome.as_ref();
        if intent.command == Intent::RESTORES && outcome.is_some_and(Outcome::is_confirmed) {
            return None;
        }
        if intent.command == Intent::POINTS && outcome.is_none_or(Outcome::may_have_changed) {
            return Some(intent);
        }
    }
    None
}

pub fn stored(
    journal: &Journal,
    digest: &super::Digest,
    id: ApplicationId,
) -> Result<Application, JournalError> {
    let document = journal.document(digest)?;
    Application::read(document.into_bytes(), id).map_err(|_| changed(id, "it belongs to another application"))
}

pub fn sent(journal: &Journal, sent: &Sent, id: ApplicationId) -> Result<Application, JournalError> {
    let document = stored(journal, &sent.document, id)?;
    let Some(text) = sent.flag.as_deref().and_then(|flag| document.with_flag(flag)) else {
        return Ok(document);
    };
    Application::read(text.into_bytes(), id)
        .map_err(|_| changed(id, "the journal's value for the flag is malformed"))
}

fn changed(id: ApplicationId, what: &'static str) -> JournalError {
    JournalError::SnapshotChanged { application: id.to_string(), what }
}
