//! `ApplicationId`: a UUID, with or without hyphens, in upper or lower case.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An application's id, displayed as 32 lower-case hex digits with hyphens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ApplicationId(u128);

/// The text is not an application id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an application id (a UUID such as 78d335fa-323d-0114-9c3d-d6f0d48968cf)")]
pub struct ParseApplicationIdError(String);

impl FromStr for ApplicationId {
    type Err = ParseApplicationIdError;

    fn from_str(text: &str) -> Result<Self, ParseApplicationIdError> {
        read(text.as_bytes()).map(Self).ok_or_else(|| ParseApplicationIdError(text.to_owned()))
    }
}

/// Parses an id. Does not allocate, because a list may contain a hundred thousand ids.
fn read(text: &[u8]) -> Option<u128> {
    let has_hyphens = text.len() == 36;
    let (mut id, mut digits) = (0, 0);
    for (at, &character) in text.iter().enumerate() {
        if has_hyphens && matches!(at, 8 | 13 | 18 | 23) {
            if character != b'-' {
                return None;
            }
            continue;
        }
        id = id << 4 | u128::from(char::from(character).to_digit(16)?);
        digits += 1;
    }
    (digits == 32).then_some(id)
}

impl fmt::Display for ApplicationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.0;
        let [second, third, fourth] = [80, 64, 48].map(|bits| id >> bits & 0xffff);
        let (first, last) = (id >> 96, id & 0xffff_ffff_ffff);
        write!(f, "{first:08x}-{second:04x}-{third:04x}-{fourth:04x}-{last:012x}")
    }
}

impl fmt::Debug for ApplicationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<'de> Deserialize<'de> for ApplicationId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Serialize for ApplicationId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOWN: &str = "78d335fa-323d-0114-9c3d-d6f0d48968cf";

    #[test]
    fn equivalent_spellings_parse_to_the_same_id() {
        for text in [SHOWN, "78d335fa323d01149c3dd6f0d48968cf", "78D335FA-323D-0114-9C3D-D6F0D48968CF"] {
            assert_eq!(text.parse::<ApplicationId>().map(|id| id.to_string()), Ok(SHOWN.to_owned()));
            assert_eq!(text.parse::<ApplicationId>().map(|id| format!("{id:?}")), Ok(SHOWN.to_owned()));
        }
    }

    #[test]
    fn other_texts_are_rejected() {
        for text in [
            "",
            "78d335fa",
            "78d335fa-323d-0114-9c3d-d6f0d48968c",
            "78d335fa-323d-0114-9c3d-d6f0d48968cff",
            "78d335fa323d-0114-9c3d-d6f0d48968cf",
            "g8d335fa-323d-0114-9c3d-d6f0d48968cf",
            "78d335fa-323d-0114-9c3d-d6f0d48968cf ",
            "YOUR_APPLICATION_ID",
            "78d335fa-323d-0114-9c3d-d6f0d489\u{e9}\u{e9}",
            "78d335fa--23d-0114-9c3d-d6f0d48968cf",
            "78d335fa0323d-0114-9c3d-d6f0d48968cf",
            "78d335fa-323d-0114-9c3d-d6f0d48968cf0000",
            "+8d335fa323d01149c3dd6f0d48968cf",
        ] {
            assert!(text.parse::<ApplicationId>().is_err(), "{text}");
        }
    }
}
