//! Fast path for the objects of webhooks, claims and logs, read member by member.
//!
//! Invariant: reads the same members as [`Json`](super::Json), or fails with [`NotFast`].

use super::cursor::{Cursor, FastValue};
use super::scan::{Found, Marks};

pub(crate) struct FastObject<'t, M> {
    cursor: Cursor<'t, M>,
    has_more: bool,
}

/// The fast path cannot read the text. The text may be valid JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotFast;

impl<'t> FastObject<'t, Found<'t>> {
    pub(crate) fn new(text: &'t str) -> Result<Self, NotFast> {
        Self::read(Cursor::of(text.as_bytes()))
    }
}

impl<'t, M: Marks> FastObject<'t, M> {
    pub(crate) fn with(text: &'t [u8], marks: M) -> Result<Self, NotFast> {
        Self::read(Cursor::with(text, marks))
    }

    fn read(mut cursor: Cursor<'t, M>) -> Result<Self, NotFast> {
        let has_more = cursor.open(b'{', b'}').ok_or(NotFast)?;
        Ok(Self { cursor, has_more })
    }

    #[inline]
    pub(crate) fn next(&mut self) -> Result<Option<(&'t [u8], FastValue<'t>)>, NotFast> {
        if !self.has_more {
            return self.cursor.end().map(|()| None).ok_or(NotFast);
        }
        self.member().map(Some).ok_or(NotFast)
    }

    #[inline]
    fn member(&mut self) -> Option<(&'t [u8], FastValue<'t>)> {
        let member = (self.cursor.name()?, self.cursor.value()?);
        self.has_more = self.cursor.more(b'}')?;
        Some(member)
    }
}

/// Stores a member's value. Returns `None` for a duplicate, so that the fast path gives up.
pub(crate) fn once<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.replace(value).is_none().then_some(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::json::{Json, Kind, generate};

    fn as_json_reads(text: &str) -> Vec<(Vec<u8>, Kind, String)> {
        let json = Json::parse(text.to_owned()).expect("the fast path reads only JSON");
        assert_eq!(json.root().kind(), Kind::Object);
        let member = |member: crate::json::Member<'_>| {
            let text = member.value.raw().trim_matches('"').to_owned();
            (member.name().into_owned(), member.value.kind(), text)
        };
        json.root().members().map(member).collect()
    }

    fn read_fast(text: &str) -> Result<Vec<(Vec<u8>, Kind, String)>, NotFast> {
        let mut object = FastObject::new(text)?;
        let mut members = Vec::new();
        while let Some((name, value)) = object.next()? {
            let (kind, text) = match value {
                FastValue::Text(text) => {
                    assert!(!text.contains(&b'\\'));
                    (Kind::String, text)
                }
                FastValue::Escaped(text) => {
                    assert!(text.contains(&b'\\'));
                    (Kind::String, text)
                }
                FastValue::Number(digits) => (Kind::Number, digits),
                FastValue::Word(b"true") => (Kind::True, &b"true"[..]),
                FastValue::Word(b"false") => (Kind::False, &b"false"[..]),
                FastValue::Word(word) => (Kind::Null, word),
                FastValue::Nested(text) if text[0] == b'{' => (Kind::Object, text),
                FastValue::Nested(text) => (Kind::Array, text),
            };
            let text = std::str::from_utf8(text).unwrap().trim_matches('"').to_owned();
            members.push((name.to_vec(), kind, text));
        }
        Ok(members)
    }

    #[test]
    fn objects_with_simple_names_are_read() {
        for object in [
            "{}",
            " { } ",
            r#"{"a":"b"}"#,
            r#"{"a":1,"a":0,"":true,"b":false,"c":null,"d":"}"}"#,
            "\t{\r\n \"a\" : -1.5 , \"b\" : [ 1 , { } , [ ] , { \"c\" : [ ] } ] }\n",
            r#"{"a":0e5,"b":1E+10,"c":1.25e-3,"d":-0,"é":"αβγ 語 😀"}"#,
            r#"{"a":"\u0061\"\\\/\b\f\n\r\t","b":"\\\\\"","c":{"\u0061":"\ud800"}}"#,
        ] {
            assert_eq!(read_fast(object), Ok(as_json_reads(object)), "{object}");
        }
        let deep = |depth: usize| format!(r#"{{"a":{}{}}}"#, r#"{"b":["#.repeat(depth), "]}".repeat(depth));
        assert!(read_fast(&deep(32)).is_ok());
        assert!(read_fast(&deep(33)).is_err());
    }

    #[test]
    fn other_texts_are_not_read() {
        for other in [
            "",
            "{",
            "}",
            "[]",
            "{{}",
            "{}}",
            "{} x",
            r#"{"a":1,}"#,
            r#"{,"a":1}"#,
            r#"{"a":01}"#,
            r#"{"a":-}"#,
            r#"{"a":+1}"#,
            r#"{"a":.5}"#,
            r#"{"a":1.}"#,
            r#"{"a":1e}"#,
            r#"{"a":1.5.5}"#,
            r#"{"a":[1,]}"#,
            r#"{"a":[,1]}"#,
            r#"{"a":[1}]"#,
            r#"{"a":{"b"}}"#,
            r#"{"a":{"b":1]}"#,
            r#"{"a":{1:2}}"#,
            r#"{"\u0061":1}"#,
            r#"{"a":"\u006"}"#,
            r#"{"a":"\x"}"#,
            r#"{"a":"\"}"#,
            "{\"a\":\"\n\"}",
            "{\"a\":\u{a0}1}",
            r#"{"a"}"#,
            r#"{"a":}"#,
            r#"{"a":nul}"#,
            r#"{"a":truee}"#,
            r#"{"a":"b}"#,
            r#"{"a":1"b":2}"#,
            r#"{"a":1}{"b":2}"#,
            "{1:2}",
        ] {
            assert_eq!(read_fast(other), Err(NotFast), "{other}");
        }
    }

    fn any_tokens() -> impl Strategy<Value = String> {
        let token = r#"[\{\}\[\],:]|[ \n]|"[ab]{0,2}"|"[a-cé,:{}\[\] ]{0,4}"|"a{50,70}[aé\n]b{60,140}"|"(\\["\\/nu]|\\u00[0-9]{2}|a){0,5}"|-?[01][0-9]{0,2}(\.[0-9]{0,2})?(e[-+]?[0-9]{0,2})?|true|null|[a-z]{1,4}"#;
        prop::collection::vec(token, 0..12).prop_map(|tokens| tokens.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_fast_path_agrees_with_json(tokens in any_tokens(), cut in any::<prop::sample::Index>()) {
            let member = format!(r#"{{"a":{tokens}}}"#);
            let object = format!(r#"{{"a":{{"b":[0,{tokens}],"c":"d"}}, "e":1.5}}"#);
            let changed: String = object.chars().enumerate()
                .filter_map(|(at, character)| (at != cut.index(object.len())).then_some(character)).collect();
            for text in [tokens, member, object, changed] {
                if let Ok(members) = read_fast(&text) {
                    prop_assert_eq!(members, as_json_reads(&text));
                }
            }
        }

        #[test]
        fn every_valid_object_with_simple_names_is_read(object in generate::object_with(Just(Vec::new()))) {
            prop_assert!(read_fast(&object).is_ok(), "{}", object);
        }
    }
}
