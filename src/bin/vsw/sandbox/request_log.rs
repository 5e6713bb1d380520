//! The sandbox's log of API requests, for tests. At a limit, it drops the oldest entries to save memory.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hyper::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION};
use serde_json::{Value, json};

use super::credentials::{self, Authorization};
use super::request::Request;

pub(super) struct RequestLog {
    began: Instant,
    entries: VecDeque<Entry>,
    sequence: u64,
    bytes: usize,
}

struct Entry {
    sequence: u64,
    /// The entry as JSON, without the body.
    shown: Value,
    body: Bytes,
}

const MOST_ENTRIES: usize = 10_000;
const MOST_BYTES: usize = 64 * 1024 * 1024;

impl RequestLog {
    #[expect(clippy::disallowed_methods, reason = "the log records the time since its start")]
    pub(super) fn new() -> Self {
        Self { began: Instant::now(), entries: VecDeque::new(), sequence: 0, bytes: 0 }
    }

    /// Returns the request's number. Numbers start at 1 and are never reused.
    pub(super) fn enter(&mut self, request: &Request, authorization: Authorization) -> u64 {
        self.sequence += 1;
        let shown = |(name, value): (&hyper::header::HeaderName, &hyper::header::HeaderValue)| {
            let value = match *name {
                AUTHORIZATION => credentials::masked(value.as_bytes(), authorization),
                PROXY_AUTHORIZATION | COOKIE => "(not shown)".to_owned(),
                _ => String::from_utf8_lossy(value.as_bytes()).into_owned(),
            };
            json!([name.as_str(), value])
        };
        self.bytes += request.body.len();
        let headers: Value = request.headers.iter().map(shown).collect();
        let at_ms = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        let shown = json!({
            "sequence": self.sequence,
            "connection": request.connection,
            "at_ms": at_ms,
            "method": request.method.as_str(),
            "target": request.target(),
            "headers": headers,
            "body_base64": null,
            "body_text": null,
            "outcome": "under-way",
            "status": null,
            "faults": [],
        });
        self.entries.push_back(Entry { sequence: self.sequence, shown, body: request.body.clone() });
        while self.entries.len() > MOST_ENTRIES || self.bytes > MOST_BYTES {
            let Some(oldest) = self.entries.pop_front() else { break };
            self.bytes -= oldest.body.len();
        }
        self.sequence
    }

    /// Returns the time since the log began. `at_ms` of an entry counts from the same moment.
    pub(super) fn age(&self) -> Duration {
        self.began.elapsed()
    }

    /// `status` is `None` if no response is sent.
    pub(super) fn close(&mut self, sequence: u64, status: Option<u16>, faults: Vec<String>) {
        if let Some(entry) = self.entries.iter_mut().rev().find(|entry| entry.sequence == sequence) {
            let outcome = if status.is_some() { "answered" } else { "dropped" };
            entry.shown["outcome"] = outcome.into();
            entry.shown["status"] = status.into();
            entry.shown["faults"] = faults.into();
        }
    }

    /// Removes all entries. Numbers continue, because a test may later ask for the entries after a number.
    pub(super) fn clear(&mut self) {
        self.entries.clear();
        self.bytes = 0;
    }

    /// Returns the entries after this number, oldest first.
    pub(super) fn shown(&self, after: u64) -> Value {
        let entries = self.entries.iter().filter(|entry| entry.sequence > after);
        entries.map(Entry::shown).collect()
    }
}

impl Entry {
    fn shown(&self) -> Value {
        let mut shown = self.shown.clone();
        shown["body_base64"] = STANDARD.encode(&self.body).into();
        shown["body_text"] = std::str::from_utf8(&self.body).ok().into();
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(body: Bytes) -> Request {
        Request {
            connection: 1,
            method: hyper::Method::PUT,
            path: "/v2/applications".to_owned(),
            query: None,
            headers: hyper::HeaderMap::new(),
            body,
        }
    }

    #[test]
    fn s2_the_request_log_is_bounded_in_entries_and_bytes() {
        let mut log = RequestLog::new();
        for _ in 0..MOST_ENTRIES + 5 {
            log.enter(&request(Bytes::new()), Authorization::NotMatched);
        }
        assert_eq!(log.entries.len(), MOST_ENTRIES);
        assert_eq!(log.entries[0].sequence, 6);
        let large = Bytes::from(vec![0; 16 * 1024 * 1024]);
        for _ in 0..6 {
            log.enter(&request(large.clone()), Authorization::NotMatched);
        }
        assert_eq!((log.entries.len(), log.bytes), (4, MOST_BYTES));
        log.clear();
        assert_eq!(log.enter(&request(Bytes::new()), Authorization::NotMatched), MOST_ENTRIES as u64 + 12);
    }
}
