//! Tests a gateway with several upstreams and the expected application of each.

use crate::listen::Listener;
use crate::sign::APPLICATION;
use crate::upstream::Upstream;

const OTHER: &str = "bbbbbbbb-bbbb-cccc-dddd-0123456789ab";

#[test]
fn each_route_has_its_upstream_and_its_application() {
    let [voice, messages] = [(); 2].map(|()| Upstream::start(|_| (200, String::new())));
    let gateway = Listener::gateway(&[
        "--upstream",
        &format!("/voice={}/base", voice.origin),
        "--upstream",
        &format!("/messages={}", messages.origin),
        "--expect-application",
        &format!("/voice={APPLICATION}"),
        "--expect-application",
        &format!("/messages={OTHER}"),
    ]);
    let to = |path: &str| {
        let text = String::from_utf8(gateway.signed(&["--event", "answered"])).expect("UTF-8");
        text.replacen("/webhooks/event ", &format!("{path} "), 1).into_bytes()
    };
    assert_eq!(gateway.ask(&to("/voice/event")).status, 200);
    assert_eq!(gateway.next()["route"], "/voice");
    // The token belongs to the application of the other route.
    assert_eq!(gateway.ask(&to("/messages/event")).status, 401);
    assert_eq!((&gateway.next()["code"]), "application-mismatch");
    assert_eq!(gateway.ask(&to("/other")).status, 404);
    for path in ["/voice/../messages/event", "/voice/%2e%2e/messages", "//messages", "/voice/..;/messages"] {
        assert_eq!(gateway.ask(&to(path)).status, 400, "{path}");
    }
    let firsts: Vec<String> = voice.seen().into_iter().map(|seen| seen.first).collect();
    assert_eq!(firsts, ["POST /base/voice/event HTTP/1.1"]);
    assert!(messages.seen().is_empty());
    let events = gateway.reporting.end().events;
    let count = |kind: &str| events.iter().filter(|event| event["event"] == kind).count();
    assert_eq!(count("delivery"), 0, "a request without a route is no delivery");
}
