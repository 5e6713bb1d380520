//! `Capability`: the two capabilities that have the flag, and its path in each.

use crate::words::words;

words! {
    /// A capability that has the flag `signed_callbacks`. The word is the JSON member's name.
    pub enum Capability {
        /// `voice`
        Voice = "voice",
        /// `rtc`
        Rtc = "rtc",
    }
}

impl Capability {
    /// Returns the JSON pointer to the capability in a document.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Voice => "/capabilities/voice",
            Self::Rtc => "/capabilities/rtc",
        }
    }

    /// Returns the JSON pointer to the capability's flag in a document.
    #[must_use]
    pub fn flag_path(self) -> &'static str {
        match self {
            Self::Voice => super::FLAG,
            Self::Rtc => "/capabilities/rtc/signed_callbacks",
        }
    }
}
