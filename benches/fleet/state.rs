//! The state of the benchmark's server: the applications, the rate limit, and a record of the requests for
//! `fleet.py`.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::time::{Duration, Instant};

use bytes::Bytes;
use serde_json::{Value, json};

use crate::stock::{self, Stock};

pub struct State {
    stock: Stock,
    documents: Vec<Bytes>,
    numbers: HashMap<String, usize>,
    /// Cache of encoded pages. A change of a document clears its page.
    pages: Vec<Option<Bytes>>,
    pub latency: Duration,
    rate_limit: Option<RateLimit>,
    started: Instant,
    pub log: Log,
}

#[derive(Default)]
pub struct Log {
    /// The number of responses by kind of request and status code.
    responses: BTreeMap<(&'static str, u16), usize>,
    refused_at: Vec<Duration>,
    per_second: Vec<usize>,
    /// The application's number, the time, and whether the body was the expected one.
    puts: Vec<(usize, Duration, bool)>,
    /// Number of responses, and their total time.
    durations: (u32, Duration),
    pub connections: usize,
    pub open: usize,
    pub max_open: usize,
}

/// Admits at most `rate` requests within any second.
struct RateLimit {
    rate: usize,
    admitted: VecDeque<Instant>,
}

pub struct Reply {
    pub status: u16,
    pub body: Bytes,
    pub retry_after: bool,
}

/// Pages are numbered from 1, applications from 0.
#[derive(Clone, Copy)]
pub enum RequestKind {
    Page(usize),
    Get(usize),
    Put(usize),
    Unknown,
}

const PAGE_SIZE: usize = 100;

impl State {
    pub fn of(stock: Stock, latency: Duration, rate: Option<usize>) -> Self {
        let numbers = 0..stock.applications;
        let documents: Vec<Bytes> = numbers.clone().map(|number| stock.document(number).into()).collect();
        let numbers = numbers.map(|number| (stock::id(number), number)).collect();
        let mut state = Self {
            stock,
            documents,
            numbers,
            pages: vec![None; stock.applications.div_ceil(PAGE_SIZE)],
            latency,
            rate_limit: rate.map(|rate| RateLimit { rate, admitted: VecDeque::new() }),
            started: Instant::now(),
            log: Log::default(),
        };
        // Encode the pages before the measurement.
        (1..=state.pages.len()).for_each(|page| drop(state.page(page)));
        state
    }

    pub fn classify(&self, method: &str, path: &str, query: Option<&str>) -> RequestKind {
        let parameter = |name| {
            let mut pairs = query?.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(known, _)| *known == name)?.1.parse::<usize>().ok()
        };
        match (method, path.strip_prefix("/v2/applications")) {
            ("GET", Some("")) if parameter("page_size") == Some(PAGE_SIZE) => {
                parameter("page").map_or(RequestKind::Unknown, RequestKind::Page)
            }
            (method, Some(rest)) => {
                let application = rest.strip_prefix('/').and_then(|id| self.numbers.get(id)).copied();
                match (method, application) {
                    ("GET", Some(number)) => RequestKind::Get(number),
                    ("PUT", Some(number)) => RequestKind::Put(number),
                    _ => RequestKind::Unknown,
                }
            }
            _ => RequestKind::Unknown,
        }
    }

    pub fn admit(&mut self, kind: RequestKind) -> bool {
        let now = Instant::now();
        let at = now - self.started;
        let second = usize::try_from(at.as_secs()).unwrap_or_default();
        self.log.per_second.resize(self.log.per_second.len().max(second + 1), 0);
        self.log.per_second[second] += 1;
        let is_admitted = self.rate_limit.as_mut().is_none_or(|limit| limit.admit(now));
        if !is_admitted {
            self.log.refused_at.push(at);
            self.log.note(kind, 429);
        }
        is_admitted
    }

