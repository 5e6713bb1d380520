//! State of the replay store: the connection, or why it is down. Shared by the keeper (the connecting thread)
//! and by claims, which record tokens.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use redis::aio::MultiplexedConnection;
use tokio::sync::Notify;
use vsw::timestamp;
use vsw::tower::Attempt;

use super::epoch::Epoch;
use super::error::StoreError;
use crate::vocabulary::StoreHealth;

pub struct Shared {
    state: Mutex<State>,
    /// A failed claim makes the keeper check the server at once.
    pub alarm: Notify,
    /// Number of keys in the database at the last heartbeat.
    pub held: AtomicU64,
    /// Whether the server lacked memory for a new token, at the last heartbeat or a later claim.
    pub is_full: AtomicBool,
    /// The numbers of the attempts that may hold a token. When such an attempt ends, its token must be marked
    /// as seen or released.
    claimed: Mutex<HashSet<u64>>,
    /// Number of tokens that stayed pending although their attempts ended.
    left_pending: AtomicU64,
}

enum State {
    Up(Link),
    Down(Arc<str>),
}

#[derive(Clone)]
pub struct Link {
    pub connection: MultiplexedConnection,
    /// The store's epoch when the connection was made. Another epoch later means that tokens may be lost.
    pub epoch: Arc<str>,
    /// The store may have forgotten tokens that were signed until this time, in seconds since 1970. `None` if
    /// no loss is known.
    pub forgotten_until: Option<u64>,
    pub number: u64,
    /// The reason why claims fail after a late response. Cleared when the server responds to the keeper.
    suspect: Option<Arc<str>>,
    note: Option<&'static str>,
}

impl Link {
    pub fn new(
        connection: MultiplexedConnection,
        epoch: &Epoch,
        forgotten_until: Option<u64>,
        number: u64,
        note: Option<&'static str>,
    ) -> Self {
        Self { connection, epoch: epoch.to_string().into(), forgotten_until, number, suspect: None, note }
    }
}

impl Shared {
    pub fn new() -> Self {
        Self {
            state: Mutex::new(State::Down("the replay store is not connected yet".into())),
            alarm: Notify::new(),
            held: AtomicU64::new(0),
            is_full: AtomicBool::new(false),
            claimed: Mutex::default(),
            left_pending: AtomicU64::new(0),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn link(&self) -> Result<Link, StoreError> {
        match &*self.state() {
            State::Up(Link { suspect: Some(reason), .. }) | State::Down(reason) => {
                Err(StoreError::Down(Arc::clone(reason)))
            }
            State::Up(link) => Ok(link.clone()),
        }
    }

    pub fn failed(&self, number: u64, error: &StoreError) {
        let mut state = self.state();
        match &mut *state {
            State::Up(link) if link.number == number => {
                let reason = error.reason();
                match error {
                    // The timeout may be this process's fault, so keep the connection: the keeper tries it again.
                    StoreError::TimedOut(_) => link.suspect = Some(reason),
                    _ => *state = State::Down(reason),
                }
            }
            // An old connection's failure says nothing about the present one.
            _ => return,
        }
        drop(state);
        self.alarm.notify_one();
    }

    pub fn responded(&self) -> Result<(), StoreError> {
        match &mut *self.state() {
            State::Up(link) => {
                link.suspect = None;
                Ok(())
            }
            State::Down(reason) => Err(StoreError::Down(Arc::clone(reason))),
        }
    }

    pub fn up(&self, link: Link) {
        *self.state() = State::Up(link);
    }

    pub fn down(&self, error: &StoreError) {
        *self.state() = State::Down(error.reason());
    }

    pub fn health(&self, now: u64) -> StoreHealth {
        match &*self.state() {
            State::Down(reason) => StoreHealth { is_up: false, detail: Some(reason.to_string()) },
            State::Up(Link { forgotten_until: Some(until), .. }) if *until >= now => {
                let until = timestamp::to_rfc3339(*until).unwrap_or_else(|| until.to_string());
                let detail = format!(
                    "the replay store may have lost tokens; deliveries that were signed until {until} are refused"
                );
                StoreHealth { is_up: false, detail: Some(detail) }
            }
            State::Up(_) if self.is_full.load(Ordering::Relaxed) => {
                StoreHealth { is_up: false, detail: Some(StoreError::Full.reason().to_string()) }
            }
            State::Up(link) => StoreHealth { is_up: true, detail: link.note.map(str::to_owned) },
        }
    }

    fn claimed(&self) -> MutexGuard<'_, HashSet<u64>> {
        self.claimed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn begin(&self, attempt: &Attempt) {
        self.claimed().insert(attempt.number());
    }

    /// Forgets the attempt. Returns whether it may hold its token.
    pub fn end(&self, attempt: &Attempt) -> bool {
        self.claimed().remove(&attempt.number())
    }

    pub fn leave_pending(&self) {
        self.left_pending.fetch_add(1, Ordering::Relaxed);
    }

    pub fn left_pending(&self) -> u64 {
        self.left_pending.load(Ordering::Relaxed)
    }
}
