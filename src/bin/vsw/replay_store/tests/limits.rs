//! Tests with servers that are full, evict keys, are too old, or cannot be used.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;

use super::*;

#[test]
fn a_full_store_is_reported_and_still_frees_tokens() {
    with_each(|program| {
        let (server, clock) = (Server::start(program, &[]), Clock::new(START));
        let store = started(by_socket(&server, &clock));
        let (done, failed) = (attempt("a", START, &clock), attempt("b", START, &clock));
        assert_eq!(claim(&store, &done).expect("up"), Claim::New);
        assert_eq!(claim(&store, &failed).expect("up"), Claim::New);
        server.ask(&["CONFIG", "SET", "maxmemory", "1"]);
        assert_eq!(claim(&store, &attempt("c", START, &clock)).expect("up"), Claim::Full);
        let detail = "the memory of the replay store is full; raise `maxmemory` of the store";
        assert_eq!(store.health().detail.as_deref(), Some(detail));
        let link = || store.0.shared.link().expect("up").number;
        let before = link();
        run(store.seen(&done)).expect("recorded");
        store.release(&failed);
        settled(&store);
        assert_eq!(link(), before, "the connection is not given up");
        assert_eq!(store.left_pending(), 1, "no room to make it seen");
        let two = started(by_socket(&server, &clock));
        assert_eq!(claim(&two, &attempt("c", START, &clock)).expect("up"), Claim::Full);
        server.ask(&["CONFIG", "SET", "maxmemory", "0"]);
        until("the heartbeat notices that there is room", || store.health().is_up);
        assert_eq!(claim(&store, &attempt("a", START, &clock)).expect("up"), Claim::Pending);
        assert_eq!(claim(&store, &attempt("b", START, &clock)).expect("up"), Claim::New);
        assert_eq!(claim(&store, &attempt("c", START, &clock)).expect("up"), Claim::New);
    });
}

#[test]
fn a_store_that_is_full_from_the_start_is_down_until_it_has_room() {
    with_each(|program| {
        let (server, clock) = (Server::start(program, &["--maxmemory", "1"]), Clock::new(START));
        let store = started(by_socket(&server, &clock));
        let health = store.health();
        assert!(!health.is_up && health.detail.as_ref().is_some_and(|detail| detail.contains("is full")));
        server.ask(&["CONFIG", "SET", "maxmemory", "0"]);
        until_up(&store);
    });
}

#[test]
fn a_policy_that_evicts_is_refused_at_startup_and_noticed_later() {
    with_each(|program| {
        let (server, clock) = (Server::start(program, &[]), Clock::new(START));
        let store = started(by_socket(&server, &clock));
        assert_eq!(claim(&store, &attempt("a", START, &clock)).expect("up"), Claim::New);
        server.ask(&["CONFIG", "SET", "maxmemory-policy", "allkeys-lru"]);
        until("the policy is noticed", || claim(&store, &attempt("b", START, &clock)).is_err());
        let health = store.health();
        assert!(
            !health.is_up && health.detail.as_ref().is_some_and(|detail| detail.contains("`allkeys-lru`"))
        );
        let error = SharedStore::start(by_socket(&server, &clock)).expect_err("it evicts");
        assert!(matches!(&error, StoreError::Eviction(policy) if policy == "allkeys-lru"), "{error}");
        assert!(error.is_permanent() && error.hint().contains("noeviction"), "{}", error.hint());
        server.ask(&["CONFIG", "SET", "maxmemory-policy", "noeviction"]);
        until_up(&store);
        assert_eq!(
            claim(&store, &attempt("a", START, &clock)).expect("up"),
            Claim::Pending,
            "nothing is lost"
        );
    });
}

#[test]
fn too_few_replicas_are_a_failure() {
    with_each(|program| {
        let (server, clock) = (Server::start(program, &[]), Clock::new(START));
        let store = started(by_socket(&server, &clock));
        server.ask(&["CONFIG", "SET", "min-replicas-to-write", "1"]);
        let refused = claim(&store, &attempt("a", START, &clock)).expect_err("no replica");
        assert!(refused.to_string().contains("NOREPLICAS"), "{refused}");
        until("it is reported", || !store.health().is_up);
        server.ask(&["CONFIG", "SET", "min-replicas-to-write", "0"]);
        until_up(&store);
        assert_eq!(claim(&store, &attempt("a", START, &clock)).expect("up"), Claim::New);
    });
}

#[test]
fn a_key_of_another_program_is_a_failure() {
    with_each(|program| {
        let (server, clock) = (Server::start(program, &[]), Clock::new(START));
        let store = started(by_socket(&server, &clock));
        for (name, command) in [("a", ["SET", "KEY", "other"]), ("b", ["LPUSH", "KEY", "s"])] {
            let attempt = attempt(name, START, &clock);
            let key = store.0.commands.key(attempt.key());
            server.ask(&command.map(|word| if word == "KEY" { key.as_str() } else { word }));
            until_up(&store);
            claim(&store, &attempt).expect_err("another program's key");
            store.release(&attempt);
            until_up(&store);
            settled(&store);
            assert_eq!(server.ask(&["EXISTS", &key]), ":1");
        }
    });
}

#[test]
fn a_cluster_is_refused_with_any_database() {
    with_each(|program| {
        // The default cluster port, the server's port plus 10,000, may be in use.
        let port = server::free_port().to_string();
        let cluster = ["--cluster-enabled", "yes", "--cluster-port", &port];
        let (server, clock) = (Server::start(program, &cluster), Clock::new(START));
        for database in ["", "/1"] {
            let address = format!("redis://127.0.0.1:{}{database}", server.port);
            let error = SharedStore::start(options(&address, &clock)).expect_err("a cluster");
            assert!(matches!(error, StoreError::Cluster), "{database}: {error:?}");
        }
    });
}

/// Starts a store with a server that gives this response to every request.
fn against(response: &str) -> Result<SharedStore, StoreError> {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a listener");
    let port = listener.local_addr().expect("an address").port();
    let response = response.to_owned();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            let mut request = [0; 1024];
            while stream.read(&mut request).is_ok_and(|length| length > 0) {
                if stream.write_all(response.as_bytes()).is_err() {
                    break;
                }
            }
        }
    });
    SharedStore::start(options(&format!("redis://127.0.0.1:{port}"), &Clock::new(START)))
}

#[test]
fn version_6_is_refused() {
    let info = "redis_version:6.2.14\r\nrole:master\r\nmaxmemory_policy:noeviction\r\nrun_id:ab\r\n";
    let error = against(&format!("${}\r\n{info}\r\n", info.len())).expect_err("it is too old");
    assert!(matches!(&error, StoreError::Version(version) if version == "6.2.14"), "{error}");
    assert!(error.is_permanent());
}

#[test]
fn another_kind_of_server_is_refused() {
    for response in ["HTTP/1.1 400 Bad Request\r\n\r\n", "+OK\r\n", "$2\r\nab\r\n"] {
        let error = against(response).expect_err("not a store");
        assert!(matches!(error, StoreError::Foreign(_)) && error.is_permanent(), "{error:?}");
    }
    let down = against("-LOADING Redis is loading the dataset in memory\r\n").expect("it may come");
    assert!(!down.health().is_up);
}
