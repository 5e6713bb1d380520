//! The control interface under `/_sandbox`: what a person or a test does to the sandbox that no client of the API can.
//! `docs/sandbox.md` describes it. It needs no credentials; `guard` has seen to it that no web page speaks here.

use hyper::header::CONTENT_TYPE;
use hyper::{Method, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use vsw::application::ApplicationId;
use vsw::json::Json;

use super::answer::Answer;
use super::edit::{Edit, EditError};
use super::request::Request;
use super::state::StateError;
use super::world::World;

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
pub(super) fn answer(world: &mut World, request: &Request) -> Answer {
    serve(world, request)
        .unwrap_or_else(|error| Answer::json(error.status(), &json!({ "error": error.to_string() })))
}

fn serve(world: &mut World, request: &Request) -> Result<Answer, ControlError> {
    let path = request.path.strip_prefix(ROOT).unwrap_or_default();
    let mut steps = path.trim_start_matches('/').splitn(2, '/');
    match (steps.next().unwrap_or_default(), steps.next()) {
        ("applications", None) => {
            must(request, &Method::GET)?;
            let ids: Value = world.shelf.all().iter().map(|stored| stored.id.to_string()).collect();
            Ok(done(&json!({ "applications": ids })))
        }
        ("applications", Some(id)) => {
            must(request, &Method::GET)?;
            let id = application(id)?;
            let document = world.shelf.document(id).ok_or(EditError::NoApplication(id))?;
            Ok(Answer::of(StatusCode::OK, "application/octet-stream", document))
        }
        ("requests", None) => {
            must(request, &Method::GET)?;
            let after = request.query_value("after").and_then(|text| text.parse().ok()).unwrap_or(0);
            Ok(done(&json!({ "requests": world.record.shown(after) })))
        }
        ("faults", None) if request.method == Method::GET => {
            Ok(done(&json!({ "faults": world.faults.shown() })))
        }
        ("faults", None) => {
            must(request, &Method::POST)?;
            let queued =
                world.faults.queue(body(request)?).map_err(|error| ControlError::Body(error.to_string()))?;
            Ok(done(&json!({ "queued": queued })))
        }
        ("dashboard", Some(id)) => {
            must(request, &Method::POST)?;
            let (id, Dashboard { name }) = (application(id)?, body_or_default(request)?);
            Edit::dashboard(name).apply(&mut world.shelf, id)?;
            let document = world.shelf.document(id).ok_or(EditError::NoApplication(id))?;
            Ok(Answer::of(StatusCode::OK, "application/json", document))
        }
        ("edit", Some(id)) => {
            must(request, &Method::POST)?;
            edit(world, application(id)?, request)
        }
        ("reset", None) => {
            must(request, &Method::POST)?;
            reset(world, &body_or_default(request)?)
        }
        _ => Err(ControlError::Nowhere),
    }
}

/// Puts the body in the place of a document, or makes an application of it. Bytes that are no JSON are almost always
/// a test's mistake, so `?as=bytes` must say that they are meant.
fn edit(world: &mut World, id: ApplicationId, request: &Request) -> Result<Answer, ControlError> {
    if request.query_value("as") != Some("bytes") {
        Json::parse_bytes(request.body.to_vec())
            .map_err(|error| ControlError::Body(format!("{error} (with ?as=bytes anything is taken)")))?;
    }
    let status = if world.shelf.document(id).is_some() { StatusCode::OK } else { StatusCode::CREATED };
    world.shelf.put(id, request.body.clone())?;
    Ok(Answer::json(status, &json!({ "id": id.to_string(), "bytes": request.body.len() })))
}

fn reset(world: &mut World, reset: &Reset) -> Result<Answer, ControlError> {
    let apps = reset.apps.unwrap_or(world.apps);
    if apps > MOST_APPS {
        return Err(ControlError::Body(format!("no more than {MOST_APPS} applications")));
    }
    let resets = |part: Part| reset.only.as_ref().is_none_or(|only| only.contains(&part));
    if resets(Part::Applications) {
        world.shelf.refill(apps)?;
        world.catch_up();
    }
    if resets(Part::Faults) {
        world.faults.clear();
    }
    if resets(Part::Requests) {
        world.record.clear();
    }
    Ok(done(&json!({ "applications": world.shelf.all().len() })))
}

/// Holds a request to its method, and one that changes something to JSON: a page of another origin can send neither
/// without asking first, and nobody here would say yes.
fn must(request: &Request, method: &Method) -> Result<(), ControlError> {
    if request.method != *method {
        return Err(ControlError::Method);
    }
    if *method == Method::POST && request.media_type(&CONTENT_TYPE).as_deref() != Some("application/json") {
        return Err(ControlError::ContentType);
    }
    Ok(())
}

fn application(text: &str) -> Result<ApplicationId, ControlError> {
    text.parse().map_err(|_| ControlError::Id(text.to_owned()))
}

fn body<T: DeserializeOwned>(request: &Request) -> Result<T, ControlError> {
    serde_json::from_slice(&request.body).map_err(|error| ControlError::Body(error.to_string()))
}

fn body_or_default<T: DeserializeOwned + Default>(request: &Request) -> Result<T, ControlError> {
    if request.body.is_empty() { Ok(T::default()) } else { body(request) }
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
