//! Slot: one signature secret with its account and a label for people.

use std::fmt;
use std::sync::Arc;

use super::token::Token;
use crate::mac::MacKey;
use crate::secret::SignatureSecret;

/// A secret that a verifier tries. It needs an API key, unless it is the verifier's only secret.
///
/// Two secrets of the main account during a rotation, and a sub-account with a secret of its own:
///
/// ```
/// use vsw::{SignatureSecret, Slot, Verifier};
///
/// # let [old, new, sub] = ["the old one", "the new one", "the other account's"].map(SignatureSecret::new);
/// # let (old, new, sub) = (old?, new?, sub?);
/// let verifier = Verifier::builder()
///     .slot(Slot::new(&old, "2025").for_api_key("a1b2c3d").retired_at(1_795_464_900))
///     .slot(Slot::new(&new, "2026").for_api_key("a1b2c3d"))
///     .slot(Slot::new(&sub, "branch office").for_api_key("sub12345"))
///     .build()?;
/// // Without an API key, a secret could sign for any account.
/// assert!(Verifier::builder().slot(Slot::new(&old, "2025")).slot(Slot::new(&new, "2026")).build().is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Slot {
    key: MacKey,
    api_key: Option<String>,
    label: Arc<str>,
    retired_at: Option<u64>,
}

impl Slot {
    /// Creates a slot without an API key. `label` is shown to people and must not be the secret.
    #[must_use]
    pub fn new(secret: &SignatureSecret, label: impl Into<Arc<str>>) -> Self {
        Self { key: MacKey::of(secret), api_key: None, label: label.into(), retired_at: None }
    }

    /// Sets the API key, which must be the token's `api_key`.
    #[must_use]
    pub fn for_api_key(self, api_key: impl Into<String>) -> Self {
        Self { api_key: Some(api_key.into()), ..self }
    }

    /// Retires the secret at this time, in seconds since 1970. At this time and later, the secret verifies no
    /// delivery.
    #[must_use]
    pub fn retired_at(self, time: u64) -> Self {
        Self { retired_at: Some(time), ..self }
    }

    /// Returns the account's API key.
    #[must_use]
    pub fn api_key(&self) -> Option<&str> {
        self.api_key.as_deref()
    }

    /// Returns the label.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    pub(super) fn label_handle(&self) -> Arc<str> {
        Arc::clone(&self.label)
    }

    pub(super) fn retired_for(&self, now: u64) -> Option<u64> {
        self.retired_at.and_then(|retired| now.checked_sub(retired))
    }

    pub(super) fn signed(&self, token: &Token<'_>) -> bool {
        token.is_signed_by(&self.key)
    }
}

impl fmt::Debug for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Slot")
            .field("api_key", &self.api_key)
            .field("label", &self.label)
            .field("retired_at", &self.retired_at)
            .finish_non_exhaustive()
    }
}

/// The slots whose secrets verify a token's signature. One slot, the usual case, needs no allocation.
#[derive(Debug, Default)]
pub(super) struct Signers<'s> {
    first: Option<&'s Slot>,
    more: Vec<&'s Slot>,
}

impl<'s> Signers<'s> {
    /// Removes the retired slots, and returns one of them.
    pub(super) fn retire(&mut self, now: u64) -> Option<&'s Slot> {
        let retired = self.iter().find(|slot| slot.retired_for(now).is_some())?;
        *self = self.iter().filter(|slot| slot.retired_for(now).is_none()).collect();
        Some(retired)
    }

    pub(super) fn first(&self) -> Option<&'s Slot> {
        self.first
    }

    /// Two accounts may have the same secret, so the claimed account decides.
    pub(super) fn of_account(&self, claimed: Option<&str>) -> Option<&'s Slot> {
        self.iter().find(|slot| slot.api_key().is_some() && slot.api_key() == claimed)
    }

    fn iter(&self) -> impl Iterator<Item = &'s Slot> {
        self.first.into_iter().chain(self.more.iter().copied())
    }
}

impl<'s> FromIterator<&'s Slot> for Signers<'s> {
    fn from_iter<I: IntoIterator<Item = &'s Slot>>(slots: I) -> Self {
        let mut slots = slots.into_iter();
        Self { first: slots.next(), more: slots.collect() }
    }
}
