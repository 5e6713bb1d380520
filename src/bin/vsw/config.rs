//! Config: finds settings and credentials, each with its source, and edits the configuration file.
//!
//! Not here: the paths of files (`context`).

mod account;
mod api_credentials;
mod application;
mod configured;
mod diagnostic_secrets;
mod edit;
mod error;
pub mod file;
mod fingerprint;
pub mod keyring;
mod lint;
mod load;
mod private_key;
mod profile_selection;
mod proxy;
#[cfg(feature = "redis")]
mod replay_password;
mod searched;
mod secret;
mod settings;
mod signature;
pub mod vonage_cli_import;

pub use crate::profiles::{Source, SourceInfo};
pub use account::Account;
pub use api_credentials::ApiCredentials;
pub use application::DefaultApplication;
pub use configured::ConfiguredSecret;
pub use diagnostic_secrets::diagnostic_secrets;
pub use edit::{
    Edited, NewProfile, NewSecret, Pick, Secrets, StoredProfile, add_secret, remove, retire_secret, store,
};
pub use error::{ConfigError, EmptyAt};
pub use fingerprint::Fingerprint;
pub use lint::{Finding, Severity};
pub use load::{profiles, profiles_to_write};
pub use private_key::PrivateKey;
pub use profile_selection::ProfileSelection;
pub use proxy::Proxy;
#[cfg(feature = "redis")]
pub use replay_password::replay_password;
pub use searched::Searched;
pub use secret::{of_input as secret_of_input, reject_blank, warn_of_readers};
pub use settings::{Setting, places, settings};
pub use signature::SignatureSecrets;
