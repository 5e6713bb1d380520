//! Edit: adds, changes or removes one profile of the configuration file.
//!
//! Invariant: a new text replaces the old one only if it parses as a configuration file.

mod signature;

use std::path::Path;

use toml_edit::{DocumentMut, InlineTable, Item, Table, TableLike, Value};
use vsw::application::ApplicationId;

use super::{ConfigError, ConfiguredSecret, file};
use crate::profiles::document;
use crate::profiles::{Origin, Profile, Profiles, Secret, SecretDate};
use crate::strict_toml::ParseFileError;

pub use signature::{Edited, NewSecret, Pick, add_secret, retire_secret};

#[derive(Debug)]
pub struct NewProfile<'p> {
    pub name: &'p str,
    pub api_key: &'p str,
    pub application: Option<ApplicationId>,
    pub origin: &'p Origin,
    pub secrets: Secrets<'p>,
}

#[derive(Debug)]
pub enum Secrets<'p> {
    /// Keeps stored signature secrets without `api_key` only if the profile's account stays the same.
    InFile {
        api_secret: &'p Secret,
        signature_secret: Option<&'p Secret>,
        added: SecretDate,
    },
    InKeyring,
}

#[derive(Debug, PartialEq, Eq)]
pub struct StoredProfile {
    pub signature_secrets: usize,
    pub default_profile: bool,
}

/// Adds or changes a profile. Fails if its signature secret is already stored as retired.
pub fn store(path: &Path, new: &NewProfile<'_>) -> Result<StoredProfile, ConfigError> {
    file::rewrite(path, |text| {
        let (mut document, before) = parsed(&text, path)?;
        let only_one = before.profiles.keys().all(|name| name == new.name);
        let has_default = document.contains_key("default_profile");
        write_profile(&mut document, new, before.profile(new.name))?;
        if only_one && !has_default && new.name != "default" {
            document.insert("default_profile", Item::Value(new.name.into()));
        }
        let text = document.to_string();
        let read = document::read(&text, path)?;
        let default = read.default_profile.as_deref().unwrap_or("default") == new.name;
        let count = read.profile(new.name).map_or(0, |profile| profile.signature_secrets.len());
        Ok((text, StoredProfile { signature_secrets: count, default_profile: default }))
    })
}

/// Returns whether the profile existed.
pub fn remove(path: &Path, name: &str) -> Result<bool, ConfigError> {
    file::rewrite(path, |text| {
        let (mut document, _) = parsed(&text, path)?;
        let profiles = document.get_mut("profiles").and_then(Item::as_table_like_mut);
        let was_there = profiles.is_some_and(|profiles| profiles.remove(name).is_some());
        if document.get("default_profile").and_then(Item::as_str) == Some(name) {
            document.remove("default_profile");
        }
        let text = document.to_string();
        document::read(&text, path)?;
        Ok((text, was_there))
    })
}

fn parsed(text: &str, path: &Path) -> Result<(DocumentMut, Profiles), ConfigError> {
    // Report the strict parser's error first: it has line and column, and repeats no value.
    let profiles = document::read(text, path)?;
    let unreadable = |_| {
        ParseFileError::new(
            path,
            (1, 1),
            "the TOML editor of vsw cannot parse this file, so vsw cannot change it",
        )
    };
    Ok((text.parse().map_err(unreadable)?, profiles))
}

