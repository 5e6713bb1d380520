//! [`ReplayLayer`]: a memory of tokens, so that each reaches the handler once. It stands inside of a
//! [`VerifyLayer`](super::VerifyLayer) and reads the [`Verified`] that this one adds to a request.
//!
//! A token is *pending* while the handler works on it, and *seen* once the handler responded with a 2xx. If the handler
//! fails, responds with another status, or is dropped (a client disconnects, a timeout), the token is *released*: the
//! sender's next attempt is not a replay.
//!
//! Not here: how long a handler may take. Without a timeout inside of this layer, a token is pending for as long as the
//! handler works.

mod memory;

use std::fmt;
use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::{Request, Response, StatusCode};
use tower_layer::Layer;
use tower_service::Service;

pub use memory::MemoryStore;

use crate::verify::{PayloadRule, TokenId, Verified, Verifier};

/// What identifies a token: the account, the token's id and the payload rule. Without the rule, a GET's token that is
/// sent with a POST first would make the genuine GET look like a replay.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ReplayKey {
    api_key: Option<String>,
    token_id: TokenId,
    payload_rule: PayloadRule,
}

impl ReplayKey {
    /// Returns the key of a verified delivery.
    #[must_use]
    pub fn of(verified: &Verified<'_>) -> Self {
        Self {
            api_key: verified.api_key().map(str::to_owned),
            token_id: verified.token_id(),
            payload_rule: verified.payload_rule(),
        }
    }

    /// Returns the account's API key.
    #[must_use]
    pub fn api_key(&self) -> Option<&str> {
        self.api_key.as_deref()
    }

    /// Returns the token's id.
    #[must_use]
    pub fn token_id(&self) -> TokenId {
        self.token_id
    }

    /// Returns the payload rule.
    #[must_use]
    pub fn payload_rule(&self) -> PayloadRule {
        self.payload_rule
    }
}

/// The answer of a store to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The token was not known. It is pending now.
    New,
    /// The token is pending.
    Pending,
    /// The token was seen.
    Seen,
    /// The store can hold no further token.
    Full,
}

/// Holds tokens.
///
/// A store for several processes must make `claim` atomic, and must end a pending token by itself after a while, since a
/// process that is killed releases nothing.
pub trait ReplayStore: Send + Sync + 'static {
    /// Why a store does not respond.
    type Error: fmt::Display + Send;

    /// Makes an unknown token pending. `now` is in seconds since 1970.
    ///
    /// # Errors
    /// Fails if the store does not respond. The delivery is then refused.
    fn claim(&self, key: &ReplayKey, now: u64) -> impl Future<Output = Result<Claim, Self::Error>> + Send;

    /// Makes a pending token seen. It must stay known for at least `seconds`.
    ///
    /// # Errors
    /// Fails if the store does not respond. The handler's response is sent anyway.
    fn seen(
        &self,
        key: &ReplayKey,
        now: u64,
        seconds: u64,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// Forgets a pending token. Returns at once, because a dropped future cannot wait: a store behind a network does
    /// this in the background.
    fn release(&self, key: &ReplayKey);
}

/// Why a request does not reach the handler. In the *response's* extensions, invisible to the client, for an outer layer
/// that logs it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReplayRefusal {
    /// The same token is in flight. The status is 409.
    Pending,
    /// The same token was handled before. The status is 409.
    Seen,
    /// The store can hold no further token. The status is 503.
    Full,
    /// The store does not respond. The status is 503.
    Unavailable(String),
    /// The request has no [`Verified`]: the verifying layer is missing. The status is 500.
    Unverified,
}

impl ReplayRefusal {
    /// Returns whether the token was known.
    #[must_use]
    pub fn is_replay(&self) -> bool {
        matches!(self, Self::Pending | Self::Seen)
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Pending | Self::Seen => StatusCode::CONFLICT,
            Self::Full | Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Unverified => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn into_response<R: Default>(self) -> Response<R> {
        let mut response = Response::new(R::default());
        *response.status_mut() = self.status();
        response.extensions_mut().insert(self);
        response
    }
}

impl fmt::Display for ReplayRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pending => f.write_str("the same token is being handled"),
            Self::Seen => f.write_str("the same token was handled before"),
            Self::Full => f.write_str("the memory of tokens is full"),
            Self::Unavailable(reason) => write!(f, "the store of tokens does not respond: {reason}"),
            Self::Unverified => f.write_str("the delivery was not verified"),
        }
    }
}

