//! An axum service whose handlers only receive genuine webhooks: each is verified, and each is handled once.
//!
//! ```sh
//! export VONAGE_SIGNATURE_SECRET='…' VONAGE_API_KEY='…'   # and VONAGE_APPLICATION_ID, to accept only one application
//! cargo run --example axum --no-default-features --features tower
//! ```
//!
//! Then, from another shell with the same variables, send a webhook as Vonage would, and a forged one:
//!
//! ```sh
//! vsw sign --event answered --url http://127.0.0.1:8080/webhooks/event --output curl | sh
//! vsw sign --event answered --url http://127.0.0.1:8080/webhooks/event --output curl --forge wrong-secret | sh
//! vsw sign --event answer --method GET --url http://127.0.0.1:8080/webhooks/answer --output curl | sh
//! ```
//!
//! The service listens on this machine only, unless `LISTEN` is set. Vonage requires https, so run a proxy in front of
//! the service; let the proxy time out slow request heads. The answer webhook is a GET by default, and the
//! service accepts it as one (`VerifyLayer::accept_get`); if your application has `"http_method": "POST"` for it, use
//! `post(answer)` without `accept_get`.

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

/// Maximum duration of a request, including its body. Vonage itself waits for one to ten seconds.
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

/// Reads a variable; `None` if it is not set. A variable that is not UTF-8 is an error: its default might accept more.
fn setting(name: &str) -> Result<Option<String>, Box<dyn Error>> {
    match env::var(name) {
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(error) => Err(format!("{name}: {error}").into()),
    }
}

fn now() -> u64 {
    // A clock before 1970 counts as 1970: real tokens are then from the future, so each is rejected.
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Returns the routes with four layers. From the inside out, they refuse a replay, verify a request, log a rejection, and
/// end a request that takes too long.
pub fn router(verifier: Verifier, clock: fn() -> u64) -> Router {
    let verifier = Arc::new(verifier);
    // More tokens than Vonage sends in the few minutes in which a token can be replayed.
    let replay = ReplayLayer::new(Arc::new(MemoryStore::new(100_000)), &verifier, clock);
    let verify = VerifyLayer::new(verifier, clock);
    Router::new()
        // One method for each route: the token of a GET also verifies a POST whose body is the query's JSON.
        .route("/webhooks/event", post(event).route_layer(replay.clone()).route_layer(verify.clone()))
        .route("/webhooks/answer", get(answer).route_layer(replay).route_layer(verify.accept_get()))
        // `route_layer`, not `layer`: an unknown path then gets a plain 404.
        .route_layer(middleware::map_response(log))
        .route_layer(middleware::from_fn(limit_duration))
}

/// A call event, with the members that this service uses.
#[derive(Deserialize)]
struct Call {
    uuid: Option<String>,
}

async fn event(Extension(verified): Extension<Verified<'static>>, Json(call): Json<Call>) -> StatusCode {
    println!("{}: {:?} of account {:?}", verified.event(), call.uuid, verified.api_key());
    StatusCode::NO_CONTENT
}

/// An incoming call: from a number, or from a user of the Client SDK.
#[derive(Deserialize)]
struct Incoming {
    #[serde(alias = "from_user")]
    from: Option<String>,
}

/// The NCCO that answers the call: one `talk` action.
#[derive(Serialize)]
struct Talk {
    action: &'static str,
    text: String,
}

async fn answer(Extension(verified): Extension<Verified<'static>>) -> Result<Json<[Talk; 1]>, StatusCode> {
    // The signed data of a GET is its query as JSON; its body is empty.
    let call: Incoming = serde_json::from_slice(verified.payload()).map_err(|_| StatusCode::BAD_REQUEST)?;
    println!("{} of account {:?}", verified.event(), verified.api_key());
    let caller = call.from.as_deref().unwrap_or("caller");
    Ok(Json([Talk { action: "talk", text: format!("Hello, {caller}") }]))
}

/// Logs why a webhook was rejected. The sender does not get the reason.
async fn log(response: Response) -> Response {
    if let Some(rejection) = response.extensions().get::<Rejection>() {
        eprintln!("{}: {rejection}; {}", rejection.code(), rejection.remedy());
    }
    response
}

/// Ends a request that takes too long. The verifying layer itself waits for a body without a time limit.
async fn limit_duration(request: Request, next: Next) -> Response {
    let response = tokio::time::timeout(REQUEST_TIMEOUT, next.run(request)).await;
    response.unwrap_or_else(|_| StatusCode::REQUEST_TIMEOUT.into_response())
}
