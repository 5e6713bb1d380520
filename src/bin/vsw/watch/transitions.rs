//! Transitions: compares each round with the state before it, and decides which changes to report.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use jiff::Timestamp;

use crate::codes::Code;
use crate::exit::Exit;
use crate::report::Moved;
use crate::report::status::{CheckedApplication, Verdict};
use crate::report::watch::{ApplicationState, EventKind, Key, WatchState};

impl WatchState {
    /// Returns the event to report, if any. `name` must be sanitized.
    pub fn record(
        &mut self,
        key: Key,
        checked: &CheckedApplication,
        name: Option<String>,
        round: u32,
        now: Timestamp,
    ) -> Option<EventKind> {
        let unread = || ApplicationState { since: now, ..ApplicationState::default() };
        let entry = self.applications.entry(key).or_insert_with(unread);
        entry.round = round;
        if name.is_some() && entry.name.as_deref() != name.as_deref() {
            entry.name = name.map(Into::into);
        }
        if checked.verdict == Verdict::Unknown {
            let is_news = entry.unknown_since.is_none();
            entry.unknown_since.get_or_insert(now);
            return is_news.then_some(EventKind::Unknown);
        }
        let before = (entry.verdict, entry.code, entry.is_bad);
        let was_unknown = entry.unknown_since.take().is_some();
        entry.unseen_since = None;
        entry.last_read = Some(now);
        entry.was_on |= checked.signing.is_on();
        // An unlisted application is a problem only with `unlisted = "fail"` or `--fail-on unlisted`.
        entry.is_bad = checked.verdict == Verdict::Drift
            || (checked.verdict == Verdict::Unlisted && checked.exit == Exit::No);
        let is_same = before == (Some(checked.verdict), checked.code, entry.is_bad);
        if !is_same {
            (entry.verdict, entry.code, entry.since) = (Some(checked.verdict), checked.code, now);
        }
        let was_bad = before.2;
        let moved = hash_of(&checked.differences);
        let has_moved = std::mem::replace(&mut entry.moved, moved) != moved && moved.is_some();
        match entry.is_bad {
            true if !is_same || was_unknown => Some(EventKind::Drift),
            false if was_bad || was_unknown => Some(EventKind::Recovered),
            _ => has_moved.then_some(EventKind::Moved),
        }
    }

    /// `rest` is the problem that remains after the healing, if any.
    pub fn record_healing(&mut self, key: Key, rest: Option<Code>, now: Timestamp) {
        let Some(entry) = self.applications.get_mut(&key) else { return };
        entry.verdict = Some(if rest.is_some() { Verdict::Drift } else { Verdict::Ok });
        (entry.code, entry.is_bad, entry.was_on) = (rest, rest.is_some(), true);
        (entry.since, entry.last_read) = (now, Some(now));
    }

    /// Marks the applications that an incomplete round did not reach, and returns their number.
    pub fn mark_unseen(&mut self, round: u32, now: Timestamp) -> usize {
        let unseen = self.applications.values_mut().filter(|entry| entry.round != round);
        unseen.map(|entry| entry.unseen_since.get_or_insert(now)).count()
    }

    /// Removes the applications that a complete round did not find. Returns those with a problem or an unknown state.
    pub fn remove_gone(&mut self, round: u32) -> Vec<(Key, ApplicationState)> {
        let mut gone = Vec::new();
        self.applications.retain(|key, entry| {
            if entry.round != round && (entry.is_bad || entry.unknown_since.is_some()) {
                gone.push((*key, entry.clone()));
            }
            entry.round == round
        });
        gone
    }
}

/// A hash saves memory: the moved members may be long.
fn hash_of(moved: &[Moved]) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    moved.hash(&mut hasher);
    (!moved.is_empty()).then(|| hasher.finish())
}

#[cfg(test)]
mod tests;
