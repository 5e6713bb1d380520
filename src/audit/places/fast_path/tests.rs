//! Tests of the fast path for foreign logs: it returns the same record as the strict reader, or gives up.

use proptest::prelude::*;

use super::*;
use crate::audit::RequestPlaces;

fn pointer(text: &str) -> JsonPointer {
    text.parse().expect("a pointer")
}

fn places(encoding: BodyEncoding) -> Places {
    Places {
        authorization: pointer("/request/headers/a"),
        body: pointer("/request/body"),
        encoding,
        received_at: Some(pointer("/time")),
        request: Some(RequestPlaces { method: pointer("/request/1"), url: pointer("/url") }),
    }
}

type Parts = (Method, Vec<u8>, Vec<u8>, Vec<(String, Vec<u8>)>, Option<u64>);

fn parts(record: &Record<'_>) -> Parts {
    let delivery = &record.delivery;
    let headers = delivery.headers().map(|(name, value)| (name.to_owned(), value.to_vec())).collect();
    let query = delivery.query().text().to_vec();
    (delivery.method(), query, delivery.body().to_vec(), headers, record.received_at)
}

/// Returns whether both readers return the same record. `None`: the fast path gave up.
fn same(places: &Places, line: &str) -> Option<bool> {
    let mut body = Unescaped::default();
    let fast = places.fast_path(line.as_bytes(), "A", &mut body)?;
    let strict = places.read(line.as_bytes(), "A").ok();
    let contents = |record: &Record<'_>| format!("{:?}", record.contents(record.delivery.body()));
    Some(strict.is_some_and(|strict| parts(&strict) == parts(&fast) && contents(&strict) == contents(&fast)))
}

const LINE: &str = r#"{"x":[{"y":1.5}],"request":{"headers":{"b":"\"","a":"Bearer e"},"1":"POST","body":"{\"status\":\"é\\n\"}"},"url":"/a?b=c","time":1587494970.5,"z":null}"#;

#[test]
fn the_fast_path_reads_usual_lines() {
    let text = places(BodyEncoding::Text);
    assert_eq!(same(&text, LINE), Some(true));
    for (from, to) in [
        ("\"POST\"", "\"GET\""),
        ("\"Bearer e\"", "[\"Bearer e\",\"é\"]"),
        ("\"Bearer e\"", "[\"-\",\"e\"]"),
        ("\"Bearer e\"", "\"-\""),
        ("\"Bearer e\"", "[]"),
        ("\"Bearer e\"", "null"),
        ("\"a\":", "\"c\":"),
        ("\"headers\":{", "\"headers\":{\"headers\":1,"),
        ("1587494970.5", "\"1587494970\""),
        ("1587494970.5", "\"2020-04-21T18:49:30Z\""),
        ("1587494970.5", "null"),
        ("\"time\"", "\"other\""),
        (":", " : "),
        ("{\\\"status", "\\u007b\\\"status"),
    ] {
        assert!(LINE.contains(from), "{from}");
        assert_eq!(same(&text, &LINE.replace(from, to)), Some(true), "{to}");
    }
    let base64 = LINE.replace("{\\\"status\\\":\\\"é\\\\n\\\"}", "e30=");
    assert_eq!(same(&places(BodyEncoding::Base64), &base64), Some(true));
    let by_flag = places(BodyEncoding::Base64Where(pointer("/x/0/y")));
    for flag in ["true", "false", "null", "{}"] {
        let line = base64.replace("1.5", flag);
        assert_eq!(same(&by_flag, &line), (flag != "{}").then_some(true), "{flag}");
    }
}

