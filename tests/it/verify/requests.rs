//! Tests which forms of a request `vsw verify` reads or refuses, such as events of AWS.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::Genuine;
use crate::env::{Output, TestEnv};

pub(super) fn verified(genuine: &Genuine, request: impl AsRef<[u8]>) -> Output {
    let env = TestEnv::new();
    env.write("work/request", request);
    genuine.verify(&env, &["--request-file", "request", "--json"]).run()
}

#[track_caller]
pub(super) fn assert_read(genuine: &Genuine, request: impl AsRef<[u8]>, note: &str) {
    let output = verified(genuine, request).expect(0);
    let notes = output.json()["notes"].clone();
    let has = |wanted: &Value| wanted.as_str().expect("a text").contains(note);
    assert!(notes.as_array().expect("notes").iter().any(has), "{note}: {output:?}");
}

#[track_caller]
pub(super) fn assert_refused(genuine: &Genuine, request: impl AsRef<[u8]>, words: &str) {
    let output = verified(genuine, request).expect(3);
    let error = output.json();
    assert_eq!(error["code"], "bad-request-file", "{output:?}");
    let text = format!("{} {}", error["message"], error["hint"]);
    assert!(text.contains(words), "{words}: {text}");
}

/// Returns these lines as `curl -v` prints a request.
pub(super) fn quoted(lines: &str) -> String {
    lines.split_inclusive('\n').flat_map(|line| ["> ", line]).collect()
}

pub(super) fn length(genuine: &Genuine) -> String {
    format!("Content-Length: {}\r\n", genuine.body.len())
}

#[test]
fn events_of_aws_are_read_with_either_encoding() {
    let genuine = Genuine::new();
    let headers = json!({"authorization": genuine.header, "content-type": "application/json"});
    let several = json!({"Authorization": [genuine.header], "Accept": ["a", "b"]});
    let gateway_2 = json!({"version": "2.0", "rawPath": "/event", "rawQueryString": "a=b", "headers": headers,
        "requestContext": {"http": {"method": "POST", "path": "/event"}, "timeEpoch": 1_767_268_800_000_u64}});
    let gateway_1 = json!({"resource": "/event", "path": "/event", "httpMethod": "POST", "headers": headers,
        "multiValueHeaders": several, "queryStringParameters": null, "requestContext": {"stage": "prod"}});
    let balancer = json!({"requestContext": {"elb": {"targetGroupArn": "arn:aws:x"}}, "httpMethod": "POST",
        "path": "/event", "queryStringParameters": {}, "headers": headers});
    let balancer_2 = json!({"requestContext": {"elb": {}}, "httpMethod": "POST", "path": "/event",
        "multiValueQueryStringParameters": {}, "multiValueHeaders": several});
    for (event, note) in [
        (gateway_2, "format 2.0"),
        (gateway_1, "format 1.0"),
        (balancer, "an event of a load balancer"),
        (balancer_2, "an event of a load balancer"),
    ] {
        for (body, flag) in [
            (genuine.body.clone(), json!(false)),
            (genuine.body.clone(), Value::Null),
            (STANDARD.encode(&genuine.body), json!(true)),
        ] {
            let mut event = event.clone();
            (event["body"], event["isBase64Encoded"]) = (body.into(), flag);
            assert_read(&genuine, event.to_string(), note);
            assert_read(&genuine, serde_json::to_string_pretty(&event).expect("JSON") + "\n", note);
            event["body"] = serde_json::from_str(&genuine.body).expect("JSON");
            assert_refused(&genuine, event.to_string(), "not the bytes that were signed");
        }
        let mut wrong = event.clone();
        (wrong["body"], wrong["isBase64Encoded"]) = ("{}".into(), true.into());
        assert_refused(&genuine, wrong.to_string(), "base64");
        if note == "format 2.0" {
            let mut wrong = event.clone();
            wrong["rawQueryString"] = json!({"a": "b"});
            assert_refused(&genuine, wrong.to_string(), "rawQueryString");
        }
        let mut empty = event;
        empty["body"] = Value::Null;
        assert_eq!(verified(&genuine, empty.to_string()).expect(1).json()["code"], "payload-mismatch");
    }
}

