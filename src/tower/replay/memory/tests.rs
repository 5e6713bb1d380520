//! Tests `MemoryStore` alone: against a simple model with clocks that jump, and its memory use.

use proptest::prelude::*;

use super::*;

const WINDOW: u64 = 420;
const START: u64 = 1_587_494_970;

fn key(account: u8, number: u64, payload_rule: PayloadRule) -> ReplayKey {
    let mut id = [0; 16];
    // Spread the ids evenly, like real ids: each is half of a token's signature (a MAC).
    id[..8].copy_from_slice(&number.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes());
    let api_key = (account > 0).then(|| format!("key{account}"));
    ReplayKey { api_key, token_id: TokenId::from_bytes(id), payload_rule }
}

fn attempt(key: &ReplayKey, number: u64, issued_at: u64, now: u64) -> Attempt {
    Attempt { key: key.clone(), number, issued_at, now, window: WINDOW, until: issued_at + WINDOW }
}

fn seen(store: &MemoryStore, attempt: &Attempt) {
    store.tokens().seen(attempt);
}

#[test]
fn a_token_is_known_until_the_last_second_of_its_window() {
    let (store, key) = (MemoryStore::new(1), key(1, 1, PayloadRule::Raw));
    let first = attempt(&key, 1, START, START + 8);
    assert_eq!(store.claim_now(&first), Claim::New);
    seen(&store, &first);
    assert_eq!(store.claim_now(&attempt(&key, 2, START, START + WINDOW)), Claim::Seen);
    let other = |now| attempt(&self::key(1, 2, PayloadRule::Raw), 3, START + 10, now);
    assert_eq!(
        store.claim_now(&other(START + WINDOW)),
        Claim::Full,
        "a live token is not forgotten for another"
    );
    assert_eq!(store.len(), 1);
    assert_eq!(store.claim_now(&other(START + WINDOW + 1)), Claim::New, "one second later there is room");
    assert_eq!(
        store.claim_now(&attempt(&key, 4, START, START + 8)),
        Claim::Seen,
        "a clock that was set back"
    );
    assert_eq!(store.len(), 1);
}

#[test]
fn a_token_of_any_age_is_known_for_a_window_from_its_attempt() {
    let (store, old) = (MemoryStore::new(10), key(1, 1, PayloadRule::Raw));
    let day = 86_400;
    let at = |key: &ReplayKey, number, now| attempt(key, number, START, now).of_any_age();
    for (key, number, now) in [(&old, 1, START + day), (&key(1, 2, PayloadRule::Raw), 2, START + day + 100)] {
        let first = at(key, number, now);
        assert_eq!(store.claim_now(&first), Claim::New);
        seen(&store, &first);
    }
    assert_eq!(store.claim_now(&at(&old, 3, START + day + WINDOW)), Claim::Seen);
    assert_eq!(
        store.claim_now(&at(&key(1, 2, PayloadRule::Raw), 4, START + day + 100 + WINDOW)),
        Claim::Seen
    );
    assert_eq!(store.claim_now(&at(&old, 5, START + day + 101 + WINDOW)), Claim::New);
    assert_eq!(store.tokens().ends.len(), 0);
}

#[test]
fn a_pending_token_stays_for_as_long_as_its_handler_works() {
    let (store, key) = (MemoryStore::new(10), key(1, 1, PayloadRule::Raw));
    let first = attempt(&key, 1, START, START);
    assert_eq!(store.claim_now(&first), Claim::New);
    assert_eq!(store.claim_now(&attempt(&key, 2, START, START + 10 * WINDOW)), Claim::Pending);
    store.release(&attempt(&key, 2, START, START));
    assert_eq!(
        store.claim_now(&attempt(&key, 3, START, START)),
        Claim::Pending,
        "only its holder releases it"
    );
    store.release(&first);
    store.release(&first);
    assert!(store.is_empty());
}

