//! `ReplayStore`: the trait of a store of tokens, and its argument and result types.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::verify::{PayloadRule, TokenId, Verified};

/// Identifies a token by account, id and payload rule.
///
/// The rule is whether the token signs a body or a query. A GET's token signs its query as JSON, so a POST
/// with this JSON as its body and the same token is genuine too. Without the rule in the key, such a POST
/// would make the GET look like a replay.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ReplayKey {
    pub(super) api_key: Option<String>,
    pub(super) token_id: TokenId,
    pub(super) payload_rule: PayloadRule,
}

impl ReplayKey {
    /// Returns the key of a verified delivery.
    #[must_use]
    pub fn of(verified: &Verified<'_>) -> Self {
        Self {
            api_key: verified.api_key().map(str::to_owned),
            token_id: verified.token_id(),
            payload_rule: verified.payload_rule(),
        }
    }

    /// Returns the account's API key.
    #[must_use]
    pub fn api_key(&self) -> Option<&str> {
        self.api_key.as_deref()
    }

    /// Returns the token's id.
    #[must_use]
    pub fn token_id(&self) -> TokenId {
        self.token_id
    }

    /// Returns the payload rule.
    #[must_use]
    pub fn payload_rule(&self) -> PayloadRule {
        self.payload_rule
    }
}

/// One request's attempt to claim its token. Times are in seconds since 1970.
#[derive(Clone, Debug)]
pub struct Attempt {
    pub(super) key: ReplayKey,
    pub(super) number: u64,
    pub(super) issued_at: u64,
    pub(super) now: u64,
    pub(super) window: u64,
    pub(super) until: u64,
}

impl Attempt {
    /// Creates an attempt at `now`. Call this only to test a store.
    ///
    /// The store must know the token until `window` seconds after its signing.
    #[must_use]
    pub fn new(verified: &Verified<'_>, now: u64, window: u64) -> Self {
        static ATTEMPTS: AtomicU64 = AtomicU64::new(0);
        let (number, issued_at) = (ATTEMPTS.fetch_add(1, Ordering::Relaxed), verified.iat());
        let until = issued_at.saturating_add(window);
        Self { key: ReplayKey::of(verified), number, issued_at, now, window, until }
    }

    /// Begins the window not before the attempt, because the token may be older than the window.
    pub(super) fn of_any_age(self) -> Self {
        let until = self.issued_at.max(self.now).saturating_add(self.window);
        Self { until, ..self }
    }

    /// Returns what identifies the token.
    #[must_use]
    pub fn key(&self) -> &ReplayKey {
        &self.key
    }

    /// Returns the attempt's number, unique in this process. A store for several processes must add a random part.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Returns the token's signing time, by the signer's clock.
    #[must_use]
    pub fn issued_at(&self) -> u64 {
        self.issued_at
    }

    /// Returns the time of the attempt.
    #[must_use]
    pub fn now(&self) -> u64 {
        self.now
    }

    /// Returns the last second at which the store must know the token.
    #[must_use]
    pub fn until(&self) -> u64 {
        self.until
    }

    /// Returns for how many seconds a store with its own clock must keep the token.
    ///
    /// Never less than the window: if this machine's clock is ahead, another machine accepts the token for longer.
    #[must_use]
    pub fn seconds(&self) -> u64 {
        // Add one: `until` is inclusive.
        self.until.saturating_sub(self.now).max(self.window).saturating_add(1)
    }
}

/// A store's response to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The token was unknown. It is pending now, and this attempt holds it.
    New,
    /// Another attempt holds the token.
    Pending,
    /// The token was handled, or is so old that the store may have forgotten it.
    Seen,
    /// The store is full.
    Full,
}

/// A store of tokens. [`MemoryStore`](super::MemoryStore) is the one for a single process.
///
/// A store for several processes must:
/// - make `claim` atomic
/// - let a pending token expire, because a killed process releases nothing
/// - keep a pending token as long as its handler may run
/// - let only the attempt that claimed a token release it (see [`Attempt::number`])
pub trait ReplayStore: Send + Sync + 'static {
    /// Why the store did not respond.
    type Error: fmt::Display + Send;

    /// Makes an unknown token pending.
    ///
    /// If this future fails or is dropped, `release` is called, because the token may be pending anyway.
    ///
    /// # Errors
    /// Fails if the store does not respond. The request is then refused.
    fn claim(&self, attempt: &Attempt) -> impl Future<Output = Result<Claim, Self::Error>> + Send;

    /// Makes the token seen until [`Attempt::until`].
    ///
    /// A dropped future must not free the token: finish in the background if necessary.
    ///
    /// # Errors
    /// Fails if the store does not respond. The handler's response is sent anyway.
    fn seen(&self, attempt: &Attempt) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// Forgets the token if this attempt holds it.
    ///
    /// Must return at once: a store behind a network works in the background.
    fn release(&self, attempt: &Attempt);
}
