//! Tests the memory of tokens: which requests reach the service inside, and what frees a token.

use std::convert::Infallible;
use std::fmt;
use std::future::{Future, ready};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{Request, Response, StatusCode};
use http_body_util::Full;
use tower_layer::Layer as _;
use tower_service::Service;
use vsw::tower::{
    Attempt, Claim, MemoryStore, Replay, ReplayLayer, ReplayRefusal, ReplayStore, Verify, VerifyLayer,
};

use super::service::full;
use super::{NOW, bearer, our_secret, token, verifier};

type Reply = Result<Response<Full<Bytes>>, Infallible>;

/// Counts its calls. Answers with a status, or never.
#[derive(Clone)]
struct Counting {
    calls: Arc<AtomicUsize>,
    status: Option<StatusCode>,
}

impl Counting {
    fn new(status: u16) -> Self {
        Self { calls: Arc::default(), status: Some(StatusCode::from_u16(status).unwrap()) }
    }

    fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

impl Service<Request<Full<Bytes>>> for Counting {
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Reply> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request<Full<Bytes>>) -> Self::Future {
        self.calls.fetch_add(1, Ordering::SeqCst);
        match self.status {
            Some(status) => {
                let mut response = Response::new(full(""));
                *response.status_mut() = status;
                Box::pin(ready(Ok(response)))
            }
            None => Box::pin(std::future::pending()),
        }
    }
}

type Stack<M> = Verify<Replay<Counting, M>>;

fn stack<M: ReplayStore>(store: &Arc<M>, inner: &Counting) -> Stack<M> {
    let verifier = Arc::new(verifier());
    let replay = ReplayLayer::new(Arc::clone(store), &verifier, || NOW);
    VerifyLayer::new(verifier, || NOW).accept_get().layer(replay.layer(inner.clone()))
}

fn event() -> Request<Full<Bytes>> {
    Request::post("/").header(AUTHORIZATION, bearer(b"{}")).body(full("{}")).unwrap()
}

/// Calls the service, which must respond without waiting.
fn call<M: ReplayStore>(service: &mut Stack<M>, request: Request<Full<Bytes>>) -> Response<Full<Bytes>> {
    let mut future = pin!(service.call(request));
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(response)) => response,
        Poll::Pending => panic!("the service waits"),
    }
}

fn status<M: ReplayStore>(service: &mut Stack<M>, request: Request<Full<Bytes>>) -> u16 {
    call(service, request).status().as_u16()
}

#[test]
fn a_token_reaches_the_handler_once() {
    let (store, inner) = (Arc::new(MemoryStore::new(10)), Counting::new(204));
    let mut service = stack(&store, &inner);
    assert_eq!(status(&mut service, event()), 204);
    let again = call(&mut service, event());
    assert_eq!(again.status(), StatusCode::CONFLICT);
    assert_eq!(again.extensions().get::<ReplayRefusal>(), Some(&ReplayRefusal::Seen));
    assert!(again.headers().is_empty());
    let other = token().jti("2").bearer(&our_secret(), b"{}");
    let other = Request::post("/").header(AUTHORIZATION, other).body(full("{}")).unwrap();
    assert_eq!(status(&mut service, other), 204);
    assert_eq!((inner.calls(), store.len()), (2, 2));
}

#[test]
fn a_token_in_flight_is_pending_and_a_dropped_one_is_free() {
    let (store, inner) = (Arc::new(MemoryStore::new(10)), Counting { calls: Arc::default(), status: None });
    let mut service = stack(&store, &inner);
    let mut first = Box::pin(service.call(event()));
    let mut context = Context::from_waker(Waker::noop());
    assert!(first.as_mut().poll(&mut context).is_pending());
    for _ in 0..49 {
        let refused = call(&mut service.clone(), event());
        assert_eq!(refused.status(), StatusCode::CONFLICT);
        assert_eq!(refused.extensions().get::<ReplayRefusal>(), Some(&ReplayRefusal::Pending));
    }
    assert_eq!(inner.calls(), 1);
    drop(first);
    assert!(store.is_empty(), "a client that disconnects, or a timeout, frees the token");
    assert!(Box::pin(service.call(event())).as_mut().poll(&mut context).is_pending());
    assert_eq!(inner.calls(), 2);
}

#[test]
fn a_token_whose_handler_failed_passes_again() {
    for failure in [301, 404, 500, 503] {
        let (store, failing, working) =
            (Arc::new(MemoryStore::new(10)), Counting::new(failure), Counting::new(200));
        assert_eq!(status(&mut stack(&store, &failing), event()), failure);
        assert!(store.is_empty());
        assert_eq!(status(&mut stack(&store, &working), event()), 200);
        assert_eq!(status(&mut stack(&store, &working), event()), 409);
    }
}

#[test]
fn v16_the_tokens_of_a_get_and_of_its_json_as_a_post_are_two() {
    let (store, inner) = (Arc::new(MemoryStore::new(10)), Counting::new(200));
    let mut service = stack(&store, &inner);
    let authorization = bearer(br#"{"to":"44"}"#);
    let post = Request::post("/").header(AUTHORIZATION, &authorization).body(full(r#"{"to":"44"}"#)).unwrap();
    let get = Request::get("/?to=44").header(AUTHORIZATION, &authorization).body(full("")).unwrap();
    assert_eq!([status(&mut service, post), status(&mut service, get)], [200, 200]);
    assert_eq!(store.len(), 2);
}

#[test]
fn a_full_memory_refuses_and_forgets_nothing() {
    let (store, inner) = (Arc::new(MemoryStore::new(1)), Counting::new(200));
    let mut service = stack(&store, &inner);
    assert_eq!(status(&mut service, event()), 200);
    let other = token().jti("2").bearer(&our_secret(), b"{}");
    let other = Request::post("/").header(AUTHORIZATION, other).body(full("{}")).unwrap();
    let refused = call(&mut service, other);
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.extensions().get::<ReplayRefusal>(), Some(&ReplayRefusal::Full));
    assert_eq!(status(&mut service, event()), 409);
    assert_eq!(inner.calls(), 1);
}

/// A store that does not respond.
struct Down;

struct Unreachable;

impl fmt::Display for Unreachable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("down")
    }
}

impl ReplayStore for Down {
    type Error = Unreachable;

    fn claim(&self, _: &Attempt) -> impl Future<Output = Result<Claim, Unreachable>> + Send {
        ready(Err(Unreachable))
    }

    fn seen(&self, _: &Attempt) -> impl Future<Output = Result<(), Unreachable>> + Send {
        ready(Err(Unreachable))
    }

    fn release(&self, _: &Attempt) {}
}

#[test]
fn without_its_store_the_layer_lets_nothing_past() {
    let inner = Counting::new(200);
    let refused = call(&mut stack(&Arc::new(Down), &inner), event());
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    let reason = ReplayRefusal::Unavailable("down".to_owned());
    assert_eq!((refused.extensions().get(), inner.calls()), (Some(&reason), 0));
}

#[test]
fn without_a_verified_delivery_the_layer_lets_nothing_past() {
    let (store, inner) = (Arc::new(MemoryStore::new(10)), Counting::new(200));
    let mut service = ReplayLayer::new(store, &verifier(), || NOW).layer(inner.clone());
    let mut future = pin!(service.call(event()));
    let Poll::Ready(Ok(refused)) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("the service waits")
    };
    let reason = refused.extensions().get::<ReplayRefusal>();
    assert_eq!(
        (refused.status().as_u16(), reason, inner.calls()),
        (500, Some(&ReplayRefusal::Unverified), 0)
    );
}
