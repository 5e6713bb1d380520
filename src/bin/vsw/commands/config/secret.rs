//! `vsw config secret add`, `list` and `retire`: manage the signature secrets of the selected profile.

use std::path::Path;

use vsw::secret::SignatureSecret;

use super::refuse_bad_key;
use crate::args::secret::{Add, Retire};
use crate::config::{
    self, ConfigError, ConfiguredSecret, Edited, EmptyAt, Finding, NewSecret, Pick, ProfileSelection,
    Severity, SignatureSecrets, Source,
};
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::consent;
use crate::profiles::{Label, Profiles, Secret, SecretDate};
use crate::report::Report;
use crate::report::secret::{ListReport, Listed, Outcome, StoredReport};
use crate::screen::MayBeEmpty;

const OPTION: &str = "--signature-secret-file";

pub fn add(add: &Add, context: &Context) -> Result<Report, Failure> {
    let path = consent::configuration_file(context)?;
    let label = add.label.as_deref().map(label).transpose()?;
    refuse_bad_key(add.api_key.as_deref())?;
    let profiles = config::profiles_to_write(context)?;
    let choice = profile_to_write(context, &profiles)?;
    let (secret, name) = given(add, context)?;
    if let Some(label) = &label {
        let exposed = String::from_utf8_lossy(secret.expose());
        if exposed.contains(label.as_str()) || label.as_str().contains(&*exposed) {
            return Err(Failure::usage(
                "--label: the label would show a part of the secret in reports; nothing was written",
                "choose another label: `--label 2026-winter`",
            ));
        }
    }
    warn_of_problems(context, &secret, name, &profiles)?;
    let now = context.now();
    let new = NewSecret {
        api_key: add.api_key.as_deref(),
        label: label.as_ref(),
        secret: &secret,
        added: SecretDate::of(now),
    };
    let edited = config::add_secret(path, &choice.name, &new, now)?;
    warn_if_overridden(context, &choice);
    let outcome = if edited.is_new { Outcome::Added } else { Outcome::Unchanged };
    Ok(Report::SecretAdd(stored(choice.name, outcome, edited, path)))
}

pub fn list(context: &Context) -> Result<Report, Failure> {
    let found = SignatureSecrets::find(context, &[])?;
    let now = context.now();
    let shadowed = found.iter().any(|secret| matches!(secret.source, Source::Environment(_)));
    let mut secrets: Vec<Listed> = found.iter().map(|secret| listed(secret, now)).collect();
    // Stored secrets that an environment variable overrides are listed too, as not used.
    let (profile, stored) = match config::profiles(context) {
        Ok(profiles) => {
            let choice = ProfileSelection::of(context, &profiles)?;
            let profile = profiles.profile(&choice.name).filter(|_| shadowed);
            let stored =
                profile.map_or(Ok(Vec::new()), |profile| ConfiguredSecret::stored(&choice.name, profile))?;
            (Some(choice.name), stored)
        }
        // Secrets from the environment need no configuration file, so an unreadable one is no error.
        Err(_) if shadowed => (None, Vec::new()),
        Err(error) => return Err(error.into()),
    };
    secrets.extend(stored.iter().map(|secret| Listed {
        used: false,
        in_force: false,
        ..listed(secret, now)
    }));
    Ok(Report::SecretList(ListReport { profile, secrets }))
}

pub fn retire(retire: &Retire, context: &Context) -> Result<Report, Failure> {
    let path = consent::configuration_file(context)?;
    let at = retire.at.as_deref().map(|at| parse_date("--at", at)).transpose()?;
    let added = retire.added.as_deref().map(|added| parse_date("--added", added)).transpose()?;
    let profiles = &*config::profiles(context)?;
    let choice = ProfileSelection::of(context, profiles)?;
    let pick = Pick { api_key: retire.api_key.as_deref(), label: retire.label.as_deref(), added };
    match (profiles.profile(&choice.name), SignatureSecrets::overriding_variable(context, &choice)) {
        (Some(profile), _) if profile.keyring || !profile.signature_secrets.is_empty() => {}
        (_, Some(name)) => return Err(ConfigError::NotStored { name }.into()),
        (profile, None) if profile.is_some() || choice.is_default() => {
            return Err(ConfigError::NothingToRetire { profile: choice.name }.into());
        }
        (_, None) => return Err(choice.unknown(profiles).into()),
    }
    let edited = config::retire_secret(path, &choice.name, &pick, at, context.now())?;
    warn_if_overridden(context, &choice);
    let outcome = if edited.is_new { Outcome::Retired } else { Outcome::Unchanged };
    let retired = edited.secret.retired.map(|date| date.to_string());
    let stored = stored(choice.name, outcome, edited, path);
    Ok(Report::SecretRetire(StoredReport { retired, ..stored }))
}

