//! The sandbox: a stand-in of Vonage's Applications API on this machine, for trying `vsw` out and for its tests.
//!
//! It is not Vonage's Messages Sandbox, it calls nobody, and its credentials are printed in the documentation. It
//! keeps documents as the text that was sent, so that a test can tell whether one byte moved, and it can be told to
//! misbehave in every way that a server can (`docs/sandbox.md`).
//!
//! Invariant: it listens on 127.0.0.1 and nowhere else, and nothing that is sent to it makes it panic.
#![cfg_attr(
    not(test),
    expect(
        clippy::indexing_slicing,
        clippy::string_slice,
        reason = "indices come from its own tables and from outlines of documents that it parsed"
    )
)]

mod api;
mod body;
mod control;
mod credentials;
mod document;
mod edit;
mod fault;
mod problem;
mod request;
mod request_log;
mod response;
mod sample;
mod service;
mod state;
mod state_file;
mod store;
#[cfg(test)]
mod tests;

use std::error::Error;
use std::io;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use vsw::application::ApplicationId;

use crate::server::{Limits, Server};
use edit::Edit;
use service::SandboxService;
use state::State;
use state_file::StateError;

/// What a sandbox starts with.
#[derive(Clone, Debug)]
pub struct Options {
    /// How many applications it makes, unless the state file has some.
    pub apps: u32,
    /// Where applications are kept from one run to the next.
    pub state: Option<PathBuf>,
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
}

/// A running sandbox, on a thread and a runtime of its own. It ends when this is dropped.
pub struct Sandbox {
    service: Arc<SandboxService>,
    server: Server,
    origin: String,
}

/// The limits of its server. A connection lives long enough for the slowest answer that a test wants; nothing is waited
/// for at the end, since a fault may make an answer last forever.
const LIMITS: Limits = Limits {
    head: Duration::from_secs(30),
    head_bytes: 64 * 1024,
    connection: Duration::from_secs(15 * 60),
    connections: 256,
    drain: Duration::ZERO,
};
/// How long a body may take.
const BODY_TIME: Duration = Duration::from_secs(30);

/// Why a sandbox could not be started.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    #[error("port {port} of 127.0.0.1 cannot be listened on: {source}")]
    Listen { port: u16, source: io::Error },
    #[error(transparent)]
    State(#[from] StateError),
}

impl SandboxError {
    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        let words = match self {
            Self::Listen { .. } => "another --port, or 0 for a free one",
            Self::State(StateError::Shape { .. }) => "--state with a file that is not there yet starts one",
            Self::State(_) => return None,
        };
        Some(words.to_owned())
    }
}

impl Sandbox {
    /// Its account.
    pub const API_KEY: &str = credentials::API_KEY;
    /// What its account's webhooks are signed with.
    pub const SIGNATURE_SECRET: &str = credentials::SIGNATURE_SECRET;

    /// Starts a sandbox; when this returns, it is listening.
    ///
    /// # Errors
    /// Where the port is taken, the state file cannot be read, written or understood, or no thread can be had.
    pub fn start(options: &Options) -> Result<Self, SandboxError> {
        Self::start_within(options, LIMITS, BODY_TIME)
    }

    fn start_within(options: &Options, limits: Limits, body_time: Duration) -> Result<Self, SandboxError> {
        let world = State::open(options.apps, options.state.clone())?;
        let service = Arc::new(SandboxService::new(world, body_time));
        let address = (Ipv4Addr::LOCALHOST, options.port).into();
        let server = Server::start("sandbox", address, Arc::clone(&service), limits)
            .map_err(|source| SandboxError::Listen { port: options.port, source })?;
        let origin = format!("http://{}", server.address());
        Ok(Self { service, server, origin })
    }

    /// Where it listens, as `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The environment with which `vsw` speaks to this sandbox. The application is the first one, if there is any.
    #[must_use]
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let mut environment = vec![
            ("VSW_API_URL", self.origin.clone()),
            ("VONAGE_API_KEY", credentials::API_KEY.to_owned()),
            ("VONAGE_API_SECRET", credentials::API_SECRET.to_owned()),
            ("VONAGE_SIGNATURE_SECRET", credentials::SIGNATURE_SECRET.to_owned()),
        ];
        environment.extend(self.first().map(|id| ("VONAGE_APPLICATION_ID", id.to_string())));
        environment
    }

    /// The first application, if there is any.
    #[must_use]
    pub fn first(&self) -> Option<ApplicationId> {
        self.service.world().shelf.first()
    }

    /// The document of an application, to the byte.
    #[must_use]
    pub fn document(&self, id: ApplicationId) -> Option<Bytes> {
        self.service.world().shelf.document(id)
    }

    /// The same without the voice capability's flag, every other byte as it is.
    #[must_use]
    pub fn document_without_flag(&self, id: ApplicationId) -> Option<String> {
        let document = self.document(id)?;
        document::without(std::str::from_utf8(&document).ok()?, &edit::FLAGS[0]).ok()
    }

    /// The address to which the control interface takes an edit at the Dashboard.
    #[must_use]
    pub fn dashboard(&self, id: ApplicationId) -> String {
        format!("{}{}/dashboard/{id}", self.origin, control::ROOT)
    }

    /// Edits an application as the Dashboard does: renames it, and drops its flags.
    ///
    /// # Errors
    /// There is no such application, or it cannot be edited.
    pub fn edit_at_the_dashboard(&self, id: ApplicationId, name: &str) -> Result<(), impl Error> {
        Edit::dashboard(Some(name.to_owned())).apply(&mut self.service.world().shelf, id)
    }

    /// Blocks until the server ends, which it does not by itself.
    pub fn wait(self) {
        self.server.wait();
    }
}
