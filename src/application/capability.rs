//! `Capability`: the two capabilities that have the flag, and its path in each.

use crate::words::words;

words! {
    /// A capability whose webhooks Vonage signs only if its flag is on. The word is the JSON member's name.
    pub enum Capability {
        /// `voice`
        Voice = "voice",
        /// `rtc`
        Rtc = "rtc",
    }
}

impl Capability {
    /// Returns the capability's path in a document.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Voice => "/capabilities/voice",
            Self::Rtc => "/capabilities/rtc",
        }
    }

    /// Returns the flag's path in a document.
    #[must_use]
    pub fn flag_path(self) -> &'static str {
        match self {
            Self::Voice => super::FLAG,
            Self::Rtc => "/capabilities/rtc/signed_callbacks",
        }
    }
}
