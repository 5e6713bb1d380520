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

mod answer;
mod api;
mod body;
mod control;
mod credentials;
mod document;
mod edit;
mod fault;
mod guard;
mod problem;
mod record;
mod request;
mod sample;
mod server;
mod shelf;
mod state;
#[cfg(test)]
mod tests;
mod visit;
mod world;

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::Mutex;
use std::thread::JoinHandle;

use tokio::sync::oneshot;
use vsw::application::ApplicationId;

use server::{Limits, Served};
use state::StateError;
use world::World;

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
    origin: String,
    first: Option<ApplicationId>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Why a sandbox could not be started.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    #[error("port {port} of 127.0.0.1 cannot be listened on: {source}")]
    Listen { port: u16, source: io::Error },
    #[error("the server's thread cannot be started: {source}")]
    Thread { source: io::Error },
    #[error(transparent)]
    State(#[from] StateError),
}

impl SandboxError {
    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        let words = match self {
            Self::Listen { .. } => "another --port, or 0 for a free one",
            Self::State(StateError::Shape { .. }) => "--state with a file that is not there yet starts one",
            Self::Thread { .. } | Self::State(_) => return None,
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
        Self::start_within(options, Limits::default())
    }

    fn start_within(options: &Options, limits: Limits) -> Result<Self, SandboxError> {
        let world = World::open(options.apps, options.state.clone())?;
        let first = world.shelf.first();
        let listen = |source| SandboxError::Listen { port: options.port, source };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).map_err(listen)?;
        listener.set_nonblocking(true).map_err(listen)?;
        let port = listener.local_addr().map_err(listen)?.port();
        // One thread does all: requests are then handled in an order, which is what a test wants of a log.
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|source| SandboxError::Thread { source })?;
        let served = Served { port, limits, world: Mutex::new(world) };
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name("sandbox".to_owned())
            .spawn(move || {
                runtime.block_on(server::serve(listener, served, stopped));
            })
            .map_err(|source| SandboxError::Thread { source })?;
        Ok(Self { origin: format!("http://127.0.0.1:{port}"), first, stop: Some(stop), thread: Some(thread) })
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
        environment.extend(self.first.map(|id| ("VONAGE_APPLICATION_ID", id.to_string())));
        environment
    }

    /// The first application, if there is any.
    #[must_use]
    pub fn first(&self) -> Option<ApplicationId> {
        self.first
    }

    /// Blocks until the server ends, which it does not by itself.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so on stderr; there is nothing to add to it here.
            let _ = thread.join();
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
