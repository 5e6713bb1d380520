//! Plain objects: the few lines of JSON that nearly every webhook is written in, read at the speed of a search.
//!
//! A plain object is ASCII without escapes and without white space between its parts, and its values are strings,
//! whole numbers, `true`, `false` and `null`. Whatever is not plain is not read here, valid or not: the caller turns
//! to [`Json`](super::Json), which reads everything and decides what is an error.
//!
//! Invariant: what is read here, `Json` reads in the same way. The grammar is small enough to see that, and a property
//! holds it.

use super::scan;

/// A plain object's members that are still to be read.
pub(crate) struct PlainObject<'t> {
    /// Begins with the next member's name, or is the closing brace.
    rest: &'t [u8],
}

/// One value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlainValue<'t> {
    /// A string's contents, which are its decoded contents too.
    Text(&'t [u8]),
    /// A whole number's digits, without a sign or a leading zero.
    Digits(&'t [u8]),
    /// `true`, `false` or `null`.
    Word(&'t [u8]),
}

/// The text is not plain after all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotPlain;

impl<'t> PlainObject<'t> {
    pub(crate) fn new(text: &'t [u8]) -> Result<Self, NotPlain> {
        // One pass without a branch: printable ASCII, and nothing that escapes.
        let strange = text.iter().fold(0, |strange, &byte| {
            strange | u8::from(byte.wrapping_sub(b' ') > b'~' - b' ') | u8::from(byte == b'\\')
        });
        match text {
            [b'{', rest @ .., b'}'] if strange == 0 => {
                Ok(Self { rest: if rest.is_empty() { rest } else { &text[1..] } })
            }
            _ => Err(NotPlain),
        }
    }

    /// The next member; none when all were read.
    pub(crate) fn next(&mut self) -> Result<Option<(&'t [u8], PlainValue<'t>)>, NotPlain> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let (name, rest) = text(self.rest)?;
        let [b':', rest @ ..] = rest else { return Err(NotPlain) };
        let (value, rest) = value(rest)?;
        self.rest = match rest {
            // A name has to follow: `text` sees to that.
            [b',', rest @ ..] => rest,
            [b'}'] => &[],
            _ => return Err(NotPlain),
        };
        Ok(Some((name, value)))
    }
}

fn text(from: &[u8]) -> Result<(&[u8], &[u8]), NotPlain> {
    let [b'"', inside @ ..] = from else { return Err(NotPlain) };
    let end = scan::quote(inside).ok_or(NotPlain)?;
    Ok((&inside[..end], &inside[end + 1..]))
}

fn value(from: &[u8]) -> Result<(PlainValue<'_>, &[u8]), NotPlain> {
    match from {
        [b'"', ..] => text(from).map(|(text, rest)| (PlainValue::Text(text), rest)),
        [b'0'..=b'9', ..] => {
            let end = from.iter().position(|byte| !byte.is_ascii_digit()).ok_or(NotPlain)?;
            let (digits, rest) = from.split_at(end);
            let leading_zero = digits[0] == b'0' && digits.len() > 1;
            if leading_zero { Err(NotPlain) } else { Ok((PlainValue::Digits(digits), rest)) }
        }
        _ => [&b"true"[..], b"false", b"null"]
            .into_iter()
            .find_map(|word| {
                from.strip_prefix(word).map(|rest| (PlainValue::Word(&from[..word.len()]), rest))
            })
            .ok_or(NotPlain),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::json::{Json, Kind};

    /// What `Json` says of the same members, in the same words.
    fn as_json_reads(text: &[u8]) -> Vec<(Vec<u8>, Kind, String)> {
        let json = Json::parse_bytes(text.to_vec()).expect("what is plain is JSON");
        assert_eq!(json.root().kind(), Kind::Object);
        let member = |member: crate::json::Member<'_>| {
            let value = member.value;
            let said = value.as_str().map_or_else(|| value.raw().to_owned(), std::borrow::Cow::into_owned);
            (member.name().into_owned(), value.kind(), said)
        };
        json.root().members().map(member).collect()
    }

    fn as_plain(text: &[u8]) -> Result<Vec<(Vec<u8>, Kind, String)>, NotPlain> {
        let mut object = PlainObject::new(text)?;
        let mut members = Vec::new();
        while let Some((name, value)) = object.next()? {
            let (kind, said) = match value {
                PlainValue::Text(text) => (Kind::String, text),
                PlainValue::Digits(digits) => (Kind::Number, digits),
                PlainValue::Word(b"true") => (Kind::True, &b"true"[..]),
                PlainValue::Word(b"false") => (Kind::False, &b"false"[..]),
                PlainValue::Word(word) => (Kind::Null, word),
            };
            members.push((name.to_vec(), kind, String::from_utf8(said.to_vec()).unwrap()));
        }
        Ok(members)
    }

    #[test]
    fn what_is_plain_and_what_is_not() {
        for plain in ["{}", r#"{"a":"b"}"#, r#"{"a":1,"a":0,"":true,"b":false,"c":null,"d":"}"}"#] {
            assert_eq!(as_plain(plain.as_bytes()), Ok(as_json_reads(plain.as_bytes())), "{plain}");
        }
        for other in [
            "",
            "{",
            "}",
            "{{}",
            "{}}",
            " {}",
            r#"{"a" :1}"#,
            r#"{"a":1,}"#,
            r#"{,"a":1}"#,
            r#"{"a":01}"#,
            r#"{"a":-1}"#,
            r#"{"a":1.5}"#,
            r#"{"a":1e5}"#,
            r#"{"a":[]}"#,
            r#"{"a":{}}"#,
            r#"{"a":"\u0061"}"#,
            r#"{"a":"é"}"#,
            r#"{"a"}"#,
            r#"{"a":}"#,
            r#"{"a":nul}"#,
            r#"{"a":truee}"#,
            r#"{"a":"b}"#,
            r#"{"a":1"b":2}"#,
            r#"{"a":1}{"b":2}"#,
            "{1:2}",
        ] {
            assert_eq!(as_plain(other.as_bytes()), Err(NotPlain), "{other}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_read_as_plain_is_what_json_reads(
            text in r#"\{("[ab ]{0,2}":("[a-c,:{}\[\] ]{0,4}"|0|[0-9]{1,3}|true|null|-1|[a-z]{1,4}),?){0,4}\}?"#,
        ) {
            if let Ok(members) = as_plain(text.as_bytes()) {
                prop_assert_eq!(members, as_json_reads(text.as_bytes()));
            }
        }
    }
}
