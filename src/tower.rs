//! Layers for tower-based services (axum, hyper, tonic). [`VerifyLayer`] verifies webhooks, and
//! [`ReplayLayer`] rejects replays. Requires the feature `tower`.
//!
//! Only a verified request reaches the handler, with a [`Verified`] in its extensions and the original bytes
//! as its body. A handler that extracts a `Verified` cannot run without the layer by mistake.
//!
//! | request | response |
//! |---|---|
//! | genuine | the handler's |
//! | without a token | 503. Vonage sometimes fails to sign; after a 503 it retries once, and the retry may be signed |
//! | rejected for any other reason | 401 with `WWW-Authenticate: Bearer` (RFC 9110 §11.6.1). Vonage does not retry |
//! | body over the limit | 413; the body is not read if its length was announced |
//! | body incomplete | 400 |
//! | another method | 405 with `Allow` |
//! | with a `ReplayLayer`: a token that is being handled, or was handled | 409. Vonage does not retry |
//! | with a `ReplayLayer`: the store is full or does not respond | 503. Vonage retries once |
//!
//! A token of an account without a configured secret (`no-secret-for-key`) also gets 401: anyone can write one.
//!
//! **The answer webhook is a GET by default, and the layer accepts only POST by default.** Add
//! [`accept_get`](VerifyLayer::accept_get) to the layer of its route, or set its `http_method` to POST.
//!
//! The layer's own responses have no body, because a reason would help an attacker. If a delivery was
//! refused, the *response's* extensions have the reason for logs: a [`Rejection`](crate::verify::Rejection)
//! of a `VerifyLayer`, or a [`ReplayRefusal`] of a `ReplayLayer`. A 400, 405 or 413 has no such extension.
//!
//! Not handled by `VerifyLayer`:
//! - **Timeouts.** The layer waits for a stalled body: put a timeout layer around it.
//! - **Replays.** A delivery repeated within the maximum age is genuine again: put a [`ReplayLayer`] inside.
//! - **Content codings.** The signature covers the bytes as sent: put decompressing layers inside.
//! - **Trailers** are not signed, and are dropped. Headers, path and a POST's query are not signed either.
//!
//! ```
//! use std::time::{SystemTime, UNIX_EPOCH};
//! use axum::{Extension, Router, routing::post};
//! use vsw::{SignatureSecret, Slot, Verified, Verifier, tower::VerifyLayer};
//!
//! async fn event(Extension(verified): Extension<Verified<'static>>) {
//!     println!("{}", verified.event());
//! }
//!
//! let secret = SignatureSecret::new("the account's signature secret")?;
//! let verifier = Verifier::builder().slot(Slot::new(&secret, "main").for_api_key("a1b2c3d")).build()?;
//! let clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
//! let app: Router = Router::new().route("/event", post(event)).route_layer(VerifyLayer::new(verifier, clock));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod body;
mod refusal;
mod replay;

use std::borrow::Cow;
use std::fmt;
use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::request::Parts;
use http::{Request, Response};
use http_body::Body;
use http_body_util::Full;
use tower_layer::Layer;
use tower_service::Service;

use crate::delivery::{Delivery, ParseMethodError};
use crate::verify::{AUTHORIZATION, CLOUD_RUNTIME, Verified, Verifier};

pub use replay::{
    Attempt, Claim, MemoryStore, Replay, ReplayKey, ReplayLayer, ReplayRefusal, ReplayStore, Unrecorded,
};

use refusal::Refusal;

/// The default maximum body length in bytes. Vonage's bodies usually have less than 1 KiB.
pub const USUAL_BODY_LIMIT: usize = 1024 * 1024;

/// Puts a [`Verify`] around a service.
#[derive(Clone)]
#[must_use]
pub struct VerifyLayer {
    verifier: Arc<Verifier>,
    clock: Arc<dyn Fn() -> u64 + Send + Sync>,
    limit: usize,
    /// The value of the header `Allow` (RFC 9110 §10.2.1).
    allowed: &'static str,
}

/// A service that passes only genuine deliveries to the inner service. Made by [`VerifyLayer`].
#[derive(Clone, Debug)]
pub struct Verify<S> {
    inner: S,
    layer: VerifyLayer,
}

