//! The last-seen file of an account: when each application's signing was last seen on.

use std::cell::RefCell;

use jiff::Timestamp;
use vsw::application::ApplicationId;

use super::{AccountMemory, SAME_AGAIN};
use crate::journal::LastSeen;
use crate::screen::Screen;

impl AccountMemory<'_> {
    /// Notes that signing is on, unless the last note is recent and the journal has no newer record.
    /// [`AccountMemory::save_last_seen`] writes the notes to disk.
    pub fn saw_on(&self, id: ApplicationId, now: Timestamp) {
        let mut last_seen = self.last_seen().borrow_mut();
        let is_old = |last: Timestamp| {
            now.duration_since(last) > SAME_AGAIN || self.last_recorded(id).is_some_and(|at| at > last)
        };
        if last_seen.last_on(id).is_none_or(is_old) {
            last_seen.saw_on(id, now);
            self.has_news.set(true);
        }
    }

    /// Removes an application that the API no longer has.
    pub fn forget(&self, id: ApplicationId) {
        self.last_seen().borrow_mut().forget(id);
        self.has_news.set(true);
    }

    /// Does not overwrite a file that could not be read, because its content would be lost. A write error
    /// does not fail the check.
    pub fn save_last_seen(&self, screen: &Screen) {
        if let Some(reason) = self.unread.get() {
            screen.warn(format!(
                "vsw did not save when this run saw signing on, because some earlier records are unreadable: {reason}"
            ));
            return;
        }
        let Some(recorded) = self.memory.recorded.as_ref().filter(|_| self.has_news.get()) else { return };
        if let Err(error) = recorded.journal.save_last_seen(self.account_key, &self.last_seen().borrow()) {
            tracing::info!("vsw could not save when this run saw signing on: {error}");
        }
    }

    pub(super) fn last_seen(&self) -> &RefCell<LastSeen> {
        self.last_seen.get_or_init(|| {
            let Some(recorded) = &self.memory.recorded else { return RefCell::default() };
            let read = recorded.journal.last_seen(self.account_key);
            let problem = match &read {
                Ok(read) => read.unread().map(ToString::to_string),
                Err(error) => Some(error.to_string()),
            };
            // This closure runs once, so the cell is empty.
            let _ = problem.map(|problem| self.unread.set(problem));
            RefCell::new(read.unwrap_or_default())
        })
    }
}
