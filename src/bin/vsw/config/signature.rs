//! `SignatureSecrets`: the signature secrets that commands verify or sign with.
//!
//! Not here: which bytes are a valid secret (the library).

use std::path::Path;

use super::keyring::{self, Slot};
use super::secret::{of_environment, of_input, reject_blank};
use super::{ConfigError, ConfiguredSecret, ProfileSelection, Source};
use crate::context::{Context, Input};
use crate::profiles::Profiles;

pub struct SignatureSecrets;

const OPTION: &str = "--signature-secret-file";
/// Pairs of synonyms. The first pair with a variable that is set counts.
const VARIABLES: [[&str; 2]; 2] = [
    ["VONAGE_SIGNATURE_SECRET", "VONAGE_API_SIGNATURE_SECRET"],
    ["NEXMO_SIGNATURE_SECRET", "NEXMO_API_SIGNATURE_SECRET"],
];

impl SignatureSecrets {
    /// Returns an empty list if no secret is configured.
    pub fn find(context: &Context, flags: &[String]) -> Result<Vec<ConfiguredSecret>, ConfigError> {
        if !flags.is_empty() {
            return of_flags(context, flags);
        }
        let of_environment = match context.global.profile {
            Some(_) => None,
            None => of_variables(context)?,
        };
        match of_environment {
            // The configuration file is not needed, so it may be unreadable.
            Some(secret) if !context.environment.is_set("VSW_PROFILE") => Ok(vec![secret]),
            of_environment => {
                let profiles = &*super::profiles(context)?;
                let choice = ProfileSelection::of(context, profiles)?;
                let Some(secret) = of_environment else { return of_profile(context, profiles, &choice) };
                choice.refuse_mistyped(context, profiles)?;
                Ok(vec![secret])
            }
        }
    }

    /// Returns a variable that is set and takes precedence over the profile's stored secrets.
    pub fn overriding_variable(context: &Context, choice: &ProfileSelection) -> Option<String> {
        let usual = VARIABLES.as_flattened().iter().map(|name| (*name).to_owned());
        let usual = usual.filter(|_| !choice.beats_environment());
        let names = usual.chain([choice.variable("SIGNATURE_SECRET")]);
        let mut names = names.flat_map(|name| [format!("{name}_FILE"), name]);
        names.find(|name| context.environment.raw(name).is_some())
    }

    /// Does not read `VARIABLES`, which belong to no profile.
    pub fn of_all_profiles(context: &Context) -> Result<Vec<ConfiguredSecret>, ConfigError> {
        let profiles = &*super::profiles(context)?;
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
    // Claim all inputs before reading the first: a second `-` must fail before a read of stdin blocks.
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
        let secret = of_input(context, &input, OPTION)?;
        Ok(ConfiguredSecret::without_metadata(
            api_key.map(str::to_owned),
            secret,
            label,
            Source::Flag(OPTION),
        ))
    };
    claimed.into_iter().map(read).collect()
}

/// Parses `[API_KEY=]FILE`, whose path may contain `=`.
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
            return Ok(Some(ConfiguredSecret::without_metadata(
                None,
                reject_blank(secret, &label, &source)?,
                label,
                source,
            )));
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
        return Ok(vec![ConfiguredSecret::without_metadata(
            api_key,
            reject_blank(secret, &label, &source)?,
            label,
            source,
        )]);
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
                let name = format!("the signature secret in the keyring (profile {})", choice.name);
                let secret = reject_blank(secret, &name, &source)?;
                Ok(ConfiguredSecret::without_metadata(Some(api_key.clone()), secret, label, source))
            })
            .into_iter()
            .collect();
    }
    ConfiguredSecret::stored(&choice.name, profile)
}

#[cfg(test)]
mod tests;
