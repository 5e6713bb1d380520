//! The calls of a sandbox with their webhooks, and the scenarios of the next calls. The numbers of calls and
//! scenarios are limited.

use std::collections::VecDeque;
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::Notify;
use vsw::application::ApplicationId;
use vsw::delivery::{Era, Event};
use vsw::sign::{Call, Caller, Scenario};

use super::address::Address;
use super::course::{Course, Planned};

pub struct Calls {
    pub pace: f64,
    pub era: Era,
    records: VecDeque<Record>,
    queue: VecDeque<Scenario>,
    /// The ids of new calls, whose webhooks the player does not send yet.
    begun: Vec<String>,
}

pub struct Record {
    pub call: Call,
    pub application: ApplicationId,
    pub scenario: Scenario,
    pub course: Course,
    /// The answer address in the request, which takes precedence over the application's.
    pub answer: Option<Address>,
    pub event: Option<Address>,
    status: String,
    is_over: bool,
    webhooks: Vec<Sent>,
    changed: Arc<Notify>,
}

struct Sent {
    event: Event,
    method: &'static str,
    url: Option<String>,
    refusal: Option<String>,
    attempts: Vec<Attempt>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub is_signed: bool,
    pub status: Option<u16>,
    pub error: Option<String>,
}

/// The maximum number of calls, running and ended.
const MOST_CALLS: usize = 1_000;
const MOST_QUEUED: usize = 1_000;

impl Calls {
    pub fn new(pace: f64, era: Era) -> Self {
        Self { pace, era, records: VecDeque::new(), queue: VecDeque::new(), begun: Vec::new() }
    }

    pub fn has_room(&self) -> bool {
        self.records.len() < MOST_CALLS || self.records.iter().any(|record| record.is_over)
    }

    /// Adds a call for the player. Callers must check [`has_room`](Self::has_room) first.
    pub fn begin(&mut self, record: Record) {
        if self.records.len() >= MOST_CALLS
            && let Some(ended) = self.records.iter().position(|record| record.is_over)
        {
            self.records.remove(ended);
        }
        self.begun.push(record.call.uuid.clone());
        self.records.push_back(record);
    }

    pub fn take_begun(&mut self) -> Vec<String> {
        std::mem::take(&mut self.begun)
    }

    /// Returns the number of queued scenarios, or `None` if too many are queued.
    pub fn queue(&mut self, scenario: Scenario) -> Option<usize> {
        if self.queue.len() >= MOST_QUEUED {
            return None;
        }
        self.queue.push_back(scenario);
        Some(self.queue.len())
    }

    pub fn next_scenario(&mut self) -> Scenario {
        self.queue.pop_front().unwrap_or(Scenario::Answered)
    }

    pub fn clear(&mut self) {
        for record in &self.records {
            record.changed.notify_one();
        }
        self.records.clear();
        self.queue.clear();
        self.begun.clear();
    }

    pub fn record(&self, uuid: &str) -> Option<&Record> {
        self.records.iter().rev().find(|record| record.call.uuid == uuid)
    }

    pub fn record_mut(&mut self, uuid: &str) -> Option<&mut Record> {
        self.records.iter_mut().rev().find(|record| record.call.uuid == uuid)
    }

    /// Returns the calls, the oldest first, and the queued scenarios.
    pub fn shown(&self) -> Value {
        let queued: Vec<&str> = self.queue.iter().map(|scenario| scenario.word()).collect();
        json!({ "calls": self.records.iter().map(Record::shown).collect::<Value>(), "queued": queued })
    }
}

impl Record {
    pub fn new(call: Call, application: ApplicationId, scenario: Scenario, course: Course) -> Self {
        Self {
            call,
            application,
            scenario,
            course,
            answer: None,
            event: None,
            status: Event::Started.word().to_owned(),
            is_over: false,
            webhooks: Vec::new(),
            changed: Arc::default(),
        }
    }

    /// Returns the notification that wakes the player after a change of the course.
    pub fn changed(&self) -> Arc<Notify> {
        Arc::clone(&self.changed)
    }

    /// Marks the call as over. The player calls this after the last webhook.
    pub fn close(&mut self) {
        self.is_over = true;
    }

    pub fn take(&mut self) -> Option<Planned> {
        let planned = self.course.take();
        if let Some(planned) = &planned
            && is_status(planned.step.event)
        {
            planned.step.event.word().clone_into(&mut self.status);
        }
        planned
    }

    /// Adds a webhook, and returns its index for [`attempt`](Self::attempt).
    pub fn enter(&mut self, event: Event, address: Option<&Address>, refusal: Option<String>) -> usize {
        self.webhooks.push(Sent {
            event,
            method: address.map_or("POST", |address| address.method.word()),
            url: address.map(|address| address.url.clone()),
            refusal,
            attempts: Vec::new(),
        });
        self.webhooks.len() - 1
    }

    pub fn move_to_next_conversation(&mut self) {
        let next = std::mem::replace(&mut self.call.next_conversation_uuid, random_conversation());
        self.call.conversation_uuid = next;
    }

    pub fn attempt(&mut self, webhook: usize, attempt: Attempt) {
        if let Some(webhook) = self.webhooks.get_mut(webhook) {
            webhook.attempts.push(attempt);
        }
    }

    fn shown(&self) -> Value {
        let Call { uuid, conversation_uuid, direction, caller, to, .. } = &self.call;
        let mut shown = json!({
            "uuid": uuid, "conversation_uuid": conversation_uuid, "application": self.application.to_string(),
            "direction": direction, "scenario": self.scenario, "status": self.status, "ended": self.is_over,
            "to": to, "webhooks": self.webhooks.iter().map(Sent::shown).collect::<Value>(),
        });
        match caller {
            Caller::Number(number) => shown["from"] = number.as_str().into(),
            Caller::User(user) => shown["from_user"] = user.as_str().into(),
        }
        shown
    }
}

impl Sent {
    fn shown(&self) -> Value {
        let attempt = |attempt: &Attempt| json!({ "signed": attempt.is_signed, "status": attempt.status, "error": attempt.error });
        json!({
            "event": self.event, "method": self.method, "url": self.url, "refused": self.refusal,
            "signed": self.attempts.last().map(|attempt| attempt.is_signed),
            "attempts": self.attempts.iter().map(attempt).collect::<Value>(),
        })
    }
}

fn is_status(event: Event) -> bool {
    use Event::{Answered, Busy, Cancelled, Completed, Failed, Human, Machine, Rejected, Ringing, Started};
    use Event::{Timeout, Unanswered};
    [Ringing, Started, Answered, Human, Machine, Completed, Busy, Cancelled].contains(&event)
        || [Unanswered, Timeout, Rejected, Failed].contains(&event)
}

/// Returns a random UUID (RFC 9562 §5.4).
pub fn random_uuid() -> String {
    let number = fastrand::u128(..) & !(0xf << 76) | 4 << 76;
    let hex = format!("{:032x}", number & !(3 << 62) | 2 << 62);
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

pub fn random_conversation() -> String {
    format!("CON-{}", random_uuid())
}
