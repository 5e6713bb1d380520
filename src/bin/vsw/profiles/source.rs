//! Source: where a setting's value came from, for reports and messages.

use std::fmt;

use serde::Serialize;

/// `word` is for programs, `Display` for users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    Flag(&'static str),
    /// The path of a fleet file.
    Fleet(String),
    Environment(String),
    Profile(String),
    Keyring(String),
    Answer,
    /// The path of another program's configuration file.
    Import(String),
    /// The configuration file, outside of its profiles.
    File,
    Platform,
    Default,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceInfo {
    pub source: &'static str,
    pub name: Option<String>,
}

impl Source {
    pub fn word(&self) -> &'static str {
        match self {
            Self::Flag(_) => "flag",
            Self::Fleet(_) => "fleet",
            Self::Environment(_) => "environment",
            Self::Profile(_) => "profile",
            Self::Keyring(_) => "keyring",
            Self::Answer => "answer",
            Self::Import(_) => "import",
            Self::File => "file",
            Self::Platform => "platform",
            Self::Default => "default",
        }
    }

    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Flag(name) => Some(name),
            Self::Environment(name) | Self::Profile(name) | Self::Keyring(name) => Some(name),
            Self::Fleet(path) | Self::Import(path) => Some(path),
            Self::Answer | Self::File | Self::Platform | Self::Default => None,
        }
    }

    pub fn is_general_variable(&self) -> bool {
        matches!(self, Self::Environment(name) if !name.starts_with("VSW_PROFILE_"))
    }

    pub fn to_info(&self) -> SourceInfo {
        SourceInfo { source: self.word(), name: self.name().map(str::to_owned) }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) => f.write_str(name),
            Self::Fleet(path) => write!(f, "fleet file {path}"),
            Self::Environment(name) => write!(f, "environment {name}"),
            Self::Profile(name) => write!(f, "profile {name}"),
            Self::Keyring(name) => write!(f, "keyring, for profile {name}"),
            Self::Import(path) => f.write_str(path),
            Self::Answer => f.write_str("your answer"),
            Self::File => f.write_str("configuration file"),
            Self::Platform | Self::Default => f.write_str(self.word()),
        }
    }
}
