//! Tests with a slow server.

use super::*;

/// The store's timeout in these tests: long enough for a busy machine.
const SHORT: Duration = Duration::from_millis(500);

fn impatient(server: &Server, clock: &Clock) -> Options {
    Options { timeout: SHORT, ..by_tcp(server, clock) }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "it measures how long claims wait")]
fn a_slow_store_is_down_after_its_timeout() {
    with_each(|program| {
        let (server, clock) = (Server::start(program, &[]), Clock::new(START));
        let store = started(impatient(&server, &clock));
        server.pause();
        let (began, late) = (Instant::now(), attempt("a", START, &clock));
        let error = claim(&store, &late).expect_err("it is slow");
        assert!(error.to_string().contains("within 0.5 s; check the address"), "{error}");
        assert!(began.elapsed() >= SHORT && began.elapsed() < SHORT * 40, "{:?}", began.elapsed());
        store.release(&late);
        let began = Instant::now();
        for _ in 0..100 {
            let error = claim(&store, &attempt("b", START, &clock)).expect_err("it is down");
            assert!(matches!(error, StoreError::Down(_)), "it waits for a response: {error:?}");
        }
        assert!(began.elapsed() < SHORT * 60, "{:?}", began.elapsed());
        until("it is reported", || !store.health().is_up);
        server.resume();
        until_up(&store);
        assert_eq!(store.health().detail, None, "nothing was lost");
        // The server executed the late claim. The next connection released it, so a retry passes.
        until("the token is free", || claim(&store, &attempt("a", START, &clock)).expect("up") == Claim::New);
        assert_eq!(store.left_pending(), 0);
    });
}

#[test]
fn a_stalled_store_is_noticed_without_claims() {
    with_each(|program| {
        let (server, clock) = (Server::start(program, &[]), Clock::new(START));
        let store = started(impatient(&server, &clock));
        server.pause();
        until("the heartbeat fails", || !store.health().is_up);
        server.resume();
        until_up(&store);
    });
}

#[test]
fn a_response_that_was_late_once_keeps_the_connection() {
    with_each(|program| {
        let (server, clock) = (Server::start(program, &[]), Clock::new(START));
        let store = started(impatient(&server, &clock));
        let clients = || {
            server.ask(&["INFO", "stats"]).lines().find_map(|line| {
                line.strip_prefix("total_connections_received:")
                    .and_then(|count| count.trim().parse::<u64>().ok())
            })
        };
        let before = clients().expect("a count");
        let link = store.0.shared.link().expect("up");
        // Simulates a process that is too slow to read the response.
        store.0.shared.failed(link.number, &StoreError::TimedOut(SHORT));
        until_up(&store);
        assert_eq!(store.0.shared.link().expect("up").number, link.number);
        assert!(clients().expect("a count") - before <= 1, "only the test's own connection is new");
    });
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the claim should reach the paused server before it resumes")]
fn what_a_stalled_store_does_later_frees_no_token_of_others() {
    with_each(|program| {
        let (server, clock) = (Server::start(program, &[]), Clock::new(START));
        let one = started(impatient(&server, &clock));
        let two = started(Options { timeout: Duration::from_secs(20), ..by_socket(&server, &clock) });
        for round in 0..5 {
            let name = format!("token {round}");
            let mine = attempt(&name, START, &clock);
            assert_eq!(claim(&one, &mine).expect("up"), Claim::New);
            server.pause();
            // The stalled server gets this release, and the next connection sends it again.
            one.release(&mine);
            until("the release is late", || one.0.shared.link().is_err());
            let theirs = attempt(&name, START, &clock);
            let claimed = std::thread::scope(|scope| {
                let waiting = scope.spawn(|| claim(&two, &theirs));
                std::thread::sleep(Duration::from_millis(20));
                server.resume();
                waiting.join().expect("a thread").expect("a response")
            });
            until_up(&one);
            settled(&one);
            if claimed == Claim::Pending {
                until("the token is free", || claim(&two, &theirs).expect("up") == Claim::New);
            }
            settled(&one);
            assert_eq!(claim(&one, &attempt(&name, START, &clock)).expect("up"), Claim::Pending);
        }
    });
}

#[test]
fn a_release_that_was_lost_with_its_connection_is_made_by_the_next() {
    with_each(|program| {
        let (server, clock) = (Server::start(program, &[]), Clock::new(START));
        let store = started(impatient(&server, &clock));
        let failed = attempt("a", START, &clock);
        assert_eq!(claim(&store, &failed).expect("up"), Claim::New);
        // The server drops waiting commands when their connection closes.
        assert_eq!(server.ask(&["CLIENT", "PAUSE", "1500", "WRITE"]), "+OK");
        store.release(&failed);
        until("the release is late", || store.0.shared.link().is_err());
        until_up(&store);
        settled(&store);
        assert_eq!(claim(&store, &attempt("a", START, &clock)).expect("up"), Claim::New);
    });
}

#[test]
fn a_release_finds_room_behind_many_seen_tokens() {
    with_each(|program| {
        let (server, clock) = (Server::start(program, &[]), Clock::new(START));
        let store = started(by_tcp(&server, &clock));
        let (done, failed) = (attempt("a", START, &clock), attempt("b", START, &clock));
        assert_eq!(claim(&store, &failed).expect("up"), Claim::New);
        server.pause();
        for _ in 0..2 * TASKS {
            store.0.later(Task::Seen(done.clone()));
        }
        store.release(&failed);
        server.resume();
        until_up(&store);
        settled(&store);
        assert_eq!(claim(&store, &attempt("b", START, &clock)).expect("up"), Claim::New);
        assert!(store.left_pending() > 0);
    });
}

#[test]
fn refused_claims_leave_nothing_to_release() {
    with_each(|program| {
        let (mut server, clock) = (Server::start(program, &[]), Clock::new(START));
        let store = started(by_tcp(&server, &clock));
        server.kill();
        for _ in 0..2 * TASKS {
            let refused = attempt("a", START, &clock);
            claim(&store, &refused).expect_err("it is down");
            store.release(&refused);
        }
        assert_eq!(store.left_pending(), 0);
        server.restart();
        until_up(&store);
    });
}

#[test]
fn a_dropped_store_sends_its_releases() {
    with_each(|program| {
        let (server, clock) = (Server::start(program, &[]), Clock::new(START));
        let store = started(by_tcp(&server, &clock));
        let attempts: Vec<Attempt> =
            (0..500).map(|number| attempt(&number.to_string(), START, &clock)).collect();
        for attempt in &attempts {
            assert_eq!(claim(&store, attempt).expect("up"), Claim::New);
        }
        for attempt in &attempts {
            store.release(attempt);
        }
        drop(store);
        assert_eq!(server.ask(&["DBSIZE"]), ":1", "the epoch is left");
    });
}
