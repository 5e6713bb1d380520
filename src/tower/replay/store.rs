//! `ReplayStore`: the trait of a store of tokens, and the arguments and results of its methods.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::verify::{PayloadRule, TokenId, Verified};

/// What identifies a token: the account, the token's id and the payload rule. Without the rule, an attacker's POST with
/// a GET's token would make the genuine GET look like a replay.
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

/// One request's attempt to get its token to the handler. Times are in seconds since 1970.
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
    /// Creates an attempt, made at `now`, whose token must be known for `window` seconds after it was signed. The layer
    /// does this; others need it only to test a store.
    #[must_use]
    pub fn new(verified: &Verified<'_>, now: u64, window: u64) -> Self {
        static ATTEMPTS: AtomicU64 = AtomicU64::new(0);
        let (number, issued_at) = (ATTEMPTS.fetch_add(1, Ordering::Relaxed), verified.iat());
        let until = issued_at.saturating_add(window);
        Self { key: ReplayKey::of(verified), number, issued_at, now, window, until }
    }

    /// Returns the attempt for a verifier that accepts any age: a token may be older than the window, so the window
    /// begins at the attempt, or at the signing time if that is later.
    pub(super) fn of_any_age(self) -> Self {
        let until = self.issued_at.max(self.now).saturating_add(self.window);
        Self { until, ..self }
    }

    /// Returns what identifies the token.
    #[must_use]
    pub fn key(&self) -> &ReplayKey {
        &self.key
    }

    /// Returns a number that no other attempt in this process has. A store for several processes adds a random part of
    /// its own to it.
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

    /// Returns the last second at which the token must be known.
    #[must_use]
    pub fn until(&self) -> u64 {
        self.until
    }

    /// Returns the token's lifetime in seconds for a store with its own clock, counted from when it records the token.
    /// At least the window, because this machine's clock may be ahead.
    #[must_use]
    pub fn seconds(&self) -> u64 {
        // `until` is the last second in which the token must be known: add one.
        self.until.saturating_sub(self.now).max(self.window).saturating_add(1)
    }
}

/// The answer of a store to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The token was not known. It is pending now, and this attempt holds it.
    New,
    /// Another attempt holds the token.
    Pending,
    /// The token was seen, or it is so old that the store may have seen and forgotten it.
    Seen,
    /// The store can hold no further token.
    Full,
}

/// Holds tokens. [`MemoryStore`](super::MemoryStore) does so for one process.
///
/// A store for several processes must make `claim` atomic. It must also let a pending token expire, because a process
/// that is killed releases nothing. A pending token must not expire while a handler may still run: otherwise a second
/// copy of the delivery passes. Store [`Attempt::number`] with a pending token, and release the token only for the same
/// number: otherwise an attempt that took too long would release the token of a later attempt.
pub trait ReplayStore: Send + Sync + 'static {
    /// Why a store does not respond.
    type Error: fmt::Display + Send;

    /// Makes an unknown token pending. If this future is dropped or fails, `release` is called, because the store may
    /// have made the token pending nevertheless.
    ///
    /// # Errors
    /// Fails if the store does not respond. The request is then refused.
    fn claim(&self, attempt: &Attempt) -> impl Future<Output = Result<Claim, Self::Error>> + Send;

    /// Makes the token seen until [`Attempt::until`]. The handler has done its work, so the token must not become free
    /// if this future is dropped (a client disconnects): a store behind a network completes it in the background.
    ///
    /// # Errors
    /// Fails if the store does not respond. The handler's response is sent anyway.
    fn seen(&self, attempt: &Attempt) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// Forgets the token if it is pending and this attempt holds it; does nothing otherwise. Returns at once, because a
    /// dropped future cannot wait: a store behind a network does this in the background.
    fn release(&self, attempt: &Attempt);
}
