//! Receiver: the common part of `vsw listen` and `vsw gateway`, which captures, verifies and forwards deliveries.
//!
//! Invariant: with a capture file, each delivery is written to it before it is forwarded.

mod admission;
mod answers;
mod authorizer;
mod exchange;
mod handler;
mod headers;
mod routes;
mod token_store;

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::{Request, Response, StatusCode};
use jiff::Timestamp;
use tokio::sync::mpsc;
use tokio::time::timeout;
use tower_layer::Layer as _;
use tower_service::Service as _;
use vsw::capture::Capture;
use vsw::delivery::Era;
use vsw::tower::{ReplayLayer, ReplayRefusal, VerifyLayer};
use vsw::verify::{Rejection, Verifier};

use crate::disk::LineFile;
use crate::server::body::{self, BodyMemory, Held};
use crate::server::guard::Refusal;
use crate::server::{Connection, Limits, Service, WhenFull};
use crate::vocabulary::DeliveryVerdict;

pub use answers::USUAL_NCCO;
pub use exchange::{Exchange, Forwarded};
pub use handler::{Forwarder, Handler, Stopwatch};
pub use routes::{Route, Routes};
pub use token_store::TokenStore;

use authorizer::{AskedAgain, Recent};
use handler::{Noting, Trace};

pub struct Options {
    /// The signing era: determines which events are expected to be unsigned.
    pub era: Era,
    /// Whether to forward deliveries that would be refused.
    pub forwards_all: bool,
    /// The maximum length of a body in bytes.
    pub body_limit: usize,
    pub in_flight: usize,
    pub capture: Option<LineFile>,
    pub clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    pub stopwatch: Stopwatch,
}

pub enum Report {
    /// A delivery, and the memory that is reserved for its body until [`Held`] is dropped.
    Exchange(Box<Exchange>, Held),
    Refused(Refusal),
    /// The capture file could not be written. The sender gets a 503.
    NotCaptured(io::Error),
}

/// Counts a delivery as in flight until it is dropped.
struct InFlight(Arc<Receiver>);

impl InFlight {
    fn new(receiver: &Arc<Receiver>) -> Self {
        receiver.in_flight.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(receiver))
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.in_flight.fetch_sub(1, Ordering::Relaxed);
    }
}

pub struct Receiver {
    options: Options,
    /// A reload replaces the routes.
    routes: RwLock<Routes>,
    replay: ReplayLayer<TokenStore>,
    body_memory: BodyMemory,
    recent: Arc<Recent>,
    reports: mpsc::Sender<Report>,
    count: AtomicU64,
    in_flight: AtomicU64,
}

/// `CloseOldest` keeps idle connections from locking out other senders.
pub const LIMITS: Limits = Limits {
    head: Duration::from_secs(10),
    head_bytes: 64 * 1024,
    connection: Duration::from_secs(60 * 60),
    connections: 512,
    when_full: WhenFull::CloseOldest,
    drain: Duration::from_secs(10),
};
/// Longer than the five seconds after which Vonage gives up.
const BODY_TIME: Duration = Duration::from_secs(10);
/// The maximum wait for a place in the queue of reports. Shorter than the five seconds after which Vonage gives up.
const REPORT_TIME: Duration = Duration::from_secs(2);
/// With this number of unread reports, new deliveries may have to wait.
const WAITING_REPORTS: usize = 1024;

impl Receiver {
    /// `verifier` determines how long tokens are remembered.
    pub fn new(
        routes: impl Into<Routes>,
        store: Arc<TokenStore>,
        verifier: &Verifier,
        options: Options,
    ) -> (Self, mpsc::Receiver<Report>) {
        let (reports, heard) = mpsc::channel(WAITING_REPORTS + options.in_flight);
        let receiver = Self {
            replay: ReplayLayer::new(store, verifier, seconds(&options)),
            routes: RwLock::new(routes.into()),
            body_memory: BodyMemory::new(options.body_limit),
            recent: Arc::new(Recent::new(&options.stopwatch)),
            reports,
            count: AtomicU64::new(0),
            in_flight: AtomicU64::new(0),
            options,
        };
        (receiver, heard)
    }

    pub fn proxy(self: &Arc<Self>) -> Arc<Listener> {
        Arc::new(Listener { receiver: Arc::clone(self), role: Role::Proxy })
    }

    pub fn authorizer(self: &Arc<Self>) -> Arc<Listener> {
        Arc::new(Listener { receiver: Arc::clone(self), role: Role::Authorizer })
    }

    pub fn replace(&self, routes: impl Into<Routes>) {
        *self.routes.write().unwrap_or_else(PoisonError::into_inner) = routes.into();
    }

    pub fn in_flight(&self) -> u64 {
        self.in_flight.load(Ordering::Relaxed)
    }

    /// Returns whether unread reports may make new deliveries wait.
    pub fn is_stalled(&self) -> bool {
        let taken = self.reports.max_capacity() - self.reports.capacity();
        let in_flight = usize::try_from(self.in_flight()).unwrap_or(usize::MAX);
        taken.saturating_sub(in_flight) >= WAITING_REPORTS
    }

    async fn refuse(&self, refusal: Refusal) -> Response<Full<Bytes>> {
        // A closed channel means that the program is about to end.
        let _ = timeout(REPORT_TIME, self.reports.send(Report::Refused(refusal))).await;
        answers::refusal(refusal)
    }

