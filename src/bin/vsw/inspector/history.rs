//! History: the newest deliveries in memory, and a notification of changes.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use tokio::sync::watch;

use super::Entry;

#[derive(Clone, Debug, Serialize)]
pub struct Session {
    /// The receiver's address. `None` if a file is shown.
    pub listening: Option<String>,
    pub upstream: Option<String>,
    pub opened: Option<String>,
    pub capture: Option<String>,
    /// The header that carries the webhook's token.
    pub header_name: String,
    pub version: &'static str,
}

pub struct History {
    session: Session,
    held: Mutex<Held>,
    /// Notifies the receivers of [`History::changes`]. `None` after `close`.
    changed: Mutex<Option<watch::Sender<()>>>,
}

#[derive(Default)]
struct Held {
    entries: VecDeque<Arc<Entry>>,
    size: usize,
    clearances: u64,
}

/// How far a reader has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The number of the last delivery that was read.
    pub number: u64,
    clearances: u64,
}

pub struct News {
    /// Whether the history was cleared since the reader's last read.
    pub is_cleared: bool,
    pub entries: Vec<Arc<Entry>>,
    pub has_more: bool,
    pub seen: Seen,
}

/// Maximum number of deliveries in the history.
const MOST: usize = 20_000;
/// Maximum memory size of the deliveries in one response, in bytes. As JSON, they can take six times as much.
const MOST_BYTES_AT_ONCE: usize = 2 * 1024 * 1024;
/// Maximum memory size of all deliveries, in bytes. The newest delivery is kept regardless of its size.
const MOST_BYTES: usize = 256 * 1024 * 1024;

impl History {
    pub fn new(session: Session) -> Self {
        Self { session, held: Mutex::default(), changed: Mutex::new(Some(watch::Sender::new(()))) }
    }

    pub fn add(&self, entry: Entry) {
        let mut held = self.held();
        held.size += entry.size();
        held.entries.push_back(Arc::new(entry));
        while held.entries.len() > MOST || (held.size > MOST_BYTES && held.entries.len() > 1) {
            let oldest = held.entries.pop_front();
            held.size -= oldest.map_or(0, |oldest| oldest.size());
        }
        drop(held);
        self.notify();
    }

    pub fn clear(&self) {
        let mut held = self.held();
        *held = Held { clearances: held.clearances + 1, ..Held::default() };
        drop(held);
        self.notify();
    }

    pub fn close(&self) {
        *self.changed.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Returns a receiver that wakes after a change. Several changes may wake it only once. Returns `None`
    /// after `close`.
    pub fn changes(&self) -> Option<watch::Receiver<()>> {
        self.changed.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(watch::Sender::subscribe)
    }

    pub fn entry(&self, number: u64) -> Option<Arc<Entry>> {
        let held = self.held();
        let at = held.entries.binary_search_by_key(&number, |entry| entry.number()).ok()?;
        held.entries.get(at).cloned()
    }

    /// Returns the position after delivery `number`. All clearances so far count as seen.
    pub fn seen(&self, number: u64) -> Seen {
        Seen { number, clearances: self.held().clearances }
    }

    pub fn all(&self) -> Vec<Arc<Entry>> {
        self.held().entries.iter().cloned().collect()
    }

    /// Returns at most `most` deliveries after `seen`, together of at most [`MOST_BYTES_AT_ONCE`]. A larger
    /// first delivery is returned alone.
    pub fn news(&self, seen: Seen, most: usize) -> News {
        let held = self.held();
        let first = held.entries.partition_point(|entry| entry.number() <= seen.number);
        let mut size = 0;
        let fits = |entry: &&Arc<Entry>| {
            size += entry.size();
            size == entry.size() || size <= MOST_BYTES_AT_ONCE
        };
        let entries: Vec<_> = held.entries.iter().skip(first).take(most).take_while(fits).cloned().collect();
        let number = entries.last().map_or(seen.number, |entry| entry.number());
        News {
            is_cleared: held.clearances != seen.clearances,
            has_more: held.entries.len() - first > entries.len(),
            entries,
            seen: Seen { number, clearances: held.clearances },
        }
    }

    pub fn session(&self) -> Vec<u8> {
        #[derive(Serialize)]
        struct Shown<'s> {
            #[serde(flatten)]
            session: &'s Session,
            oldest: Option<u64>,
        }
        let oldest = self.held().entries.front().map(|entry| entry.number());
        serde_json::to_vec(&Shown { session: &self.session, oldest }).unwrap_or_default()
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn notify(&self) {
        if let Some(changed) = &*self.changed.lock().unwrap_or_else(PoisonError::into_inner) {
            changed.send_replace(());
        }
    }
}

#[cfg(test)]
mod tests {
    use vsw::capture::Capture;
    use vsw::delivery::Method;
    use vsw::verify::Checks;

