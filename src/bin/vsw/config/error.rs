//! What can be wrong with settings and credentials. Words for the way out are `failure`'s.

/// Why a setting or a credential cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("no API key and secret")]
    NoCredentials,
    #[error("`{0}` is no origin that credentials may be sent to")]
    BadOrigin(String),
}

impl ConfigError {
    /// The stable word for it in `vsw/error/1`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoCredentials => "no-credentials",
            Self::BadOrigin(_) => "bad-origin",
        }
    }

    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NoCredentials => {
                Some("run `vsw login`, or set VONAGE_API_KEY and VONAGE_API_SECRET".to_owned())
            }
            Self::BadOrigin(_) => Some("name an https origin, or http on a loopback address".to_owned()),
        }
    }
}
