//! Generates JSON texts for property tests, as a hostile server might write them.

use proptest::prelude::*;

pub(crate) fn space() -> BoxedStrategy<String> {
    prop_oneof![5 => Just(String::new()), 2 => Just(" ".to_owned()), 1 => "[ \t\r\n]{0,5}"].boxed()
}

/// A string literal with quotes, which may have any escape and unpaired surrogates.
pub(crate) fn string() -> BoxedStrategy<String> {
    let piece = prop_oneof![
        "[a-zA-Z_/.:?=&-]{0,6}",
        Just("é日🎉".to_owned()),
        Just(r#"\"\\\/\b\f\n\r\t"#.to_owned()),
        Just(r"\u0041\u00e9".to_owned()),
        Just(r"\ud83d\ude00".to_owned()),
        Just(r"\ud800".to_owned()),
        Just(r"\udfff\ud800".to_owned()),
        Just("signed_callbacks".to_owned()),
        Just("{\\\"voice\\\":[".to_owned()),
    ];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| format!("\"{}\"", pieces.concat())).boxed()
}

/// A number literal, often too long for an integer or a float.
pub(crate) fn number() -> BoxedStrategy<String> {
    prop_oneof![
        "-?(0|[1-9][0-9]{0,30})",
        "-?(0|[1-9][0-9]{0,5})\\.[0-9]{1,25}",
        "-?(0|[1-9][0-9]{0,5})(\\.[0-9]{1,3})?[eE][+-]?[0-9]{1,40}"
    ]
    .boxed()
}

/// A member's name with quotes, often a name from an application's document.
pub(crate) fn name() -> BoxedStrategy<String> {
    prop_oneof![
        2 => string(),
        1 => prop::sample::select(vec![
            "\"capabilities\"", "\"voice\"", "\"signed_callbacks\"", "\"\\u0076oice\"", "\"id\"", "\"name\"", "\"keys\"",
        ])
        .prop_map(str::to_owned),
    ]
    .boxed()
}

pub(crate) fn value() -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        Just("true".to_owned()),
        Just("false".to_owned()),
        Just("null".to_owned()),
        number(),
        string(),
    ]
    .boxed();
    leaf.prop_recursive(6, 40, 5, |inner| {
        let member = (space(), name(), space(), space(), inner.clone(), space())
            .prop_map(|(a, name, b, c, value, d)| format!("{a}{name}{b}:{c}{value}{d}"))
            .boxed();
        let element = (space(), inner, space()).prop_map(|(a, value, b)| format!("{a}{value}{b}")).boxed();
        prop_oneof![
            (space(), prop::collection::vec(member, 0..5))
                .prop_map(|(space, members)| braces("{", &space, &members, "}")),
            (space(), prop::collection::vec(element, 0..5))
                .prop_map(|(space, all)| braces("[", &space, &all, "]")),
        ]
    })
    .boxed()
}

fn braces(open: &str, space: &str, inside: &[String], close: &str) -> String {
    if inside.is_empty() {
        format!("{open}{space}{close}")
    } else {
        format!("{open}{}{close}", inside.join(","))
    }
}

/// An object with the members of `member` at random positions among others.
pub(crate) fn object_with(member: impl Strategy<Value = Vec<String>> + 'static) -> BoxedStrategy<String> {
    // The other names start with x, so that they do not repeat those of `member`, such as `voice`:
    // `Application` refuses such duplicates.
    let other = (space(), "\"x[a-z/]{0,5}\"", space(), space(), value(), space())
        .prop_map(|(a, name, b, c, value, d)| format!("{a}{name}{b}:{c}{value}{d}"))
        .boxed();
    let member = member.boxed();
    (prop::collection::vec(other, 0..4), member, any::<prop::sample::Index>(), space())
        .prop_map(|(mut others, members, at, space)| {
            for member in members {
                let place = at.index(others.len() + 1);
                others.insert(place, member);
            }
            braces("{", &space, &others, "}")
        })
        .boxed()
}

pub(crate) fn member(
    name: &'static str,
    value: impl Strategy<Value = String> + 'static,
) -> BoxedStrategy<String> {
    (space(), space(), space(), value, space())
        .prop_map(move |(a, b, c, value, d)| format!("{a}\"{name}\"{b}:{c}{value}{d}"))
        .boxed()
}
