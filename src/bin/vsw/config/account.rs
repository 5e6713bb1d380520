//! Account: who requests are made as, and where to.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::{Choice, ConfigError, Origin, Pair, Profile, Profiles, Secret, Source};
use crate::context::Context;

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
        let profiles = context.profiles()?;
        let choice = Choice::of(context, profiles)?;
        let pair = pair(context, profiles, &choice)?;
        let profile = profiles.profile(&choice.name).filter(|profile| profile.is_of(&pair.api_key));
        let origin = origin(context, &choice, profile)?;
        Ok(Self::new(choice.name, pair, origin))
    }

    pub fn new(profile: String, pair: Pair, (origin, origin_source): (Origin, Source)) -> Self {
        let Pair { api_key, api_secret, key_source, secret_source } = pair;
        Self { profile, api_key, api_secret, origin, key_source, secret_source, origin_source }
    }

    /// Where the requests of an account that is to be stored as this profile go.
    ///
    /// # Errors
    /// What was named is no origin that credentials may be sent to.
    pub fn origin_of(
        context: &Context,
        choice: &Choice,
        profile: Option<&Profile>,
    ) -> Result<(Origin, Source), ConfigError> {
        origin(context, choice, profile)
    }

    /// What stands behind `Basic` in a request.
    pub fn basic(&self) -> Zeroizing<String> {
        basic(&self.api_key, &self.api_secret)
    }
}

fn pair(context: &Context, profiles: &Profiles, choice: &Choice) -> Result<Pair, ConfigError> {
    if !choice.beats_environment()
        && let Some(pair) = Pair::of_environment(context)?
    {
        return Ok(pair);
    }
    if let Some(pair) = Pair::of_profile(context, profiles, choice)? {
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

/// Where requests go: by flag, environment, the profile if the credentials are its account's, and default. Another
/// account's profile has no say: its origin is not what these credentials were meant for.
///
/// # Errors
/// What was named is no origin that credentials may be sent to.
pub(super) fn origin(
    context: &Context,
    choice: &Choice,
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

pub(super) fn basic(api_key: &str, api_secret: &Secret) -> Zeroizing<String> {
    let pair = Zeroizing::new([api_key.as_bytes(), b":", api_secret.expose()].concat());
    Zeroizing::new(STANDARD.encode(&*pair))
}
