//! Account: who requests are made as, and where to.

use zeroize::Zeroizing;

use super::{ApiCredentials, ConfigError, ProfileSelection, Source, api_credentials};
use crate::context::Context;
use crate::profiles::{Origin, Profile, Profiles, Secret};

/// One account's credentials, as a pair from one source, and the origin that they may be sent to.
#[derive(Debug)]
pub struct Account {
    /// The name of the profile in force (`default` where none was named).
    pub profile: String,
    pub api_key: String,
    pub api_secret: Secret,
    pub origin: Origin,
    pub key_source: Source,
    pub secret_source: Source,
    pub origin_source: Source,
}

impl Account {
    /// By flag, environment, profile and default.
    ///
    /// # Errors
    /// There are no credentials, they contradict each other, or they may not go where they are to be sent.
    pub fn resolve(context: &Context) -> Result<Self, ConfigError> {
        Self::of_choice(context, ProfileSelection::of(context, super::profiles(context)?)?)
    }

    /// The account of a profile that somebody named, whichever is in force otherwise: its own variables, or else what
    /// the file or the keyring has of it. The environment's other credentials have no say if a flag or a fleet file
    /// named it.
    ///
    /// # Errors
    /// There is no such profile, it is incomplete, or its credentials may not go where they are to be sent.
    pub fn of_choice(context: &Context, choice: ProfileSelection) -> Result<Self, ConfigError> {
        let profiles = super::profiles(context)?;
        let pair = pair_of(context, profiles, &choice)?;
        let profile = profiles.profile(&choice.name).filter(|profile| profile.is_of(&pair.api_key));
        let origin = Self::origin_of(context, &choice, profile)?;
        let name = if is_of_no_profile(&pair.key_source) && profile.is_none() && !is_free(profiles, &choice) {
            // The profile in force is another account's: its name would say that it was used.
            "environment".to_owned()
        } else {
            choice.name
        };
        Ok(Self::new(name, pair, origin))
    }

    pub fn new(profile: String, pair: ApiCredentials, (origin, origin_source): (Origin, Source)) -> Self {
        let ApiCredentials { api_key, api_secret, key_source, secret_source } = pair;
        Self { profile, api_key, api_secret, origin, key_source, secret_source, origin_source }
    }

    /// Where requests go: by flag, environment, the profile if the credentials are its account's, and default. Another
    /// account's profile has no say: its origin is not what these credentials were meant for.
    ///
    /// # Errors
    /// What was named is no origin that credentials may be sent to.
    pub fn origin_of(
        context: &Context,
        choice: &ProfileSelection,
        profile: Option<&Profile>,
    ) -> Result<(Origin, Source), ConfigError> {
        let named = |text: &str, source: Source| match Origin::parse(text) {
            Ok(origin) => Ok((origin, source)),
            Err(reason) => {
                Err(ConfigError::BadOrigin { name: source.name().unwrap_or_default().to_owned(), reason })
            }
        };
        if let Some(text) = &context.global.api_url {
            return named(text, Source::Flag("--api-url"));
        }
        if let Some(value) = context.environment.raw("VSW_API_URL").filter(|value| !value.is_empty()) {
            return named(&value.to_string_lossy(), Source::Environment("VSW_API_URL".to_owned()));
        }
        Ok(match profile.and_then(|profile| profile.api_url.clone()) {
            Some(origin) => (origin, Source::Profile(choice.name.clone())),
            None => (Origin::default(), Source::Default),
        })
    }

    /// What stands behind `Basic` in a request.
    pub fn basic(&self) -> Zeroizing<String> {
        api_credentials::basic(&self.api_key, &self.api_secret)
    }
}

/// Is the pair the environment's own, not one that it lays over a profile?
fn is_of_no_profile(source: &Source) -> bool {
    matches!(source, Source::Environment(name) if !name.starts_with("VSW_PROFILE_"))
}

/// Is this the name that is in force where nobody named a profile and there is none?
fn is_free(profiles: &Profiles, choice: &ProfileSelection) -> bool {
    choice.is_default() && profiles.profile(&choice.name).is_none()
}

pub(super) fn pair_of(
    context: &Context,
    profiles: &Profiles,
    choice: &ProfileSelection,
) -> Result<ApiCredentials, ConfigError> {
    if !choice.beats_environment()
        && let Some(pair) = ApiCredentials::of_environment(context)?
    {
        return Ok(pair);
    }
    if let Some(pair) = ApiCredentials::of_profile(context, profiles, choice)? {
        return Ok(pair);
    }
    Err(match profiles.profile(&choice.name) {
        _ if choice.is_default() => ConfigError::NoCredentials,
        None => choice.unknown(profiles),
        Some(_) => {
            ConfigError::Incomplete { profile: choice.name.clone(), missing: "api_key and api_secret" }
        }
    })
}

#[cfg(test)]
mod tests;
