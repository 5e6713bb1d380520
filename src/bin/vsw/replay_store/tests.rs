//! Tests with real servers: each installed Redis or Valkey, as its own process.

mod access;
mod delays;
mod limits;
mod losses;
mod roles;
mod server;
mod tokens;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use vsw::sign::Token;
use vsw::{Delivery, SignatureSecret, Verifier};

use super::*;
use server::{Server, with_each};

/// A settable clock, in seconds since 1970.
#[derive(Clone)]
pub struct Clock(Arc<AtomicU64>);

const START: u64 = 1_587_494_970;
const WINDOW: u64 = 420;
const SKEW: u64 = 60;
/// Far more than a response needs, even on a busy machine.
const TIMEOUT: Duration = Duration::from_secs(20);

impl Clock {
    fn new(now: u64) -> Self {
        Self(Arc::new(AtomicU64::new(now)))
    }

    fn now(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    fn set(&self, now: u64) {
        self.0.store(now, Ordering::Relaxed);
    }
}

fn options(address: &str, clock: &Clock) -> Options {
    let clock = clock.clone();
    Options {
        address: ReplayStoreAddress::parse(address, Plaintext::Loopback).expect("an address"),
        password: None,
        ca_file: None,
        timeout: TIMEOUT,
        prefix: "vsw".to_owned(),
        max_skew: SKEW,
        clock: Arc::new(move || clock.now()),
    }
}

fn by_socket(server: &Server, clock: &Clock) -> Options {
    options(&format!("unix:{}", server.socket().display()), clock)
}

fn by_tcp(server: &Server, clock: &Clock) -> Options {
    options(&format!("redis://127.0.0.1:{}", server.port), clock)
}

fn started(options: Options) -> SharedStore {
    SharedStore::start(options).expect("a store")
}

/// Each call returns another attempt, even for the same token.
fn attempt(name: &str, issued_at: u64, clock: &Clock) -> Attempt {
    let secret = SignatureSecret::new("0123456789abcdef0123456789abcdef").expect("a secret");
    let token = Token::issued_at(issued_at).api_key("a1b2c3d4").jti(name);
    let delivery = Delivery::post(b"{}".as_slice())
        .with_header("authorization", token.bearer(&secret, b"{}").into_bytes());
    let verifier = Verifier::new("0123456789abcdef0123456789abcdef").expect("a verifier");
    let verified = verifier.verify(&delivery, issued_at).expect("genuine");
    Attempt::new(&verified, clock.now(), WINDOW)
}

fn run<T>(future: impl Future<Output = T>) -> T {
    runtime::new().expect("a runtime").block_on(future)
}

fn claim(store: &SharedStore, attempt: &Attempt) -> Result<Claim, StoreError> {
    run(store.claim(attempt))
}

#[expect(clippy::disallowed_methods, reason = "it waits for a server's process")]
fn until(what: &str, mut condition: impl FnMut() -> bool) {
    let began = Instant::now();
    while !condition() {
        assert!(began.elapsed() < Duration::from_secs(60), "not within 60 s: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn until_up(store: &SharedStore) {
    until("the store is up", || store.0.shared.link().is_ok());
}

fn until_reborn(store: &SharedStore) {
    until("the loss is noticed", || store.0.shared.link().is_ok_and(|link| link.forgotten_until.is_some()));
}

/// Waits until the server has executed the background tasks.
fn settled(store: &SharedStore) {
    let (_, tasks) = store.0.in_use.as_ref().expect("the store is in use");
    let until_taken = || until("the tasks are taken", || tasks.capacity() == tasks.max_capacity());
    until_taken();
    // The store sends a further task only after the server has executed the earlier ones.
    store.0.later(Task::Release(attempt("unknown", START, &Clock::new(START))));
    until_taken();
}
