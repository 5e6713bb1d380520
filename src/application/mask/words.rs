//! Words: text that is no document, such as the API's own words, with the addresses and secrets in it masked.
//!
//! Words may quote a document, whole or cut off, escaped once or twice; so nothing here parses. A secret is found by its
//! name in quotes, an address by its scheme or its slashes, and what ends either is the last thing that could.

use super::{MASK, address, is_secret};

/// Text that is no document, with the addresses in it masked, and the values of secrets that it quotes.
#[must_use]
pub fn masked_words(text: &str) -> String {
    masked_addresses(&masked_pairs(text))
}

/// Every address up to the end of its word. All that one word holds from there on is masked as one address: a second
/// one may as well be a query's value.
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

/// Where the first address starts: at `http:` or `https:`, or at the scheme before two slashes (`\/\/` in JSON).
fn address_start(text: &str) -> Option<usize> {
    // One pass that stops at the first mark: a hostile text may hold as many as it has bytes.
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

/// What no address of any spelling lacks.
const MARKS: [&str; 5] = ["http:", "https:", "//", r"\/\/", r":\\"];

/// Where the address ends: at white space, or past it at the quotation mark that closes the one right before it, since
/// a password may hold either.
fn address_end(before: &str, from: &str) -> usize {
    let word = from.find(char::is_whitespace).unwrap_or(from.len());
    let closing = before.chars().next_back().and_then(closing_quote).and_then(|close| {
        from.char_indices().take(LONGEST).find(|(_, letter)| *letter == close).map(|(at, _)| at)
    });
    closing.map_or(word, |closing| closing.max(word))
}

/// No address is longer, in characters. Quotation marks that nothing closes must not make each a search to the end.
const LONGEST: usize = 4_000;

/// What ends a sentence, a bracket or a quotation rather than an address.
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

/// The values behind `"client_secret":` and the like.
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

/// Whether the text ends with a secret's name in quotation marks.
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

/// From where to where the value goes that starts at `at`, quotation marks not counted; nothing where none starts.
fn inside_of_value(text: &str, at: usize) -> (usize, usize) {
    let rest = &text[at..];
    let escapes = rest.len() - rest.trim_start_matches('\\').len();
    let Some(first) = rest[escapes..].chars().next() else { return (at, at) };
    if let Some(close) = closing_quote(first) {
        let start = at + escapes + first.len_utf8();
        return (start, start + string_end(&text[start..], close, escapes));
    }
    match first {
        // Where an object ends is not worth a parser: the rest is its value.
        '{' | '[' => (at, text.len()),
        '-' | '0'..='9' => (at, at + rest.find([',', '}', ']', ' ']).unwrap_or(rest.len())),
        _ => (at, at),
    }
}

/// Where the string ends whose quotation marks have that many backslashes before them: 0, or 1 in a string of JSON, or
/// 3 in a string in a string. A mark with more of them may be a part of the string; one with fewer ends what is around.
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
