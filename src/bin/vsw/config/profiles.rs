//! Profiles: the configuration file's named sets of credentials and defaults.

use super::ConfigError;
use crate::context::Context;

/// What the configuration file holds.
#[derive(Debug, Default)]
pub struct Profiles {}

impl Profiles {
    pub fn read(_context: &Context) -> Result<Self, ConfigError> {
        Ok(Self::default())
    }
}
