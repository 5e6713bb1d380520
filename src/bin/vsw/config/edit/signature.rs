//! Signature: adds and retires signature secrets of one profile in the configuration file.
//!
//! Secrets are selected under the file's lock, so that no other process of vsw can change the file in between.

use std::path::Path;

use jiff::Timestamp;
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, TableLike, Value};

use super::{Shape, parsed, profile_in, put, text};
use crate::config::{ConfigError, ConfiguredSecret, file};
use crate::profiles::{Label, Profile, Secret, SecretDate, document};

#[derive(Debug)]
pub struct NewSecret<'s> {
    /// If `None`, the account of the profile.
    pub api_key: Option<&'s str>,
    pub label: Option<&'s Label>,
    pub secret: &'s Secret,
    pub added: SecretDate,
}

#[derive(Debug)]
pub struct Edited {
    /// False if nothing was changed.
    pub is_new: bool,
    pub secret: ConfiguredSecret,
    /// Number of active secrets of the account.
    pub active: usize,
}

/// Selects a secret. All given criteria must match.
#[derive(Debug)]
pub struct Pick<'p> {
    pub api_key: Option<&'p str>,
    pub label: Option<&'p str>,
    pub added: Option<SecretDate>,
}

/// Creates the profile if it does not exist.
pub fn add_secret(
    path: &Path,
    profile: &str,
    new: &NewSecret<'_>,
    now: Timestamp,
) -> Result<Edited, ConfigError> {
    file::rewrite(path, |before| {
        let (mut document, profiles) = parsed(&before, path)?;
        let stored = in_file(profile, profiles.profile(profile))?;
        let own_key = profiles.profile(profile).and_then(|profile| profile.api_key.as_deref());
        let api_key = new.api_key.or(own_key);
        let of_account = |known: &&ConfiguredSecret| known.api_key.as_deref() == api_key;
        if let Some(known) = stored_already(stored.iter().filter(of_account), new.secret, now)? {
            return Ok((before, edited(false, known.clone(), &stored, now)));
        }
        if let Some(label) = new.label
            && stored
                .iter()
                .filter(of_account)
                .any(|known| known.given_label.as_ref() == Some(label) && !known.is_retired(now))
        {
            return Err(ConfigError::LabelTaken { label: label.to_string(), profile: profile.to_owned() });
        }
        if !stored.is_empty() && (api_key.is_none() || stored.iter().any(|known| known.api_key.is_none())) {
            return Err(ConfigError::SecretsWithoutKey { profile: profile.to_owned() });
        }
        // Omit the profile's own `api_key`: a later `vsw login` for another account removes the secrets without one.
        let api_key = api_key.filter(|key| own_key != Some(*key));
        let (table, shape) = profile_in(&mut document, profile)?;
        push(table, shape, &NewSecret { api_key, ..*new })?;
        let after = document.to_string();
        let profiles = document::read(&after, path)?;
        let stored = in_file(profile, profiles.profile(profile))?;
        let written = stored.last().filter(|last| last.is_same_secret(new.secret));
        let secret = written.ok_or_else(|| not_editable(profile))?.clone();
        Ok((after, edited(true, secret, &stored, now)))
    })
}

/// Retires a secret from `at` on, by default from `now` on.
pub fn retire_secret(
    path: &Path,
    profile: &str,
    pick: &Pick<'_>,
    at: Option<SecretDate>,
    now: Timestamp,
) -> Result<Edited, ConfigError> {
    file::rewrite(path, |before| {
        let (mut document, profiles) = parsed(&before, path)?;
        let stored = in_file(profile, profiles.profile(profile))?;
        let (place, meant) = pick.one_of(profile, &stored, now)?;
        if meant.is_retired(now) {
            if at.is_some() && at != meant.retired {
                let since = meant.retired.map(|date| date.to_string()).unwrap_or_default();
                return Err(ConfigError::RetiredBefore { name: meant.name.clone(), since });
            }
            return Ok((before, edited(false, meant.clone(), &stored, now)));
        }
        let retired = at.unwrap_or_else(|| SecretDate::of(now));
        mark(&mut document, profile, place, retired).ok_or_else(|| not_editable(profile))?;
        let after = document.to_string();
        let profiles = document::read(&after, path)?;
        let stored = in_file(profile, profiles.profile(profile))?;
        let written = stored.get(place).filter(|secret| secret.retired == Some(retired));
        let secret = written.ok_or_else(|| not_editable(profile))?.clone();
        Ok((after, edited(true, secret, &stored, now)))
    })
}

