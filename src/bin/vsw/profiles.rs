//! Profiles: the configuration file's named sets of credentials and defaults, as data.
//!
//! Not here: where the file is and what the environment adds to it (`config`), and how it is rewritten (`config::edit`).

pub mod document;
mod label;
mod origin;
mod secret_date;
mod source;

use std::collections::BTreeMap;

use vsw::application::ApplicationId;

pub use label::Label;
pub use origin::{BadOrigin, Origin};
pub use secret_date::SecretDate;
pub use source::{Source, SourceInfo};
pub use vsw::secret::Secret;

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
    pub added: Option<SecretDate>,
    /// From then on it makes no delivery genuine.
    pub retired: Option<SecretDate>,
}

impl Profiles {
    pub fn profile(&self, name: &str) -> Option<&Profile> {
        self.profiles.get(name)
    }

    pub fn names(&self) -> Vec<String> {
        self.profiles.keys().cloned().collect()
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

/// Why a text is no API key. Nobody documents what one looks like; these could not stand in a request.
pub fn fault_of_key(api_key: &str) -> Option<&'static str> {
    if api_key.trim().is_empty() {
        return Some("an API key is not empty");
    }
    if api_key.contains(':') {
        return Some("an API key holds no `:`");
    }
    api_key.contains(char::is_control).then_some("an API key holds no control character")
}
