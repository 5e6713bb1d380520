//! `vsw gateway`: verifies webhooks in production, and forwards them or answers a proxy (`--ext-authz`).
//!
//! The listeners run on their own threads and send reports to the main thread.

mod metrics_state;
mod pace;
mod settings;
mod store;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::sync::mpsc;
use tokio::time::sleep;

use super::capture_file;
use super::event_writer::EventWriter;
use super::upstream::Upstream;
use crate::args::Format;
use crate::args::gateway::Gateway;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::flow::received::{self, Search};
use crate::metrics;
use crate::receiver::{self, Options, Receiver, TokenStore};
use crate::report::Report;
use crate::report::listen::{GatewayAddresses, ListenEventKind, Reachability};
use crate::runtime;
use crate::screen::StdoutError;
use crate::server::{Certificate, Endpoint, Limits, ListenError, Server, Service, Threads};
use crate::signals;
use crate::vocabulary::StoreHealth;

use metrics_state::MetricsState;
use pace::Pace;
use settings::Settings;

/// The maximum time from a signal to the end of the process: 10 s for requests in flight, and 2 s to write
/// their events.
const END: Duration = Duration::from_secs(12);
/// Open files besides connections. Each allowed connection takes a socket to the sender, one to the handler
/// and, with `--ext-authz`, one to the proxy.
const OTHER_FILES: u64 = 40;

pub fn run(gateway: &Gateway, context: &Context) -> Result<Report, Failure> {
    let settings = Settings::read(gateway, context)?;
    let connections = connections(gateway, context);
    let options = Options {
        era: gateway.signing,
        forwards_all: gateway.report_only,
        body_limit: usize::try_from(gateway.body_limit).unwrap_or(usize::MAX),
        in_flight: 2 * connections as usize,
        capture: gateway.capture.as_deref().map(|path| capture_file(path, context)).transpose()?,
        clock: Arc::new(context.clock()),
        stopwatch: Arc::new(context.stopwatch()),
    };
    let store = Arc::new(store::open(gateway, context)?);
    let (receiver, reports) =
        Receiver::new(settings.routes.clone(), Arc::clone(&store), &settings.verifier, options);
    let receiver = Arc::new(receiver);
    signals::hold();
    signals::end_within(END);
    signals::reload_on_hangup();
    let certificate = settings.tls.clone().map(|tls| Arc::new(Certificate::new(tls)));
    let deliveries = match gateway.upstream.is_empty() {
        true => None,
        false => Some(serve("gateway", gateway.bind, certificate.clone(), receiver.proxy(), connections)?),
    };
    let authorizer = |address| serve("ext_authz", address, None, receiver.authorizer(), connections);
    let authorizer = gateway.ext_authz.map(authorizer).transpose()?;
    let state = Arc::new(MetricsState::new(Arc::clone(&receiver), Arc::clone(&store), gateway, context));
    let serve_metrics =
        |address| metrics::serve(address, &gateway.metrics_hosts, Arc::clone(&state) as _, metrics::LIMITS);
    let metrics = gateway.metrics.map(serve_metrics).transpose()?;
    let mut session = Session {
        gateway,
        context,
        upstreams: settings.upstreams(),
        settings,
        certificate,
        receiver,
        reports,
        writer: EventWriter::new(context, Format::Json),
        pace: Pace::default(),
        store,
        store_is_up: None,
        state,
    };
    let runtime = runtime::new().map_err(anyhow::Error::from)?;
    session.run(&runtime, deliveries, authorizer, metrics.as_ref())
}

/// Returns `--max-connections`, or fewer connections if the limit of open files requires it.
fn connections(gateway: &Gateway, context: &Context) -> u32 {
    let files = runtime::allow_many_files();
    let of_each = if gateway.ext_authz.is_some() { 3 } else { 2 };
    let most = u32::try_from(files.saturating_sub(OTHER_FILES) / of_each).unwrap_or(u32::MAX).max(1);
    if most < gateway.max_connections {
        let words = format!("at most {most} connections, because the limit of open files is {files}");
        context.screen.warn(words);
    }
    gateway.max_connections.min(most)
}

fn serve(
    name: &str,
    address: SocketAddr,
    certificate: Option<Arc<Certificate>>,
    service: Arc<impl Service>,
    connections: u32,
) -> Result<Server, ListenError> {
    let limits = Limits { connections, ..receiver::LIMITS };
    let endpoint = Endpoint { address, certificate, threads: Threads::OnePerCore };
    Server::start(name, endpoint, service, limits)
}

struct Session<'g> {
    gateway: &'g Gateway,
    context: &'g Context,
    settings: Settings,
    certificate: Option<Arc<Certificate>>,
    receiver: Arc<Receiver>,
    reports: mpsc::Receiver<receiver::Report>,
    writer: EventWriter<'g>,
    pace: Pace,
    /// The upstreams, by their route's prefix.
    upstreams: BTreeMap<Arc<str>, Upstream>,
    store: Arc<TokenStore>,
    /// Whether the store was up, as last reported. `None` before the first report, and for a store in memory.
    store_is_up: Option<bool>,
    state: Arc<MetricsState>,
}

