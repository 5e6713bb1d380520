//! Totals: the results of blocks of lines, merged in log order.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::replays::Replays;
use super::tally::{Groups, Tally};
use super::{DeliveryStatus, Group, LineResult, Sink};
use crate::delivery::{Delivery, Event, Product};
use crate::verify::TokenId;

/// The results of one or several logs.
#[derive(Debug, Default)]
pub struct Totals {
    /// Lines that are not empty.
    pub read: u64,
    /// Deliveries outside of the requested times; they are not verified.
    pub outside_times: u64,
    /// Deliveries within the requested times, and broken lines.
    pub total: Tally,
    /// The first 100 broken lines.
    pub broken: Vec<Broken>,
    /// Deliveries with an earlier time than their predecessor. Replays among them may be missed.
    pub disordered: u64,
    /// The first rejected deliveries, for a search for causes.
    pub rejected_sample: Sample,
    /// The first unsigned deliveries, without those that are expected to be unsigned in the log's period
    /// (`Audit::era`).
    pub unsigned_sample: Sample,
    groups: Groups,
    events: BTreeMap<Event, u64>,
    products: BTreeMap<Product, u64>,
    replays: Replays,
    logs: usize,
    lines: u64,
    last_time: Option<u64>,
}

/// A line that cannot be verified, for example because the body is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The log's index, from 0 in reading order.
    pub log: usize,
    /// The line number, from 1.
    pub line: u64,
    pub kind: BrokenKind,
    pub reason: String,
}

/// What is wrong with a broken line, if that suggests a next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BrokenKind {
    /// Text precedes the JSON, as in a container's log.
    TextBeforeJson,
    /// A logger replaced the token.
    TokenRedacted,
    /// The body was parsed, so the signed bytes are lost.
    BodyParsed,
    /// The body is missing or null.
    BodyAbsent,
    Other,
}

/// Deliveries of one status: the first ones, at most 20 and none over 64 KiB.
#[derive(Clone, Debug, Default)]
pub struct Sample(Vec<RejectedDelivery>);

/// A delivery that is not genuine, to be verified again.
#[derive(Clone, Debug)]
pub struct RejectedDelivery {
    pub delivery: Delivery<'static>,
    /// The verification time, in seconds since 1970.
    pub received_at: u64,
}

impl Totals {
    pub(super) fn new(window: u64) -> Self {
        Self { replays: Replays::new(window), ..Self::default() }
    }

    /// Returns the groups with deliveries, each with its tally, in the order of [`Group`].
    #[must_use]
    pub fn groups(&self) -> Vec<(Group, Tally)> {
        self.groups.sorted()
    }

    /// Returns the number of genuine and replayed deliveries of this event.
    #[must_use]
    pub fn genuine_or_replayed(&self, event: Event) -> u64 {
        self.events.get(&event).copied().unwrap_or(0)
    }

    /// Returns the number of genuine deliveries of this product, without detected replays.
    #[must_use]
    pub fn of_product(&self, product: Product) -> u64 {
        self.products.get(&product).copied().unwrap_or(0)
    }

    /// Returns the replay window in seconds.
    #[must_use]
    pub fn replay_window(&self) -> u64 {
        self.replays.window
    }

    /// Returns whether tokens were forgotten within the replay window. Replays may then be missed.
    #[must_use]
    pub fn forgot_early(&self) -> bool {
        self.replays.forgot_early
    }

    pub(super) fn begin_log(&mut self) {
        self.logs += 1;
        self.lines = 0;
    }

    fn enter(&mut self, result: BlockResult, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let BlockResult {
            lines,
            read,
            outside_times,
            total,
            groups,
            genuine,
            broken,
            times,
            disordered,
            rejected_sample,
            unsigned_sample,
            events,
            products,
            line_results,
        } = result;
        self.read += read;
        self.outside_times += outside_times;
        self.total.add(&total);
        self.disordered += disordered;
        self.rejected_sample.add(rejected_sample);
        self.unsigned_sample.add(unsigned_sample);
        for (event, count) in events {
            *self.events.entry(event).or_default() += count;
        }
        for (product, count) in products {
            *self.products.entry(product).or_default() += count;
        }
        if let Some((first, last)) = times {
            self.disordered += u64::from(self.last_time.is_some_and(|before| first < before));
            self.last_time = Some(last);
        }
        let room = MAX_NAMED_BROKEN.saturating_sub(self.broken.len());
        let (log, before) = (self.logs.saturating_sub(1), self.lines);
        let broken = broken.into_iter().map(|broken| Broken { log, line: before + broken.line, ..broken });
        self.broken.extend(broken.take(room));
        self.enter_groups(&groups, &genuine);
        self.lines += lines;
        for mut result in line_results {
            result.line += before;
            sink(&result)?;
        }
        ControlFlow::Continue(())
    }

    fn enter_groups(&mut self, groups: &Groups, genuine: &[Genuine]) {
        let mut places = Vec::with_capacity(groups.in_order().len());
        for (group, tally) in groups.in_order() {
            let place = self.groups.index_of(group.clone());
            self.groups.at(place).add(tally);
            places.push(place);
        }
        for one in genuine {
            let is_replay = self.replays.record(one.token, one.received_at);
            let status = if is_replay { DeliveryStatus::Replayed } else { DeliveryStatus::Genuine };
            *self.products.entry(one.product).or_default() += u64::from(!is_replay);
            self.total.count(status, None);
            self.groups.at(places[one.group]).count(status, None);
        }
    }
}

