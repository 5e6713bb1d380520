//! The sandbox's Applications API, as Vonage documents it, with some undocumented behavior that users
//! reported. Faults (`/_sandbox/faults`) affect this module only through `Handling`.

pub(super) mod list;
mod payload;

use std::collections::HashMap;

use bytes::Bytes;
use hyper::header::{ACCEPT, CONTENT_TYPE};
use hyper::{Method, StatusCode};
use serde_json::{Value, json};
use vsw::application::ApplicationId;
use vsw::json::Json;

use super::behavior::{Behavior, Errors};
use super::credentials;
use super::document::{self, Unchangeable};
use super::key_pair::CREATED;
use super::problem::{Invalid, Problem};
use super::request::{Place, Request};
use super::response::SandboxResponse;
use super::state_file::StateError;
use super::store::Store;
use list::ListFault;

#[derive(Clone, Debug, Default)]
pub(super) struct Handling {
    /// Whether to respond as if the request were done, without doing it.
    pub is_ignored: bool,
    /// Whether an update skips `document::completed`, which imitates how the live API keeps and adds members.
    pub is_literal: bool,
    pub stale: Option<Bytes>,
    pub list_fault: Option<ListFault>,
    pub behavior: Behavior,
    /// The old documents that reads still return because of the behavior `lag_ms`.
    pub outdated: HashMap<ApplicationId, Bytes>,
    pub instance: String,
}

pub(super) fn respond(store: &mut Store, request: &Request, handling: &Handling) -> SandboxResponse {
    let answer = handle(store, request, handling).unwrap_or_else(|problem| {
        let document = problem.respond(&handling.instance);
        match handling.behavior.errors {
            Errors::Documented => document,
            Errors::Html => SandboxResponse::of(document.status, "text/html", "<p>An error occurred.</p>"),
        }
    });
    handling.behavior.decorate(answer)
}

fn handle(store: &mut Store, request: &Request, handling: &Handling) -> Result<SandboxResponse, Problem> {
    if !credentials::admits(&request.headers) {
        return Err(Problem::Unauthorized);
    }
    let place = request.place();
    let verbs: &[Method] = match place {
        Place::Applications => &[Method::GET, Method::POST],
        Place::Application(_) if handling.behavior.accepts_patch() => {
            &[Method::GET, Method::PUT, Method::DELETE, Method::PATCH]
        }
        Place::Application(_) => &[Method::GET, Method::PUT, Method::DELETE],
        Place::Calls | Place::Call(_) | Place::Elsewhere => {
            return Err(Problem::NotFound { id: request.path.clone() });
        }
    };
    if !verbs.contains(&request.method) {
        return Err(Problem::WrongVerb { method: request.method.to_string() });
    }
    acceptable(request)?;
    let Place::Application(written) = place else {
        return match request.method {
            Method::GET => list::respond(store, request, handling),
            _ => create(store, request, handling),
        };
    };
    let not_found = || Problem::NotFound { id: written.to_owned() };
    let id: ApplicationId = written.parse().map_err(|_| not_found())?;
    // After a `lag` fault, reads return the old document (`stale`), even of a deleted application.
    let present = store.document(id).or_else(|| handling.stale.clone()).ok_or_else(not_found)?;
    match request.method {
        Method::PUT => {
            let sent = sent(request, handling)?;
            let kept: &[u8] = if handling.behavior.keeps_key() { &present } else { b"{}" };
            let text = if handling.is_literal { sent.clone() } else { document::completed(&sent, kept)? };
            let text = handling.behavior.with_keys(text, &sent)?;
            let text = handling.behavior.stored(text, Some(&present))?;
            let kept = Bytes::from(document::owned(&text, id)?);
            keep(store, id, kept.clone(), handling)?;
            Ok(shown(StatusCode::OK, kept))
        }
        Method::DELETE => {
            if !handling.is_ignored {
                store.remove(id)?;
            }
            Ok(SandboxResponse::empty(StatusCode::NO_CONTENT))
        }
        _ => {
            let outdated = || handling.outdated.get(&id).cloned();
            Ok(shown(StatusCode::OK, handling.stale.clone().or_else(outdated).unwrap_or(present)))
        }
    }
}

/// If the request has no public key, the application gets the key pair [`CREATED`]. Only this response
/// contains the private key.
fn create(store: &mut Store, request: &Request, handling: &Handling) -> Result<SandboxResponse, Problem> {
    let text = handling.behavior.stored(sent(request, handling)?, None)?;
    let (id, _) = store.next_id();
    let mut text = document::owned(&text, id)?;
    let mut answered = text.clone();
    if !has(&text, &["keys", "public_key"]) {
        let public = CREATED.public_pem();
        text = if has(&text, &["keys"]) {
            document::set(&text, &["keys", "public_key"], &Value::from(public).to_string())?
        } else {
            document::set(&text, &["keys"], &json!({ "public_key": public }).to_string())?
        };
        let private = Value::from(CREATED.private_pem());
        answered = document::set(&text, &["keys", "private_key"], &private.to_string())?;
    }
    keep(store, id, text.into(), handling)?;
    Ok(shown(StatusCode::CREATED, answered.into()))
}

fn keep(store: &mut Store, id: ApplicationId, document: Bytes, handling: &Handling) -> Result<(), Problem> {
    if !handling.is_ignored {
        store.put(id, document)?;
    }
    Ok(())
}

fn sent(request: &Request, handling: &Handling) -> Result<String, Problem> {
    let is_json = request.media_type(&CONTENT_TYPE).as_deref() == Some("application/json");
    if !is_json && !handling.behavior.accepts_other_content_types() {
        return Err(Problem::UnsupportedContentType);
    }
    payload::check(&request.body)
}

/// Rejects an Accept header that excludes JSON, the only format of responses.
fn acceptable(request: &Request) -> Result<(), Problem> {
    let mut ranges =
        request.headers.get_all(ACCEPT).iter().flat_map(|value| value.as_bytes().split(|&byte| byte == b','));
    let takes_json = |range: &[u8]| {
        let range = String::from_utf8_lossy(range).to_ascii_lowercase();
        let mut parts = range.split(';').map(str::trim);
        let json = matches!(parts.next(), Some("*/*" | "application/*" | "application/json"));
        json && !parts.any(|parameter| matches!(parameter, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    };
    if !request.headers.contains_key(ACCEPT) || ranges.any(takes_json) {
        Ok(())
    } else {
        Err(Problem::NotAcceptable)
    }
}

fn shown(status: StatusCode, document: Bytes) -> SandboxResponse {
    SandboxResponse::of(status, "application/json", document)
}

impl From<Unchangeable> for Problem {
    fn from(error: Unchangeable) -> Self {
        Self::Payload(vec![Invalid::new("body", error.to_string())])
    }
}

impl From<StateError> for Problem {
    fn from(_: StateError) -> Self {
        Self::Other(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

fn has(text: &str, path: &[&str]) -> bool {
    Json::parse(text.to_owned()).is_ok_and(|json| matches!(document::value_at(&json, path), Ok(Some(_))))
}
