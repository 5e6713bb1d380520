//! `Expected`: the expected state of an application.

use crate::application::VoiceWebhook;
use crate::change::Goal;

/// The expected state. A field that is `None` or empty accepts any value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    pub voice: Option<Goal>,
    /// Ignored for an application without rtc.
    pub rtc: Option<Goal>,
    pub webhooks: Vec<ExpectedWebhook>,
}

/// The expected state of one webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedWebhook {
    pub webhook: VoiceWebhook,
    pub address: Option<AddressPattern>,
    /// As the API writes it: `GET` or `POST`.
    pub method: Option<String>,
}

/// A pattern of addresses, in which only `*` is special: it matches any text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressPattern(pub String);

impl Expected {
    /// Returns the expectation that voice signing is on, and nothing else.
    #[must_use]
    pub fn signing_on() -> Self {
        Self { voice: Some(Goal::On), ..Self::default() }
    }
}

impl AddressPattern {
    /// Returns whether the whole address matches.
    #[must_use]
    pub fn matches(&self, address: &str) -> bool {
        // No pattern crate: most give `?` a meaning, and a library should have few dependencies.
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
