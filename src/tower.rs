//! [`VerifyLayer`]: verifies webhooks before a handler sees them, in services made of tower's parts (axum, hyper, tonic).
//! The feature `tower` switches it on.
//!
//! A request's body is read as it came, within a limit; the [`Verifier`] decides; and only what it lets pass reaches the
//! handler, with a [`Verified`] in the request's extensions and the same bytes as its body. A handler that asks for the
//! `Verified` cannot be reached without the layer by mistake: nobody else can make one.
//!
//! | request | answer |
//! |---|---|
//! | genuine | the handler's |
//! | signed, and rejected | 401 with `WWW-Authenticate: Bearer` (RFC 9110 §11.6.1). Vonage does not send it again |
//! | not signed | 503. Vonage can fail to sign; on 503 it sends the webhook once more, signed |
//! | longer than the limit | 413; unread, where the length was announced |
//! | cut off or broken on the way | 400 |
//! | another method | 405 with `Allow` |
//!
//! A token of an account whose secret is not there (`no-secret-for-key`) is answered 401 as well: anybody can write such
//! a token, and nobody is to have us ask for repeats with it.
//!
//! The answers have no body and no reason in them, as a reason helps whoever is trying. It is in the *response's*
//! extensions, as a [`Rejection`](crate::verify::Rejection), which no client sees: an outer layer can log it.
//!
//! What the layer leaves to others:
//! - **Time limits.** It has no timer, so a body that stalls is waited for: put a time limit around it.
//! - **Replays.** It has no memory: a delivery that comes twice within its age is genuine twice. A handler, or a layer
//!   within, can remember each [`token_id`](Verified::token_id) for [`Verifier::replay_window`] seconds, where it keeps
//!   such things; `examples/axum.rs` does it in memory.
//! - **Coded bodies.** Signed is what was sent: layers that decompress belong within, not around it.
//! - **Trailers** are not signed, and not handed on. Headers, path and the query of a POST are not signed either, and
//!   handed on as they came.
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

mod answer;
mod body;

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
use crate::verify::{Verified, Verifier};

use answer::Refusal;

/// How long a body may be unless told otherwise, in bytes: 1 MiB. Vonage's are about 1 KiB.
pub const USUAL_BODY_LIMIT: usize = 1024 * 1024;

/// Puts a [`Verify`] around a service.
#[derive(Clone)]
#[must_use]
pub struct VerifyLayer {
    verifier: Arc<Verifier>,
    clock: Arc<dyn Fn() -> u64 + Send + Sync>,
    limit: usize,
    /// The accepted methods, as the header `Allow` lists them (RFC 9110 §10.2.1).
    allowed: &'static str,
}

/// A service that passes genuine deliveries on and answers the others. Made by [`VerifyLayer`].
#[derive(Clone, Debug)]
pub struct Verify<S> {
    inner: S,
    layer: VerifyLayer,
}

impl VerifyLayer {
    /// A layer that accepts deliveries by POST of at most [`USUAL_BODY_LIMIT`] bytes. `clock` tells the time in seconds
    /// since 1970; it is asked once for each request, when its body is there.
    pub fn new(verifier: impl Into<Arc<Verifier>>, clock: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        Self { verifier: verifier.into(), clock: Arc::new(clock), limit: USUAL_BODY_LIMIT, allowed: "POST" }
    }

    /// Takes bodies of at most so many bytes. About twice as many are held for each request while its body is read, and
    /// once more for a genuine one, whose payload the [`Verified`] has.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// Takes deliveries by GET too, by a rule that one article of the vendor's has and nobody confirmed
    /// ([`PayloadRule::Query`](crate::verify::PayloadRule::Query)). Without this they are answered 405.
    ///
    /// The method is not signed: what was signed for a GET verifies as the body of a POST as well. A handler of both
    /// looks at [`Verified::payload_rule`], and takes what it needs from [`Verified::payload`].
    pub fn accept_get(mut self) -> Self {
        self.allowed = "GET, POST";
        self
    }

    /// The request as the handler gets it, with its proof. Whoever drops this while the body comes in (a client that went
    /// away, a time limit) has called no handler.
    async fn admit<B: Body>(self, request: Request<B>) -> Result<Request<Full<Bytes>>, Refusal> {
        let (mut parts, body) = request.into_parts();
        let refusal = || Refusal::Method { allowed: self.allowed };
        if !self.allowed.split(", ").any(|allowed| parts.method == allowed) {
            return Err(refusal());
        }
        let body = body::within(self.limit, body).await?;
        // Only now: a token that is good when the body begins may be too old when it ends.
        let now = (self.clock)();
        let delivery = Delivery::from_parts(&parts, &body[..]).map_err(|_| refusal())?;
        let verified = self.verifier.verify(&delivery, now).map_err(Refusal::Rejected)?;
        let verified: Verified<'static> = verified.into_owned();
        parts.extensions.insert(verified);
        Ok(Request::from_parts(parts, Full::new(body)))
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
        // The one that said it was ready is the one to be called; a clone need not be.
        let next = self.inner.clone();
        let mut ready = mem::replace(&mut self.inner, next);
        let layer = self.layer.clone();
        Box::pin(async move {
            match layer.admit(request).await {
                Ok(request) => ready.call(request).await,
                Err(refusal) => Ok(refusal.answer()),
            }
        })
    }
}

impl<'d> Delivery<'d> {
    /// Returns the delivery that an HTTP request is: its head, and its body's raw bytes, which nothing has parsed or
    /// decompressed. Needs the feature `tower`.
    ///
    /// Every header goes with it, repeats included; the verifier reads the one that it needs.
    ///
    /// # Errors
    /// [`ParseMethodError`] for any method but POST and GET.
    pub fn from_parts(parts: &'d Parts, body: impl Into<Cow<'d, [u8]>>) -> Result<Self, ParseMethodError> {
        let query = parts.uri.query().unwrap_or_default();
        let delivery = Self::new(parts.method.as_str().parse()?, body).with_query(query.as_bytes());
        Ok(parts
            .headers
            .iter()
            .fold(delivery, |delivery, (name, value)| delivery.with_header(name.as_str(), value.as_bytes())))
    }
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