#[test]
fn an_event_in_a_log_is_read_without_the_text_around_it() {
    let genuine = Genuine::new();
    let headers = json!({"Authorization": genuine.header});
    // The events have no path, which is not signed.
    for event in [
        json!({"httpMethod": "POST", "headers": headers, "body": genuine.body}),
        json!({"requestContext": {"http": {"method": "POST"}}, "headers": headers, "body": genuine.body}),
    ] {
        let pretty = serde_json::to_string_pretty(&event).expect("JSON");
        for text in [
            format!("2026-11-29T01:00:00.000Z\t8f3\tINFO\t{event}"),
            format!("[INFO]\t2026-11-29T01:00:00.000Z\t8f3\tEvent: {event}\n"),
            format!("START RequestId: 8f3\nEVENT: {event}\nEND RequestId: 8f3\n"),
            format!("EVENT: {pretty}\n"),
            format!("{event}\nEND RequestId: 8f3\n"),
        ] {
            assert_read(&genuine, &text, "the text around the event was ignored");
            assert_refused(&genuine, format!("{text}\n{event}\n"), "JSON");
        }
    }
}

#[test]
fn v16_the_query_of_an_event_is_that_of_the_request() {
    let env = TestEnv::new();
    let wanted = "SHA-256 of the same query";
    let of = |request: &str| {
        let genuine = Genuine::new();
        env.write("work/request", request);
        let output = genuine.verify(&env, &["--request-file", "request", "--json", "--no-explain"]).run();
        let report = output.expect(1).json();
        let is_parsed = report["notes"].to_string().contains("whose order may differ from the request's");
        assert_eq!(is_parsed, request.contains("ueryStringParameters"), "{report}");
        report["detail"].as_str().expect(wanted).to_owned()
    };
    let header = Genuine::new().header;
    let raw = of(&format!("GET /a?to=44%2B1%20x&b=%26 HTTP/1.1\r\nAuthorization: {header}\r\n\r\n"));
    let headers = json!({"authorization": header});
    for event in [
        json!({"rawPath": "/a", "rawQueryString": "to=44%2B1%20x&b=%26", "headers": headers,
            "requestContext": {"http": {"method": "GET"}}}),
        json!({"httpMethod": "GET", "path": "/a", "headers": headers, "requestContext": {},
            "queryStringParameters": {"to": "44+1 x", "b": "&"}}),
        json!({"httpMethod": "GET", "path": "/a", "headers": headers, "requestContext": {"elb": {}},
            "queryStringParameters": {"to": "44%2B1%20x", "b": "%26"}}),
        json!({"httpMethod": "GET", "path": "/a", "headers": headers, "requestContext": {"elb": {}},
            "multiValueQueryStringParameters": {"to": ["44%2B1%20x"], "b": ["%26"]}}),
    ] {
        assert_eq!(of(&event.to_string()), raw, "{event}");
    }
}

#[test]
fn dumps_of_http_2_are_read() {
    let genuine = Genuine::new();
    let request = genuine.request(&length(&genuine));
    for version in ["HTTP/2", "HTTP/2.0", "HTTP/3"] {
        assert_read(&genuine, request.replacen("HTTP/1.1", version, 1), "HTTP/2 or HTTP/3");
        assert_read(
            &genuine,
            request.replacen("HTTP/1.1", version, 1).replace("\r\n", "\n"),
            "HTTP/2 or HTTP/3",
        );
    }
    let (_, after) = request.split_once("\r\n").expect("a request line");
    for pseudo in [
        ":method: POST\r\n:path: /event?a=b\r\n:authority: a\r\n:scheme: https\r\n",
        ":authority: a\r\n:scheme: https\r\n:path: /event\r\n:method: POST\r\n",
    ] {
        assert_read(&genuine, format!("{pseudo}{after}"), "pseudo-headers");
    }
    let _ = verified(&genuine, format!(":method: POST\r\n{after}")).expect(3);
}

#[test]
fn a_decoded_body_may_keep_its_transfer_encoding() {
    let genuine = Genuine::new();
    let note = "the body is not chunked, although";
    assert_read(&genuine, genuine.request("Transfer-Encoding: chunked\r\n"), note);
    assert_read(
        &genuine,
        genuine.request(&format!("{}Transfer-Encoding: chunked\r\n", length(&genuine))),
        note,
    );
    let chunks = format!("{:x}\r\n{}\r\n0\r\n\r\n", genuine.body.len(), genuine.body);
    let chunked = |more: &str| {
        genuine.request(&format!("{more}Transfer-Encoding: chunked\r\n")).replace(&genuine.body, &chunks)
    };
    assert_refused(&genuine, chunked("Content-Length: 5\r\n"), "contradictory lengths");
    assert_refused(
        &genuine,
        genuine.request("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"),
        "contradictory",
    );
    let _ = verified(&genuine, chunked("").replace("\r\n", "\n")).expect(0);
    let trailers = |text: &str| chunked("").replace("0\r\n\r\n", &format!("0\r\n{text}\r\n"));
    assert_read(&genuine, trailers("Expires: 0\r\n"), "1 trailer after the chunked body was ignored");
    assert_read(&genuine, trailers("A: b\r\nAuthorization: Bearer x\r\n"), "2 trailers after");
    // A token in a trailer does not count.
    let unsigned = trailers(&format!("Authorization: {}\r\n", genuine.header)).replacen(
        &format!("Authorization: {}\r\n", genuine.header),
        "",
        1,
    );
    assert_eq!(verified(&genuine, unsigned).expect(1).json()["code"], "no-header");
    let cut_off = chunked("");
    for end in [1, 3, 8, 20] {
        assert_refused(&genuine, &cut_off[..cut_off.len() - end], "chunked body is malformed");
    }
}

