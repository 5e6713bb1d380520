//! Property tests of `Json` (the position and kind of each value) and of `differences`.

use proptest::prelude::*;
use serde_json::Value as Parsed;

use super::generate::{number, string, value};
use super::{Json, Kind, Value, differences};

fn json(text: &str) -> Json {
    Json::parse(text.to_owned()).expect("generated JSON is JSON")
}

/// Rewrites a value without changing its meaning: members in reverse order, other escapes, numbers and white space.
fn reworded(value: Value<'_>) -> String {
    match value.kind() {
        Kind::Object => {
            let mut members: Vec<String> = value
                .members()
                .map(|member| {
                    format!(
                        "{} :\n{}",
                        respelled(&member.value.json.text[member.name_span()]),
                        reworded(member.value)
                    )
                })
                .collect();
            members.reverse();
            format!("{{ {} }}", members.join(" ,"))
        }
        Kind::Array => {
            let elements: Vec<String> = value.elements().map(reworded).collect();
            format!("[\t{}]", elements.join(",\r"))
        }
        Kind::String => respelled(value.raw()),
        Kind::Number => renumbered(value.raw()),
        _ => value.raw().to_owned(),
    }
}

fn respelled(raw: &str) -> String {
    let mut spelled = String::new();
    let mut characters = raw.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                spelled.push('\\');
                let escape = characters.next().expect("a generated escape is whole");
                spelled.push(escape);
                if escape == 'u' {
                    spelled.push_str(&characters.by_ref().take(4).collect::<String>().to_uppercase());
                }
            }
            letter if letter.is_ascii_alphabetic() => {
                spelled.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            other => spelled.push(other),
        }
    }
    spelled
}

fn renumbered(raw: &str) -> String {
    let (mantissa, power) = raw.find(['e', 'E']).map_or((raw, ""), |at| raw.split_at(at));
    if mantissa.contains('.') { format!("{mantissa}0{power}") } else { format!("{mantissa}.0{power}") }
}

fn has_duplicates(json: &Json) -> bool {
    json.duplicate().is_some()
}

