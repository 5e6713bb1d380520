//! Rewrites a document like a server that parses it: with sorted members, numbers in their usual spelling, or both.

use vsw::json::{Json, Kind, Value, literal};

#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    pub is_sorted: bool,
    pub has_usual_numbers: bool,
}

/// Deeper documents stay as they are: clients choose the depth, and this module recurses.
pub(super) const MAX_DEPTH: usize = 100;

pub(super) fn rewritten(text: String, layout: Layout) -> String {
    if !layout.is_sorted && !layout.has_usual_numbers {
        return text;
    }
    match Json::parse(text.clone()) {
        Ok(json) if json.depth() <= MAX_DEPTH => value(json.root(), layout),
        _ => text,
    }
}

/// Returns whether the document has a number with a fraction or an exponent.
pub(super) fn has_unusual_number(value: Value<'_>) -> bool {
    match value.kind() {
        Kind::Number => value.raw().bytes().any(|byte| !byte.is_ascii_digit() && byte != b'-'),
        _ => {
            value.elements().any(has_unusual_number)
                || value.members().any(|member| has_unusual_number(member.value))
        }
    }
}

fn value(of: Value<'_>, layout: Layout) -> String {
    match of.kind() {
        Kind::Object => {
            let mut members: Vec<_> = of.members().collect();
            if layout.is_sorted {
                members.sort_by(|one, other| one.name().cmp(&other.name()));
            }
            let written = members.iter().map(|member| {
                let name = literal(&String::from_utf8_lossy(&member.name()));
                format!("{name}:{}", value(member.value, layout))
            });
            format!("{{{}}}", written.collect::<Vec<_>>().join(","))
        }
        Kind::Array => {
            let elements = of.elements().map(|element| value(element, layout));
            format!("[{}]", elements.collect::<Vec<_>>().join(","))
        }
        Kind::Number if layout.has_usual_numbers => usual(of.raw()),
        _ => of.raw().to_owned(),
    }
}

/// Formats a number as Rust prints an `f64`. A number with an absolute value of 1e15 or more stays unchanged.
fn usual(raw: &str) -> String {
    match raw.parse::<f64>() {
        Ok(number) if number.is_finite() && number.abs() < 1e15 => number.to_string(),
        _ => raw.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_sorted_and_numbers_have_their_usual_spelling() {
        let text = r#"{ "b" : [4.8e1, {"d":1.50,"c":null}], "a" : "x" }"#;
        let layout = |is_sorted, has_usual_numbers| Layout { is_sorted, has_usual_numbers };
        for (layout, written) in [
            (layout(false, false), text),
            (layout(true, false), r#"{"a":"x","b":[4.8e1,{"c":null,"d":1.50}]}"#),
            (layout(false, true), r#"{"b":[48,{"d":1.5,"c":null}],"a":"x"}"#),
        ] {
            assert_eq!(rewritten(text.to_owned(), layout), written);
        }
        let deep = format!("{}4.8e1{}", "[".repeat(10_000), "]".repeat(10_000));
        assert_eq!(rewritten(deep.clone(), layout(true, true)), deep);
    }

    #[test]
    fn only_plain_integers_are_usual() {
        for (text, unusual) in [("[1,-2]", false), ("[{\"a\":1.0}]", true), ("1e3", true), ("\"1.0\"", false)]
        {
            let json = Json::parse(text.to_owned()).expect("the test's own JSON");
            assert_eq!(has_unusual_number(json.root()), unusual, "{text}");
        }
    }
}
