//! Words: masks addresses and secrets in text that is not a document, such as the API's error messages.
//!
//! The text may quote a document, whole or cut off, escaped once or twice, so this module does not parse. It finds a
//! secret by its quoted name, and masks the value. It finds an address by its scheme or slashes; the address ends at
//! the next white space or, if that is later, at the closing quotation mark.

use super::{MASK, address, is_secret};

/// Masks the addresses in a text, and the secrets that it quotes.
#[must_use]
pub fn masked_words(text: &str) -> String {
    masked_addresses(&masked_pairs(text))
}

/// Masks the secrets of every address. A second address before the end of the first is treated as a part of it, because
/// it may be a query value.
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

/// Returns the start of the first address: at `http:` or `https:`, or at the scheme before two slashes (`\/\/` in
/// JSON) or before a colon and two backslashes.
fn address_start(text: &str) -> Option<usize> {
    // One pass that stops at the first mark: a hostile text may contain as many marks as bytes.
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

/// Marks by which an address is found.
const MARKS: [&str; 5] = ["http:", "https:", "//", r"\/\/", r":\\"];

/// Returns the end of the address: the next white space or, if the address directly follows a quotation mark, the
/// closing mark. A password may contain either, so the later one counts.
fn address_end(before: &str, from: &str) -> usize {
    let word = from.find(char::is_whitespace).unwrap_or(from.len());
    let closing = before.chars().next_back().and_then(closing_quote).and_then(|close| {
        from.char_indices().take(MAX_ADDRESS).find(|(_, letter)| *letter == close).map(|(at, _)| at)
    });
    closing.map_or(word, |closing| closing.max(word))
}

/// Maximum number of characters that are searched for the closing quotation mark of an address.
const MAX_ADDRESS: usize = 4_000;

/// Characters that end a sentence, bracket or quotation and are not part of an address.
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

/// Returns `true` if the text ends with a secret's name in quotation marks.
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

/// Returns the range of the value that starts at `at`, without quotation marks. The range is empty if no string,
/// number, object or array starts there.
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

/// Returns the end of a string: a mark after `escapes` backslashes (0, 1 in a JSON string, 3 if nested twice) and any
/// number of escaped backslashes (`2 * (escapes + 1)` each). A mark after fewer ends the enclosing string.
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
