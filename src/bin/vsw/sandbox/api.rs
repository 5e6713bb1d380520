//! The Applications API as the vendor documents it: list, create, get, update, delete, and their errors.
//!
//! Not here: faults, which only choose among what this module is asked to do (an effect that is not kept, a document
//! from before), and anything of the server.

pub(super) mod list;
mod payload;

use bytes::Bytes;
use hyper::header::{ACCEPT, CONTENT_TYPE};
use hyper::{Method, StatusCode};
use serde_json::{Value, json};
use vsw::application::ApplicationId;
use vsw::json::Json;

use super::credentials;
use super::document::{self, Unchangeable};
use super::problem::{Invalid, Problem};
use super::request::{Place, Request};
use super::response::Answer;
use super::sample;
use super::state_file::StateError;
use super::store::Store;
use list::ListFault;

/// How a request is to be handled.
#[derive(Clone, Debug)]
pub(super) struct Handling {
    /// Whether it is answered as if it were done, and is not done.
    pub is_ignored: bool,
    /// What a read shows in place of what is there.
    pub stale: Option<Bytes>,
    pub lies: Option<ListFault>,
    /// What a problem document calls this occurrence.
    pub instance: String,
}

/// Does what a request asks for and answers it.
pub(super) fn answer(shelf: &mut Store, request: &Request, handling: &Handling) -> Answer {
    handle(shelf, request, handling).unwrap_or_else(|problem| problem.answer(&handling.instance))
}

/// The checks in the order in which they are made: who asks, what for, how, of what, with what.
fn handle(shelf: &mut Store, request: &Request, handling: &Handling) -> Result<Answer, Problem> {
    if !credentials::admits(&request.headers) {
        return Err(Problem::Unauthorized);
    }
    let place = request.place();
    let verbs: &[Method] = match place {
        Place::Applications => &[Method::GET, Method::POST],
        Place::Application(_) => &[Method::GET, Method::PUT, Method::DELETE],
        Place::Elsewhere => return Err(Problem::NotFound { id: request.path.clone() }),
    };
    if !verbs.contains(&request.method) {
        return Err(Problem::WrongVerb { method: request.method.to_string() });
    }
    acceptable(request)?;
    let Place::Application(written) = place else {
        return match request.method {
            Method::GET => list::answer(shelf, request, handling.lies.as_ref()),
            _ => create(shelf, request, handling),
        };
    };
    let not_found = || Problem::NotFound { id: written.to_owned() };
    let id: ApplicationId = written.parse().map_err(|_| not_found())?;
    let present = shelf.document(id).ok_or_else(not_found)?;
    match request.method {
        Method::PUT => {
            let kept = Bytes::from(document::owned(&sent(request)?, id)?);
            keep(shelf, id, kept.clone(), handling)?;
            Ok(shown(StatusCode::OK, kept))
        }
        Method::DELETE => {
            if !handling.is_ignored {
                shelf.remove(id)?;
            }
            Ok(Answer::empty(StatusCode::NO_CONTENT))
        }
        _ => Ok(shown(StatusCode::OK, handling.stale.clone().unwrap_or(present))),
    }
}

/// An application without a public key of its own gets a pair of keys, the private one of which is shown this once.
fn create(shelf: &mut Store, request: &Request, handling: &Handling) -> Result<Answer, Problem> {
    let text = sent(request)?;
    let (id, number) = shelf.next_id();
    let mut text = document::owned(&text, id)?;
    let mut answered = text.clone();
    if !stands(&text, &["keys", "public_key"]) {
        let public = sample::public_key(number);
        text = if stands(&text, &["keys"]) {
            document::set(&text, &["keys", "public_key"], &Value::from(public).to_string())?
        } else {
            document::set(&text, &["keys"], &json!({ "public_key": public }).to_string())?
        };
        // Assembled, because what looks like a private key in a source alarms every scanner that sees it.
        let private =
            format!("-----BEGIN {0} KEY-----\nTHE SANDBOX MAKES NO KEYS\n-----END {0} KEY-----\n", "PRIVATE");
        answered = document::set(&text, &["keys", "private_key"], &Value::from(private).to_string())?;
    }
    keep(shelf, id, text.into(), handling)?;
    Ok(shown(StatusCode::CREATED, answered.into()))
}

fn keep(shelf: &mut Store, id: ApplicationId, document: Bytes, handling: &Handling) -> Result<(), Problem> {
    if !handling.is_ignored {
        shelf.put(id, document)?;
    }
    Ok(())
}

/// The document that a request sends, if it may be kept.
fn sent(request: &Request) -> Result<String, Problem> {
    if request.media_type(&CONTENT_TYPE).as_deref() != Some("application/json") {
        return Err(Problem::UnsupportedContentType);
    }
    payload::check(&request.body)
}

/// JSON is all that the API speaks. Nothing said about it is consent.
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

fn shown(status: StatusCode, document: Bytes) -> Answer {
    Answer::of(status, "application/json", document)
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

fn stands(text: &str, path: &[&str]) -> bool {
    Json::parse(text.to_owned()).is_ok_and(|json| matches!(document::value_at(&json, path), Ok(Some(_))))
}
