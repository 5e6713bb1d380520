//! Fast path for a capture's line: borrows the URL and the headers from the line.
//!
//! Invariant: a returned capture has the same values as the result of [`Capture::read`](super::Capture::read).

use std::borrow::Cow;

use super::SCHEMA;
use crate::delivery::{Headers, Method};
use crate::json::cursor::{Cursor, FastValue};
use crate::json::fast_path::once;
use crate::json::scan::Found;
use crate::json::unescape::Unescaped;
use crate::timestamp;

pub(crate) struct FastCapture<'l> {
    pub(crate) method: Method,
    /// The URL, which is valid UTF-8.
    pub(crate) url: &'l [u8],
    /// Only the headers that the caller needs.
    pub(crate) headers: Headers<'l>,
    pub(crate) received_at: Option<u64>,
}

#[derive(Clone, Copy)]
enum Time {
    Known(u64),
    Unknown,
}

/// Maximum number of headers. 1000 headers have 3000 JSON values, far below the limit of `Capture::read`, so
/// this reader need not count values.
const MOST_HEADERS: usize = 1000;

#[derive(Default)]
struct Members<'l> {
    schema: Option<()>,
    method: Option<Method>,
    url: Option<&'l [u8]>,
    headers: Option<Headers<'l>>,
    body: Option<()>,
    received_at: Option<Time>,
}

impl<'l> FastCapture<'l> {
    /// Reads a line without its line end, and decodes its body into `body`. Returns `None` if
    /// [`Capture::read`](super::Capture::read) must read the line.
    pub(crate) fn read(line: &'l [u8], needed: impl Fn(&[u8]) -> bool, body: &mut Unescaped) -> Option<Self> {
        simdutf8::basic::from_utf8(line).ok()?;
        let mut cursor = Cursor::of(line);
        let mut found = Members::default();
        let mut has_more = cursor.open(b'{', b'}')?;
        while has_more {
            match cursor.name()? {
                b"schema" if cursor.text()? == SCHEMA.as_bytes() => once(&mut found.schema, ())?,
                b"method" => once(&mut found.method, method(cursor.text()?)?)?,
                b"url" => once(&mut found.url, cursor.text()?)?,
                b"headers" => once(&mut found.headers, headers(&mut cursor, &needed)?)?,
                b"body" => {
                    once(&mut found.body, ())?;
                    cursor.unescape(body)?;
                }
                b"received_at" => once(&mut found.received_at, time(cursor.value()?)?)?,
                _ => return None,
            }
            has_more = cursor.more(b'}')?;
        }
        cursor.end()?;
        found.schema?;
        found.body?;
        Some(Self {
            method: found.method?,
            url: found.url?,
            headers: found.headers?,
            received_at: match found.received_at {
                Some(Time::Known(seconds)) => Some(seconds),
                Some(Time::Unknown) | None => None,
            },
        })
    }
}

fn headers<'l>(cursor: &mut Cursor<'l, Found<'l>>, needed: impl Fn(&[u8]) -> bool) -> Option<Headers<'l>> {
    let mut headers = Vec::new();
    let mut left = MOST_HEADERS;
    let mut has_more = cursor.open(b'[', b']')?;
    while has_more {
        left = left.checked_sub(1)?;
        cursor.take(b'[')?;
        let name = cursor.text()?;
        cursor.take(b',')?;
        match cursor.value()? {
            FastValue::Text(value) if needed(name) => {
                headers.push((Cow::Borrowed(std::str::from_utf8(name).ok()?), Cow::Borrowed(value)));
            }
            FastValue::Text(_) => {}
            _ => return None,
        }
        cursor.take(b']')?;
        has_more = cursor.more(b']')?;
    }
    Some(headers)
}

fn method(text: &[u8]) -> Option<Method> {
    match text {
        b"POST" => Some(Method::Post),
        b"GET" => Some(Method::Get),
        _ => None,
    }
}

