//! Tests which targets may get deliveries.

use super::*;

fn parse(url: &str) -> Result<Target, TargetError> {
    Target::parse(url, &["handler.example".to_owned(), "192.0.2.1".to_owned()])
}

#[test]
fn s6_only_this_machine_and_named_hosts_by_https_get_deliveries() {
    for url in [
        "http://127.0.0.1:3000",
        "http://127.9.9.9/",
        "http://[::1]:3000/base",
        "http://localhost:3000",
        "HTTP://LOCALHOST",
        "https://127.0.0.1",
        "https://handler.example",
        "https://HANDLER.example:8443/base",
        "https://192.0.2.1/",
        "unix:/run/handler.sock",
    ] {
        assert!(parse(url).is_ok(), "{url}: {:?}", parse(url));
    }
    for url in [
        "http://handler.example/",
        "http://192.0.2.1/",
        "https://other.example/",
        "https://handler.example.evil/",
        "https://handler.example@evil/",
        "https://handler.example./",
        "https://handler.example%2eevil/",
        "http://127.0.0.1@evil/",
        "http://127.0.0.1.evil/",
        "http://127.1:3000",
        "http://0x7f.1",
        "http://2130706433",
        "http://0.0.0.0:3000",
        "http://[::]:3000",
        "http://[::ffff:192.0.2.1]",
        "http://[::ffff:127.0.0.1]:3000",
        "http://%6cocalhost:3000",
        "http://127.0.0.1%00.evil",
        "http://127.0.0.1\t.evil",
        "http://127.0.0.1\\@evil/",
        "https://192.0.2.1.",
        "https://[::ffff:192.0.2.1]/",
        "http://localhost.:3000",
        "http://localhost.evil",
        "http://evil\\@127.0.0.1",
        "ftp://127.0.0.1",
        "127.0.0.1:3000",
        "http:127.0.0.1",
        "http://127.0.0.1:0",
        "http://127.0.0.1:3000/?x=1",
        "http://127.0.0.1:3000/#x",
        "",
    ] {
        assert!(parse(url).is_err(), "{url}: {:?}", parse(url));
    }
}

#[test]
fn s6_a_host_is_named_exactly_and_without_its_port() {
    for (owned, url, is_owned) in [
        ("handler.example", "https://handler.example:8443/x", true),
        ("Handler.Example", "https://handler.example", true),
        ("handler.example:8443", "https://handler.example:8443", false),
        ("https://handler.example", "https://handler.example", false),
        ("example", "https://handler.example", false),
        ("*.example", "https://handler.example", false),
        ("", "https://handler.example", false),
        ("handler.example", "https://sub.handler.example", false),
        ("handler.example", "http://handler.example", false),
    ] {
        let owned = [owned.to_owned()];
        assert_eq!(Target::parse(url, &owned).is_ok(), is_owned, "{owned:?} {url}");
        assert_eq!(Target::of_handler(url, &owned).is_ok(), is_owned, "{owned:?} {url}");
    }
}

#[test]
fn s6_the_path_of_a_handler_is_no_part_of_its_host() {
    let place = |url: &str| Target::of_handler(url, &[]).map(|(target, path)| (target.authority, path));
    for (url, path) in [
        ("http://127.0.0.1:3000", None),
        ("http://127.0.0.1:3000/", Some("/")),
        ("http://127.0.0.1:3000/hook/?a=1", Some("/hook/?a=1")),
        ("http://127.0.0.1:3000?a=@evil", Some("/?a=@evil")),
        ("http://127.0.0.1:3000/@evil", Some("/@evil")),
    ] {
        assert_eq!(place(url), Ok(("127.0.0.1:3000".to_owned(), path.map(str::to_owned))), "{url}");
    }
    for url in
        ["http://127.0.0.1/#x", "http://127.0.0.1/ä", "http://127.0.0.1/ x", "http://127.0.0.1@evil/?x"]
    {
        assert!(place(url).is_err(), "{url}");
    }
}

#[test]
fn s6_an_upstream_elsewhere_needs_tls_or_a_trusted_network() {
    let upstream = |url| Target::of_upstream(url, Plaintext::Refused);
    for url in ["http://127.0.0.1:3000", "https://handler.example/base", "unix:/run/handler.sock"] {
        assert!(upstream(url).is_ok(), "{url}");
    }
    for url in ["http://handler.example", "HTTP://192.0.2.1:3000/", "http://handler"] {
        assert!(matches!(upstream(url), Err(TargetError::Plaintext { .. })), "{url}");
    }
    for (url, port, authority) in [
        ("http://handler.example/base", 80, "handler.example"),
        ("http://handler.example:3000", 3000, "handler.example:3000"),
        ("http://handler.example:443", 443, "handler.example:443"),
        ("http://handler.example:80", 80, "handler.example"),
    ] {
        let target = Target::of_upstream(url, Plaintext::Allowed).expect("a target");
        let place = Place::Host { name: "handler.example".to_owned(), port };
        assert_eq!((target.place, target.has_tls, target.authority.as_str()), (place, false, authority));
    }
    let by_address = Target::of_upstream("http://192.0.2.1/", Plaintext::Allowed).expect("a target");
    assert_eq!(by_address.place, Place::Addresses(vec![([192, 0, 2, 1], 80).into()]));
    for url in
        ["http://user@handler.example", "http://handler.example?x", "ftp://handler.example", "http://0x7f.1"]
    {
        assert!(Target::of_upstream(url, Plaintext::Allowed).is_err(), "{url}");
    }
}

#[test]
fn a_base_path_has_no_final_slash() {
    let base = |url: &str| parse(url).map(|target| target.base);
    assert_eq!(base("http://127.0.0.1"), Ok(String::new()));
    assert_eq!(base("http://127.0.0.1/"), Ok(String::new()));
    assert_eq!(base("http://127.0.0.1/a/b/"), Ok("/a/b".to_owned()));
}

#[test]
fn localhost_is_both_loopback_addresses() {
    let Ok(Target { place: Place::Addresses(addresses), .. }) = parse("http://localhost:3000") else {
        panic!("localhost has addresses")
    };
    assert_eq!(
        addresses.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["127.0.0.1:3000", "[::1]:3000"]
    );
}

#[test]
fn k2_no_message_repeats_user_info() {
    for url in ["http://user:hunter22@127.0.0.1:3000", "https://a@hunter22@h.example/x", "ftp://hunter22@h"] {
        for error in [Target::parse(url, &[]), Target::of_upstream(url, Plaintext::Allowed)] {
            let error = error.expect_err(url);
            assert!(!format!("{error} {error:?} {}", error.hint()).contains("hunter22"), "{error}");
        }
    }
}
