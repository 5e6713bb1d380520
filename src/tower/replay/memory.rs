//! [`MemoryStore`]: the tokens of one process.
//!
//! Invariant: a token that could still pass is never forgotten; if there is no room for another one, that one is refused.

use std::collections::{HashMap, HashSet, VecDeque};
use std::convert::Infallible;
use std::fmt;
use std::future::{Future, ready};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Claim, ReplayKey, ReplayStore};
use crate::verify::{PayloadRule, TokenId};

/// Holds tokens in memory: for one process. Takes about 20 to 40 bytes for each.
///
/// It depends on the clock that it is given. A clock that is set forward by more than the time for which a token is kept,
/// and back again, makes it forget tokens that may pass once more.
pub struct MemoryStore {
    capacity: usize,
    tokens: Mutex<Tokens>,
}

#[derive(Default)]
struct Tokens {
    /// Numbers of the accounts, so that a token need not repeat the API key. There are as many as there are secrets.
    accounts: HashMap<Option<String>, u32>,
    pending: HashSet<Token>,
    /// Seen tokens, the oldest generation first. They are forgotten by generations: no list of times is needed.
    generations: VecDeque<Generation>,
    count: usize,
}

/// Tokens that were seen during a part of the time for which they are kept.
struct Generation {
    began: u64,
    /// Until when each of its tokens is kept, at least.
    until: u64,
    tokens: HashSet<Token>,
}

/// A token in few bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Token {
    id: TokenId,
    account_and_rule: u32,
}

/// A generation lasts for this part of the time for which tokens are kept, so they are kept that much longer.
const PARTS: u64 = 8;

impl MemoryStore {
    /// Creates a store for at most `capacity` tokens, pending and seen.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        Self { capacity, tokens: Mutex::default() }
    }

    /// Returns how many tokens it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tokens().count
    }

    /// Returns whether it holds no token.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn tokens(&self) -> MutexGuard<'_, Tokens> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ReplayStore for MemoryStore {
    type Error = Infallible;

    fn claim(&self, key: &ReplayKey, now: u64) -> impl Future<Output = Result<Claim, Infallible>> + Send {
        ready(Ok(self.tokens().claim(key, now, self.capacity)))
    }

    fn seen(
        &self,
        key: &ReplayKey,
        now: u64,
        seconds: u64,
    ) -> impl Future<Output = Result<(), Infallible>> + Send {
        self.tokens().seen(key, now, seconds);
        ready(Ok(()))
    }

    fn release(&self, key: &ReplayKey) {
        let mut tokens = self.tokens();
        let token = tokens.token(key);
        if tokens.pending.remove(&token) {
            tokens.count -= 1;
        }
    }
}

impl Tokens {
    fn token(&mut self, key: &ReplayKey) -> Token {
        let account = match self.accounts.get(&key.api_key) {
            Some(account) => *account,
            None => {
                let account = u32::try_from(self.accounts.len()).unwrap_or(u32::MAX) * 2;
                self.accounts.insert(key.api_key.clone(), account);
                account
            }
        };
        let rule = u32::from(key.payload_rule == PayloadRule::Query);
        Token { id: key.token_id, account_and_rule: account + rule }
    }

    fn claim(&mut self, key: &ReplayKey, now: u64, capacity: usize) -> Claim {
        self.forget(now);
        let token = self.token(key);
        if self.pending.contains(&token) {
            return Claim::Pending;
        }
        if self.generations.iter().any(|generation| generation.tokens.contains(&token)) {
            return Claim::Seen;
        }
        if self.count >= capacity {
            return Claim::Full;
        }
        self.pending.insert(token);
        self.count += 1;
        Claim::New
    }

    fn seen(&mut self, key: &ReplayKey, now: u64, seconds: u64) {
        let token = self.token(key);
        if !self.pending.remove(&token) {
            return;
        }
        let lasts = seconds / PARTS;
        let until = now.saturating_add(seconds);
        match self.generations.back_mut() {
            // With a clock that was set back, `now` may be before the generation began.
            Some(latest) if now <= latest.began.saturating_add(lasts) => {
                latest.until = latest.until.max(until);
                latest.tokens.insert(token);
            }
            _ => self.generations.push_back(Generation { began: now, until, tokens: HashSet::from([token]) }),
        }
    }

