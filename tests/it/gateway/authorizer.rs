//! Tests `vsw gateway --ext-authz`: the responses to a proxy that forwards requests itself.

use std::time::Duration;

use super::get;
use crate::env::TestEnv;
use crate::listen::{Listener, ask};

fn with(request: &[u8], header: &str) -> Vec<u8> {
    let text = String::from_utf8(request.to_vec()).expect("UTF-8");
    text.replacen("\r\n", &format!("\r\n{header}\r\n"), 1).into_bytes()
}

#[test]
fn a_proxy_that_asks_gets_a_verdict_and_what_was_verified() {
    let gateway =
        Listener::of(TestEnv::new(), &["gateway"], &["--ext-authz", "127.0.0.1:0", "--metrics", "0"]);
    assert!(gateway.listening["address"].is_null(), "nothing is forwarded without --upstream");
    let address = gateway.listening["ext_authz"].as_str().expect("an address");
    let address = address.strip_prefix("http://").expect("an origin");
    let genuine = gateway.signed(&["--event", "answered"]);
    let allowed = ask(address, &with(&genuine, "X-Vsw-Event: completed"));
    assert_eq!(allowed.status, 200);
    assert!(allowed.head.contains("\r\nx-vsw-event: answered\r\n"), "{allowed:?}");
    assert!(allowed.head.contains("\r\nx-envoy-auth-headers-to-remove: x-vsw-verdict\r\n"), "{allowed:?}");
    assert_eq!(ask(address, &genuine).status, 409, "a token counts as seen when it is allowed");
    let forged = gateway.signed(&["--event", "answered", "--forge", "changed-body"]);
    let denied = ask(address, &forged);
    assert_eq!((denied.status, denied.body.as_str()), (401, ""));
    assert!(!denied.head.contains("x-vsw"), "{denied:?}");
    let partial = with(&gateway.signed(&["--event", "answered"]), "x-envoy-auth-partial-body: true");
    assert_eq!(ask(address, &partial).status, 413);
    for request in [
        "POST /x HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /auth HTTP/1.1\r\nHost: x\r\nX-Forwarded-Method: POST\r\n\r\n",
    ] {
        let response = ask(address, request.as_bytes());
        assert_eq!(response.status, 501, "{request}");
        assert!(response.body.contains("passes no body"), "{response:?}");
    }
    let metrics = gateway.listening["metrics"].as_str().expect("an address");
    assert_eq!(get(metrics, "/readyz").status, 200);
}

#[test]
fn a_proxy_may_ask_twice_about_one_request_within_a_second() {
    let gateway = Listener::of(TestEnv::new(), &["gateway"], &["--ext-authz", "127.0.0.1:0"]);
    let address = gateway.listening["ext_authz"].as_str().expect("an address");
    let address = address.strip_prefix("http://").expect("an origin");
    let genuine = gateway.signed(&["--event", "answered"]);
    let asked = |id: &str| ask(address, &with(&genuine, &format!("X-Request-Id: {id}"))).status;
    let at_once: Vec<u16> = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..2).map(|_| scope.spawn(|| asked("one"))).collect();
        asking.into_iter().map(|asking| asking.join().expect("a status")).collect()
    });
    assert_eq!(at_once, [200, 200]);
    assert_eq!((asked("one"), asked("two"), ask(address, &genuine).status), (200, 409, 409));
    let other = gateway.signed(&["--event", "completed"]);
    assert_eq!(ask(address, &with(&other, "X-Request-Id: one")).status, 200);
    // An empty id identifies no request.
    let unnamed = with(&gateway.signed(&["--event", "ringing"]), "X-Request-Id: ");
    assert_eq!((ask(address, &unnamed).status, ask(address, &unnamed).status), (200, 409));
    std::thread::sleep(Duration::from_millis(1100));
    assert_eq!(asked("one"), 409);
}
