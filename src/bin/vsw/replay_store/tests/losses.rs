//! Tests with a server that loses tokens: killed, restarted, flushed, or evicting.

use super::*;

/// The last signing time that is refused after a loss at `START`: later by the maximum clock skew, 60 s.
const REFUSED_UNTIL: u64 = START + 60;

/// Asserts that the store refuses tokens that it may have forgotten, and accepts later ones.
fn assert_reborn(store: &SharedStore, clock: &Clock, known: &Attempt) {
    until_reborn(store);
    let health = store.health();
    assert!(!health.is_up, "{health:?}");
    let detail = health.detail.expect("a detail");
    assert!(detail.ends_with("until 2020-04-21T18:50:30Z are refused"), "{detail}");
    for (name, issued_at) in [("a", START), ("late", REFUSED_UNTIL)] {
        let refused = claim(store, &attempt(name, issued_at, clock)).expect_err("may be forgotten");
        assert!(matches!(refused, StoreError::MaybeForgotten), "{refused}");
    }
    store.release(known);
    let later = attempt("later", REFUSED_UNTIL + 1, clock);
    assert_eq!(claim(store, &later).expect("up"), Claim::New);
    clock.set(REFUSED_UNTIL);
    assert!(!store.health().is_up, "tokens of this second are refused");
    clock.set(REFUSED_UNTIL + 1);
    assert!(store.health().is_up);
}

fn with_a_token(server: &Server, clock: &Clock) -> (SharedStore, Attempt) {
    let store = started(by_socket(server, clock));
    let known = attempt("a", START, clock);
    assert_eq!(claim(&store, &known).expect("up"), Claim::New);
    (store, known)
}

#[test]
fn a_killed_store_fails_at_once_and_comes_back_without_what_it_forgot() {
    with_each(|program| {
        let (mut server, clock) = (Server::start(program, &[]), Clock::new(START));
        let (store, known) = with_a_token(&server, &clock);
        let two = started(by_tcp(&server, &clock));
        server.kill();
        assert!(claim(&store, &attempt("b", START, &clock)).is_err());
        for _ in 0..100 {
            let down = claim(&store, &attempt("b", START, &clock)).expect_err("it is down");
            assert!(matches!(down, StoreError::Down(_)), "{down}");
        }
        assert!(!store.health().is_up);
        server.restart();
        until_reborn(&two);
        assert_reborn(&store, &clock, &known);
        assert!(matches!(
            claim(&two, &attempt("a", START, &clock)).expect_err("noticed by both"),
            StoreError::MaybeForgotten
        ));
    });
}

#[test]
fn a_store_that_cannot_be_reached_at_first_is_down_until_it_comes() {
    with_each(|program| {
        let (mut server, clock) = (Server::start(program, &[]), Clock::new(START));
        server.kill();
        let store = started(by_tcp(&server, &clock));
        let health = store.health();
        assert!(!health.is_up && health.detail.is_some_and(|detail| detail.contains("cannot connect")));
        assert!(claim(&store, &attempt("a", START, &clock)).is_err());
        server.restart();
        until_up(&store);
        assert!(store.health().is_up, "{:?}", store.health());
        assert_eq!(claim(&store, &attempt("a", START, &clock)).expect("up"), Claim::New);
    });
}

#[test]
fn a_flush_is_noticed_by_the_next_claim() {
    with_each(|program| {
        for flush in ["FLUSHALL", "FLUSHDB"] {
            let (server, clock) = (Server::start(program, &[]), Clock::new(START));
            let (store, known) = with_a_token(&server, &clock);
            server.ask(&[flush]);
            let again = attempt("a", START, &clock);
            let lost = claim(&store, &again).expect_err("noticed");
            assert!(matches!(lost, StoreError::Lost | StoreError::Down(_)), "{lost}");
            store.release(&again);
            assert_reborn(&store, &clock, &known);
        }
    });
}

#[test]
fn a_process_that_starts_right_after_a_flush_waits_for_one_that_knows() {
    with_each(|program| {
        let (server, clock) = (Server::start(program, &[]), Clock::new(START));
        let (_store, known) = with_a_token(&server, &clock);
        server.ask(&["FLUSHALL"]);
        let two = started(by_tcp(&server, &clock));
        let refused = claim(&two, &attempt("a", START, &clock)).expect_err("may be forgotten");
        assert!(matches!(refused, StoreError::MaybeForgotten), "{refused}");
        assert_reborn(&two, &clock, &known);
    });
}

