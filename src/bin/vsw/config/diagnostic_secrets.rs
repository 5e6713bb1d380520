//! Diagnostic secrets: configured secrets that may explain a rejection.
//!
//! The keyring is not read, because it may prompt the user.

use vsw::verify::{DiagnosticSecret, SecretKind};

use super::secret::of_environment;
use super::signature::of_variables;
use super::{ApiCredentials, ConfiguredSecret, ProfileSelection, Source};
use crate::context::Context;
use crate::profiles::{Profile, Secret};

/// `given` are the secrets that verification uses.
pub fn diagnostic_secrets(context: &Context, given: &[ConfiguredSecret]) -> Vec<DiagnosticSecret> {
    let pair = ApiCredentials::of_environment(context).ok().flatten();
    let of_pair = |pair: ApiCredentials| DiagnosticSecret {
        kind: SecretKind::Api,
        label: pair.secret_source.name().unwrap_or_default().to_owned(),
        api_key: Some(pair.api_key),
        secret: pair.api_secret,
        retired_at: None,
    };
    let mut found: Vec<DiagnosticSecret> = pair.map(of_pair).into_iter().collect();
    // A second read of the same variable would repeat its warnings.
    if given.iter().all(|given| !matches!(given.source, Source::Environment(_)))
        && let Ok(Some(one)) = of_variables(context)
    {
        found.push(DiagnosticSecret {
            kind: SecretKind::Signature,
            secret: one.secret,
            api_key: one.api_key,
            label: one.name,
            retired_at: None,
        });
    }
    if let Ok(profiles) = super::profiles(context) {
        let of_profile = |(name, profile): (&String, &Profile)| of_profile(context, name, profile);
        found.extend(profiles.profiles.iter().flat_map(of_profile));
    }
    found.retain(|diagnostic_secret| {
        diagnostic_secret.kind == SecretKind::Api
            || given.iter().all(|given| given.secret.expose() != diagnostic_secret.secret.expose())
    });
    found
}

pub(super) fn of_profile(context: &Context, name: &str, profile: &Profile) -> Vec<DiagnosticSecret> {
    let mut found = Vec::new();
    let diagnostic_secret = |kind, secret: &Secret, api_key: Option<&str>, label: String| DiagnosticSecret {
        kind,
        secret: secret.clone(),
        api_key: api_key.map(str::to_owned),
        label,
        retired_at: None,
    };
    let file_key = profile.api_key.as_deref();
    let choice = ProfileSelection { name: name.to_owned(), named_by: Source::Default };
    for (kind, variable) in [(SecretKind::Api, "API_SECRET"), (SecretKind::Signature, "SIGNATURE_SECRET")] {
        if let Ok(Some((secret, source))) = of_environment(context, &choice.variable(variable)) {
            let api_key = context.environment.text(&choice.variable("API_KEY")).or(file_key);
            found.push(diagnostic_secret(
                kind,
                &secret,
                api_key,
                source.name().unwrap_or_default().to_owned(),
            ));
        }
    }
    if let Some(secret) = &profile.api_secret {
        found.push(diagnostic_secret(SecretKind::Api, secret, file_key, format!("profile {name}")));
    }
    let stored = ConfiguredSecret::listed(name, profile);
    found.extend(stored.iter().map(|stored| stored.diagnostic(SecretKind::Signature)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_of_variables_belongs_to_their_account() {
        let variables = [
            ("VSW_PROFILE_EU_API_KEY", "fromvars"),
            ("VSW_PROFILE_EU_API_SECRET", "an API secret"),
            ("VSW_PROFILE_US_SIGNATURE_SECRET", "a signature secret"),
        ];
        let context = Context::for_test(&[], &variables);
        let profile = Profile { api_key: Some("fromfile".to_owned()), ..Profile::default() };
        for (name, account) in [("eu", "fromvars"), ("us", "fromfile")] {
            let accounts: Vec<_> =
                of_profile(&context, name, &profile).into_iter().map(|found| found.api_key).collect();
            assert_eq!(accounts, [Some(account.to_owned())], "{name}");
        }
    }
}
