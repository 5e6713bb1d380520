//! The control interface under `/_sandbox`, which needs no credentials (`docs/sandbox.md`).

use bytes::Bytes;
use hyper::StatusCode;
use hyper::header::CONTENT_TYPE;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use vsw::application::ApplicationId;
use vsw::json::Json;

use super::behavior::Behavior;
use super::calls::control::{ControlRequest, ControlRequestError};
use super::clock;
use super::edit::{Edit, EditError};
use super::request::Request;
use super::response::SandboxResponse;
use super::state::State;
use super::state_file::StateError;

pub(super) const ROOT: &str = "/_sandbox";

/// The documentation of this version: an installed program has no docs.
const PAGE: &str =
    concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/v", env!("CARGO_PKG_VERSION"), "/docs/sandbox.md");

#[derive(Debug, thiserror::Error)]
enum ControlError {
    #[error("path not found; {PAGE} lists the paths")]
    Nowhere,
    #[error("wrong method for this path; {PAGE} lists the method of each path")]
    Method,
    #[error("a change requires Content-Type: application/json")]
    ContentType,
    #[error("{0}")]
    Body(String),
    #[error("`{0}` is not an application id")]
    Id(String),
    #[error(transparent)]
    Edit(#[from] EditError),
    #[error(transparent)]
    Call(#[from] ControlRequestError),
    #[error(transparent)]
    State(#[from] StateError),
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Dashboard {
    name: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Reset {
    /// The number of applications; by default, that of `--apps`.
    apps: Option<u32>,
    /// The parts to reset; by default, all.
    only: Option<Vec<Part>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Part {
    Applications,
    Calls,
    Faults,
    Requests,
    Behavior,
}

const MOST_APPS: u32 = 200_000;

pub(super) fn respond(state: &mut State, request: &Request) -> SandboxResponse {
    serve(state, request)
        .unwrap_or_else(|error| SandboxResponse::json(error.status(), &json!({ "error": error.to_string() })))
}

fn serve(state: &mut State, request: &Request) -> Result<SandboxResponse, ControlError> {
    let path = request.path.strip_prefix(ROOT).unwrap_or_default();
    let mut steps = path.trim_start_matches('/').splitn(2, '/');
    match (steps.next().unwrap_or_default(), steps.next(), request.method.as_str()) {
        ("applications", None, "GET") => {
            let ids: Value = state.store.all().iter().map(|stored| stored.id.to_string()).collect();
            Ok(done(&json!({ "applications": ids })))
        }
        ("applications", Some(id), "GET") => {
            let id = application(id)?;
            let document = state.store.document(id).ok_or(EditError::NoApplication(id))?;
            Ok(SandboxResponse::of(StatusCode::OK, "application/octet-stream", document))
        }
        ("requests", None, "GET") => {
            let after = request.query_value("after").and_then(|text| text.parse().ok()).unwrap_or(0);
            Ok(done(&json!({ "requests": state.log.shown(after) })))
        }
        ("faults", None, "GET") => Ok(done(&json!({ "faults": state.faults.shown() }))),
        ("faults", None, "POST") => {
            let queued = state.faults.queue(sent(request)?);
            Ok(done(&json!({ "queued": queued.map_err(|error| ControlError::Body(error.to_string()))? })))
        }
        ("behavior", None, "GET") => Ok(done(&state.behavior.shown())),
        ("behavior", None, "POST") => {
            let set = state.behavior.set(sent(request)?);
            set.map_err(|error| ControlError::Body(error.to_string()))?;
            Ok(done(&state.behavior.shown()))
        }
        ("calls", None, "GET") => Ok(done(&state.calls.shown())),
        ("calls", None, "POST") => {
            let call: ControlRequest = sent(request)?;
            Ok(done(&call.apply(&mut state.calls, &state.store, clock::now_ms())?))
        }
        ("dashboard", Some(id), "POST") => {
            let (Dashboard { name }, id) = (sent_or_default(request)?, application(id)?);
            Edit::dashboard(name).apply(&mut state.store, id)?;
            let document = state.store.document(id).ok_or(EditError::NoApplication(id))?;
            Ok(SandboxResponse::of(StatusCode::OK, "application/json", document))
        }
        ("edit", Some(id), "POST") => edit(state, body(request)?, application(id)?, request),
        ("reset", None, "POST") => reset(state, &sent_or_default(request)?),
        ("applications", ..)
        | ("requests" | "faults" | "behavior" | "calls" | "reset", None, _)
        | ("dashboard" | "edit", Some(_), _) => Err(ControlError::Method),
        _ => Err(ControlError::Nowhere),
    }
}

/// Bytes that are not JSON are usually a mistake in a test, so they require `?as=bytes`.
fn edit(
    state: &mut State,
    document: &Bytes,
    id: ApplicationId,
    request: &Request,
) -> Result<SandboxResponse, ControlError> {
    if request.query_value("as") != Some("bytes") {
        Json::parse_bytes(document.to_vec())
            .map_err(|error| ControlError::Body(format!("{error} (?as=bytes accepts any bytes)")))?;
    }
    let status = if state.store.document(id).is_some() { StatusCode::OK } else { StatusCode::CREATED };
    state.store.put(id, document.clone())?;
    Ok(SandboxResponse::json(status, &json!({ "id": id.to_string(), "bytes": document.len() })))
}

fn reset(state: &mut State, reset: &Reset) -> Result<SandboxResponse, ControlError> {
    let apps = reset.apps.unwrap_or(state.apps);
    if apps > MOST_APPS {
        return Err(ControlError::Body(format!("at most {MOST_APPS} applications are allowed")));
    }
    let resets = |part: Part| reset.only.as_ref().is_none_or(|only| only.contains(&part));
    if resets(Part::Applications) {
        state.store.refill(apps)?;
        state.lagging.clear();
        state.outdated.clear();
    }
    if resets(Part::Calls) {
        state.calls.clear();
    }
    if resets(Part::Faults) {
        state.faults.clear();
        // `lagging` has the outdated documents that a `lag` fault makes reads return.
        state.lagging.clear();
    }
    if resets(Part::Requests) {
        state.log.clear();
    }
    if resets(Part::Behavior) {
        state.behavior = Behavior::default();
        state.outdated.clear();
    }
    Ok(done(&json!({ "applications": state.store.all().len() })))
}

fn application(text: &str) -> Result<ApplicationId, ControlError> {
    text.parse().map_err(|_| ControlError::Id(text.to_owned()))
}

/// Fails unless the Content-Type is JSON, which a web page of another origin cannot send without this
/// server's approval (CORS).
fn body(request: &Request) -> Result<&Bytes, ControlError> {
    let is_json = request.media_type(&CONTENT_TYPE).as_deref() == Some("application/json");
    if is_json { Ok(&request.body) } else { Err(ControlError::ContentType) }
}

fn sent<T: DeserializeOwned>(request: &Request) -> Result<T, ControlError> {
    serde_json::from_slice(body(request)?).map_err(|error| ControlError::Body(error.to_string()))
}

fn sent_or_default<T: DeserializeOwned + Default>(request: &Request) -> Result<T, ControlError> {
    if body(request)?.is_empty() { Ok(T::default()) } else { sent(request) }
}

fn done(value: &Value) -> SandboxResponse {
    SandboxResponse::json(StatusCode::OK, value)
}

impl ControlError {
    fn status(&self) -> StatusCode {
        match self {
            Self::Nowhere
            | Self::Edit(EditError::NoApplication(_))
            | Self::Call(ControlRequestError::NoApplication) => StatusCode::NOT_FOUND,
            Self::Call(ControlRequestError::NoVoice | ControlRequestError::TooMany) => StatusCode::CONFLICT,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::ContentType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Body(_) | Self::Id(_) | Self::Call(_) => StatusCode::BAD_REQUEST,
            Self::State(_) | Self::Edit(EditError::State(_)) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Edit(_) => StatusCode::CONFLICT,
        }
    }
}
