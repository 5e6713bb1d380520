//! Property tests: any text is either parsed as a fleet file or rejected with a position inside the text.

use std::path::Path;

use proptest::prelude::*;

use crate::fleet::{Fleet, FleetError};
use crate::strict_toml::ParseFileError;

const WHOLE: &str = include_str!("../../../../../tests/fleet/good/whole.toml");

/// Text with a special meaning in TOML, or that is dangerous in an error message.
const PIECES: &[&str] = &[
    "\"", "\"\"\"", "\\", "[", "]]", "{", "=", ".", "#", "\n", "\r", "\u{0}", "\u{feff}", "ü", "0x", "2026-",
    "true", "\u{202e}",
];

fn assert_parsed_or_placed(text: &str) {
    let Err(error) = Fleet::read(text, Path::new("f.toml")) else { return };
    let FleetError::Wrong(ParseFileError { line, column, .. }) = &error else { panic!("{error}") };
    let found = text.split('\n').nth(line - 1).unwrap_or_else(|| panic!("line {line}: {error}\n{text}"));
    assert!((1..=found.chars().count() + 1).contains(column), "column {column} of {found:?}: {error}");
    assert!(!error.to_string().contains('\n'), "{error}");
}

proptest! {
    #[test]
    fn a_corrupted_file_parses_or_fails_with_a_position(
        edits in prop::collection::vec((0..WHOLE.len(), 0..PIECES.len(), 0..12_usize), 1..4),
    ) {
        let mut text = WHOLE.to_owned();
        for (place, piece, length) in edits {
            let at = (0..=place.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let end = (at + length..=text.len()).find(|end| text.is_char_boundary(*end)).unwrap_or(text.len());
            text.replace_range(at..end, PIECES[piece]);
        }
        assert_parsed_or_placed(&text);
    }

    #[test]
    fn any_text_parses_or_fails_with_a_position(text in "(\\PC|\n|\r|\t){0,200}") {
        assert_parsed_or_placed(&text);
    }
}

#[test]
fn deep_nesting_does_not_overflow_the_stack() {
    for deep in ["[", "{a=", "[{a="] {
        assert_parsed_or_placed(&format!("applications = {}", deep.repeat(100_000)));
    }
    assert_parsed_or_placed(&format!("[{}a]", "a.".repeat(100_000)));
}
