//! `Capability`: the two capabilities that carry the flag, and where it stands in each.

use serde::Serialize;

/// What an application can do that Vonage signs webhooks for only if it is told to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Capability {
    /// `voice`
    Voice,
    /// `rtc`
    Rtc,
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

    /// The member's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Voice => "voice",
            Self::Rtc => "rtc",
        }
    }
}
