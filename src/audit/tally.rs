//! Tally: how many deliveries stand where, and the same by event, application, account, secret or day.

use std::collections::{BTreeMap, HashMap};

use super::DeliveryStatus;
use crate::verify::Code;
use crate::words::words;

words! {
    /// What deliveries are counted by.
    pub enum By {
        Event = "event",
        Application = "application",
        Account = "account",
        Secret = "secret",
        /// The day in UTC on which the log says that it came.
        Day = "day",
    }
}

/// How many stand where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    counts: [u64; DeliveryStatus::ALL.len()],
    /// The rejected ones by code: the first failure of each.
    pub rejected: BTreeMap<Code, u64>,
}

/// What a count is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Said by a genuine delivery, or by the log itself.
    Known(String),
    /// What deliveries that are not genuine say they are.
    Claimed(String),
    /// Deliveries that are not genuine, where what they claim could be anything.
    Unverified,
    /// What came after so many names that more are not told apart.
    Others,
}

/// Names that are told apart. Those that anybody may write are none of them, but secrets and days are many too.
const MOST: usize = 1000;

/// The tallies of all groups, each at a place of its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    known: HashMap<String, usize>,
    other: HashMap<Group, usize>,
    tallies: Vec<(Group, Tally)>,
}

impl Tally {
    /// Returns how many stand so.
    #[must_use]
    pub fn of(&self, standing: DeliveryStatus) -> u64 {
        self.counts[standing as usize]
    }

    /// Counts one delivery.
    pub(super) fn count(&mut self, standing: DeliveryStatus, code: Option<Code>) {
        self.counts[standing as usize] += 1;
        if let (DeliveryStatus::Rejected, Some(code)) = (standing, code) {
            *self.rejected.entry(code).or_default() += 1;
        }
    }

    /// Adds another tally to this one.
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
    /// The place of the group that genuine deliveries, or the log, call so. Beyond the most names, that of all others.
    pub(super) fn known(&mut self, name: &str) -> usize {
        if let Some(&place) = self.known.get(name) {
            return place;
        }
        if self.known.len() >= MOST {
            return self.other(Group::Others);
        }
        self.known.insert(name.to_owned(), self.tallies.len());
        self.added(Group::Known(name.to_owned()))
    }

    /// The place of any group. What is claimed must be one of a few words.
    pub(super) fn other(&mut self, group: Group) -> usize {
        if let Group::Known(name) = group {
            return self.known(&name);
        }
        if let Some(&place) = self.other.get(&group) {
            return place;
        }
        self.other.insert(group.clone(), self.tallies.len());
        self.added(group)
    }

    /// The tally at a place that was given out.
    pub(super) fn at(&mut self, place: usize) -> &mut Tally {
        &mut self.tallies[place].1
    }

    /// The groups and their tallies in the order of their places.
    pub(super) fn by_place(&self) -> &[(Group, Tally)] {
        &self.tallies
    }

    /// The groups of which something was counted, by name: the known ones first.
    pub(super) fn sorted(&self) -> Vec<(Group, Tally)> {
        let counted = |(_, tally): &&(Group, Tally)| *tally != Tally::default();
        let mut groups: Vec<(Group, Tally)> = self.tallies.iter().filter(counted).cloned().collect();
        groups.sort_by(|one, other| one.0.cmp(&other.0));
        groups
    }

    fn added(&mut self, group: Group) -> usize {
        self.tallies.push((group, Tally::default()));
        self.tallies.len() - 1
    }
}
