//! Tests which requests the inspector refuses, such as those without its token or from another origin.

use super::{Page, deliver, inspected};
use crate::listen::ask;
use crate::upstream::Upstream;

#[test]
fn s2_nothing_is_told_without_the_token_or_to_another_origin() {
    let listener = inspected(&[]);
    let page = Page::of(&listener);
    listener.ask(&listener.signed(&["--event", "answered"]));
    listener.next();
    let token = page.authorization();
    let paths = [
        "GET /api/deliveries",
        "GET /api/events",
        "GET /api/export",
        "GET /api/deliveries/1/explain",
        "GET /api/deliveries/1/command?as=curl",
        "POST /api/deliveries/1/replay",
        "POST /api/clear",
        "GET /api/x",
        "GET /x",
        "POST /inspector.html",
    ];
    for path in paths {
        let wrong = format!("Authorization: Bearer {}x\r\n", page.token);
        let query = format!("{path}?token={}", page.token);
        let twice = format!("{token}{token}");
        for (path, headers) in
            [(path, ""), (path, wrong.as_str()), (query.as_str(), ""), (path, twice.as_str())]
        {
            let response = page.request(path, headers, "");
            assert_eq!(response.status, 401, "{path} {headers}");
            assert!(!response.body.contains("Bearer"), "{}", response.body);
        }
        for origin in
            ["http://example.com", "null", "http://127.0.0.1:1", &format!("https://{}", page.address)]
        {
            let response = page.request(path, &format!("{token}Origin: {origin}\r\n"), "");
            assert_eq!(response.status, 403, "{path} {origin}");
        }
    }
    for host in ["example.com", "127.0.0.1", "localhost", "127.0.0.1:1"] {
        let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\n{token}\r\n");
        assert_eq!(ask(&page.address, request.as_bytes()).status, 403, "{host}");
    }
    let port = page.address.rsplit(':').next().expect("a port");
    let request = format!("GET /api/deliveries HTTP/1.1\r\nHost: localhost:{port}\r\n{token}\r\n");
    assert_eq!(ask(&page.address, request.as_bytes()).status, 200);
    for (path, kind) in
        [("/", "text/html"), ("/inspector.css", "text/css"), ("/inspector.js", "text/javascript")]
    {
        let response = page.request(&format!("GET {path}"), "", "");
        assert_eq!(response.status, 200, "{path}");
        let policy = "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self';";
        for header in [&format!("content-type: {kind}"), policy, "x-content-type-options: nosniff"] {
            assert!(response.head.contains(header), "{header}: {}", response.head);
        }
        assert!(!response.head.contains("access-control"), "{}", response.head);
    }
    assert_eq!(
        page.get("/api/deliveries")["deliveries"].as_array().map(Vec::len),
        Some(1),
        "nothing was cleared"
    );
}

#[test]
fn s2_a_change_needs_json() {
    let upstream = Upstream::start(|_| (204, String::new()));
    let listener = inspected(&["--forward-to", &upstream.origin]);
    let page = Page::of(&listener);
    deliver(&listener, &listener.signed(&["--event", "answered"]));
    for path in ["POST /api/deliveries/1/replay", "POST /api/clear"] {
        let ask = |types: &[&str], body| {
            let types: Vec<String> = types.iter().map(|kind| format!("Content-Type: {kind}\r\n")).collect();
            page.request(path, &(page.authorization() + &types.concat()), body).status
        };
        for types in [
            &[][..],
            &[""],
            &["text/plain"],
            &["application/x-www-form-urlencoded"],
            &["application/jsonx"],
            &["text/plain; application/json"],
            &["application/json", "text/plain"],
        ] {
            for body in ["", "{}"] {
                assert_eq!(ask(types, body), 415, "{path} {types:?}");
            }
        }
        assert!(ask(&["Application/JSON ; charset=utf-8"], "") < 300, "{path}");
    }
    assert_eq!(upstream.seen().len(), 2, "one delivery and one replay");
}
