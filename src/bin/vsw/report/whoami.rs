//! `WhoamiReport`: which account the credentials are, and where they come from (`vsw/whoami/1`).

use serde::Serialize;

use crate::config::Told;

/// An account that answered.
#[derive(Debug, Serialize)]
pub struct WhoamiReport {
    pub profile: String,
    pub api_key: String,
    pub api_key_origin: Told,
    pub api_secret_origin: Told,
    pub api_url: String,
    pub api_url_origin: Told,
    /// How many applications the account has.
    pub applications: usize,
    pub requests: u32,
}
