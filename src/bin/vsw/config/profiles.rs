//! Profiles: the configuration file's named sets of credentials and defaults.
//!
//! Not here: what the environment adds to a profile (`account`, `signature`), and how the file is rewritten (`edit`).

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use vsw::application::ApplicationId;

use super::{ConfigError, Label, Moment, Origin, Secret, account, document, file, secret};
use crate::context::{Context, PlaceOrigin};

/// What the configuration file holds.
#[derive(Debug, Default)]
pub struct Profiles {
    pub default_profile: Option<String>,
    pub profiles: BTreeMap<String, Profile>,
}

/// One account's credentials and defaults, as far as the file has them.
#[derive(Debug, Default)]
pub struct Profile {
    pub api_key: Option<String>,
    pub api_secret: Option<Secret>,
    pub application_id: Option<ApplicationId>,
    pub api_url: Option<Origin>,
    /// The secrets are in the platform's keyring.
    pub keyring: bool,
    pub signature_secrets: Vec<StoredSecret>,
}

/// A signature secret as the file has it.
#[derive(Debug)]
pub struct StoredSecret {
    pub secret: Secret,
    /// The account it is of, where that is another one than the profile's.
    pub api_key: Option<String>,
    pub label: Option<Label>,
    pub added: Option<Moment>,
    /// From then on it makes no delivery genuine.
    pub retired: Option<Moment>,
}

/// No configuration file is longer than this.
const LONGEST: usize = 1024 * 1024;

impl Profiles {
    /// The profiles of the file in force; none where nobody named a file and the platform's is not there.
    ///
    /// # Errors
    /// The file cannot be read, or is no configuration file.
    pub fn read(context: &Context) -> Result<Self, ConfigError> {
        let absent = |error: &io::Error| {
            context.folders.configuration_origin == PlaceOrigin::Platform
                && context.configuration_file().is_some_and(|path| is_absent(path, error))
        };
        Self::read_unless(context, absent)
    }

    /// The same before the file is written: then a named one, too, may be missing still.
    ///
    /// # Errors
    /// The file cannot be read, or is no configuration file.
    pub fn read_to_write(context: &Context) -> Result<Self, ConfigError> {
        Self::read_unless(context, |error| error.kind() == io::ErrorKind::NotFound)
    }

    fn read_unless(context: &Context, absent: impl Fn(&io::Error) -> bool) -> Result<Self, ConfigError> {
        let Some(path) = context.configuration_file() else { return Ok(Self::default()) };
        let named_by = context.folders.configuration_origin;
        let read = file::open(path).and_then(|(opened, mode)| Ok((file::bounded(opened, LONGEST)?, mode)));
        let (bytes, mode) = match read {
            Err(error) if absent(&error) => return Ok(Self::default()),
            read => read.map_err(|source| unreadable(path, named_by, source))?,
        };
        let text = String::from_utf8(bytes).map_err(|_| {
            unreadable(path, named_by, io::Error::new(io::ErrorKind::InvalidData, "it is no UTF-8 text"))
        })?;
        let profiles = document::read(&text, path)?;
        profiles.conceal(context);
        secret::warn_of_readers(context, path, mode);
        Ok(profiles)
    }

    pub fn profile(&self, name: &str) -> Option<&Profile> {
        self.profiles.get(name)
    }

    pub fn names(&self) -> Vec<String> {
        self.profiles.keys().cloned().collect()
    }

    /// Every secret in the file, whether it is used or not, shows in no output.
    fn conceal(&self, context: &Context) {
        for profile in self.profiles.values() {
            if let Some(secret) = &profile.api_secret {
                context.screen.redactions().add(secret.expose());
                if let Some(key) = &profile.api_key {
                    context.screen.redactions().add(account::basic(key, secret).as_bytes());
                }
            }
            for stored in &profile.signature_secrets {
                context.screen.redactions().add(stored.secret.expose());
            }
        }
    }
}

impl Profile {
    /// Do this profile's defaults belong to the account of that key? They do unless it is another account's profile.
    pub fn is_of(&self, api_key: &str) -> bool {
        self.api_key.as_deref().is_none_or(|key| key == api_key)
    }

    /// Could the keyring hold its signature secrets? It has place for one, with nothing else said of it.
    pub fn fits_keyring(&self) -> bool {
        match self.signature_secrets.as_slice() {
            [] => true,
            [one] => one.api_key.is_none() && one.retired.is_none(),
            _ => false,
        }
    }

    /// The names of what the file has of it.
    pub fn members(&self) -> Vec<&'static str> {
        [
            ("api_key", self.api_key.is_some()),
            ("api_secret", self.api_secret.is_some()),
            ("application_id", self.application_id.is_some()),
            ("api_url", self.api_url.is_some()),
            ("signature_secrets", !self.signature_secrets.is_empty()),
        ]
        .into_iter()
        .filter_map(|(name, has)| has.then_some(name))
        .collect()
    }
}

/// 1 to 64 letters, digits, `-` and `_`: fit for a table's name, a variable's name and a keyring entry.
pub fn is_profile_name(name: &str) -> bool {
    (1..=64).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// Not there, as far as this user can see: a home that may not be looked into has no configuration for them.
fn is_absent(path: &Path, error: &io::Error) -> bool {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => true,
        io::ErrorKind::PermissionDenied => std::fs::symlink_metadata(path).is_err(),
        _ => false,
    }
}

fn unreadable(path: &Path, named_by: PlaceOrigin, source: io::Error) -> ConfigError {
    let named = match named_by {
        PlaceOrigin::Flag => " (named by --config)",
        PlaceOrigin::Environment => " (named by VSW_CONFIG)",
        PlaceOrigin::Platform => "",
    };
    ConfigError::Unreadable { what: format!("the configuration file {}{named}", path.display()), source }
}