#[test]
fn a_first_start_refuses_nothing_and_reports_an_empty_store() {
    with_each(|program| {
        let (server, clock) = (Server::start(program, &[]), Clock::new(START));
        let store = started(by_socket(&server, &clock));
        let empty = StoreHealth {
            is_up: true,
            detail: Some(
                "the replay store was empty: it is new, or it lost the tokens of earlier deliveries"
                    .to_owned(),
            ),
        };
        assert_eq!(store.health(), empty);
        assert_eq!(claim(&store, &attempt("a", START - 400, &clock)).expect("up"), Claim::New);
        let two = started(by_socket(&server, &clock));
        assert_eq!(two.health(), StoreHealth { is_up: true, detail: None });
        assert_eq!(claim(&two, &attempt("a", START - 400, &clock)).expect("up"), Claim::Pending);
        until("the heartbeat counts keys", || store.held() == 2);
    });
}

#[test]
fn a_restart_with_its_data_counts_as_a_loss() {
    with_each(|program| {
        let arguments = ["--appendonly", "yes", "--appendfsync", "always"];
        let (mut server, clock) = (Server::start(program, &arguments), Clock::new(START));
        let (store, known) = with_a_token(&server, &clock);
        server.kill();
        server.restart();
        assert!(server.ask(&["GET", &store.0.commands.key(known.key())]).starts_with("p:"));
        assert_reborn(&store, &clock, &known);
        drop(store);
        // A new process must notice the second restart too.
        clock.set(START + 100);
        server.kill();
        server.restart();
        let two = started(by_tcp(&server, &clock));
        let refused = claim(&two, &attempt("b", START + 160, &clock)).expect_err("may be forgotten");
        assert!(matches!(refused, StoreError::MaybeForgotten), "{refused}");
        assert_eq!(claim(&two, &attempt("b", START + 161, &clock)).expect("up"), Claim::New);
    });
}

#[test]
fn an_eviction_between_two_heartbeats_is_noticed() {
    with_each(|program| {
        let (server, clock) = (Server::start(program, &[]), Clock::new(START));
        let (store, known) = with_a_token(&server, &clock);
        // This policy evicts only keys that expire: tokens, but not the key whose change would show a loss. So only
        // the server's count of evictions shows it.
        server.ask(&["CONFIG", "SET", "maxmemory-policy", "volatile-ttl", "maxmemory", "1"]);
        server.ask(&["SET", "another", "key"]);
        server.ask(&["CONFIG", "SET", "maxmemory-policy", "noeviction", "maxmemory", "0"]);
        assert_eq!(server.ask(&["EXISTS", &store.0.commands.key(known.key())]), ":0");
        until("the eviction is noticed", || !store.health().is_up);
        assert_reborn(&store, &clock, &known);
    });
}

#[test]
fn clocks_that_differ_by_a_minute_open_no_window() {
    with_each(|program| {
        let (server, clock) = (Server::start(program, &[]), Clock::new(START));
        let slow = Clock::new(START - 60);
        let (one, known) = with_a_token(&server, &clock);
        let behind = |skew| Options { max_skew: skew, ..by_tcp(&server, &slow) };
        let (two, three) = (started(behind(60)), started(behind(0)));
        server.ask(&["FLUSHALL"]);
        // The gateways whose clocks are behind notice the loss first.
        for store in [&two, &three] {
            assert!(claim(store, &attempt("b", START, &slow)).is_err());
            until_up(store);
            let refused = claim(store, &attempt("a", START, &slow)).expect_err("may be forgotten");
            assert!(matches!(refused, StoreError::MaybeForgotten), "{refused}");
        }
        let again = claim(&one, &attempt("a", START, &clock)).expect_err("may be forgotten");
        assert!(
            matches!(again, StoreError::Lost | StoreError::MaybeForgotten | StoreError::Down(_)),
            "{again}"
        );
        assert_reborn(&one, &clock, &known);
    });
}