/// The results of one block of lines. Its line numbers start at 1 in the block, not in the log.
#[derive(Debug, Default)]
pub(super) struct BlockResult {
    /// The number of lines, including empty ones.
    pub(super) lines: u64,
    /// The number of lines that are not empty.
    pub(super) read: u64,
    pub(super) outside_times: u64,
    /// Excludes the deliveries in `genuine`, which are counted after the replay check.
    pub(super) total: Tally,
    pub(super) groups: Groups,
    pub(super) genuine: Vec<Genuine>,
    /// The number of genuine deliveries per event, including replays.
    pub(super) events: BTreeMap<Event, u64>,
    /// The number of genuine deliveries per product. Empty with `LineResults::Counted`: the replay check then
    /// counts those in `genuine`.
    pub(super) products: BTreeMap<Product, u64>,
    pub(super) broken: Vec<Broken>,
    /// The receive times of the first and the last delivery within the requested times. `None` if there are none.
    pub(super) times: Option<(u64, u64)>,
    /// Deliveries with an earlier time than their predecessor.
    pub(super) disordered: u64,
    pub(super) rejected_sample: Sample,
    pub(super) unsigned_sample: Sample,
    /// Empty with `LineResults::Counted`.
    pub(super) line_results: Vec<LineResult>,
}

/// A genuine delivery that may be a replay.
#[derive(Clone, Copy, Debug)]
pub(super) struct Genuine {
    pub(super) token: TokenId,
    pub(super) received_at: u64,
    pub(super) product: Product,
    /// Index in `BlockResult::groups`.
    pub(super) group: usize,
}

/// The number of broken lines that are described. Further ones are only counted.
pub(super) const MAX_NAMED_BROKEN: usize = 100;

const MAX_SAMPLED: usize = 20;
/// In bytes, including the headers. Webhooks are far shorter.
const MAX_SAMPLED_LENGTH: usize = 64 * 1024;

impl Sample {
    pub(super) fn keep(&mut self, delivery: &Delivery<'_>, received_at: u64) {
        if self.0.len() >= MAX_SAMPLED {
            return;
        }
        let headers: usize = delivery.headers().map(|(name, value)| name.len() + value.len()).sum();
        if delivery.body().len() + delivery.query().text().len() + headers <= MAX_SAMPLED_LENGTH {
            self.0.push(RejectedDelivery { delivery: delivery.clone().into_owned(), received_at });
        }
    }

    fn add(&mut self, later: Self) {
        let room = MAX_SAMPLED.saturating_sub(self.0.len());
        self.0.extend(later.0.into_iter().take(room));
    }

    /// Returns the deliveries in log order.
    pub fn deliveries(&self) -> impl Iterator<Item = &RejectedDelivery> {
        self.0.iter()
    }
}

impl BlockResult {
    /// Times must come in log order.
    pub(super) fn note_time(&mut self, time: u64) {
        match &mut self.times {
            None => self.times = Some((time, time)),
            Some((_, last)) => {
                self.disordered += u64::from(time < *last);
                *last = time;
            }
        }
    }

    pub(super) fn note_broken(&mut self, line: u64, kind: BrokenKind, reason: impl FnOnce() -> String) {
        if self.broken.len() < MAX_NAMED_BROKEN {
            self.broken.push(Broken { log: 0, line, kind, reason: reason() });
        }
    }
}

pub(super) struct Merge<'l, 's> {
    state: Mutex<MergeState<'l, 's>>,
    entered: Condvar,
    is_over: AtomicBool,
}

struct MergeState<'l, 's> {
    totals: &'l mut Totals,
    sink: &'l mut Sink<'s>,
    next: u64,
    waiting: BTreeMap<u64, BlockResult>,
}

/// Maximum number of results that wait for an earlier one. Further workers block, which limits the memory used.
const MAX_WAITING: usize = 4;

impl<'l, 's> Merge<'l, 's> {
    pub(super) fn new(totals: &'l mut Totals, sink: &'l mut Sink<'s>) -> Self {
        let state = MergeState { totals, sink, next: 0, waiting: BTreeMap::new() };
        Self { state: Mutex::new(state), entered: Condvar::new(), is_over: AtomicBool::new(false) }
    }

    /// Whether the sink stopped the audit or a worker panicked.
    pub(super) fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Relaxed)
    }

    /// Submits a block's result. It is merged after all earlier results, possibly by another worker.
    pub(super) fn enter(&self, number: u64, result: BlockResult) {
        let mut state = self.state();
        while number != state.next && state.waiting.len() >= MAX_WAITING && !self.is_over() {
            state = self.entered.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let MergeState { totals, sink, next, waiting } = &mut *state;
        waiting.insert(number, result);
        while let Some(result) = waiting.remove(next) {
            *next += 1;
            if !self.is_over() && totals.enter(result, sink).is_break() {
                self.is_over.store(true, Ordering::Relaxed);
            }
        }
        self.entered.notify_all();
    }

    pub(super) fn end(&self) {
        // Without the lock, a worker could miss the notification.
        let _state = self.state();
        self.is_over.store(true, Ordering::Relaxed);
        self.entered.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, MergeState<'l, 's>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
