//! `vsw config secret check`: reports problems and fingerprints of the signature secrets, but not the
//! secrets. Only this command computes fingerprints.

use vsw::secret::SignatureSecret;

use super::refuse_bad_key;
use crate::args::secret::Check;
use crate::config::{
    self, ConfigError, ConfiguredSecret, Finding, Fingerprint, Searched, SignatureSecrets, Source,
};
use crate::context::Context;
use crate::failure::Failure;
use crate::report::Report;
use crate::report::secret::{CheckReport, CheckSummary, Checked, Found};

pub fn run(check: &Check, context: &Context) -> Result<Report, Failure> {
    let fingerprint = |secret: &[u8], account: Option<&str>| Fingerprint::of(secret, account).to_string();
    report(check, context, fingerprint).map(Report::SecretCheck)
}

/// `fingerprint` is a parameter because the real function is slow in tests.
fn report(
    check: &Check,
    context: &Context,
    fingerprint: impl Fn(&[u8], Option<&str>) -> String,
) -> Result<CheckReport, Failure> {
    refuse_bad_key(check.api_key.as_deref())?;
    let secrets = if check.all_profiles {
        SignatureSecrets::of_all_profiles(context)?
    } else {
        SignatureSecrets::find(context, &check.signature_secret_file)?
    };
    if secrets.is_empty() {
        return Err(match check.all_profiles {
            true => ConfigError::NoSignatureSecret(Searched::AllProfiles),
            false => ConfigError::no_signature_secret(context),
        }
        .into());
    }
    // Check all secrets before the slow fingerprints: an invalid secret must fail at once.
    let mut checked = Vec::new();
    for (place, secret) in secrets.iter().enumerate() {
        let fit = SignatureSecret::new(secret.secret.expose())
            .map_err(|reason| Failure::UnfitSecret { label: secret.name.clone(), reason })?;
        let mut findings = Finding::of(&fit);
        findings.extend(findings_from_other_secrets(secret, place, &secrets));
        checked.push(findings);
    }
    match config::profiles(context) {
        Ok(profiles) => {
            for (secret, findings) in secrets.iter().zip(&mut checked) {
                findings.extend(Finding::of_api_secrets(&secret.secret, context, &profiles));
            }
        }
        Err(error) => context
            .screen
            .warn(format!("the signature secrets were not compared with the profiles' API secrets: {error}")),
    }
    let _waiting = context.screen.waiting("computing the fingerprints (slow on purpose)");
    let reported = secrets.iter().zip(checked).map(|(secret, findings)| {
        let account = secret.api_key.as_deref().or(check.api_key.as_deref());
        Checked {
            name: secret.name.clone(),
            api_key: account.map(str::to_owned),
            source: secret.source.to_info(),
            bytes: secret.secret.expose().len(),
            fingerprint: fingerprint(secret.secret.expose(), account),
            findings: findings.iter().map(Found::of).collect(),
        }
    });
    let secrets: Vec<Checked> = reported.collect();
    Ok(CheckReport { summary: CheckSummary::of(&secrets), secrets })
}

fn findings_from_other_secrets(
    secret: &ConfiguredSecret,
    place: usize,
    all: &[ConfiguredSecret],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let others = || all.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, other)| other);
    let same = || others().filter(|other| other.is_same_secret(&secret.secret));
    if let Some(other) = same().find(|other| other.api_key != secret.api_key) {
        let account =
            other.api_key.as_deref().map_or("no account".to_owned(), |key| format!("account {key}"));
        findings.push(Finding::TwoAccounts { other: format!("{} ({account})", other.name) });
    }
    if let Some(other) = same().find(|other| other.api_key == secret.api_key) {
        findings.push(Finding::Repeated { other: other.name.clone() });
    }
    if all.len() > 1 && secret.api_key.is_none() {
        findings.push(Finding::NoAccount);
    }
    let is_stored = matches!(secret.source, Source::Profile(_));
    if is_stored && others().any(|other| other.name == secret.name) {
        findings.push(Finding::Nameless);
    }
    findings
}

#[cfg(test)]
mod tests;
