//! Shared: the state that the keeper's thread and claims share: whether the store can be used, by which connection, and
//! what it may have lost.

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

/// The state of the store, and the alarm that wakes the keeper.
pub struct Shared {
    state: Mutex<State>,
    /// Rung by a claim that failed: the keeper looks at the server at once, instead of with the next heartbeat.
    pub alarm: Notify,
    /// Keys in the database at the last heartbeat.
    pub held: AtomicU64,
    /// Whether the server had no memory for a new token, at the last heartbeat or a claim since.
    pub is_full: AtomicBool,
    /// The numbers of attempts whose claim was sent: only these may have a token to release. Releases of others, which
    /// failed while the store was down, would fill the task queue.
    claimed: Mutex<HashSet<u64>>,
    /// How many tokens stayed pending because they could not be made seen or free.
    left_pending: AtomicU64,
}

enum State {
    Up(Link),
    Down(Arc<str>),
}

/// What a claim needs.
#[derive(Clone)]
pub struct Link {
    pub connection: MultiplexedConnection,
    /// If the stored epoch differs, the server has another memory.
    pub epoch: Arc<str>,
    /// Tokens signed until this time may be forgotten; in seconds since 1970.
    pub forgotten_until: Option<u64>,
    /// The connection's number in this process.
    pub number: u64,
    /// Set if a response to a claim was late, until the keeper receives a response. Meanwhile, claims fail at once.
    suspect: Option<Arc<str>>,
    /// A fact to report although the store can be used.
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

    /// Returns the link for one claim.
    ///
    /// # Errors
    /// Fails at once while the store is down, or while a response is late.
    pub fn link(&self) -> Result<Link, StoreError> {
        match &*self.state() {
            State::Up(Link { suspect: Some(reason), .. }) | State::Down(reason) => {
                Err(StoreError::Down(Arc::clone(reason)))
            }
            State::Up(link) => Ok(link.clone()),
        }
    }

    /// Records that a claim by this link failed, and wakes the keeper.
    pub fn failed(&self, number: u64, error: &StoreError) {
        let mut state = self.state();
        match &mut *state {
            State::Up(link) if link.number == number => {
                let reason = error.reason();
                match error {
                    // Perhaps this process was slow: the keeper asks again by the same connection.
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

    /// Records that the server responded to the keeper.
    ///
    /// # Errors
    /// Fails with the reason if the store is down.
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

    /// Returns the health to report at `now`.
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

    /// Records that the claim of this attempt is sent.
    pub fn begin(&self, attempt: &Attempt) {
        self.claimed().insert(attempt.number());
    }

    /// Removes an attempt whose claim was refused or whose handling ended. Returns whether its claim was sent.
    pub fn end(&self, attempt: &Attempt) -> bool {
        self.claimed().remove(&attempt.number())
    }

    /// Counts a token that stays pending although it should be seen or free.
    pub fn leave_pending(&self) {
        self.left_pending.fetch_add(1, Ordering::Relaxed);
    }

    pub fn left_pending(&self) -> u64 {
        self.left_pending.load(Ordering::Relaxed)
    }
}
