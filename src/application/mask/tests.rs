//! Tests of the mask: spellings that could leak a secret, and texts that must stay readable.

use super::*;

fn shown(text: &str) -> String {
    masked(&Json::parse(text.to_owned()).expect("the test's own JSON"))
}

fn shown_in(name: &str, value: &str) -> String {
    let text = shown(&format!("{{\"{name}\":{}}}", json::literal(value)));
    let value: std::collections::BTreeMap<String, String> = serde_json::from_str(&text).expect("JSON again");
    value.into_values().next().expect("one member")
}

#[test]
fn masking_removes_secrets_and_keeps_every_other_byte() {
    assert_eq!(
        shown(
            r#" {"name" : "x","video":{"webhooks":{"a":{"secret":"s1","Secret":{"in":["s2"]}}}},"n":1.10,"access_tokens":["t"],"db_password":7,"keys":{"private_key":"k","public_key":"p"}} "#
        ),
        r#" {"name" : "x","video":{"webhooks":{"a":{"secret":"***","Secret":"***"}}},"n":1.10,"access_tokens":"***","db_password":"***","keys":{"private_key":"***","public_key":"p"}} "#
    );
}

#[test]
fn masking_removes_user_info_and_query_values_from_addresses() {
    for (address, expected) in [
        ("https://example.com/a/b", "https://example.com/a/b"),
        ("https://example.com:8080/a", "https://example.com:8080/a"),
        ("https://[::1]:8080/a", "https://[::1]:8080/a"),
        ("https://me:pw@example.com/", "https://***@example.com/"),
        ("https://a@b:pw@example.com/", "https://***@example.com/"),
        ("https://example.com?key=abc&flag&empty=&x=1#f", "https://example.com?key=***&***&empty=&x=***#f"),
        ("HTTPS://example.com?key=abc", "HTTPS://example.com?key=***"),
        ("what://user:pw@example.com", "what://***@example.com"),
        ("POST", "POST"),
        ("", ""),
    ] {
        assert_eq!(shown_in("address", address), expected);
    }
}

/// Spellings that URL parsers accept or people write, with their masked forms.
const SPELLINGS: [(&str, &str); 39] = [
    (" https://me:pw@h", " https://***@h"),
    ("\u{1}https://me:pw@h", "\u{1}https://***@h"),
    ("\u{feff}https://me:pw@h", "\u{feff}https://***@h"),
    ("ht\ttps://me:pw@h", "ht\ttps://***@h"),
    ("https\n://me:pw@h", "https\n://***@h"),
    ("https:/\r/me:pw@h", "https:/\r/***@h"),
    ("https:me:pw@h", "https:***@h"),
    ("https:/me:pw@h", "https:/***@h"),
    (r"https:\\me:pw@h", r"https:\\***@h"),
    (r"https:\/\/me:pw@h", r"https:\/\/***@h"),
    ("https:///me:pw@h", "https:///***@h"),
    ("HtTpS:me:pw@h", "HtTpS:***@h"),
    ("wss://me:pw@h", "wss://***@h"),
    ("ftp://me:pw@h", "ftp://***@h"),
    (r"wss:\\me:pw@h", r"wss:\\***@h"),
    ("//me:pw@h", "//***@h"),
    (r"\\me:pw@h", r"\\***@h"),
    ("https://me:a/pw@h", "https://***@h"),
    (r"https://me:a\pw@h", "https://***@h"),
    ("https://me:p w@h", "https://***@h"),
    ("https://me:\"pw'@h", "https://***@h"),
    ("https://me:pw?x@h", "https://***"),
    ("https://me:pw#x@h", "https://***"),
    ("https://me:pw?x@h/p?k=pw", "https://***"),
    ("https://h?mail=me@pw&k=pw", "https://***"),
    ("https://me:pw@a https://me:pw@b", "https://***@b"),
    ("https://a?k=pw https://b?k=pw", "https://a?k=***"),
    ("https://a#f https://me:pw@b?k=pw", "https://***"),
    ("https://me:pw", "https://***"),
    ("https://me:pw%40h", "https://***"),
    ("wss://h?k=pw", "wss://h?k=***"),
    ("https:h?k=pw", "https:h?k=***"),
    ("https://h?cHc==", "https://h?***"),
    ("https://h?pw?x=1", "https://h?***"),
    ("https://h?k=pw?x=pw", "https://h?k=***"),
    ("https://h?k=pw;x=pw", "https://h?k=***"),
    ("https://h#k=pw", "https://h#***"),
    ("https://h#f?k=pw", "https://h#***"),
    ("https://h?a=pw#k=pw", "https://h?a=***#***"),
];

