//! `ApplicationRef`: an application as the user names it. Not here: looking up the name (`flow`).

use std::str::FromStr;

use vsw::application::{ApplicationId, ParseApplicationIdError};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApplicationRef {
    Id(ApplicationId),
    Name(String),
}

#[derive(Debug, thiserror::Error)]
pub enum ParseApplicationRefError {
    /// The text is empty or blank, for example because a shell variable is unset.
    #[error(
        "the application's id or name is empty; in a script, check that the variable for the application is set"
    )]
    Empty,
    #[error(transparent)]
    MistypedId(#[from] ParseApplicationIdError),
}

/// Lengths of a mistyped id without hyphens: an id without its last group has 20 digits. A SHA-1 hash has 40,
/// and is taken as a name.
const ALMOST_AN_ID: std::ops::Range<usize> = 20..40;
/// Maximum number of characters in a mistyped id that are neither hexadecimal digits nor hyphens, such as a
/// quote, or an `O` for a 0.
const MOST_STRAY: usize = 2;

impl FromStr for ApplicationRef {
    type Err = ParseApplicationRefError;

    fn from_str(text: &str) -> Result<Self, ParseApplicationRefError> {
        if text.trim().is_empty() {
            return Err(ParseApplicationRefError::Empty);
        }
        match text.parse() {
            Ok(id) => Ok(Self::Id(id)),
            Err(error) if is_almost_an_id(text) => Err(ParseApplicationRefError::MistypedId(error)),
            Err(_) => Ok(Self::Name(text.to_owned())),
        }
    }
}

/// Returns whether the text looks like a mistyped id: about the right length, and nearly only hexadecimal
/// digits. Such a text is refused, not looked up as a name, so that a typo costs no request.
fn is_almost_an_id(text: &str) -> bool {
    let rest = text.chars().filter(|character| *character != '-');
    let (digits, stray): (Vec<char>, Vec<char>) = rest.partition(char::is_ascii_hexdigit);
    ALMOST_AN_ID.contains(&(digits.len() + stray.len())) && stray.len() <= MOST_STRAY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_id_is_no_name() {
        for mistyped in [
            "78d335fa-323d-0114-9c3d-d6f0d48968c",
            "78d335fa-323d-0114-9c3d-d6f0d48968cff",
            "78d335fa-323d-0114-9c3d",
            "78d335fa323d-0114-9c3d-d6f0d48968cf",
            "g8d335fa-323d-0114-9c3d-d6f0d48968cf",
            "{78d335fa-323d-0114-9c3d-d6f0d48968cf}",
            "78d335fa-323d-0114-9c3d-d6f0d48968cf ",
            "78d335fa–323d-0114-9c3d-d6f0d48968cf",
        ] {
            let error = mistyped.parse::<ApplicationRef>();
            assert!(matches!(error, Err(ParseApplicationRefError::MistypedId(_))), "{mistyped}");
        }
        for name in [
            "Reminders",
            "not-a-uuid",
            "YOUR_APPLICATION_ID",
            "eu-prod-appointment-reminders-v2",
            "deadbeef",
            "78d335fa",
            "442079460000",
            "2026-11-23 20:15:00",
            "0123456789abcdef0123456789abcdef01234567",
            " padded ",
        ] {
            assert_eq!(name.parse().ok(), Some(ApplicationRef::Name(name.to_owned())));
        }
        for empty in ["", " ", "\n"] {
            let error = empty.parse::<ApplicationRef>();
            assert!(matches!(error, Err(ParseApplicationRefError::Empty)), "{empty:?}");
        }
    }
}
