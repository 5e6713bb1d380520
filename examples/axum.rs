//! An axum service that handles only genuine webhooks, each once.
//!
//! ```sh
//! export VONAGE_SIGNATURE_SECRET='…' VONAGE_API_KEY='…'   # and VONAGE_APPLICATION_ID, to accept only one application
//! cargo run --example axum --no-default-features --features tower
//! ```
//!
//! Then, from another shell with the same variables, send a genuine event, a forged one, and an answer webhook:
//!
//! ```sh
//! vsw sign --event answered --url http://127.0.0.1:8080/webhooks/event --output curl | sh
//! vsw sign --event answered --url http://127.0.0.1:8080/webhooks/event --output curl --forge wrong-secret | sh
//! vsw sign --event answer --method GET --url http://127.0.0.1:8080/webhooks/answer --output curl | sh
//! ```
//!
//! The service listens on this machine only, unless `LISTEN` is set. Vonage requires https: run a proxy in
//! front of the service, and let it time out slow request heads.
//!
//! The answer webhook is a GET by default, so its route uses `accept_get`. If your application sets
//! `"http_method": "POST"` for it, use `post(answer)` without `accept_get`.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the service logs to its terminal")]
#![expect(
    clippy::disallowed_methods,
    reason = "the library takes clock and settings as arguments; a service provides them"
)]

use std::env::{self, VarError};
use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use vsw::tower::{MemoryStore, ReplayLayer, VerifyLayer};
use vsw::{Rejection, SignatureSecret, Slot, Verified, Verifier};

/// Maximum duration of a request with its body. Vonage itself waits for one to ten seconds.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(3);

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let secret = setting("VONAGE_SIGNATURE_SECRET")?.ok_or(
        "VONAGE_SIGNATURE_SECRET is not set: it is the signature secret in the Dashboard's settings",
    )?;
    let mut slot = Slot::new(&SignatureSecret::new(secret)?, "VONAGE_SIGNATURE_SECRET");
    if let Some(api_key) = setting("VONAGE_API_KEY")? {
        slot = slot.for_api_key(api_key);
    }
    let mut verifier = Verifier::builder().slot(slot);
    if let Some(application) = setting("VONAGE_APPLICATION_ID")? {
        verifier = verifier.expect_application(application.parse()?);
    }
    let verifier = verifier.build()?;

    let address = setting("LISTEN")?.unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let listener = TcpListener::bind(&address).await.map_err(|error| format!("{address}: {error}"))?;
    println!("http://{}", listener.local_addr()?);
    axum::serve(listener, router(verifier, now)).await?;
    Ok(())
}

/// Fails if the variable is not UTF-8: treating it as unset could drop a restriction, such as the application id.
fn setting(name: &str) -> Result<Option<String>, Box<dyn Error>> {
    match env::var(name) {
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(error) => Err(format!("{name}: {error}").into()),
    }
}

fn now() -> u64 {
    // A clock before 1970 counts as 1970, so every real token is rejected as from the future.
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// From the inside out, the layers refuse replays, verify, log rejections, and limit the duration.
pub fn router(verifier: Verifier, clock: fn() -> u64) -> Router {
    let verifier = Arc::new(verifier);
    // The capacity must exceed the number of tokens that arrive within `Verifier::replay_window` seconds: a
    // full store refuses new ones.
    let replay = ReplayLayer::new(Arc::new(MemoryStore::new(100_000)), &verifier, clock);
    let verify = VerifyLayer::new(verifier, clock);
    Router::new()
        // Accept one method per route. The token of a GET has a hash of the query as JSON, so this token is
        // also valid for a POST with this JSON as its body.
        .route("/webhooks/event", post(event).route_layer(replay.clone()).route_layer(verify.clone()))
        .route("/webhooks/answer", get(answer).route_layer(replay).route_layer(verify.accept_get()))
        .route_layer(middleware::map_response(log))
        .route_layer(middleware::from_fn(limit_duration))
}

/// The members of an event that this service uses.
#[derive(Deserialize)]
struct Call {
    uuid: Option<String>,
}

async fn event(Extension(verified): Extension<Verified<'static>>, Json(call): Json<Call>) -> StatusCode {
    println!("{}: {:?} of account {:?}", verified.event(), call.uuid, verified.api_key());
    StatusCode::NO_CONTENT
}

/// The caller: a number, or a user of the Client SDK (`from_user`).
#[derive(Deserialize)]
struct Incoming {
    #[serde(alias = "from_user")]
    from: Option<String>,
}

/// One action of an NCCO, Vonage's list of call instructions.
#[derive(Serialize)]
struct Talk {
    action: &'static str,
    text: String,
}

async fn answer(Extension(verified): Extension<Verified<'static>>) -> Result<Json<[Talk; 1]>, StatusCode> {
    // A GET signs its query as JSON; its body is empty.
    let call: Incoming = serde_json::from_slice(verified.payload()).map_err(|_| StatusCode::BAD_REQUEST)?;
    println!("{} of account {:?}", verified.event(), verified.api_key());
    let caller = call.from.as_deref().unwrap_or("caller");
    Ok(Json([Talk { action: "talk", text: format!("Hello, {caller}") }]))
}

/// Logs the reason of a rejection, which the sender does not get.
async fn log(response: Response) -> Response {
    if let Some(rejection) = response.extensions().get::<Rejection>() {
        eprintln!("{}: {rejection}; {}", rejection.code(), rejection.remedy());
    }
    response
}

/// `VerifyLayer` itself has no time limit for a body.
async fn limit_duration(request: Request, next: Next) -> Response {
    let response = tokio::time::timeout(REQUEST_TIMEOUT, next.run(request)).await;
    response.unwrap_or_else(|_| StatusCode::REQUEST_TIMEOUT.into_response())
}
