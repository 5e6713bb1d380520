//! The parsed actions of an NCCO, the JSON document that controls a call.

use serde_json::Value;

use super::address::Address;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    Input(Option<Address>),
    Record(Option<Address>),
    Notify { address: Option<Address>, payload: String },
    Conversation,
    Silent,
}

/// Actions without a webhook in the sandbox.
const SILENT: [&str; 6] = ["talk", "stream", "connect", "pay", "wait", "transfer"];
const MOST: usize = 100;

pub fn parse(body: &[u8]) -> Result<Vec<Action>, String> {
    let value: Value = serde_json::from_slice(body).map_err(|error| format!("not JSON: {error}"))?;
    let Value::Array(actions) = value else { return Err("not an array of actions".to_owned()) };
    actions_of(&actions)
}

pub fn actions_of(actions: &[Value]) -> Result<Vec<Action>, String> {
    if actions.len() > MOST {
        return Err(format!("more than {MOST} actions"));
    }
    actions.iter().map(action).collect()
}

fn action(action: &Value) -> Result<Action, String> {
    let address = Address::of_action(action);
    match action["action"].as_str() {
        Some("input") => Ok(Action::Input(address)),
        Some("record") => Ok(Action::Record(address)),
        Some("notify") => Ok(Action::Notify { address, payload: action["payload"].to_string() }),
        Some("conversation") => Ok(Action::Conversation),
        Some(word) if SILENT.contains(&word) => Ok(Action::Silent),
        Some(word) => Err(format!("unknown action `{word}`")),
        None => Err("an element without the name of its action".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use vsw::delivery::Method;

    use super::*;

    #[test]
    fn actions_with_webhooks_are_recognized_with_their_addresses() {
        let body =
            br#"[{"action":"talk","text":"Hi"},{"action":"input","eventUrl":["http://127.0.0.1:1/in"]},
            {"action":"record","eventUrl":"http://127.0.0.1:1/rec","eventMethod":"GET"},{"action":"record"},
            {"action":"notify","payload":{"a":1}},{"action":"conversation","name":"c"}]"#;
        let address = |url: &str, method| Some(Address::new(url, method));
        let expected = [
            Action::Silent,
            Action::Input(address("http://127.0.0.1:1/in", Method::Post)),
            Action::Record(address("http://127.0.0.1:1/rec", Method::Get)),
            Action::Record(None),
            Action::Notify { address: None, payload: r#"{"a":1}"#.to_owned() },
            Action::Conversation,
        ];
        assert_eq!(parse(body).expect("an NCCO"), expected);
    }

    #[test]
    fn other_texts_are_no_ncco() {
        for (body, reason) in [
            ("", "not JSON"),
            ("{}", "not an array"),
            ("[1]", "without the name"),
            (r#"[{"action":"dance"}]"#, "`dance`"),
        ] {
            let error = parse(body.as_bytes()).expect_err(body);
            assert!(error.contains(reason), "{error}");
        }
        assert!(parse(b"[]").is_ok_and(|actions| actions.is_empty()));
    }
}