/// Puts a [`Replay`] around a service.
///
/// ```
/// use std::{sync::Arc, time::{SystemTime, UNIX_EPOCH}};
/// use axum::{Router, routing::post};
/// use vsw::{SignatureSecret, Verifier, tower::{MemoryStore, ReplayLayer, VerifyLayer}};
///
/// let verifier = Arc::new(Verifier::new(SignatureSecret::new("the account's signature secret")?)?);
/// let clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
/// let replay = ReplayLayer::new(Arc::new(MemoryStore::new(100_000)), &verifier, clock);
/// let app: Router = Router::new()
///     .route("/event", post(|| async { "handled once" }))
///     .route_layer(replay)                             // inside
///     .route_layer(VerifyLayer::new(verifier, clock)); // outside
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub struct ReplayLayer<M> {
    store: Arc<M>,
    clock: Arc<dyn Fn() -> u64 + Send + Sync>,
    seconds: u64,
}

impl<M: ReplayStore> ReplayLayer<M> {
    /// Creates a layer. A token is kept for as long as the verifier could accept it: the maximum age, and the skew on
    /// both sides, since a clock may be set back by as much. `clock` returns the time in seconds since 1970.
    pub fn new(store: Arc<M>, verifier: &Verifier, clock: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        let seconds = verifier.replay_window().saturating_add(verifier.max_skew());
        Self { store, clock: Arc::new(clock), seconds }
    }
}

/// A service that passes each token to the inner service once. Made by [`ReplayLayer`].
pub struct Replay<S, M> {
    inner: S,
    layer: ReplayLayer<M>,
}

/// A token that is pending. Released on drop, unless it was seen.
struct Pending<M: ReplayStore> {
    store: Arc<M>,
    key: ReplayKey,
    is_handled: bool,
}

impl<M: ReplayStore> Drop for Pending<M> {
    fn drop(&mut self) {
        if !self.is_handled {
            self.store.release(&self.key);
        }
    }
}

impl<M: ReplayStore> ReplayLayer<M> {
    async fn claim(&self, verified: Option<ReplayKey>) -> Result<Pending<M>, ReplayRefusal> {
        let key = verified.ok_or(ReplayRefusal::Unverified)?;
        match self.store.claim(&key, (self.clock)()).await {
            Ok(Claim::New) => Ok(Pending { store: Arc::clone(&self.store), key, is_handled: false }),
            Ok(Claim::Pending) => Err(ReplayRefusal::Pending),
            Ok(Claim::Seen) => Err(ReplayRefusal::Seen),
            Ok(Claim::Full) => Err(ReplayRefusal::Full),
            Err(error) => Err(ReplayRefusal::Unavailable(error.to_string())),
        }
    }
}

impl<S, M, B, R> Service<Request<B>> for Replay<S, M>
where
    S: Service<Request<B>, Response = Response<R>> + Clone + Send + 'static,
    S::Future: Send,
    M: ReplayStore,
    B: Send + 'static,
    R: Default + Send,
    S::Error: Send,
{
    type Response = Response<R>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<R>, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        // Call the service that reported readiness; a clone may not be ready.
        let next = self.inner.clone();
        let mut ready = mem::replace(&mut self.inner, next);
        let layer = self.layer.clone();
        let key = request.extensions().get::<Verified<'static>>().map(ReplayKey::of);
        Box::pin(async move {
            let mut pending = match layer.claim(key).await {
                Ok(pending) => pending,
                Err(refusal) => return Ok(refusal.into_response()),
            };
            let response = ready.call(request).await?;
            if response.status().is_success() {
                // From here on, the handler has done its work: the token must not become free again.
                pending.is_handled = true;
                // If the store fails, the token stays pending there, which refuses it as well.
                let _ = layer.store.seen(&pending.key, (layer.clock)(), layer.seconds).await;
            }
            Ok(response)
        })
    }
}

impl<S, M> Layer<S> for ReplayLayer<M> {
    type Service = Replay<S, M>;

    fn layer(&self, inner: S) -> Replay<S, M> {
        Replay { inner, layer: self.clone() }
    }
}

// Derived, these would require that the store is `Clone` or `Debug`.
impl<M> Clone for ReplayLayer<M> {
    fn clone(&self) -> Self {
        Self { store: Arc::clone(&self.store), clock: Arc::clone(&self.clock), seconds: self.seconds }
    }
}

impl<S: Clone, M> Clone for Replay<S, M> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), layer: self.layer.clone() }
    }
}

impl<M> fmt::Debug for ReplayLayer<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReplayLayer").field("seconds", &self.seconds).finish_non_exhaustive()
    }
}

impl<S: fmt::Debug, M> fmt::Debug for Replay<S, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replay").field("inner", &self.inner).field("layer", &self.layer).finish()
    }
}