#[test]
fn bytes_after_the_body_are_named_and_tried_as_the_body() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    let request = genuine.request(&length(&genuine));
    for (rest, words) in [
        ("\n", "not verified: 1 byte after the body"),
        ("\r\n\r\n", "not verified: the 4 bytes after the body"),
    ] {
        let output = genuine.verify(&env, &["--request-file", "-"]).stdin(format!("{request}{rest}")).run();
        let output = output.expect(0);
        assert!(output.stdout.starts_with(&format!("✓ genuine; {words}\n")), "{output:?}");
        assert!(output.stderr.contains("not verified"), "{output:?}");
    }
    let whole = verified(&genuine, format!("{request}abc")).expect(0).json();
    assert_eq!((&whole["verdict"], &whole["bytes_after_body"]), (&json!("valid"), &json!(3)));
    assert_eq!(verified(&genuine, &request).expect(0).json()["bytes_after_body"], 0);
    for length in [genuine.body.len() - 1, 10, 0] {
        let short = genuine.request(&format!("Content-Length: {length}\r\n"));
        for end in ["", "\n"] {
            let report = verified(&genuine, format!("{short}{end}")).expect(1).json();
            assert_eq!(report["code"], "payload-mismatch", "{report}");
            assert_eq!(report["explanation"][0]["code"], "body-content-length", "{report}");
        }
    }
}

#[test]
fn other_forms_are_refused_by_name() {
    let genuine = Genuine::new();
    let request = genuine.request(&length(&genuine));
    let (_, headers) = request.split_once("\r\n").expect("a request line");
    let folded = request.replacen("Bearer ", "Bearer\r\n ", 1);
    let capture =
        json!({"schema": "vsw/delivery/1", "method": "POST", "url": "/", "headers": [], "body": ""});
    // No empty line precedes the body.
    let indented = "POST / HTTP/1.1\nAuthorization: Bearer a.b.c\n{\n  \"a\": 1\n}\n";
    let many = request.replacen("\r\n", &format!("\r\n{}", "A: b\r\n".repeat(128)), 1);
    let utf_16: Vec<u8> = format!("\u{feff}{request}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (text, words) in [
        (folded.as_bytes(), "line 4 is folded"),
        (headers.as_bytes(), "has headers, but no request line"),
        (capture.to_string().as_bytes(), "vsw audit FILE"),
        (format!("{capture}\n{capture}\n").as_bytes(), "vsw audit FILE"),
        (b"{\"a\":1}\n{\"a\":2}\n", "several lines of JSON"),
        (genuine.body.as_bytes(), "--body-file"),
        (b"[]", "not an AWS event"),
        (
            b"{\"httpMethod\":\"POST\",\"path\":\"/\",\"headers\":{},\"body\":\"a\",\"body\":\"b\"}",
            "more than once",
        ),
        (b"{\"httpMethod\":\"POST\",\"path\":\"/\"}", "the AWS event's member `headers` is missing or null"),
        (b"{\"httpMethod\":\"POST\",\"path\":1,\"headers\":{}}", "`path` is not a string"),
        (b"{\"httpMethod\":\"POST\",\"path\":\"/\",\"headers\":{\"a\":1}}", "`headers`"),
        (b"{\"log\":{\"version\":\"1.2\",\"entries\":[]}}", "a HAR file"),
        (b"HTTP/1.1 200 OK\r\nA: b\r\n\r\n", "a response"),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "binary HTTP/2"),
        (b"curl -X POST https://example.com/ -H 'Authorization: Bearer x'", "a curl command"),
        (b"[  0.001] recv (stream_id=13) :method: POST\n", "nghttp"),
        (b"PUT /e HTTP/1.1\r\nContent-Length: 0\r\n\r\n", "`PUT`, but webhooks are sent by POST or GET"),
        (b"HEAD /e HTTP/1.1\r\n\r\n", "pass the request that Vonage sent"),
        (b"> PUT /e HTTP/1.1\r\n> Content-Length: 2\r\n> \r\n", "`PUT`"),
        (b"{\"httpMethod\":\"PATCH\",\"headers\":{},\"body\":\"a\"}", "`PATCH`"),
        (b"EVENT: {\"a\":1}\n{\"b\":2}\n", "text with JSON in it"),
        (b"Authorization: Bearer x\n{\"a\":1}\n", "`--header-file FILE`, and the body as `--body-file FILE`"),
        (
            b"2026-11-29T01:00:00Z\tINFO\t{\"a\":1}\n",
            "if the file contains one AWS event, pass only the event",
        ),
        (b"== Info: Connected\n=> Send header, 5 bytes (0x5)\n", "curl --trace"),
        (&utf_16, "is in UTF-16"),
        (b"a=1&b=2\n\n", "its first line is not like `POST /webhooks/event HTTP/1.1`"),
        (b"POST / HTTP/1.1\nHost: x\nsome words\n\n", "line 3 is not a header"),
        (b"{\"a\":1,", "begins like JSON, but is not JSON: EOF"),
        (indented.as_bytes(), "end the headers with an empty line"),
        (indented.replace("\n ", "").as_bytes(), "end the headers with an empty line"),
        (many.as_bytes(), "more than 128 headers"),
        (format!("{capture}\n").repeat(80_000).as_bytes(), "is a log of captured deliveries"),
    ] {
        assert_refused(&genuine, text, words);
    }
    let huge = format!("{{\"a\":\"{}\"}}", "x".repeat(8 * 1024 * 1024));
    assert_refused(&genuine, huge, "verify a log with `vsw audit FILE`");
    let marked = format!("\u{feff}{request}");
    let _ = verified(&genuine, marked).expect(0);
}

