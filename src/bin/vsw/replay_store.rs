//! Replay store: the memory of seen tokens that several gateways share, in Redis or Valkey.
//!
//! Invariant: if the server is found to have lost tokens, `claim` fails for each that may be lost. A network
//! partition can hide a loss.

mod address;
mod commands;
mod epoch;
mod error;
mod info;
mod keeper;
mod session;
mod shared;
#[cfg(test)]
mod tests;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::JoinHandle;
use std::time::Duration;

use ring::rand::{SecureRandom as _, SystemRandom};
use tokio::sync::{mpsc, watch};
use vsw::secret::Secret;
use vsw::tower::{Attempt, Claim, ReplayStore};

pub use address::{Plaintext, ReplayStoreAddress};
use commands::{Claimed, Commands};
pub use error::StoreError;
use keeper::{Keeper, Task};
use session::{Dialer, in_time};
use shared::{Link, Shared};

use crate::runtime;
use crate::vocabulary::StoreHealth;

pub struct Options {
    pub address: ReplayStoreAddress,
    pub password: Option<Secret>,
    pub ca_file: Option<PathBuf>,
    /// Maximum time to wait for each response.
    pub timeout: Duration,
    /// Gateways share their tokens if server, database and prefix are the same.
    pub prefix: String,
    /// The verifier's maximum clock skew, in seconds.
    pub max_skew: u64,
    /// Returns the present time, in seconds since 1970.
    pub clock: Arc<dyn Fn() -> u64 + Send + Sync>,
}

/// Clones share one connection and its thread, which end with the last clone.
#[derive(Clone)]
pub struct SharedStore(Arc<Handle>);

struct Handle {
    commands: Arc<Commands>,
    shared: Arc<Shared>,
    /// Dropping the senders ends the thread.
    in_use: Option<(watch::Sender<()>, mpsc::Sender<Task>)>,
    thread: Option<JoinHandle<()>>,
    timeout: Duration,
    clock: Arc<dyn Fn() -> u64 + Send + Sync>,
}

/// Maximum number of waiting tasks. Tokens of further tasks stay pending until they expire.
const TASKS: usize = 8_192;
const RESERVED_FOR_RELEASES: usize = TASKS / 2;
/// The largest difference to expect between any two clocks, Vonage's and the gateways', in seconds.
const CLOCK_DIFFERENCE: u64 = 60;
const LONGEST_PREFIX: usize = 64;

impl SharedStore {
    /// Succeeds even if the server cannot be reached. The store is then down until a retry succeeds.
    pub fn start(options: Options) -> Result<Self, StoreError> {
        let Options { address, password, ca_file, timeout, prefix, max_skew, clock } = options;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte);
        if prefix.is_empty() || prefix.len() > LONGEST_PREFIX || !prefix.bytes().all(is_plain) {
            return Err(StoreError::Prefix(prefix));
        }
        let dialer = Dialer::new(address, password, ca_file.as_deref(), timeout)?;
        let mut process = [0; 16];
        let random = SystemRandom::new().fill(&mut process);
        random.map_err(|_| {
            StoreError::Thread(std::io::Error::other("the operating system returned no random bytes"))
        })?;
        let commands = Arc::new(Commands::new(&prefix, u128::from_be_bytes(process)));
        let shared = Arc::new(Shared::new());
        let (sender, tasks) = mpsc::channel(TASKS);
        let (using, in_use) = watch::channel(());
        let keeper = Keeper {
            dialer,
            commands: Arc::clone(&commands),
            shared: Arc::clone(&shared),
            clock: Arc::clone(&clock),
            margin: max_skew.max(CLOCK_DIFFERENCE),
            tasks,
            in_use,
            unsent: Vec::new(),
            known: None,
            marks: 0,
        };
        let runtime = runtime::new().map_err(StoreError::Thread)?;
        let (first, connected) = std::sync::mpsc::channel();
        let thread = std::thread::Builder::new().name("replay-store".to_owned());
        let thread = thread.spawn(move || runtime.block_on(keeper.run(first))).map_err(StoreError::Thread)?;
        let handle =
            Handle { commands, shared, in_use: Some((using, sender)), thread: Some(thread), timeout, clock };
        // Only a panic ends the thread without a result.
        connected.recv().unwrap_or(Err(StoreError::Closed)).map(|()| Self(Arc::new(handle)))
    }

    pub fn health(&self) -> StoreHealth {
        self.0.shared.health((self.0.clock)())
    }

    /// Returns the number of keys in the database, about one for each token, as of the last heartbeat (one
    /// per second).
    pub fn held(&self) -> u64 {
        self.0.shared.held.load(Ordering::Relaxed)
    }

    /// Returns the number of tokens that stayed pending although their attempts ended. They are refused until
    /// they expire.
    pub fn left_pending(&self) -> u64 {
        self.0.shared.left_pending()
    }
}

impl Handle {
    async fn claim(&self, attempt: &Attempt, link: &mut Link) -> Result<Claim, StoreError> {
        let (pipeline, before) = self.commands.claim(attempt);
        let sent = link.connection.send_packed_commands(&pipeline, before, 1);
        let claimed = Claimed::of(&in_time(self.timeout, sent).await?)?;
        if claimed.epoch.as_deref() != Some(link.epoch.as_bytes()) {
            return Err(StoreError::Lost);
        }
        Ok(claimed.claim)
    }

    fn later(&self, task: Task) {
        let is_sent = self.in_use.as_ref().is_some_and(|(_, tasks)| {
            // Reserve room for releases: without its release, a token stays pending, so Vonage's retry would
            // be refused. A lost `Seen` is harmless, because a pending token is refused like a seen one.
            let has_room = matches!(task, Task::Release(_)) || tasks.capacity() > RESERVED_FOR_RELEASES;
            has_room && tasks.try_send(task).is_ok()
        });
        if !is_sent {
            self.shared.leave_pending();
        }
    }
}

impl ReplayStore for SharedStore {
    type Error = StoreError;

    async fn claim(&self, attempt: &Attempt) -> Result<Claim, StoreError> {
        let mut link = self.0.shared.link()?;
        if link.forgotten_until.is_some_and(|until| attempt.issued_at() <= until) {
            return Err(StoreError::MaybeForgotten);
        }
        self.0.shared.begin(attempt);
        match self.0.claim(attempt, &mut link).await {
            Ok(Claim::New) => Ok(Claim::New),
            Ok(refused) => {
                self.0.shared.end(attempt);
                Ok(refused)
            }
            Err(StoreError::Full) => {
                self.0.shared.end(attempt);
                self.0.shared.is_full.store(true, Ordering::Relaxed);
                Ok(Claim::Full)
            }
            Err(error) => {
                self.0.shared.failed(link.number, &error);
                Err(StoreError::Down(error.reason()))
            }
        }
    }

    /// A pending token is refused like a seen one, so no delivery depends on the result.
    async fn seen(&self, attempt: &Attempt) -> Result<(), StoreError> {
        if self.0.shared.end(attempt) {
            self.0.later(Task::Seen(attempt.clone()));
        }
        Ok(())
    }

    fn release(&self, attempt: &Attempt) {
        if self.0.shared.end(attempt) {
            self.0.later(Task::Release(attempt.clone()));
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        drop(self.in_use.take());
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

impl fmt::Debug for SharedStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedStore").field("health", &self.health()).finish_non_exhaustive()
    }
}
