//! A sandbox whose first application gets calls, and a client of its Voice API.

use std::io::{BufRead as _, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use serde_json::{Value, json};

use super::Running;
use crate::env::TestEnv;
use crate::running::PATIENCE;
use crate::upstream::{Seen, Upstream};

pub struct Voice {
    pub env: TestEnv,
    pub(super) running: Running,
    pub origin: String,
    pub application: String,
    pub key_path: String,
}

/// Changes to the usual claims of a token; null removes a claim.
pub type Claims = Value;

impl Voice {
    pub fn start(more: &[&str]) -> Self {
        let env = TestEnv::new();
        let mut running = Running::start(&env, more);
        let (mut application, mut key_path) = (String::new(), String::new());
        while key_path.is_empty() {
            let mut line = String::new();
            assert!(running.stdout.read_line(&mut line).expect("a line") > 0, "no private key is exported");
            let line = line.trim_end();
            let value =
                |name: &str| line.strip_prefix(&format!("export {name}=")).unwrap_or_default().to_owned();
            application += &value("VONAGE_APPLICATION_ID");
            key_path = value("VONAGE_PRIVATE_KEY_PATH");
        }
        let origin = running.origin.clone();
        Self { env, running, origin, application, key_path }
    }

    /// Starts a sandbox with `--pace 0`, and gives its application this voice capability.
    pub fn with(voice: &Value) -> Self {
        let this = Self::start(&["--pace", "0"]);
        this.set_voice(voice);
        this
    }

    pub fn set_voice(&self, voice: &Value) {
        let (origin, application) = (&self.origin, &self.application);
        let (_, mut document) = ask(origin, "GET", &format!("/_sandbox/applications/{application}"), "", "");
        document["capabilities"]["voice"] = voice.clone();
        let path = format!("/_sandbox/edit/{application}");
        let (status, answer) = ask(origin, "POST", &path, "", &document.to_string());
        assert_eq!(status, 200, "{answer}");
    }

    pub fn token(&self, claims: &Claims) -> String {
        let mut all = json!({ "application_id": self.application, "iat": now(), "jti": unique() });
        for (name, value) in claims.as_object().expect("claims") {
            match value {
                Value::Null => drop(all.as_object_mut().expect("claims").remove(name)),
                value => all[name] = value.clone(),
            }
        }
        let pem = std::fs::read_to_string(&self.key_path).expect("the private key");
        signed(r#"{"alg":"RS256","typ":"JWT"}"#, &all, &pem)
    }

    /// Requests a call with these members besides the usual ones.
    pub fn call(&self, members: &Value) -> (u16, Value) {
        self.call_with(&self.token(&json!({})), members)
    }

    pub fn call_with(&self, token: &str, members: &Value) -> (u16, Value) {
        let mut body = json!({
            "to": [{ "type": "phone", "number": "447700900000" }],
            "from": { "type": "phone", "number": "442079460000" },
        });
        for (name, value) in members.as_object().expect("members") {
            body[name] = value.clone();
        }
        self.send("POST", "/v1/calls", token, &body)
    }

    pub fn send(&self, method: &str, path: &str, token: &str, body: &Value) -> (u16, Value) {
        let authorization = format!("Authorization: Bearer {token}\r\n");
        ask(&self.origin, method, path, &authorization, &body.to_string())
    }

    pub fn control(&self, path: &str, body: &Value) -> Value {
        let (status, answer) = ask(&self.origin, "POST", &format!("/_sandbox/{path}"), "", &body.to_string());
        assert_eq!(status, 200, "{path}: {answer}");
        answer
    }

    /// Waits until at least one call was made and all calls have ended. Returns them.
    pub fn ended(&self) -> Vec<Value> {
        let until = Instant::now() + PATIENCE;
        loop {
            let (_, shown) = ask(&self.origin, "GET", "/_sandbox/calls", "", "");
            let calls = shown["calls"].as_array().expect("calls");
            if !calls.is_empty() && calls.iter().all(|call| call["ended"] == true) {
                return calls.clone();
            }
            assert!(Instant::now() < until, "{shown:#}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn ended_call(&self) -> Value {
        let mut calls = self.ended();
        assert_eq!(calls.len(), 1, "{calls:#?}");
        calls.remove(0)
    }

    pub fn end(self, signal: &str) -> Option<i32> {
        self.running.end(signal).0
    }
}

pub fn voice_to(origin: &str) -> Value {
    let webhook =
        |path: &str, method: &str| json!({ "address": format!("{origin}{path}"), "http_method": method });
    json!({
        "webhooks": {
            "answer_url": webhook("/answer", "GET"),
            "event_url": webhook("/event", "POST"),
            "fallback_answer_url": webhook("/fallback", "GET"),
        },
        "signed_callbacks": true,
    })
}

pub fn events(call: &Value) -> Vec<&str> {
    let webhooks = call["webhooks"].as_array().expect("webhooks");
    webhooks.iter().map(|webhook| webhook["event"].as_str().expect("a word")).collect()
}

pub fn statuses(call: &Value, event: &str) -> Vec<Value> {
    let webhooks = call["webhooks"].as_array().expect("webhooks");
    let webhook = webhooks.iter().find(|webhook| webhook["event"] == event).expect(event);
    webhook["attempts"]
        .as_array()
        .expect("attempts")
        .iter()
        .map(|attempt| attempt["status"].clone())
        .collect()
}

pub fn handler() -> Upstream {
    Upstream::start(|seen| match seen.first.starts_with("GET /answer") {
        true => (200, r#"[{"action":"talk","text":"Hi"}]"#.to_owned()),
        false => (204, String::new()),
    })
}

pub fn status_of(seen: &Seen) -> String {
    let body: Value = serde_json::from_slice(&seen.body).unwrap_or_default();
    body["status"].as_str().unwrap_or_default().to_owned()
}

pub fn signed(header: &str, claims: &Value, pem: &str) -> String {
    let base64: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    let key = RsaKeyPair::from_pkcs8(&STANDARD.decode(base64).expect("base64")).expect("a key");
    let text = [header.to_owned(), claims.to_string()].map(|part| URL_SAFE_NO_PAD.encode(part)).join(".");
    let mut signature = vec![0; key.public().modulus_len()];
    key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature).expect("a signature");
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
}

pub fn now() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.expect("a clock after 1970").as_secs()
}

fn unique() -> String {
    format!("{:?}", Instant::now())
}

pub fn ask(origin: &str, method: &str, path: &str, headers: &str, body: &str) -> (u16, Value) {
    let host = origin.strip_prefix("http://").expect("http");
    let mut stream = TcpStream::connect(host).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a time limit");
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         {headers}Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).expect("a request");
    let mut text = String::new();
    stream.read_to_string(&mut text).expect("a response");
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    (status, serde_json::from_str(body).unwrap_or_default())
}
