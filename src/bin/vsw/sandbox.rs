//! A local substitute for Vonage's Applications API and for the webhooks of calls (not Vonage's Messages Sandbox).
//!
//! Invariant: it listens on 127.0.0.1 only, and sends webhooks to this machine only.
#![cfg_attr(
    not(test),
    expect(
        clippy::indexing_slicing,
        clippy::string_slice,
        reason = "indices come from its own tables and from outlines of documents that it parsed"
    )
)]

mod api;
mod behavior;
mod body;
mod calls;
mod clock;
mod control;
mod credentials;
mod document;
mod edit;
mod fault;
mod key_pair;
mod player;
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
use std::fs::Permissions;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tempfile::TempDir;
use vsw::application::ApplicationId;
use vsw::delivery::Era;
use vsw::json::{Json, Value};

use crate::disk::{self, Protected};
use crate::server::{Limits, ListenError, Server, WhenFull};
use calls::book::Calls;
use edit::Edit;
use service::SandboxService;
use state::State;
use state_file::StateError;

#[derive(Clone, Debug)]
pub struct Options {
    pub apps: u32,
    /// The file that keeps the applications between runs; `None` keeps none.
    pub state: Option<PathBuf>,
    /// A port of 127.0.0.1; 0 selects a free port.
    pub port: u16,
    /// Multiplies the pauses in a call.
    pub pace: f64,
    pub era: Era,
}

impl Default for Options {
    fn default() -> Self {
        Self { apps: 3, state: None, port: 0, pace: 1.0, era: Era::Current }
    }
}

/// A running sandbox, on its own thread and runtime. It stops on drop.
pub struct Sandbox {
    service: Arc<SandboxService>,
    _server: Server,
    origin: String,
    /// The directory of the first application's private key. It is removed with the sandbox.
    keys: TempDir,
}

const PRIVATE_KEY: &str = "private.key";

/// `drain`, the wait for requests in flight at the end, is zero, because a fault may make a response endless.
const LIMITS: Limits = Limits {
    head: Duration::from_secs(30),
    head_bytes: 64 * 1024,
    connection: Duration::from_secs(15 * 60),
    connections: 256,
    when_full: WhenFull::Wait,
    drain: Duration::ZERO,
};
const BODY_TIME: Duration = Duration::from_secs(30);

pub fn check_state_file(path: &Path, protected: &[Protected]) -> Result<(), SandboxError> {
    Ok(state_file::check(path, protected)?)
}

#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    #[error(transparent)]
    Listen(#[from] ListenError),
    #[error("cannot write the private key of the first application to a temporary directory: {0}")]
    Key(io::Error),
    #[error(transparent)]
    State(#[from] StateError),
}

impl SandboxError {
    pub fn hint(&self) -> String {
        let words = match self {
            Self::Listen(error) => return error.hint(),
            Self::Key(_) => "set TMPDIR to a writable directory with free space",
            Self::State(StateError::Shape { .. }) => {
                "for `--state`, name the state file of an earlier sandbox, or a file that does not exist yet"
            }
            Self::State(StateError::Write { .. }) => {
                "name another file, in an existing, writable directory: `--state FILE`"
            }
            Self::State(_) => "check the path and its permissions",
        };
        words.to_owned()
    }
}

impl Sandbox {
    pub const API_KEY: &str = credentials::API_KEY;
    pub const SIGNATURE_SECRET: &str = credentials::SIGNATURE_SECRET;

    /// Starts a sandbox. It is listening when this function returns.
    pub fn start(options: &Options) -> Result<Self, SandboxError> {
        Self::start_within(options, LIMITS, BODY_TIME)
    }

    fn start_within(options: &Options, limits: Limits, body_time: Duration) -> Result<Self, SandboxError> {
        let calls = Calls::new(options.pace, options.era);
        let state = State::open(options.apps, options.state.clone(), calls)?;
        let keys = tempfile::Builder::new()
            .prefix("vsw-sandbox-")
            .permissions(Permissions::from_mode(0o700))
            .tempdir()
            .map_err(SandboxError::Key)?;
        let private = key_pair::FIRST.private_pem();
        disk::PRIVATE
            .write(&keys.path().join(PRIVATE_KEY), private.as_bytes())
            .map_err(|error| SandboxError::Key(error.into()))?;
        let service = Arc::new(SandboxService::new(state, body_time));
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
        let server = Server::start("sandbox", address, Arc::clone(&service), limits)?;
        let origin = format!("http://{}", server.address());
        Ok(Self { service, _server: server, origin, keys })
    }

    /// `http://127.0.0.1:PORT`
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    #[must_use]
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let mut environment = vec![
            ("VSW_API_URL", self.origin.clone()),
            ("VONAGE_API_KEY", credentials::API_KEY.to_owned()),
            ("VONAGE_API_SECRET", credentials::API_SECRET.to_owned()),
            ("VONAGE_SIGNATURE_SECRET", credentials::SIGNATURE_SECRET.to_owned()),
        ];
        if let Some(first) = self.first() {
            environment.push(("VONAGE_APPLICATION_ID", first.to_string()));
            if self.has_documented_key(first) {
                let path = self.keys.path().join(PRIVATE_KEY);
                environment.push(("VONAGE_PRIVATE_KEY_PATH", path.display().to_string()));
            }
        }
        environment
    }

    /// Returns whether the application has the sandbox's fixed public key. Applications of a state file may
    /// have other keys.
    fn has_documented_key(&self, id: ApplicationId) -> bool {
        let document = self.document(id).and_then(|document| Json::parse_bytes(document.to_vec()).ok());
        let public = key_pair::FIRST.public_pem();
        document.is_some_and(|document| {
            let key = document::value_at(&document, &["keys", "public_key"]).ok().flatten();
            key.and_then(Value::as_str).is_some_and(|key| *key == *public)
        })
    }

    #[must_use]
    pub fn count(&self) -> usize {
        self.service.state().store.all().len()
    }

    #[must_use]
    pub fn first(&self) -> Option<ApplicationId> {
        self.service.state().store.first()
    }

    #[must_use]
    pub fn document(&self, id: ApplicationId) -> Option<Bytes> {
        self.service.state().store.document(id)
    }

    #[must_use]
    pub fn document_without_flag(&self, id: ApplicationId) -> Option<String> {
        let document = self.document(id)?;
        document::without(std::str::from_utf8(&document).ok()?, &edit::FLAGS[0]).ok()
    }

    #[must_use]
    pub fn dashboard(&self, id: ApplicationId) -> String {
        format!("{}{}/dashboard/{id}", self.origin, control::ROOT)
    }

    /// Renames the application and drops each `signed_callbacks`, as an edit in Vonage's Dashboard once did.
    pub fn edit_at_the_dashboard(&self, id: ApplicationId, name: &str) -> Result<(), impl Error> {
        Edit::dashboard(Some(name.to_owned())).apply(&mut self.service.state().store, id)
    }
}
