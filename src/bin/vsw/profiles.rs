//! Profiles: named sets of credentials and defaults in the configuration file.

pub mod document;
mod label;
mod origin;
mod secret_date;
mod source;

use std::collections::BTreeMap;

use vsw::application::ApplicationId;

pub use label::Label;
pub use origin::{Origin, ParseOriginError};
pub use secret_date::SecretDate;
pub use source::{Source, SourceInfo};
pub use vsw::secret::Secret;

#[derive(Debug, Default)]
pub struct Profiles {
    pub default_profile: Option<String>,
    pub profiles: BTreeMap<String, Profile>,
}

#[derive(Debug, Default)]
pub struct Profile {
    pub api_key: Option<String>,
    pub api_secret: Option<Secret>,
    pub application_id: Option<ApplicationId>,
    pub api_url: Option<Origin>,
    /// The application's private key in PEM, or the absolute path of its file.
    pub private_key: Option<Secret>,
    /// Whether the API secret and the signature secret are in the keyring instead of the file.
    pub keyring: bool,
    pub signature_secrets: Vec<StoredSecret>,
}

#[derive(Debug)]
pub struct StoredSecret {
    pub secret: Secret,
    /// `None` means the profile's account.
    pub api_key: Option<String>,
    pub label: Option<Label>,
    pub added: Option<SecretDate>,
    /// From this time on, the secret verifies no new deliveries.
    pub retired: Option<SecretDate>,
}

impl Profiles {
    pub fn profile(&self, name: &str) -> Option<&Profile> {
        self.profiles.get(name)
    }

    pub fn names(&self) -> Vec<String> {
        self.profiles.keys().cloned().collect()
    }

    pub fn with_api_key(&self) -> Vec<String> {
        let with_key = self.profiles.iter().filter(|(_, profile)| profile.api_key.is_some());
        with_key.map(|(name, _)| name.clone()).collect()
    }
}

impl Profile {
    /// A profile without an API key fits every account.
    pub fn is_of(&self, api_key: &str) -> bool {
        self.api_key.as_deref().is_none_or(|key| key == api_key)
    }

    /// The keyring stores at most one signature secret, without its own account or retirement.
    pub fn fits_keyring(&self) -> bool {
        match self.signature_secrets.as_slice() {
            [] => true,
            [one] => one.api_key.is_none() && one.retired.is_none(),
            _ => false,
        }
    }

    pub fn members(&self) -> Vec<&'static str> {
        [
            ("api_key", self.api_key.is_some()),
            ("api_secret", self.api_secret.is_some()),
            ("application_id", self.application_id.is_some()),
            ("api_url", self.api_url.is_some()),
            ("private_key", self.private_key.is_some()),
            ("signature_secrets", !self.signature_secrets.is_empty()),
        ]
        .into_iter()
        .filter_map(|(name, has)| has.then_some(name))
        .collect()
    }
}

/// The name is also a TOML key, the value of `VSW_PROFILE`, and a part of the names of keyring entries.
pub fn is_profile_name(name: &str) -> bool {
    (1..=64).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// Returns whether the private key is given as PEM; otherwise it is given as the path of its file.
pub fn is_pem(key: &[u8]) -> bool {
    key.trim_ascii_start().starts_with(b"-----BEGIN")
}

/// Vonage documents no format for API keys, so this rejects only what would break a request.
pub fn fault_of_key(api_key: &str) -> Option<&'static str> {
    if api_key.trim().is_empty() {
        return Some("the API key is empty");
    }
    if api_key.contains(':') {
        return Some("an API key must not contain `:`");
    }
    api_key.contains(char::is_control).then_some("an API key must not contain control characters")
}
