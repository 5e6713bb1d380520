//! `Expected`: what should be of an application, as far as somebody said so.

use crate::application::VoiceWebhook;
use crate::change::Goal;

/// What is expected; what is none, or not in the list, may be as it likes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    pub voice: Option<Goal>,
    /// Held only against applications that have the rtc capability.
    pub rtc: Option<Goal>,
    pub webhooks: Vec<ExpectedWebhook>,
}

/// What is expected of one webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedWebhook {
    pub webhook: VoiceWebhook,
    pub address: Option<AddressPattern>,
    /// Exactly as the API has it: `GET`, `POST`.
    pub method: Option<String>,
}

/// An address in which `*` stands for any run of characters; everything else for itself (a `?` begins a query).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressPattern(pub String);

impl Expected {
    /// Voice signing on, and nothing else.
    #[must_use]
    pub fn signing_on() -> Self {
        Self { voice: Some(Goal::On), ..Self::default() }
    }
}

impl AddressPattern {
    /// Does the whole address fit? What stands before the first `*` begins it, what stands after the last one ends it,
    /// and each part between is taken where it first comes. Written here because every embedder would carry a crate
    /// for it, and those at hand give `?` a meaning that an address cannot live with.
    #[must_use]
    pub fn fits(&self, address: &str) -> bool {
        let mut parts = self.0.split('*');
        let Some(mut rest) = parts.next().and_then(|first| address.strip_prefix(first)) else { return false };
        let Some(last) = parts.next_back() else { return rest.is_empty() };
        for part in parts {
            let Some((_, behind)) = rest.split_once(part) else { return false };
            rest = behind;
        }
        rest.ends_with(last)
    }
}
