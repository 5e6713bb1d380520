//! The body of `POST /v1/calls`, checked as Vonage documents it.

use serde_json::{Map, Value};
use url::Url;
use vsw::sign::Caller;

use super::super::problem::Invalid;
use super::address::{Address, Role, method};
use super::course::MachineDetection;
use super::ncco::{self, Action};

#[derive(Clone, Debug)]
pub struct CallRequest {
    pub caller: Caller,
    /// The callee: a number, a user, an address or an extension.
    pub to: String,
    pub ncco: Option<Vec<Action>>,
    pub answer: Option<Address>,
    pub event: Option<Address>,
    pub machine: Option<MachineDetection>,
    pub ringing_timer: u64,
    pub length_timer: u64,
}

/// The number that `random_from_number` selects.
const RANDOM_NUMBER: &str = "442079460000";
const USUAL_RINGING_TIMER: u64 = 60;
const LONGEST_CALL: u64 = 7_200;
/// The member that holds the address of each type of endpoint.
const ENDPOINTS: [(&str, &str); 5] =
    [("phone", "number"), ("sip", "uri"), ("websocket", "uri"), ("vbc", "extension"), ("app", "user")];
const CONTENT_TYPES: [&str; 2] = ["audio/l16;rate=8000", "audio/l16;rate=16000"];

struct Body {
    members: Map<String, Value>,
    invalid: Vec<Invalid>,
}

impl CallRequest {
    /// Parses a body. It needs an `event_url` if the application has none. Fails with all invalid parameters.
    pub fn parse(body: &[u8], application_event: Option<&Address>) -> Result<Self, Vec<Invalid>> {
        let members = match serde_json::from_slice(body) {
            Ok(Value::Object(members)) => members,
            Ok(_) => return Err(vec![Invalid::new("body", "must be an object")]),
            Err(error) => return Err(vec![Invalid::new("body", error.to_string())]),
        };
        let mut body = Body { members, invalid: Vec::new() };
        let request = Self {
            to: body.callee(),
            caller: Caller::Number(body.from()),
            ncco: body.ncco(),
            answer: body.address("answer_url", "answer_method", Role::Answer),
            event: body.address("event_url", "event_method", Role::Event),
            machine: body.machine(),
            ringing_timer: body.seconds("ringing_timer", 120).unwrap_or(USUAL_RINGING_TIMER),
            length_timer: body.seconds("length_timer", LONGEST_CALL).unwrap_or(LONGEST_CALL),
        };
        match (body.has("ncco"), body.has("answer_url")) {
            (true, true) => body.refuse("answer_url", "cannot be used together with ncco"),
            (false, false) => body.refuse("ncco", "is required, unless answer_url is given"),
            _ => {}
        }
        if !body.has("event_url") && application_event.is_none() {
            body.refuse("event_url", "is required, unless the application has an event_url");
        }
        if body.invalid.is_empty() { Ok(request) } else { Err(body.invalid) }
    }
}

impl Body {
    fn has(&self, name: &str) -> bool {
        self.members.contains_key(name)
    }

    fn refuse(&mut self, name: &str, reason: impl Into<String>) {
        self.invalid.push(Invalid::new(name, reason));
    }

    fn callee(&mut self) -> String {
        let to = self.members.get("to").cloned().unwrap_or_default();
        let Some(first) = to.as_array().and_then(|to| to.first()) else {
            self.refuse("to", "must be an array with an endpoint");
            return String::new();
        };
        endpoint(first).unwrap_or_else(|reason| {
            self.refuse("to", reason);
            String::new()
        })
    }

