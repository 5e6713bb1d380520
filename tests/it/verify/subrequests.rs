//! Tests auth subrequests. With them, a proxy asks whether a request is allowed, but sends only the headers.

use serde_json::json;

use super::requests::{assert_read, assert_refused, length, verified};
use super::{Genuine, vectors};

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
        assert_refused(&genuine, subrequest(line, more), words);
        assert_refused(
            &genuine,
            subrequest(line, more),
            "lacks the signed body or query, so the payload cannot be checked",
        );
    }
    // For a GET, the subrequest's headers contain the signed data, the original target, so the payload can be
    // checked.
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

/// Returns the vector `get-query` of `tests/vectors/v16.json`, with its query in `body`.
fn genuine_get() -> Genuine {
    let vectors = vectors::list("v16");
    let vector = vectors.iter().find(|vector| vector["name"] == "get-query").expect("the vector");
    Genuine {
        header: vector["header"].as_str().expect("its header").to_owned(),
        body: vector["query"].as_str().expect("its query").to_owned(),
        ..Genuine::new()
    }
}

#[test]
fn a_get_with_its_signed_query_is_no_auth_subrequest() {
    let get = genuine_get();
    let request = |target: &str, more: &str| {
        format!("GET {target} HTTP/1.1\r\nHost: a\r\nAuthorization: {}\r\n{more}\r\n", get.header)
    };
    let (query, other) = (&get.body, get.body.replacen("44", "45", 1));
    for more in [
        format!("X-Original-URI: /answer?{query}\r\n"),
        "X-Original-URL: https://a/answer\r\n".to_owned(),
        format!("X-Forwarded-Uri: /answer?{query}\r\n"),
        format!("X-Original-URI: /answer?{other}\r\nX-Forwarded-Uri: /other\r\n"),
        "X-Original-Method: POST\r\nX-Original-URI: /event\r\n".to_owned(),
    ] {
        let report = verified(&get, request(&format!("/app/answer?{query}"), &more)).expect(0).json();
        assert_eq!((&report["event"], &report["notes"]), (&json!("answer"), &json!([])), "{more}");
        if !more.contains("Method") {
            let report = verified(&get, request(&format!("/app/answer?{other}"), &more)).expect(1).json();
            assert_eq!(report["code"], "payload-mismatch", "{more}");
        }
    }
    // A header with the original target is enough: X-Original-Method, and the body that Content-Length
    // announces, may be missing.
    let target = format!("X-Original-URI: /answer?{query}\r\n");
    for (line, more) in [("/_verify", ""), ("/_verify", "Content-Length: 233\r\n")] {
        let report = verified(&get, request(line, &format!("{target}{more}"))).expect(0).json();
        assert_eq!(
            report["notes"],
            json!([
                "the file is an auth subrequest (nginx's `auth_request`); vsw verified the GET that its headers name"
            ])
        );
    }
    assert_refused(
        &get,
        request("/_verify", &format!("X-Original-URI: /answer?{other}\r\n")),
        "auth subrequest",
    );
}

#[test]
fn a_request_without_data_may_be_an_auth_subrequest() {
    let genuine = Genuine::new();
    let request = |line: &str, more: &str| {
        format!("{line}\r\nHost: a\r\nAuthorization: {}\r\n{more}\r\n", genuine.header)
    };
    for (line, more, words) in [
        ("GET /auth HTTP/1.0", "Connection: close\r\n", "neither a query nor a body"),
        ("GET /auth HTTP/1.0", &length(&genuine)[..], "as nginx's auth_request sends"),
        ("POST /webhooks/event HTTP/1.1", "Content-Length: 0\r\n", "as Envoy's ext_authz sends"),
    ] {
        let report = verified(&genuine, request(line, more)).expect(1).json();
        let cause = &report["explanation"][0];
        assert_eq!((&report["code"], &cause["code"]), (&json!("payload-mismatch"), &json!("body-empty")));
        assert!(cause["detail"].as_str().expect("a text").contains(words), "{words}: {cause}");
        assert!(
            cause["remedy"]
                .as_str()
                .expect("a text")
                .contains("verify the request that your handler receives"),
            "{cause}"
        );
    }
    let named = "X-Original-URI: /event\r\nX-Original-Method: POST\r\n";
    let unsigned = format!("GET /auth HTTP/1.0\r\n{named}\r\n");
    assert_eq!(verified(&genuine, unsigned).expect(1).json()["code"], "no-header");
    let other = Genuine { secret: "b".repeat(40), ..Genuine::new() };
    let report = verified(&other, request("GET /auth HTTP/1.0", named)).expect(1).json();
    assert_eq!(report["code"], "signature-mismatch", "{report}");
}

#[test]
fn events_of_an_authorizer_are_refused_by_name() {
    let genuine = Genuine::new();
    let arn = "arn:aws:execute-api:eu-west-1:123456789012:abc/prod/POST/event";
    let headers = json!({"Authorization": genuine.header});
    let rest = json!({"type": "REQUEST", "methodArn": arn, "resource": "/event", "path": "/event",
        "httpMethod": "POST", "headers": headers, "queryStringParameters": {}, "requestContext": {"stage": "prod"}});
    let http = json!({"version": "2.0", "type": "REQUEST", "routeArn": arn, "identitySource": [genuine.header],
        "rawPath": "/event", "rawQueryString": "", "headers": headers,
        "requestContext": {"http": {"method": "POST"}}});
    let token = json!({"type": "TOKEN", "methodArn": arn, "authorizationToken": genuine.header});
    let other = Genuine { secret: "b".repeat(40), ..Genuine::new() };
    for event in [rest, http, token] {
        for text in [event.to_string(), format!("2026-11-29T01:00:00.000Z\t8f3\tINFO\t{event}\n")] {
            assert_refused(&genuine, &text, "an auth subrequest (an authorizer of API Gateway)");
            assert_refused(
                &genuine,
                &text,
                "lacks the signed body or query, so the payload cannot be checked",
            );
            assert_eq!(verified(&other, &text).expect(1).json()["code"], "signature-mismatch");
        }
    }
    // For a GET, the authorizer's event contains the signed data: the query.
    let get = genuine_get();
    let event = json!({"version": "2.0", "type": "REQUEST", "routeArn": arn, "rawPath": "/answer",
        "rawQueryString": get.body, "headers": {"authorization": get.header},
        "requestContext": {"http": {"method": "GET"}}});
    assert_read(&get, event.to_string(), "an authorizer of API Gateway");
    let altered = event.to_string().replace(&get.body, &get.body.replacen("44", "45", 1));
    assert_eq!(verified(&get, altered).expect(1).json()["code"], "payload-mismatch");
    assert_refused(&get, event.to_string().replace(&get.body, ""), "an authorizer of API Gateway");
}
