//! `Capability`: a capability with the flag `signed_callbacks`.

use crate::words::words;

words! {
    /// A capability with the flag `signed_callbacks`. [`Self::word`] returns the name of its JSON member.
    pub enum Capability {
        /// `voice`
        Voice = "voice",
        /// `rtc`
        Rtc = "rtc",
    }
}

impl Capability {
    /// Returns the JSON pointer to the capability.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Voice => "/capabilities/voice",
            Self::Rtc => "/capabilities/rtc",
        }
    }

    /// Returns the JSON pointer to the capability's flag.
    #[must_use]
    pub fn flag_path(self) -> &'static str {
        match self {
            Self::Voice => super::FLAG,
            Self::Rtc => "/capabilities/rtc/signed_callbacks",
        }
    }
}
