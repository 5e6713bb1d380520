//! Concurrent: runs one procedure for many items, several at a time, on the caller's thread.
//!
//! Invariant: unfinished items are returned, so no application is missing from a report.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;

use crate::api::Deadline;
use crate::signals;

#[derive(Debug)]
pub struct Unfinished<T> {
    pub not_begun: Vec<T>,
    pub cut_off: Vec<T>,
}

pub enum Event<T, R> {
    Done(R),
    /// A signal came. These items are still running, and the loop waits for them.
    Stopping(Vec<T>),
}

/// Time limit for the work after a signal.
const GRACE: Duration = Duration::from_secs(5);

/// Runs `work` for each item. After a signal, waits for no item.
pub async fn each<T: Copy, R>(
    items: impl IntoIterator<Item = T>,
    concurrency: NonZeroUsize,
    work: impl AsyncFn(T) -> R,
    tell: impl FnMut(Event<T, R>),
) -> Unfinished<T> {
    each_to_end(items, concurrency, work, |_| false, tell).await
}

/// Like [`each`], but after a signal waits up to [`GRACE`] for the running items that `must_end` selects.
pub async fn each_to_end<T: Copy, R>(
    items: impl IntoIterator<Item = T>,
    concurrency: NonZeroUsize,
    work: impl AsyncFn(T) -> R,
    must_end: impl Fn(T) -> bool,
    mut tell: impl FnMut(Event<T, R>),
) -> Unfinished<T> {
    let mut items = items.into_iter();
    let work = &work;
    let begin = |number: usize, item: T| async move { (number, work(item).await) };
    let mut under_way = FuturesUnordered::new();
    let mut begun = BTreeMap::new();
    let mut number = 0;
    let mut end: Option<Deadline> = None;
    let mut looks = tokio::time::interval(signals::POLL_INTERVAL);
    loop {
        while end.is_none() && under_way.len() < concurrency.get() {
            let Some(item) = items.next() else { break };
            begun.insert(number, item);
            under_way.push(begin(number, item));
            number += 1;
        }
        if under_way.is_empty() {
            break;
        }
        if let Some(end) = &end
            && (end.left().is_zero() || signals::in_haste() || !begun.values().copied().any(&must_end))
        {
            break;
        }
        tokio::select! {
            Some((number, result)) = under_way.next() => {
                begun.remove(&number);
                tell(Event::Done(result));
            }
            _ = looks.tick() => {}
        }
        if end.is_none() && signals::held().is_some() {
            end = Some(Deadline::within(GRACE));
            let pending: Vec<T> = begun.values().copied().filter(|item| must_end(*item)).collect();
            if !pending.is_empty() {
                tell(Event::Stopping(pending));
            }
        }
    }
    Unfinished { not_begun: items.collect(), cut_off: begun.into_values().collect() }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[tokio::test]
    async fn every_item_is_processed_within_the_concurrency_limit() {
        let (now, most) = (Cell::new(0), Cell::new(0));
        let mut done = Vec::new();
        let work = async |item: u32| {
            now.set(now.get() + 1);
            most.set(most.get().max(now.get()));
            tokio::time::sleep(Duration::from_millis(u64::from(item % 3))).await;
            now.set(now.get() - 1);
            item
        };
        let four = NonZeroUsize::new(4).expect("four");
        let left = each(0..50, four, work, |event| match event {
            Event::Done(item) => done.push(item),
            Event::Stopping(_) => panic!("no signal was sent"),
        })
        .await;
        assert!(left.not_begun.is_empty() && left.cut_off.is_empty());
        assert_eq!(most.get(), 4);
        done.sort_unstable();
        assert_eq!(done, (0..50).collect::<Vec<_>>());
    }
}
