//! Pointings: webhook addresses that `vsw listen --point` set to a receiver and has not restored.

use std::collections::HashSet;

use vsw::application::{Application, ApplicationId, VoiceWebhook};

use super::{AccountMemory, Memory, Recorded};
use crate::journal::{self, AccountKey, Intent, Journal, JournalError, Record};
use crate::report::status::ChangedBy;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointedAddress {
    pub webhook: VoiceWebhook,
    /// The JSON text of the old address.
    pub before: String,
    /// The address that vsw wrote.
    pub written: String,
}

/// A change by `--point` that may still be in effect, according to the journal.
pub struct Pointing<'m> {
    pub intent: &'m Intent,
    /// The addresses that the change wrote and that the application still has.
    pub addresses: Vec<PointedAddress>,
    pub is_running: bool,
    /// The options with which `vsw rollback` restores the addresses.
    pub options: String,
}

impl PointedAddress {
    pub fn is_in(&self, now: &Application) -> bool {
        let webhook = now.webhook(self.webhook);
        webhook.and_then(|webhook| webhook.address).is_some_and(|address| address == self.written)
    }
}

impl Pointing<'_> {
    /// Returns whether all of these members are addresses that vsw wrote.
    pub fn covers(&self, paths: &[&str]) -> bool {
        paths.iter().all(|path| self.addresses.iter().any(|one| one.webhook.address_path() == *path))
    }

    /// Returns who made the change. The journal may lack its outcome, but the application has the written
    /// addresses.
    pub fn by(&self) -> ChangedBy {
        let Intent { command, by, at, .. } = self.intent;
        ChangedBy { command: command.clone(), user: by.user.clone(), at: at.to_string() }
    }
}

impl AccountMemory<'_> {
    /// Returns the newest change by `--point` that may still be in effect, if the application still has one
    /// of its addresses.
    pub fn pointing(&self, now: &Application) -> Option<Pointing<'_>> {
        let Recorded { journal, .. } = self.memory.recorded.as_ref()?;
        let id = now.id();
        let intent = journal::open_pointing(self.records(id))?;
        let mut addresses = pointed_by(intent, journal, id).ok()?;
        addresses.retain(|address| address.is_in(now));
        let is_running = journal.are_webhooks_locked(id);
        let options = self.options_to_restore(&intent.snapshot, id);
        (!addresses.is_empty()).then_some(Pointing { intent, addresses, is_running, options })
    }

    pub fn pointed_by(&self, snapshot: &str, id: ApplicationId) -> Result<Vec<PointedAddress>, JournalError> {
        let intent = self.change(id, Some(snapshot))?;
        pointed_by(intent, &self.memory.recorded()?.journal, id)
    }

    pub fn options_to_restore(&self, snapshot: &str, id: ApplicationId) -> String {
        options_to_restore(snapshot, self.records(id))
    }
}

impl Memory<'_> {
    /// Returns pointings that may still be in effect without a running receiver, each with the options for
    /// `vsw rollback`.
    pub fn abandoned_pointings(&self) -> Vec<(&Intent, String)> {
        let Some(Recorded { journal, past }) = &self.recorded else { return Vec::new() };
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        for record in past.records.iter().rev() {
            let Record::Change { intent, .. } = record else { continue };
            let key = AccountKey { account: &intent.account, origin: &intent.origin };
            if intent.command != Intent::POINTS
                || !seen.insert((&intent.application, key.account, key.origin))
            {
                continue;
            }
            let Ok(id) = intent.application.parse() else { continue };
            let left = left_pointing(|| past.of_account(id, key), journal, id);
            if let Some(left) = left.filter(|_| !journal.are_webhooks_locked(id)) {
                found.push((left, options_to_restore(&left.snapshot, past.of_account(id, key))));
            }
        }
        found
    }
}

/// Returns the newest change by `--point` that may still be in effect, unless the last recorded document has
/// none of its addresses.
fn left_pointing<'r, R: DoubleEndedIterator<Item = &'r Record>>(
    records: impl Fn() -> R,
    journal: &Journal,
    id: ApplicationId,
) -> Option<&'r Intent> {
    let open = journal::open_pointing(records())?;
    for record in records().rev() {
        if let Some(Ok(last)) = record.confirmed(journal, id) {
            let addresses = pointed_by(open, journal, id).unwrap_or_default();
            return addresses.iter().any(|address| address.is_in(&last)).then_some(open);
        }
        if matches!(record, Record::Change { intent, .. } if intent == open) {
            break;
        }
    }
    Some(open)
}

/// Each option starts with a space. Returns no options if `vsw rollback` alone undoes the pointing.
fn options_to_restore<'r>(snapshot: &str, records: impl DoubleEndedIterator<Item = &'r Record>) -> String {
    match journal::change_to_undo(records) {
        Some(change) if change.snapshot == snapshot => String::new(),
        // A later change may have turned signing on. Restoring the older snapshot must not undo that.
        _ => format!(" --to {snapshot} --keep-signing"),
    }
}

fn pointed_by(
    intent: &Intent,
    journal: &Journal,
    id: ApplicationId,
) -> Result<Vec<PointedAddress>, JournalError> {
    let before = journal::stored(journal, &intent.replaces, id)?;
    let after = journal::sent(journal, &intent.sends, id)?;
    let address = |of: &Application, webhook| of.webhook(webhook).and_then(|webhook| webhook.address);
    let pointed = VoiceWebhook::ALL.into_iter().filter_map(|webhook| {
        let written = address(&after, webhook)?;
        let is_new = address(&before, webhook).is_none_or(|before| before != written);
        let before = before.address(webhook).ok()??.to_owned();
        is_new.then_some(PointedAddress { webhook, before, written })
    });
    Ok(pointed.collect())
}