fn time(value: FastValue<'_>) -> Option<Time> {
    match value {
        FastValue::Word(b"null") => Some(Time::Unknown),
        FastValue::Text(text) => timestamp::from_rfc3339(text).map(Time::Known),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::capture::Capture;

    /// Returns whether both readers agree, or `None` if the fast path gives up.
    fn same(line: &str) -> Option<bool> {
        let mut body = Unescaped::default();
        let fast = FastCapture::read(line.as_bytes(), |_| true, &mut body)?;
        let capture = Capture {
            method: fast.method,
            url: String::from_utf8(fast.url.to_vec()).unwrap(),
            headers: fast.headers.iter().map(|(name, value)| (name.to_string(), value.to_vec())).collect(),
            body: body.text().to_vec(),
            received_at: fast.received_at,
        };
        Some(Capture::read(line.as_bytes()) == Ok(capture))
    }

    const LINE: &str = r#"{"schema":"vsw/delivery/1","received_at":"2020-04-21T18:49:30Z","method":"POST","url":"/a?b=c","headers":[["A","b"],["",""]],"body":"{\"a\":\"b\\\\/\\n\"}"}"#;

    #[test]
    fn the_fast_path_reads_lines_written_by_vsw() {
        assert_eq!(same(LINE), Some(true));
        let capture = Capture::read(LINE.as_bytes()).unwrap();
        assert_eq!(same(&capture.line()), Some(true));
        for (from, to) in [
            ("[[\"A\",\"b\"],[\"\",\"\"]]", "[]"),
            ("\"2020-04-21T18:49:30Z\"", "null"),
            ("POST", "GET"),
            ("{\\\"a\\\":\\\"b\\\\\\\\/\\\\n\\\"}", ""),
            ("{\\\"a\\\"", "\\/\\b\\f\\r\\t\\n\\u0061\\u00e9\\ud83d\\ude00"),
            ("b\\\\", "é語😀"),
            ("\"A\"", "\"é\""),
            ("/a?", "/é?"),
            ("\"method\"", " \"method\"\t"),
            ("[\"A\",", " [ \"A\" ,"),
        ] {
            assert!(LINE.contains(from), "{from}");
            assert_eq!(same(&LINE.replace(from, to)), Some(true), "{to}");
        }
    }

    #[test]
    fn the_fast_path_gives_up_on_other_lines() {
        for (from, to) in [
            ("\"method\"", "\"x\":1,\"method\""),
            ("\\\"a\\\"", "\\ud800"),
            ("\\\"a\\\"", "\\x"),
            ("b\\\\", "\n"),
            ("\"b\"]", "\"\\\"\"]"),
            ("\"A\"", "\"\\u0041\""),
            ("\"2020-04-21T18:49:30Z\"", "1587494970"),
            ("\"b\"]", "{\"b64\":\"\"}]"),
            ("/a?", "\\/a?"),
            ("POST", "PUT"),
            ("delivery/1", "delivery/2"),
            ("\"url\":\"/a?b=c\",", ""),
            ("\"url\":", "\"body\":\"\",\"url\":"),
            ("}\"}", "}\""),
            ("}\"}", "}\"}}"),
        ] {
            assert!(LINE.contains(from), "{from}");
            assert_eq!(same(&LINE.replace(from, to)), None, "{to}");
        }
    }

    #[test]
    fn the_fast_path_gives_up_on_duplicates() {
        for member in [
            r#""schema":"vsw/delivery/1""#,
            r#""received_at":null"#,
            r#""method":"POST""#,
            r#""url":"/""#,
            r#""headers":[]"#,
            r#""body":"""#,
        ] {
            assert_eq!(same(&LINE.replacen('{', &format!("{{{member},"), 1)), None, "{member}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_fast_path_agrees_with_the_strict_reader(
            body in r#"([ -~é語]|\\["\\/bfnrtu]|\\u(00e9|d83d|de00)){0,40}"#, cut in any::<prop::sample::Index>(),
            character in " |\"|\\\\|[|]|,|a|}|é|\n",
        ) {
            let line = LINE.replace("{\\\"a\\\"", &body);
            let at = line.floor_char_boundary(cut.index(line.len()));
            let mut rest = line[at..].chars();
            rest.next();
            let changed = format!("{}{character}{}", &line[..at], rest.as_str());
            for line in [&line, &changed, &line[..at], &format!("{}{character}", &line[..at])] {
                prop_assert!(same(line) != Some(false), "{}", line);
            }
        }
    }
}
