//! Memory: what this machine knows from earlier of an account's applications, and what it notes for later. From the
//! journal, where there is one.

use jiff::SignedDuration;
use vsw::application::Application;

use crate::config::Account;
use crate::context::Context;
use crate::journal::{Entry, Journal, JournalError, Past, Seen, Whose};

/// The journal, and what it said when the run began.
pub struct Memory {
    journal: Journal,
    past: Past,
}

/// How long a sight that shows nothing new is not noted again: a check that runs every minute must not fill a disk.
pub const SAME_AGAIN: SignedDuration = SignedDuration::from_hours(1);

impl Memory {
    /// What is known; none where this machine has no place for it.
    pub fn of(context: &Context) -> Option<Self> {
        let memory = context.journal().and_then(|journal| journal.read().map(|past| Self { journal, past }));
        match memory {
            Ok(memory) => Some(memory),
            // A machine without a place for state is an ordinary one; a state folder that is not ours is not.
            Err(JournalError::NoFolder) => None,
            Err(error) => {
                context.screen.warn(format!("what was seen earlier is not taken into account: {error}"));
                None
            }
        }
    }

    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    pub fn past(&self) -> &Past {
        &self.past
    }

    /// Notes what was seen, where that is news. A journal that cannot be written is no reason to fail a check.
    pub fn note(&self, application: &Application, account: &Account, context: &Context) {
        let now = context.now();
        let last = self.past.of_account(application.id(), whose(account)).next_back();
        let is_news = last.is_none_or(|last| {
            let same = last
                .confirmed(&self.journal, application.id())
                .is_some_and(|known| known.text() == application.text());
            !same || now.duration_since(last.at()) > SAME_AGAIN
        });
        // What a check merely saw is not worth a secret of ours on disk.
        if !is_news || context.screen.redactions().touch(application.text()) {
            return;
        }
        let noted = self.journal.keep(application.text()).and_then(|document| {
            self.journal.append(&Entry::Seen(Seen {
                at: now,
                by: context.actor(),
                account: account.api_key.clone(),
                origin: account.origin.as_str().to_owned(),
                application: application.id().to_string(),
                name: application.name().to_owned(),
                signing: application.into(),
                document,
            }))
        });
        if let Err(error) = noted {
            tracing::info!("what was seen is not noted: {error}");
        }
    }
}

/// An account as the journal knows it.
pub fn whose(account: &Account) -> Whose<'_> {
    Whose { account: &account.api_key, origin: account.origin.as_str() }
}
