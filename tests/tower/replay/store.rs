//! Tests how the replay layer calls its store, also if the store fails or does not respond.

use std::future::pending;
use std::sync::{Arc, Mutex};

use http::{Request, StatusCode};
use tower_layer::Layer as _;
use vsw::delivery::Delivery;
use vsw::tower::{
    Attempt, Claim, MemoryStore, ReplayKey, ReplayLayer, ReplayRefusal, ReplayStore, Unrecorded, VerifyLayer,
};
use vsw::verify::{Builder, PayloadRule, Slot, Verified, Verifier};

use super::{Answer, Counting, call, event, poll, stack, start, status};
use crate::service::full;
use crate::{API_KEY, NOW, bearer, our_secret, token, verifier};

#[derive(Clone, Copy, Debug)]
enum Behavior<T> {
    Respond(T),
    Fail,
    Wait,
}

impl<T> Behavior<T> {
    async fn outcome(self) -> Result<T, &'static str> {
        match self {
            Self::Respond(answer) => Ok(answer),
            Self::Fail => Err("down"),
            Self::Wait => pending().await,
        }
    }
}

/// A store that returns prescribed results and records its calls.
struct Scripted {
    claim: Behavior<Claim>,
    seen: Behavior<()>,
    asked: Mutex<Vec<(&'static str, Attempt)>>,
}

impl Scripted {
    fn new(claim: Behavior<Claim>, seen: Behavior<()>) -> Arc<Self> {
        Arc::new(Self { claim, seen, asked: Mutex::default() })
    }

    fn record(&self, question: &'static str, attempt: &Attempt) {
        self.asked.lock().unwrap().push((question, attempt.clone()));
    }

    /// Returns the names of the recorded calls, which must all be about one attempt.
    fn asked(&self) -> Vec<&'static str> {
        let asked = self.asked.lock().unwrap();
        assert!(asked.iter().all(|(_, attempt)| attempt.number() == asked[0].1.number()));
        asked.iter().map(|(question, _)| *question).collect()
    }
}

impl ReplayStore for Scripted {
    type Error = &'static str;

    async fn claim(&self, attempt: &Attempt) -> Result<Claim, &'static str> {
        self.record("claim", attempt);
        self.claim.outcome().await
    }

    async fn seen(&self, attempt: &Attempt) -> Result<(), &'static str> {
        self.record("seen", attempt);
        self.seen.outcome().await
    }

    fn release(&self, attempt: &Attempt) {
        self.record("release", attempt);
    }
}

const NEW: Behavior<Claim> = Behavior::Respond(Claim::New);

#[test]
fn a_token_is_seen_after_a_2xx_and_released_after_anything_else() {
    for (answer, asked) in [(200, "seen"), (204, "seen"), (299, "seen"), (300, "release"), (500, "release")] {
        let store = Scripted::new(NEW, Behavior::Respond(()));
        assert_eq!(status(&mut stack(&store, &Counting::of_status(answer)), event()), answer);
        assert_eq!(store.asked(), ["claim", asked], "{answer}");
    }
}

#[test]
fn a_refused_attempt_releases_nothing() {
    for (claim, code, refusal) in [
        (Claim::Pending, 409, ReplayRefusal::Pending),
        (Claim::Seen, 409, ReplayRefusal::Seen),
        (Claim::Full, 503, ReplayRefusal::Full),
    ] {
        let (store, inner) =
            (Scripted::new(Behavior::Respond(claim), Behavior::Respond(())), Counting::of_status(200));
        let refused = call(&mut stack(&store, &inner), event());
        assert_eq!((refused.status().as_u16(), refused.extensions().get()), (code, Some(&refusal)));
        assert_eq!((store.asked(), inner.calls()), (vec!["claim"], 0), "another attempt holds the token");
    }
}

#[test]
fn without_its_store_the_layer_lets_nothing_past() {
    let (store, inner) = (Scripted::new(Behavior::Fail, Behavior::Respond(())), Counting::of_status(200));
    let refused = call(&mut stack(&store, &inner), event());
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    let reason = ReplayRefusal::Unavailable("down".to_owned());
    assert_eq!((refused.extensions().get(), inner.calls()), (Some(&reason), 0));
    assert_eq!(store.asked(), ["claim", "release"], "the store may have the claim");
}

#[test]
fn a_request_dropped_while_the_store_claims_releases_the_token() {
    let (store, inner) = (Scripted::new(Behavior::Wait, Behavior::Respond(())), Counting::of_status(200));
    let mut response = start(&mut stack(&store, &inner), event());
    assert!(poll(&mut response).is_pending());
    drop(response);
    assert_eq!((store.asked(), inner.calls()), (vec!["claim", "release"], 0));
}

#[test]
fn a_handled_token_is_not_released_if_the_store_is_slow_or_fails() {
    let slow = Scripted::new(NEW, Behavior::Wait);
    let mut response = start(&mut stack(&slow, &Counting::of_status(200)), event());
    assert!(poll(&mut response).is_pending(), "the response waits until the token is recorded");
    drop(response);
    assert_eq!(slow.asked(), ["claim", "seen"]);

    let failing = Scripted::new(NEW, Behavior::Fail);
    let response = call(&mut stack(&failing, &Counting::of_status(200)), event());
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.extensions().get(), Some(&Unrecorded("down".to_owned())));
    assert_eq!(failing.asked(), ["claim", "seen"]);
}

