//! `MetricsState`: the state of a gateway, shared with the server of `/metrics`, `/healthz` and `/readyz`.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hyper::StatusCode;
use jiff::Timestamp;

use crate::args::gateway::Gateway;
use crate::context::Context;
use crate::metrics::{ContentFormat, Facts};
use crate::receiver::{Exchange, Receiver, TokenStore};
use crate::render::{metrics_text, of_gateway_state, open_metrics};
use crate::report::gateway::{DeliveryLabels, GatewayState};
use crate::report::listen::DeliveryEvent;
use crate::vocabulary::{DeliveryVerdict, StoreHealth, Word as _};

pub struct MetricsState {
    state: Mutex<GatewayState>,
    receiver: Arc<Receiver>,
    store: Arc<TokenStore>,
    is_stopping: AtomicBool,
}

impl MetricsState {
    pub fn new(
        receiver: Arc<Receiver>,
        store: Arc<TokenStore>,
        gateway: &Gateway,
        context: &Context,
    ) -> Self {
        let state = GatewayState {
            report_only: gateway.report_only,
            last_reload: Some(context.now()),
            ..GatewayState::default()
        };
        Self { state: Mutex::new(state), receiver, store, is_stopping: AtomicBool::new(false) }
    }

    fn lock(&self) -> MutexGuard<'_, GatewayState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn delivered(&self, exchange: &Exchange, delivery: &DeliveryEvent) {
        let labels = DeliveryLabels {
            route: delivery.route.clone().unwrap_or_default(),
            verdict: delivery.verdict.to_word(),
            code: delivery.code.map(|code| code.to_word()).unwrap_or_default(),
            status: delivery.status.unwrap_or_default(),
        };
        let mut state = self.lock();
        *state.deliveries.entry(labels).or_default() += 1;
        state.refused += u64::from(exchange.is_refused);
        if let Some(secret) =
            delivery.secret.as_ref().filter(|_| delivery.verdict == DeliveryVerdict::Genuine)
        {
            *state.signed.entry(secret.clone()).or_default() += 1;
        }
        if let Some(claim) = exchange.claim {
            state.store_times.add(claim);
        }
        if let Some(forwarded) = &exchange.upstream {
            let route = delivery.route.clone().unwrap_or_default();
            state.upstream_times.entry(route).or_default().add(forwarded.took);
        }
    }

    pub fn refused(&self, status: StatusCode) {
        *self.lock().requests_refused.entry(status.as_u16()).or_default() += 1;
    }

    /// Records a reload. `at` is its time, or `None` if it failed.
    pub fn reloaded(&self, at: Option<Timestamp>) {
        let mut state = self.lock();
        state.reload_failed = at.is_none();
        state.last_reload = at.or(state.last_reload);
    }

    pub fn is_stopping(&self) -> bool {
        self.is_stopping.load(Ordering::Relaxed)
    }

    /// Makes the gateway not ready. A thread that watches [`is_stopping`](Self::is_stopping) then stops the
    /// listeners.
    pub fn stop(&self) {
        self.is_stopping.store(true, Ordering::Relaxed);
    }
}

impl Facts for MetricsState {
    fn metrics(&self, format: ContentFormat) -> String {
        let mut state = self.lock();
        state.in_flight = self.receiver.in_flight();
        state.tokens_held = self.store.held();
        state.tokens_left_pending = self.store.left_pending();
        state.store_is_up = self.store.health().is_none_or(|health| health.is_up);
        let metrics = of_gateway_state(&state);
        drop(state);
        match format {
            ContentFormat::Text => metrics_text(&metrics),
            ContentFormat::OpenMetrics => open_metrics(&metrics),
        }
    }

    fn health(&self) -> Result<String, String> {
        Ok("the gateway is running".to_owned())
    }

    fn readiness(&self) -> Option<Result<String, String>> {
        Some(match self.store.health() {
            _ if self.is_stopping() => Err("the gateway is stopping".to_owned()),
            Some(StoreHealth { is_up: false, detail }) => {
                Err(detail.unwrap_or_else(|| "the replay store is down".to_owned()))
            }
            _ if self.receiver.is_stalled() => {
                Err("deliveries wait, because the events on stdout are not read".to_owned())
            }
            _ => Ok("the gateway is ready".to_owned()),
        })
    }
}