fn write_profile(
    document: &mut DocumentMut,
    new: &NewProfile<'_>,
    before: Option<&Profile>,
) -> Result<(), ConfigError> {
    let (profile, shape) = profile_in(document, new.name)?;
    let is_same_account = before.is_some_and(|before| before.is_of(new.api_key));
    set(profile, "api_key", Some(new.api_key));
    if !is_same_account {
        profile.remove("private_key");
    }
    match &new.secrets {
        Secrets::InKeyring => {
            profile.remove("api_secret");
            profile.remove("signature_secrets");
            put(profile, "keyring", true.into());
        }
        Secrets::InFile { api_secret, signature_secret, added } => {
            profile.remove("keyring");
            set(profile, "api_secret", Some(text(api_secret, "the API secret")?));
            if !is_same_account {
                signature::keep_those_with_a_key(profile);
            }
            if let Some(secret) = signature_secret {
                let stored = before.map(|before| ConfiguredSecret::listed(new.name, before));
                let stored = stored.unwrap_or_default();
                // `listed` gives a secret without an API key the key of the old profile. If the old profile
                // has no key, the secret counts as one of the new account.
                let of_account =
                    stored.iter().filter(|known| known.api_key.as_ref().is_none_or(|key| key == new.api_key));
                if signature::stored_already(of_account, secret, added.start())?.is_none() {
                    let (api_key, label) = (None, None);
                    signature::push(profile, shape, &NewSecret { api_key, label, secret, added: *added })?;
                }
            }
        }
    }
    set(profile, "application_id", new.application.map(|id| id.to_string()).as_deref());
    set(profile, "api_url", Some(new.origin.as_str()).filter(|_| !new.origin.is_default()));
    Ok(())
}

/// Returns the profile's table and its notation. Creates the table if it is missing.
fn profile_in<'d>(
    document: &'d mut DocumentMut,
    name: &str,
) -> Result<(&'d mut dyn TableLike, Shape), ConfigError> {
    let mut table = Table::new();
    table.set_implicit(true);
    let (profiles, shape) = table_in(document.entry("profiles").or_insert(Item::Table(table)))?;
    table_in(profiles.entry(name).or_insert(shape.empty()))
}

/// The notation of a table. An inline table can contain only values.
#[derive(Clone, Copy)]
enum Shape {
    Table,
    Inline,
}

impl Shape {
    fn empty(self) -> Item {
        match self {
            Self::Table => Item::Table(Table::new()),
            Self::Inline => Item::Value(Value::InlineTable(InlineTable::new())),
        }
    }
}

/// Fails only for an entry that is not a table, which the strict parser has already refused.
fn table_in(item: &mut Item) -> Result<(&mut dyn TableLike, Shape), ConfigError> {
    let shape = if item.is_value() { Shape::Inline } else { Shape::Table };
    let table = item.as_table_like_mut().ok_or_else(|| ConfigError::Unusable {
        name: "profiles".to_owned(),
        fault: "it is not a table".to_owned(),
    })?;
    Ok((table, shape))
}

fn text<'s>(secret: &'s Secret, what: &str) -> Result<&'s str, ConfigError> {
    std::str::from_utf8(secret.expose()).map_err(|_| ConfigError::Unusable {
        name: what.to_owned(),
        fault: "it is not UTF-8, so the configuration file cannot store it; copy it again from the Dashboard"
            .to_owned(),
    })
}

fn set(table: &mut dyn TableLike, key: &str, value: Option<&str>) {
    match value {
        Some(value) => put(table, key, value.into()),
        None => {
            table.remove(key);
        }
    }
}

