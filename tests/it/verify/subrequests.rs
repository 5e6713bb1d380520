//! Tests auth subrequests: by which a proxy asks whether a request is allowed, with its headers and without its body.

use serde_json::json;

use super::Genuine;
use super::requests::{length, refused, verified};

#[test]
fn auth_subrequests_are_refused_by_name() {
    let genuine = Genuine::new();
    let subrequest = |line: &str, more: &str| {
        format!("{line} HTTP/1.1\r\nHost: a\r\nAuthorization: {}\r\n{more}\r\n", genuine.header)
    };
    let length = length(&genuine);
    for (line, more, words) in [
        (
            "GET /_verify",
            &format!("X-Original-URI: /event\r\nX-Original-Method: POST\r\n{length}")[..],
            "auth_request",
        ),
        ("GET /_verify", "X-Original-URI: /event\r\n", "auth_request"),
        ("POST /_verify", "X-Original-URL: https://a/event\r\nContent-Length: 0\r\n", "auth_request"),
        ("GET /verify", "X-Forwarded-Method: POST\r\nX-Forwarded-Uri: /event\r\n", "forwardAuth"),
        ("GET /verify", "X-Forwarded-Method: POST\r\nX-Forwarded-Uri: /verify\r\n", "forward_auth"),
    ] {
        refused(&genuine, subrequest(line, more), words);
        refused(&genuine, subrequest(line, more), "carries no body, so the payload cannot be checked");
    }
    // The data of a GET are in its target, which the subrequest names.
    let get = "X-Forwarded-Method: GET\r\nX-Forwarded-Uri: /answer?to=1\r\n";
    let output = verified(&genuine, subrequest("GET /verify", get)).expect(1).json();
    assert_eq!((&output["code"], &output["payload_rule"]), (&json!("payload-mismatch"), &json!("query")));
    assert!(output["notes"][0].as_str().expect("a note").contains("auth subrequest"), "{output}");
    // A request with a body is not an auth subrequest, whatever headers a proxy adds.
    let proxied = genuine.request(&format!("X-Original-URI: /other\r\nX-Forwarded-Method: POST\r\n{length}"));
    let _ = verified(&genuine, proxied).expect(0);
    let plain = verified(&genuine, subrequest("GET /answer?to=1", "X-Original-URI: /answer?to=1\r\n"));
    assert_eq!(plain.expect(1).json()["code"], "payload-mismatch");
}
