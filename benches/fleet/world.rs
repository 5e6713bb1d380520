//! World: the server's applications as bytes, and a record of its requests. It records and refuses requests but does
//! not check the program.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::time::{Duration, Instant};

use bytes::Bytes;
use serde_json::{Value, json};

use crate::stock::{self, Stock};

/// The applications, their pages, and the recorded requests.
pub struct World {
    stock: Stock,
    documents: Vec<Bytes>,
    places: HashMap<String, usize>,
    /// The encoded pages; `None` if a document on the page has changed.
    pages: Vec<Option<Bytes>>,
    pub latency: Duration,
    gate: Option<Gate>,
    began: Instant,
    pub log: Log,
}

/// A request and its result.
#[derive(Default)]
pub struct Log {
    answers: BTreeMap<(&'static str, u16), usize>,
    refused_at: Vec<Duration>,
    per_second: Vec<usize>,
    /// The application, the time, and whether the body was exactly the expected one.
    puts: Vec<(usize, Duration, bool)>,
    served: (u32, Duration),
    pub connections: usize,
    pub open: usize,
    pub most_open: usize,
}

/// Maximum number of requests in any second.
struct Gate {
    rate: usize,
    passed: VecDeque<Instant>,
}

/// A response.
pub struct Answer {
    pub status: u16,
    pub body: Bytes,
    pub retry_after: bool,
}

/// A request.
#[derive(Clone, Copy)]
pub enum Asked {
    Page(usize),
    Get(usize),
    Put(usize),
    Unknown,
}

const PAGE: usize = 100;

impl World {
    pub fn of(stock: Stock, latency: Duration, rate: Option<usize>) -> Self {
        let numbers = 0..stock.applications;
        let documents: Vec<Bytes> = numbers.clone().map(|number| stock.document(number).into()).collect();
        let places = numbers.map(|number| (stock::id(number), number)).collect();
        let mut world = Self {
            stock,
            documents,
            places,
            pages: vec![None; stock.applications.div_ceil(PAGE)],
            latency,
            gate: rate.map(|rate| Gate { rate, passed: VecDeque::new() }),
            began: Instant::now(),
            log: Log::default(),
        };
        // Build the pages in advance, outside of the measured time.
        (1..=world.pages.len()).for_each(|page| drop(world.page(page)));
        world
    }

    pub fn asked(&self, method: &str, path: &str, query: Option<&str>) -> Asked {
        let number = |name| {
            let mut pairs = query?.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(known, _)| *known == name)?.1.parse::<usize>().ok()
        };
        match (method, path.strip_prefix("/v2/applications")) {
            ("GET", Some("")) if number("page_size") == Some(PAGE) => {
                number("page").map_or(Asked::Unknown, Asked::Page)
            }
            (method, Some(rest)) => {
                let place = rest.strip_prefix('/').and_then(|id| self.places.get(id)).copied();
                match (method, place) {
                    ("GET", Some(place)) => Asked::Get(place),
                    ("PUT", Some(place)) => Asked::Put(place),
                    _ => Asked::Unknown,
                }
            }
            _ => Asked::Unknown,
        }
    }

    /// Returns whether the rate limit allows a request now. Counts it, or refuses and records it.
    pub fn admits(&mut self, asked: Asked) -> bool {
        let now = Instant::now();
        let at = now - self.began;
        let second = usize::try_from(at.as_secs()).unwrap_or_default();
        self.log.per_second.resize(self.log.per_second.len().max(second + 1), 0);
        self.log.per_second[second] += 1;
        let admitted = self.gate.as_mut().is_none_or(|gate| gate.admits(now));
        if !admitted {
            self.log.refused_at.push(at);
            self.log.note(asked, 429);
        }
        admitted
    }

    /// Handles a request.
    pub fn answer(&mut self, asked: Asked, body: &Bytes) -> Answer {
        let ok = |body| Answer { status: 200, body, retry_after: false };
        let answer = match asked {
            Asked::Page(page) => self.page(page).map(ok),
            Asked::Get(place) => Some(ok(self.documents[place].clone())),
            Asked::Put(place) if serde_json::from_slice::<serde::de::IgnoredAny>(body).is_ok() => {
                let exact = *body == stock::wished(place);
                self.log.puts.push((place, self.began.elapsed(), exact));
                self.documents[place] = body.clone();
                self.pages[place / PAGE] = None;
                Some(ok(body.clone()))
            }
            Asked::Put(_) | Asked::Unknown => None,
        };
        let answer = answer.unwrap_or(Answer { status: 400, body: Bytes::new(), retry_after: false });
        self.log.note(asked, answer.status);
        answer
    }

    pub fn served(&mut self, took: Duration) {
        self.log.served = (self.log.served.0 + 1, self.log.served.1 + took);
    }

    /// Returns the record of the run.
    pub fn truth(&self) -> Value {
        let as_wished = |(number, document): &(usize, &Bytes)| **document == stock::wished(*number);
        let wished = self.documents.iter().enumerate().filter(as_wished).count();
        let milliseconds = |at: &Duration| at.as_secs_f64() * 1000.0;
        let log = &self.log;
        json!({
            "applications": self.documents.len(),
            "to_change": self.stock.to_change().count(),
            "as_wished": wished,
            "answers": log.answers.iter().map(|((what, status), count)| json!([what, status, count])).collect::<Value>(),
            "refused_at": log.refused_at.iter().map(milliseconds).collect::<Value>(),
            "per_second": log.per_second,
            "puts": log.puts.iter().map(|(place, at, exact)| json!([stock::id(*place), milliseconds(at), exact])).collect::<Value>(),
            "served_ms": log.served.1.checked_div(log.served.0).as_ref().map(milliseconds),
            "connections": log.connections,
            "most_open": log.most_open,
        })
    }

    /// Returns the initial document of every application to change.
    pub fn beginning(&self) -> Value {
        self.stock.to_change().map(|number| json!([stock::id(number), self.stock.document(number)])).collect()
    }

    fn page(&mut self, page: usize) -> Option<Bytes> {
        let place = page.checked_sub(1)?;
        let pages = self.pages.len();
        let prepared = self.pages.get_mut(place)?;
        let made = prepared.get_or_insert_with(|| {
            let total = self.documents.len();
            let mut text = format!(
                "{{\"page_size\":{PAGE},\"page\":{page},\"total_items\":{total},\"total_pages\":{pages},\"_embedded\":{{\"applications\":["
            )
            .into_bytes();
            for (number, document) in self.documents[place * PAGE..].iter().take(PAGE).enumerate() {
                if number > 0 {
                    text.push(b',');
                }
                text.extend_from_slice(document);
            }
            text.extend_from_slice(b"]},\"_links\":{\"self\":{\"href\":\"/v2/applications\"}}}");
            text.into()
        });
        Some(made.clone())
    }
}

impl Log {
    fn note(&mut self, asked: Asked, status: u16) {
        let what = match asked {
            Asked::Page(_) => "page",
            Asked::Get(_) => "get",
            Asked::Put(_) => "put",
            Asked::Unknown => "unknown",
        };
        *self.answers.entry((what, status)).or_default() += 1;
    }
}

impl Gate {
    fn admits(&mut self, now: Instant) -> bool {
        while self.passed.front().is_some_and(|first| now - *first >= Duration::from_secs(1)) {
            self.passed.pop_front();
        }
        let admitted = self.passed.len() < self.rate;
        if admitted {
            self.passed.push_back(now);
        }
        admitted
    }
}
