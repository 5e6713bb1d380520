//! Origin: a place that credentials may be sent to.

use super::ConfigError;

/// Scheme, host and port, and nothing else: https anywhere it was named, http on a loopback address only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        if text.is_empty() {
            return Err(ConfigError::BadOrigin(text.to_owned()));
        }
        Ok(Self(text.trim_end_matches('/').to_owned()))
    }

    /// Without a trailing slash: `https://api.nexmo.com`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Is it this machine, so that no proxy has a say?
    pub fn is_loopback(&self) -> bool {
        self.0.starts_with("http://")
    }
}
