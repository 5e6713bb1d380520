//! Words: masks addresses and secrets in text that is not a document, such as the API's error messages.
//!
//! The text is not parsed, because it may quote a document that is cut off or escaped twice.

use super::{MASK, address, is_secret};

/// Masks the addresses in a text, and the values after names such as `"client_secret":`.
#[must_use]
pub fn masked_words(text: &str) -> String {
    masked_addresses(&masked_pairs(text))
}

/// An address within another address may be a query value, so both are masked as one.
fn masked_addresses(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = address_start(rest) {
        let (before, from) = rest.split_at(start);
        let end = address_end(before, from);
        let word = from[..end].trim_end_matches(is_trailing);
        shown.push_str(before);
        shown.push_str(&address::masked(word));
        shown.push_str(&from[word.len()..end]);
        rest = &from[end..];
    }
    shown.push_str(rest);
    shown
}

/// Returns the start of the first address. A scheme belongs to the address.
fn address_start(text: &str) -> Option<usize> {
    // Search for all marks in one pass. A separate search for a mark that is absent would read the whole
    // rest, for every address.
    let bytes = text.as_bytes();
    let is_at = |at: usize, mark: &str| {
        bytes.get(at..at + mark.len()).is_some_and(|found| found.eq_ignore_ascii_case(mark.as_bytes()))
    };
    let mark = (0..bytes.len()).find(|&at| MARKS.into_iter().any(|mark| is_at(at, mark)))?;
    let before = text[..mark].strip_suffix(':').unwrap_or(&text[..mark]);
    let is_scheme = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '-' | '.');
    let is_slashes = !bytes[mark].is_ascii_alphabetic();
    Some(if is_slashes { before.trim_end_matches(is_scheme).len() } else { mark })
}

/// Texts that mark an address. JSON may escape `//` as `\/\/` or, if escaped twice, as `\\/\\/`.
const MARKS: [&str; 5] = ["http:", "https:", "//", r"\/\/", r":\\"];

/// Returns the end of the address at the start of `from`: white space or the closing quotation mark,
/// whichever is later. A password may contain the earlier one.
fn address_end(before: &str, from: &str) -> usize {
    let word = from.find(char::is_whitespace).unwrap_or(from.len());
    let closing = before.chars().next_back().and_then(closing_quote).and_then(|close| {
        from.char_indices().take(MAX_ADDRESS).find(|(_, letter)| *letter == close).map(|(at, _)| at)
    });
    closing.map_or(word, |closing| closing.max(word))
}

/// Maximum number of characters to search for the closing quotation mark.
const MAX_ADDRESS: usize = 4_000;

/// Such a character after an address belongs to the sentence around the address.
fn is_trailing(letter: char) -> bool {
    closing_quote(letter).is_some() || ")]}>.,;:!\\”’»".contains(letter)
}

fn closing_quote(quote: char) -> Option<char> {
    match quote {
        '"' | '\'' | '`' => Some(quote),
        '“' | '„' => Some('”'),
        '‘' => Some('’'),
        '«' => Some('»'),
        _ => None,
    }
}

/// Masks the values after `"client_secret":` and similar names.
fn masked_pairs(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut copied = 0;
    for (colon, _) in text.match_indices(':') {
        if colon < copied || !is_after_secret_name(&text[..colon]) {
            continue;
        }
        let value = text.len() - text[colon + 1..].trim_start().len();
        let (start, end) = inside_of_value(text, value);
        if start < end {
            shown.push_str(&text[copied..start]);
            shown.push_str(MASK);
            copied = end;
        }
    }
    shown.push_str(&text[copied..]);
    shown
}

fn is_after_secret_name(text: &str) -> bool {
    let text = text.trim_end();
    let Some(close) = text.chars().next_back() else { return false };
    let is_opening = |letter: char| letter == close || closing_quote(letter) == Some(close);
    if closing_quote(close).is_none() && !"”’»".contains(close) {
        return false;
    }
    let inside = text[..text.len() - close.len_utf8()].trim_end_matches('\\');
    let name = inside.rsplit_once(is_opening).map_or(inside, |(_, name)| name);
    let decoded: Option<String> = serde_json::from_str(&format!("\"{name}\"")).ok();
    is_secret(name.as_bytes()) || decoded.is_some_and(|name| is_secret(name.as_bytes()))
}

/// Returns the range to mask, without quotation marks. An empty range masks nothing.
fn inside_of_value(text: &str, at: usize) -> (usize, usize) {
    let rest = &text[at..];
    let escapes = rest.len() - rest.trim_start_matches('\\').len();
    let Some(first) = rest[escapes..].chars().next() else { return (at, at) };
    if let Some(close) = closing_quote(first) {
        let start = at + escapes + first.len_utf8();
        return (start, start + string_end(&text[start..], close, escapes));
    }
    match first {
        // Finding the end of an object would need a parser: mask the rest of the text.
        '{' | '[' => (at, text.len()),
        '-' | '0'..='9' => (at, at + rest.find([',', '}', ']', ' ']).unwrap_or(rest.len())),
        _ => (at, at),
    }
}

/// Returns the end of a string whose quotation marks have `escapes` backslashes before them (1 inside a JSON string).
///
/// A mark with fewer backslashes ends the enclosing string. The closing mark has more backslashes if the
/// string's content ends with backslashes.
fn string_end(text: &str, close: char, escapes: usize) -> usize {
    for (at, _) in text.match_indices(close) {
        let before = &text[..at];
        let inside = before.trim_end_matches('\\').len();
        let found = at - inside;
        if found < escapes {
            return at;
        }
        if (found - escapes).is_multiple_of(2 * (escapes + 1)) {
            return at - escapes;
        }
    }
    text.len()
}
