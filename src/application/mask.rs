//! Mask: an application's document as it may be shown, its secrets blanked.
//!
//! What counts as secret: members whose name holds `secret`, `token` or `password`, or is `private_key`, whatever
//! their value; and in every address (a string that is an http or https URL) its user info and the values of its
//! query. Masking is for showing only: a masked document is never sent and never stored.

use std::borrow::Cow;

use crate::json::{Json, Kind, Member, Pointer, Value};

/// What stands in place of a secret.
pub const MASK: &str = "***";

/// The document's text, its secrets replaced and every other byte as it came.
#[must_use]
pub fn masked(json: &Json) -> String {
    let mut shown = String::with_capacity(json.text().len());
    let mut copied = 0;
    for (value, secret) in leaves(json.root()) {
        let replacement = if secret { Some(quoted(MASK)) } else { masked_address(value) };
        if let Some(replacement) = replacement {
            shown.push_str(&json.text()[copied..value.span().start]);
            shown.push_str(&replacement);
            copied = value.span().end;
        }
    }
    shown.push_str(&json.text()[copied..]);
    shown
}

/// A value's text as it may be shown, for a value that stood at `path`.
#[must_use]
pub fn masked_at(path: &Pointer, text: &str) -> String {
    if path.as_str().split('/').any(|step| is_secret(step.as_bytes())) {
        return quoted(MASK);
    }
    Json::parse(text.to_owned()).map_or_else(|_| quoted(MASK), |json| masked(&json))
}

/// Text that is no document, such as the API's own words, with the addresses in it masked.
#[must_use]
pub fn masked_words(text: &str) -> String {
    let is_edge =
        |character: char| character.is_whitespace() || matches!(character, '"' | '\'' | '<' | '>' | '`');
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(end) = rest.find(is_edge) {
        let (word, after) = rest.split_at(end);
        let edge = after.chars().next().map_or(0, char::len_utf8);
        shown.push_str(&masked_url(word).unwrap_or_else(|| word.to_owned()));
        shown.push_str(&after[..edge]);
        rest = &after[edge..];
    }
    shown.push_str(&masked_url(rest).unwrap_or_else(|| rest.to_owned()));
    shown
}

/// The values that are to be looked at, in the order of the text: scalars, and whole values under a secret's name.
fn leaves(root: Value<'_>) -> impl Iterator<Item = (Value<'_>, bool)> {
    let mut to_do = vec![(root, false)];
    std::iter::from_fn(move || {
        while let Some((value, secret)) = to_do.pop() {
            if secret || !matches!(value.kind(), Kind::Object | Kind::Array) {
                return Some((value, secret));
            }
            let members = value.members().map(|member: Member<'_>| (member.value, is_secret(&member.name())));
            let elements = value.elements().map(|element| (element, false));
            let first = to_do.len();
            to_do.extend(members.chain(elements));
            to_do[first..].reverse();
        }
        None
    })
}

fn is_secret(name: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    let holds = |word: &str| name.windows(word.len()).any(|part| part == word.as_bytes());
    ["secret", "token", "password"].into_iter().any(holds) || name == b"private_key"
}

fn masked_address(value: Value<'_>) -> Option<String> {
    let address = value.as_str()?;
    let shown = masked_url(&address)?;
    (shown != address).then(|| quoted(&shown))
}

/// An http or https address without its user info and its query's values.
fn masked_url(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    if !scheme.trim_start().eq_ignore_ascii_case("http") && !scheme.trim_start().eq_ignore_ascii_case("https")
    {
        return None;
    }
    let (rest, fragment) = split_before(rest, '#');
    let (rest, query) = split_before(rest, '?');
    let authority_end = rest.find(['/', '\\']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(authority_end);
    let authority = match authority.rsplit_once('@') {
        Some((_, host)) => Cow::Owned(format!("{MASK}@{host}")),
        None => Cow::Borrowed(authority),
    };
    let query = match query.strip_prefix('?') {
        None | Some("") => query.to_owned(),
        Some(pairs) => {
            let pairs: Vec<String> = pairs.split('&').map(masked_pair).collect();
            format!("?{}", pairs.join("&"))
        }
    };
    Some(format!("{scheme}://{authority}{path}{query}{fragment}"))
}

fn masked_pair(pair: &str) -> String {
    match pair.split_once('=') {
        Some((name, "")) => format!("{name}="),
        Some((name, _)) => format!("{name}={MASK}"),
        None if pair.is_empty() => String::new(),
        None => MASK.to_owned(),
    }
}

fn split_before(text: &str, mark: char) -> (&str, &str) {
    text.split_at(text.find(mark).unwrap_or(text.len()))
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        masked(&Json::parse(text.to_owned()).expect("the test's own JSON"))
    }

    #[test]
    fn secrets_go_and_everything_else_stays_to_the_byte() {
        assert_eq!(
            shown(
                r#" {"name" : "x","video":{"webhooks":{"a":{"secret":"s1","Secret":{"in":["s2"]}}}},"n":1.10,"access_tokens":["t"],"db_password":7,"keys":{"private_key":"k","public_key":"p"}} "#
            ),
            r#" {"name" : "x","video":{"webhooks":{"a":{"secret":"***","Secret":"***"}}},"n":1.10,"access_tokens":"***","db_password":"***","keys":{"private_key":"***","public_key":"p"}} "#
        );
    }

    #[test]
    fn addresses_lose_user_info_and_query_values() {
        for (address, expected) in [
            ("https://example.com/a/b", "https://example.com/a/b"),
            ("https://me:pw@example.com/", "https://***@example.com/"),
            ("https://a@b:pw@example.com/", "https://***@example.com/"),
            (
                "https://example.com?key=abc&flag&empty=&x=1#f",
                "https://example.com?key=***&***&empty=&x=***#f",
            ),
            ("HTTPS://example.com?key=abc", "HTTPS://example.com?key=***"),
            ("", ""),
            ("what://user:pw@example.com", "what://user:pw@example.com"),
        ] {
            let text = format!("{{\"address\":{}}}", quoted(address));
            assert_eq!(shown(&text), format!("{{\"address\":{}}}", quoted(expected)));
        }
    }

    #[test]
    fn addresses_in_words_are_masked_too() {
        let said =
            "answer_url 'https://me:pw@a.example/x?key=abc' is not reachable, nor https://b.example?t=1";
        let shown =
            "answer_url 'https://***@a.example/x?key=***' is not reachable, nor https://b.example?t=***";
        assert_eq!(masked_words(said), shown);
    }

    #[test]
    fn an_escaped_address_and_an_escaped_name_hide_nothing() {
        assert_eq!(shown(r#"{"address":"https:\/\/a.b?k=\u0041"}"#), r#"{"address":"https://a.b?k=***"}"#);
        assert_eq!(shown(r#"{"\u0073ecret":"x"}"#), r#"{"\u0073ecret":"***"}"#);
    }
}