    fn from(&mut self) -> String {
        let is_random = self.members.get("random_from_number").cloned();
        if is_random.as_ref().is_some_and(|value| !value.is_boolean()) {
            self.refuse("random_from_number", "must be true or false");
        }
        match (self.members.get("from").cloned(), is_random == Some(Value::Bool(true))) {
            (Some(_), true) => self.refuse("random_from_number", "cannot be used together with from"),
            (None, false) => self.refuse("from", "is required, unless random_from_number is true"),
            (None, true) => return RANDOM_NUMBER.to_owned(),
            (Some(from), false) => match endpoint(&from) {
                Ok(number) if from["type"] == "phone" => return number,
                Ok(_) => self.refuse("from", "the type must be `phone`"),
                Err(reason) => self.refuse("from", reason),
            },
        }
        String::new()
    }

    fn ncco(&mut self) -> Option<Vec<Action>> {
        let ncco = self.members.get("ncco")?.clone();
        let Some(actions) = ncco.as_array().filter(|actions| !actions.is_empty()) else {
            self.refuse("ncco", "must be an array of actions");
            return None;
        };
        match ncco::actions_of(actions) {
            Ok(actions) => Some(actions),
            Err(reason) => {
                self.refuse("ncco", reason);
                None
            }
        }
    }

    fn address(&mut self, name: &str, method_name: &str, role: Role) -> Option<Address> {
        let word = self.members.get(method_name).cloned();
        let by = word.as_ref().map_or(Some(role.usual_method()), |word| word.as_str().and_then(method));
        if by.is_none() {
            self.refuse(method_name, "must be `GET` or `POST`");
        }
        let urls = self.members.get(name)?.clone();
        let url = urls.as_array().and_then(|urls| if let [url] = &urls[..] { url.as_str() } else { None });
        let is_http = |url: &&str| Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
        let Some(url) = url.filter(is_http) else {
            self.refuse(name, "must be an array with one http or https URL");
            return None;
        };
        Some(Address::new(url, by?))
    }

    fn machine(&mut self) -> Option<MachineDetection> {
        let simple = self.members.get("machine_detection").cloned();
        let advanced = self.members.get("advanced_machine_detection").cloned();
        let (name, word) = match (simple, advanced) {
            (None, None) => return None,
            (Some(_), Some(_)) => {
                self.refuse("advanced_machine_detection", "cannot be used together with machine_detection");
                return None;
            }
            (Some(word), None) => ("machine_detection", word),
            (None, Some(detection)) => {
                let word = detection.get("behavior").cloned();
                ("advanced_machine_detection", word.unwrap_or_else(|| "continue".into()))
            }
        };
        match word.as_str() {
            Some("continue") => Some(MachineDetection::Continue),
            Some("hangup") => Some(MachineDetection::HangUp),
            _ => {
                self.refuse(name, "must be `continue` or `hangup`");
                None
            }
        }
    }

    fn seconds(&mut self, name: &str, longest: u64) -> Option<u64> {
        let value = self.members.get(name)?.clone();
        let seconds = value.as_u64().filter(|seconds| (1..=longest).contains(seconds));
        if seconds.is_none() {
            self.refuse(name, format!("must be a whole number from 1 to {longest}"));
        }
        seconds
    }
}