#[test]
fn a_header_file_may_be_the_whole_block() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    let verify = |header: &str| {
        env.write("work/header", header);
        genuine.verify(&env, &["--header-file", "header", "--body", &genuine.body, "--json"]).run()
    };
    let own = format!("Authorization: {}\r\n", genuine.header);
    let block = format!("Host: example.com\r\n{own}Content-Type: application/json\r\n");
    for text in [
        block.clone(),
        block.replace("\r\n", "\n"),
        format!("POST /event HTTP/1.1\r\n{own}\r\n"),
        format!(":method: POST\n:path: /event\n{own}"),
        format!("{block}\r\n{}", genuine.body),
        block.replace("Authorization", "authorization"),
        quoted(&block),
    ] {
        let output = verify(&text).expect(0).json();
        assert!(output["notes"][0].as_str().expect("a note").contains("as a block"), "{output}");
        let typed = genuine.verify(&env, &["--header", &text, "--body", &genuine.body, "--json"]).run();
        assert_eq!(typed.expect(0).json()["notes"], output["notes"]);
    }
    for (text, code) in [
        (block.replace(&own, ""), "no-header"),
        ("Host: example.com\r\n".to_owned(), "malformed-token"),
        (block.replace(&own, "Accept: */*\r\n"), "no-header"),
        (format!("{block}{own}"), "several-headers"),
    ] {
        assert_eq!(verify(&text).expect(1).json()["code"], code, "{text}");
    }
    let renamed = block.replace("Authorization", "X-Forwarded-Authorization");
    let output = verify(&renamed).expect(1).json();
    assert_eq!(output["explanation"][0]["code"], "header-renamed", "{output}");
    let folded = block.replace("Bearer ", "Bearer\r\n ");
    assert_eq!(verify(&folded).expect(3).json()["code"], "bad-request-file");
    let utf_16: Vec<u8> = format!("\u{feff}{own}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    env.write("work/header", utf_16);
    let line = ["--header-file", "header", "--body", &genuine.body, "--json"];
    let output = genuine.verify(&env, &line).run().expect(3).json();
    assert_eq!(output["code"], "bad-request-file", "{output}");
    // These are not blocks of headers: a single header, and a token with a line break.
    assert_eq!(verify(&own).expect(0).json()["notes"], json!([]));
    let broken = format!("Bearer\n{}", genuine.token());
    assert_eq!(verify(&broken).expect(1).json()["code"], "malformed-token");
}
