//! Reading: extracts facts from the JSON of a response.

use vsw::json::{Json, Kind, Value};

use super::documents::address;

/// Returns `None` if a member of the path is missing or a duplicate.
pub fn at<'j>(json: &'j Json, path: &[&str]) -> Option<Value<'j>> {
    path.iter().try_fold(json.root(), |value, name| Some(value.member(name).ok()??.value))
}

/// Returns the number in the event address. Each write of the live check sets an address with its own number.
pub fn number_of(json: &Json) -> Option<u32> {
    let text = at(json, &["capabilities", "voice", "webhooks", "event_url", "address"])?.as_str()?;
    let number: u32 = text.strip_suffix("/event")?.rsplit('/').next()?.parse().ok()?;
    (*text == address(number, "event")).then_some(number)
}

/// Returns the flag in fixed words, because a report must not quote the document.
pub fn flag(json: &Json) -> &'static str {
    match at(json, &["capabilities", "voice", "signed_callbacks"]) {
        None if at(json, &["capabilities", "voice"]).is_none() => "no voice capability",
        None => "absent",
        Some(value) => match (value.kind(), value.raw()) {
            (Kind::True, _) => "true",
            (Kind::False, _) => "false",
            (Kind::Null, _) => "null",
            (Kind::String, "\"true\"") => "the string `true`",
            (Kind::String, "\"false\"") => "the string `false`",
            _ => "another value",
        },
    }
}

pub fn public_key(json: &Json) -> Option<String> {
    at(json, &["keys", "public_key"])?.as_str().map(std::borrow::Cow::into_owned)
}

/// Returns whether the members that both objects have are in the same order, also in nested objects. Returns
/// `None` if no object has two such members.
pub fn has_same_order(sent: Value<'_>, shown: Value<'_>) -> Option<bool> {
    let names = |of: Value<'_>, other: Value<'_>| -> Vec<Vec<u8>> {
        let is_common = |name: &Vec<u8>| other.members().any(|member| *member.name() == **name);
        of.members().map(|member| member.name().into_owned()).filter(is_common).collect()
    };
    let (one, other) = (names(sent, shown), names(shown, sent));
    let mut same = (one.len() > 1).then(|| one == other);
    for member in sent.members() {
        let Some(other) = shown.members().find(|one| one.name() == member.name()) else { continue };
        let inside = has_same_order(member.value, other.value);
        same = same.zip(inside).map_or(same.or(inside), |(one, other)| Some(one && other));
    }
    same
}

pub fn problem(media_type: &str, body: &[u8]) -> String {
    const MEMBERS: [&str; 6] = ["type", "title", "detail", "instance", "invalid_parameters", "error"];
    let media_type = match media_type.split(';').next().unwrap_or_default().trim() {
        known @ ("application/problem+json" | "application/json" | "text/html" | "text/plain") => known,
        "" => "no Content-Type",
        _ => "another Content-Type",
    };
    let Ok(json) = Json::parse_bytes(body.to_vec()) else {
        return format!("{media_type}, {}", if body.is_empty() { "no body" } else { "not JSON" });
    };
    let members: Vec<&str> = MEMBERS.into_iter().filter(|name| at(&json, &[name]).is_some()).collect();
    let kind = at(&json, &["type"]).and_then(Value::as_str);
    let fragment = kind.as_deref().and_then(|kind| kind.rsplit_once('#')).map(|(_, fragment)| fragment);
    let is_word =
        |text: &&str| text.len() <= 40 && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let fragment = fragment.filter(is_word).map(|word| format!(", #{word}")).unwrap_or_default();
    format!("{media_type}{fragment}, members: {}", members.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Json {
        Json::parse(text.to_owned()).expect("the test's own JSON")
    }

    #[test]
    fn the_flag_is_a_word_of_the_check() {
        for (voice, word) in [
            (r#"{"signed_callbacks":true}"#, "true"),
            (r#"{"signed_callbacks": false}"#, "false"),
            (r#"{"signed_callbacks":"true"}"#, "the string `true`"),
            (r#"{"signed_callbacks":null}"#, "null"),
            (r#"{"signed_callbacks":7}"#, "another value"),
            ("{}", "absent"),
        ] {
            assert_eq!(flag(&json(&format!(r#"{{"capabilities":{{"voice":{voice}}}}}"#))), word);
        }
        assert_eq!(flag(&json("{}")), "no voice capability");
    }

    #[test]
    fn order_is_compared_in_every_object() {
        let sent = json(r#"{"b":{"d":1,"c":{}},"a":2}"#);
        for (shown, same) in [
            (r#"{"id":0,"b":{"x":1,"d":1,"c":{}},"y":3,"a":2}"#, Some(true)),
            (r#"{"a":2,"b":{"d":1,"c":{}}}"#, Some(false)),
            (r#"{"b":{"c":{},"d":1},"a":2}"#, Some(false)),
            (r#"{"b":{"d":1},"a":2}"#, Some(true)),
            (r#"{"a":2,"b":{"d":1}}"#, Some(false)),
            (r#"{"b":{"c":{},"d":1}}"#, Some(false)),
            (r#"{"b":{"d":1}}"#, None),
            ("{}", None),
        ] {
            assert_eq!(has_same_order(sent.root(), json(shown).root()), same, "{shown}");
        }
    }

    #[test]
    fn a_problem_is_described_without_its_texts() {
        let body = br#"{"type":"https://developer.nexmo.com/api-errors#not-found","title":"Acme","detail":"key abc"}"#;
        assert_eq!(
            problem("application/problem+json; charset=utf-8", body),
            "application/problem+json, #not-found, members: type title detail"
        );
        assert_eq!(problem("text/html", b"<p>"), "text/html, not JSON");
        assert_eq!(problem("acme/abc", b""), "another Content-Type, no body");
    }

    #[test]
    fn the_number_of_a_write_is_read_from_its_address_only() {
        let of = |address: &str| {
            number_of(&json(&format!(
                r#"{{"capabilities":{{"voice":{{"webhooks":{{"event_url":{{"address":"{address}"}}}}}}}}}}"#
            )))
        };
        assert_eq!(of(&address(12, "event")), Some(12));
        assert_eq!(of("https://example.org/vsw-live-check/12/event"), None);
        assert_eq!(of("https://example.com/vsw-live-check/x/event"), None);
    }
}
