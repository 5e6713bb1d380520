//! Tests of reading and writing captures.

use proptest::collection::vec;
use proptest::prelude::*;

use super::fast_path::FastCapture;
use super::{Capture, ParseLineError};
use crate::delivery::{Event, Method};
use crate::json::unescape::Unescaped;

const DOCUMENT: &str = include_str!("../../docs/delivery.md");

fn capture() -> Capture {
    Capture {
        method: Method::Post,
        url: "/webhooks/event?x=1".to_owned(),
        headers: vec![
            ("Host".to_owned(), b"example.com".to_vec()),
            ("Authorization".to_owned(), b"Bearer a.b.c".to_vec()),
            ("authorization".to_owned(), b"".to_vec()),
            ("X-Odd".to_owned(), vec![0xff, b'!']),
        ],
        body: "{\"uuid\":\"u\",\"status\":\"answered\",\"name\":\"Zoë\"}".into(),
        received_at: Some(1_587_494_970),
    }
}

const LINE: &str = r#"{"schema":"vsw/delivery/1","received_at":"2020-04-21T18:49:30Z","method":"POST","url":"/webhooks/event?x=1","headers":[["Host","example.com"],["Authorization","Bearer a.b.c"],["authorization",""],["X-Odd",{"b64":"/yE="}]],"body":"{\"uuid\":\"u\",\"status\":\"answered\",\"name\":\"Zoë\"}"}"#;

fn read(line: &str) -> Result<Capture, ParseLineError> {
    Capture::read(line.as_bytes())
}

fn with(part: &str, other: &str) -> Result<Capture, ParseLineError> {
    assert!(LINE.contains(part), "{part}");
    read(&LINE.replacen(part, other, 1))
}

