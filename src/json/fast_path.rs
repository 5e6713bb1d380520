//! Fast path for the simple JSON objects of nearly every webhook.
//!
//! It reads ASCII without escapes or white space between tokens, with strings, whole numbers, `true`, `false` and
//! `null` as values. It gives up on everything else, valid or not: the caller then uses [`Json`](super::Json), which
//! decides what is an error.
//!
//! Invariant: it reads the same members as `Json` (a property test checks this).

use super::scan::Quotes;

/// Reads the members of a simple object one by one.
pub(crate) struct FastObject<'t> {
    text: &'t [u8],
    quotes: Quotes<'t>,
    /// The offset of the next member's name, or the end of the text.
    at: usize,
}

/// One value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FastValue<'t> {
    /// A string's contents, without escapes.
    Text(&'t [u8]),
    /// A whole number's digits, without a sign or a leading zero.
    Digits(&'t [u8]),
    /// `true`, `false` or `null`.
    Word(&'t [u8]),
}

/// The fast path cannot read this text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotFast;

impl<'t> FastObject<'t> {
    pub(crate) fn new(text: &'t [u8]) -> Result<Self, NotFast> {
        match text {
            b"{}" => Ok(Self { text, quotes: Quotes::of(text), at: text.len() }),
            [b'{', _, ..] => Ok(Self { text, quotes: Quotes::of(text), at: 1 }),
            _ => Err(NotFast),
        }
    }

    /// Returns the next member, or `None` after the last one.
    #[inline]
    pub(crate) fn next(&mut self) -> Result<Option<(&'t [u8], FastValue<'t>)>, NotFast> {
        if self.at == self.text.len() {
            return Ok(None);
        }
        let name = self.string()?;
        self.expect(b':')?;
        let value = match self.text.get(self.at) {
            Some(b'"') => FastValue::Text(self.string()?),
            Some(b'0'..=b'9') => FastValue::Digits(self.digits()?),
            _ => FastValue::Word(self.word()?),
        };
        if self.expect(b',').is_err() {
            self.expect(b'}')?;
            if self.at != self.text.len() {
                return Err(NotFast);
            }
        } else if self.at == self.text.len() {
            return Err(NotFast);
        }
        Ok(Some((name, value)))
    }

    #[inline]
    fn expect(&mut self, byte: u8) -> Result<(), NotFast> {
        if self.text.get(self.at) != Some(&byte) {
            return Err(NotFast);
        }
        self.at += 1;
        Ok(())
    }

    /// Returns the contents of the string at `self.at`. `quotes` guarantees that they have no escape and no character
    /// that JSON forbids.
    #[inline]
    fn string(&mut self) -> Result<&'t [u8], NotFast> {
        let (start, end) = (self.quotes.next().ok_or(NotFast)?, self.quotes.next().ok_or(NotFast)?);
        if start != self.at {
            return Err(NotFast);
        }
        self.at = end + 1;
        Ok(&self.text[start + 1..end])
    }

    fn digits(&mut self) -> Result<&'t [u8], NotFast> {
        let rest = &self.text[self.at..];
        let end = rest.iter().position(|byte| !byte.is_ascii_digit()).ok_or(NotFast)?;
        self.at += end;
        match rest {
            [b'0', b'0'..=b'9', ..] => Err(NotFast),
            _ => Ok(&rest[..end]),
        }
    }

    fn word(&mut self) -> Result<&'t [u8], NotFast> {
        let rest = &self.text[self.at..];
        let word = [&b"true"[..], b"false", b"null"].into_iter().find(|word| rest.starts_with(word));
        let word = &rest[..word.ok_or(NotFast)?.len()];
        self.at += word.len();
        Ok(word)
    }
}

/// Stores a member's value. Returns `None` for a duplicate, which only a strict reader may judge.
pub(crate) fn once<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.replace(value).is_none().then_some(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::json::{Json, Kind};

    /// Reads the same members with `Json`.
    fn as_json_reads(text: &[u8]) -> Vec<(Vec<u8>, Kind, String)> {
        let json = Json::parse_bytes(text.to_vec()).expect("a simple object is JSON");
        assert_eq!(json.root().kind(), Kind::Object);
        let member = |member: crate::json::Member<'_>| {
            let value = member.value;
            let text = value.as_str().map_or_else(|| value.raw().to_owned(), std::borrow::Cow::into_owned);
            (member.name().into_owned(), value.kind(), text)
        };
        json.root().members().map(member).collect()
    }

    fn read_fast(text: &[u8]) -> Result<Vec<(Vec<u8>, Kind, String)>, NotFast> {
        let mut object = FastObject::new(text)?;
        let mut members = Vec::new();
        while let Some((name, value)) = object.next()? {
            let (kind, text) = match value {
                FastValue::Text(text) => (Kind::String, text),
                FastValue::Digits(digits) => (Kind::Number, digits),
                FastValue::Word(b"true") => (Kind::True, &b"true"[..]),
                FastValue::Word(b"false") => (Kind::False, &b"false"[..]),
                FastValue::Word(word) => (Kind::Null, word),
            };
            members.push((name.to_vec(), kind, String::from_utf8(text.to_vec()).unwrap()));
        }
        Ok(members)
    }

    #[test]
    fn only_simple_objects_are_read() {
        for simple in ["{}", r#"{"a":"b"}"#, r#"{"a":1,"a":0,"":true,"b":false,"c":null,"d":"}"}"#] {
            assert_eq!(read_fast(simple.as_bytes()), Ok(as_json_reads(simple.as_bytes())), "{simple}");
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
            assert_eq!(read_fast(other.as_bytes()), Err(NotFast), "{other}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_fast_path_agrees_with_json(
            text in r#"\{("[ab ]{0,2}":("[a-c,:{}\[\] ]{0,4}"|"a{50,70}[aé\n]b{60,140}"|0|[0-9]{1,3}|true|null|-1|[a-z]{1,4}),?){0,4}\}?"#,
        ) {
            if let Ok(members) = read_fast(text.as_bytes()) {
                prop_assert_eq!(members, as_json_reads(text.as_bytes()));
            }
        }
    }
}
