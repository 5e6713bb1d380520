//! The imitated part of the Voice API: `POST /v1/calls`, and `PUT /v1/calls/{uuid}` to transfer or end a call.

use std::time::Duration;

use hyper::header::CONTENT_TYPE;
use hyper::{Method, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};
use vsw::application::ApplicationId;
use vsw::delivery::Event;
use vsw::json::Json;
use vsw::sign::{Call, Direction};

use super::super::problem::{Invalid, Problem};
use super::super::request::Request;
use super::super::response::SandboxResponse;
use super::super::store::Store;
use super::address::{Address, Role};
use super::book::{Calls, Record, random_conversation, random_uuid};
use super::course::{Course, Facts};
use super::ncco;
use super::request::CallRequest;
use super::token;

/// Whether a request has an effect besides its response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    Done,
    Ignored,
}

pub struct CallContext<'s> {
    pub calls: &'s mut Calls,
    pub store: &'s Store,
    pub now_ms: u64,
    pub effect: Effect,
}

#[derive(Deserialize)]
struct Update {
    action: String,
    destination: Option<Destination>,
}

#[derive(Deserialize)]
struct Destination {
    #[serde(rename = "type")]
    kind: String,
    ncco: Option<Vec<Value>>,
    url: Option<Vec<String>>,
}

/// Actions of an update that change nothing in the sandbox.
const SILENT: [&str; 4] = ["mute", "unmute", "earmuff", "unearmuff"];

impl CallContext<'_> {
    pub fn respond(&mut self, request: &Request, uuid: Option<&str>, instance: &str) -> SandboxResponse {
        self.handle(request, uuid).unwrap_or_else(|problem| problem.respond(instance))
    }

    fn handle(&mut self, request: &Request, uuid: Option<&str>) -> Result<SandboxResponse, Problem> {
        let application = token::application(&request.headers, self.store, self.now_ms / 1000)
            .map_err(|error| Problem::Token(error.to_string()))?;
        let verb = if uuid.is_some() { Method::PUT } else { Method::POST };
        if request.method != verb {
            return Err(Problem::WrongVerb { method: request.method.to_string() });
        }
        if request.media_type(&CONTENT_TYPE).as_deref() != Some("application/json") {
            return Err(Problem::UnsupportedContentType);
        }
        match uuid {
            None => self.create(application, request),
            Some(uuid) => self.update(application, uuid, request),
        }
    }

    fn create(&mut self, application: ApplicationId, request: &Request) -> Result<SandboxResponse, Problem> {
        let document = self.store.document(application).unwrap_or_default();
        let document = Json::parse_bytes(document.to_vec()).ok();
        let event = document.as_ref().and_then(|document| Address::of_document(document, Role::Event));
        let asked = CallRequest::parse(&request.body, event.as_ref()).map_err(Problem::Call)?;
        let call = Call {
            caller: asked.caller.clone(),
            to: Some(asked.to.clone()),
            next_conversation_uuid: random_conversation(),
            ..Call::outbound(random_uuid(), random_conversation(), self.now_ms)
        };
        let response = json!({
            "uuid": call.uuid, "status": "started", "direction": "outbound",
            "conversation_uuid": call.conversation_uuid,
        });
        if self.effect == Effect::Done {
            if !self.calls.has_room() {
                return Err(Problem::Other(StatusCode::TOO_MANY_REQUESTS));
            }
            let scenario = self.calls.next_scenario();
            let facts = Facts {
                scenario,
                direction: Direction::Outbound,
                machine: asked.machine,
                ringing_timer: asked.ringing_timer,
                length_timer: asked.length_timer,
            };
            let course = Course::new(facts, asked.ncco.as_deref());
            let mut record = Record::new(call, application, scenario, course);
            (record.answer, record.event) = (asked.answer, asked.event);
            self.calls.begin(record);
        }
        Ok(SandboxResponse::json(StatusCode::CREATED, &response))
    }

    fn update(
        &mut self,
        application: ApplicationId,
        uuid: &str,
        request: &Request,
    ) -> Result<SandboxResponse, Problem> {
        let (now_ms, pace) = (self.now_ms, self.calls.pace);
        let not_found = || Problem::NotFound { id: uuid.to_owned() };
        let record = self.calls.record_mut(uuid).ok_or_else(not_found)?;
        if record.application != application {
            return Err(not_found());
        }
        let invalid = |name: &str, reason: String| Problem::Call(vec![Invalid::new(name, reason)]);
        let update: Update =
            serde_json::from_slice(&request.body).map_err(|error| invalid("body", error.to_string()))?;
        if record.course.next_ms().is_none() {
            return Err(invalid("uuid", "the call has ended".to_owned()));
        }
        let is_done = self.effect == Effect::Done;
        let at_ms = position(record, now_ms, pace);
        match (update.action.as_str(), update.destination) {
            ("hangup", _) if is_done => record.course.end(at_ms, Event::Completed),
            ("hangup", _) => {}
            ("transfer", Some(destination)) => {
                let destination = destination.parse().map_err(|reason| invalid("destination", reason))?;
                if is_done {
                    transfer(record, at_ms, destination);
                }
            }
            ("transfer", None) => return Err(invalid("destination", "is required".to_owned())),
            (action, _) if SILENT.contains(&action) => {}
            (action, _) => return Err(invalid("action", format!("unknown action `{action}`"))),
        }
        record.changed().notify_one();
        Ok(SandboxResponse::empty(StatusCode::NO_CONTENT))
    }
}

