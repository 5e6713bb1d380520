//! The reports on profiles and settings: what was stored (`vsw/login/1`) and removed (`vsw/logout/1`), which account the
//! credentials are (`vsw/whoami/1`), and settings with their origins (`vsw/config/1`).

use serde::Serialize;
use vsw::application::ApplicationId;

use crate::config::{Setting, SourceInfo};

/// A profile that was checked and stored.
#[derive(Debug, Serialize)]
pub struct LoginReport {
    pub profile: String,
    /// It is the profile that is meant where none is named.
    pub default_profile: bool,
    pub api_key: String,
    pub api_url: String,
    /// How many applications the account has.
    pub applications: usize,
    /// The application that commands are about when none is named.
    pub application: Option<ApplicationId>,
    /// How many signature secrets the profile has now.
    pub signature_secrets: usize,
    /// Where the secrets are: `file` or `keyring`.
    pub stored_in: &'static str,
    pub config_file: String,
    /// The official program's file that the credentials came from.
    pub imported_from: Option<String>,
    pub requests: u32,
}

/// A profile that is no more.
#[derive(Debug, Serialize)]
pub struct LogoutReport {
    pub profile: String,
    pub api_key: Option<String>,
    pub config_file: String,
    /// What is gone: `api_secret`, `signature_secrets`, `keyring`, …
    pub removed: Vec<&'static str>,
}

/// An account that answered.
#[derive(Debug, Serialize)]
pub struct WhoamiReport {
    pub profile: String,
    pub api_key: String,
    pub api_key_origin: SourceInfo,
    pub api_secret_origin: SourceInfo,
    pub api_url: String,
    pub api_url_origin: SourceInfo,
    /// How many applications the account has.
    pub applications: usize,
    pub requests: u32,
}

/// Settings, secrets as `set`.
#[derive(Debug, Serialize)]
pub struct ConfigReport {
    pub settings: Vec<Setting>,
}
