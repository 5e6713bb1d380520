//! `Webhook`: the address and method of a voice webhook, as the application's document has them.

use crate::words::words;

words! {
    /// A webhook of the voice capability. [`word`](Self::word) returns the JSON member's name.
    pub enum VoiceWebhook {
        /// `answer_url`
        Answer = "answer_url",
        /// `fallback_answer_url`
        FallbackAnswer = "fallback_answer_url",
        /// `event_url`
        Event = "event_url",
    }
}

/// A webhook's address and method.
///
/// A field is `None` if its member is missing, duplicated or not a valid string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// The address.
    pub address: Option<String>,
    /// The HTTP method. Without one, [`VoiceWebhook::default_method`] applies.
    pub method: Option<String>,
}

impl VoiceWebhook {
    /// Returns the method that Vonage uses by default, or `None` if that is undocumented.
    #[must_use]
    pub fn default_method(self) -> Option<&'static str> {
        match self {
            Self::Answer => Some("GET"),
            Self::FallbackAnswer => None,
            Self::Event => Some("POST"),
        }
    }

    /// Returns the JSON pointer to the address.
    #[must_use]
    pub fn address_path(self) -> &'static str {
        match self {
            Self::Answer => "/capabilities/voice/webhooks/answer_url/address",
            Self::FallbackAnswer => "/capabilities/voice/webhooks/fallback_answer_url/address",
            Self::Event => "/capabilities/voice/webhooks/event_url/address",
        }
    }

    /// Returns the JSON pointer to the method.
    #[must_use]
    pub fn method_path(self) -> &'static str {
        match self {
            Self::Answer => "/capabilities/voice/webhooks/answer_url/http_method",
            Self::FallbackAnswer => "/capabilities/voice/webhooks/fallback_answer_url/http_method",
            Self::Event => "/capabilities/voice/webhooks/event_url/http_method",
        }
    }
}
