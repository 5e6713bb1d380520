//! `Searched`: where no signature secret was found, for the error message.

use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Searched {
    Settings,
    /// The profile that `--profile` names.
    Profile(String),
    AllProfiles,
}

impl Searched {
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Settings => {
                "store it with `vsw config secret add`, or set VONAGE_SIGNATURE_SECRET; the Dashboard shows it under API settings"
            }
            Self::Profile(_) => {
                "store it with `vsw config secret add`, or omit `--profile` to use VONAGE_SIGNATURE_SECRET; the Dashboard shows it under API settings"
            }
            Self::AllProfiles => {
                "store it with `vsw config secret add`; the Dashboard shows it under API settings"
            }
        }
    }
}

impl fmt::Display for Searched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Settings => f.write_str("no signature secret is configured"),
            Self::Profile(name) => write!(f, "the profile `{name}` has no signature secret"),
            Self::AllProfiles => f.write_str("no profile has a signature secret"),
        }
    }
}
