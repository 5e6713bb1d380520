//! Tests which call requests the sandbox accepts.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::voice::{Voice, ask, events, handler, now, signed, voice_to};

const RS256: &str = r#"{"alg":"RS256","typ":"JWT"}"#;

fn talk() -> Value {
    json!({ "ncco": [{ "action": "talk", "text": "Hi" }], "event_url": ["http://127.0.0.1:1/event"] })
}

fn claims(application: &str) -> Value {
    json!({ "application_id": application, "iat": now(), "jti": "a" })
}

pub fn create(voice: &Voice) -> (String, String) {
    let basic = format!("Authorization: Basic {}\r\n", STANDARD.encode("sandbox0:NotASecret1"));
    let body = json!({ "name": "x", "capabilities": { "voice": {} } }).to_string();
    let (status, created) = ask(&voice.origin, "POST", "/v2/applications", &basic, &body);
    assert_eq!(status, 201, "{created}");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    (text(&created["id"]), text(&created["keys"]["private_key"]))
}

pub fn signed_by(application: &str, pem: &str) -> String {
    signed(RS256, &claims(application), pem)
}

fn unsigned(header: &str, claims: &Value) -> String {
    let parts = [header.to_owned(), claims.to_string()].map(|part| URL_SAFE_NO_PAD.encode(part));
    format!("{}.", parts.join("."))
}

fn refused(voice: &Voice, token: &str, words: &str) {
    let (status, problem) = voice.call_with(token, &talk());
    assert_eq!(status, 401, "{words}: {problem}");
    assert!(problem["type"].as_str().is_some_and(|kind| kind.ends_with("#unauthorized")), "{problem}");
    assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains(words)), "{words}: {problem}");
}

