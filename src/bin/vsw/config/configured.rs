//! `ConfiguredSecret`: one signature secret with everything that is known of it, and the name that tells it apart from
//! the others: its label, or when it was added. Never its position, which moves, nor anything made from its bytes.

use jiff::Timestamp;
use vsw::secret::SignatureSecret;
use vsw::verify::Slot;

use super::secret::not_blank;
use super::{ConfigError, Source};
use crate::profiles::{Label, Secret, SecretDate};
use crate::profiles::{Profile, StoredSecret};

/// A signature secret, whose it is, and how a person knows it.
#[derive(Clone, Debug)]
pub struct ConfiguredSecret {
    /// The account; none where nobody said (the environment's are nobody's in particular).
    pub api_key: Option<String>,
    pub secret: Secret,
    /// `profile default, added 2026-11-01`, `profile default, labelled blue`, `VONAGE_SIGNATURE_SECRET`,
    /// `--signature-secret-file PATH`.
    pub label: String,
    pub source: Source,
    /// What somebody called it, where it is stored.
    pub given_label: Option<Label>,
    pub added: Option<SecretDate>,
    pub retired: Option<SecretDate>,
}

impl ConfiguredSecret {
    /// One of which nothing else is known: from a flag, the environment or a keyring.
    pub fn bare(api_key: Option<String>, secret: Secret, label: String, source: Source) -> Self {
        Self { api_key, secret, label, source, given_label: None, added: None, retired: None }
    }

    /// Those that the file has in this profile, in its order.
    ///
    /// # Errors
    /// One is empty or blank.
    pub fn stored(name: &str, profile: &Profile) -> Result<Vec<Self>, ConfigError> {
        let check = |one: Self| {
            let secret = not_blank(one.secret.clone(), &format!("the signature secret of {}", one.label))?;
            Ok(Self { secret, ..one })
        };
        Self::listed(name, profile).into_iter().map(check).collect()
    }

    /// Lists the secrets that the file has in this profile, in its order and blank ones included.
    pub fn listed(name: &str, profile: &Profile) -> Vec<Self> {
        let one = |(stored, label): (&StoredSecret, String)| Self {
            api_key: stored.api_key.clone().or_else(|| profile.api_key.clone()),
            secret: stored.secret.clone(),
            label,
            source: Source::Profile(name.to_owned()),
            given_label: stored.label.clone(),
            added: stored.added,
            retired: stored.retired,
        };
        profile.signature_secrets.iter().zip(names(name, profile)).map(one).collect()
    }

    /// From when on it makes no delivery genuine, in seconds since 1970.
    pub fn retired_at(&self) -> Option<u64> {
        self.retired.map(SecretDate::seconds)
    }

    /// Does it verify nothing that comes now?
    pub fn is_retired(&self, now: Timestamp) -> bool {
        self.retired.is_some_and(|moment| moment.start() <= now)
    }

    /// What a verifier tries: with the account and the retirement, which nobody may leave out by accident.
    pub fn slot(&self, secret: &SignatureSecret) -> Slot {
        let slot = Slot::new(secret, self.label.as_str());
        let slot = match &self.api_key {
            Some(api_key) => slot.for_api_key(api_key.as_str()),
            None => slot,
        };
        match self.retired_at() {
            Some(time) => slot.retired_at(time),
            None => slot,
        }
    }

    /// The same bytes? For telling people; a verifier compares MACs.
    pub fn is_same_secret(&self, secret: &Secret) -> bool {
        self.secret.expose() == secret.expose()
    }
}

/// By label, else by date. Where a label came twice (the first was retired), the date tells the two apart.
fn names(profile_name: &str, profile: &Profile) -> Vec<String> {
    let whose = |stored: &StoredSecret| match &stored.api_key {
        Some(key) if profile.api_key.as_ref() != Some(key) => {
            format!("profile {profile_name}, account {key}")
        }
        _ => format!("profile {profile_name}"),
    };
    let added = |name: String, stored: &StoredSecret| match stored.added {
        Some(moment) => format!("{name}, added {moment}"),
        None => name,
    };
    let short = |stored: &StoredSecret| match &stored.label {
        Some(label) => format!("{}, labelled {label}", whose(stored)),
        None => added(whose(stored), stored),
    };
    let shorts: Vec<String> = profile.signature_secrets.iter().map(short).collect();
    let is_twice = |name: &String| shorts.iter().filter(|other| *other == name).count() > 1;
    let full = |(name, stored): (&String, &StoredSecret)| match stored.label {
        Some(_) if is_twice(name) => added(name.clone(), stored),
        _ => name.clone(),
    };
    shorts.iter().zip(&profile.signature_secrets).map(full).collect()
}
