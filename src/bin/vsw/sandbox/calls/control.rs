//! The control interface for calls: scenarios of outbound calls, and incoming calls.

use serde::Deserialize;
use serde_json::{Value, json};
use vsw::application::ApplicationId;
use vsw::json::{Json, Kind};
use vsw::sign::{Call, Caller, Direction, Scenario};

use super::super::document::value_at;
use super::super::store::Store;
use super::address::{Address, Role};
use super::book::{Calls, Record, random_conversation, random_uuid};
use super::course::{Course, Facts};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ControlRequest {
    direction: String,
    #[serde(default)]
    scenario: Option<String>,
    application: Option<ApplicationId>,
    from: Option<String>,
    from_user: Option<String>,
    to: Option<String>,
    /// `answer_url` and `event_url` take precedence over the application's addresses.
    answer_url: Option<String>,
    event_url: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ControlRequestError {
    #[error("`{0}` is not a scenario: use {words}", words = scenarios())]
    Scenario(String),
    #[error("`{0}` is not a direction: use outbound or inbound")]
    Direction(String),
    #[error(
        "with `outbound`, only `scenario` is allowed, and nothing was queued; POST /v1/calls makes a call"
    )]
    Outbound,
    #[error("use either `from` or `from_user`")]
    TwoCallers,
    #[error("application not found, or the sandbox has none; GET /_sandbox/applications lists the ids")]
    NoApplication,
    #[error(
        "the application has no voice capability, or its document is not JSON; name another one with `application` (default: the first)"
    )]
    NoVoice,
    #[error(
        "the sandbox has no room for another call or queued scenario; POST /_sandbox/reset `{{\"only\": [\"calls\"]}}` removes all calls and scenarios"
    )]
    TooMany,
}

impl ControlRequest {
    /// Queues a scenario for the next outbound call, or begins an incoming call.
    pub fn apply(self, calls: &mut Calls, store: &Store, now_ms: u64) -> Result<Value, ControlRequestError> {
        let scenario = match &self.scenario {
            None => Scenario::Answered,
            Some(word) => {
                Scenario::from_word(word).ok_or_else(|| ControlRequestError::Scenario(word.clone()))?
            }
        };
        match Direction::from_word(&self.direction) {
            None => Err(ControlRequestError::Direction(self.direction)),
            Some(Direction::Outbound) => {
                let others = [&self.from, &self.from_user, &self.to, &self.answer_url, &self.event_url];
                if self.application.is_some() || others.into_iter().any(Option::is_some) {
                    return Err(ControlRequestError::Outbound);
                }
                let queued = calls.queue(scenario).ok_or(ControlRequestError::TooMany)?;
                Ok(json!({ "queued": queued }))
            }
            Some(Direction::Inbound) => self.call(scenario, calls, store, now_ms),
        }
    }

    fn call(
        self,
        scenario: Scenario,
        calls: &mut Calls,
        store: &Store,
        now_ms: u64,
    ) -> Result<Value, ControlRequestError> {
        let application =
            self.application.or_else(|| store.first()).ok_or(ControlRequestError::NoApplication)?;
        let document = store.document(application).ok_or(ControlRequestError::NoApplication)?;
        let document = Json::parse_bytes(document.to_vec()).map_err(|_| ControlRequestError::NoVoice)?;
        let voice = value_at(&document, &["capabilities", "voice"]).ok().flatten();
        if voice.is_none_or(|voice| voice.kind() != Kind::Object) {
            return Err(ControlRequestError::NoVoice);
        }
        let usual = Call::outbound(random_uuid(), random_conversation(), now_ms);
        let is_user = self.from_user.is_some();
        let caller = match (self.from, self.from_user) {
            (Some(_), Some(_)) => return Err(ControlRequestError::TwoCallers),
            (_, Some(user)) => Caller::User(user),
            // By default, the caller is the phone that outbound calls reach.
            (from, None) => Caller::Number(from.or(usual.to.clone()).unwrap_or_default()),
        };
        let number = || if is_user { None } else { Some("442079460000".to_owned()) };
        let call = Call {
            direction: Direction::Inbound,
            caller,
            to: self.to.or_else(number),
            next_conversation_uuid: random_conversation(),
            ..usual
        };
        let answer = json!({ "uuid": call.uuid, "conversation_uuid": call.conversation_uuid });
        let facts = Facts {
            scenario,
            direction: Direction::Inbound,
            machine: None,
            ringing_timer: 60,
            length_timer: 7_200,
        };
        let mut record = Record::new(call, application, scenario, Course::new(facts, None));
        let address = |url: String, role: Role| Address::new(url, role.usual_method());
        record.answer = self.answer_url.map(|url| address(url, Role::Answer));
        record.event = self.event_url.map(|url| address(url, Role::Event));
        if !calls.has_room() {
            return Err(ControlRequestError::TooMany);
        }
        calls.begin(record);
        Ok(answer)
    }
}

fn scenarios() -> String {
    Scenario::ALL.map(Scenario::word).join(", ")
}
