//! `ApplicationId`: a UUID, whichever way it was written.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An application's id, kept as 32 lower-case hex digits and shown with hyphens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ApplicationId([u8; 16]);

/// Why a text is no application id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no application id: a UUID such as 78d335fa-323d-0114-9c3d-d6f0d48968cf is wanted")]
pub struct NotAnId(String);

impl FromStr for ApplicationId {
    type Err = NotAnId;

    /// 32 hex digits in either case, with hyphens at the four usual places or nowhere.
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let wrong = || NotAnId(text.to_owned());
        let hyphens: Vec<usize> = text.match_indices('-').map(|(at, _)| at).collect();
        if !(hyphens.is_empty() || hyphens == [8, 13, 18, 23]) {
            return Err(wrong());
        }
        let digits: Vec<u8> = text
            .chars()
            .filter(|&character| character != '-')
            .map(|digit| digit.to_digit(16).and_then(|value| u8::try_from(value).ok()))
            .collect::<Option<_>>()
            .ok_or_else(wrong)?;
        let bytes: Vec<u8> =
            digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect();
        if digits.len() != 32 {
            return Err(wrong());
        }
        bytes.try_into().map(Self).map_err(|_| wrong())
    }
}

impl fmt::Display for ApplicationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, byte) in self.0.iter().enumerate() {
            if matches!(place, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
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
    fn every_spelling_is_one_id() {
        for text in [SHOWN, "78d335fa323d01149c3dd6f0d48968cf", "78D335FA-323D-0114-9C3D-D6F0D48968CF"] {
            assert_eq!(text.parse::<ApplicationId>().map(|id| id.to_string()), Ok(SHOWN.to_owned()));
            assert_eq!(text.parse::<ApplicationId>().map(|id| format!("{id:?}")), Ok(SHOWN.to_owned()));
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "78d335fa",
            "78d335fa-323d-0114-9c3d-d6f0d48968c",
            "78d335fa-323d-0114-9c3d-d6f0d48968cff",
            "78d335fa323d-0114-9c3d-d6f0d48968cf",
            "g8d335fa-323d-0114-9c3d-d6f0d48968cf",
            "78d335fa-323d-0114-9c3d-d6f0d48968cf ",
            "YOUR_APPLICATION_ID",
        ] {
            assert!(text.parse::<ApplicationId>().is_err(), "{text}");
        }
    }
}