#[test]
fn a_token_with_another_signature_makes_no_call() {
    let voice = Voice::start(&["--pace", "0"]);
    let pem = std::fs::read_to_string(&voice.key_path).expect("the private key");
    let own = claims(&voice.application);
    let (other, other_pem) = create(&voice);
    let second = {
        let (_, all) = ask(&voice.origin, "GET", "/_sandbox/applications", "", "");
        all["applications"][1].as_str().expect("an id").to_owned()
    };
    let keyless = "aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab";
    let document = json!({ "id": keyless, "name": "x", "keys": { "public_key": "none" } }).to_string();
    assert_eq!(ask(&voice.origin, "POST", &format!("/_sandbox/edit/{keyless}"), "", &document).0, 201);
    let good = voice.token(&json!({}));
    let (text, signature) = good.rsplit_once('.').expect("a signature");
    let changed = format!("{text}.{}{}", if signature.starts_with('A') { 'B' } else { 'A' }, &signature[1..]);
    for (token, words) in [
        (String::new(), "Send one"),
        ("a.b".to_owned(), "three base64url parts"),
        ("a.b.c".to_owned(), "three base64url parts"),
        (changed, "not signed with"),
        (good.clone() + "=", "three base64url parts"),
        (unsigned(r#"{"alg":"none"}"#, &own), "`none`"),
        (signed(r#"{"alg":"HS256","typ":"JWT"}"#, &own, &pem), "`HS256`"),
        (signed(r#"{"alg":"RS512","typ":"JWT"}"#, &own, &pem), "`RS512`"),
        (signed(r#"{"alg":"RS256","crit":["x"]}"#, &own, &pem), "`crit`"),
        (signed(RS256, &own, &other_pem), "not signed with"),
        (signed(RS256, &claims(&other), &pem), "not signed with"),
        (signed(RS256, &claims(&second), &pem), "not signed with"),
        (signed(RS256, &claims(keyless), &pem), "keys.public_key is missing"),
    ] {
        refused(&voice, &token, words);
    }
    // The Voice API refuses the account's credentials.
    let basic = format!("Authorization: Basic {}\r\n", STANDARD.encode("sandbox0:NotASecret1"));
    assert_eq!(ask(&voice.origin, "POST", "/v1/calls", &basic, &talk().to_string()).0, 401);
    let (status, answer) = voice.call_with(&signed(RS256, &claims(&other), &other_pem), &talk());
    assert_eq!(status, 201, "{answer}");
    let (_, log) = ask(&voice.origin, "GET", "/_sandbox/requests", "", "");
    let log = log["requests"].as_array().expect("requests").clone();
    let shown = |entry: &Value| {
        let headers = entry["headers"].as_array().expect("headers").clone();
        headers.into_iter().find(|pair| pair[0] == "authorization").expect("a header")[1].clone()
    };
    assert_eq!(shown(&log[log.len() - 1]), "Bearer (matched)");
    assert_eq!(shown(&log[3]), "Bearer (not matched)");
}

#[test]
fn a_token_with_wrong_claims_makes_no_call() {
    let voice = Voice::start(&["--pace", "0"]);
    let day = 24 * 60 * 60;
    for (name, value, words) in [
        ("application_id", json!("0".repeat(32)), "not an application"),
        ("application_id", json!("x"), "not an application"),
        ("application_id", json!(null), "application_id"),
        ("iat", json!(null), "iat"),
        ("jti", json!(null), "jti"),
        ("jti", json!(""), "jti"),
        ("iat", json!(now() - 16 * 60), "expired"),
        ("exp", json!(now() - 1), "expired"),
        ("exp", json!(now() + day + 60), "24 hours"),
        ("iat", json!(now() + 600), "not valid yet"),
        ("nbf", json!(now() + 600), "not valid yet"),
    ] {
        refused(&voice, &voice.token(&json!({ name: value })), words);
    }
    for claims in [
        json!({}),
        json!({ "exp": now() + day - 60, "acl": { "paths": {} } }),
        json!({ "application_id": voice.application.replace('-', "").to_uppercase() }),
    ] {
        let (status, answer) = voice.call_with(&voice.token(&claims), &talk());
        assert_eq!(status, 201, "{answer}");
    }
}

#[test]
fn invalid_requests_are_problems_with_their_parameters() {
    let voice = Voice::start(&["--pace", "0"]);
    let mut invalid = talk();
    invalid["to"] = json!([]);
    invalid["ringing_timer"] = json!(0);
    let (status, problem) = voice.call(&invalid);
    assert_eq!(status, 400, "{problem}");
    let names: Vec<&Value> = problem["invalid_parameters"]
        .as_array()
        .expect("parameters")
        .iter()
        .map(|parameter| &parameter["name"])
        .collect();
    assert_eq!(names, ["to", "ringing_timer"]);
    let token = voice.token(&json!({}));
    assert_eq!(voice.send("GET", "/v1/calls", &token, &json!({})).0, 405);
    assert_eq!(voice.send("DELETE", "/v1/calls/x", &token, &json!({})).0, 405);
    let text = format!("Authorization: Bearer {token}\r\nContent-Type: text/plain\r\n");
    // `ask` first sends JSON's content type, which is accepted. The 400 is because the body lacks `to`.
    assert_eq!(ask(&voice.origin, "POST", "/v1/calls", &text, &talk().to_string()).0, 400);
    let host = voice.origin.strip_prefix("http://").expect("http");
    let form = format!(
        "POST /v1/calls HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{{}}"
    );
    assert_eq!(voice.running.status(&form), 415);
    // If the application has no webhooks, the request needs an event address.
    voice.set_voice(&json!({ "webhooks": {} }));
    let (status, problem) = voice.call(&json!({ "ncco": [{ "action": "talk" }] }));
    assert_eq!((status, &problem["invalid_parameters"][0]["name"]), (400, &json!("event_url")));
    let (_, shown) = ask(&voice.origin, "GET", "/_sandbox/calls", "", "");
    assert_eq!(shown["calls"], json!([]), "no call was made");
}

#[test]
fn faults_select_calls_and_an_ignored_call_is_not_played() {
    let handler = handler();
    let voice = Voice::with(&voice_to(&handler.origin));
    let faults = json!([
        { "on": "call", "do": { "answer": { "status": 429, "retry_after": 1 } } },
        { "on": "call", "skip": 1, "do": "ignore" },
    ]);
    voice.control("faults", &faults);
    let ncco = json!({ "ncco": [{ "action": "talk" }] });
    let statuses: Vec<u16> = (0..3).map(|_| voice.call(&ncco).0).collect();
    assert_eq!(statuses, [429, 201, 201]);
    assert_eq!(events(&voice.ended_call()), ["ringing", "started", "answered", "completed"]);
}
