//! Tests of claims, releases and seen tokens in a working store.

use super::*;

#[test]
fn one_of_a_thousand_concurrent_claims_by_four_stores_gets_the_token() {
    with_each(|program| {
        let (server, clock) = (Server::start(program, &[]), Clock::new(START));
        let addresses = [by_socket, by_tcp, by_socket, by_tcp];
        let stores: Vec<SharedStore> =
            addresses.iter().map(|options| started(options(&server, &clock))).collect();
        for round in 0..5 {
            let name = format!("token {round}");
            let threads: Vec<_> = stores
                .iter()
                .map(|store| {
                    let (store, clock, name) = (store.clone(), clock.clone(), name.clone());
                    std::thread::spawn(move || {
                        let attempts: Vec<Attempt> =
                            (0..250).map(|_| attempt(&name, START, &clock)).collect();
                        run(async {
                            let claims = attempts.iter().map(|attempt| store.claim(attempt));
                            futures_util::future::join_all(claims).await
                        })
                    })
                })
                .collect();
            let claims = threads.into_iter().flat_map(|thread| thread.join().expect("a thread"));
            let claims: Vec<Claim> = claims.map(|claim| claim.expect("a response")).collect();
            assert_eq!(claims.len(), 1_000);
            assert_eq!(claims.iter().filter(|claim| **claim == Claim::New).count(), 1);
            assert_eq!(claims.iter().filter(|claim| **claim == Claim::Pending).count(), 999);
        }
    });
}

#[test]
fn a_release_frees_only_its_own_token() {
    with_each(|program| {
        let (server, clock) = (Server::start(program, &[]), Clock::new(START));
        let (one, two) = (started(by_socket(&server, &clock)), started(by_tcp(&server, &clock)));
        let (mine, theirs) = (attempt("a", START, &clock), attempt("a", START, &clock));
        assert_eq!(claim(&one, &mine).expect("up"), Claim::New);
        assert_eq!(claim(&two, &theirs).expect("up"), Claim::Pending);
        two.release(&theirs);
        // Each process numbers its own attempts, so another process may have an attempt with the number of
        // `mine`. The release of that attempt, here by `two`, must not free the token of `mine`.
        two.0.later(Task::Release(mine.clone()));
        settled(&two);
        assert_eq!(claim(&two, &theirs).expect("up"), Claim::Pending);
        one.release(&mine);
        settled(&one);
        assert_eq!(claim(&two, &theirs).expect("up"), Claim::New);
        // A late release must not free the token of another attempt.
        one.0.later(Task::Release(mine));
        settled(&one);
        assert_eq!(claim(&one, &attempt("a", START, &clock)).expect("up"), Claim::Pending);
    });
}

#[test]
fn a_seen_token_stays_seen() {
    with_each(|program| {
        let (server, clock) = (Server::start(program, &[]), Clock::new(START));
        let (one, two) = (started(by_socket(&server, &clock)), started(by_socket(&server, &clock)));
        let mine = attempt("a", START, &clock);
        assert_eq!(claim(&one, &mine).expect("up"), Claim::New);
        // If this process is killed now, the token must stay: the handler may already have received the delivery.
        assert_kept_for_the_window(&server, &one.0.commands.key(mine.key()));
        run(one.seen(&mine)).expect("recorded");
        settled(&one);
        one.release(&mine);
        one.0.later(Task::Release(mine.clone()));
        settled(&one);
        for store in [&one, &two] {
            assert_eq!(claim(store, &attempt("a", START, &clock)).expect("up"), Claim::Seen);
            assert_eq!(claim(store, &attempt("b", START, &clock)).expect("up"), Claim::New);
            let other = attempt("b", START, &clock);
            assert_eq!(claim(store, &other).expect("up"), Claim::Pending);
            store.release(&other);
            server.ask(&["DEL", &one.0.commands.key(other.key())]);
        }
        let key = one.0.commands.key(mine.key());
        assert_kept_for_the_window(&server, &key);
        assert!(key.starts_with("vsw:a1b2c3d4:body:"), "{key}");
        // A late `Seen` must not record the token again after it expired.
        server.ask(&["DEL", &key]);
        one.0.later(Task::Seen(mine));
        settled(&one);
        assert_eq!(server.ask(&["EXISTS", &key]), ":0");
    });
}

fn assert_kept_for_the_window(server: &Server, key: &str) {
    let left: u64 = server.ask(&["PTTL", key]).trim_start_matches(':').parse().expect("a time");
    let whole = (WINDOW + 1) * 1_000;
    assert!(left <= whole && left > whole - 20_000, "{key} is kept for {left} ms");
}
