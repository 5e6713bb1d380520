//! `Webhook`: where one of the voice capability's webhooks goes, as a document has it.

use crate::words::words;

words! {
    /// One of the webhooks of the voice capability, in the order of the API reference. The word is the member's name.
    pub enum VoiceWebhook {
        /// `answer_url`
        Answer = "answer_url",
        /// `fallback_answer_url`
        FallbackAnswer = "fallback_answer_url",
        /// `event_url`
        Event = "event_url",
    }
}

/// A webhook's address and method. What is no string in the document is none here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// The address.
    pub address: Option<String>,
    /// None where the document leaves it to the API; see [`VoiceWebhook::default_method`].
    pub method: Option<String>,
}

impl VoiceWebhook {
    /// Which method Vonage uses where the document says none. Nobody documents the fallback's.
    #[must_use]
    pub fn default_method(self) -> Option<&'static str> {
        match self {
            Self::Answer => Some("GET"),
            Self::FallbackAnswer => None,
            Self::Event => Some("POST"),
        }
    }

    /// Where its address stands in a document.
    #[must_use]
    pub fn address_path(self) -> &'static str {
        match self {
            Self::Answer => "/capabilities/voice/webhooks/answer_url/address",
            Self::FallbackAnswer => "/capabilities/voice/webhooks/fallback_answer_url/address",
            Self::Event => "/capabilities/voice/webhooks/event_url/address",
        }
    }

    /// Where its method stands in a document.
    #[must_use]
    pub fn method_path(self) -> &'static str {
        match self {
            Self::Answer => "/capabilities/voice/webhooks/answer_url/http_method",
            Self::FallbackAnswer => "/capabilities/voice/webhooks/fallback_answer_url/http_method",
            Self::Event => "/capabilities/voice/webhooks/event_url/http_method",
        }
    }
}