#[derive(Clone, Debug)]
enum Step {
    Claim {
        account: u8,
        token: u64,
        rule: PayloadRule,
    },
    /// Calls `seen` for an earlier attempt, which may have ended already. 0 is the latest attempt, 1 the one
    /// before.
    Seen(usize),
    Release(usize),
    Clock(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let rule = prop_oneof![Just(PayloadRule::Raw), Just(PayloadRule::Query)];
    prop_oneof![
        4 => (0..2_u8, 0..4_u64, rule).prop_map(|(account, token, rule)| Step::Claim { account, token, rule }),
        2 => (0..4_usize).prop_map(Step::Seen),
        1 => (0..4_usize).prop_map(Step::Release),
        2 => prop_oneof![-600..600_i64, -3..3_i64].prop_map(Step::Clock),
    ]
}

#[derive(Default)]
struct Model {
    now: u64,
    pending: Vec<(ReplayKey, u64)>,
    seen: Vec<(ReplayKey, u64)>,
}

impl Model {
    fn claim(&mut self, attempt: &Attempt, capacity: usize) -> Claim {
        self.now = self.now.max(attempt.now);
        self.seen.retain(|(_, until)| *until >= self.now);
        let is_in = |list: &[(ReplayKey, u64)]| list.iter().any(|(key, _)| *key == attempt.key);
        if is_in(&self.pending) {
            Claim::Pending
        } else if is_in(&self.seen) || attempt.until < self.now {
            Claim::Seen
        } else if self.pending.len() + self.seen.len() >= capacity {
            Claim::Full
        } else {
            self.pending.push((attempt.key.clone(), attempt.number));
            Claim::New
        }
    }

    fn end_hold(&mut self, attempt: &Attempt) -> bool {
        let before = self.pending.len();
        self.pending.retain(|(_, number)| *number != attempt.number);
        self.pending.len() < before
    }
}

proptest! {
    #[test]
    fn it_does_what_the_model_does_and_nothing_passes_twice(
        steps in proptest::collection::vec(step(), 0..120),
        capacity in 0..9_usize,
    ) {
        let (store, mut model, mut now) = (MemoryStore::new(capacity), Model::default(), START);
        let (mut attempts, mut handled): (Vec<Attempt>, Vec<ReplayKey>) = Default::default();
        for step in steps {
            let earlier = |back: usize| attempts.len().checked_sub(back + 1).map(|at| &attempts[at]);
            match step {
                Step::Clock(by) => now = now.saturating_add_signed(by),
                Step::Claim { account, token, rule } => {
                    let one = attempt(&key(account, token, rule), attempts.len() as u64, START + token / 2 * 90, now);
                    let claim = store.claim_now(&one);
                    prop_assert_eq!(claim, model.claim(&one, capacity));
                    prop_assert!(claim != Claim::New || !handled.contains(&one.key), "{:?} passed twice", one.key);
                    attempts.push(one);
                }
                Step::Seen(back) => if let Some(one) = earlier(back) {
                    seen(&store, one);
                    if model.end_hold(one) {
                        model.seen.push((one.key.clone(), one.until));
                        handled.push(one.key.clone());
                    }
                },
                Step::Release(back) => if let Some(one) = earlier(back) {
                    store.release(one);
                    model.end_hold(one);
                },
            }
            prop_assert_eq!(store.len(), model.pending.len() + model.seen.len());
            prop_assert!(store.len() <= capacity);
        }
    }
}

/// Run alone, and optimized: `cargo test --release --no-default-features --features tower --lib -- --ignored a_million`.
#[test]
#[cfg(target_os = "linux")]
#[ignore = "measures the memory of the process"]
fn a_million_live_tokens_take_less_than_40_mib() {
    let resident = || {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap()
    };
    let (count, before) = (1_000_000, resident());
    let store = MemoryStore::new(usize::try_from(count).expect("a count"));
    for number in 0..count {
        let now = START + number * WINDOW / count;
        let one = attempt(&key(1, number, PayloadRule::Raw), number, now, now);
        assert_eq!(store.claim_now(&one), Claim::New);
        seen(&store, &one);
    }
    let kib = resident() - before;
    assert_eq!(store.len() as u64, count);
    assert!((20_000..40 * 1024).contains(&kib), "{kib} KiB");
}