    pub fn respond(&mut self, kind: RequestKind, body: &Bytes) -> Reply {
        let ok = |body| Reply { status: 200, body, retry_after: false };
        let reply = match kind {
            RequestKind::Page(page) => self.page(page).map(ok),
            RequestKind::Get(number) => Some(ok(self.documents[number].clone())),
            RequestKind::Put(number) if serde_json::from_slice::<serde::de::IgnoredAny>(body).is_ok() => {
                let exact = *body == stock::expected(number);
                self.log.puts.push((number, self.started.elapsed(), exact));
                self.documents[number] = body.clone();
                self.pages[number / PAGE_SIZE] = None;
                Some(ok(body.clone()))
            }
            RequestKind::Put(_) | RequestKind::Unknown => None,
        };
        let reply = reply.unwrap_or(Reply { status: 400, body: Bytes::new(), retry_after: false });
        self.log.note(kind, reply.status);
        reply
    }

    pub fn record_duration(&mut self, duration: Duration) {
        let (count, total) = self.log.durations;
        self.log.durations = (count + 1, total + duration);
    }

    pub fn record(&self) -> Value {
        let is_expected = |(number, document): &(usize, &Bytes)| **document == stock::expected(*number);
        let as_expected = self.documents.iter().enumerate().filter(is_expected).count();
        let milliseconds = |at: &Duration| at.as_secs_f64() * 1000.0;
        let log = &self.log;
        json!({
            "applications": self.documents.len(),
            "to_change": self.stock.to_change().count(),
            "as_expected": as_expected,
            "responses": log.responses.iter().map(|((kind, status), count)| json!([kind, status, count])).collect::<Value>(),
            "refused_at": log.refused_at.iter().map(milliseconds).collect::<Value>(),
            "per_second": log.per_second,
            "puts": log.puts.iter().map(|(number, at, exact)| json!([stock::id(*number), milliseconds(at), exact])).collect::<Value>(),
            "response_ms": log.durations.1.checked_div(log.durations.0).as_ref().map(milliseconds),
            "connections": log.connections,
            "max_open": log.max_open,
        })
    }

    /// Returns the id and the initial document of each application to change.
    pub fn initial_documents(&self) -> Value {
        self.stock.to_change().map(|number| json!([stock::id(number), self.stock.document(number)])).collect()
    }

    fn page(&mut self, page: usize) -> Option<Bytes> {
        let index = page.checked_sub(1)?;
        let pages = self.pages.len();
        let encoded = self.pages.get_mut(index)?;
        let encoded = encoded.get_or_insert_with(|| {
            let total = self.documents.len();
            let mut text = format!(
                "{{\"page_size\":{PAGE_SIZE},\"page\":{page},\"total_items\":{total},\"total_pages\":{pages},\"_embedded\":{{\"applications\":["
            )
            .into_bytes();
            for (number, document) in self.documents[index * PAGE_SIZE..].iter().take(PAGE_SIZE).enumerate() {
                if number > 0 {
                    text.push(b',');
                }
                text.extend_from_slice(document);
            }
            text.extend_from_slice(b"]},\"_links\":{\"self\":{\"href\":\"/v2/applications\"}}}");
            text.into()
        });
        Some(encoded.clone())
    }
}

impl Log {
    fn note(&mut self, kind: RequestKind, status: u16) {
        let kind = match kind {
            RequestKind::Page(_) => "page",
            RequestKind::Get(_) => "get",
            RequestKind::Put(_) => "put",
            RequestKind::Unknown => "unknown",
        };
        *self.responses.entry((kind, status)).or_default() += 1;
    }
}

impl RateLimit {
    fn admit(&mut self, now: Instant) -> bool {
        while self.admitted.front().is_some_and(|first| now - *first >= Duration::from_secs(1)) {
            self.admitted.pop_front();
        }
        let is_admitted = self.admitted.len() < self.rate;
        if is_admitted {
            self.admitted.push_back(now);
        }
        is_admitted
    }
}