fn stored(profile: String, outcome: Outcome, edited: Edited, path: &Path) -> StoredReport {
    let Edited { secret, active, .. } = edited;
    StoredReport {
        profile,
        outcome,
        name: secret.name,
        api_key: secret.api_key,
        label: secret.given_label.map(|label| label.to_string()),
        added: secret.added.map(|date| date.to_string()),
        retired: None,
        in_force: active,
        config_file: path.display().to_string(),
    }
}

/// Returns the selected profile. It must exist, unless it is the default: a typo in a name must not create a profile.
fn profile_to_write(context: &Context, profiles: &Profiles) -> Result<ProfileSelection, Failure> {
    let choice = ProfileSelection::of(context, profiles)?;
    match profiles.profile(&choice.name) {
        Some(profile) if profile.keyring => Err(ConfigError::KeyringHoldsOne { profile: choice.name }.into()),
        None if !choice.is_default() => Err(choice.unknown(profiles).into()),
        _ => Ok(choice),
    }
}

fn label(text: &str) -> Result<Label, Failure> {
    text.parse()
        .map_err(|reason| Failure::usage(format!("--label: {reason}"), "use a word such as `2026-winter`"))
}

/// The error omits the text, which could be a misplaced secret.
fn parse_date(option: &str, text: &str) -> Result<SecretDate, Failure> {
    text.parse().map_err(|reason| Failure::usage(format!("{option}: {reason}"), "write a day, or a time with `Z` or an offset such as `+02:00`; dates before 1970 are not accepted"))
}

/// Returns the secret, and the name that error messages use for it.
fn given(add: &Add, context: &Context) -> Result<(Secret, &'static str), Failure> {
    match &add.signature_secret_file {
        Some(path) if path.as_os_str().is_empty() => Err(ConfigError::NoFileNamed { option: OPTION }.into()),
        Some(path) => {
            let input = context.stdin.input(OPTION, path)?;
            Ok((config::secret_of_input(context, &input, OPTION)?, OPTION))
        }
        None if !context.screen.can_ask() => Err(Failure::usage(
            "the signature secret is missing, and vsw cannot ask for it",
            "pass a file: `--signature-secret-file FILE` (`-` for stdin)",
        )),
        None => {
            let typed = Secret::new(context.screen.ask_secret("Signature secret", MayBeEmpty::No)?);
            context.screen.redactions().add(typed.expose());
            let name = "the signature secret";
            Ok((config::reject_blank(typed, name, EmptyAt::Answer)?, name))
        }
    }
}

/// Problems cause only a warning, because the user may know better. Bytes that cannot be a signature secret
/// cause an error.
fn warn_of_problems(
    context: &Context,
    secret: &Secret,
    name: &str,
    profiles: &Profiles,
) -> Result<(), Failure> {
    let fit = SignatureSecret::new(secret.expose())
        .map_err(|reason| Failure::UnfitSecret { label: name.to_owned(), reason })?;
    let mut findings = Finding::of(&fit);
    findings.extend(Finding::of_api_secrets(secret, context, profiles));
    for finding in findings.iter().filter(|finding| finding.severity() == Severity::Problem) {
        context.screen.warn(format!("the signature secret: {} ({})", finding.sentence(), finding.code()));
    }
    Ok(())
}

fn warn_if_overridden(context: &Context, choice: &ProfileSelection) {
    if let Some(name) = SignatureSecrets::overriding_variable(context, choice) {
        let profile = &choice.name;
        context.screen.warn(format!(
            "{name} is set and takes precedence over the secrets of profile {profile}; unset {name} to use them"
        ));
    }
}

fn listed(secret: &ConfiguredSecret, now: jiff::Timestamp) -> Listed {
    Listed {
        name: secret.name.clone(),
        api_key: secret.api_key.clone(),
        label: secret.given_label.as_ref().map(ToString::to_string),
        added: secret.added.map(|date| date.to_string()),
        retired: secret.retired.map(|date| date.to_string()),
        used: true,
        in_force: !secret.is_retired(now),
        source: secret.source.to_info(),
    }
}
