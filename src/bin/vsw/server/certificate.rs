//! `Certificate`: the TLS certificate and key of a server, replaceable while the server runs.

use std::sync::{Arc, PoisonError, RwLock};

use rustls::ServerConfig;
use tokio_rustls::TlsAcceptor;

pub struct Certificate(RwLock<Arc<ServerConfig>>);

impl Certificate {
    pub fn new(configuration: Arc<ServerConfig>) -> Self {
        Self(RwLock::new(configuration))
    }

    /// Applies to new connections only.
    pub fn replace(&self, configuration: Arc<ServerConfig>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = configuration;
    }

    pub(super) fn acceptor(&self) -> TlsAcceptor {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner)).into()
    }
}
