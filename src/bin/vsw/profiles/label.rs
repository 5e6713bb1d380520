//! Label: the user's name for a signature secret, shown in reports.

use std::fmt;
use std::str::FromStr;

use crate::screen::sanitize;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a label must have 1 to 64 printable characters, without white space at the ends")]
pub struct ParseLabelError;

const MAX_CHARS: usize = 64;

impl Label {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Label {
    type Err = ParseLabelError;

    fn from_str(text: &str) -> Result<Self, ParseLabelError> {
        let length = text.chars().count();
        // Refuse characters that the screen would escape: the label would look different.
        let printable = sanitize::safe(text) == text && sanitize::no_annotation(text) == text;
        let fits = (1..=MAX_CHARS).contains(&length) && text.trim() == text && printable;
        if fits { Ok(Self(text.to_owned())) } else { Err(ParseLabelError) }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_printable_and_short() {
        for text in ["x", "blue", "Büro 2, the new one", &"ü".repeat(64)] {
            assert_eq!(text.parse::<Label>().map(|label| label.to_string()), Ok(text.to_owned()));
        }
        let long = "x".repeat(65);
        for text in
            ["", " ", " x", "x ", "a\nb", "a\u{1b}[31m", "a\u{202e}b", "a\u{200b}b", "::error::", &long]
        {
            assert_eq!(text.parse::<Label>(), Err(ParseLabelError), "{text:?}");
        }
    }
}
