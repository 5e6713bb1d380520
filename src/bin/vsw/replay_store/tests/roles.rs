//! Tests with a server that is or was a replica.

use super::*;

fn replicate(replica: &Server, primary: &Server) {
    replica.ask(&["REPLICAOF", "127.0.0.1", &primary.port.to_string()]);
    until("the replica is in sync", || {
        replica.ask(&["INFO", "replication"]).contains("master_link_status:up")
    });
}

fn promote(replica: &Server) {
    assert_eq!(replica.ask(&["REPLICAOF", "NO", "ONE"]), "+OK");
}

fn assert_forgotten(store: &SharedStore, clock: &Clock) {
    until_reborn(store);
    let refused = claim(store, &attempt("a", START, clock)).expect_err("may be forgotten");
    assert!(matches!(refused, StoreError::MaybeForgotten), "{refused}");
    assert_eq!(claim(store, &attempt("later", START + 61, clock)).expect("up"), Claim::New);
}

#[test]
fn a_replica_is_down_and_a_demoted_primary_is_noticed() {
    with_each(|program| {
        let (one, two) = (Server::start(program, &[]), Server::start(program, &[]));
        let clock = Clock::new(START);
        let store = started(by_socket(&one, &clock));
        let (known, failed) = (attempt("a", START, &clock), attempt("b", START, &clock));
        assert_eq!(claim(&store, &known).expect("up"), Claim::New);
        assert_eq!(claim(&store, &failed).expect("up"), Claim::New);
        replicate(&one, &two);
        let refused = claim(&store, &attempt("c", START, &clock)).expect_err("it is read-only");
        assert!(matches!(refused, StoreError::Replica | StoreError::Lost | StoreError::Down(_)), "{refused}");
        until("its reason is reported", || {
            store
                .health()
                .detail
                .is_some_and(|detail| detail.contains("; in `--replay-store`, use an address"))
        });
        // The start does not fail, because the replica may be about to be promoted.
        let second = started(by_socket(&one, &clock));
        assert!(!second.health().is_up);
        promote(&one);
        assert_forgotten(&store, &clock);
        until_up(&second);
    });
}

#[test]
fn a_demoted_primary_is_noticed_without_claims() {
    with_each(|program| {
        let (one, two) = (Server::start(program, &[]), Server::start(program, &[]));
        let clock = Clock::new(START);
        let store = started(by_socket(&one, &clock));
        replicate(&one, &two);
        until("the heartbeat notices it", || !store.health().is_up);
    });
}

#[test]
fn a_failover_counts_as_a_loss() {
    with_each(|program| {
        let (mut one, two) = (Server::start(program, &[]), Server::start(program, &[]));
        let (clock, directory) = (Clock::new(START), tempfile::tempdir().expect("a directory"));
        // The store's address is this link, which is moved to the new primary.
        let current = directory.path().join("current");
        std::os::unix::fs::symlink(one.socket(), &current).expect("a link");
        let store = started(options(&format!("unix:{}", current.display()), &clock));
        replicate(&two, &one);
        assert_eq!(claim(&store, &attempt("a", START, &clock)).expect("up"), Claim::New);
        until("the token is replicated", || two.ask(&["DBSIZE"]) == ":2");
        one.kill();
        std::fs::remove_file(&current).expect("the link");
        promote(&two);
        std::os::unix::fs::symlink(two.socket(), &current).expect("a link");
        assert!(claim(&store, &attempt("b", START, &clock)).is_err());
        assert_forgotten(&store, &clock);
        let epoch = two.ask(&["GET", "vsw:epoch"]);
        assert!(epoch.contains(&format!(" {START} ")), "{epoch}");
    });
}

#[test]
fn a_server_that_was_a_replica_while_no_gateway_watched_has_lost_tokens() {
    with_each(|program| {
        let (one, two) = (Server::start(program, &[]), Server::start(program, &[]));
        let clock = Clock::new(START);
        drop(started(by_socket(&one, &clock)));
        replicate(&two, &one);
        promote(&two);
        // `one` loses this token when it replicates `two`.
        one.ask(&["SET", "vsw:a token", "s"]);
        replicate(&one, &two);
        promote(&one);
        assert_eq!(one.ask(&["EXISTS", "vsw:a token"]), ":0");
        assert!(one.ask(&["GET", "vsw:epoch"]).contains(" 0 "), "the epoch is the old one");
        assert_forgotten(&started(by_socket(&one, &clock)), &clock);
    });
}

#[test]
fn a_new_replica_of_the_primary_changes_nothing() {
    with_each(|program| {
        let (one, two) = (Server::start(program, &[]), Server::start(program, &[]));
        let clock = Clock::new(START);
        let store = started(by_socket(&one, &clock));
        replicate(&two, &one);
        drop(two);
        let second = started(by_socket(&one, &clock));
        assert_eq!(claim(&second, &attempt("a", START, &clock)).expect("up"), Claim::New);
        assert_eq!(claim(&store, &attempt("a", START, &clock)).expect("up"), Claim::Pending);
    });
}
