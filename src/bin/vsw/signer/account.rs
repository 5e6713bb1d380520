//! Account: selects the signing secret, and the account and application that the token names.

use std::collections::BTreeSet;

use vsw::application::ApplicationId;
use vsw::secret::SignatureSecret;
use vsw::sign::Forgery;

use crate::args::sign::Account;
use crate::config::{
    self, ConfigError, ConfiguredSecret, DefaultApplication, ProfileSelection, SignatureSecrets,
};
use crate::context::Context;
use crate::failure::Failure;

pub struct Signer {
    pub secret: SignatureSecret,
    /// The secret's name; `None` for a random secret.
    pub label: Option<String>,
    pub api_key: Option<String>,
    pub application: Option<ApplicationId>,
}

impl Signer {
    pub fn find(account: &Account, forgery: Option<Forgery>, context: &Context) -> Result<Self, Failure> {
        if forgery.is_some_and(|forgery| !forgery.needs_account_secret()) {
            return Self::random(account, context);
        }
        let found = SignatureSecrets::find(context, &account.signature_secret_file)?;
        Self::among(&found, account, context)
    }

    /// Selects the signer from `found`. Fails unless exactly one unretired secret fits the account.
    pub fn among(found: &[ConfiguredSecret], account: &Account, context: &Context) -> Result<Self, Failure> {
        let mut fitting: Vec<&ConfiguredSecret> = found.iter().collect();
        if fitting.is_empty() {
            return Err(ConfigError::no_signature_secret(context).into());
        }
        // `vsw verify` rejects new tokens of a retired secret.
        let now = context.now_in_seconds();
        fitting.retain(|secret| secret.retired_at().is_none_or(|retired| now < retired));
        if fitting.is_empty() {
            return Err(Failure::AllRetired);
        }
        if let Some(wanted) = &account.api_key {
            let is_of = |secret: &&ConfiguredSecret| secret.api_key.as_ref().is_none_or(|key| key == wanted);
            fitting.retain(is_of);
        }
        let labels = || fitting.iter().map(|secret| secret.name.clone()).collect();
        let accounts = || fitting.iter().map(|secret| secret.api_key.as_ref()).collect::<BTreeSet<_>>();
        let [configured] = &fitting[..] else {
            return Err(match &account.api_key {
                Some(api_key) if fitting.is_empty() => Failure::NoSecretOf { api_key: api_key.clone() },
                wanted => Failure::SeveralSecrets {
                    labels: labels(),
                    of_one_account: wanted.is_some() || accounts().len() == 1,
                },
            });
        };
        let secret = SignatureSecret::new(configured.secret.expose())
            .map_err(|reason| Failure::UnfitSecret { label: configured.name.clone(), reason })?;
        let api_key = account.api_key.clone().or_else(|| configured.api_key.clone());
        let api_key = api_key.or_else(|| api_key_from_environment(context));
        let application = application(account, context)?;
        Ok(Self { secret, label: Some(configured.name.clone()), api_key, application })
    }

    /// Returns a signer with a random secret, for a forgery: the secret must only differ from the user's secrets.
    pub fn random(account: &Account, context: &Context) -> Result<Self, Failure> {
        let label = "a random secret";
        let secret = SignatureSecret::new(format!("{:032x}", fastrand::u128(..)))
            .map_err(|reason| Failure::UnfitSecret { label: label.to_owned(), reason })?;
        let api_key = match account.api_key.clone().or_else(|| api_key_from_environment(context)) {
            Some(api_key) => Some(api_key),
            None => api_key_from_profile(context)?,
        };
        Ok(Self { secret, label: None, api_key, application: application(account, context)? })
    }
}

/// Returns the API key from the environment, or `None` with `--profile`.
fn api_key_from_environment(context: &Context) -> Option<String> {
    let names = ["VONAGE_API_KEY", "NEXMO_API_KEY"];
    let key = names.iter().find_map(|name| context.environment.text(name));
    key.filter(|_| context.global.profile.is_none()).map(str::to_owned)
}

fn api_key_from_profile(context: &Context) -> Result<Option<String>, ConfigError> {
    let profiles = &*config::profiles(context)?;
    let choice = ProfileSelection::of(context, profiles)?;
    Ok(profiles.profile(&choice.name).and_then(|profile| profile.api_key.clone()))
}

fn application(account: &Account, context: &Context) -> Result<Option<ApplicationId>, ConfigError> {
    match account.application {
        Some(id) => Ok(Some(id)),
        None => DefaultApplication::of_environment(context).map(|found| found.map(|found| found.id)),
    }
}
