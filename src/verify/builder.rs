//! Builder: puts a [`Verifier`] together and refuses those that could not tell one account from another.

use super::header::is_header_name;
use super::{Slot, Verifier};
use crate::application::ApplicationId;

/// A verifier to be. Times are in seconds.
#[derive(Debug)]
#[must_use]
pub struct Builder {
    pub(super) verifier: Verifier,
}

/// Why no verifier was built: the configuration is wrong, whatever the delivery.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildVerifierError {
    /// Without a secret nothing could be checked, and "no check" is never what was meant.
    #[error("there is no signature secret")]
    NoSecret,
    /// Several secrets, and this one's account is not named: what it signs could be claimed for any account.
    #[error("the signature secret `{label}` names no API key, which only a single secret may do")]
    SecretWithoutKey {
        /// The label of the slot.
        label: String,
    },
    /// An API key that is empty or blank.
    #[error("the signature secret `{label}` has an empty API key")]
    EmptyKey {
        /// The label of the slot.
        label: String,
    },
    /// A header that no request can have.
    #[error("`{name}` is no header name")]
    HeaderName {
        /// What was given as a name.
        name: String,
    },
}

impl Builder {
    /// One more secret. Several of one API key are fine: that is what a rotation looks like.
    pub fn slot(mut self, slot: Slot) -> Self {
        self.verifier.slots.push(slot);
        self
    }

    /// The token must be of that account, exactly.
    pub fn expect_api_key(mut self, api_key: impl Into<String>) -> Self {
        self.verifier.api_key = Some(api_key.into());
        self
    }

    /// The token must be of that application.
    pub fn expect_application(mut self, application: ApplicationId) -> Self {
        self.verifier.application = Some(application);
        self
    }

    /// How old a token may be; 300 unless told otherwise. 0 switches that check off, and that one only.
    pub fn max_age(mut self, seconds: u64) -> Self {
        self.verifier.tolerance.max_age = seconds;
        self
    }

    /// How far the sender's clock may be from ours, for `iat` ahead, `exp` and `nbf`; 60 unless told otherwise.
    pub fn max_skew(mut self, seconds: u64) -> Self {
        self.verifier.tolerance.max_skew = seconds;
        self
    }

    /// The header that is read in place of `Authorization`, and then alone: behind Vonage Cloud Runtime it is
    /// `X-Vonage-Webhook-Auth-Token`.
    pub fn header(mut self, name: impl Into<String>) -> Self {
        self.verifier.header = name.into();
        self
    }

    /// The verifier.
    ///
    /// # Errors
    /// [`BuildVerifierError`] where the secrets are none, or cannot be told apart by account, or the header has no name.
    pub fn build(self) -> Result<Verifier, BuildVerifierError> {
        let Verifier { slots, header, .. } = &self.verifier;
        if slots.is_empty() {
            return Err(BuildVerifierError::NoSecret);
        }
        for slot in slots {
            let label = || slot.label().to_owned();
            match slot.api_key() {
                None if slots.len() > 1 => {
                    return Err(BuildVerifierError::SecretWithoutKey { label: label() });
                }
                Some(key) if key.trim().is_empty() => {
                    return Err(BuildVerifierError::EmptyKey { label: label() });
                }
                _ => {}
            }
        }
        if !is_header_name(header) {
            return Err(BuildVerifierError::HeaderName { name: header.clone() });
        }
        Ok(self.verifier)
    }
}
