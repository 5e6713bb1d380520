//! Faults: misbehaviors that wait for matching requests.
//!
//! Invariant: at most one of the faults that apply to a request determines the response.

mod action;

use std::collections::VecDeque;
use std::time::Duration;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use vsw::application::ApplicationId;

use super::request::{Place, Request};

pub(super) use action::{EditAt, FaultAction, Moment};

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fault {
    on: On,
    #[serde(default)]
    id: Option<ApplicationId>,
    #[serde(default)]
    skip: u64,
    /// To how many requests the fault applies; `u64::MAX` means forever.
    #[serde(default = "once", deserialize_with = "times")]
    times: u64,
    #[serde(rename = "do")]
    action: FaultAction,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum On {
    Get,
    List,
    Put,
    Create,
    Delete,
    Call,
    Any,
}

#[derive(Default)]
pub(super) struct Faults {
    queue: Vec<Queued>,
}

struct Queued {
    fault: Fault,
    asked: Value,
    word: String,
    fired: u64,
    /// The times at which a `limit` let requests through in the last second.
    let_through: VecDeque<Duration>,
}

#[derive(Debug, thiserror::Error)]
pub(super) enum FaultError {
    #[error("invalid fault: {0}")]
    Shape(String),
    #[error(
        "at most {MAX_FAULTS} faults can wait, and none of these was queued; send fewer, or first remove those that wait: POST {{\"only\": [\"faults\"]}} to /_sandbox/reset"
    )]
    TooMany,
}

const MAX_FAULTS: usize = 1_000;

impl Faults {
    /// Queues one fault or an array of them: all or none.
    pub(super) fn queue(&mut self, asked: Value) -> Result<usize, FaultError> {
        let asked = match asked {
            Value::Array(all) => all,
            one => vec![one],
        };
        let queued: Vec<Queued> = asked
            .into_iter()
            .map(|asked| {
                let fault: Fault = serde_json::from_value(asked.clone())
                    .map_err(|error| FaultError::Shape(error.to_string()))?;
                fault.action.check().map_err(FaultError::Shape)?;
                let action = &asked["do"];
                let named = action.as_object().and_then(|action| action.keys().next()).map(String::as_str);
                let word = named.or(action.as_str()).unwrap_or_default().to_owned();
                Ok(Queued { fault, asked, word, fired: 0, let_through: VecDeque::new() })
            })
            .collect::<Result<_, _>>()?;
        self.queue.retain(|queued| !queued.is_spent());
        if self.queue.len() + queued.len() > MAX_FAULTS {
            return Err(FaultError::TooMany);
        }
        let count = queued.len();
        self.queue.extend(queued);
        Ok(count)
    }

    pub(super) fn clear(&mut self) {
        self.queue.clear();
    }

    /// Returns the actions for this request with their names. `at` is the time since a fixed start.
    pub(super) fn take_matching(&mut self, request: &Request, at: Duration) -> Vec<(FaultAction, String)> {
        let mut taken: Vec<(FaultAction, String)> = Vec::new();
        for queued in &mut self.queue {
            if queued.is_spent() || !queued.fault.selects(request) {
                continue;
            }
            if queued.fault.skip > 0 {
                queued.fault.skip -= 1;
                continue;
            }
            if queued.fault.action.determines_response()
                && taken.iter().any(|(action, _)| action.determines_response())
            {
                continue;
            }
            if queued.lets_through(at) {
                continue;
            }
            queued.fired += 1;
            taken.push((queued.fault.action.clone(), queued.word.clone()));
        }
        taken
    }

    /// Spent faults are shown until others are queued.
    pub(super) fn shown(&self) -> Value {
        let shown = |queued: &Queued| json!({ "fault": queued.asked, "fired": queued.fired, "spent": queued.is_spent() });
        self.queue.iter().map(shown).collect()
    }
}

impl Queued {
    /// Returns whether a `limit` allows one more request in the second that ends now.
    fn lets_through(&mut self, at: Duration) -> bool {
        let FaultAction::Limit { a_second, .. } = self.fault.action else { return false };
        while self.let_through.front().is_some_and(|&earlier| earlier + Duration::from_secs(1) <= at) {
            self.let_through.pop_front();
        }
        let has_room = self.let_through.len() < a_second;
        if has_room {
            self.let_through.push_back(at);
        }
        has_room
    }

    fn is_spent(&self) -> bool {
        self.fired >= self.fault.times
    }
}

