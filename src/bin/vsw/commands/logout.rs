//! `vsw logout`: removes a profile and its credentials from the configuration file and the keyring.

use crate::config::{self, ConfigError, ProfileSelection, keyring};
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::consent;
use crate::profiles::Profiles;
use crate::report::{LogoutReport, Report};

pub fn run(context: &Context) -> Result<Report, Failure> {
    consent::writable(context)?;
    let profiles = &*config::profiles(context)?;
    let choice = ProfileSelection::of(context, profiles)?;
    let (Some(profile), Some(path)) = (profiles.profile(&choice.name), context.configuration_file()) else {
        return Err(unknown(choice.name, profiles));
    };
    config::file::refuse_unsafe(path)?;
    let mut removed = Vec::new();
    // Clear the keyring before removing the profile, whose name and API key identify the keyring's entries.
    if profile.keyring
        && let Some(api_key) = &profile.api_key
    {
        for slot in keyring::Slot::ALL {
            if keyring::forget(&choice.name, api_key, slot)? {
                removed.push(slot.word());
            }
        }
    }
    removed.extend(profile.members());
    if !config::remove(path, &choice.name)? {
        return Err(unknown(choice.name, profiles));
    }
    Ok(Report::Logout(LogoutReport {
        profile: choice.name,
        api_key: profile.api_key.clone(),
        config_file: path.display().to_string(),
        removed,
    }))
}

fn unknown(name: String, profiles: &Profiles) -> Failure {
    ConfigError::NoProfileToRemove { name, known: profiles.names() }.into()
}
