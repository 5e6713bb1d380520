//! Vocabulary: types for the words that reports, the journal and plans share. Not here: error codes (`codes`).

mod probe_kind;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use vsw::application::Application;
use vsw::signing::Signing;

pub use probe_kind::{Alteration, ProbeKind};

pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The word that serde writes for a unit variant.
pub trait Word: Serialize {
    fn to_word(&self) -> String {
        struct AsWritten<'w, T: ?Sized>(&'w T);
        impl<T: Serialize + ?Sized> fmt::Display for AsWritten<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.serialize(f)
            }
        }
        AsWritten(self).to_string()
    }
}

impl<T: Serialize> Word for T {}

/// An application's signing state; `None` if it is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SigningState(pub Option<Signing>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Changed,
    Unchanged,
    WouldChange,
    Skipped,
    Conflict,
    Unconfirmed,
    Failed,
    NotAttempted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryVerdict {
    Genuine,
    Rejected,
    Unsigned,
    /// Unsigned as expected: Vonage does not sign this event in the chosen [`Era`](vsw::delivery::Era).
    UnsignedExpected,
    /// Genuine, but a delivery with the same token was accepted before, or is being handled.
    Replayed,
}

/// A word from a file that a later version may have written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Recorded<T> {
    Known(T),
    Newer(String),
}

impl SigningState {
    pub const UNKNOWN: Self = Self(None);

    pub fn is_on(self) -> bool {
        self.0 == Some(Signing::On)
    }

    pub fn word(self) -> &'static str {
        self.0.map_or("unknown", Signing::word)
    }
}

impl From<Signing> for SigningState {
    fn from(signing: Signing) -> Self {
        Self(Some(signing))
    }
}

impl From<&Application> for SigningState {
    fn from(application: &Application) -> Self {
        application.signing().into()
    }
}

impl Serialize for SigningState {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for SigningState {
    /// An unknown word is the unknown state: a later version may have written it.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(Signing::from_word(&String::deserialize(deserializer)?)))
    }
}

impl<T: PartialEq> Recorded<T> {
    pub fn is(&self, word: &T) -> bool {
        matches!(self, Self::Known(known) if known == word)
    }
}

pub fn count_of(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// The health of a replay store that is reached over a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreHealth {
    pub is_up: bool,
    pub detail: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_match_their_serialization_and_newer_words_are_kept() {
        assert_eq!(Outcome::NotAttempted.to_word(), "not_attempted");
        let read = |text: &str| serde_json::from_str::<Recorded<Outcome>>(text).expect("a word");
        assert!(read("\"would_change\"").is(&Outcome::WouldChange));
        let newer = read("\"deferred\"");
        assert_eq!(serde_json::to_string(&newer).ok().as_deref(), Some("\"deferred\""));
        let signing = |text: &str| serde_json::from_str::<SigningState>(text).expect("a word");
        assert_eq!(
            (signing("\"no-voice\""), signing("\"half\"")),
            (Signing::NoVoice.into(), SigningState::UNKNOWN)
        );
        assert_eq!(serde_json::to_string(&SigningState::UNKNOWN).ok().as_deref(), Some("\"unknown\""));
    }
}