proptest! {
    #[test]
    fn each_span_contains_its_value(text in value()) {
        let json = json(&text);
        let mut pending = vec![json.root()];
        let mut seen = 0;
        while let Some(value) = pending.pop() {
            seen += 1;
            let alone = Json::parse(value.raw().to_owned()).expect("a value's text is JSON");
            prop_assert_eq!(alone.root().kind(), value.kind());
            pending.extend(value.members().map(|member| member.value));
            pending.extend(value.elements());
        }
        prop_assert_eq!(seen, json.nodes.len());
    }

    #[test]
    fn decoded_strings_match_serde_json(text in string()) {
        let ours = json(&text).root().as_str().map(std::borrow::Cow::into_owned);
        prop_assert_eq!(ours, serde_json::from_str::<String>(&text).ok());
    }

    #[test]
    fn a_respelled_document_is_equal(text in value()) {
        let before = json(&text);
        // Duplicate members are compared in order, and `reworded` reverses the order.
        prop_assume!(!has_duplicates(&before));
        let after = json(&reworded(before.root()));
        prop_assert_eq!(differences(&before, &after), vec![]);
        prop_assert_eq!(differences(&before, &before), vec![]);
    }

    #[test]
    fn documents_that_serde_json_distinguishes_differ(a in value(), b in value()) {
        if let (Ok(x), Ok(y)) = (serde_json::from_str::<Parsed>(&a), serde_json::from_str::<Parsed>(&b))
            && x != y
        {
            // Skip two numbers: serde_json distinguishes 1 and 1.0, and `differences` does not.
            let (a, b) = (json(&a), json(&b));
            let only_numbers = |kind| kind == Kind::Number;
            prop_assume!(!(only_numbers(a.root().kind()) && only_numbers(b.root().kind())));
            let found = differences(&a, &b);
            // The same for numbers inside the values: check only texts without `.`, exponents and `-0`.
            let plain = |text: &str| !text.contains(['.', 'e', 'E']) && !text.contains("-0");
            if plain(a.text()) && plain(b.text()) {
                prop_assert!(!found.is_empty(), "{} {}", a.text(), b.text());
            }
        }
    }

    #[test]
    fn differing_is_mutual(a in value(), b in value()) {
        let (a, b) = (json(&a), json(&b));
        prop_assert_eq!(differences(&a, &b).len(), differences(&b, &a).len());
    }

    #[test]
    fn an_additional_digit_changes_a_number(text in number(), digit in 1..=9_u8) {
        let (mantissa, power) = text.find(['e', 'E']).map_or((text.as_str(), ""), |at| text.split_at(at));
        let dot = if mantissa.contains('.') { "" } else { "." };
        let other = format!("{mantissa}{dot}0{digit}{power}");
        prop_assert!(!differences(&json(&text), &json(&other)).is_empty(), "{} {}", text, other);
    }

    #[test]
    fn any_bytes_are_parsed_or_rejected(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let ours = Json::parse_bytes(bytes.clone()).is_ok();
        let accepted_by_serde = serde_json::from_slice::<&serde_json::value::RawValue>(&bytes).is_ok();
        prop_assert_eq!(ours, accepted_by_serde);
    }

    #[test]
    fn a_part_as_a_document_equals_its_parsed_text(text in value()) {
        let whole = json(&format!(" [ {text} ,{{ \"in\\n\": {text}}}]"));
        for index in 0..whole.nodes.len() {
            let part = Value { json: &whole, index };
            let (moved, read) = (part.to_document(), json(part.raw()));
            prop_assert_eq!(moved.text(), read.text());
            let places = |json: &Json| -> Vec<_> {
                json.nodes.iter().map(|node| (node.kind, node.name, node.start, node.end, node.after)).collect()
            };
            prop_assert_eq!(places(&moved), places(&read));
        }
    }

    #[test]
    fn lines_contain_every_scalar(text in value()) {
        let json = json(&text);
        let scalars = json.nodes.iter().filter(|node| !matches!(node.kind, Kind::Object | Kind::Array)).count();
        let bracket = |line: &String| line.ends_with(['{', '[', '}', ']']);
        let shown = json.lines().iter().filter(|line| !bracket(line)).count();
        prop_assert_eq!(shown, scalars);
    }
}

#[test]
fn a8_a_hundred_thousand_levels_are_compared_without_recursion() {
    let nested = |leaf: &str| json(&format!("{}{leaf}{}", "[".repeat(100_000), "]".repeat(100_000)));
    assert_eq!(differences(&nested("1"), &nested("1.0")), vec![]);
    let found = differences(&nested("1"), &nested("2"));
    assert_eq!(found.len(), 1);
    assert!(found[0].path.as_str().starts_with("/0/0/0"));
    assert_eq!(nested("1").depth(), 100_000);
    assert_eq!(nested("1").lines().len(), 200_001);
}

#[test]
fn differences_beyond_the_limit_are_one_change_of_the_document() {
    let array = |value: &str| json(&format!("[{}]", vec![value; 5_000].join(",")));
    let found = differences(&array("1"), &array("2"));
    assert_eq!(found.len(), 1_001);
    assert!(found.iter().any(|one| one.path.as_str().is_empty()));
}

#[test]
fn duplicate_members_are_compared_in_order() {
    assert_eq!(differences(&json(r#"{"a":1,"a":2}"#), &json(r#"{"a":1,"\u0061":2.0}"#)), vec![]);
    assert_eq!(differences(&json(r#"{"a":1,"a":2}"#), &json(r#"{"a":2,"a":1}"#)).len(), 2);
    assert_eq!(differences(&json(r#"{"a":1,"a":2}"#), &json(r#"{"a":1}"#)).len(), 1);
}
