//! Audit: verifies the deliveries of a log.
//!
//! Invariant: memory is bounded for any log. The log is trusted only for what arrived and when.

mod json_pointer;
mod layout;
mod line_result;
mod places;
mod record;
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

use crate::delivery::Era;
use crate::verify::Verifier;

pub use json_pointer::{JsonPointer, ParsePointerError};
pub use layout::Layout;
pub use line_result::{DeliveryStatus, LineResult};
pub use places::{BodyEncoding, Places, RequestPlaces};
pub use source::LONGEST_LINE;
pub use tally::{By, Group, Tally};
pub use totals::{Broken, BrokenKind, RejectedDelivery, Sample, Totals};

use source::Source;
use totals::{BlockResult, Merge};
use worker::BlockWorker;

/// How to read and verify a log.
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
/// let mut totals = audit.totals();
/// audit.read(&log[1..], &mut totals, &mut |_| ControlFlow::Continue(()))?;
/// assert_eq!(totals.read, 2);
/// assert_eq!([DeliveryStatus::Unsigned, DeliveryStatus::Broken].map(|of| totals.total.of(of)), [1, 1]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Audit<'v> {
    pub verifier: &'v Verifier,
    pub layout: Layout,
    /// The period in which the log was written. In the Developer Preview, Vonage signed only ten events, so
    /// unsigned deliveries of other events are expected.
    pub era: Era,
    pub by: By,
    /// The verification time for lines without a receive time, in seconds since 1970. With `None`, such lines
    /// are broken.
    pub now: Option<u64>,
    /// Include only deliveries received at this time or later, in seconds since 1970.
    pub since: Option<u64>,
    /// Include only deliveries received before this time, in seconds since 1970.
    pub until: Option<u64>,
    /// Number of verifying threads, including the caller's.
    pub threads: NonZeroUsize,
    pub line_results: LineResults,
}

/// Whether to report each line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineResults {
    /// Only count deliveries, in total and by group. Detects replays.
    Counted,
    /// Report each delivery within the requested times, and each broken line, in log order. Count deliveries
    /// in total, but not by group, and do not detect replays.
    Each,
}

/// Receives the line results in log order. Returning `Break` stops the audit.
pub type Sink<'s> = dyn FnMut(&LineResult) -> ControlFlow<()> + Send + 's;

impl<'v> Audit<'v> {
    /// Returns an audit of `vsw/delivery/1` lines of [`Era::Current`], on one thread, with counts by event.
    #[must_use]
    pub fn of(verifier: &'v Verifier) -> Self {
        Self {
            verifier,
            layout: Layout::Capture,
            era: Era::Current,
            by: By::Event,
            now: None,
            since: None,
            until: None,
            threads: NonZeroUsize::MIN,
            line_results: LineResults::Counted,
        }
    }

    /// Returns empty totals for this audit.
    #[must_use]
    pub fn totals(&self) -> Totals {
        Totals::new(self.verifier.longest_validity())
    }

    /// Reads a log and adds the results to `totals`.
    ///
    /// Stops early if `sink` returns `Break`. Line numbers start at 1 in each log.
    ///
    /// # Errors
    /// Fails with the reader's error. Lines before the error are still counted.
    pub fn read(&self, log: impl Read + Send, totals: &mut Totals, sink: &mut Sink<'_>) -> io::Result<()> {
        totals.begin_log();
        let source = Mutex::new(Source::new(log));
        let merge = Merge::new(totals, sink);
        std::thread::scope(|scope| {
            for _ in 1..self.threads.get() {
                scope.spawn(|| self.work(&source, &merge));
            }
            self.work(&source, &merge);
        });
        source.into_inner().unwrap_or_else(PoisonError::into_inner).into_result()
    }

    fn work<R: Read>(&self, source: &Mutex<Source<R>>, merge: &Merge<'_, '_>) {
        let _guard = EndOnPanic(merge);
        let mut worker = BlockWorker::new(self);
        let mut block = Vec::new();
        loop {
            if merge.is_over() {
                return;
            }
            let next = source.lock().unwrap_or_else(PoisonError::into_inner).next(&mut block);
            let Some(next) = next else { return };
            let mut result = BlockResult::default();
            worker.block(&block, next.refused, &mut result);
            merge.enter(next.number, result);
        }
    }
}

/// Ends the audit if a worker panics: other workers may wait for its result.
struct EndOnPanic<'m, 'l, 's>(&'m Merge<'l, 's>);

impl Drop for EndOnPanic<'_, '_, '_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.end();
        }
    }
}
