//! `SignatureSecrets`: what `verify` may check a token with, each with the account that it belongs to and a label that
//! tells it apart from the others.
//!
//! Not here: what makes bytes fit for verifying; that is the library's to say.

use std::path::Path;

use super::keyring::{self, Slot};
use super::secret::{not_blank, of_environment, of_input};
use super::{ConfigError, ConfiguredSecret, ProfileSelection, Source};
use crate::context::{Context, Input};
use crate::profiles::Profiles;

/// The way to them.
pub struct SignatureSecrets;

const OPTION: &str = "--signature-secret-file";
/// The environment's names for its one secret, two and two; the first pair that is set counts.
const VARIABLES: [[&str; 2]; 2] = [
    ["VONAGE_SIGNATURE_SECRET", "VONAGE_API_SIGNATURE_SECRET"],
    ["NEXMO_SIGNATURE_SECRET", "NEXMO_API_SIGNATURE_SECRET"],
];

impl SignatureSecrets {
    /// By flags, the environment, and the profile in force; a profile that was named beats the environment. None
    /// where nobody configured one: whether that is a mistake is the caller's to say.
    ///
    /// # Errors
    /// One is empty, or the sources contradict each other.
    pub fn find(context: &Context, flags: &[String]) -> Result<Vec<ConfiguredSecret>, ConfigError> {
        if !flags.is_empty() {
            return of_flags(context, flags);
        }
        // An environment that says it all needs no configuration file, not even a readable one.
        if context.global.profile.is_none()
            && let Some(secret) = of_variables(context)?
        {
            return Ok(vec![secret]);
        }
        let profiles = super::profiles(context)?;
        let choice = ProfileSelection::of(context, profiles)?;
        of_profile(context, profiles, &choice)
    }

    /// The variable that comes before what the profile stores, if one is set. Nothing is read for it.
    pub fn shadow(context: &Context, choice: &ProfileSelection) -> Option<String> {
        let usual = VARIABLES.as_flattened().iter().map(|name| (*name).to_owned());
        let usual = usual.filter(|_| !choice.beats_environment());
        let names = usual.chain([choice.variable("SIGNATURE_SECRET")]);
        let mut names = names.flat_map(|name| [format!("{name}_FILE"), name]);
        names.find(|name| context.environment.raw(name).is_some())
    }

    /// Those of every profile of the file, for what is about all accounts at once. Variables that speak of one of
    /// these profiles count; the environment's own secret does not, as it is no profile's. A secret that two profiles
    /// have for the same account and until the same time comes once.
    ///
    /// # Errors
    /// One is empty, the sources contradict each other, or a keyring that a profile needs does not answer.
    pub fn of_all_profiles(context: &Context) -> Result<Vec<ConfiguredSecret>, ConfigError> {
        let profiles = super::profiles(context)?;
        let mut all: Vec<ConfiguredSecret> = Vec::new();
        for name in profiles.names() {
            let choice = ProfileSelection { name, named_by: Source::File };
            for found in of_profile(context, profiles, &choice)? {
                let is_known = |known: &ConfiguredSecret| {
                    known.api_key == found.api_key
                        && known.retired_at() == found.retired_at()
                        && known.is_same_secret(&found.secret)
                        && known.source != found.source
                };
                if !all.iter().any(is_known) {
                    all.push(found);
                }
            }
        }
        Ok(all)
    }
}

fn of_flags(context: &Context, flags: &[String]) -> Result<Vec<ConfiguredSecret>, ConfigError> {
    // All are claimed before the first is read, so that a second `-` is found before stdin is waited for.
    let mut claimed = Vec::new();
    for flag in flags {
        let (api_key, path) = split(flag);
        if path.is_empty() {
            return Err(ConfigError::NoFileNamed { option: OPTION });
        }
        claimed.push((api_key, context.stdin.input(OPTION, Path::new(path))?));
    }
    let read = |(api_key, input): (Option<&str>, Input)| {
        let label =
            format!("{OPTION} {}", if input == Input::Stdin { "-".to_owned() } else { input.to_string() });
        let secret = not_blank(of_input(context, &input, OPTION)?, &label)?;
        Ok(ConfiguredSecret::bare(api_key.map(str::to_owned), secret, label, Source::Flag(OPTION)))
    };
    claimed.into_iter().map(read).collect()
}

/// `[API_KEY=]PATH`: what stands before the first `=` is a key if it could be one, else it belongs to the path.
fn split(flag: &str) -> (Option<&str>, &str) {
    let is_key = |key: &str| {
        (1..=32).contains(&key.len())
            && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
    };
    match flag.split_once('=') {
        Some((key, path)) if is_key(key) => (Some(key), path),
        _ => (None, flag),
    }
}

/// The environment's one, by whichever of its names.
pub(super) fn of_variables(context: &Context) -> Result<Option<ConfiguredSecret>, ConfigError> {
    for [usual, other] in VARIABLES {
        let (usual, other) = (of_environment(context, usual)?, of_environment(context, other)?);
        if let (Some((one, from)), Some((two, and))) = (&usual, &other)
            && one.expose() != two.expose()
        {
            let name = |source: &Source| source.name().unwrap_or_default().to_owned();
            return Err(ConfigError::Contradiction { one: name(from), other: name(and) });
        }
        if let Some((secret, source)) = usual.or(other) {
            let label = source.name().unwrap_or_default().to_owned();
            return Ok(Some(ConfiguredSecret::bare(None, not_blank(secret, &label)?, label, source)));
        }
    }
    Ok(None)
}

fn of_profile(
    context: &Context,
    profiles: &Profiles,
    choice: &ProfileSelection,
) -> Result<Vec<ConfiguredSecret>, ConfigError> {
    choice.not_ambiguous(context, profiles)?;
    let profile = profiles.profile(&choice.name);
    let key_variable = choice.variable("API_KEY");
    let file_key = profile.and_then(|profile| profile.api_key.clone());
    if let Some((secret, source)) = of_environment(context, &choice.variable("SIGNATURE_SECRET"))? {
        let api_key = context.environment.text(&key_variable).map(str::to_owned).or(file_key);
        let label = source.name().unwrap_or_default().to_owned();
        return Ok(vec![ConfiguredSecret::bare(api_key, not_blank(secret, &label)?, label, source)]);
    }
    let Some(profile) = profile else {
        let known_to_environment = context.environment.is_set(&key_variable);
        let missing = !choice.is_default() && !known_to_environment;
        return if missing { Err(choice.unknown(profiles)) } else { Ok(Vec::new()) };
    };
    if profile.keyring
        && let Some(api_key) = &profile.api_key
    {
        let held = keyring::read(context, &choice.name, api_key, Slot::SignatureSecret)?;
        let source = Source::Keyring(choice.name.clone());
        let label = format!("profile {}, in the keyring", choice.name);
        return held
            .map(|secret| {
                let secret = not_blank(secret, &label)?;
                Ok(ConfiguredSecret::bare(Some(api_key.clone()), secret, label, source))
            })
            .into_iter()
            .collect();
    }
    ConfiguredSecret::stored(&choice.name, profile)
}

#[cfg(test)]
mod tests;
