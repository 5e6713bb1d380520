//! Excerpt: a bounded, printable piece of untrusted text for use in messages.

use std::fmt;

/// A text of at most 64 bytes, followed by `…` if it was cut. Unprintable characters are escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt(String);

/// Maximum length in bytes, without the `…`.
const MAX_LENGTH: usize = 64;

impl Excerpt {
    pub(super) fn of(text: &str) -> Self {
        let mut excerpt = String::new();
        let mut length = 0;
        for character in text.chars() {
            // Quotes and backslashes are harmless; escaped, `"1"` would be hard to read.
            let shown = match character {
                '"' | '\'' | '\\' => character.to_string(),
                other => other.escape_debug().to_string(),
            };
            length += shown.len();
            if length > MAX_LENGTH {
                excerpt.push('…');
                break;
            }
            excerpt.push_str(&shown);
        }
        Self(excerpt)
    }

    pub(super) fn of_bytes(bytes: &[u8]) -> Self {
        // A token may be long, so cut it first. A character has at most 4 bytes, so 260 bytes hold at least
        // 65 characters, and an excerpt has at most 64.
        Self::of(&String::from_utf8_lossy(&bytes[..bytes.len().min(4 * MAX_LENGTH + 4)]))
    }

    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Excerpt;

    #[test]
    fn excerpts_are_printable_and_bounded() {
        assert_eq!(Excerpt::of("a\u{1b}[2J\u{202e}\n\"b\"").as_str(), "a\\u{1b}[2J\\u{202e}\\n\"b\"");
        let long = Excerpt::of(&"x\u{202e}".repeat(1000));
        assert!(long.as_str().chars().count() <= 65 && long.as_str().ends_with('…'));
        assert_eq!(Excerpt::of_bytes(b"\xff\xfe").as_str(), "\u{fffd}\u{fffd}");
    }

    #[test]
    fn an_excerpt_is_cut_exactly_at_the_limit() {
        let of = |text: &str| Excerpt::of(text).as_str().to_owned();
        let (whole, longer) = ("a".repeat(64), "a".repeat(65));
        assert_eq!((of(&whole), of(&longer)), (whole.clone(), format!("{whole}…")));
        assert_eq!(of(&format!("a{}", "é".repeat(100))), format!("a{}…", "é".repeat(31)));
        assert_eq!(Excerpt::of_bytes(b"ten bytes.").as_str(), "ten bytes.");
    }
}
