//! `ConfigReport`: settings with their origins (`vsw/config/1`).

use serde::Serialize;

use crate::config::Setting;

/// Settings, secrets as `set`.
#[derive(Debug, Serialize)]
pub struct ConfigReport {
    pub settings: Vec<Setting>,
}
