//! Address: masks the secrets in one address.
//!
//! This is not a URL parser: people write addresses that no parser accepts.

use super::MASK;

pub(super) fn is_likely(text: &str) -> bool {
    let text: String = text.chars().filter(|&letter| !is_ignored(letter)).collect::<String>().to_lowercase();
    let text = text.replace('\\', "/");
    let start = text.trim_start_matches(is_blank);
    start.starts_with("//") || ["://", "http:", "https:"].into_iter().any(|mark| text.contains(mark))
}

/// Returns whether the text starts with a [`SPECIAL`] scheme, or with two slashes. Another scheme may precede
/// the slashes.
pub(super) fn starts_like_address(text: &str) -> bool {
    prefix_length(text) > 0
}

/// Masks the user info, the query values, and a fragment that may contain a query. Masks everything after the
/// scheme if the address is ambiguous.
pub(super) fn masked(address: &str) -> String {
    let (prefix, body) = address.split_at(prefix_length(address));
    let (front, tail) = split_before(body, &['?', '#']);
    // An `@` after `?` or `#` may end user info (`me:pw?x@host`) or belong to a query (`?mail=me@host`).
    if tail.contains('@') {
        return format!("{prefix}{MASK}");
    }
    let front = match front.rsplit_once('@') {
        Some((_, host)) => format!("{MASK}@{host}"),
        // `https://me:pw` has no valid port, so `me:pw` may be user info without a host.
        None if !prefix.is_empty() && !has_port_or_none(front) => return format!("{prefix}{MASK}"),
        None => front.to_owned(),
    };
    let (query, fragment) = split_before(tail, &['#']);
    format!("{prefix}{front}{}{}", masked_query(query), masked_fragment(fragment))
}

/// Returns the length of the leading blanks, the scheme and the slashes. Returns 0 for `me:pw@host`, where
/// `me` is not a scheme but a user name.
fn prefix_length(address: &str) -> usize {
    let blank = address.len() - address.trim_start_matches(is_blank).len();
    let end_of = |at: usize, goes_on: fn(char) -> bool| {
        let rest = &address[at..];
        at + rest.find(|letter| !goes_on(letter) && !is_ignored(letter)).unwrap_or(rest.len())
    };
    let colon = end_of(blank, |letter| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '-' | '.'));
    let scheme: String = address[blank..colon].chars().filter(|&letter| !is_ignored(letter)).collect();
    let (start, special) = if address[colon..].starts_with(':') && !scheme.is_empty() {
        (colon + 1, SPECIAL.iter().any(|special| scheme.eq_ignore_ascii_case(special)))
    } else {
        (blank, false)
    };
    let end = end_of(start, |letter| matches!(letter, '/' | '\\'));
    let slashes = address[start..end].chars().filter(|&letter| !is_ignored(letter)).count();
    if special || slashes >= 2 { end } else { 0 }
}

/// Schemes after which the WHATWG's URL parser accepts any number of slashes, including none.
const SPECIAL: [&str; 5] = ["http", "https", "ws", "wss", "ftp"];

fn has_port_or_none(front: &str) -> bool {
    let (authority, _) = split_before(front, &['/', '\\']);
    let after_ipv6_host = authority.rsplit_once(']').map_or(authority, |(_, rest)| rest);
    let port = after_ipv6_host.split_once(':').map_or("", |(_, port)| port);
    port.chars().all(|letter| letter.is_ascii_digit() || is_ignored(letter))
}

fn masked_query(query: &str) -> String {
    let Some(pairs) = query.strip_prefix('?') else { return query.to_owned() };
    format!("?{}", pairs.split('&').map(masked_pair).collect::<Vec<_>>().join("&"))
}

fn masked_pair(pair: &str) -> String {
    match pair.split_once('=') {
        None if pair.is_empty() => String::new(),
        Some((name, "")) if is_plain(name) => pair.to_owned(),
        Some((name, value)) if is_plain(name) && !value.starts_with('=') => format!("{name}={MASK}"),
        // A name without a value may be a secret; `key==` may be the end of a base64 string.
        _ => MASK.to_owned(),
    }
}

/// A fragment may contain a query, as in `#token=…`.
fn masked_fragment(fragment: &str) -> String {
    match fragment.strip_prefix('#') {
        Some(inside) if !is_plain(inside) => format!("#{MASK}"),
        _ => fragment.to_owned(),
    }
}

fn is_plain(text: &str) -> bool {
    text.chars().all(|letter| letter.is_alphanumeric() || "-_.~[]$%!/".contains(letter))
}

/// URL parsers drop some of these characters before an address.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || letter == '\u{feff}'
}

/// The WHATWG's URL parser drops these characters anywhere in an address.
fn is_ignored(letter: char) -> bool {
    matches!(letter, '\t' | '\r' | '\n')
}

fn split_before<'t>(text: &'t str, marks: &[char]) -> (&'t str, &'t str) {
    text.split_at(text.find(marks).unwrap_or(text.len()))
}
