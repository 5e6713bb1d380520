//! Account: the credentials of requests and the origin that they are sent to.

use vsw::application::ApplicationId;
use zeroize::Zeroizing;

use super::{ApiCredentials, ConfigError, ProfileSelection, Source, api_credentials};
use crate::context::Context;
use crate::profiles::{Origin, Profile, Profiles, Secret};
use crate::screen::shell;

#[derive(Debug)]
pub struct Account {
    /// The selected profile, or `environment` if the profile's name would be misleading (see `of_choice`).
    pub profile: String,
    pub api_key: String,
    pub api_secret: Secret,
    pub origin: Origin,
    pub key_source: Source,
    pub secret_source: Source,
    pub origin_source: Source,
    /// This run's options that name files. Suggested commands repeat them.
    pub file_options: Vec<String>,
}

impl Account {
    /// Returns the account of the selected profile, unless the environment's credentials take precedence.
    pub fn resolve(context: &Context) -> Result<Self, ConfigError> {
        Self::of_choice(context, ProfileSelection::of(context, &*super::profiles(context)?)?)
    }

    /// Variables that belong to no profile, such as `VONAGE_API_KEY`, take precedence, unless `--profile`, a
    /// plan or a fleet file names the profile.
    pub fn of_choice(context: &Context, choice: ProfileSelection) -> Result<Self, ConfigError> {
        let profiles = &*super::profiles(context)?;
        let pair = pair_of(context, profiles, &choice)?;
        let profile = profiles.profile(&choice.name).filter(|profile| profile.is_of(&pair.api_key));
        let origin = Self::origin_of(context, &choice, profile)?;
        let name =
            if pair.key_source.is_general_variable() && profile.is_none() && !is_free(profiles, &choice) {
                // The profile belongs to another account, or it was named but does not exist. Its name would
                // imply that it was used.
                "environment".to_owned()
            } else {
                choice.name
            };
        Ok(Self::new(context, name, pair, origin))
    }

    pub fn new(
        context: &Context,
        profile: String,
        pair: ApiCredentials,
        (origin, origin_source): (Origin, Source),
    ) -> Self {
        let ApiCredentials { api_key, api_secret, key_source, secret_source } = pair;
        let of_files = |(name, _): &&(&str, String)| !["--profile", "--api-url"].contains(name);
        let options = context.screen.options().iter().filter(of_files);
        let file_options = options.map(|(name, value)| format!("{name} {value}")).collect();
        Self { profile, api_key, api_secret, origin, key_source, secret_source, origin_source, file_options }
    }

    /// Sources in order: `--api-url`, `VSW_API_URL`, `profile`, the default. `profile` is `None` if no
    /// profile's origin may be used.
    pub fn origin_of(
        context: &Context,
        choice: &ProfileSelection,
        profile: Option<&Profile>,
    ) -> Result<(Origin, Source), ConfigError> {
        let named = |text: &str, source: Source| match Origin::parse(text) {
            Ok(origin) => Ok((origin, source)),
            Err(reason) => {
                Err(ConfigError::Origin { name: source.name().unwrap_or_default().to_owned(), reason })
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

    /// Returns a sentence if the environment's credentials are used instead of the profile in `VSW_PROFILE`.
    pub fn passed_over(&self, choice: &ProfileSelection) -> Option<String> {
        let name = &choice.name;
        let variable = self.key_source.name().filter(|_| self.key_source.is_general_variable())?;
        (choice.is_named_by_environment() && self.profile != *name).then(|| {
            format!(
                "profile `{name}` (VSW_PROFILE) is not used: {variable} is set; `--profile {name}` selects it"
            )
        })
    }

    /// Adds the options that select this account and this run's files.
    pub fn command(&self, command: &str, applications: &[ApplicationId]) -> String {
        let mut words = vec![format!("vsw {command}")];
        if !self.key_source.is_general_variable() {
            words.push(format!("--profile {}", self.profile));
        }
        if matches!(self.origin_source, Source::Flag(_)) {
            words.push(format!("--api-url {}", shell::word(self.origin.as_str())));
        }
        words.extend(self.file_options.iter().cloned());
        words.extend(applications.iter().map(ToString::to_string));
        words.join(" ")
    }

    pub fn basic(&self) -> Zeroizing<String> {
        api_credentials::basic(&self.api_key, &self.api_secret)
    }
}

/// Returns whether no profile was named and no profile has the default name.
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
        choice.refuse_mistyped(context, profiles)?;
        return Ok(pair);
    }
    if let Some(pair) = ApiCredentials::of_profile(context, profiles, choice)? {
        return Ok(pair);
    }
    Err(match profiles.profile(&choice.name) {
        _ if choice.is_default() => ConfigError::NoCredentials { others: profiles.with_api_key() },
        None => choice.unknown(profiles),
        Some(_) => {
            ConfigError::Incomplete { profile: choice.name.clone(), missing: "api_key and api_secret" }
        }
    })
}

#[cfg(test)]
mod tests;
