//! Ledger: compares what each round found with the previous state and decides what is new. An unchanged drift is not
//! reported again.

use jiff::Timestamp;

use crate::codes::Code;
use crate::exit::Exit;
use crate::report::status::{CheckedApplication, Verdict};
use crate::report::watch::{Happened, Key, Standing, WatchState};

impl WatchState {
    /// Records the result of a round for an application and returns what is new, if anything. `name` must be sanitized.
    pub fn see(
        &mut self,
        key: Key,
        checked: &CheckedApplication,
        name: Option<String>,
        round: u32,
        now: Timestamp,
    ) -> Option<Happened> {
        let unread = || Standing { since: now, ..Standing::default() };
        let standing = self.applications.entry(key).or_insert_with(unread);
        standing.round = round;
        if name.is_some() && standing.name.as_deref() != name.as_deref() {
            standing.name = name.map(Into::into);
        }
        if checked.verdict == Verdict::Unknown {
            let is_news = standing.unknown_since.is_none();
            standing.unknown_since.get_or_insert(now);
            return is_news.then_some(Happened::Unknown);
        }
        let before = (standing.verdict, standing.code, standing.is_bad);
        let was_unknown = standing.unknown_since.take().is_some();
        standing.unseen_since = None;
        standing.last_read = Some(now);
        standing.was_on |= checked.signing.is_on();
        // A rule may accept an unlisted application; turning its signing off is reported in any case.
        standing.is_bad = checked.verdict == Verdict::Drift
            || (checked.verdict == Verdict::Unlisted && checked.exit == Exit::No);
        let is_same = before == (Some(checked.verdict), checked.code, standing.is_bad);
        if !is_same {
            (standing.verdict, standing.code, standing.since) = (Some(checked.verdict), checked.code, now);
        }
        let was_bad = before.2;
        match standing.is_bad {
            true => (!is_same || was_unknown).then_some(Happened::Drift),
            false => (was_bad || was_unknown).then_some(Happened::Recovered),
        }
    }

    /// Records a confirmed healing; `rest` is the remaining problem beside the flag.
    pub fn healed(&mut self, key: Key, rest: Option<Code>, now: Timestamp) {
        let Some(standing) = self.applications.get_mut(&key) else { return };
        standing.verdict = Some(if rest.is_some() { Verdict::Drift } else { Verdict::Ok });
        (standing.code, standing.is_bad, standing.was_on) = (rest, rest.is_some(), true);
        (standing.since, standing.last_read) = (now, Some(now));
    }

    /// Marks the applications that an incomplete round did not reach as unseen. Returns their number.
    pub fn unseen(&mut self, round: u32, now: Timestamp) -> usize {
        let unseen = self.applications.values_mut().filter(|standing| standing.round != round);
        unseen.map(|standing| standing.unseen_since.get_or_insert(now)).count()
    }

    /// Removes the applications that a complete round did not find. Returns those that had a problem.
    pub fn gone(&mut self, round: u32) -> Vec<(Key, Standing)> {
        let mut gone = Vec::new();
        self.applications.retain(|key, standing| {
            if standing.round != round && (standing.is_bad || standing.unknown_since.is_some()) {
                gone.push((*key, standing.clone()));
            }
            standing.round == round
        });
        gone
    }
}

#[cfg(test)]
mod tests;
