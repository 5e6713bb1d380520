//! Reports on profiles and settings: what was stored (`vsw/login/1`) and removed (`vsw/logout/1`), the account in use
//! (`vsw/whoami/1`), and the settings with their sources (`vsw/config/1`).

use serde::Serialize;
use vsw::application::ApplicationId;

use crate::config::{Setting, SourceInfo};

/// A profile that was checked and stored.
#[derive(Debug, Serialize)]
pub struct LoginReport {
    pub profile: String,
    /// Whether it is the default profile.
    pub default_profile: bool,
    pub api_key: String,
    pub api_url: String,
    /// The number of applications in the account.
    pub applications: usize,
    /// The default application of commands.
    pub application: Option<ApplicationId>,
    /// The number of signature secrets in the profile.
    pub signature_secrets: usize,
    /// Where the secrets are stored: `file` or `keyring`.
    pub stored_in: &'static str,
    pub config_file: String,
    /// The file of Vonage's own CLI from which the credentials were imported.
    pub imported_from: Option<String>,
    pub requests: u32,
}

/// A removed profile.
#[derive(Debug, Serialize)]
pub struct LogoutReport {
    pub profile: String,
    pub api_key: Option<String>,
    pub config_file: String,
    /// The removed items: `api_secret`, `signature_secrets`, `keyring`, …
    pub removed: Vec<&'static str>,
}

/// An account that the API confirmed.
#[derive(Debug, Serialize)]
pub struct WhoamiReport {
    pub profile: String,
    pub api_key: String,
    pub api_key_origin: SourceInfo,
    pub api_secret_origin: SourceInfo,
    pub api_url: String,
    pub api_url_origin: SourceInfo,
    /// The number of applications in the account.
    pub applications: usize,
    pub requests: u32,
}

/// The settings; a secret is shown as `set`.
#[derive(Debug, Serialize)]
pub struct ConfigReport {
    pub settings: Vec<Setting>,
}