    /// Answers the delivery in a task of its own, so that a disconnect cannot cancel the work. Otherwise, the
    /// replay layer would forget a token that the handler may already have.
    async fn receive(
        self: &Arc<Self>,
        request: Request<Incoming>,
        connection: Connection,
        role: Role,
    ) -> Response<Full<Bytes>> {
        let (mut head, body) = request.into_parts();
        let mut route = match self.admit(&head) {
            Ok(route) => route,
            Err(refusal) => return self.refuse(refusal).await,
        };
        let sent_by = || self.sender_of(&head, &route.verifier);
        let (limit, memory) = (self.options.body_limit, &self.body_memory);
        let read = body::read_sharing(&head.headers, body, limit, BODY_TIME, memory, sent_by);
        let (body, held) = match read.await {
            Ok(read) => read,
            Err(refusal) => return self.refuse(refusal).await,
        };
        if role == Role::Authorizer {
            if let Err(refusal) = authorizer::check(&head, &body) {
                return self.refuse(refusal).await;
            }
            route.handler = Handler::Allow { marks: self.options.forwards_all };
        }
        let at = (self.options.clock)();
        let capture = admission::capture(&head, &body, at);
        if let Some(file) = &self.options.capture
            && let Err(error) = file.append(&capture.line())
        {
            drop(held);
            let _ = timeout(REPORT_TIME, self.reports.send(Report::NotCaptured(error))).await;
            return answers::empty(StatusCode::SERVICE_UNAVAILABLE);
        }
        let slot = connection.slot.upgrade();
        // Reserve room first, so that the response need not wait for the report.
        let Ok(Ok(report)) = timeout(REPORT_TIME, self.reports.clone().reserve_owned()).await else {
            return answers::empty(StatusCode::SERVICE_UNAVAILABLE);
        };
        head.extensions.insert(connection);
        let request = Request::from_parts(head, Full::new(body));
        let in_flight = InFlight::new(self);
        let handling = tokio::spawn(async move {
            let receiver = &in_flight.0;
            let (exchange, response) = receiver.exchange(request, route, capture, at).await;
            report.send(Report::Exchange(Box::new(exchange), held));
            let mut response = response;
            // Until the response is written, this connection must not be closed to make room.
            response.extensions_mut().insert(slot);
            response
        });
        handling.await.unwrap_or_else(|_| answers::empty(StatusCode::INTERNAL_SERVER_ERROR))
    }

    async fn exchange(
        &self,
        request: Request<Full<Bytes>>,
        route: Route,
        capture: Capture,
        at: Timestamp,
    ) -> (Exchange, Response<Full<Bytes>>) {
        let stopwatch = &self.options.stopwatch;
        let trace = Trace::new(stopwatch);
        let Route { prefix, verifier, handler } = route;
        let recent = matches!(handler, Handler::Allow { .. }).then(|| Arc::clone(&self.recent));
        let inner = self.replay.layer(handler.clone());
        let inner = Noting { inner: AskedAgain { inner, recent } };
        let again = self.may_pass_others().then(|| request.clone());
        let mut request = request;
        request.extensions_mut().insert(trace.clone());
        let began = stopwatch();
        let Ok(mut response) = layer(verifier, &self.options).layer(inner).call(request).await;
        let ended = stopwatch();
        let rejection = response.extensions_mut().remove::<Rejection>();
        let replay = response.extensions_mut().remove::<ReplayRefusal>();
        let mut findings = trace.findings();
        let verdict = match &replay {
            Some(refusal) if refusal.is_replay() => DeliveryVerdict::Replayed,
            _ => exchange::verdict(rejection.as_ref(), &capture, self.options.era),
        };
        let is_expected = verdict == DeliveryVerdict::UnsignedExpected;
        let is_refused = !is_expected && (rejection.is_some() || replay.is_some());
        if let Some(mut again) = again.filter(|_| is_expected || is_refused && self.options.forwards_all) {
            let event = capture.delivery().claimed_event();
            again.extensions_mut().insert(trace.clone());
            response = handler.handle(again, verdict, None, event).await;
            findings.upstream = trace.findings().upstream;
        }
        let claimed = findings
            .verified_at
            .map(|verified| findings.handled_at.unwrap_or(ended).saturating_sub(verified));
        let exchange = Exchange {
            number: self.count.fetch_add(1, Ordering::Relaxed) + 1,
            at,
            route: prefix,
            capture,
            verdict,
            rejection,
            replay,
            genuine: findings.genuine,
            status: Some(response.status().as_u16()),
            is_refused,
            upstream: findings.upstream,
            verification: findings.verified_at.unwrap_or(ended).saturating_sub(began),
            claim: claimed,
            took: stopwatch().saturating_sub(began),
        };
        (exchange, response)
    }

    fn may_pass_others(&self) -> bool {
        self.options.forwards_all || self.options.era == Era::Preview
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Proxy,
    /// Answers a proxy, which forwards the delivery itself.
    Authorizer,
}

pub struct Listener {
    receiver: Arc<Receiver>,
    role: Role,
}

impl Service for Listener {
    type Body = Full<Bytes>;

    async fn respond(
        &self,
        request: Request<Incoming>,
        connection: Connection,
    ) -> io::Result<Response<Full<Bytes>>> {
        Ok(self.receiver.receive(request, connection, self.role).await)
    }
}

fn layer(verifier: Arc<Verifier>, options: &Options) -> VerifyLayer {
    // The body was already read within this limit. The default limit of the layer may be lower.
    VerifyLayer::new(verifier, seconds(options)).accept_get().body_limit(options.body_limit)
}

fn seconds(options: &Options) -> impl Fn() -> u64 + Send + Sync + 'static {
    let clock = Arc::clone(&options.clock);
    move || u64::try_from(clock().as_second()).unwrap_or_default()
}