impl Session<'_> {
    fn run(
        &mut self,
        runtime: &Runtime,
        deliveries: Option<Server>,
        authorizer: Option<Server>,
        metrics: Option<&Server>,
    ) -> Result<Report, Failure> {
        let scheme = if self.certificate.is_some() { "https" } else { "http" };
        let url = |scheme: &str, server: &Server| format!("{scheme}://{}", server.address());
        let listening = ListenEventKind::Listening {
            address: deliveries.as_ref().map(|server| url(scheme, server)),
            inspector: None,
            pointed: None,
            gateway: Some(GatewayAddresses {
                metrics: metrics.map(|server| url("http", server)),
                ext_authz: authorizer.as_ref().map(|server| url("http", server)),
            }),
        };
        // Stop the listeners on a separate thread, because a stalled reader of stdout may block this one.
        let state = Arc::clone(&self.state);
        let stopping = std::thread::spawn(move || {
            while signals::held().is_none() && !state.is_stopping() {
                std::thread::park_timeout(signals::POLL_INTERVAL);
            }
            state.stop();
            let mut listeners = [deliveries, authorizer];
            listeners.iter_mut().flatten().for_each(Server::begin_stop);
            drop(listeners);
        });
        let ended = runtime.block_on(async {
            self.greet(listening).await?;
            self.receive().await
        });
        self.state.stop();
        let mut heard = Ok(());
        while !stopping.is_finished() || !self.reports.is_empty() {
            match self.reports.try_recv() {
                Ok(report) if heard.is_ok() => heard = self.hear(report),
                Ok(_) => {}
                Err(_) => {
                    heard = heard.and_then(|()| self.writer.flush());
                    runtime.block_on(async { sleep(signals::POLL_INTERVAL / 10).await });
                }
            }
        }
        let exit = ended?;
        heard?;
        self.writer.stop(None)?;
        Ok(Report::Ended(exit))
    }

    async fn greet(&mut self, listening: ListenEventKind) -> Result<(), StdoutError> {
        self.writer.event(listening)?;
        for upstream in self.upstreams.values_mut() {
            let event = upstream.probe().await;
            self.writer.event(event)?;
        }
        self.look_at_store()?;
        if self.store.is_of_one_process() {
            self.context.screen.warn(
                "the tokens seen are remembered in this process only: to share them among replicas, use `--replay-store rediss://HOST`",
            );
        }
        Ok(())
    }

    async fn receive(&mut self) -> Result<Exit, StdoutError> {
        let elapsed = self.context.stopwatch();
        loop {
            if let Some(exit) = signals::held() {
                return Ok(exit);
            }
            if signals::hung_up() {
                self.reload()?;
            }
            self.look_at_store()?;
            tokio::select! {
                report = self.reports.recv() => if let Some(report) = report {
                    self.hear(report)?;
                    let reports = 1 + self.hear_waiting()?;
                    if let Some(pause) = self.pace.pause(elapsed(), reports) {
                        sleep(pause).await;
                    }
                },
                () = sleep(signals::POLL_INTERVAL) => {}
            }
        }
    }

    fn hear_waiting(&mut self) -> Result<usize, StdoutError> {
        let waiting = self.reports.len();
        for _ in 0..waiting {
            if let Ok(report) = self.reports.try_recv() {
                self.hear(report)?;
            }
        }
        self.writer.flush()?;
        Ok(waiting)
    }

    fn hear(&mut self, report: receiver::Report) -> Result<(), StdoutError> {
        if let receiver::Report::Refused(refusal) = &report {
            self.state.refused(refusal.status);
        }
        let Some(exchange) = self.writer.exchange_of(report) else { return Ok(()) };
        let delivery = received::event(&exchange, self.settings.verifying(), Search::Nothing, self.context);
        self.state.delivered(&exchange, &delivery);
        self.writer.delivery(exchange.at, delivery)?;
        let state = match (self.upstreams.get_mut(&exchange.route), &exchange.upstream) {
            (Some(upstream), Some(forwarded)) => upstream.record(forwarded, self.context),
            _ => None,
        };
        state.map_or(Ok(()), |state| self.writer.event(state))
    }

    /// Reports whether the store is up, if that changed. A change of the detail alone is not reported.
    fn look_at_store(&mut self) -> Result<(), StdoutError> {
        let health = self.store.health();
        let was_up = self.store_is_up;
        self.store_is_up = health.as_ref().map(|health| health.is_up);
        if self.store_is_up == was_up {
            return Ok(());
        }
        match health {
            Some(health) => {
                let StoreHealth { is_up, detail } = health;
                let state = if is_up { Reachability::Up } else { Reachability::Down };
                self.writer.event(ListenEventKind::Store { state, detail })
            }
            None => Ok(()),
        }
    }

    /// Reads secrets, certificates and the configuration file again. If this fails, the old ones stay in use.
    fn reload(&mut self) -> Result<(), StdoutError> {
        self.context.forget_profiles();
        let error = match Settings::read(self.gateway, self.context) {
            Ok(settings) => {
                self.receiver.replace(settings.routes.clone());
                if let (Some(certificate), Some(tls)) = (&self.certificate, &settings.tls) {
                    certificate.replace(Arc::clone(tls));
                }
                self.settings = settings;
                None
            }
            Err(failure) => Some(failure.to_string()),
        };
        if let Some(error) = &error {
            self.context.screen.warn(format!("the previous settings stay in use: {error}"));
        }
        self.state.reloaded(error.is_none().then(|| self.context.now()));
        self.writer.event(ListenEventKind::Reloaded { error })
    }
}
