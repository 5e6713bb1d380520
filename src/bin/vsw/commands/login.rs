//! `vsw login`: takes credentials, checks them with the API, and stores them.
//!
//! Invariant: credentials that the API rejects are not stored.

mod answers;

use std::path::Path;

use vsw::application::ApplicationId;
use vsw::json::Json;

use crate::api::Listed;
use crate::args::setup::Login;
use crate::config::{
    self, Account, ConfigError, NewProfile, ProfileSelection, Secrets, StoredProfile, keyring,
};
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::consent;
use crate::online::Connector;
use crate::profiles::{Profile, Secret, SecretDate};
use crate::report::{LoginReport, Report};

use answers::Answers;

pub fn run(login: &Login, context: &Context, connect: Connector<'_>) -> Result<Report, Failure> {
    let path = consent::configuration_file(context)?;
    if login.keyring {
        keyring::available()?;
    }
    let profiles = config::profiles_to_write(context)?;
    let choice = ProfileSelection::of(context, &profiles)?;
    let before = profiles.profile(&choice.name);
    if login.keyring
        && let Some(profile) = before
        && !profile.fits_keyring()
    {
        return Err(ConfigError::KeyringTooSmall { profile: choice.name }.into());
    }

    let answers = Answers::new(login, context)?;
    let (pair, import) = answers.credentials()?;
    let given = answers.given_signature_secret()?;
    let origin = Account::origin_of(context, &choice, before)?;
    let account = Account::new(context, choice.name.clone(), pair, origin);
    let online = connect.account(account)?;
    let (listing, entries) = {
        let _waiting = context.screen.waiting("checking the credentials");
        online.run(online.client.first_page(online.deadline())).map_err(Failure::NotStored)?
    };
    let account = &online.account;
    let applications = listing.total().unwrap_or_default();
    let before = before.filter(|profile| profile.is_of(&account.api_key));
    let imported = import.as_ref().and_then(|import| import.application);
    let stored = before.and_then(|profile| profile.application_id);
    let application = answers.application(&known(&entries), applications, imported, stored, account)?;
    let signature_secret = match given {
        Some(secret) => Some(secret),
        None => answers.asked_signature_secret()?,
    };
    warn_of_other_secrets(account, signature_secret.as_ref(), context);
    let stored = store(login, context, account, application, signature_secret, before, path)?;
    warn_of_environment(&choice, context);
    Ok(Report::Login(LoginReport {
        profile: account.profile.clone(),
        default_profile: stored.default_profile,
        api_key: account.api_key.clone(),
        api_url: account.origin.as_str().to_owned(),
        applications,
        application,
        signature_secrets: stored.signature_secrets,
        stored_in: if login.keyring { "keyring" } else { "file" },
        config_file: path.display().to_string(),
        imported_from: import.map(|import| import.path.display().to_string()),
        requests: online.client.requests(),
    }))
}

fn warn_of_other_secrets(account: &Account, signature_secret: Option<&Secret>, context: &Context) {
    if signature_secret.is_some_and(|secret| secret.expose() == account.api_secret.expose()) {
        context.screen.warn(
            "the signature secret is the same as the API secret; log in again with the signature secret from the \
             Dashboard's API settings",
        );
    }
}

fn warn_of_environment(choice: &ProfileSelection, context: &Context) {
    let is_set = |name: &&str| context.environment.is_set(name);
    let set = ["VONAGE_API_KEY", "NEXMO_API_KEY"];
    if let Some(variable) = set.iter().find(|name| is_set(name)) {
        context.screen.warn(format!(
            "{variable} is set and takes precedence over the stored credentials: unset it, or pass `--profile {}`",
            choice.name
        ));
    }
}

fn store(
    login: &Login,
    context: &Context,
    account: &Account,
    application: Option<ApplicationId>,
    signature_secret: Option<Secret>,
    before: Option<&Profile>,
    path: &Path,
) -> Result<StoredProfile, ConfigError> {
    let (name, api_key, api_secret) = (&account.profile, &account.api_key, &account.api_secret);
    let in_keyring = before.is_some_and(|profile| profile.keyring);
    let mut unread = None;
    // Without a new signature secret, the stored one is kept: it moves with the profile into or out of the keyring.
    let signature_secret = match signature_secret {
        None if in_keyring => {
            match keyring::read(context, name, api_key, keyring::Slot::SignatureSecret) {
                // Login without `--keyring` must also work if the keyring is unavailable.
                Err(error) if !login.keyring => {
                    unread = Some(keyring::Slot::SignatureSecret);
                    context.screen.warn(format!(
                        "{error}; a signature secret in the keyring was not copied: add it with `vsw config secret add --profile {name}`"
                    ));
                    None
                }
                read => read?,
            }
        }
        None if login.keyring => {
            before.and_then(|profile| profile.signature_secrets.last()).map(|stored| stored.secret.clone())
        }
        given => given,
    };
    let new = |secrets| NewProfile { name, api_key, application, origin: &account.origin, secrets };
    if login.keyring {
        keyring::keep(name, api_key, keyring::Slot::ApiSecret, api_secret)?;
        if let Some(secret) = &signature_secret {
            keyring::keep(name, api_key, keyring::Slot::SignatureSecret, secret)?;
        }
        let stored = config::store(path, &new(Secrets::InKeyring))?;
        return Ok(StoredProfile { signature_secrets: usize::from(signature_secret.is_some()), ..stored });
    }
    let (signature_secret, added) = (signature_secret.as_ref(), SecretDate::of(context.now()));
    let stored = config::store(path, &new(Secrets::InFile { api_secret, signature_secret, added }))?;
    if in_keyring {
        // The profile is already stored in the file, so a failure here only causes a warning.
        for slot in keyring::Slot::ALL.into_iter().filter(|slot| Some(*slot) != unread) {
            if keyring::forget(name, api_key, slot).is_err() {
                context.screen.warn(format!("the keyring may still hold this profile's {0}: delete its entry `{name}/{api_key}/{0}` of the service `vsw`", slot.word()));
            }
        }
    }
    Ok(stored)
}

/// An application whose document has no usable name is kept, with an empty name.
fn known(entries: &[Listed]) -> Vec<(ApplicationId, String)> {
    let name = |document: &Json| Some(document.root().member("name").ok()??.value.as_str()?.into_owned());
    entries.iter().map(|entry| (entry.id, name(&entry.document).unwrap_or_default())).collect()
}