#[test]
fn the_fast_path_gives_up_on_other_lines() {
    for (from, to) in [
        ("\"POST\"", "\"PUT\""),
        ("\"POST\"", "null"),
        ("\"url\"", "\"request\":1,\"url\""),
        ("\"url\"", "\"time\":null,\"url\""),
        ("\"a\":", "\"a\":1,\"a\":"),
        ("\"a\":", "\"\\u0061\":"),
        ("\"body\"", "\"other\""),
        ("\"{\\\"status", "{},\"other\":\"{\\\"status"),
        ("\"Bearer e\"", "\"\\\"\""),
        ("\"Bearer e\"", "[1]"),
        ("\"Bearer e\"", "{}"),
        ("1587494970.5", "-1"),
        ("null}", "null"),
        ("null}", "null}}"),
    ] {
        assert!(LINE.contains(from), "{from}");
        assert_eq!(same(&places(BodyEncoding::Text), &LINE.replace(from, to)), None, "{to}");
    }
    let root = Places { body: pointer(""), ..places(BodyEncoding::Text) };
    assert_eq!(same(&root, LINE), None);
}

/// The member names are those that `any_pointer` uses, so that pointers often match.
fn any_line() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("\"POST\"".to_owned()),
        Just("\"GET\"".to_owned()),
        Just("\"2020-04-21T18:49:30Z\"".to_owned()),
        Just("\"e30=\"".to_owned()),
        "(true|false|null|1587494970|-1|1.5|\"a{0,3}\"|\"-\"|\"é\"|\"(\\\\[\"n/]|\\\\u00e9|[a-z?=&]){0,9}\")",
    ];
    let value = leaf.prop_recursive(4, 24, 4, |inner| {
        let member = ("[abc01]", inner.clone()).prop_map(|(name, value)| format!("\"{name}\":{value}"));
        let list = prop::collection::vec(inner, 0..4).prop_map(|all| format!("[{}]", all.join(",")));
        prop_oneof![
            prop::collection::vec(member, 0..4).prop_map(|all| format!("{{{}}}", all.join(", "))),
            list
        ]
    });
    let member = ("[abc01]", value).prop_map(|(name, value)| format!("\"{name}\":{value}"));
    prop::collection::vec(member, 1..5).prop_map(|all| format!("{{{}}}", all.join(",")))
}

fn any_pointer() -> impl Strategy<Value = JsonPointer> {
    "(/[abc01]){1,2}".prop_map(|text| pointer(&text))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn the_fast_path_agrees_with_the_strict_reader(
        line in any_line(), authorization in any_pointer(), body in any_pointer(), flag in any_pointer(), encoding in 0..3,
        received_at in prop::option::of(any_pointer()), request in prop::option::of((any_pointer(), any_pointer())),
    ) {
        let encoding = match encoding {
            0 => BodyEncoding::Text,
            1 => BodyEncoding::Base64,
            _ => BodyEncoding::Base64Where(flag),
        };
        let request = request.map(|(method, url)| RequestPlaces { method, url });
        let places = Places { authorization, body, encoding, received_at, request };
        prop_assert!(same(&places, &line) != Some(false), "{:?} in {}", places, line);
    }

    #[test]
    fn a_changed_line_is_read_alike(
        cut in any::<prop::sample::Index>(), character in " |\"|\\\\|[|]|,|a|}|é|\n",
    ) {
        let at = LINE.floor_char_boundary(cut.index(LINE.len()));
        let mut rest = LINE[at..].chars();
        rest.next();
        for line in [&format!("{}{character}{}", &LINE[..at], rest.as_str()), &LINE[..at]] {
            prop_assert!(same(&places(BodyEncoding::Text), line) != Some(false), "{}", line);
        }
    }
}

#[test]
fn an_index_has_no_leading_zero_and_no_sign() {
    let line = r#"{"h":["-","Bearer e"],"request":{"body":"b"}}"#;
    for index in ["/h/1", "/h/01", "/h/+1"] {
        let places = Places {
            authorization: pointer(index),
            received_at: None,
            request: None,
            ..places(BodyEncoding::Text)
        };
        assert_eq!(same(&places, line), Some(true), "{index}");
    }
}
