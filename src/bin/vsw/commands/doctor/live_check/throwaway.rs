//! Throwaway application: the application that the check created, with its writes and the reads that show them.

use std::time::Duration;

use vsw::application::ApplicationId;
use vsw::json::Json;

use super::documents::{Document, Flag};
use super::evidence::Known;
use super::listing::{Page, id_of};
use super::reading::number_of;
use super::session::{Purpose, Session, Stop};
use crate::api::{Exchange, Operation};
use crate::report::live_check::{Answer, Evidence};

pub struct ThrowawayApplication<'s> {
    pub session: &'s Session<'s>,
    pub known: Known,
    pub id: ApplicationId,
    pub name: String,
    /// The public key, given at the creation or made by the API. `None` if it is unknown.
    pub key: Option<String>,
    pub number: u32,
    /// Whether reads show the number of the last write. Each write puts its number into the event address.
    pub is_numbered: bool,
    pub delays: Vec<Delay>,
    /// The minimum wait before a read: the longest lag so far, up to [`LONGEST_PATIENCE`]. With it, one read
    /// is usually enough.
    patience: Duration,
    /// The page of the list on which the application was found last; 1 at first.
    page: usize,
}

/// How long reads lagged behind a write, measured from the response to the write.
pub struct Delay {
    /// The time of the last read that did not show the write. `None` if the first read showed it.
    pub stale: Option<Duration>,
    /// The time of the first read that showed the write. `None` if no read showed it.
    pub shown: Option<Duration>,
}

pub struct Written {
    pub sent: Option<Json>,
    status: u16,
    /// The document that a read after the write returned, if it is not known to be stale.
    pub read: Option<Json>,
    pub evidence: Vec<Evidence>,
}

/// The pauses before the reads after a write.
const READ_PAUSES: [Duration; 5] = [
    Duration::ZERO,
    Duration::from_millis(250),
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
];
const LONGEST_PATIENCE: Duration = Duration::from_secs(2);
/// The pauses before the reads of the list.
const LIST_WAITS: [Duration; 3] = [Duration::ZERO, Duration::from_millis(500), Duration::from_secs(1)];
/// The pause before a read, if reads do not show the numbers of writes.
const SETTLED: Duration = Duration::from_secs(1);
const MOST_PAGES: usize = 6;

impl<'s> ThrowawayApplication<'s> {
    /// `number` is the number in the event address at the creation.
    pub fn new(
        session: &'s Session<'s>,
        known: Known,
        (id, name): (ApplicationId, &str),
        (number, key): (u32, Option<String>),
    ) -> Self {
        let (name, delays) = (name.to_owned(), Vec::new());
        Self {
            session,
            known,
            id,
            name,
            key,
            number,
            is_numbered: true,
            delays,
            patience: Duration::ZERO,
            page: 1,
        }
    }

    pub fn document(&self, flag: Flag) -> Document {
        Document::new(&self.name, flag, self.key.clone())
    }

    pub async fn write(&mut self, document: impl Fn(u32) -> String) -> Result<Written, Stop> {
        self.number += 1;
        let text = document(self.number);
        self.known.sending(&text);
        let operation = Operation::Put(self.id, &text);
        let exchange = self.session.send(operation, Purpose::Question).await?;
        let mut evidence = vec![self.known.evidence(operation, &exchange, Some(self.id))];
        let mut read = None;
        if exchange.is_success() {
            let (json, exchange) = self.read().await?;
            evidence.push(self.known.evidence(Operation::Get(self.id), &exchange, Some(self.id)));
            read = json;
        }
        let sent = Json::parse(text).ok();
        Ok(Written { sent, status: exchange.status, read, evidence })
    }

