//! `ApiCredentials`: an API key and its secret.
//!
//! Invariant: key and secret were entered, set or stored together. Otherwise they might belong to different accounts.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::secret::{of_environment, reject_blank};
use super::{ConfigError, EmptyAt, ProfileSelection, Source, keyring};
use crate::context::Context;
use crate::profiles::{Profiles, Secret, fault_of_key};

#[derive(Debug)]
pub struct ApiCredentials {
    pub api_key: String,
    pub api_secret: Secret,
    pub key_source: Source,
    pub secret_source: Source,
}

impl ApiCredentials {
    /// Registers the secret for redaction. Rejects values that a request cannot carry.
    pub fn new(
        context: &Context,
        (api_key, key_source): (String, Source),
        (api_secret, secret_source): (Secret, Source),
    ) -> Result<Self, ConfigError> {
        context.screen.redactions().add(api_secret.expose());
        context.screen.redactions().add(basic(&api_key, &api_secret).as_bytes());
        let (key_name, secret_name) = (named("api_key", &key_source), named("api_secret", &secret_source));
        if api_key.trim().is_empty() {
            return Err(ConfigError::Empty { name: key_name, place: (&key_source).into() });
        }
        let api_secret = reject_blank(api_secret, &secret_name, &secret_source)?;
        let unusable = |name, fault: &str| Err(ConfigError::Unusable { name, fault: fault.to_owned() });
        if let Some(fault) = fault_of_key(&api_key) {
            return unusable(key_name, fault);
        }
        if api_secret.expose().iter().any(u8::is_ascii_control) {
            return unusable(
                secret_name,
                "it has a line break or another control character; copy the API secret again from the Dashboard",
            );
        }
        Ok(Self { api_key, api_secret, key_source, secret_source })
    }

    pub fn of_environment(context: &Context) -> Result<Option<Self>, ConfigError> {
        match Self::of_variables(context, "VONAGE_API_KEY", "VONAGE_API_SECRET")? {
            Some(pair) => Ok(Some(pair)),
            None => Self::of_variables(context, "NEXMO_API_KEY", "NEXMO_API_SECRET"),
        }
    }

    /// Returns `None` if neither the environment nor the configuration file has credentials of the profile.
    pub fn of_profile(
        context: &Context,
        profiles: &Profiles,
        choice: &ProfileSelection,
    ) -> Result<Option<Self>, ConfigError> {
        choice.not_ambiguous(context, profiles)?;
        let variables = (choice.variable("API_KEY"), choice.variable("API_SECRET"));
        if let Some(pair) = Self::of_variables(context, &variables.0, &variables.1)? {
            return Ok(Some(pair));
        }
        let Some(profile) = profiles.profile(&choice.name) else { return Ok(None) };
        let incomplete = |missing| Err(ConfigError::Incomplete { profile: choice.name.clone(), missing });
        let source = Source::Profile(choice.name.clone());
        match (&profile.api_key, &profile.api_secret) {
            (Some(key), Some(secret)) => {
                Self::new(context, (key.clone(), source.clone()), (secret.clone(), source)).map(Some)
            }
            (Some(key), None) if profile.keyring => {
                let secret = keyring::read(context, &choice.name, key, keyring::Slot::ApiSecret)?;
                let Some(secret) = secret else {
                    return Err(ConfigError::NotInKeyring { profile: choice.name.clone() });
                };
                let held = (secret, Source::Keyring(choice.name.clone()));
                Self::new(context, (key.clone(), source), held).map(Some)
            }
            (Some(_), None) => incomplete("api_secret"),
            (None, Some(_)) => incomplete("api_key"),
            (None, None) => Ok(None),
        }
    }

    fn of_variables(context: &Context, key: &str, secret: &str) -> Result<Option<Self>, ConfigError> {
        let secret_file = format!("{secret}_FILE");
        let given = context.environment.raw(key);
        let set = |name: &str| context.environment.raw(name).is_some();
        let half = |have: &str, missing: &str| {
            Err(ConfigError::HalfPair { have: have.to_owned(), missing: missing.to_owned() })
        };
        let api_key = match given {
            None if set(secret) => return half(secret, key),
            None if set(&secret_file) => return half(&secret_file, key),
            None => return Ok(None),
            Some(value) if value.is_empty() => {
                return Err(ConfigError::Empty { name: key.to_owned(), place: EmptyAt::Setting });
            }
            Some(value) => value.to_str().ok_or_else(|| ConfigError::Unusable {
                name: key.to_owned(),
                fault: "an API key is UTF-8 text".to_owned(),
            })?,
        };
        let Some((api_secret, source)) = of_environment(context, secret)? else { return half(key, secret) };
        let api_key = (api_key.to_owned(), Source::Environment(key.to_owned()));
        Self::new(context, api_key, (api_secret, source)).map(Some)
    }
}

/// Returns the value after `Basic` in the `Authorization` header.
pub(super) fn basic(api_key: &str, api_secret: &Secret) -> Zeroizing<String> {
    let pair = Zeroizing::new([api_key.as_bytes(), b":", api_secret.expose()].concat());
    Zeroizing::new(STANDARD.encode(&*pair))
}

fn named(member: &str, source: &Source) -> String {
    match source {
        Source::Environment(name) => name.clone(),
        Source::Flag(name) => (*name).to_owned(),
        _ => format!("{member} ({source})"),
    }
}
