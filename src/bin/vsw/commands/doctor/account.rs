//! Account: checks the account in use, settings that override others, and the signature secrets.

use vsw::secret::SignatureSecret;

use super::failed;
use super::scrub::shortened;
use crate::config::{
    self, Account, ConfigError, Finding, ProfileSelection, Severity, SignatureSecrets, Source,
};
use crate::context::Context;
use crate::exit::Exit;
use crate::report::doctor::Check;

pub fn credentials(account: &Result<Account, ConfigError>) -> Check {
    const NAME: &str = "credentials";
    match account {
        Ok(account) => Check::ok(
            NAME,
            format!(
                "the account {}, from {}; requests go to {}",
                shortened(&account.api_key),
                account.key_source,
                account.origin.as_str()
            ),
        ),
        Err(error) => Check::wrong(NAME, error.to_string(), error.hint(), error.exit()),
    }
}

pub fn precedence(context: &Context, account: &Result<Account, ConfigError>) -> Vec<Check> {
    const NAME: &str = "precedence";
    let set = |name: &str| context.environment.is_set(name);
    let mut notes = Vec::new();
    let mut note = |detail: String, hint: &str| notes.push(Check::note(NAME, detail, Some(hint)));
    for (new, old) in PAIRS {
        let both = set(new) || set(&format!("{new}_FILE"));
        if both && (set(old) || set(&format!("{old}_FILE"))) {
            note(format!("{new} and {old} are both set; {old} is ignored"), "unset the NEXMO_… variable");
        }
    }
    let choice = config::profiles(context)
        .and_then(|profiles| ProfileSelection::of(context, &profiles).map(|choice| (profiles, choice)));
    if let (Ok(account), Ok((profiles, choice))) = (account, &choice) {
        let (key, name) = (&account.key_source, &choice.name);
        let by_environment =
            matches!(key, Source::Environment(variable) if !variable.starts_with("VSW_PROFILE_"));
        let profile = profiles.profile(name);
        if by_environment && profile.is_some_and(|profile| profile.api_key.is_some()) {
            note(
                format!("{key} takes precedence over profile {name}, whose credentials are not used"),
                "to use the profile's credentials, pass --profile NAME",
            );
        } else if by_environment && set("VSW_PROFILE") {
            note(
                format!("VSW_PROFILE is set, but {key} takes precedence"),
                "to use the profile that VSW_PROFILE names, run `vsw login --profile NAME`, then pass --profile NAME; if you do not need that profile, unset VSW_PROFILE",
            );
        } else if !by_environment && (set("VONAGE_API_KEY") || set("NEXMO_API_KEY")) {
            note(
                "the named profile takes precedence over the environment's credentials".to_owned(),
                "omit --profile to use the environment's credentials",
            );
        }
        if let Some(variable) = SignatureSecrets::overriding_variable(context, choice)
            && profile.is_some_and(|profile| !profile.signature_secrets.is_empty())
        {
            note(
                format!("{variable} takes precedence over the signature secrets of profile {name}"),
                "unset that variable to use the profile's secrets",
            );
        }
        if !account.origin.is_default() {
            let to = (account.origin.as_str(), &account.origin_source);
            note(
                format!("requests go to {} ({}), not to Vonage's default address", to.0, to.1),
                "remove this setting to use the default address",
            );
        }
    }
    if context.is_read_only() {
        note(
            "VSW_READ_ONLY is set: vsw refuses changes and calls".to_owned(),
            "unset VSW_READ_ONLY to allow changes and calls",
        );
    }
    if notes.is_empty() {
        notes.push(Check::ok(NAME, "no source of credentials overrides another"));
    }
    notes
}

/// Each variable, with the older name of the same setting.
const PAIRS: [(&str, &str); 6] = [
    ("VONAGE_API_KEY", "NEXMO_API_KEY"),
    ("VONAGE_API_SECRET", "NEXMO_API_SECRET"),
    ("VONAGE_SIGNATURE_SECRET", "NEXMO_SIGNATURE_SECRET"),
    ("VONAGE_APPLICATION_ID", "NEXMO_APPLICATION_ID"),
    ("VONAGE_PRIVATE_KEY", "NEXMO_PRIVATE_KEY"),
    ("VONAGE_PRIVATE_KEY_PATH", "NEXMO_PRIVATE_KEY_PATH"),
];

pub fn signature_secrets(context: &Context) -> Vec<Check> {
    const NAME: &str = "signature-secrets";
    let secrets = match SignatureSecrets::find(context, &[]) {
        Ok(secrets) => secrets,
        Err(error) => return vec![failed(NAME, error)],
    };
    if secrets.is_empty() {
        let hint = "`vsw verify` needs a signature secret: store it with `vsw config secret add`, or set VONAGE_SIGNATURE_SECRET";
        return vec![Check::note(NAME, "no signature secret is configured", Some(hint))];
    }
    let mut checks = Vec::new();
    for secret in &secrets {
        let label = &secret.name;
        let fit = match SignatureSecret::new(secret.secret.expose()) {
            Ok(fit) => fit,
            Err(reason) => {
                let hint = "copy the signature secret from the Dashboard's API settings, exactly as shown"
                    .to_owned();
                let detail = format!("{label}: {reason}");
                checks.push(Check::wrong(NAME, detail, Some(hint), Exit::Configuration));
                continue;
            }
        };
        let mut findings = Finding::of(&fit);
        if let Ok(profiles) = config::profiles(context) {
            findings.extend(Finding::of_api_secrets(&secret.secret, context, &profiles));
        }
        let look = "check it with `vsw config secret check`";
        checks.extend(findings.iter().map(|finding| {
            let detail = format!("{label}: {}", finding.sentence());
            match finding.severity() {
                Severity::Problem => Check::wrong(NAME, detail, Some(look.to_owned()), Exit::Configuration),
                Severity::Note => Check::note(NAME, detail, None),
            }
        }));
    }
    if checks.is_empty() {
        let count = secrets.len();
        let found = if count == 1 {
            "one secret is configured".to_owned()
        } else {
            format!("{count} secrets are configured")
        };
        checks.push(Check::ok(NAME, format!("{found}; no problems found")));
    }
    checks
}