enum Next {
    Ncco(Vec<ncco::Action>),
    Url(String),
}

impl Destination {
    fn parse(self) -> Result<Next, String> {
        match (self.kind.as_str(), self.ncco, self.url) {
            ("ncco", Some(actions), None) => Ok(Next::Ncco(ncco::actions_of(&actions)?)),
            ("ncco", None, Some(urls)) if urls.len() == 1 => Ok(Next::Url(urls.concat())),
            _ => Err("must have the type `ncco`, and `ncco` or one `url`".to_owned()),
        }
    }
}

fn transfer(record: &mut Record, at_ms: u64, next: Next) {
    match next {
        Next::Ncco(actions) => record.course.follow(&actions, at_ms),
        Next::Url(url) => {
            let address = Address::new(url, Role::Answer.usual_method());
            record.course.plan(at_ms, Event::Answer, Some(address));
        }
    }
    record.course.plan(at_ms, Event::Transfer, None);
}

/// Returns the milliseconds since the start of the call, as if without `--pace`, which multiplies pauses. At
/// pace 0, uses the latest webhook's time.
fn position(record: &Record, now_ms: u64, pace: f64) -> u64 {
    let last = record.course.at_ms();
    if pace <= 0.0 {
        return last;
    }
    let elapsed = Duration::from_millis(now_ms.saturating_sub(record.call.began_ms));
    // A tiny pace makes the quotient larger than any duration. The end of the call is the limit.
    let elapsed = Duration::try_from_secs_f64(elapsed.as_secs_f64() / pace).unwrap_or(Duration::MAX);
    u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX).min(record.course.end_ms()).max(last)
}

#[cfg(test)]
mod tests {
    use vsw::sign::Scenario;

    use super::*;

    #[test]
    fn no_pace_makes_the_time_of_a_call_overflow() {
        let facts = Facts {
            scenario: Scenario::Answered,
            direction: Direction::Outbound,
            machine: None,
            ringing_timer: 60,
            length_timer: 7_200,
        };
        let call = Call::outbound(random_uuid(), random_conversation(), 1_000);
        let application = "78d335fa-323d-0114-9c3d-d6f0d48968cf".parse().expect("an id");
        let record = Record::new(call, application, Scenario::Answered, Course::new(facts, None));
        for (now_ms, pace, expected) in [
            (3_000, 1.0, 2_000),
            (3_000, 0.5, 4_000),
            (3_000, 1e-300, 11_000),
            (u64::MAX, f64::MIN_POSITIVE, 11_000),
            (3_000, 0.0, 0),
        ] {
            assert_eq!(position(&record, now_ms, pace), expected, "{now_ms} {pace}");
        }
    }
}
