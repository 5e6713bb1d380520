//! Journaling: the journal entries of a change, before and after its PUT.
//!
//! Not here: when the entries are written (`pass`).

use vsw::application::ApplicationId;
use vsw::json::differences;

use super::super::change_outcome::ChangeOutcome;
use super::pass::Announced;
use super::{Changer, Desired, Disk, RestoredSigning};
use crate::journal::{self, Digest, Entry, Intent, Journal, JournalError, Sent};
use crate::vocabulary::Recorded;

impl Changer<'_> {
    /// Writes the snapshot and the journal line that announces the PUT. Must complete before the PUT. Also
    /// writes a document with new webhook addresses, because no snapshot contains that document.
    pub(super) async fn write_intent(
        &self,
        announced: &Announced,
        desired: &Desired<'_>,
    ) -> Result<(), JournalError> {
        let (before, after) = (announced.change.before(), announced.change.after());
        let mut documents = vec![before.text().to_owned()];
        let replaces = Digest::of(before.text());
        let flag = after.flag().map(str::to_owned);
        let sends = match desired {
            Desired::Flag(_) | Desired::Planned(..) => Sent { document: replaces.clone(), flag },
            Desired::Addresses(_) => {
                documents.push(after.text().to_owned());
                Sent { document: Digest::of(after.text()), flag: None }
            }
            Desired::Earlier(restoration) => Sent {
                document: restoration.digest.clone(),
                flag: flag.filter(|_| restoration.signing == RestoredSigning::Present),
            },
        };
        let account = &self.online.account;
        let line = Entry::Intent(Intent {
            at: self.context.now(),
            run: self.run.name.clone(),
            snapshot: announced.snapshot.clone(),
            command: self.run.command.to_owned(),
            by: self.context.actor(),
            profile: account.profile.clone(),
            account: account.api_key.clone(),
            origin: account.origin.as_str().to_owned(),
            application: before.id().to_string(),
            name: before.name().to_owned(),
            before: before.into(),
            replaces,
            sends,
        });
        let write = move |journal: &Journal| {
            documents.iter().try_for_each(|document| journal.keep(document).map(drop))?;
            journal.append(&line)
        };
        self.on_disk(write).await
    }

    pub(super) async fn conclude(
        &self,
        announced: &Announced,
        outcome: &ChangeOutcome,
    ) -> Result<(), JournalError> {
        let sent = announced.change.after();
        // The sent document can be rebuilt from the journal, so an equal read-back is not stored.
        let other =
            outcome.read_back.as_ref().filter(|shown| !differences(sent.json(), shown.json()).is_empty());
        let other = other.map(|shown| shown.text().to_owned());
        self.record(sent.id(), &announced.snapshot, outcome, other).await
    }

    /// Records the outcome of a change that this run announced before it was stopped and resumed.
    pub async fn conclude_earlier(
        &self,
        id: ApplicationId,
        snapshot: &str,
        outcome: &ChangeOutcome,
    ) -> Result<(), JournalError> {
        self.record(id, snapshot, outcome, None).await
    }

    async fn record(
        &self,
        id: ApplicationId,
        snapshot: &str,
        outcome: &ChangeOutcome,
        read_back: Option<String>,
    ) -> Result<(), JournalError> {
        let line = Entry::Outcome(journal::Outcome {
            at: self.context.now(),
            snapshot: snapshot.to_owned(),
            application: id.to_string(),
            outcome: Recorded::Known(outcome.outcome),
            code: outcome.code.map(Recorded::Known),
            after: outcome.after,
            read_back: read_back.as_deref().map(Digest::of),
        });
        let write = move |journal: &Journal| {
            read_back.map(|shown| journal.keep(&shown)).transpose().and_then(|_| journal.append(&line))
        };
        self.on_disk(write).await
    }

    async fn on_disk(
        &self,
        write: impl FnOnce(&Journal) -> Result<(), JournalError> + Send + 'static,
    ) -> Result<(), JournalError> {
        let journal = self.journal.ok_or(JournalError::NoDirectory)?;
        if self.disk == Disk::Here {
            return write(journal);
        }
        let journal = journal.clone();
        match tokio::task::spawn_blocking(move || write(&journal)).await {
            Ok(written) => written,
            // The task is never cancelled, so its only error is a panic.
            Err(ended) => std::panic::resume_unwind(ended.into_panic()),
        }
    }
}
