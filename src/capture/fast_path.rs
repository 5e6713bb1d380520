//! Fast path for a capture's line as `vsw` writes it. Copies nothing but the body.
//!
//! It decides nothing. It reads lines of printable ASCII without white space between tokens, with the known members
//! except `body_b64` in any order, and gives up on everything else. The strict reader
//! ([`Capture::read`](super::Capture::read)) then reads the line or reports the error.
//!
//! Invariant: it reads the same values as the strict reader (a property test checks this).

use memchr::memchr2;

use super::SCHEMA;
use crate::delivery::Method;
use crate::json::fast_path::once;
use crate::json::scan::is_printable;
use crate::json::unescape::unescaped;
use crate::timestamp;

/// The content of a line. The body is a slice of the caller's buffer; the rest are slices of the line.
pub(crate) struct FastCapture<'l> {
    pub(crate) method: Method,
    pub(crate) url: &'l str,
    pub(crate) headers: Headers<'l>,
    pub(crate) body: &'l [u8],
    pub(crate) received_at: Option<u64>,
}

/// The header pairs of a checked list, parsed again on each iteration.
#[derive(Clone, Copy)]
pub(crate) struct Headers<'l>(&'l [u8]);

/// The receive time, if the line has one.
#[derive(Clone, Copy)]
enum Time {
    Known(u64),
    Unknown,
}

/// The members read so far.
#[derive(Default)]
struct Found<'l> {
    schema: Option<&'l [u8]>,
    method: Option<Method>,
    url: Option<&'l str>,
    headers: Option<Headers<'l>>,
    body: Option<&'l [u8]>,
    received_at: Option<Time>,
}

impl<'l> FastCapture<'l> {
    /// Returns the capture in a line without its line end, or `None` if the fast path cannot read it. `space` is a
    /// buffer for the body; its old content is overwritten.
    pub(crate) fn read(line: &'l [u8], space: &'l mut Vec<u8>) -> Option<Self> {
        let mut rest = line.strip_prefix(b"{").filter(|_| is_printable(line))?;
        let mut found = Found::default();
        let mut space = Some(space);
        loop {
            let (name, after) = text(rest)?;
            let value = after.strip_prefix(b":")?;
            rest = match name {
                b"schema" => {
                    put(&mut found.schema, text(value).filter(|(name, _)| *name == SCHEMA.as_bytes()))?
                }
                b"method" => put(&mut found.method, method(value))?,
                b"url" => put(&mut found.url, url(value))?,
                b"headers" => put(&mut found.headers, Headers::read(value))?,
                b"body" => put(&mut found.body, unescaped(value, space.take()?))?,
                b"received_at" => put(&mut found.received_at, time(value))?,
                _ => return None,
            };
            rest = match rest {
                [b',', rest @ ..] => rest,
                [b'}'] => break,
                _ => return None,
            };
        }
        found.schema?;
        Some(Self {
            method: found.method?,
            url: found.url?,
            headers: found.headers?,
            body: found.body?,
            received_at: match found.received_at {
                Some(Time::Known(seconds)) => Some(seconds),
                Some(Time::Unknown) | None => None,
            },
        })
    }
}

impl<'l> Headers<'l> {
    /// Checks the list and returns it with the text after it.
    fn read(from: &'l [u8]) -> Option<(Self, &'l [u8])> {
        let list = from.strip_prefix(b"[")?;
        if let Some(rest) = list.strip_prefix(b"]") {
            return Some((Self(b""), rest));
        }
        let mut rest = list;
        loop {
            let (_, after) = pair(rest)?;
            rest = match after {
                [b',', rest @ ..] => rest,
                [b']', rest @ ..] => return Some((Self(list), rest)),
                _ => return None,
            };
        }
    }

    /// Returns the pairs of name and value in order.
    pub(crate) fn pairs(self) -> impl Iterator<Item = (&'l [u8], &'l [u8])> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let (pair, after) = pair(rest)?;
            rest = after.strip_prefix(b",").unwrap_or_default();
            Some(pair)
        })
    }
}

type Pair<'l> = (&'l [u8], &'l [u8]);

fn pair(from: &[u8]) -> Option<(Pair<'_>, &[u8])> {
    let (name, rest) = text(from.strip_prefix(b"[")?)?;
    let (value, rest) = text(rest.strip_prefix(b",")?)?;
    Some(((name, value), rest.strip_prefix(b"]")?))
}

/// Returns the contents of a string literal without escapes, and the text after it.
fn text(from: &[u8]) -> Option<(&[u8], &[u8])> {
    let inside = from.strip_prefix(b"\"")?;
    let end = memchr2(b'"', b'\\', inside).filter(|&end| inside[end] == b'"')?;
    Some((&inside[..end], &inside[end + 1..]))
}

/// Stores a value in its member and returns the text after it.
fn put<'l, T>(place: &mut Option<T>, read: Option<(T, &'l [u8])>) -> Option<&'l [u8]> {
    let (value, rest) = read?;
    once(place, value)?;
    Some(rest)
}

fn method(from: &[u8]) -> Option<(Method, &[u8])> {
    match text(from)? {
        (b"POST", rest) => Some((Method::Post, rest)),
        (b"GET", rest) => Some((Method::Get, rest)),
        _ => None,
    }
}

fn url(from: &[u8]) -> Option<(&str, &[u8])> {
    let (url, rest) = text(from)?;
    Some((std::str::from_utf8(url).ok()?, rest))
}

fn time(from: &[u8]) -> Option<(Time, &[u8])> {
    if let Some(rest) = from.strip_prefix(b"null") {
        return Some((Time::Unknown, rest));
    }
    let (time, rest) = text(from)?;
    Some((Time::Known(timestamp::from_rfc3339(time)?), rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::capture::Capture;

    /// Returns whether both readers read the same capture, or `None` if the fast path gives up.
    fn same(line: &str) -> Option<bool> {
        let mut space = vec![b'?'; 3];
        let fast = FastCapture::read(line.as_bytes(), &mut space)?;
        let headers =
            fast.headers.pairs().map(|(name, value)| (String::from_utf8_lossy(name).into(), value.to_vec()));
        let capture = Capture {
            method: fast.method,
            url: fast.url.to_owned(),
            headers: headers.collect(),
            body: fast.body.to_vec(),
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
            ("{\\\"a\\\"", "\\/\\b\\f\\r\\t\\n"),
        ] {
            assert!(LINE.contains(from), "{from}");
            assert_eq!(same(&LINE.replace(from, to)), Some(true), "{to}");
        }
    }

    #[test]
    fn the_fast_path_gives_up_on_other_lines() {
        for (from, to) in [
            ("\"method\"", "\"x\":1,\"method\""),
            ("\"method\"", " \"method\""),
            ("\\\"a\\\"", "\\u0061"),
            ("b\\\\", "é"),
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

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_fast_path_agrees_with_the_strict_reader(
            body in r#"([ -~]|\\["\\/bfnrtu]){0,40}"#, cut in any::<prop::sample::Index>(), byte in " |\"|\\\\|[|]|,|a|}",
        ) {
            let line = LINE.replace("{\\\"a\\\"", &body);
            let at = cut.index(line.len());
            let changed = format!("{}{byte}{}", &line[..at], &line[at + 1..]);
            for line in [&line, &changed, &line[..at], &format!("{}{byte}", &line[..at])] {
                prop_assert!(same(line) != Some(false), "{}", line);
            }
        }
    }
}
