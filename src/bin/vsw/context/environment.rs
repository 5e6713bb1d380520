//! Environment: a copy of the process's variables.
//!
//! [`Environment::text`], [`Environment::path`] and [`Environment::is_set`] treat an empty variable as unset.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use crate::disk::Protected;

#[derive(Clone)]
pub struct Environment {
    variables: BTreeMap<OsString, OsString>,
}

impl Environment {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    pub fn of_process() -> Self {
        Self { variables: std::env::vars_os().collect() }
    }

    #[cfg(test)]
    pub fn for_test(variables: &[(&str, &str)]) -> Self {
        Self { variables: variables.iter().map(|(name, value)| (name.into(), value.into())).collect() }
    }

    /// Returns the value, which may be empty.
    pub fn raw(&self, name: &str) -> Option<&OsStr> {
        self.variables.get(OsStr::new(name)).map(OsString::as_os_str)
    }

    /// Returns `None` if the variable is unset, empty or not UTF-8.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.raw(name)?.to_str().filter(|text| !text.is_empty())
    }

    pub fn path(&self, name: &str) -> Option<PathBuf> {
        self.raw(name).filter(|value| !value.is_empty()).map(PathBuf::from)
    }

    pub fn is_set(&self, name: &str) -> bool {
        self.raw(name).is_some_and(|value| !value.is_empty())
    }

    /// The value `0` counts as off.
    pub fn is_on(&self, name: &str) -> bool {
        self.is_set(name) && self.raw(name) != Some(OsStr::new("0"))
    }

    /// Returns the secrets to redact in output. Includes secrets that the command does not use, because an
    /// API response may repeat any.
    pub fn secrets(&self) -> impl Iterator<Item = &[u8]> {
        let ours = self.variables.iter().filter(|(name, _)| {
            let name = name.as_encoded_bytes();
            let is_secret = [&b"_SECRET"[..], b"_PRIVATE_KEY", b"_PASSWORD"];
            is_ours(name) && is_secret.iter().any(|suffix| name.ends_with(suffix))
        });
        let values = ours.map(|(name, value)| (name.as_encoded_bytes(), value.as_encoded_bytes()));
        values
            .filter(|(name, value)| !name.ends_with(b"_PRIVATE_KEY") || !is_path(value))
            .map(|(_, value)| value)
    }

    /// Returns the input files that variables name: secrets, keys and certificates.
    pub fn files(&self) -> impl Iterator<Item = Protected> {
        let names = self.names().filter(|name| {
            let is_key = || {
                name.ends_with("_PRIVATE_KEY")
                    && self.raw(name).is_some_and(|value| is_path(value.as_encoded_bytes()))
            };
            let is_file = || name.ends_with("_FILE") || name.ends_with("_PATH") || is_key();
            *name == "SSL_CERT_FILE" || (is_ours(name.as_bytes()) && is_file())
        });
        names.filter_map(|name| Some(Protected::new(self.path(name)?, format!("the file of {name}"))))
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.variables.keys().filter_map(|name| name.to_str())
    }
}

/// Returns whether the value is a path and not a key: a key is PEM, or Base64, which lacks `.`, `-` and `_`.
fn is_path(value: &[u8]) -> bool {
    !value.windows(5).any(|five| five == b"-----") && value.iter().any(|byte| b".-_".contains(byte))
}

fn is_ours(name: &[u8]) -> bool {
    [&b"VONAGE_"[..], b"NEXMO_", b"VSW_PROFILE_", b"VSW_REPLAY_"]
        .iter()
        .any(|prefix| name.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_keys_path_names_an_input() {
        let environment = Environment::for_test(&[
            ("VONAGE_PRIVATE_KEY", "./private.key"),
            ("VSW_PROFILE_EU_PRIVATE_KEY", "-----BEGIN PRIVATE KEY-----"),
            ("OTHER_PRIVATE_KEY", "./other.key"),
        ]);
        let files: Vec<PathBuf> = environment.files().map(|file| file.path).collect();
        assert_eq!(files, [PathBuf::from("./private.key")]);
    }
}
