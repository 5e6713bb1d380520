//! [`ReplayLayer`]: refuses a token that the handler already accepted or is still handling.
//!
//! A token is *pending* while the handler works, and *seen* after its 2xx. Any other result *releases* the
//! token, so that a retry reaches the handler.

mod memory;
mod refusal;
mod store;

use std::fmt;
use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::{Request, Response};
use tower_layer::Layer;
use tower_service::Service;

pub use memory::MemoryStore;
pub use refusal::{ReplayRefusal, Unrecorded};
pub use store::{Attempt, Claim, ReplayKey, ReplayStore};

use crate::verify::{Verified, Verifier};

/// Wraps a service in a [`Replay`]. Must be inside a [`VerifyLayer`](super::VerifyLayer).
///
/// ```
/// use std::{sync::Arc, time::{SystemTime, UNIX_EPOCH}};
/// use axum::{Router, routing::post};
/// use vsw::{Verifier, tower::{MemoryStore, ReplayLayer, VerifyLayer}};
///
/// let verifier = Arc::new(Verifier::new("the account's signature secret")?);
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
    window: u64,
    accepts_any_age: bool,
}

/// A service that refuses replays before they reach the inner service. Created by [`ReplayLayer`].
pub struct Replay<S, M> {
    inner: S,
    layer: ReplayLayer<M>,
}

/// Releases the token on drop, unless `is_kept` is set.
struct Hold<M: ReplayStore> {
    store: Arc<M>,
    attempt: Attempt,
    is_kept: bool,
}

impl<M: ReplayStore> ReplayLayer<M> {
    /// Creates a layer. `clock` must return the time in seconds since 1970. All routes must share one store.
    ///
    /// A token is kept for [`Verifier::replay_window`] seconds after its signing. If the verifier accepts any
    /// age, a token is kept at least that long after its arrival.
    pub fn new(store: Arc<M>, verifier: &Verifier, clock: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        let (window, accepts_any_age) = (verifier.replay_window(), verifier.accepts_any_age());
        Self { store, clock: Arc::new(clock), window, accepts_any_age }
    }

    fn attempt(&self, verified: &Verified<'_>) -> Attempt {
        let attempt = Attempt::new(verified, (self.clock)(), self.window);
        if self.accepts_any_age { attempt.of_any_age() } else { attempt }
    }

    async fn claim(&self, attempt: Option<Attempt>) -> Result<Hold<M>, ReplayRefusal> {
        let attempt = attempt.ok_or(ReplayRefusal::Unverified)?;
        // Create the hold first: if the future is dropped during the claim, the token is released.
        let mut hold = Hold { store: Arc::clone(&self.store), attempt, is_kept: false };
        let refusal = match self.store.claim(&hold.attempt).await {
            Ok(Claim::New) => return Ok(hold),
            Ok(Claim::Pending) => ReplayRefusal::Pending,
            Ok(Claim::Seen) => ReplayRefusal::Seen,
            Ok(Claim::Full) => ReplayRefusal::Full,
            Err(error) => return Err(ReplayRefusal::Unavailable(error.to_string())),
        };
        // This attempt does not hold the token, so dropping `hold` must not release the token.
        hold.is_kept = true;
        Err(refusal)
    }
}

impl<M: ReplayStore> Hold<M> {
    /// Marks the token as seen. If the store fails, the token stays pending until it expires.
    async fn seen(mut self) -> Result<(), Unrecorded> {
        // Set this first: a dropped future must not release the token.
        self.is_kept = true;
        self.store.seen(&self.attempt).await.map_err(|error| Unrecorded(error.to_string()))
    }
}

impl<M: ReplayStore> Drop for Hold<M> {
    fn drop(&mut self) {
        if !self.is_kept {
            self.store.release(&self.attempt);
        }
    }
}

impl<S, M> Layer<S> for ReplayLayer<M> {
    type Service = Replay<S, M>;

    fn layer(&self, inner: S) -> Replay<S, M> {
        Replay { inner, layer: self.clone() }
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
        Box::pin(async move {
            let attempt =
                request.extensions().get::<Verified<'static>>().map(|verified| layer.attempt(verified));
            let hold = match layer.claim(attempt).await {
                Ok(hold) => hold,
                Err(refusal) => return Ok(refusal.into_response()),
            };
            let mut response = ready.call(request).await?;
            if response.status().is_success()
                && let Err(unrecorded) = hold.seen().await
            {
                response.extensions_mut().insert(unrecorded);
            }
            Ok(response)
        })
    }
}

// Deriving `Clone` and `Debug` would require a store that implements them.
impl<M> Clone for ReplayLayer<M> {
    fn clone(&self) -> Self {
        let (store, clock) = (Arc::clone(&self.store), Arc::clone(&self.clock));
        Self { store, clock, window: self.window, accepts_any_age: self.accepts_any_age }
    }
}

impl<S: Clone, M> Clone for Replay<S, M> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), layer: self.layer.clone() }
    }
}

impl<M> fmt::Debug for ReplayLayer<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReplayLayer").field("window", &self.window).finish_non_exhaustive()
    }
}

impl<S: fmt::Debug, M> fmt::Debug for Replay<S, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replay").field("inner", &self.inner).field("layer", &self.layer).finish()
    }
}
