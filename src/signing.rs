//! Signing: what an application's document says about signed webhooks.

use serde::{Serialize, Serializer};

/// The state of `capabilities.voice.signed_callbacks`: five different things to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Signing {
    /// `true`
    On,
    /// `false`
    Off,
    /// A voice capability without the flag. What Vonage then does is documented nowhere.
    Absent,
    /// The flag is there and is no JSON boolean.
    Invalid,
    /// No voice capability at all.
    NoVoice,
}

impl Signing {
    /// The word for it in reports and in text.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
            Self::Absent => "absent",
            Self::Invalid => "invalid",
            Self::NoVoice => "no-voice",
        }
    }

    /// The state of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::On, Self::Off, Self::Absent, Self::Invalid, Self::NoVoice]
            .into_iter()
            .find(|signing| signing.word() == word)
    }
}

impl Serialize for Signing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}
