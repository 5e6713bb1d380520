//! Call receiver: receives the webhooks of one call.
//!
//! The webhook URLs end in a random part, because strangers can also send requests to a tunnel's public address.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use ring::rand::{SecureRandom as _, SystemRandom};
use tokio::sync::mpsc;
use tokio::time::timeout;
use vsw::delivery::Era;
use vsw::verify::Verifier;

use super::received::{self, Search};
use crate::config::ConfiguredSecret;
use crate::context::Context;
use crate::failure::Failure;
use crate::profiles::Origin;
use crate::public_url::PublicUrl;
use crate::receiver::{self, Exchange, Handler, Options, Receiver, Report, Route, TokenStore};
use crate::report::listen::DeliveryEvent;
use crate::server::Server;

/// The default port of `vsw listen`: a tunnel may already forward to this port.
pub const USUAL_PORT: u16 = 8787;
/// Maximum wait for a report. After that, the caller checks for signals and its own deadline.
const MAX_WAIT: Duration = Duration::from_millis(20);
const BODY_LIMIT: usize = 1024 * 1024;

pub struct CallReceiver<'c> {
    context: &'c Context,
    verifier: Arc<Verifier>,
    secrets: Vec<ConfiguredSecret>,
    reports: mpsc::Receiver<Report>,
    server: Option<Server>,
    /// The public address of this receiver, or else the local address. Without a final slash.
    base: String,
    /// The random last part of each webhook's path.
    mark: String,
}

/// Parses `--public-url`, which is required unless the API is on this machine.
pub fn public_url(
    text: Option<&str>,
    api: &Origin,
    unreachable: impl FnOnce() -> Failure,
) -> Result<Option<PublicUrl>, Failure> {
    let public = text.map(PublicUrl::parse).transpose()?;
    let is_reachable = public.as_ref().is_some_and(|url| !url.is_loopback());
    if is_reachable || api.is_loopback() { Ok(public) } else { Err(unreachable()) }
}

impl<'c> CallReceiver<'c> {
    /// `public` may be `None` if the API is on this machine.
    pub fn start(
        verifier: Arc<Verifier>,
        secrets: Vec<ConfiguredSecret>,
        ncco: &'static str,
        public: Option<PublicUrl>,
        port: Option<u16>,
        context: &'c Context,
    ) -> Result<Self, Failure> {
        let options = Options {
            era: Era::Current,
            forwards_all: false,
            body_limit: BODY_LIMIT,
            in_flight: receiver::LIMITS.connections as usize,
            capture: None,
            clock: Arc::new(context.clock()),
            stopwatch: Arc::new(context.stopwatch()),
        };
        let handler = Handler::Answer { ncco: Bytes::from_static(ncco.as_bytes()) };
        let route = Route::of_all(Arc::clone(&verifier), handler);
        let store = Arc::new(TokenStore::in_memory());
        let (receiver, reports) = Receiver::new(route, store, &verifier, options);
        let port = port.unwrap_or(if public.is_some() { USUAL_PORT } else { 0 });
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let server = Server::start("call", address, Arc::new(receiver).proxy(), receiver::LIMITS)?;
        let base = public.map_or_else(|| format!("http://{}", server.address()), |url| url.to_string());
        let server = Some(server);
        Ok(Self { context, verifier, secrets, reports, server, base, mark: random_part()? })
    }

    /// `kind` is `event` or `answer`.
    pub fn url(&self, kind: &str) -> String {
        format!("{}/webhooks/{kind}/{}", self.base, self.mark)
    }

    pub async fn next(&mut self) -> Option<Report> {
        timeout(MAX_WAIT, self.reports.recv()).await.ok().flatten()
    }

    /// Finishes requests in flight, then stops. Returns the unread reports.
    pub fn stop(&mut self) -> Vec<Report> {
        drop(self.server.take());
        std::iter::from_fn(|| self.reports.try_recv().ok()).collect()
    }

    pub fn is_of_call(&self, exchange: &Exchange) -> bool {
        let target = &exchange.capture.url;
        let path = target.split_once('?').map_or(target.as_str(), |(path, _)| path);
        path.rsplit('/').next() == Some(&self.mark)
    }

    pub fn event(&self, exchange: &Exchange, search: Search) -> DeliveryEvent {
        received::event(exchange, (&self.verifier, &self.secrets), search, self.context)
    }
}

/// Returns a path segment that a stranger cannot guess.
fn random_part() -> Result<String, Failure> {
    let mut bytes = [0; 16];
    let filled = SystemRandom::new().fill(&mut bytes);
    filled.map_err(|_| anyhow::anyhow!("the operating system returned no random numbers"))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}