    /// Forgets the generations whose tokens are all kept long enough.
    fn forget(&mut self, now: u64) {
        while let Some(oldest) = self.generations.front()
            && oldest.until < now
        {
            self.count -= oldest.tokens.len();
            self.generations.pop_front();
        }
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

#[cfg(test)]
mod tests {
    use std::collections::HashMap as Model;

    use proptest::prelude::*;

    use super::*;

    fn key(account: u8, number: u8, rule: PayloadRule) -> ReplayKey {
        let mut id = [0; 16];
        id[15] = number;
        ReplayKey {
            api_key: (account > 0).then(|| format!("key{account}")),
            token_id: TokenId::from_bytes(id),
            payload_rule: rule,
        }
    }

    fn claim(store: &MemoryStore, key: &ReplayKey, now: u64) -> Claim {
        store.tokens().claim(key, now, store.capacity)
    }

    #[test]
    fn a_token_is_kept_for_its_time_and_the_memory_is_bounded() {
        let store = MemoryStore::new(2);
        let [one, two, three] = [1, 2, 3].map(|number| key(1, number, PayloadRule::Raw));
        assert_eq!(claim(&store, &one, 1000), Claim::New);
        assert_eq!(claim(&store, &one, 1000), Claim::Pending);
        store.tokens().seen(&one, 1000, 80);
        assert_eq!(claim(&store, &one, 1080), Claim::Seen);
        assert_eq!(claim(&store, &two, 1080), Claim::New);
        assert_eq!(claim(&store, &three, 1080), Claim::Full, "neither is forgotten for a third");
        assert_eq!(claim(&store, &three, 1081), Claim::New, "the first is");
        store.release(&two);
        assert_eq!(claim(&store, &two, 1081), Claim::New);
        assert_eq!(store.len(), 2);
    }

    #[test]
    fn a_clock_that_is_set_back_frees_nothing_early() {
        let store = MemoryStore::new(10);
        let (one, two) = (key(1, 1, PayloadRule::Raw), key(1, 2, PayloadRule::Raw));
        claim(&store, &one, 1000);
        store.tokens().seen(&one, 1000, 80);
        claim(&store, &two, 950);
        store.tokens().seen(&two, 950, 80);
        assert_eq!([claim(&store, &one, 1080), claim(&store, &two, 1030)], [Claim::Seen, Claim::Seen]);
    }

    #[derive(Clone, Debug)]
    enum Step {
        Claim(u8, u8, bool),
        Seen(u8, u8, bool),
        Release(u8, u8, bool),
        Wait(u64),
    }

    fn step() -> impl Strategy<Value = Step> {
        let token = || (0..3_u8, 0..4_u8, any::<bool>());
        prop_oneof![
            token().prop_map(|(account, number, rule)| Step::Claim(account, number, rule)),
            token().prop_map(|(account, number, rule)| Step::Seen(account, number, rule)),
            token().prop_map(|(account, number, rule)| Step::Release(account, number, rule)),
            (0..60_u64).prop_map(Step::Wait),
        ]
    }

    proptest! {
        /// A list of every token with its time: what a store must at least remember.
        #[test]
        fn the_memory_agrees_with_a_list(steps in proptest::collection::vec(step(), 1..200)) {
            const SECONDS: u64 = 80;
            let store = MemoryStore::new(8);
            let mut model: Model<ReplayKey, Option<u64>> = Model::new();
            let mut now = 1000;
            let of = |account, number, rule| key(account, number, if rule { PayloadRule::Query } else { PayloadRule::Raw });
            for step in steps {
                match step {
                    Step::Wait(seconds) => now += seconds,
                    Step::Claim(account, number, rule) => {
                        let key = of(account, number, rule);
                        let found = claim(&store, &key, now);
                        match (model.get(&key), found) {
                            (Some(None), found) => prop_assert_eq!(found, Claim::Pending),
                            (Some(Some(seen)), found) if now <= seen + SECONDS => prop_assert_eq!(found, Claim::Seen),
                            // It may be kept for one generation longer.
                            (Some(Some(seen)), Claim::Seen) => prop_assert!(now <= seen + SECONDS + SECONDS / PARTS),
                            (_, Claim::New) => {
                                let live = model.values().filter(|seen| seen.is_none_or(|seen| now <= seen + SECONDS));
                                prop_assert!(live.count() < 8, "more than its capacity");
                                model.insert(key, None);
                            }
                            (_, found) => prop_assert_eq!(found, Claim::Full),
                        }
                    }
                    Step::Seen(account, number, rule) => {
                        let key = of(account, number, rule);
                        store.tokens().seen(&key, now, SECONDS);
                        if let Some(seen @ None) = model.get_mut(&key) {
                            *seen = Some(now);
                        }
                    }
                    Step::Release(account, number, rule) => {
                        let key = of(account, number, rule);
                        store.release(&key);
                        if model.get(&key) == Some(&None) {
                            model.remove(&key);
                        }
                    }
                }
            }
        }
    }
}
