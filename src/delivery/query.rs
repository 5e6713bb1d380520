//! Query: the query of a delivery by GET, and its JSON text, which Vonage hashes.
//!
//! Only one Vonage article documents the rule for the JSON text; one public project confirms it.

use std::collections::HashSet;

use crate::json;

/// A query: the text of a URL after the `?`.
///
/// ```
/// use vsw::delivery::{ParseQueryError, Query};
///
/// assert_eq!(Query::of_url(b"/answer?to=44+1&from=%2b2").json()?, r#"{"to":"44 1","from":"+2"}"#);
/// assert_eq!(Query::new(b"to=1&to=2").json(), Err(ParseQueryError::RepeatedName));
/// # Ok::<(), ParseQueryError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Query<'q>(&'q [u8]);

/// Why a query has no JSON text. A GET with such a query cannot be verified.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseQueryError {
    /// A `%` is not followed by two hex digits.
    #[error("it contains an invalid `%` escape")]
    BadEscape,
    /// The decoded bytes are not UTF-8.
    #[error("it is not UTF-8 after decoding")]
    NotText,
    /// A parameter occurs more than once: two readers of the JSON object could disagree on its value.
    #[error("it contains a parameter more than once")]
    RepeatedName,
}

impl<'q> Query<'q> {
    /// Wraps the part of a URL after the first `?` and before a `#`.
    #[must_use]
    pub fn new(text: &'q [u8]) -> Self {
        Self(text)
    }

    /// Returns the query of a URL or request target. Empty if there is no `?`.
    #[must_use]
    pub fn of_url(url: &'q [u8]) -> Self {
        let url = url.split(|&byte| byte == b'#').next().unwrap_or_default();
        let start = url.iter().position(|&byte| byte == b'?');
        Self(start.map_or(&[], |start| &url[start + 1..]))
    }

    /// Returns the text as received.
    #[must_use]
    pub fn text(self) -> &'q [u8] {
        self.0
    }

    /// Returns the decoded parameters as one compact JSON object, in order.
    ///
    /// Every value is a string, written as by `JSON.stringify`.
    ///
    /// # Errors
    /// Fails with [`ParseQueryError`] if the query has no JSON text.
    pub fn json(self) -> Result<String, ParseQueryError> {
        let mut names = HashSet::new();
        let mut members = Vec::new();
        for pair in self.0.split(|&byte| byte == b'&').filter(|pair| !pair.is_empty()) {
            let mut sides = pair.splitn(2, |&byte| byte == b'=');
            let (name, value) = (decoded(sides.next())?, decoded(sides.next())?);
            members.push(format!("{}:{}", json::literal(&name), json::literal(&value)));
            if !names.insert(name) {
                return Err(ParseQueryError::RepeatedName);
            }
        }
        Ok(format!("{{{}}}", members.join(",")))
    }
}

fn decoded(side: Option<&[u8]>) -> Result<String, ParseQueryError> {
    let bytes = form_decoded(side.unwrap_or_default()).ok_or(ParseQueryError::BadEscape)?;
    String::from_utf8(bytes).map_err(|_| ParseQueryError::NotText)
}

/// Decodes form encoding, in which `+` is a space. Returns `None` for an invalid `%` escape.
pub(crate) fn form_decoded(text: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: u8| u8::try_from(char::from(byte).to_digit(16)?).ok();
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [byte, after @ ..] = rest {
        rest = after;
        bytes.push(match (byte, after) {
            (b'+', _) => b' ',
            (b'%', [high, low, after @ ..]) => {
                rest = after;
                digit(*high)? << 4 | digit(*low)?
            }
            (b'%', _) => return None,
            (plain, _) => *plain,
        });
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn v16_a_query_becomes_one_compact_object_in_order() {
        for (url, json) in [
            ("https://x/answer?to=44&from=1", r#"{"to":"44","from":"1"}"#),
            ("/answer?a=b+c%20d%2Be", r#"{"a":"b c d+e"}"#),
            ("/?q=%22%5c%0A%1f/%c3%bc#fragment?x=1", "{\"q\":\"\\\"\\\\\\n\\u001f/\u{fc}\"}"),
            ("/?a&b=&=c&d==", r#"{"a":"","b":"","":"c","d":"="}"#),
            ("/?a=1&&b=2&", r#"{"a":"1","b":"2"}"#),
            ("/path#?a=1", "{}"),
            ("/path", "{}"),
            ("/path?", "{}"),
        ] {
            assert_eq!(Query::of_url(url.as_bytes()).json().as_deref(), Ok(json), "{url}");
        }
    }

    #[test]
    fn v16_queries_outside_the_rule_are_rejected() {
        for (query, reason) in [
            ("a=1&a=2", ParseQueryError::RepeatedName),
            ("a=1&%61=1", ParseQueryError::RepeatedName),
            ("a=%", ParseQueryError::BadEscape),
            ("a=%4", ParseQueryError::BadEscape),
            ("a=%4x", ParseQueryError::BadEscape),
            ("a=%+1", ParseQueryError::BadEscape),
            ("%zz=1", ParseQueryError::BadEscape),
            ("a=%ff", ParseQueryError::NotText),
            ("a=%ed%a0%80", ParseQueryError::NotText),
        ] {
            assert_eq!(Query::new(query.as_bytes()).json(), Err(reason), "{query}");
        }
    }
}