/// Sets the value of a key, and keeps the comment after the old value.
fn put(table: &mut dyn TableLike, key: &str, mut value: Value) {
    match table.get_mut(key) {
        Some(item) => {
            if let Item::Value(old) = item {
                *value.decor_mut() = old.decor().clone();
            }
            *item = Item::Value(value);
        }
        None => {
            table.insert(key, Item::Value(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    const WRITTEN: &str = r#"# my own words
default_profile = "prod" # this one

[profiles.prod] # the real one
private_key = "/keys/prod.pem"
# the key
api_key = "abcd1234" # do not mix up
api_secret = "old"
[[profiles.prod.signature_secrets]]
secret = "one" # of November
added = "2026-11-01"

[profiles.zeta]
application_id = "78d335fa-323d-0114-9c3d-d6f0d48968cf"
# the end
"#;

    fn after(
        text: &str,
        edit: impl FnOnce(&Path) -> Result<(), ConfigError>,
    ) -> Result<String, Box<dyn std::error::Error>> {
        let place = tempfile::tempdir()?;
        let path = place.path().join("config.toml");
        if !text.is_empty() {
            std::fs::write(&path, text)?;
        }
        edit(&path)?;
        Ok(std::fs::read_to_string(&path)?)
    }

    fn stored(
        path: &Path,
        name: &str,
        key: &str,
        signature: Option<&str>,
    ) -> Result<StoredProfile, ConfigError> {
        let (secret, signature) = (Secret::new("new\"\\secret"), signature.map(Secret::new));
        let secrets = Secrets::InFile {
            api_secret: &secret,
            signature_secret: signature.as_ref(),
            added: "2026-12-01".parse().expect("the test's own"),
        };
        let new = NewProfile { name, api_key: key, application: None, origin: &Origin::default(), secrets };
        store(path, &new)
    }

    #[test]
    fn comments_and_order_survive() -> Outcome {
        let text = after(WRITTEN, |path| stored(path, "prod", "abcd1234", Some("two")).map(|_| ()))?;
        let wanted = WRITTEN.replace("\"old\"", "'new\"\\secret'").replace(
            "2026-11-01\"\n",
            "2026-11-01\"\n\n[[profiles.prod.signature_secrets]]\nsecret = \"two\"\nadded = \"2026-12-01\"\n",
        );
        assert_eq!(text, wanted);
        Ok(())
    }

    #[test]
    fn the_same_secret_is_not_stored_twice() -> Outcome {
        let text = after(WRITTEN, |path| {
            let stored = stored(path, "prod", "abcd1234", Some("one"))?;
            assert_eq!(stored, StoredProfile { signature_secrets: 1, default_profile: true });
            Ok(())
        })?;
        assert_eq!(text.matches("secret = \"one\"").count(), 1);
        Ok(())
    }

    #[test]
    fn signature_secrets_of_another_account_are_removed() -> Outcome {
        let text = after(WRITTEN, |path| stored(path, "prod", "other123", None).map(|_| ()))?;
        assert!(
            !text.contains("\"one\"")
                && !text.contains("private_key")
                && text.contains("api_key = \"other123\" # do not mix up"),
            "{text}"
        );
        Ok(())
    }

    #[test]
    fn the_first_profile_becomes_the_default_unless_another_is_named() -> Outcome {
        for (before, name, is_default, mentioned) in [
            ("", "default", true, false),
            ("", "prod", true, true),
            ("[profiles.default]\n", "prod", false, false),
            ("default_profile = \"x\"\n", "prod", false, true),
        ] {
            let text = after(before, |path| {
                assert_eq!(stored(path, name, "k", None)?.default_profile, is_default, "{before} {name}");
                Ok(())
            })?;
            assert_eq!(text.contains("default_profile"), mentioned, "{text}");
        }
        Ok(())
    }

    #[test]
    fn secrets_are_added_to_inline_tables() -> Outcome {
        for before in ["profiles = { a = { api_key = \"k\" } }\n", "profiles = {}\n", "[profiles]\na = {}\n"]
        {
            let text = after(before, |path| {
                stored(path, "a", "k", Some("one"))?;
                assert_eq!(stored(path, "a", "k", Some("two"))?.signature_secrets, 2);
                Ok(())
            })?;
            assert!(text.contains("secret = \"two\""), "{text}");
        }
        Ok(())
    }

    #[test]
    fn removing_a_profile_keeps_the_others() -> Outcome {
        let text = after(WRITTEN, |path| {
            assert!(remove(path, "prod")?);
            assert!(!remove(path, "prod")?);
            Ok(())
        })?;
        assert!(!text.contains("prod") && !text.contains("abcd1234") && !text.contains("one\""), "{text}");
        assert!(text.contains("[profiles.zeta]\napplication_id") && text.contains("# the end"), "{text}");
        Ok(())
    }
}
