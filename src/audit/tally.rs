//! Tally: counts of deliveries by status, grouped by event, application, account, secret or day.

use std::collections::{BTreeMap, HashMap};

use super::DeliveryStatus;
use crate::verify::Code;
use crate::words::words;

words! {
    /// The grouping of the counts.
    pub enum By {
        Event = "event",
        Application = "application",
        Account = "account",
        Secret = "secret",
        /// The UTC day of the receive time.
        Day = "day",
    }
}

/// Counts of deliveries by status.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    counts: [u64; DeliveryStatus::ALL.len()],
    /// Rejected deliveries by the code of their first failure.
    pub rejected: BTreeMap<Code, u64>,
}

/// The name of a group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// A name from genuine deliveries, or the day of any deliveries.
    Known(String),
    /// The name of an event, as claimed by deliveries that are not genuine.
    Claimed(String),
    /// All deliveries that are not genuine, when grouped by application, account or secret: a forger could
    /// claim any number of names.
    Unverified,
    /// All further known names together, after the first 1000.
    Others,
}

/// Maximum number of known names. Claimed names need no limit: they are events' names from a fixed list.
const MAX_NAMED: usize = 1000;

#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    known: HashMap<String, usize>,
    other: HashMap<Group, usize>,
    tallies: Vec<(Group, Tally)>,
    /// Index of the known group that the last lookup found.
    last: usize,
}

impl Tally {
    #[must_use]
    pub fn of(&self, status: DeliveryStatus) -> u64 {
        self.counts[status as usize]
    }

    pub(super) fn count(&mut self, status: DeliveryStatus, code: Option<Code>) {
        self.counts[status as usize] += 1;
        if let (DeliveryStatus::Rejected, Some(code)) = (status, code) {
            *self.rejected.entry(code).or_default() += 1;
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        for (count, more) in self.counts.iter_mut().zip(other.counts) {
            *count += more;
        }
        for (code, count) in &other.rejected {
            *self.rejected.entry(*code).or_default() += count;
        }
    }
}

impl Groups {
    /// Returns the index of a known name's group, or of [`Group::Others`] beyond the limit.
    pub(super) fn known(&mut self, name: &str) -> usize {
        // Consecutive lines often have the same group.
        if let Some((Group::Known(last), _)) = self.tallies.get(self.last)
            && last == name
        {
            return self.last;
        }
        if let Some(&index) = self.known.get(name) {
            self.last = index;
            return index;
        }
        if self.known.len() >= MAX_NAMED {
            return self.index_of(Group::Others);
        }
        self.known.insert(name.to_owned(), self.tallies.len());
        self.push(Group::Known(name.to_owned()))
    }

    /// Returns the group's index, and adds the group if it is new.
    pub(super) fn index_of(&mut self, group: Group) -> usize {
        if let Group::Known(name) = group {
            return self.known(&name);
        }
        if let Some(&index) = self.other.get(&group) {
            return index;
        }
        self.other.insert(group.clone(), self.tallies.len());
        self.push(group)
    }

    pub(super) fn at(&mut self, index: usize) -> &mut Tally {
        &mut self.tallies[index].1
    }

    pub(super) fn in_order(&self) -> &[(Group, Tally)] {
        &self.tallies
    }

    /// Returns the nonempty groups in the order of [`Group`].
    pub(super) fn sorted(&self) -> Vec<(Group, Tally)> {
        let counted = |(_, tally): &&(Group, Tally)| *tally != Tally::default();
        let mut groups: Vec<(Group, Tally)> = self.tallies.iter().filter(counted).cloned().collect();
        groups.sort_by(|one, other| one.0.cmp(&other.0));
        groups
    }

    fn push(&mut self, group: Group) -> usize {
        self.tallies.push((group, Tally::default()));
        self.tallies.len() - 1
    }
}
