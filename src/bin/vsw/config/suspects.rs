//! `Suspects`: every secret that this configuration holds, for saying why a webhook was rejected. Nothing is verified
//! with them, and nothing depends on their being there: what cannot be read is one suspect less.
//!
//! Not here: the secrets that were verified with ([`SignatureSecrets`](super::SignatureSecrets)), and the keyring, which
//! may ask a person before it answers.

use vsw::verify::SecretKind;

use super::secret::of_environment;
use super::signature::of_variables;
use super::{ApiCredentials, ConfiguredSecret, ProfileSelection, Source};
use crate::context::Context;
use crate::profiles::{Profile, Secret};

/// A secret, what it is, whose it is, and how a person knows it.
#[derive(Debug)]
pub struct Suspect {
    pub kind: SecretKind,
    pub secret: Secret,
    pub api_key: Option<String>,
    pub label: String,
}

/// All but those that were verified with.
pub fn suspects(context: &Context, given: &[ConfiguredSecret]) -> Vec<Suspect> {
    let pair = ApiCredentials::of_environment(context).ok().flatten();
    let of_pair = |pair: ApiCredentials| Suspect {
        kind: SecretKind::Api,
        label: pair.secret_source.name().unwrap_or_default().to_owned(),
        api_key: Some(pair.api_key),
        secret: pair.api_secret,
    };
    let mut found: Vec<Suspect> = pair.map(of_pair).into_iter().collect();
    // The environment's own was read before where it was used; once is enough for its warnings.
    if given.iter().all(|given| !matches!(given.source, Source::Environment(_)))
        && let Ok(Some(one)) = of_variables(context)
    {
        found.push(Suspect {
            kind: SecretKind::Signature,
            secret: one.secret,
            api_key: one.api_key,
            label: one.label,
        });
    }
    if let Ok(profiles) = super::profiles(context) {
        let of_profile = |(name, profile): (&String, &Profile)| of_profile(context, name, profile);
        found.extend(profiles.profiles.iter().flat_map(of_profile));
    }
    found.retain(|suspect| {
        suspect.kind == SecretKind::Api
            || given.iter().all(|given| given.secret.expose() != suspect.secret.expose())
    });
    found
}

/// Finds the secrets of a profile in the file, and in the variables that are named after it.
pub(super) fn of_profile(context: &Context, name: &str, profile: &Profile) -> Vec<Suspect> {
    let mut found = Vec::new();
    let suspect = |kind, secret: &Secret, label: String| Suspect {
        kind,
        secret: secret.clone(),
        api_key: profile.api_key.clone(),
        label,
    };
    let choice = ProfileSelection { name: name.to_owned(), named_by: Source::Default };
    for (kind, variable) in [(SecretKind::Api, "API_SECRET"), (SecretKind::Signature, "SIGNATURE_SECRET")] {
        if let Ok(Some((secret, source))) = of_environment(context, &choice.variable(variable)) {
            found.push(suspect(kind, &secret, source.name().unwrap_or_default().to_owned()));
        }
    }
    if let Some(secret) = &profile.api_secret {
        found.push(suspect(SecretKind::Api, secret, format!("profile {name}")));
    }
    for stored in &profile.signature_secrets {
        let label = match &stored.added {
            Some(day) => format!("profile {name}, added {day}"),
            None => format!("profile {name}"),
        };
        found.push(suspect(SecretKind::Signature, &stored.secret, label));
    }
    found
}
