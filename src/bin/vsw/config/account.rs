//! Account: who requests are made as, and where to.

use super::{ConfigError, Origin};
use crate::context::Context;

/// One account's credentials, as a pair from one source, and the origin that they may be sent to.
#[derive(Debug)]
pub struct Account {
    /// The name of the profile in force (`default` where none was named).
    pub profile: String,
    pub api_key: String,
    pub api_secret: String,
    pub origin: Origin,
}

impl Account {
    /// By flag, environment, profile and default.
    pub fn resolve(context: &Context) -> Result<Self, ConfigError> {
        let text = |name: &str| context.environment.text(name).map(str::to_owned);
        let api_key = text("VONAGE_API_KEY").ok_or(ConfigError::NoCredentials)?;
        let api_secret = text("VONAGE_API_SECRET").ok_or(ConfigError::NoCredentials)?;
        context.screen.redactions().add(api_secret.as_bytes());
        let url = context.global.api_url.clone().or_else(|| text("VSW_API_URL"));
        let origin = Origin::parse(&url.unwrap_or_else(|| "https://api.nexmo.com".to_owned()))?;
        Ok(Self { profile: "default".to_owned(), api_key, api_secret, origin })
    }
}
