//! Reports on profiles and settings: `vsw/login/1`, `vsw/logout/1`, `vsw/whoami/1` and `vsw/config/1`.

use serde::Serialize;
use vsw::application::ApplicationId;

use crate::config::{Setting, SourceInfo};

#[derive(Debug, Serialize)]
pub struct LoginReport {
    pub profile: String,
    pub default_profile: bool,
    pub api_key: String,
    pub api_url: String,
    pub applications: usize,
    pub application: Option<ApplicationId>,
    pub signature_secrets: usize,
    pub stored_in: &'static str,
    pub config_file: String,
    /// The file of Vonage's own CLI from which the login was imported.
    pub imported_from: Option<String>,
    pub requests: u32,
}

#[derive(Debug, Serialize)]
pub struct LogoutReport {
    pub profile: String,
    pub api_key: Option<String>,
    pub config_file: String,
    pub removed: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
pub struct WhoamiReport {
    pub profile: String,
    pub api_key: String,
    pub api_key_origin: SourceInfo,
    pub api_secret_origin: SourceInfo,
    pub api_url: String,
    pub api_url_origin: SourceInfo,
    pub applications: usize,
    pub requests: u32,
}

#[derive(Debug, Serialize)]
pub struct ConfigReport {
    pub settings: Vec<Setting>,
}
