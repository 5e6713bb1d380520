//! Builder: configures a [`Verifier`].

use super::header::is_header_name;
use super::{Slot, Verifier};
use crate::application::ApplicationId;

/// Configures a verifier. Times are in seconds.
#[derive(Debug)]
#[must_use]
pub struct Builder {
    pub(super) verifier: Verifier,
}

/// The configuration is wrong, so no verifier was built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildVerifierError {
    /// No secret was given.
    #[error("no signature secret given")]
    NoSecret,
    /// One of several secrets has no API key, so it could sign for any account.
    #[error("the signature secret `{label}` has no API key, which is required if there are several secrets")]
    SecretWithoutKey {
        /// The label of the secret's [`Slot`].
        label: String,
    },
    /// The API key is empty or blank.
    #[error("the signature secret `{label}` has an empty API key")]
    EmptyKey {
        /// The label of the secret's [`Slot`].
        label: String,
    },
    /// The header name is not a valid HTTP field name.
    #[error("`{name}` is not a valid header name")]
    HeaderName {
        /// The invalid name.
        name: String,
    },
}

impl Builder {
    /// Adds a secret. Several with the same API key are allowed, for a rotation.
    pub fn slot(mut self, slot: Slot) -> Self {
        self.verifier.slots.push(slot);
        self
    }

    /// Requires tokens of exactly this account.
    pub fn expect_api_key(mut self, api_key: impl Into<String>) -> Self {
        self.verifier.api_key = Some(api_key.into());
        self
    }

    /// Requires tokens of this application.
    pub fn expect_application(mut self, application: ApplicationId) -> Self {
        self.verifier.application = Some(application);
        self
    }

    /// Sets the maximum age of a token; 300 by default. 0 disables this check only.
    pub fn max_age(mut self, seconds: u64) -> Self {
        self.verifier.tolerance.max_age = seconds;
        self
    }

    /// Sets the maximum clock skew, for `exp`, `nbf`, and an `iat` in the future; 60 by default.
    pub fn max_skew(mut self, seconds: u64) -> Self {
        self.verifier.tolerance.max_skew = seconds;
        self
    }

    /// Reads this header instead of `Authorization`. Behind Vonage Cloud Runtime, use `X-Vonage-Webhook-Auth-Token`.
    pub fn header(mut self, name: impl Into<String>) -> Self {
        self.verifier.header = name.into();
        self
    }

    /// Builds the verifier.
    ///
    /// # Errors
    /// Fails with a [`BuildVerifierError`] if the configuration is wrong.
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
