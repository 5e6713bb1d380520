//! The control interface under `/_sandbox`: what a person or a test does to the sandbox that no client of the API can.
//! `docs/sandbox.md` describes it. It needs no credentials; `guard` has seen to it that no web page speaks here.

use bytes::Bytes;
use hyper::StatusCode;
use hyper::header::CONTENT_TYPE;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use vsw::application::ApplicationId;
use vsw::json::Json;

use super::edit::{Edit, EditError};
use super::request::Request;
use super::response::Answer;
use super::state::State;
use super::state_file::StateError;

/// Where the control interface begins.
pub(super) const ROOT: &str = "/_sandbox";

/// Why a request to the control interface was not served.
#[derive(Debug, thiserror::Error)]
enum ControlError {
    #[error("there is nothing here; docs/sandbox.md says what is where")]
    Nowhere,
    #[error("what changes something needs POST, what shows something GET")]
    Method,
    #[error("what changes something needs Content-Type: application/json")]
    ContentType,
    #[error("{0}")]
    Body(String),
    #[error("`{0}` is no application id")]
    Id(String),
    #[error(transparent)]
    Edit(#[from] EditError),
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
    /// How many applications there are afterwards; as many as at the start, if not said.
    apps: Option<u32>,
    /// What is reset; everything, if not said.
    only: Option<Vec<Part>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Part {
    Applications,
    Faults,
    Requests,
}

/// As many applications as `vsw sandbox --apps` takes.
const MOST_APPS: u32 = 200_000;

/// Serves a request whose path begins with [`ROOT`].
pub(super) fn answer(world: &mut State, request: &Request) -> Answer {
    serve(world, request)
        .unwrap_or_else(|error| Answer::json(error.status(), &json!({ "error": error.to_string() })))
}

fn serve(world: &mut State, request: &Request) -> Result<Answer, ControlError> {
    let path = request.path.strip_prefix(ROOT).unwrap_or_default();
    let mut steps = path.trim_start_matches('/').splitn(2, '/');
    match (steps.next().unwrap_or_default(), steps.next(), request.method.as_str()) {
        ("applications", None, "GET") => {
            let ids: Value = world.shelf.all().iter().map(|stored| stored.id.to_string()).collect();
            Ok(done(&json!({ "applications": ids })))
        }
        ("applications", Some(id), "GET") => {
            let id = application(id)?;
            let document = world.shelf.document(id).ok_or(EditError::NoApplication(id))?;
            Ok(Answer::of(StatusCode::OK, "application/octet-stream", document))
        }
        ("requests", None, "GET") => {
            let after = request.query_value("after").and_then(|text| text.parse().ok()).unwrap_or(0);
            Ok(done(&json!({ "requests": world.record.shown(after) })))
        }
        ("faults", None, "GET") => Ok(done(&json!({ "faults": world.faults.shown() }))),
        ("faults", None, "POST") => {
            let queued = world.faults.queue(sent(request)?);
            Ok(done(&json!({ "queued": queued.map_err(|error| ControlError::Body(error.to_string()))? })))
        }
        ("dashboard", Some(id), "POST") => {
            let (Dashboard { name }, id) = (sent_or_default(request)?, application(id)?);
            Edit::dashboard(name).apply(&mut world.shelf, id)?;
            let document = world.shelf.document(id).ok_or(EditError::NoApplication(id))?;
            Ok(Answer::of(StatusCode::OK, "application/json", document))
        }
        ("edit", Some(id), "POST") => edit(world, body(request)?, application(id)?, request),
        ("reset", None, "POST") => reset(world, &sent_or_default(request)?),
        ("applications", ..)
        | ("requests" | "faults" | "reset", None, _)
        | ("dashboard" | "edit", Some(_), _) => Err(ControlError::Method),
        _ => Err(ControlError::Nowhere),
    }
}

/// Puts the body in the place of a document, or makes an application of it. Bytes that are no JSON are almost always
/// a test's mistake, so `?as=bytes` must say that they are meant.
fn edit(
    world: &mut State,
    document: &Bytes,
    id: ApplicationId,
    request: &Request,
) -> Result<Answer, ControlError> {
    if request.query_value("as") != Some("bytes") {
        Json::parse_bytes(document.to_vec())
            .map_err(|error| ControlError::Body(format!("{error} (with ?as=bytes anything is taken)")))?;
    }
    let status = if world.shelf.document(id).is_some() { StatusCode::OK } else { StatusCode::CREATED };
    world.shelf.put(id, document.clone())?;
    Ok(Answer::json(status, &json!({ "id": id.to_string(), "bytes": document.len() })))
}

fn reset(world: &mut State, reset: &Reset) -> Result<Answer, ControlError> {
    let apps = reset.apps.unwrap_or(world.apps);
    if apps > MOST_APPS {
        return Err(ControlError::Body(format!("no more than {MOST_APPS} applications")));
    }
    let resets = |part: Part| reset.only.as_ref().is_none_or(|only| only.contains(&part));
    if resets(Part::Applications) {
        world.shelf.refill(apps)?;
        world.lagging.clear();
    }
    if resets(Part::Faults) {
        world.faults.clear();
    }
    if resets(Part::Requests) {
        world.record.clear();
    }
    Ok(done(&json!({ "applications": world.shelf.all().len() })))
}

fn application(text: &str) -> Result<ApplicationId, ControlError> {
    text.parse().map_err(|_| ControlError::Id(text.to_owned()))
}

/// The body of a request that changes something. It must be sent as JSON: a page of another origin cannot do that
/// without asking first, and this server consents to nothing.
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

fn done(value: &Value) -> Answer {
    Answer::json(StatusCode::OK, value)
}

impl ControlError {
    fn status(&self) -> StatusCode {
        match self {
            Self::Nowhere | Self::Edit(EditError::NoApplication(_)) => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::ContentType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Body(_) | Self::Id(_) => StatusCode::BAD_REQUEST,
            Self::State(_) | Self::Edit(EditError::State(_)) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Edit(_) => StatusCode::CONFLICT,
        }
    }
}
