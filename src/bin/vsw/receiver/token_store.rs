//! `TokenStore`: the tokens that were seen, in this process or shared by several replicas.

use std::fmt;

use vsw::tower::{Attempt, Claim, MemoryStore, ReplayStore};

/// A memory of tokens.
pub enum TokenStore {
    Memory(MemoryStore),
}

/// The maximum number of remembered tokens: enough for 2,000 deliveries a second with the default age and skew.
const REMEMBERED: usize = 1_000_000;

/// The state of a store behind a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    pub is_up: bool,
    /// Why it is down, or how long deliveries are still refused.
    pub detail: Option<String>,
}

/// Why a store does not respond.
#[derive(Debug)]
pub struct StoreFault(String);

impl fmt::Display for StoreFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TokenStore {
    /// Returns the memory of one process.
    pub fn in_memory() -> Self {
        Self::Memory(MemoryStore::new(REMEMBERED))
    }

    /// Returns whether the tokens are those of this process alone.
    pub fn is_of_one_process(&self) -> bool {
        matches!(self, Self::Memory(_))
    }

    /// Returns the state of a store behind a network.
    pub fn health(&self) -> Option<Health> {
        match self {
            Self::Memory(_) => None,
        }
    }

    /// Returns how many tokens it holds.
    pub fn held(&self) -> u64 {
        match self {
            Self::Memory(store) => store.len() as u64,
        }
    }
}

impl ReplayStore for TokenStore {
    type Error = StoreFault;

    async fn claim(&self, attempt: &Attempt) -> Result<Claim, StoreFault> {
        match self {
            Self::Memory(store) => store.claim(attempt).await.map_err(|never| match never {}),
        }
    }

    async fn seen(&self, attempt: &Attempt) -> Result<(), StoreFault> {
        match self {
            Self::Memory(store) => store.seen(attempt).await.map_err(|never| match never {}),
        }
    }

    fn release(&self, attempt: &Attempt) {
        match self {
            Self::Memory(store) => store.release(attempt),
        }
    }
}
