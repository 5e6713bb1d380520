//! Handler: forwards a delivery to the upstream, answers it, or tells a proxy to forward it.
//!
//! Options such as `--forward-all` let deliveries through that are not genuine.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::{Request, Response, StatusCode};
use tower_service::Service;
use vsw::delivery::Event;
use vsw::verify::Verified;

use super::exchange::{Forwarded, Genuine};
use super::{answers, headers};
use crate::sender::{Sender, remove_hop_by_hop};
use crate::server::Connection;
use crate::vocabulary::DeliveryVerdict;

#[derive(Clone)]
pub enum Handler {
    Forward(Arc<Forwarder>),
    Answer {
        ncco: Bytes,
    },
    /// Tells a proxy to forward the delivery.
    Allow {
        /// Whether to set `X-Vsw-Verdict`, because deliveries that are not genuine are allowed too.
        marks: bool,
    },
}

pub struct Forwarder {
    pub sender: Sender,
    /// Whether to set `X-Vsw-Verdict`, because deliveries that are not genuine are forwarded too.
    pub marks: bool,
}

/// The time since a fixed point.
pub type Stopwatch = Arc<dyn Fn() -> Duration + Send + Sync>;

/// Collects the inner services' findings for the receiver, as an extension of the request.
#[derive(Clone)]
pub struct Trace {
    findings: Arc<Mutex<Findings>>,
    stopwatch: Stopwatch,
}

#[derive(Default)]
pub struct Findings {
    pub verified_at: Option<Duration>,
    /// When the request passed the replay check.
    pub handled_at: Option<Duration>,
    pub genuine: Option<Genuine>,
    pub upstream: Option<Forwarded>,
}

impl Trace {
    pub fn new(stopwatch: &Stopwatch) -> Self {
        Self { findings: Arc::default(), stopwatch: Arc::clone(stopwatch) }
    }

    fn now(&self) -> Duration {
        (self.stopwatch)()
    }

    fn note(&self, note: impl FnOnce(&mut Findings)) {
        note(&mut self.findings.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Takes the findings, and leaves empty ones behind.
    pub fn findings(&self) -> Findings {
        std::mem::take(&mut *self.findings.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Notes the result of the verification. Placed between the verifying layer and the replay layer.
#[derive(Clone)]
pub struct Noting<S> {
    pub inner: S,
}

impl<S: Service<Request<Full<Bytes>>>> Service<Request<Full<Bytes>>> for Noting<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<Full<Bytes>>) -> S::Future {
        let extensions = request.extensions();
        if let (Some(trace), Some(verified)) =
            (extensions.get::<Trace>(), extensions.get::<Verified<'static>>())
        {
            let (at, genuine) = (trace.now(), Genuine::of(verified));
            trace.note(|noted| (noted.verified_at, noted.genuine) = (Some(at), Some(genuine)));
        }
        self.inner.call(request)
    }
}

type Handling = Pin<Box<dyn Future<Output = Result<Response<Full<Bytes>>, Infallible>> + Send>>;

impl Service<Request<Full<Bytes>>> for Handler {
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = Handling;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Full<Bytes>>) -> Handling {
        let extensions = request.extensions();
        let genuine = extensions.get::<Verified<'static>>().map(Genuine::of);
        if let Some(trace) = extensions.get::<Trace>() {
            let at = trace.now();
            trace.note(|noted| noted.handled_at = Some(at));
        }
        let event = genuine.as_ref().map(|genuine| genuine.event);
        let handler = self.clone();
        Box::pin(async move {
            let verdict = DeliveryVerdict::Genuine;
            Ok(handler.handle(request, verdict, genuine.as_ref(), event.unwrap_or_default()).await)
        })
    }
}

impl Handler {
    /// If `genuine` is `None`, `event` is only what the delivery claims.
    pub async fn handle(
        &self,
        request: Request<Full<Bytes>>,
        verdict: DeliveryVerdict,
        genuine: Option<&Genuine>,
        event: Event,
    ) -> Response<Full<Bytes>> {
        match self {
            Self::Answer { ncco } => answers::to(event, ncco),
            Self::Allow { marks } => answers::allow(genuine, marks.then_some(verdict)),
            Self::Forward(forwarder) => forwarder.forward(request, verdict, genuine).await,
        }
    }
}

impl Forwarder {
    async fn forward(
        &self,
        request: Request<Full<Bytes>>,
        verdict: DeliveryVerdict,
        genuine: Option<&Genuine>,
    ) -> Response<Full<Bytes>> {
        let (mut head, body) = request.into_parts();
        let Ok(body) = body.collect().await;
        let extensions = &head.extensions;
        let (Some(trace), Some(connection)) =
            (extensions.get::<Trace>().cloned(), extensions.get::<Connection>().cloned())
        else {
            return answers::empty(StatusCode::INTERNAL_SERVER_ERROR);
        };
        headers::forward(&mut head.headers, &connection, genuine);
        if self.marks {
            headers::mark(&mut head.headers, verdict);
        }
        head.extensions.clear();
        let began = trace.now();
        let answered = self.sender.send(Request::from_parts(head, body.to_bytes())).await;
        let took = trace.now().saturating_sub(began);
        let (forwarded, response) = match answered {
            Ok(response) => {
                let (mut head, body) = response.into_parts();
                remove_hop_by_hop(&mut head.headers, |_| false);
                let status = Some(head.status.as_u16());
                (Forwarded { status, took, error: None }, Response::from_parts(head, Full::new(body)))
            }
            Err(error) => {
                let error = Some(error);
                (Forwarded { status: None, took, error }, answers::empty(StatusCode::SERVICE_UNAVAILABLE))
            }
        };
        trace.note(|noted| noted.upstream = Some(forwarded));
        response
    }
}
