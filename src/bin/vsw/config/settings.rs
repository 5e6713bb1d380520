//! Settings: the settings that `vsw config show` lists, with their values and sources.
//!
//! Shows no secret, and sends no request.

use clap::ValueEnum;

use super::account::pair_of;
use super::{
    Account, ConfigError, DefaultApplication, PrivateKey, ProfileSelection, SignatureSecrets, Source,
    SourceInfo,
};
use crate::args::{Color, Format};
use crate::context::Context;
use crate::profiles::Profiles;

#[derive(Debug, PartialEq, Eq, serde::Serialize)]
pub struct Setting {
    pub name: &'static str,
    /// The value (`set` for a secret); `None` if missing or unusable.
    pub value: Option<String>,
    pub origin: Option<SourceInfo>,
    pub problem: Option<String>,
}

pub fn places(context: &Context) -> Vec<Setting> {
    let directories = &context.directories;
    let place = |name, path: &Option<std::path::PathBuf>, source| match path {
        Some(path) => set(name, path.display().to_string(), source),
        None => unset(name),
    };
    vec![
        place("config_file", &directories.configuration_file, &directories.configuration_source),
        place("state_dir", &directories.state, &directories.state_source),
    ]
}

pub fn settings(context: &Context) -> Result<Vec<Setting>, ConfigError> {
    let profiles = &*super::profiles(context)?;
    let mut settings = places(context);
    settings.push(match profiles.names() {
        names if names.is_empty() => unset("profiles"),
        names => set("profiles", names.join(", "), &Source::File),
    });
    match ProfileSelection::of(context, profiles) {
        Ok(choice) => {
            settings.push(set("profile", choice.name.clone(), &choice.named_by));
            settings.extend(credentials(context, profiles, &choice));
        }
        Err(error) => settings.push(problem("profile", &error)),
    }
    settings.extend(signature_secrets(context));
    settings.push(match PrivateKey::find(context) {
        Ok(Some(key)) => set("private_key", "set".to_owned(), &key.source),
        Ok(None) => unset("private_key"),
        Err(error) => problem("private_key", &error),
    });
    settings.extend(options(context));
    Ok(settings)
}

fn credentials(context: &Context, profiles: &Profiles, choice: &ProfileSelection) -> Vec<Setting> {
    match Account::resolve(context) {
        Ok(account) => {
            let application = match DefaultApplication::resolve(context, &account) {
                Ok(Some(found)) => set("application_id", found.id.to_string(), &found.source),
                Ok(None) => unset("application_id"),
                Err(error) => problem("application_id", &error),
            };
            vec![
                set("api_key", account.api_key, &account.key_source),
                set("api_secret", "set".to_owned(), &account.secret_source),
                set("api_url", account.origin.as_str().to_owned(), &account.origin_source),
                application,
            ]
        }
        Err(error @ ConfigError::Origin { .. }) => {
            // The credentials may be valid although the origin is not.
            let mut settings = vec![problem("api_url", &error)];
            if let Ok(pair) = pair_of(context, profiles, choice) {
                settings.push(set("api_key", pair.api_key, &pair.key_source));
                settings.push(set("api_secret", "set".to_owned(), &pair.secret_source));
            }
            settings
        }
        Err(error) => {
            let profile = profiles.profile(&choice.name);
            let api_url = match Account::origin_of(context, choice, profile) {
                Ok((origin, source)) => set("api_url", origin.as_str().to_owned(), &source),
                Err(error) => problem("api_url", &error),
            };
            vec![problem("api_key", &error), unset("api_secret"), api_url]
        }
    }
}

fn signature_secrets(context: &Context) -> Vec<Setting> {
    const NAME: &str = "signature_secret";
    match SignatureSecrets::find(context, &[]) {
        Err(error) => vec![problem(NAME, &error)],
        Ok(found) if found.is_empty() => vec![unset(NAME)],
        Ok(found) => found
            .into_iter()
            .map(|secret| {
                let mut source = secret.source.to_info();
                let name = secret.name.trim_start_matches("profile ");
                source.name = Some(match secret.retired {
                    Some(time) => format!("{name}, retired {time}"),
                    None => name.to_owned(),
                });
                Setting { name: NAME, value: Some("set".to_owned()), origin: Some(source), problem: None }
            })
            .collect(),
    }
}

fn options(context: &Context) -> Vec<Setting> {
    let global = &context.global;
    let by = |flagged: bool, flag| if flagged { Source::Flag(flag) } else { Source::Default };
    let variable = Source::Environment("VSW_READ_ONLY".to_owned());
    let read_only = if context.environment.is_set("VSW_READ_ONLY") { variable } else { Source::Default };
    vec![
        set("timeout", global.timeout.to_string(), &by(global.timeout != 30, "--timeout")),
        match &global.ca_file {
            Some(path) => set("ca_file", path.display().to_string(), &Source::Flag("--ca-file")),
            None => unset("ca_file"),
        },
        set("format", word(&global.format()), &by(global.format() != Format::Text, "--format")),
        set("color", word(&global.color), &by(global.color != Color::Auto, "--color")),
        set("no_input", global.no_input.to_string(), &by(global.no_input, "--no-input")),
        set("read_only", context.is_read_only().to_string(), &read_only),
    ]
}

fn word(value: &impl ValueEnum) -> String {
    value.to_possible_value().map(|word| word.get_name().to_owned()).unwrap_or_default()
}

fn set(name: &'static str, value: String, source: &Source) -> Setting {
    Setting { name, value: Some(value), origin: Some(source.to_info()), problem: None }
}

fn unset(name: &'static str) -> Setting {
    Setting { name, value: None, origin: None, problem: None }
}

fn problem(name: &'static str, error: &ConfigError) -> Setting {
    Setting { name, value: None, origin: None, problem: Some(error.to_string()) }
}