/// Returns the attempt that the store gets at `now`. The token is issued at `NOW - 8`.
fn attempt(max_age: u64, now: u64) -> Attempt {
    let slot = Slot::new(&our_secret(), "tower test").for_api_key(API_KEY);
    let verifier = Arc::new(Verifier::builder().slot(slot).max_age(max_age).max_skew(7).build().unwrap());
    let store = Scripted::new(NEW, Behavior::Respond(()));
    let replay = ReplayLayer::new(Arc::clone(&store), &verifier, move || now);
    let mut service = VerifyLayer::new(verifier, move || now).layer(replay.layer(Counting::of_status(200)));
    assert_eq!(call(&mut service, event()).status(), StatusCode::OK);
    let asked = store.asked.lock().unwrap();
    let [claim, seen] = [0, 1].map(|at| &asked[at].1);
    assert_eq!((claim.now(), claim.until(), claim.number()), (seen.now(), seen.until(), seen.number()));
    claim.clone()
}

#[test]
fn a_token_is_kept_for_the_age_and_twice_the_skew_after_its_signature() {
    let issued_at = NOW - 8;
    for now in [issued_at - 7, NOW, issued_at + 100] {
        let attempt = attempt(100, now);
        assert_eq!((attempt.issued_at(), attempt.now()), (issued_at, now));
        assert_eq!(attempt.until(), issued_at + 100 + 2 * 7);
        let seconds = if now < issued_at { 7 + 100 + 2 * 7 } else { 100 + 2 * 7 };
        assert_eq!(attempt.seconds(), seconds + 1, "a second is over at its end, so the last one counts");
    }
    let (early, late) = (attempt(0, issued_at - 7), attempt(0, issued_at + 86_400));
    assert_eq!(early.until(), issued_at + 300 + 2 * 7);
    assert_eq!(
        late.until(),
        issued_at + 86_400 + 300 + 2 * 7,
        "a token of any age is kept from its attempt on"
    );
    assert_ne!(early.number(), late.number());
}

#[test]
fn no_clock_lets_a_token_pass_twice() {
    let store = Arc::new(MemoryStore::new(10));
    let status_at = |now: u64, jti: &str, issued_at: u64| {
        let verifier = Arc::new(verifier());
        let replay = ReplayLayer::new(Arc::clone(&store), &verifier, move || now);
        let mut service =
            VerifyLayer::new(verifier, move || now).layer(replay.layer(Counting::of_status(200)));
        let authorization = token_at(issued_at).jti(jti).bearer(&our_secret(), b"{}");
        let request = Request::post("/").header("authorization", authorization).body(full("{}")).unwrap();
        call(&mut service, request).status().as_u16()
    };
    assert_eq!(status_at(NOW, "1", NOW), 200);
    // The second token, sent with the clock set forward, makes the store forget the first.
    assert_eq!(status_at(NOW + 421, "2", NOW + 121), 200);
    assert_eq!(store.len(), 1);
    for now in [NOW - 60, NOW, NOW + 300] {
        assert_eq!(status_at(now, "1", NOW), 409, "{now}");
    }
    assert_eq!(status_at(NOW + 121, "3", NOW + 121), 200, "a fresh token still passes");
}

fn token_at(issued_at: u64) -> vsw::sign::Token {
    vsw::sign::Token::issued_at(issued_at).api_key(API_KEY).application(crate::APPLICATION.parse().unwrap())
}

#[test]
fn a_key_is_the_account_the_token_and_the_rule() {
    let secret = our_secret();
    let slots = [API_KEY, "b2c3d4e"].map(|account| Slot::new(&secret, account).for_api_key(account));
    let verifier = slots.into_iter().fold(Verifier::builder(), Builder::slot).build().unwrap();
    let key = |account: &str| {
        let header = token().api_key(account).bearer(&secret, b"{}");
        let delivery = Delivery::post(&b"{}"[..]).with_header("Authorization", header.as_bytes());
        let verified: Verified<'_> = verifier.verify(&delivery, NOW).unwrap();
        let key = ReplayKey::of(&verified);
        assert_eq!((key.token_id(), key.payload_rule()), (verified.token_id(), PayloadRule::Raw));
        key
    };
    let keys = [API_KEY, "b2c3d4e"].map(key);
    assert_eq!([keys[0].api_key(), keys[1].api_key()], [Some(API_KEY), Some("b2c3d4e")]);
    assert_ne!(keys[0], keys[1]);
    assert_eq!(keys[0], key(API_KEY));
    assert!(!format!("{:?}", keys[0]).contains(&bearer(b"{}")["Bearer ".len()..]), "never the token");
}

#[test]
fn a_handler_that_never_answers_asks_nothing_more() {
    let store = Scripted::new(NEW, Behavior::Respond(()));
    let mut response = start(&mut stack(&store, &Counting::new(Answer::Never)), event());
    assert!(poll(&mut response).is_pending());
    assert_eq!(store.asked(), ["claim"]);
    drop(response);
    assert_eq!(store.asked(), ["claim", "release"]);
}
