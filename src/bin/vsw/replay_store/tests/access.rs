//! Tests of the replay store's passwords, permissions, databases and TLS.

use rcgen::{CertificateParams, KeyPair};

use super::*;

const PASSWORD: &str = "correct horse";
/// The commands that `StoreError::Permission` names in its hint.
const COMMANDS: [&str; 7] = ["+multi", "+exec", "+get", "+set", "+del", "+eval", "+info"];

fn by_tls(port: u16, clock: &Clock) -> Options {
    options(&format!("rediss://127.0.0.1:{port}"), clock)
}

fn with_password(options: Options, password: &str) -> Options {
    Options { password: Some(Secret::new(password)), ..options }
}

fn permit(server: &Server, commands: &[&str]) {
    let password = format!(">{PASSWORD}");
    let rules = ["ACL", "SETUSER", "vsw", "reset", "on", &password, "~vsw:*", "resetchannels", "-@all"];
    assert_eq!(server.ask(&[&rules[..], commands].concat()), "+OK");
}

#[test]
fn a_wrong_or_missing_password_is_refused() {
    with_each(|program| {
        let (server, clock) = (Server::start(program, &["--requirepass", PASSWORD]), Clock::new(START));
        let store = started(with_password(by_socket(&server, &clock), PASSWORD));
        assert_eq!(claim(&store, &attempt("a", START, &clock)).expect("up"), Claim::New);
        let error = SharedStore::start(with_password(by_tcp(&server, &clock), "hunter2")).expect_err("wrong");
        assert!(matches!(error, StoreError::WrongPassword) && error.is_permanent(), "{error:?}");
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
        let error = SharedStore::start(by_tcp(&server, &clock)).expect_err("missing");
        assert!(matches!(error, StoreError::NoPassword) && error.is_permanent(), "{error:?}");
    });
}

#[test]
fn invalid_options_are_refused() {
    let (clock, address) = (Clock::new(START), "redis://vsw@127.0.0.1:1");
    let error = SharedStore::start(options(address, &clock)).expect_err("no password");
    assert!(matches!(error, StoreError::UserWithoutPassword(_)), "{error:?}");
    let password = Some(Secret::new([0xff]));
    let error = SharedStore::start(Options { password, ..options(address, &clock) }).expect_err("not text");
    assert!(matches!(error, StoreError::NotText), "{error:?}");
    for prefix in ["", "a b", "a*", &"a".repeat(65)] {
        let prefix = prefix.to_owned();
        let options = Options { prefix, ..options("redis://127.0.0.1:1", &clock) };
        let error = SharedStore::start(options).expect_err("a prefix");
        assert!(matches!(error, StoreError::Prefix(_)), "{error:?}");
    }
}

#[test]
fn the_documented_permissions_suffice_and_each_is_needed() {
    with_each(|program| {
        let (server, clock) = (Server::start(program, &[]), Clock::new(START));
        let as_user = |text: &str| with_password(options(text, &clock), PASSWORD);
        let address = format!("redis://vsw@127.0.0.1:{}", server.port);
        permit(&server, &COMMANDS);
        let store = started(as_user(&address));
        let (done, failed) = (attempt("a", START, &clock), attempt("b", START, &clock));
        for attempt in [&done, &failed] {
            assert_eq!(claim(&store, attempt).expect("up"), Claim::New);
        }
        run(store.seen(&done)).expect("recorded");
        store.release(&failed);
        settled(&store);
        assert_eq!(claim(&store, &attempt("a", START, &clock)).expect("up"), Claim::Seen);
        assert_eq!(claim(&store, &attempt("b", START, &clock)).expect("up"), Claim::New);
        assert!(
            COMMANDS.iter().all(|command| StoreError::Permission(String::new()).hint().contains(command))
        );
        for missing in COMMANDS {
            let others: Vec<&str> = COMMANDS.into_iter().filter(|command| *command != missing).collect();
            permit(&server, &others);
            let error = SharedStore::start(as_user(&address)).expect_err(missing);
            assert!(
                matches!(error, StoreError::Permission(_)) && error.is_permanent(),
                "{missing}: {error:?}"
            );
        }
        permit(&server, &COMMANDS);
        let prefix = "other".to_owned();
        let error =
            SharedStore::start(Options { prefix, ..as_user(&address) }).expect_err("a foreign prefix");
        assert!(matches!(error, StoreError::Permission(_)), "{error:?}");
        let in_database = format!("{address}/3");
        let error = SharedStore::start(as_user(&in_database)).expect_err("another database");
        assert!(matches!(error, StoreError::Database(_)) && error.is_permanent(), "{error:?}");
        permit(&server, &[&COMMANDS[..], &["+select"]].concat());
        let other = started(as_user(&in_database));
        assert_eq!(claim(&other, &attempt("a", START, &clock)).expect("up"), Claim::New, "it is not shared");
        until("keys are counted", || other.held() == 2);
    });
}

