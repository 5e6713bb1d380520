//! Audit: a whole log of deliveries, each verified as of the time at which the log says it came.
//!
//! The log is trusted for two things: what arrived, and when. Nothing else of it is believed before it was verified.
//! It may be of any size and hold anything: memory is bounded, a line that cannot be read is counted and named, and
//! the next one is read.
//!
//! Every worker takes a block of whole lines from the reader, judges them on its own, and hands in a page; pages
//! are entered in the order of the log, since whether a token was seen before depends on what came before.
//!
//! Not here: files, compression, progress, exit codes.

mod layout;
mod line_result;
mod replays;
mod source;
mod tally;
#[cfg(test)]
mod tests;
mod totals;
mod worker;

use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};

use crate::delivery::{Era, Event};
use crate::verify::Verifier;

pub use layout::{Layout, ParsePointerError, Path};
pub use line_result::{DeliveryStatus, LineResult};
pub use source::LONGEST_LINE;
pub use tally::{By, Group, Tally};
pub use totals::{Broken, Totals};

use source::Source;
use totals::{Merge, Page};
use worker::BlockWorker;

/// How a log is read and judged.
///
/// ```
/// use std::ops::ControlFlow;
/// use vsw::audit::{Audit, By, DeliveryStatus};
/// # use vsw::{secret::SignatureSecret, verify::{Slot, Verifier}};
/// # let secret = SignatureSecret::new("the account's signature secret")?;
/// # let verifier = Verifier::builder().slot(Slot::new(&secret, "main")).build()?;
///
/// let log = br#"
///     {"schema":"vsw/delivery/1","method":"POST","url":"/","headers":[],"body":"{}","received_at":1587494970}
///     {"schema":"vsw/deliv
/// "#;
/// let audit = Audit { by: By::Day, ..Audit::of(&verifier) };
/// let mut ledger = audit.ledger();
/// audit.read(&log[1..], &mut ledger, &mut |_| ControlFlow::Continue(()))?;
/// assert_eq!(ledger.read, 2);
/// assert_eq!([DeliveryStatus::Unsigned, DeliveryStatus::Broken].map(|of| ledger.total.of(of)), [1, 1]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Audit<'v> {
    /// What each delivery is verified with.
    pub verifier: &'v Verifier,
    /// Where in a line the delivery stands.
    pub layout: Layout,
    /// What came signed when the log was written.
    pub era: Era,
    /// What the deliveries are counted by.
    pub by: By,
    /// Events of which genuine deliveries are counted, whatever else is counted by. (By events, all are.)
    pub required: Vec<Event>,
    /// The time to verify those as of whose line has none, in seconds since 1970. None: such a line is broken.
    pub now: Option<u64>,
    /// Only deliveries that came at this time or later, in seconds since 1970.
    pub since: Option<u64>,
    /// Only deliveries that came before this time, in seconds since 1970.
    pub until: Option<u64>,
    /// How many threads judge.
    pub threads: NonZeroUsize,
    /// Whether each line is answered, or all are only counted.
    pub answers: Answers,
}

/// Whether each line is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// All are counted, and replays looked for.
    Counted,
    /// Each is answered on its own, in order, without a look at the others.
    Each,
}

/// What takes the answers, in the order of the log. Breaking ends the reading.
pub type Sink<'s> = dyn FnMut(&LineResult) -> ControlFlow<()> + Send + 's;

impl<'v> Audit<'v> {
    /// An audit of `vsw`'s own lines by event, as of today's signing, on one thread, which only counts.
    #[must_use]
    pub fn of(verifier: &'v Verifier) -> Self {
        Self {
            verifier,
            layout: Layout::Capture,
            era: Era::Current,
            by: By::Event,
            required: Vec::new(),
            now: None,
            since: None,
            until: None,
            threads: NonZeroUsize::MIN,
            answers: Answers::Counted,
        }
    }

    /// A ledger for this audit, with nothing entered yet.
    #[must_use]
    pub fn ledger(&self) -> Totals {
        Totals::new(self.verifier.replay_window())
    }

    /// Reads a log to its end, or until `sink` breaks, and enters what was found. Lines are counted from 1 in each.
    ///
    /// # Errors
    /// What the reader says. What was read before is entered all the same.
    pub fn read(&self, log: impl Read + Send, ledger: &mut Totals, sink: &mut Sink<'_>) -> io::Result<()> {
        ledger.begin_log();
        let source = Mutex::new(Source::new(log));
        let merge = Merge::new(ledger, sink);
        std::thread::scope(|scope| {
            for _ in 1..self.threads.get() {
                scope.spawn(|| self.work(&source, &merge));
            }
            self.work(&source, &merge);
        });
        source.into_inner().unwrap_or_else(PoisonError::into_inner).into_result()
    }

    /// Takes blocks until there are none.
    fn work<R: Read>(&self, source: &Mutex<Source<R>>, merge: &Merge<'_, '_>) {
        let mut judge = BlockWorker::new(self);
        let mut block = Vec::new();
        loop {
            if merge.is_over() {
                return;
            }
            let taken = source.lock().unwrap_or_else(PoisonError::into_inner).next(&mut block);
            let Some(taken) = taken else { return };
            let mut page = Page::default();
            judge.block(&block, taken.refused, &mut page);
            merge.enter(taken.number, page);
        }
    }
}