    /// Repeats the read until it shows the last write, at most five times. Reads only once if `is_numbered`
    /// is false.
    pub async fn read(&mut self) -> Result<(Option<Json>, Exchange), Stop> {
        let operation = Operation::Get(self.id);
        if !self.is_numbered {
            self.session.rest(SETTLED, Purpose::Question).await?;
            let exchange = self.session.send_now(operation, Purpose::Question).await?;
            let json = Json::parse_bytes(exchange.body.clone()).ok().filter(|_| exchange.is_success());
            return Ok((json, exchange));
        }
        let start = self.session.now();
        let mut delay = Delay { stale: None, shown: None };
        let mut last = None;
        for wait in READ_PAUSES {
            self.session.rest(wait.max(self.patience), Purpose::Question).await?;
            let exchange = self.session.send_now(operation, Purpose::Question).await?;
            let took = self.session.now().saturating_sub(start);
            let json = Json::parse_bytes(exchange.body.clone()).ok().filter(|_| exchange.is_success());
            if json.as_ref().and_then(number_of) == Some(self.number) {
                delay.shown = Some(took);
                if delay.stale.is_some() {
                    self.patience = self.patience.max(took.min(LONGEST_PATIENCE));
                }
                self.delays.push(delay);
                return Ok((json, exchange));
            }
            delay.stale = Some(took);
            last = Some((json, exchange));
        }
        let is_first = self.delays.is_empty();
        self.delays.push(delay);
        match last {
            // The API seems not to store the event address as sent, so later reads cannot show a number either.
            Some((Some(json), exchange)) if is_first => {
                self.is_numbered = false;
                Ok((Some(json), exchange))
            }
            Some((_, exchange)) => Ok((None, exchange)),
            None => Err(Stop::Budget),
        }
    }

    pub async fn listed(&mut self) -> Result<(Option<Json>, Vec<Evidence>), Stop> {
        let mut evidence = Vec::new();
        for wait in LIST_WAITS {
            self.session.rest(wait, Purpose::Question).await?;
            let Some((json, found)) = self.find().await? else { break };
            evidence = vec![found];
            if !self.is_numbered || number_of(&json) == Some(self.number) {
                return Ok((Some(json), evidence));
            }
        }
        Ok((None, evidence))
    }

    /// Tries the last known page, then pages from both ends of the list.
    async fn find(&mut self) -> Result<Option<(Json, Evidence)>, Stop> {
        let (mut tried, mut pages): (Vec<usize>, Vec<usize>) = (Vec::new(), vec![self.page]);
        while let Some(page) = pages.pop() {
            tried.push(page);
            let operation = Operation::List(page);
            let exchange = self.session.send(operation, Purpose::Question).await?;
            // An unexpected list makes only the answers about the list unclear, so it is no error.
            let Ok(read) = Page::read(&exchange, |entry| id_of(entry) == Some(self.id)) else { break };
            if let Some(own) = read.own.into_iter().next() {
                self.page = page;
                let shown = self.known.value(own.root(), "", Some(self.id), 0);
                let without = Exchange { body: Vec::new(), ..exchange };
                let mut evidence = self.known.evidence(operation, &without, Some(self.id));
                evidence.response.body = Some(format!(r#"{{"_embedded":{{"applications":[{shown}]}}}}"#));
                return Ok(Some((own, evidence)));
            }
            let from_both_ends =
                (0..MOST_PAGES / 2).flat_map(|step| [step + 1, read.pages.saturating_sub(step)]);
            let untried = |page: &usize| (1..=read.pages).contains(page) && !tried.contains(page);
            pages = from_both_ends.filter(untried).collect();
            pages.reverse();
        }
        Ok(None)
    }
}

impl Written {
    pub fn is_accepted(&self) -> bool {
        (200..300).contains(&self.status)
    }

    pub fn problem(&self) -> Option<String> {
        if !self.is_accepted() {
            return Some(format!("the API refused the PUT ({})", self.status));
        }
        unseen(self.read.as_ref())
    }

    pub fn refusal(&self) -> Answer {
        if self.is_accepted() { Answer::Unclear } else { Answer::Text("the PUT is refused".to_owned()) }
    }
}

pub fn unseen<T>(read: Option<&T>) -> Option<String> {
    read.is_none().then(|| "no read showed the write".to_owned())
}
