//! Tests the replay layer with its in-memory store: which requests reach the inner service, and what frees a token.

mod store;

use std::future::ready;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{Request, Response, StatusCode};
use http_body_util::Full;
use tower_layer::Layer as _;
use tower_service::Service;
use vsw::tower::{MemoryStore, Replay, ReplayLayer, ReplayRefusal, ReplayStore, Verify, VerifyLayer};

use super::service::full;
use super::{NOW, bearer, our_secret, token, verifier};

#[derive(Debug)]
struct Failed;

type Reply = Result<Response<Full<Bytes>>, Failed>;

#[derive(Clone, Copy)]
enum Answer {
    Status(u16),
    Never,
    Error,
    Panic,
}

struct Counting {
    calls: Arc<AtomicUsize>,
    answer: Answer,
    is_ready: bool,
}

impl Clone for Counting {
    /// By tower's contract, a ready service's clone need not be ready. This clone never is.
    fn clone(&self) -> Self {
        Self { calls: Arc::clone(&self.calls), answer: self.answer, is_ready: false }
    }
}

impl Counting {
    fn new(answer: Answer) -> Self {
        Self { calls: Arc::default(), answer, is_ready: false }
    }

    fn of_status(status: u16) -> Self {
        Self::new(Answer::Status(status))
    }

    fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

impl Service<Request<Full<Bytes>>> for Counting {
    type Response = Response<Full<Bytes>>;
    type Error = Failed;
    type Future = Pin<Box<dyn Future<Output = Reply> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Failed>> {
        self.is_ready = true;
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request<Full<Bytes>>) -> Self::Future {
        assert!(std::mem::take(&mut self.is_ready), "called before `poll_ready`");
        self.calls.fetch_add(1, Ordering::SeqCst);
        match self.answer {
            Answer::Status(status) => {
                let mut response = Response::new(full(""));
                *response.status_mut() = StatusCode::from_u16(status).unwrap();
                Box::pin(ready(Ok(response)))
            }
            Answer::Never => Box::pin(std::future::pending()),
            Answer::Error => Box::pin(ready(Err(Failed))),
            Answer::Panic => Box::pin(async { panic!("the handler panics") }),
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

fn start<S: Service<Request<Full<Bytes>>>>(
    service: &mut S,
    request: Request<Full<Bytes>>,
) -> Pin<Box<S::Future>> {
    assert!(service.poll_ready(&mut Context::from_waker(Waker::noop())).is_ready());
    Box::pin(service.call(request))
}

fn poll<F: Future>(future: &mut Pin<Box<F>>) -> Poll<F::Output> {
    future.as_mut().poll(&mut Context::from_waker(Waker::noop()))
}

/// Calls the service. Panics if the response is not ready at once.
fn call<S>(service: &mut S, request: Request<Full<Bytes>>) -> Response<Full<Bytes>>
where
    S: Service<Request<Full<Bytes>>, Response = Response<Full<Bytes>>, Error = Failed>,
{
    match poll(&mut start(service, request)) {
        Poll::Ready(Ok(response)) => response,
        Poll::Ready(Err(Failed)) => panic!("the service failed"),
        Poll::Pending => panic!("the service waits"),
    }
}

fn status<M: ReplayStore>(service: &mut Stack<M>, request: Request<Full<Bytes>>) -> u16 {
    call(service, request).status().as_u16()
}

#[test]
fn a_token_reaches_the_handler_once() {
    let (store, inner) = (Arc::new(MemoryStore::new(10)), Counting::of_status(204));
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
    let (store, inner) = (Arc::new(MemoryStore::new(10)), Counting::new(Answer::Never));
    let mut service = stack(&store, &inner);
    let mut first = start(&mut service, event());
    assert!(poll(&mut first).is_pending());
    for _ in 0..49 {
        let refused = call(&mut service.clone(), event());
        assert_eq!(refused.status(), StatusCode::CONFLICT);
        assert_eq!(refused.extensions().get::<ReplayRefusal>(), Some(&ReplayRefusal::Pending));
    }
    assert_eq!(inner.calls(), 1);
    drop(first);
    assert!(store.is_empty(), "a client that disconnects frees the token");
    assert!(poll(&mut start(&mut service, event())).is_pending());
    assert_eq!(inner.calls(), 2);
}

#[test]
fn of_fifty_copies_at_once_one_reaches_the_handler() {
    for _ in 0..20 {
        let (store, inner) = (Arc::new(MemoryStore::new(100)), Counting::of_status(204));
        let (service, barrier) = (stack(&store, &inner), Barrier::new(50));
        let statuses: Vec<u16> = thread::scope(|scope| {
            let copy = || {
                let mut service = service.clone();
                barrier.wait();
                status(&mut service, event())
            };
            let copies: Vec<_> = (0..50).map(|_| scope.spawn(copy)).collect();
            copies.into_iter().map(|copy| copy.join().unwrap()).collect()
        });
        assert_eq!(statuses.iter().filter(|status| **status == 204).count(), 1);
        assert_eq!(statuses.iter().filter(|status| **status == 409).count(), 49);
        assert_eq!((inner.calls(), store.len()), (1, 1));
    }
}

#[test]
fn a_timeout_frees_the_token() {
    let (store, stuck, working) =
        (Arc::new(MemoryStore::new(10)), Counting::new(Answer::Never), Counting::of_status(200));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let response = start(&mut stack(&store, &stuck), event());
    let limit = Duration::from_millis(20);
    assert!(runtime.block_on(async { tokio::time::timeout(limit, response).await }).is_err());
    assert_eq!((stuck.calls(), store.len()), (1, 0));
    assert_eq!(status(&mut stack(&store, &working), event()), 200);
}

#[test]
fn an_error_and_a_panic_free_the_token() {
    for answer in [Answer::Error, Answer::Panic] {
        let (store, failing) = (Arc::new(MemoryStore::new(10)), Counting::new(answer));
        let mut response = start(&mut stack(&store, &failing), event());
        let outcome = catch_unwind(AssertUnwindSafe(|| poll(&mut response).map(|reply| reply.is_err())));
        assert!(outcome.is_err() || outcome.is_ok_and(|failed| failed == Poll::Ready(true)));
        assert_eq!((failing.calls(), store.len()), (1, 0));
    }
}

#[test]
fn a_token_whose_handler_failed_passes_again() {
    for failure in [103, 199, 300, 301, 404, 409, 500, 503] {
        let (store, failing, working) =
            (Arc::new(MemoryStore::new(10)), Counting::of_status(failure), Counting::of_status(200));
        assert_eq!(status(&mut stack(&store, &failing), event()), failure);
        assert!(store.is_empty());
        assert_eq!(status(&mut stack(&store, &working), event()), 200);
        assert_eq!(status(&mut stack(&store, &working), event()), 409);
    }
}

#[test]
fn v16_the_tokens_of_a_get_and_of_its_json_as_a_post_are_two() {
    let (store, inner) = (Arc::new(MemoryStore::new(10)), Counting::of_status(200));
    let mut service = stack(&store, &inner);
    let authorization = bearer(br#"{"to":"44"}"#);
    let post = Request::post("/").header(AUTHORIZATION, &authorization).body(full(r#"{"to":"44"}"#)).unwrap();
    let get = Request::get("/?to=44").header(AUTHORIZATION, &authorization).body(full("")).unwrap();
    assert_eq!([status(&mut service, post), status(&mut service, get)], [200, 200]);
    assert_eq!(store.len(), 2);
}

#[test]
fn a_full_memory_refuses_and_forgets_nothing() {
    let (store, inner) = (Arc::new(MemoryStore::new(1)), Counting::of_status(200));
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

#[test]
fn without_a_verified_delivery_the_layer_lets_nothing_past() {
    let (store, inner) = (Arc::new(MemoryStore::new(10)), Counting::of_status(200));
    let mut service = ReplayLayer::new(store, &verifier(), || NOW).layer(inner.clone());
    let refused = call(&mut service, event());
    let reason = refused.extensions().get::<ReplayRefusal>();
    assert_eq!(
        (refused.status().as_u16(), reason, inner.calls()),
        (500, Some(&ReplayRefusal::Unverified), 0)
    );
}
