//! Page: what was found in one block of a log, before it is entered among what came before it.

use std::collections::BTreeMap;

use super::answer::Answer;
use super::tally::{Groups, Tally};
use crate::delivery::Event;
use crate::verify::TokenId;

/// What was found in one block. Lines are counted from 1 within it.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// All lines, empty ones too.
    pub(super) lines: u64,
    /// Lines that are not empty.
    pub(super) read: u64,
    /// Deliveries from outside of the times that were asked for.
    pub(super) outside: u64,
    /// All but the genuine ones, which are counted once it is known that they did not come before.
    pub(super) total: Tally,
    pub(super) groups: Groups,
    pub(super) genuine: Vec<Genuine>,
    /// Genuine deliveries by event, also those that came before; where events are looked at.
    pub(super) events: BTreeMap<Event, u64>,
    /// The first lines that could not be read, and why.
    pub(super) broken: Vec<(u64, String)>,
    /// The times of the first and the last delivery that has one.
    pub(super) times: Option<(u64, u64)>,
    /// Deliveries that came, by the log's own times, before the one above them.
    pub(super) disordered: u64,
    /// Where each line is answered.
    pub(super) answers: Vec<Answer>,
}

/// A genuine delivery that may still turn out to have come before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Genuine {
    pub(super) token: TokenId,
    pub(super) received_at: u64,
    /// The place of its group on the page.
    pub(super) group: usize,
}

/// More broken lines than this are not named. They are counted.
pub(super) const MOST_NAMED: usize = 100;

impl Page {
    /// Notes when a delivery came, in the order of the log.
    pub(super) fn note_time(&mut self, time: u64) {
        match &mut self.times {
            None => self.times = Some((time, time)),
            Some((_, last)) => {
                self.disordered += u64::from(time < *last);
                *last = time;
            }
        }
    }

    pub(super) fn note_broken(&mut self, line: u64, reason: impl FnOnce() -> String) {
        if self.broken.len() < MOST_NAMED {
            self.broken.push((line, reason()));
        }
    }
}
