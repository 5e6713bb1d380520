//! `TokenStore`: the tokens that were seen, by this process or by several replicas together.

use vsw::tower::{Attempt, Claim, MemoryStore, ReplayStore};

#[cfg(feature = "redis")]
use crate::replay_store::{SharedStore, StoreError};
use crate::vocabulary::StoreHealth;

pub enum TokenStore {
    Memory(MemoryStore),
    #[cfg(feature = "redis")]
    Shared(SharedStore),
}

/// Maximum number of tokens in memory. 2,000 deliveries a second need 840,000, because a token is remembered
/// for 420 s by default.
const REMEMBERED: usize = 1_000_000;

#[cfg(not(feature = "redis"))]
type StoreError = std::convert::Infallible;

impl TokenStore {
    pub fn in_memory() -> Self {
        Self::Memory(MemoryStore::new(REMEMBERED))
    }

    pub fn is_of_one_process(&self) -> bool {
        matches!(self, Self::Memory(_))
    }

    /// Returns `None` for a store in memory.
    pub fn health(&self) -> Option<StoreHealth> {
        match self {
            Self::Memory(_) => None,
            #[cfg(feature = "redis")]
            Self::Shared(store) => Some(store.health()),
        }
    }

    pub fn held(&self) -> u64 {
        match self {
            Self::Memory(store) => store.len() as u64,
            #[cfg(feature = "redis")]
            Self::Shared(store) => store.held(),
        }
    }

    /// Returns the number of tokens whose outcome (handled or not) could not be written to a shared store.
    /// They are refused until they expire.
    pub fn left_pending(&self) -> u64 {
        match self {
            Self::Memory(_) => 0,
            #[cfg(feature = "redis")]
            Self::Shared(store) => store.left_pending(),
        }
    }
}

impl ReplayStore for TokenStore {
    type Error = StoreError;

    async fn claim(&self, attempt: &Attempt) -> Result<Claim, StoreError> {
        match self {
            Self::Memory(store) => store.claim(attempt).await.map_err(|never| match never {}),
            #[cfg(feature = "redis")]
            Self::Shared(store) => store.claim(attempt).await,
        }
    }

    async fn seen(&self, attempt: &Attempt) -> Result<(), StoreError> {
        match self {
            Self::Memory(store) => store.seen(attempt).await.map_err(|never| match never {}),
            #[cfg(feature = "redis")]
            Self::Shared(store) => store.seen(attempt).await,
        }
    }

    fn release(&self, attempt: &Attempt) {
        match self {
            Self::Memory(store) => store.release(attempt),
            #[cfg(feature = "redis")]
            Self::Shared(store) => store.release(attempt),
        }
    }
}