#[test]
fn the_line_is_compact_and_complete() {
    assert_eq!(capture().line(), LINE);
    assert_eq!(read(LINE), Ok(capture()));
    let bytes = Capture { body: vec![0, 0xff], received_at: None, ..capture() };
    assert!(bytes.line().contains(r#""received_at":null,"#), "{}", bytes.line());
    assert!(bytes.line().ends_with(r#","body_b64":"AP8="}"#), "{}", bytes.line());
}

#[test]
fn the_documented_examples_are_valid_lines() {
    let lines: Vec<&str> = DOCUMENT.lines().filter(|line| line.starts_with("{\"schema\"")).collect();
    assert_eq!(lines.len(), 2);
    for line in lines {
        let capture = read(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert_eq!(capture.line(), line);
        assert_ne!(capture.delivery().claimed_event(), Event::Unknown, "{line}");
    }
}

#[test]
fn a_captures_delivery_has_all_its_parts() {
    let capture = capture();
    let delivery = capture.delivery();
    assert_eq!((delivery.method(), delivery.query().text()), (Method::Post, &b"x=1"[..]));
    assert_eq!(delivery.header("AUTHORIZATION").collect::<Vec<_>>(), [&b"Bearer a.b.c"[..], b""]);
    assert_eq!(delivery.headers().count(), 4);
    assert_eq!((delivery.body(), delivery.claimed_event()), (&capture.body[..], Event::Answered));
    let get = Capture { method: Method::Get, url: "https://h.example/a?to=1#?x".to_owned(), ..capture };
    assert_eq!((get.delivery().method(), get.delivery().query().text()), (Method::Get, &b"to=1"[..]));
}

#[test]
fn equivalent_spellings_of_a_line_give_the_same_capture() {
    for line in [
        format!("{LINE}\n"),
        format!(" {LINE}\r\n"),
        LINE.replace("\"schema\"", "\"later\":{\"body\":1,\"a\":[[[]]]},\"later\":2,\"schema\""),
        LINE.replace("\"url\"", "\"\\u0075rl\""),
        LINE.replace("\"/webhooks", "\"\\/webhooks"),
        LINE.replace("ë", "\\u00eb"),
        LINE.replace("{\"b64\"", "{\"more\":0,\"b64\""),
        LINE.replace("\"2020-04-21T18:49:30Z\"", "1587494970"),
        LINE.replace("18:49:30Z", "20:49:30.5+02:00"),
    ] {
        assert_eq!(read(&line), Ok(capture()), "{line}");
    }
    for none in ["\"received_at\":null,", ""] {
        let found = with("\"received_at\":\"2020-04-21T18:49:30Z\",", none);
        assert_eq!(found, Ok(Capture { received_at: None, ..capture() }), "{none}");
    }
}

#[test]
fn duplicate_members_are_rejected() {
    for name in ["schema", "received_at", "method", "url", "headers", "body", "body_b64"] {
        let twice = format!("{{\"{name}\":0,\"x\":0,\"{name}\":0}}");
        assert_eq!(read(&twice), Err(ParseLineError::Duplicate { name }));
        let escaped = twice.replacen(&name[..1], &format!("\\u{:04x}", name.as_bytes()[0]), 1);
        assert_eq!(read(&escaped), Err(ParseLineError::Duplicate { name }), "{escaped}");
    }
    let again = with("{\"b64\":\"/yE=\"}", "{\"b64\":\"/yE=\",\"b64\":\"/yE=\"}");
    assert_eq!(again, Err(ParseLineError::Header { number: 4 }));
}

#[test]
fn missing_and_mistyped_members_are_rejected_by_name() {
    let missing = |name| Err(ParseLineError::Missing { name });
    assert_eq!(with("\"schema\":", "\"x\":"), missing("schema"));
    assert_eq!(with("\"method\":", "\"x\":"), missing("method"));
    assert_eq!(with("\"url\":", "\"x\":"), missing("url"));
    assert_eq!(with("\"headers\":", "\"x\":"), missing("headers"));
    assert_eq!(with("\"body\":", "\"x\":"), Err(ParseLineError::NoBody));
    assert_eq!(with("\"body\":", "\"body_b64\":\"\",\"body\":"), Err(ParseLineError::TwoBodies));
    assert_eq!(with("vsw/delivery/1", "vsw/delivery/2"), Err(ParseLineError::OtherSchema));
    for other in ["null", "1", "true", "[]", "{}", r#""\ud800""#] {
        // JSON allows an unpaired surrogate in a string; Unicode does not.
        let wanted = if other.starts_with('"') {
            "valid Unicode: it has half of a surrogate pair, such as `\\ud800`"
        } else {
            "a string"
        };
        let wrong = |name| Err(ParseLineError::WrongType { name, wanted });
        assert_eq!(with("\"vsw/delivery/1\"", other), wrong("schema"));
        assert_eq!(with("\"POST\"", other), wrong("method"));
        assert_eq!(with("\"/webhooks/event?x=1\"", other), wrong("url"));
        let is_parsed = matches!(other, "1" | "true" | "[]" | "{}");
        let body = if is_parsed { Err(ParseLineError::ParsedBody) } else { wrong("body") };
        assert_eq!(read(&LINE.replace("\"body\":", &format!("\"body\":{other},\"x\":"))), body);
        let encoded = LINE.replace("\"body\":", &format!("\"body_b64\":{other},\"x\":"));
        assert_eq!(read(&encoded), wrong("body_b64"));
        if other != "null" && other != "1" {
            assert_eq!(with("\"2020-04-21T18:49:30Z\"", other), Err(ParseLineError::Time), "{other}");
        }
        let headers = with("\"headers\":", &format!("\"headers\":{other},\"x\":"));
        match other {
            "[]" => assert_eq!(headers, Ok(Capture { headers: Vec::new(), ..capture() })),
            _ => assert_eq!(headers, Err(ParseLineError::WrongType { name: "headers", wanted: "an array" })),
        }
    }
    assert!(matches!(with("POST", "post"), Err(ParseLineError::Method(_))));
    assert!(matches!(with("POST", "PUT"), Err(ParseLineError::Method(_))));
}

#[test]
fn headers_must_be_pairs() {
    for other in [
        "null",
        "\"Host: x\"",
        "[]",
        "[\"Host\"]",
        "[\"Host\",\"a\",\"b\"]",
        "[\"Host\",null]",
        "[\"Host\",[\"a\"]]",
        "[null,\"a\"]",
        "[{\"b64\":\"\"},\"a\"]",
        "[\"Host\",{}]",
        "[\"Host\",{\"b64\":null}]",
        "[\"Host\",{\"b64\":\"/yE\"}]",
        "[\"Host\",{\"b64\":\"_yE=\"}]",
        "[\"Host\",\"\\udfff\"]",
        "{\"Host\":\"a\"}",
    ] {
        assert_eq!(
            with("[\"Host\",\"example.com\"]", other),
            Err(ParseLineError::Header { number: 1 }),
            "{other}"
        );
    }
}

#[test]
fn only_canonical_base64_is_accepted() {
    for (text, body) in [("", Some(&b""[..])), ("AP8=", Some(&[0, 0xff])), ("AP8", None), ("AP9=", None)] {
        let line = LINE.replace("\"body\":", &format!("\"body_b64\":\"{text}\",\"x\":"));
        let found = read(&line).map(|capture| capture.body);
        let wanted = body.map(<[u8]>::to_vec).ok_or(ParseLineError::Base64 { name: "body_b64" });
        assert_eq!(found, wanted, "{text}");
    }
}

#[test]
fn times_are_numbers_since_1970_or_rfc_3339() {
    let time = |text: &str| with("\"2020-04-21T18:49:30Z\"", text).map(|capture| capture.received_at);
    assert_eq!(time("0"), Ok(Some(0)));
    assert_eq!(time("99999999999"), Ok(Some(99_999_999_999)));
    assert_eq!(time("1587494970999"), Ok(Some(1_587_494_970)));
    assert_eq!(time("1587494970999999"), Ok(Some(1_587_494_970)));
    assert_eq!(time("1587494970999999999"), Ok(Some(1_587_494_970)));
    for also in ["1587494970.9", "\"1587494970\"", "\"2020-04-21 18:49:30Z\"", "\"2020-04-21T20:49:30+0200\""]
    {
        assert_eq!(time(also).map(|time| time.is_some()), Ok(true), "{also}");
    }
    for no in ["-1", "-0", "1e3", "253402300800000", "\"1587494970 \"", "\"\"", "\"2020-04-21\""] {
        assert_eq!(time(no), Err(ParseLineError::Time), "{no}");
    }
    let impossible = Capture { received_at: Some(253_402_300_800), ..capture() };
    assert_eq!(read(&impossible.line()), Ok(Capture { received_at: None, ..capture() }));
}

#[test]
fn lines_other_than_json_objects_are_rejected() {
    for line in ["", " ", "{", "{}{}", "{} x", "\u{feff}{}", "nul", "{\"a\":01}"] {
        assert!(matches!(read(line), Err(ParseLineError::NotJson { .. })), "{line}");
    }
    assert!(matches!(Capture::read(b"\"\xff\""), Err(ParseLineError::NotJson { .. })));
    for line in ["null", "[]", "\"x\"", "1"] {
        assert_eq!(read(line), Err(ParseLineError::NotAnObject), "{line}");
    }
}

#[test]
fn a8_lines_of_many_values_are_refused_and_deep_lines_use_no_stack() {
    for many in ["[".repeat(1_000_000), "{\"a\":[".to_owned() + &"0,".repeat(1_000_000)] {
        assert_eq!(read(&many), Err(ParseLineError::TooManyValues));
    }
    let headers = vec![r#"["a","b"]"#; 40_000].join(",");
    let crowded = format!(
        r#"{{"schema":"vsw/delivery/1","method":"POST","url":"/","headers":[{headers}],"body":"{{}}"}}"#
    );
    assert_eq!(read(&crowded), Err(ParseLineError::TooManyValues));
    assert!(FastCapture::read(crowded.as_bytes(), |_| true, &mut Unescaped::default()).is_none());
    let deep = format!("{{\"deep\":{}{},{}", "[".repeat(90_000), "]".repeat(90_000), &LINE[1..]);
    assert_eq!(read(&deep), Ok(capture()));
    // These characters do not count as values inside a string.
    let body = format!("\\\"{}\\\\", "[{,".repeat(100_000));
    let found =
        read(&LINE.replace(
            "{\\\"uuid\\\":\\\"u\\\",\\\"status\\\":\\\"answered\\\",\\\"name\\\":\\\"Zoë\\\"}",
            &body,
        ));
    assert_eq!(found.map(|capture| capture.body.len()), Ok(300_002));
}

fn any_capture() -> impl Strategy<Value = Capture> {
    let bytes = || prop_oneof![vec(any::<u8>(), 0..60), any::<String>().prop_map(String::into_bytes)];
    let method = prop_oneof![Just(Method::Post), Just(Method::Get)];
    let headers = vec((any::<String>(), bytes()), 0..6);
    let time = proptest::option::of(0..253_402_300_800_u64);
    (method, any::<String>(), headers, bytes(), time).prop_map(|(method, url, headers, body, received_at)| {
        Capture { method, url, headers, body, received_at }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn writing_and_reading_a_capture_round_trips(capture in any_capture()) {
        let line = capture.line();
        prop_assert!(!line.contains('\n') && !line.contains('\r'), "{}", line);
        prop_assert_eq!(read(&line), Ok(capture));
    }

    #[test]
    fn no_bytes_panic(bytes in vec(any::<u8>(), 0..200), at in any::<prop::sample::Index>()) {
        let _ = Capture::read(&bytes);
        let mut line = LINE.as_bytes().to_vec();
        let at = at.index(line.len());
        line.splice(at..at, bytes.iter().copied().take(3));
        let _ = Capture::read(&line);
    }
}

#[test]
fn the_target_of_a_url_is_its_path_and_query() {
    for (url, target) in [
        ("/a/b?c=d", "/a/b?c=d"),
        ("/cb?next=http://x/y", "/cb?next=http://x/y"),
        ("https://h.example/hook?x=http://y/z", "/hook?x=http://y/z"),
        ("https://h.example?x=1", "/?x=1"),
        ("https://h.example", "/"),
        ("/a?b#c", "/a?b"),
        ("https://h.example#c", "/"),
    ] {
        let capture = Capture {
            method: Method::Get,
            url: url.to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
            received_at: None,
        };
        assert_eq!(capture.target(), target, "{url}");
    }
}