impl Fault {
    fn selects(&self, request: &Request) -> bool {
        let (method, place) = (request.method.as_str(), request.place());
        let kind = match self.on {
            On::Any => true,
            On::List => method == "GET" && place == Place::Applications,
            On::Create => method == "POST" && place == Place::Applications,
            On::Get => method == "GET" && matches!(place, Place::Application(_)),
            On::Put => method == "PUT" && matches!(place, Place::Application(_)),
            On::Call => method == "POST" && place == Place::Calls,
            On::Delete => method == "DELETE" && matches!(place, Place::Application(_)),
        };
        kind && (self.id.is_none() || self.id == request.application())
    }
}

fn once() -> u64 {
    1
}

fn times<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    let asked = Value::deserialize(from)?;
    let times = if asked == "forever" { Some(u64::MAX) } else { asked.as_u64() };
    times.ok_or_else(|| D::Error::custom("times must be a number or `forever`"))
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use hyper::{HeaderMap, Method};

    use super::*;

    const ID: &str = "78d335fa-323d-0114-9c3d-d6f0d48968cf";

    fn request(method: Method, path: &str) -> Request {
        Request {
            connection: 1,
            method,
            path: path.to_owned(),
            query: None,
            headers: HeaderMap::new(),
            body: Bytes::new(),
        }
    }

    fn taken(faults: &mut Faults, method: &Method) -> Vec<String> {
        let request = request(method.clone(), &format!("/v2/applications/{ID}"));
        faults.take_matching(&request, Duration::ZERO).into_iter().map(|(_, word)| word).collect()
    }

    #[test]
    fn response_faults_apply_in_turn_and_others_in_addition() {
        let mut faults = Faults::default();
        faults
            .queue(json!([
                { "on": "get", "do": { "answer": { "status": 503 } } },
                { "on": "get", "do": "drop-before" },
                { "on": "any", "times": "forever", "do": { "delay": { "ms": 1 } } },
                { "on": "get", "skip": 2, "times": 2, "do": { "cut": {} } },
                { "on": "get", "id": "00000000000000000000000000000000", "do": "endless" },
            ]))
            .expect("faults");
        assert_eq!(taken(&mut faults, &Method::PUT), ["delay"]);
        assert_eq!(taken(&mut faults, &Method::GET), ["answer", "delay"]);
        assert_eq!(taken(&mut faults, &Method::GET), ["drop-before", "delay"]);
        assert_eq!(taken(&mut faults, &Method::GET), ["delay", "cut"]);
        assert_eq!(taken(&mut faults, &Method::GET), ["delay", "cut"]);
        assert_eq!(taken(&mut faults, &Method::GET), ["delay"]);
        assert_eq!(faults.shown()[0]["spent"], true);
        assert_eq!(faults.shown()[2]["fired"], 6);
    }

    #[test]
    fn a_limit_fault_counts_requests_in_any_second() {
        let mut faults = Faults::default();
        let limit = json!({ "on": "any", "times": "forever", "do": { "limit": { "a_second": 2 } } });
        faults.queue(limit).expect("a fault");
        let request = request(Method::GET, "/v2/applications");
        let limited = |ms| !faults.take_matching(&request, Duration::from_millis(ms)).is_empty();
        let met: Vec<bool> = [0, 600, 700, 999, 1000, 1001, 1600, 2000].map(limited).into();
        assert_eq!(met, [false, false, true, true, false, true, false, false]);
    }

    #[test]
    fn invalid_faults_are_refused_as_a_whole() {
        let mut faults = Faults::default();
        for wrong in [
            json!(null),
            json!({}),
            json!({ "on": "get" }),
            json!({ "on": "patch", "do": "ignore" }),
            json!({ "on": "get", "do": "explode" }),
            json!({ "on": "get", "do": "ignore", "typo": 1 }),
            json!({ "on": "get", "id": "x", "do": "ignore" }),
            json!({ "on": "get", "times": "twice", "do": "ignore" }),
            json!({ "on": "get", "do": { "answer": { "status": 101 } } }),
            json!({ "on": "get", "do": { "answer": { "status": 200, "body_base64": "!" } } }),
            json!({ "on": "get", "do": { "answer": { "status": 200, "headers": { "a b": "c" } } } }),
            json!({ "on": "get", "do": { "edit": { "when": "before", "edit": { "document_base64": "%" } } } }),
            json!({ "on": "get", "do": { "redirect": { "status": 200, "location": "/" } } }),
            json!([{ "on": "get", "do": "ignore" }, { "on": "get", "do": "explode" }]),
        ] {
            assert!(faults.queue(wrong.clone()).is_err(), "{wrong}");
        }
        assert_eq!(faults.shown(), json!([]));
        let many: Value = (0..=MAX_FAULTS).map(|_| json!({ "on": "get", "do": "ignore" })).collect();
        assert!(matches!(faults.queue(many), Err(FaultError::TooMany)));
    }
}