#[test]
fn unusual_address_spellings_are_masked_too() {
    for (address, expected) in SPELLINGS {
        for name in ["address", "Address", "webhooks", "name"] {
            assert_eq!(shown_in(name, address), expected, "{name}: {address:?}");
        }
    }
}

#[test]
fn address_members_are_masked_without_a_scheme() {
    for (address, expected) in [
        ("me:pw@h/x?k=v", "***@h/x?k=***"),
        ("me@h", "***@h"),
        ("h.example/x?k=v", "h.example/x?k=***"),
        ("?k=v", "?k=***"),
        ("me:pw?x@h", "***"),
        ("\u{200b}https://me:pw@h", "***@h"),
        ("/path/only", "/path/only"),
        ("h.example:8080/x", "h.example:8080/x"),
    ] {
        for text in [
            format!(r#"{{"address":{}}}"#, json::literal(address)),
            format!(r#"{{"ADDRESS":{}}}"#, json::literal(address)),
            format!(r#"{{"\u0061ddress":{}}}"#, json::literal(address)),
            format!(r#"{{"address":["x",{{"deep":{}}}]}}"#, json::literal(address)),
            format!(r#"{{"webhooks":{{"answer_url":{{"to":[{}]}}}}}}"#, json::literal(address)),
            format!(r#"{{"WebHooks":[{}]}}"#, json::literal(address)),
            format!(r#"{{"web\u0068ooks":{}}}"#, json::literal(address)),
        ] {
            let masked = text.replace(&json::literal(address), &json::literal(expected));
            assert_eq!(shown(&text), masked, "{text}");
        }
    }
}

#[test]
fn text_without_an_address_is_kept() {
    for text in [
        "Who? me@home",
        "me@example.com",
        "a: b? c=d",
        "https",
        "10:30 / 11:30",
        "why?k=v",
        "a // b",
        "C:\\me@home",
    ] {
        assert_eq!(shown_in("name", text), text);
    }
}

#[test]
fn an_undecodable_string_that_may_contain_an_address_is_masked_completely() {
    for (text, expected) in [
        (r#"{"address":"https:\/\/me:pw\ud800@h"}"#, r#"{"address":"***"}"#),
        (r#"{"address":"https://h\udfff?k=v"}"#, r#"{"address":"***"}"#),
        (r#"{"name":"https://me:pw@h/\ud800"}"#, r#"{"name":"***"}"#),
        (r#"{"name":"half a pair \ud800"}"#, r#"{"name":"half a pair \ud800"}"#),
    ] {
        assert_eq!(shown(text), expected);
    }
}

#[test]
fn a_single_value_is_masked_by_its_path() {
    let at =
        |steps: &[&str], text: &str| masked_at(&Pointer::of(steps.iter().map(|step| step.as_bytes())), text);
    assert_eq!(at(&["keys", "Client_Secret", "x"], "[1]"), r#""***""#);
    assert_eq!(at(&["a", "address"], r#""me:pw@h""#), r#""***@h""#);
    assert_eq!(at(&["webhooks", "0"], r#"{"to":"h?k=v","token":1}"#), r#"{"to":"h?k=***","token":"***"}"#);
    assert_eq!(at(&["name"], r#""Who? me@home""#), r#""Who? me@home""#);
    assert_eq!(at(&["name"], "no JSON"), r#""***""#);
}

#[test]
fn distinctly_masked_values_still_differ_and_add_no_lines() {
    let lines = |text: String| Json::parse(text).expect("JSON").lines();
    let of = |text: &str| {
        let json = Json::parse(text.to_owned()).expect("JSON");
        (lines(masked(&json)), lines(masked_distinctly(&json)))
    };
    let (one, one_whole) = of(r#"{"secret":{"a":[1,2]},"b":"x","webhooks":["h?k=1"]}"#);
    let (two, two_whole) = of(r#"{"secret":{"a": [1, 3]},"b":"x","webhooks":["h?k=2"]}"#);
    let (_, same_whole) = of(r#"{"secret":{"a" : [1, 2]},"b":"x","webhooks":["h?k=1"]}"#);
    assert_eq!(one, two);
    assert_eq!(one.len(), one_whole.len());
    assert_eq!(one_whole, same_whole);
    let differ: Vec<bool> = one_whole.iter().zip(&two_whole).map(|(one, two)| one != two).collect();
    assert_eq!(differ, [false, true, false, false, true, false, false]);
}

#[test]
fn addresses_inside_text_are_masked() {
    for (text, shown) in [
        (
            "answer_url 'https://me:pw@a.example/x?key=abc' is not reachable, nor https://b.example?t=1",
            "answer_url 'https://***@a.example/x?key=***' is not reachable, nor https://b.example?t=***",
        ),
        ("url=https://me:pw@h is bad", "url=https://***@h is bad"),
        ("bad (https://me:pw@h), sorry", "bad (https://***@h), sorry"),
        ("bad [https://h?k=pw].", "bad [https://h?k=***]."),
        ("bad:https://me:pw@h", "bad:https://***@h"),
        ("a,https://me:pw@h", "a,https://***@h"),
        ("bad “https://me:pw@h?k=pw” is", "bad “https://***@h?k=***” is"),
        ("bad ‘https://h?k=pw’", "bad ‘https://h?k=***’"),
        ("bad «https://h?k=pw»", "bad «https://h?k=***»"),
        ("bad `https://h?k=pw`", "bad `https://h?k=***`"),
        ("<https://h?k=pw>", "<https://h?k=***>"),
        ("x\"HTTPS://me:pw@h\"", "x\"HTTPS://***@h\""),
        (r#"{"u":"https:\/\/me:pw@h\/x?k=pw"}"#, r#"{"u":"https:\/\/***@h\/x?k=***"}"#),
        (r#"\"u\":\"https:\/\/me:pw@h\" no"#, r#"\"u\":\"https:\/\/***@h\" no"#),
        ("https:me:pw@h", "https:***@h"),
        (r"https:\\me:pw@h", r"https:\\***@h"),
        ("wss://me:pw@h x", "wss://***@h x"),
        ("(wss://h?k=pw) x", "(wss://h?k=***) x"),
        ("ht\ttps://me:pw@h", "ht\ttps://***@h"),
        ("at //me:pw@h", "at //***@h"),
        ("'https://me:p w@h' no", "'https://***@h' no"),
        ("'https://me:p'w@h' no", "'https://***@h' no"),
        ("‘https://me:p w@h’ no", "‘https://***@h’ no"),
        ("«https://me:p w@h» no", "«https://***@h» no"),
        ("https://me:a/pw@h https://me:pw#x@h", "https://***@h https://***"),
        ("https://me:pw@a,https://me:pw@b", "https://***@b"),
        ("https://me:pw@a?k=pw,https://me:pw@b?k=pw", "https://***"),
        ("https://a?k=pw,https://b?k=pw", "https://a?k=***"),
        ("see https://developer.vonage.com/a#b.", "see https://developer.vonage.com/a#b."),
        ("https://h:8080: refused", "https://h:8080: refused"),
        ("me@home asked: why? // so", "me@home asked: why? // so"),
        ("", ""),
    ] {
        assert_eq!(masked_words(text), shown, "{text}");
    }
}

#[test]
fn secrets_quoted_inside_text_are_masked() {
    for (text, shown) in [
        (r#"got {"client_secret":"pw","a":"b"}"#, r#"got {"client_secret":"***","a":"b"}"#),
        (r#""token" : "pw", "a": 1"#, r#""token" : "***", "a": 1"#),
        (r#"{\"API_Token\": \"pw\", \"a\": 1}"#, r#"{\"API_Token\": \"***\", \"a\": 1}"#),
        (r#"{\\\"password\\\":\\\"pw\\\"}"#, r#"{\\\"password\\\":\\\"***\\\"}"#),
        (r#""password":"p\"w\\","a":"b""#, r#""password":"***","a":"b""#),
        (r#"\"password\":\"p\\\"w\",\"a\":1"#, r#"\"password\":\"***\",\"a\":1"#),
        (r#""x":"{\"secret\":\"pw" is cut"#, r#""x":"{\"secret\":\"***" is cut"#),
        (r#""private_key":"pw is cut off"#, r#""private_key":"***"#),
        (r"'secret': 'pw', 'a': 'b'", r"'secret': '***', 'a': 'b'"),
        ("“secret”: “pw” no", "“secret”: “***” no"),
        (r#""s\u0065cret":"pw""#, r#""s\u0065cret":"***""#),
        (r#""secret":17,"a":1"#, r#""secret":***,"a":1"#),
        (r#""secret":{"a":"pw"}"#, r#""secret":***"#),
        (r#"{"token":{"secret":"pw"}}"#, r#"{"token":***"#),
        (r#""token":"a \"secret\":\"pw\"","x":1"#, r#""token":"***","x":1"#),
        ("a secret “name”: “x”", "a secret “name”: “x”"),
        (r#""secret": is required"#, r#""secret": is required"#),
        (r#""secret":"""#, r#""secret":"""#),
        ("secret is required: \"a\"", "secret is required: \"a\""),
        (r#""name":"x""#, r#""name":"x""#),
        (r#""secret":"#, r#""secret":"#),
        ("\"", "\""),
        (":", ":"),
    ] {
        assert_eq!(masked_words(text), shown, "{text}");
    }
}

/// In a member such as `name`, only addresses are masked: even a quoted secret is kept.
#[test]
fn addresses_in_ordinary_members_are_masked() {
    for (text, words) in [
        (r#"sent {"token":"x"}"#, r#"sent {"token":"x"}"#),
        ("see https://u:p@h/?a=b now", "see https://***@h/?a=*** now"),
        ("https://u:p@h/?a=b now", "https://***@h/?a=***"),
    ] {
        assert_eq!(shown_in("name", text), words);
    }
    assert_eq!(shown_in("address", "https://h/?a=1&&b=2&"), "https://h/?a=***&&b=***&");
}

#[test]
fn hostile_text_is_masked_in_linear_time() {
    // No timing assertion (shared machine). A quadratic algorithm would hang here.
    for part in ["“// ", "//", "'http: ", ":", "\":", "\"token\":", "\\\"", "“secret”:", "é"] {
        let _ = masked_words(&part.repeat(20_000));
    }
}

#[test]
fn escaped_addresses_and_names_are_masked() {
    assert_eq!(shown(r#"{"address":"https:\/\/a.b?k=\u0041"}"#), r#"{"address":"https://a.b?k=***"}"#);
    assert_eq!(shown(r#"{"\u0073ecret":"x"}"#), r#"{"\u0073ecret":"***"}"#);
}

proptest::proptest! {
    /// A baseline file stores masked documents. They are masked again before a comparison.
    #[test]
    fn masking_twice_changes_nothing(
        text in json::generate::value(),
        address in "(https?:)?[/\\\\]{0,3}[a-z]{0,3}[:@?#&=/ ]{0,3}[a-z]{0,3}[:@?#&=/ \"“]{0,3}[a-z]{0,4}",
        name in "address|url|name|secret|webhooks",
    ) {
        for text in [text, format!("{{\"{name}\":{}}}", json::literal(&address))] {
            let once = shown(&text);
            proptest::prop_assert_eq!(shown(&once), once);
        }
    }
}