fn endpoint(endpoint: &Value) -> Result<String, String> {
    let kind = endpoint["type"].as_str().unwrap_or_default();
    let Some((_, member)) = ENDPOINTS.iter().find(|(known, _)| *known == kind) else {
        return Err("the type must be `phone`, `sip`, `websocket`, `vbc` or `app`".to_owned());
    };
    let Some(address) = endpoint[member].as_str().filter(|address| !address.is_empty()) else {
        return Err(format!("an endpoint of type `{kind}` needs `{member}`"));
    };
    let is_number = (7..=15).contains(&address.len()) && address.bytes().all(|byte| byte.is_ascii_digit());
    if kind == "phone" && !is_number {
        return Err("the number must have 7 to 15 digits, and nothing else".to_owned());
    }
    let content_type = endpoint["content-type"].as_str().unwrap_or_default();
    if kind == "websocket" && !CONTENT_TYPES.contains(&content_type) {
        return Err("the content-type must be `audio/l16;rate=8000` or `audio/l16;rate=16000`".to_owned());
    }
    Ok(address.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn parsed(change: &Value) -> Result<CallRequest, Vec<String>> {
        let mut body = json!({
            "to": [{ "type": "phone", "number": "447700900000" }],
            "from": { "type": "phone", "number": "442079460000" },
            "ncco": [{ "action": "talk", "text": "Hi" }],
            "event_url": ["http://127.0.0.1:1/event"],
        });
        for (name, value) in change.as_object().expect("members") {
            if value.is_null() {
                body.as_object_mut().expect("members").remove(name);
            } else {
                body[name] = value.clone();
            }
        }
        CallRequest::parse(body.to_string().as_bytes(), None)
            .map_err(|invalid| invalid.into_iter().map(|one| one.name).collect())
    }

    #[test]
    fn valid_requests_are_accepted() {
        let url = json!(["https://example.com/a"]);
        for change in [
            json!({}),
            json!({ "answer_url": url, "ncco": null, "answer_method": "POST" }),
            json!({ "from": null, "random_from_number": true }),
            json!({ "to": [{ "type": "sip", "uri": "sip:a@example.com" }], "event_method": "GET" }),
            json!({ "to": [{ "type": "websocket", "uri": "wss://a", "content-type": "audio/l16;rate=8000" }] }),
            json!({ "ringing_timer": 120, "length_timer": 7200, "machine_detection": "hangup" }),
            json!({ "advanced_machine_detection": { "behavior": "continue", "mode": "detect" } }),
        ] {
            assert!(parsed(&change).is_ok(), "{change}: {:?}", parsed(&change));
        }
        let request = parsed(&json!({})).expect("a request");
        assert_eq!((request.ringing_timer, request.length_timer), (60, 7200));
        assert_eq!(request.event.map(|event| event.method.word()), Some("POST"));
    }

    #[test]
    fn each_invalid_parameter_is_named() {
        let url = json!(["https://example.com/a"]);
        for (change, name) in [
            (json!({ "to": null }), "to"),
            (json!({ "to": [] }), "to"),
            (json!({ "to": [{ "type": "phone", "number": "+447700900000" }] }), "to"),
            (json!({ "to": [{ "type": "pigeon", "number": "447700900000" }] }), "to"),
            (json!({ "to": [{ "type": "websocket", "uri": "wss://a" }] }), "to"),
            (json!({ "from": null }), "from"),
            (json!({ "from": { "type": "sip", "uri": "sip:a" } }), "from"),
            (json!({ "from": { "type": "phone", "number": "1" } }), "from"),
            (json!({ "random_from_number": true }), "random_from_number"),
            (json!({ "ncco": null }), "ncco"),
            (json!({ "ncco": {} }), "ncco"),
            (json!({ "ncco": [] }), "ncco"),
            (json!({ "ncco": [{ "action": "dance" }] }), "ncco"),
            (json!({ "answer_url": url }), "answer_url"),
            (json!({ "event_url": null }), "event_url"),
            (json!({ "event_url": "http://127.0.0.1:1/event" }), "event_url"),
            (json!({ "event_url": ["ftp://127.0.0.1/event"] }), "event_url"),
            (json!({ "event_method": "PUT" }), "event_method"),
            (json!({ "machine_detection": "wait" }), "machine_detection"),
            (json!({ "ringing_timer": 0 }), "ringing_timer"),
            (json!({ "ringing_timer": 121 }), "ringing_timer"),
            (json!({ "length_timer": 1.5 }), "length_timer"),
        ] {
            assert_eq!(parsed(&change).expect_err("a refusal"), [name], "{change}");
        }
        let refused = |body: &[u8]| CallRequest::parse(body, None).expect_err("a refusal")[0].name.clone();
        assert_eq!([&b""[..], b"[]", b"{"].map(refused), ["body"; 3].map(str::to_owned));
    }
}
