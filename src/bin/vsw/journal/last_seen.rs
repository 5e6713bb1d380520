//! `LastSeen`: for each application of an account, when vsw last saw signing on.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use vsw::application::ApplicationId;

use super::{AccountKey, Digest, Journal, JournalError, state_dir};
use crate::disk;

#[derive(Debug, Default)]
pub struct LastSeen {
    /// Unix milliseconds.
    times: HashMap<ApplicationId, i64>,
    unread: Option<UnreadLines>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this vsw cannot parse {count} of the lines of {path}; use the newest version of vsw; if the newest version fails, too, move the file away", path = path.display())]
pub struct UnreadLines {
    path: PathBuf,
    count: usize,
}

const LAST_SEEN_DIRECTORY: &str = "sights";

impl LastSeen {
    pub fn last_on(&self, id: ApplicationId) -> Option<Timestamp> {
        Timestamp::from_millisecond(*self.times.get(&id)?).ok()
    }

    pub fn ids(&self) -> impl Iterator<Item = ApplicationId> {
        self.times.keys().copied()
    }

    pub fn forget(&mut self, id: ApplicationId) {
        self.times.remove(&id);
    }

    pub fn saw_on(&mut self, id: ApplicationId, at: Timestamp) {
        self.times.insert(id, at.as_millisecond());
    }

    /// Returns an error if lines could not be parsed: saving would lose them.
    pub fn unread(&self) -> Option<&UnreadLines> {
        self.unread.as_ref()
    }

    fn of_text(text: &str, path: PathBuf) -> Self {
        let one = |line: &str| {
            let (id, time) = line.split_once(' ')?;
            Some((id.parse().ok()?, milliseconds(time)?))
        };
        let (mut times, mut count) = (HashMap::new(), 0);
        for line in text.lines() {
            match one(line) {
                Some((id, time)) => drop(times.insert(id, time)),
                None => count += 1,
            }
        }
        Self { times, unread: (count > 0).then_some(UnreadLines { path, count }) }
    }

    fn text(&self) -> String {
        let mut text = String::with_capacity(self.times.len() * 52);
        let mut last_seen: Vec<_> = self.times.iter().collect();
        // Sorted, so that equal content gives equal files.
        last_seen.sort_unstable();
        for (id, time) in last_seen {
            let _ = writeln!(text, "{id} {}.{:03}", time.div_euclid(1000), time.rem_euclid(1000));
        }
        text
    }
}

/// Parses Unix seconds, whole or with three digits after the point.
fn milliseconds(time: &str) -> Option<i64> {
    let (seconds, fraction) = time.split_once('.').unwrap_or((time, "000"));
    let fraction: u16 = fraction.parse().ok().filter(|_| fraction.len() == 3)?;
    seconds.parse::<i64>().ok()?.checked_mul(1000)?.checked_add(fraction.into())
}

impl Journal {
    pub fn last_seen(&self, account_key: AccountKey<'_>) -> Result<LastSeen, JournalError> {
        let path = file(&self.directory, account_key);
        let text = state_dir::read_text(&self.directory, &path)?;
        Ok(LastSeen::of_text(&text.unwrap_or_default(), path))
    }

    /// Returns at most `most` ids that start with `start`, of all accounts. Skips files beyond `limit` bytes
    /// in total.
    pub fn ids_last_seen(&self, start: &str, most: usize, mut limit: usize) -> Vec<ApplicationId> {
        let directory = self.directory.join(LAST_SEEN_DIRECTORY);
        let mut ids = Vec::new();
        for name in state_dir::names(&self.directory, &directory).into_iter().flatten() {
            let opened = state_dir::open_to_read(&self.directory, &directory.join(name));
            let read = |file| disk::text(disk::bounded(file, limit)?);
            let Some(text) = opened.ok().flatten().and_then(|file| read(file).ok()) else { continue };
            limit -= text.len();
            let found = text.lines().filter(|line| line.starts_with(start));
            let found = found.filter_map(|line| line.split_once(' ')?.0.parse::<ApplicationId>().ok());
            ids.extend(found.take(most - ids.len()));
        }
        ids
    }

    /// The file is durable when this returns. Of two simultaneous writes, the later one wins.
    pub fn save_last_seen(
        &self,
        account_key: AccountKey<'_>,
        last_seen: &LastSeen,
    ) -> Result<(), JournalError> {
        state_dir::write(&self.directory, &file(&self.directory, account_key), last_seen.text().as_bytes())
    }
}

/// The name is a hash, because an origin is not a valid file name.
fn file(state: &Path, account_key: AccountKey<'_>) -> PathBuf {
    let name = Digest::of(&format!("{}\n{}", account_key.origin, account_key.account));
    state.join(LAST_SEEN_DIRECTORY).join(format!("{}.txt", name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read_back_and_malformed_lines_counted() {
        let id: ApplicationId = "78d335fa-323d-0114-9c3d-d6f0d48968cf".parse().expect("an id");
        let mut last_seen = LastSeen::default();
        last_seen.saw_on(id, Timestamp::from_millisecond(1_700_000_000_061).expect("a time"));
        assert_eq!(last_seen.text(), "78d335fa-323d-0114-9c3d-d6f0d48968cf 1700000000.061\n");
        let read = LastSeen::of_text(&format!("x\n{id} soon\n{}78d335", last_seen.text()), "f".into());
        assert_eq!(read.last_on(id).map(Timestamp::as_millisecond), Some(1_700_000_000_061));
        let whole = LastSeen::of_text(&format!("{id} 1700000000\n"), "f".into());
        assert_eq!(whole.last_on(id).map(Timestamp::as_millisecond), Some(1_700_000_000_000));
        assert_eq!((read.times.len(), read.unread().map(|lines| lines.count)), (1, Some(3)));
    }
}
