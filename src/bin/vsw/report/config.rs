//! `ConfigReport`: settings with their origins (`vsw/config/1`).

use serde::Serialize;

use crate::config::Setting;

/// Settings, secrets as `set`.
#[derive(Debug, Serialize)]
pub struct ConfigReport {
    pub schema: &'static str,
    pub vsw: &'static str,
    pub settings: Vec<Setting>,
}