#[test]
fn a_password_that_is_withdrawn_takes_the_store_down() {
    with_each(|program| {
        let (server, clock) = (Server::start(program, &[]), Clock::new(START));
        permit(&server, &COMMANDS);
        let address = format!("redis://vsw@127.0.0.1:{}", server.port);
        let store = started(with_password(options(&address, &clock), PASSWORD));
        server.ask(&["ACL", "SETUSER", "vsw", "resetpass", ">another"]);
        server.ask(&["CLIENT", "KILL", "USER", "vsw"]);
        until("it is refused", || {
            store.health().detail.is_some_and(|detail| detail.contains("refused the user or the password"))
        });
        permit(&server, &COMMANDS);
        until_up(&store);
    });
}

#[test]
fn tls_trusts_only_the_named_authority() {
    let mut tested = 0;
    with_each(|program| {
        let (key, names) = (KeyPair::generate().expect("a key"), vec!["127.0.0.1".to_owned()]);
        let certificate =
            CertificateParams::new(names).expect("parameters").self_signed(&key).expect("signed");
        let directory = tempfile::tempdir().expect("a directory");
        let [certificate_file, key_file] = ["certificate", "key"].map(|name| directory.path().join(name));
        std::fs::write(&certificate_file, certificate.pem()).expect("written");
        std::fs::write(&key_file, key.serialize_pem()).expect("written");
        let (server, clock) = (Server::start(program, &[]), Clock::new(START));
        let port = server::free_port().to_string();
        let [certificate, key] = [&certificate_file, &key_file].map(|path| path.display().to_string());
        let response = server.ask(&[
            "CONFIG",
            "SET",
            "tls-auth-clients",
            "no",
            "tls-ca-cert-file",
            &certificate,
            "tls-cert-file",
            &certificate,
            "tls-key-file",
            &key,
            "tls-port",
            &port,
        ]);
        if response.contains("Unknown option") {
            return;
        }
        assert_eq!(response, "+OK");
        let address = |host: &str| options(&format!("rediss://{host}:{port}"), &clock);
        let trusting = |host: &str| Options { ca_file: Some(certificate_file.clone()), ..address(host) };
        let store = started(trusting("127.0.0.1"));
        assert_eq!(claim(&store, &attempt("a", START, &clock)).expect("up"), Claim::New);
        let down = |options, reason: &str| {
            let detail = started(options).health().detail.expect("a detail");
            assert!(detail.contains(reason), "{detail}");
        };
        let named =
            format!("`rediss://127.0.0.1:{port}`: its certificate is not issued by a trusted authority");
        down(address("127.0.0.1"), &named);
        down(
            address("127.0.0.1"),
            "; if a private authority issued the certificate, pass `--replay-ca-file FILE`",
        );
        down(trusting("localhost"), "for another host");
        let plain = options(&format!("redis://127.0.0.1:{port}"), &clock);
        down(plain, "closed the connection; check the store's log, and the scheme");
        let plain_port = Options { ca_file: Some(certificate_file.clone()), ..by_tls(server.port, &clock) };
        down(plain_port, "no response within 1 s; start the store, and check the address");
        tested += 1;
    });
    // A server built without TLS was skipped above, such as the one in PyPI's Valkey package.
    assert!(tested > 0 || server::programs().is_empty(), "a server with TLS is needed");
}
