//! `ConfiguredSecret`: one signature secret, its metadata, and a name for messages.
//!
//! The name omits the secret's position in its profile, because the position may change.

use jiff::Timestamp;
use vsw::secret::SignatureSecret;
use vsw::verify::{DiagnosticSecret, SecretKind, Slot};

use super::secret::reject_blank;
use super::{ConfigError, Source};
use crate::profiles::{Label, Secret, SecretDate};
use crate::profiles::{Profile, StoredSecret};

#[derive(Clone, Debug)]
pub struct ConfiguredSecret {
    /// `None` if the account is unknown, such as for `VONAGE_SIGNATURE_SECRET`.
    pub api_key: Option<String>,
    pub secret: Secret,
    /// The name for messages, such as `profile default, added 2026-11-01` or `VONAGE_SIGNATURE_SECRET`.
    pub name: String,
    pub source: Source,
    pub given_label: Option<Label>,
    pub added: Option<SecretDate>,
    pub retired: Option<SecretDate>,
}

impl ConfiguredSecret {
    /// Creates a secret that comes from a command-line option, an environment variable or a keyring.
    pub fn without_metadata(api_key: Option<String>, secret: Secret, name: String, source: Source) -> Self {
        Self { api_key, secret, name, source, given_label: None, added: None, retired: None }
    }

    /// Returns the secrets in the order of the file. Fails if a secret is blank.
    pub fn stored(name: &str, profile: &Profile) -> Result<Vec<Self>, ConfigError> {
        let check = |one: Self| {
            let name = format!("the signature secret of {}", one.name);
            let secret = reject_blank(one.secret.clone(), &name, &one.source)?;
            Ok(Self { secret, ..one })
        };
        Self::listed(name, profile).into_iter().map(check).collect()
    }

    /// Returns the secrets in the order of the file, including blank ones.
    pub fn listed(name: &str, profile: &Profile) -> Vec<Self> {
        let one = |(stored, full_name): (&StoredSecret, String)| Self {
            api_key: stored.api_key.clone().or_else(|| profile.api_key.clone()),
            secret: stored.secret.clone(),
            name: full_name,
            source: Source::Profile(name.to_owned()),
            given_label: stored.label.clone(),
            added: stored.added,
            retired: stored.retired,
        };
        profile.signature_secrets.iter().zip(names(name, profile)).map(one).collect()
    }

    /// Returns the retirement time in seconds since 1970.
    pub fn retired_at(&self) -> Option<u64> {
        self.retired.map(SecretDate::seconds)
    }

    /// A retired secret verifies no new deliveries.
    pub fn is_retired(&self, now: Timestamp) -> bool {
        self.retired.is_some_and(|date| date.start() <= now)
    }

    pub fn slot(&self, secret: &SignatureSecret) -> Slot {
        let slot = Slot::new(secret, self.name.as_str());
        let slot = match &self.api_key {
            Some(api_key) => slot.for_api_key(api_key.as_str()),
            None => slot,
        };
        match self.retired_at() {
            Some(time) => slot.retired_at(time),
            None => slot,
        }
    }

    pub fn diagnostic(&self, kind: SecretKind) -> DiagnosticSecret {
        DiagnosticSecret {
            kind,
            secret: self.secret.clone(),
            api_key: self.api_key.clone(),
            label: self.name.clone(),
            retired_at: self.retired_at(),
        }
    }

    /// Not for verification: this comparison is not constant-time.
    pub fn is_same_secret(&self, secret: &Secret) -> bool {
        self.secret.expose() == secret.expose()
    }
}

/// Names the secrets by label, or else by date. Secrets with the same label also get their date.
fn names(profile_name: &str, profile: &Profile) -> Vec<String> {
    let owner = |stored: &StoredSecret| match &stored.api_key {
        Some(key) if profile.api_key.as_ref() != Some(key) => {
            format!("profile {profile_name}, account {key}")
        }
        _ => format!("profile {profile_name}"),
    };
    let added = |name: String, stored: &StoredSecret| match stored.added {
        Some(date) => format!("{name}, added {date}"),
        None => name,
    };
    let short = |stored: &StoredSecret| match &stored.label {
        Some(label) => format!("{}, labelled {label}", owner(stored)),
        None => added(owner(stored), stored),
    };
    let shorts: Vec<String> = profile.signature_secrets.iter().map(short).collect();
    let is_twice = |name: &String| shorts.iter().filter(|other| *other == name).count() > 1;
    let full = |(name, stored): (&String, &StoredSecret)| match stored.label {
        Some(_) if is_twice(name) => added(name.clone(), stored),
        _ => name.clone(),
    };
    shorts.iter().zip(&profile.signature_secrets).map(full).collect()
}
