//! LastSeen: when each application of an account was last seen with signing on by a check of a whole set. A line for
//! each, so that a check of a hundred thousand leaves a few megabytes and no document; it is enough to tell later that
//! a flag was dropped, and when it was last there.
//!
//! Not here: what a check of single applications notes, with their documents (`Entry::Seen`).

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use vsw::application::ApplicationId;

use super::{AccountKey, Digest, Journal, JournalError, state_dir};

/// Who was seen with signing on, and when last.
#[derive(Debug, Default)]
pub struct LastSeen(HashMap<ApplicationId, i64>);

const SIGHTS: &str = "sights";

impl LastSeen {
    pub fn last_on(&self, id: ApplicationId) -> Option<Timestamp> {
        Timestamp::from_second(*self.0.get(&id)?).ok()
    }

    pub fn ids(&self) -> impl Iterator<Item = ApplicationId> {
        self.0.keys().copied()
    }

    /// It is gone.
    pub fn forget(&mut self, id: ApplicationId) {
        self.0.remove(&id);
    }

    pub fn saw_on(&mut self, id: ApplicationId, at: Timestamp) {
        self.0.insert(id, at.as_second());
    }

    /// Lines that cannot be read are passed over: a sight that is lost is lost, and nothing hangs on it.
    fn of_text(text: &str) -> Self {
        let one = |line: &str| {
            let (id, second) = line.split_once(' ')?;
            Some((id.parse().ok()?, second.parse().ok()?))
        };
        Self(text.lines().filter_map(one).collect())
    }

    fn text(&self) -> String {
        let mut text = String::with_capacity(self.0.len() * 48);
        let mut sights: Vec<_> = self.0.iter().collect();
        // In order, so that the same sights are the same file.
        sights.sort_unstable();
        for (id, second) in sights {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{id} {second}");
        }
        text
    }
}

impl Journal {
    /// When each application of an account was last seen with signing on.
    ///
    /// # Errors
    /// What is kept of it cannot be read.
    pub fn sights(&self, whose: AccountKey<'_>) -> Result<LastSeen, JournalError> {
        let text = state_dir::read_text(&self.folder, &file(&self.folder, whose))?;
        Ok(LastSeen::of_text(&text.unwrap_or_default()))
    }

    /// Keeps them; they are on disk when this returns. Of two that do so at once, the later one counts.
    pub fn keep_sights(&self, whose: AccountKey<'_>, sights: &LastSeen) -> Result<(), JournalError> {
        state_dir::write(&self.folder, &file(&self.folder, whose), sights.text().as_bytes())
    }
}

/// Named by a hash: an account's key and an origin need not be fit for a file's name.
fn file(state: &Path, whose: AccountKey<'_>) -> PathBuf {
    let name = Digest::of(&format!("{}\n{}", whose.origin, whose.account));
    state.join(SIGHTS).join(format!("{}.txt", name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_is_read_again_and_torn_lines_are_passed_over() {
        let id: ApplicationId = "78d335fa-323d-0114-9c3d-d6f0d48968cf".parse().expect("an id");
        let mut sights = LastSeen::default();
        sights.saw_on(id, Timestamp::from_second(1_700_000_000).expect("a time"));
        assert_eq!(sights.text(), "78d335fa-323d-0114-9c3d-d6f0d48968cf 1700000000\n");
        let read = LastSeen::of_text(&format!("x\n{id} soon\n{}78d335", sights.text()));
        assert_eq!(read.last_on(id).map(Timestamp::as_second), Some(1_700_000_000));
        assert_eq!(read.0.len(), 1);
    }
}