impl VerifyLayer {
    /// Creates a layer that accepts deliveries by POST of at most [`USUAL_BODY_LIMIT`] bytes.
    ///
    /// `clock` must return the time in seconds since 1970.
    pub fn new(verifier: impl Into<Arc<Verifier>>, clock: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        Self { verifier: verifier.into(), clock: Arc::new(clock), limit: USUAL_BODY_LIMIT, allowed: "POST" }
    }

    /// Sets the maximum body length. A request may need about three times as much memory.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// Also accepts deliveries by GET, **the answer webhook's default method**. Otherwise, a GET gets 405.
    ///
    /// The body of a GET is empty: read the data from [`Verified::payload`].
    ///
    /// The method is not signed: the JSON of a GET's query also verifies as the body of a POST. So route each
    /// webhook by one method, or check [`Verified::payload_rule`].
    pub fn accept_get(mut self) -> Self {
        self.allowed = "GET, POST";
        self
    }

    async fn admit<B: Body>(self, request: Request<B>) -> Result<Request<Full<Bytes>>, Refusal> {
        let (mut parts, body) = request.into_parts();
        let refusal = || Refusal::Method { allowed: self.allowed };
        if !self.allowed.split(", ").any(|allowed| parts.method == allowed) {
            return Err(refusal());
        }
        let body = body::within(self.limit, body).await?;
        // Read the clock after the body: during a slow body, a token may become too old.
        let now = (self.clock)();
        let delivery = self.delivery(&parts, &body).map_err(|_| refusal())?;
        let verified = self.verifier.verify(&delivery, now).map_err(Refusal::Rejected)?;
        let verified: Verified<'static> = verified.into_owned();
        parts.extensions.insert(verified);
        Ok(Request::from_parts(parts, Full::new(body)))
    }
}

impl VerifyLayer {
    /// Keeps only the headers that the verifier reads: copying all takes a tenth of a verification's time.
    fn delivery<'d>(&self, parts: &'d Parts, body: &'d [u8]) -> Result<Delivery<'d>, ParseMethodError> {
        let names = [self.verifier.header(), AUTHORIZATION, CLOUD_RUNTIME];
        let is_read = |name: &str| names.iter().any(|read| read.eq_ignore_ascii_case(name));
        of_parts(parts, body.into(), is_read)
    }
}

impl<S> Layer<S> for VerifyLayer {
    type Service = Verify<S>;

    fn layer(&self, inner: S) -> Verify<S> {
        Verify { inner, layer: self.clone() }
    }
}

impl<S, B, R> Service<Request<B>> for Verify<S>
where
    S: Service<Request<Full<Bytes>>, Response = Response<R>> + Clone + Send + 'static,
    S::Future: Send,
    B: Body + Send + 'static,
    R: Default,
{
    type Response = Response<R>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<R>, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        // `self.inner` reported readiness; a clone may not be ready.
        let next = self.inner.clone();
        let mut ready = mem::replace(&mut self.inner, next);
        let layer = self.layer.clone();
        Box::pin(async move {
            match layer.admit(request).await {
                Ok(request) => ready.call(request).await,
                Err(refusal) => Ok(refusal.into_response()),
            }
        })
    }
}

impl<'d> Delivery<'d> {
    /// Returns the delivery of an HTTP request. Needs the feature `tower`.
    ///
    /// `body` must be the raw body, neither parsed nor decompressed.
    ///
    /// # Errors
    /// Fails with [`ParseMethodError`] if the method is neither POST nor GET.
    pub fn from_parts(parts: &'d Parts, body: impl Into<Cow<'d, [u8]>>) -> Result<Self, ParseMethodError> {
        of_parts(parts, body.into(), |_| true)
    }
}

fn of_parts<'d>(
    parts: &'d Parts,
    body: Cow<'d, [u8]>,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<Delivery<'d>, ParseMethodError> {
    let query = parts.uri.query().unwrap_or_default();
    let delivery = Delivery::new(parts.method.as_str().parse()?, body).with_query(query.as_bytes());
    let wanted = parts.headers.iter().filter(|(name, _)| is_wanted(name.as_str()));
    Ok(wanted.fold(delivery, |delivery, (name, value)| delivery.with_header(name.as_str(), value.as_bytes())))
}

impl fmt::Debug for VerifyLayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifyLayer")
            .field("verifier", &self.verifier)
            .field("limit", &self.limit)
            .field("allowed", &self.allowed)
            .finish_non_exhaustive()
    }
}