impl Pick<'_> {
    /// An active secret takes precedence over retired ones, which may have the same label.
    fn one_of<'s>(
        &self,
        profile: &str,
        stored: &'s [ConfiguredSecret],
        now: Timestamp,
    ) -> Result<(usize, &'s ConfiguredSecret), ConfigError> {
        let names = |secrets: &mut dyn Iterator<Item = &ConfiguredSecret>| -> Vec<String> {
            secrets.map(|secret| secret.name.clone()).collect()
        };
        let fitting: Vec<_> = stored.iter().enumerate().filter(|(_, secret)| self.fits(secret)).collect();
        let active: Vec<_> = fitting.iter().copied().filter(|(_, secret)| !secret.is_retired(now)).collect();
        match (active.as_slice(), fitting.as_slice()) {
            ([one], _) | ([], [one]) => Ok(*one),
            ([], []) => Err(ConfigError::NoSuchSecret {
                profile: profile.to_owned(),
                known: names(&mut stored.iter()),
            }),
            ([], several) | (several, _) => {
                Err(ConfigError::SeveralSecrets { fitting: names(&mut several.iter().map(|(_, one)| *one)) })
            }
        }
    }

    fn fits(&self, secret: &ConfiguredSecret) -> bool {
        self.api_key.is_none_or(|key| secret.api_key.as_deref() == Some(key))
            && self.label.is_none_or(|label| secret.given_label.as_ref().map(Label::as_str) == Some(label))
            && self.added.is_none_or(|date| secret.added.is_some_and(|added| date.matches(added)))
    }
}

/// Fails if the secret is stored only as retired, because adding it would make it valid again.
pub(super) fn stored_already<'s>(
    of_account: impl Iterator<Item = &'s ConfiguredSecret>,
    secret: &Secret,
    now: Timestamp,
) -> Result<Option<&'s ConfiguredSecret>, ConfigError> {
    let same: Vec<_> = of_account.filter(|known| known.is_same_secret(secret)).collect();
    match same.iter().find(|known| !known.is_retired(now)).or(same.first()) {
        Some(known) if known.is_retired(now) => {
            let since = known.retired.map(|date| date.to_string()).unwrap_or_default();
            Err(ConfigError::RetiredSecret { name: known.name.clone(), since })
        }
        known => Ok(known.copied()),
    }
}

fn in_file(name: &str, profile: Option<&Profile>) -> Result<Vec<ConfiguredSecret>, ConfigError> {
    match profile {
        Some(profile) if profile.keyring => Err(ConfigError::KeyringHoldsOne { profile: name.to_owned() }),
        Some(profile) => ConfiguredSecret::stored(name, profile),
        None => Ok(Vec::new()),
    }
}

fn edited(is_new: bool, secret: ConfiguredSecret, stored: &[ConfiguredSecret], now: Timestamp) -> Edited {
    let active = |known: &&ConfiguredSecret| known.api_key == secret.api_key && !known.is_retired(now);
    let active = stored.iter().filter(active).count();
    Edited { is_new, secret, active }
}

/// Removes the secrets without an `api_key`: they belong to the profile's former account.
pub(super) fn keep_those_with_a_key(profile: &mut dyn TableLike) {
    let left = match profile.get_mut("signature_secrets") {
        Some(Item::ArrayOfTables(list)) => {
            list.retain(|entry| entry.contains_key("api_key"));
            list.len()
        }
        Some(Item::Value(Value::Array(list))) => {
            list.retain(|entry| entry.as_inline_table().is_some_and(|entry| entry.contains_key("api_key")));
            list.len()
        }
        _ => 0,
    };
    if left == 0 {
        profile.remove("signature_secrets");
    }
}

pub(super) fn push(
    profile: &mut dyn TableLike,
    shape: Shape,
    new: &NewSecret<'_>,
) -> Result<(), ConfigError> {
    let entry = entry(new)?;
    match profile.get_mut("signature_secrets") {
        Some(Item::ArrayOfTables(list)) => list.push(entry),
        Some(Item::Value(Value::Array(list))) => list.push(entry.into_inline_table()),
        _ => {
            let item = match shape {
                Shape::Inline => Item::Value(Value::Array(Array::from_iter([entry.into_inline_table()]))),
                Shape::Table => Item::ArrayOfTables(ArrayOfTables::from_iter([entry])),
            };
            profile.insert("signature_secrets", item);
        }
    }
    Ok(())
}

fn entry(new: &NewSecret<'_>) -> Result<Table, ConfigError> {
    let mut table = Table::new();
    let mut set = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            table.insert(name, Item::Value(value.into()));
        }
    };
    set("api_key", new.api_key);
    set("label", new.label.map(Label::as_str));
    set("secret", Some(text(new.secret, "the signature secret")?));
    set("added", Some(&new.added.to_string()));
    Ok(table)
}

/// `place` is the secret's index in the file's list.
fn mark(document: &mut DocumentMut, profile: &str, place: usize, retired: SecretDate) -> Option<()> {
    let profiles = document.get_mut("profiles")?.as_table_like_mut()?;
    let profile = profiles.get_mut(profile)?.as_table_like_mut()?;
    let entry: &mut dyn TableLike = match profile.get_mut("signature_secrets")? {
        Item::ArrayOfTables(list) => list.get_mut(place)?,
        Item::Value(Value::Array(list)) => list.get_mut(place)?.as_inline_table_mut()?,
        _ => return None,
    };
    put(entry, "retired", retired.to_string().into());
    Some(())
}

fn not_editable(profile: &str) -> ConfigError {
    ConfigError::Unusable {
        name: format!("the signature secrets of the profile {profile}"),
        fault: "vsw cannot edit these entries of the configuration file, and nothing was written; write each secret as a [[profiles.NAME.signature_secrets]] table".to_owned(),
    }
}

#[cfg(test)]
mod tests;
