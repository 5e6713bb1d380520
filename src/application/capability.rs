//! `Capability`: the two capabilities that carry the flag, and where it stands in each.

use crate::words::words;

words! {
    /// What an application can do that Vonage signs webhooks for only if it is told to. The word is the member's name.
    pub enum Capability {
        /// `voice`
        Voice = "voice",
        /// `rtc`
        Rtc = "rtc",
    }
}

impl Capability {
    /// Where it stands in a document.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Voice => "/capabilities/voice",
            Self::Rtc => "/capabilities/rtc",
        }
    }

    /// Where its flag stands.
    #[must_use]
    pub fn flag_path(self) -> &'static str {
        match self {
            Self::Voice => super::FLAG,
            Self::Rtc => "/capabilities/rtc/signed_callbacks",
        }
    }
}
