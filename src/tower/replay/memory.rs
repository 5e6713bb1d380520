//! [`MemoryStore`]: the tokens of one process, grouped by their signing second.
//!
//! Invariant: a forgotten token never passes again, because `claim` refuses tokens that are too old to be
//! remembered. Exception: a verifier that accepts any age.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::convert::Infallible;
use std::fmt;
use std::future::ready;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Attempt, Claim, ReplayKey, ReplayStore};
use crate::verify::{PayloadRule, TokenId};

/// Holds tokens in memory, for one process. A million tokens take about 33 MiB.
///
/// A full store refuses new tokens. Setting the clock back makes no token pass twice, but may make the store
/// refuse new tokens for a while.
///
/// If the verifier accepts any age, a token can pass again [`replay_window`](crate::Verifier::replay_window)
/// seconds after its arrival.
pub struct MemoryStore {
    capacity: usize,
    tokens: Mutex<Tokens>,
}

#[derive(Default)]
struct Tokens {
    /// An even number for each API key. A token adds its payload rule as the lowest bit.
    accounts: HashMap<Option<String>, u32>,
    /// The number of the attempt that holds each pending token.
    pending: HashMap<Token, u64>,
    /// The accepted tokens, grouped by their signing second.
    seen: BTreeMap<u64, SeenTokens>,
    /// Pairs of `SeenTokens::until` and the key in `seen`. The first pair is the next to be removed.
    ends: BTreeSet<(u64, u64)>,
    count: usize,
    /// The latest time so far.
    now: u64,
}

struct SeenTokens {
    /// The last second at which one of the tokens must be known.
    until: u64,
    /// Not a `HashSet`, which may be half empty after it grew.
    tokens: BTreeSet<Token>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Token {
    id: TokenId,
    account_and_rule: u32,
}

impl MemoryStore {
    /// Creates a store for at most `capacity` tokens, pending and seen together.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        Self { capacity, tokens: Mutex::default() }
    }

    /// Returns the number of tokens. Expired ones count until the next claim.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tokens().count
    }

    /// Returns `true` if the store holds no token.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn tokens(&self) -> MutexGuard<'_, Tokens> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn claim_now(&self, attempt: &Attempt) -> Claim {
        let mut tokens = self.tokens();
        let forgotten = tokens.forget(attempt.now);
        let claim = tokens.claim(attempt, self.capacity);
        // Unlock before freeing the tokens: there may be many, and other requests need the lock.
        drop(tokens);
        drop(forgotten);
        claim
    }
}

impl ReplayStore for MemoryStore {
    type Error = Infallible;

    fn claim(&self, attempt: &Attempt) -> impl Future<Output = Result<Claim, Infallible>> + Send {
        ready(Ok(self.claim_now(attempt)))
    }

    fn seen(&self, attempt: &Attempt) -> impl Future<Output = Result<(), Infallible>> + Send {
        self.tokens().seen(attempt);
        ready(Ok(()))
    }

    fn release(&self, attempt: &Attempt) {
        let mut tokens = self.tokens();
        if tokens.end_hold(attempt).is_some() {
            tokens.count -= 1;
        }
    }
}

impl Tokens {
    fn claim(&mut self, attempt: &Attempt, capacity: usize) -> Claim {
        let known = self.known(&attempt.key);
        if known.is_some_and(|token| self.pending.contains_key(&token)) {
            return Claim::Pending;
        }
        let second = self.seen.get(&attempt.issued_at);
        let is_seen = known.zip(second).is_some_and(|(token, second)| second.tokens.contains(&token));
        if is_seen || attempt.until < self.now {
            return Claim::Seen;
        }
        if self.count >= capacity {
            return Claim::Full;
        }
        let Some(token) = known.or_else(|| self.number_account(&attempt.key)) else { return Claim::Full };
        self.pending.insert(token, attempt.number);
        self.count += 1;
        Claim::New
    }

    fn seen(&mut self, attempt: &Attempt) {
        let Some(token) = self.end_hold(attempt) else { return };
        let (until, issued_at) = (attempt.until, attempt.issued_at);
        let second = self.seen.entry(issued_at).or_insert(SeenTokens { until, tokens: BTreeSet::new() });
        if second.until < until {
            self.ends.remove(&(second.until, issued_at));
            second.until = until;
        }
        self.ends.insert((second.until, issued_at));
        second.tokens.insert(token);
    }

    fn end_hold(&mut self, attempt: &Attempt) -> Option<Token> {
        let token = self.known(&attempt.key)?;
        let is_ours = self.pending.get(&token) == Some(&attempt.number);
        (is_ours && self.pending.remove(&token).is_some()).then_some(token)
    }

    /// Removes expired tokens and returns them. Pending tokens stay: a handler is working on each.
    fn forget(&mut self, now: u64) -> Vec<SeenTokens> {
        self.now = self.now.max(now);
        let mut forgotten = Vec::new();
        while let Some(&(until, issued_at)) = self.ends.first()
            && until < self.now
        {
            self.ends.pop_first();
            forgotten.extend(self.seen.remove(&issued_at));
        }
        self.count -= forgotten.iter().map(|second| second.tokens.len()).sum::<usize>();
        forgotten
    }

    fn known(&self, key: &ReplayKey) -> Option<Token> {
        let account = *self.accounts.get(&key.api_key)?;
        Some(Token {
            id: key.token_id,
            account_and_rule: account + u32::from(key.payload_rule == PayloadRule::Query),
        })
    }

    /// Returns `None` if all numbers for accounts are used.
    fn number_account(&mut self, key: &ReplayKey) -> Option<Token> {
        let account = u32::try_from(self.accounts.len()).ok()?.checked_mul(2)?;
        self.accounts.insert(key.api_key.clone(), account);
        self.known(key)
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStore")
            .field("capacity", &self.capacity)
            .field("len", &self.len())
            .finish_non_exhaustive()
    }
}
