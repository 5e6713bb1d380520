//! Keyring: the platform's store for secrets.
//!
//! Invariant: a secret meant for the keyring is never written to a file instead.

use super::ConfigError;
use crate::context::Context;
use crate::profiles::Secret;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    ApiSecret,
    SignatureSecret,
}

impl Slot {
    pub const ALL: [Self; 2] = [Self::ApiSecret, Self::SignatureSecret];

    pub fn word(self) -> &'static str {
        match self {
            Self::ApiSecret => "api_secret",
            Self::SignatureSecret => "signature_secret",
        }
    }
}

pub fn read(
    context: &Context,
    profile: &str,
    api_key: &str,
    slot: Slot,
) -> Result<Option<Secret>, ConfigError> {
    let secret = platform::read(profile, api_key, slot).map_err(|error| of_profile(error, profile))?;
    if let Some(secret) = &secret {
        context.screen.redactions().add(secret.expose());
    }
    Ok(secret)
}

pub fn forget(profile: &str, api_key: &str, slot: Slot) -> Result<bool, ConfigError> {
    platform::forget(profile, api_key, slot).map_err(|error| of_profile(error, profile))
}

pub use platform::{available, keep};

fn of_profile(error: ConfigError, profile: &str) -> ConfigError {
    let profile = Some(profile.to_owned());
    match error {
        ConfigError::KeyringNotBuilt { .. } => ConfigError::KeyringNotBuilt { profile },
        ConfigError::Keyring { reason, .. } => ConfigError::Keyring { profile, reason },
        other => other,
    }
}

#[cfg(feature = "keyring")]
mod platform {
    use keyring::{Entry, Error};

    use super::{ConfigError, Secret, Slot};

    const SERVICE: &str = "vsw";

    pub fn available() -> Result<(), ConfigError> {
        Entry::store_status().as_ref().copied().map_err(unusable)
    }

    pub fn keep(profile: &str, api_key: &str, slot: Slot, secret: &Secret) -> Result<(), ConfigError> {
        entry(profile, api_key, slot)?.set_secret(secret.expose()).map_err(|error| unusable(&error))
    }

    pub fn read(profile: &str, api_key: &str, slot: Slot) -> Result<Option<Secret>, ConfigError> {
        match entry(profile, api_key, slot)?.get_secret() {
            Ok(bytes) => Ok(Some(Secret::new(bytes))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(unusable(&error)),
        }
    }

    pub fn forget(profile: &str, api_key: &str, slot: Slot) -> Result<bool, ConfigError> {
        match entry(profile, api_key, slot)?.delete_credential() {
            Ok(()) => Ok(true),
            Err(Error::NoEntry) => Ok(false),
            Err(error) => Err(unusable(&error)),
        }
    }

    /// The entry's name includes the API key: in two configuration files, profiles of the same name may mean
    /// two accounts.
    fn entry(profile: &str, api_key: &str, slot: Slot) -> Result<Entry, ConfigError> {
        available()?;
        Entry::new(SERVICE, &format!("{profile}/{api_key}/{}", slot.word())).map_err(|error| unusable(&error))
    }

    fn unusable(error: &Error) -> ConfigError {
        ConfigError::Keyring { profile: None, reason: error.to_string() }
    }
}

#[cfg(not(feature = "keyring"))]
mod platform {
    use super::{ConfigError, Secret, Slot};

    pub fn available() -> Result<(), ConfigError> {
        Err(ConfigError::KeyringNotBuilt { profile: None })
    }

    pub fn keep(_profile: &str, _api_key: &str, _slot: Slot, _secret: &Secret) -> Result<(), ConfigError> {
        available()
    }

    pub fn read(_profile: &str, _api_key: &str, _slot: Slot) -> Result<Option<Secret>, ConfigError> {
        available().map(|()| None)
    }

    pub fn forget(_profile: &str, _api_key: &str, _slot: Slot) -> Result<bool, ConfigError> {
        available().map(|()| false)
    }
}