    use super::*;
    use crate::inspector::tests::event;

    fn history() -> History {
        History::new(Session {
            listening: None,
            upstream: None,
            opened: None,
            capture: None,
            header_name: String::new(),
            version: "0",
        })
    }

    fn entry(number: u64, body: usize) -> Entry {
        let capture = Capture {
            method: Method::Post,
            url: "/".to_owned(),
            headers: Vec::new(),
            body: vec![0; body],
            received_at: None,
        };
        Entry { at: String::new(), event: event(number), checks: Checks::default(), claims: None, capture }
    }

    fn numbers(history: &History, after: u64) -> Vec<u64> {
        history.all().iter().filter(|entry| entry.number() > after).map(|entry| entry.number()).collect()
    }

    #[test]
    fn the_oldest_are_forgotten_by_number_and_by_size() {
        let many = history();
        for number in 1..=MOST as u64 + 2 {
            many.add(entry(number, 0));
        }
        assert_eq!((numbers(&many, 0).len(), numbers(&many, 0)[0]), (MOST, 3));
        assert!(many.entry(2).is_none() && many.entry(3).is_some());
        let large = history();
        for number in 1..=5 {
            large.add(entry(number, MOST_BYTES / 3));
        }
        assert_eq!(numbers(&large, 0), [4, 5]);
        large.add(entry(6, 2 * MOST_BYTES));
        assert_eq!(numbers(&large, 0), [6], "the newest one stays, however large");
        large.clear();
        large.add(entry(7, MOST_BYTES / 2));
        large.add(entry(8, MOST_BYTES / 3));
        assert_eq!(numbers(&large, 0), [7, 8], "a clearance frees the memory");
    }

    #[test]
    fn a_reader_gets_each_delivery_once_and_learns_of_a_clearance() {
        let history = history();
        let seen = history.seen(0);
        for number in 1..=3 {
            history.add(entry(number, 0));
        }
        let news = history.news(seen, 2);
        assert_eq!((news.entries.len(), news.has_more, news.is_cleared), (2, true, false));
        let news = history.news(news.seen, 2);
        assert_eq!((news.entries.len(), news.has_more), (1, false));
        assert!(history.news(news.seen, 2).entries.is_empty());
        history.clear();
        history.add(entry(4, 0));
        let news = history.news(news.seen, 2);
        assert_eq!((news.entries.len(), news.is_cleared), (1, true));
        assert!(!history.news(news.seen, 2).is_cleared);
        history.close();
        assert!(history.changes().is_none());
    }

    #[test]
    fn one_answer_has_a_limit_in_bytes_and_at_least_one_delivery() {
        let history = history();
        for number in 1..=4 {
            history.add(entry(number, MOST_BYTES_AT_ONCE / 2));
        }
        history.add(entry(5, 2 * MOST_BYTES_AT_ONCE));
        let first = history.news(history.seen(0), 100);
        assert_eq!(
            (first.entries.len(), first.has_more),
            (1, true),
            "two of half the size are too many with heads"
        );
        let last = history.news(history.seen(4), 100);
        assert_eq!((last.entries.len(), last.has_more), (1, false));
    }
}
