//! Errors of settings and credentials: one variant per cause, with the names and paths to check.

use std::io::{self, ErrorKind};

use super::searched::Searched;
use crate::codes::Code;
use crate::context::{Context, StdinClaimed};
use crate::disk::NotPlain;
use crate::exit::Exit;
use crate::profiles::{ParseOriginError, Source};
use crate::screen::shell;
use crate::strict_toml::ParseFileError;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyAt {
    /// An option or a variable.
    Setting,
    Answer,
    Profile,
}

impl From<&Source> for EmptyAt {
    fn from(source: &Source) -> Self {
        match source {
            Source::Answer => Self::Answer,
            Source::Profile(_) => Self::Profile,
            _ => Self::Setting,
        }
    }
}

/// Invariant: no message repeats a secret.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// `others` are profiles with an API key that were not selected.
    #[error("no API key and secret are configured{}", for_the_default(.others))]
    NoCredentials { others: Vec<String> },
    #[error("{0}")]
    NoSignatureSecret(Searched),
    #[error("{have} is set and {missing} is not; key and secret must come from the same source")]
    HalfPair { have: String, missing: String },
    #[error("{name} is empty")]
    Empty { name: String, place: EmptyAt },
    /// `name` is the option or variable that names the input.
    #[error("the {what} in {input} ({name}) is empty")]
    EmptyInput { what: &'static str, input: String, name: String },
    #[error("{one} and {other} are both set")]
    BothSet { one: String, other: String },
    #[error("{one} and {other} hold different secrets")]
    Contradiction { one: String, other: String },
    #[error("{name}: {fault}")]
    Unusable { name: String, fault: String },
    #[error("{name}: invalid API origin: {reason}")]
    Origin { name: String, reason: ParseOriginError },
    #[error("the proxy in {variable} cannot be used: its value {fault}; nothing was sent")]
    Proxy { variable: &'static str, fault: &'static str },
    #[error("profile `{name}` not found ({named_by}){}", listed(.known))]
    UnknownProfile { name: String, named_by: String, known: Vec<String> },
    #[error("nothing to remove: profile `{name}` not found{}", listed(.known))]
    NoProfileToRemove { name: String, known: Vec<String> },
    #[error("invalid profile name `{name}` ({named_by}): use 1 to 64 letters, digits, `-` or `_`")]
    BadProfileName { name: String, named_by: String },
    #[error("{variable} is ambiguous: the profiles `{one}` and `{other}` would both read it")]
    Ambiguous { one: String, other: String, variable: String },
    #[error("the profile `{profile}` has no {missing}")]
    Incomplete { profile: String, missing: &'static str },
    #[error("the profile `{profile}` has no api_secret in the keyring")]
    NotInKeyring { profile: String },
    #[error(transparent)]
    Syntax(#[from] ParseFileError),
    #[error("cannot read {what}: {source}")]
    Unreadable { what: String, source: io::Error },
    /// The message omits the value, which may be a private key.
    #[error("{name} is neither a private key in PEM nor the path of a file: {source}")]
    KeyText { name: String, source: io::Error },
    #[error("other users have access to the private key in {path} (mode {mode:04o})")]
    ExposedKey { path: String, mode: u32 },
    #[error("no private key of an application is configured")]
    NoPrivateKey,
    /// `name` is the key's source.
    #[error("the private key ({name}) cannot be used: {fault}")]
    UnfitPrivateKey { name: String, fault: String },
    #[error("cannot write {path}: {source}")]
    Unwritable { path: String, source: io::Error },
    #[error("{path} is {kind}; nothing was written")]
    NoPlainFile { path: String, kind: NotPlain },
    #[error("cannot locate a configuration file: no home directory and no `--config`")]
    NoPlace,
    /// `profile` is `None` if the keyring was requested with `--keyring`.
    #[error("{}this vsw was built without keyring support", kept_in_keyring(.profile.as_deref()))]
    #[cfg_attr(feature = "keyring", expect(dead_code, reason = "used by builds without the feature"))]
    KeyringNotBuilt { profile: Option<String> },
    #[error("{}the keyring cannot be used: {reason}", kept_in_keyring(.profile.as_deref()))]
    #[cfg_attr(not(feature = "keyring"), expect(dead_code, reason = "used by builds with the feature"))]
    Keyring { profile: Option<String>, reason: String },
    #[error(
        "the profile `{profile}` keeps its secrets in the keyring, where vsw cannot add or retire a signature secret; nothing was written"
    )]
    KeyringHoldsOne { profile: String },
    #[error(
        "the signature secrets of the profile `{profile}` do not fit into the keyring: the keyring can store only one secret, without `api_key` and `retired`"
    )]
    KeyringTooSmall { profile: String },
    #[error(
        "this signature secret is already stored ({name}) and was retired at {since}; nothing was written"
    )]
    RetiredSecret { name: String, since: String },
    #[error("the signature secret ({name}) was already retired at {since}; nothing was written")]
    RetiredBefore { name: String, since: String },
    /// Both secrets belong to the same account.
    #[error(
        "another active signature secret of the profile `{profile}` has the label `{label}`; nothing was written"
    )]
    LabelTaken { label: String, profile: String },
    #[error(
        "the profile `{profile}` would have several signature secrets, but some have no `api_key`; nothing was written"
    )]
    SecretsWithoutKey { profile: String },
    #[error("no signature secret of the profile `{profile}` matches; known secrets: {}", .known.join("; "))]
    NoSuchSecret { profile: String, known: Vec<String> },
    #[error("no signature secret is stored in the profile `{profile}`; nothing was retired")]
    NothingToRetire { profile: String },
    #[error("several signature secrets match: {}", .fitting.join("; "))]
    SeveralSecrets { fitting: Vec<String> },
    #[error(
        "the active signature secret comes from {name}; only a secret stored in a profile can be retired"
    )]
    NotStored { name: String },
    #[error("the value of {name} is not an application id: expected a UUID")]
    NoApplicationId { name: String },
    #[error("{option}: missing file name")]
    NoFileNamed { option: &'static str },
    #[error(transparent)]
    StdinClaimed(#[from] StdinClaimed),
}

impl ConfigError {
    pub fn no_signature_secret(context: &Context) -> Self {
        let profile = context.global.profile.clone();
        Self::NoSignatureSecret(profile.map_or(Searched::Settings, Searched::Profile))
    }

    pub fn exit(&self) -> Exit {
        if self.code() == Code::Usage { Exit::Usage } else { Exit::Configuration }
    }

    pub fn code(&self) -> Code {
        match self {
            Self::NoCredentials { .. } => Code::NoCredentials,
            Self::NoSignatureSecret(_) | Self::NothingToRetire { .. } => Code::NoSignatureSecret,
            Self::NoPrivateKey => Code::NoPrivateKey,
            Self::ExposedKey { .. } | Self::UnfitPrivateKey { .. } => Code::UnfitPrivateKey,
            Self::HalfPair { .. } | Self::Incomplete { .. } | Self::NotInKeyring { .. } => {
                Code::IncompleteCredentials
            }
            Self::Empty { .. } | Self::EmptyInput { .. } => Code::EmptyValue,
            Self::BothSet { .. } | Self::Contradiction { .. } | Self::Ambiguous { .. } => Code::Contradiction,
            Self::Unusable { .. } | Self::Proxy { .. } => Code::BadValue,
            Self::Origin { .. } => Code::BadOrigin,
            Self::UnknownProfile { .. } | Self::NoProfileToRemove { .. } => Code::UnknownProfile,
            Self::BadProfileName { .. } => Code::BadProfileName,
            Self::Syntax(_) => Code::BadConfigFile,
            Self::Unreadable { .. } | Self::KeyText { .. } | Self::Unwritable { .. } | Self::NoPlace => {
                Code::File
            }
            Self::NoPlainFile { .. } => Code::FileUnsafe,
            Self::KeyringNotBuilt { .. } | Self::Keyring { .. } => Code::Keyring,
            Self::KeyringHoldsOne { .. } | Self::KeyringTooSmall { .. } => Code::Keyring,
            Self::RetiredSecret { .. } | Self::RetiredBefore { .. } => Code::Retired,
            Self::LabelTaken { .. } => Code::LabelTaken,
            Self::SecretsWithoutKey { .. } => Code::UnfitSecrets,
            Self::NoSuchSecret { .. } | Self::NotStored { .. } => Code::NoSuchSecret,
            Self::SeveralSecrets { .. } | Self::NoApplicationId { .. } => Code::Usage,
            Self::NoFileNamed { .. } | Self::StdinClaimed(_) => Code::Usage,
        }
    }

    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::HalfPair { have, missing } => format!("set {missing} too, or unset {have}"),
            Self::Empty { name, place: EmptyAt::Setting } => format!("set {name} to a value, or remove it"),
            Self::EmptyInput { what, input, .. } => {
                format!("write the {what} to {input}, or name the file that has it")
            }
            Self::BothSet { one, other } | Self::Contradiction { one, other } => {
                format!("keep one of them: unset {one} or {other}")
            }
            Self::UnknownProfile { name, .. } => {
                format!(
                    "correct the name, or create the profile with `vsw login --profile {name}`; for CI, see `vsw explain unknown-profile`"
                )
            }
            Self::Incomplete { profile, .. } => format!("run `vsw login --profile {profile}`"),
            Self::NotInKeyring { profile } => format!("run `vsw login --profile {profile} --keyring`"),
            Self::KeyringNotBuilt { profile: Some(profile) } => format!(
                "run `vsw login --profile {profile}` to store the secrets in the configuration file; if you need the keyring, run `cargo install --path . --locked --features keyring` in vsw's source directory"
            ),
            Self::Keyring { profile: Some(profile), .. } => format!(
                "start or unlock the keyring service, or store the secrets in the configuration file: \
                 `vsw login --profile {profile}`"
            ),
            Self::ExposedKey { path, .. } => format!(
                "run `chmod 600 {}`; if another user owns the file, name a copy that only you can read",
                shell::word(path)
            ),
            Self::NotStored { name } => format!(
                "replace the secret in {name} with the new secret; if you still need the old secret, unset {name} and add each secret with `vsw config secret add`"
            ),
            Self::KeyringHoldsOne { profile } => format!(
                "run `vsw login --profile {profile}` without `--keyring` to store the secrets in the configuration file; then run this command again"
            ),
            _ => return self.fixed_hint().map(str::to_owned),
        };
        Some(hint)
    }

    fn fixed_hint(&self) -> Option<&'static str> {
        let hint = match self {
            Self::NoCredentials { others } if others.is_empty() => {
                "run `vsw login`, or set VONAGE_API_KEY and VONAGE_API_SECRET"
            }
            Self::NoCredentials { .. } => {
                "select a profile with `--profile NAME`, run `vsw login`, or set VONAGE_API_KEY and VONAGE_API_SECRET"
            }
            Self::NoSignatureSecret(searched) => searched.hint(),
            Self::BadProfileName { .. } => {
                "correct the name; `vsw config show` prints the configuration file and its profiles"
            }
            Self::Empty { place: EmptyAt::Answer, .. } => "run the command again and enter it",
            Self::NoPrivateKey => {
                "set VONAGE_PRIVATE_KEY_PATH to the absolute path of the key file that Vonage offered for download; if you use `--profile`, set `private_key` of the profile to this path in the configuration file"
            }
            Self::UnfitPrivateKey { .. } => {
                "use the key file that Vonage offered for download; if you created the key pair yourself, use its private key in PEM, without a passphrase"
            }
            Self::NothingToRetire { .. } => {
                "with `--profile NAME`, select the profile that has the secret; `vsw config show` prints the profiles"
            }
            Self::Origin { .. } => {
                "use https://HOST[:PORT], or http://127.0.0.1:PORT on this machine, without a path, user name or password"
            }
            Self::Proxy { .. } => "name an HTTP proxy, as http://HOST:PORT, or unset the variable",
            Self::Ambiguous { .. } => {
                "rename one of the two profiles in the file that `vsw config path` prints; if you mistyped a profile's name, correct the name"
            }
            Self::NoApplicationId { .. } => "find the id in the Dashboard or with `vsw list`",
            Self::StdinClaimed(_) => "name a file for one of them",
            Self::NoProfileToRemove { .. } => {
                "select a profile with `--profile NAME`; `vsw config show` prints the configuration file and its profiles"
            }
            Self::NoFileNamed { .. } => "name a file, or `-` for stdin",
            _ => return self.secret_hint().or_else(|| self.file_hint()),
        };
        Some(hint)
    }

    fn secret_hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::KeyringNotBuilt { .. } => {
                "omit `--keyring` to store the secrets in the configuration file; if you need the keyring, run `cargo install --path . --locked --features keyring` in vsw's source directory"
            }
            Self::Keyring { .. } => {
                "start or unlock the keyring service; if this machine has no keyring, omit `--keyring` to store the secrets in the configuration file"
            }
            Self::KeyringTooSmall { .. } => {
                "omit `--keyring`; if you need the keyring, keep one signature secret, without `api_key` and `retired`, in the file that `vsw config path` prints"
            }
            Self::RetiredSecret { .. } => {
                "if it is in use again, remove its `retired` from the configuration file; `vsw config path` prints \
                 the path"
            }
            Self::RetiredBefore { .. } => {
                "to change the time, edit its `retired` in the configuration file; `vsw config path` prints the path"
            }
            Self::LabelTaken { .. } => {
                "choose another label with `--label TEXT`, or retire that secret first: `vsw config secret retire`"
            }
            Self::SecretsWithoutKey { .. } => {
                "pass `--api-key KEY`; if a stored secret has no `api_key`, add `api_key` to that secret in the file that `vsw config path` prints"
            }
            Self::SeveralSecrets { .. } => {
                "select a secret with `--label TEXT`, `--added TIME` or `--api-key KEY`, or add a `label` to each in the \
                 configuration file"
            }
            Self::NoSuchSecret { .. } => {
                "select one with `--label TEXT`, `--added TIME` or `--api-key KEY`; `vsw config secret list` prints these values"
            }
            _ => return None,
        })
    }

    fn file_hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Syntax(_) => "fix this line; `vsw config path` prints the file in use",
            Self::Empty { place: EmptyAt::Profile, .. } => {
                "write it to the configuration file, or remove the entry; `vsw config path` prints the file"
            }
            Self::KeyText { .. } => {
                "set it to the path of the key's file, or to the whole key with its `-----BEGIN` line"
            }
            Self::Unreadable { source, .. } => match source.kind() {
                ErrorKind::InvalidData => "save the file as UTF-8",
                ErrorKind::FileTooLarge => "check that it is the input that you mean",
                _ => "check the path and its permissions",
            },
            Self::Unwritable { .. } => {
                "check the directory's permissions, or name another file with `--config FILE`"
            }
            Self::NoPlainFile { .. } => {
                "pass the path of a regular file, not of a link, with `--config FILE`"
            }
            Self::NoPlace => "name a file with `--config FILE` or VSW_CONFIG",
            _ => return None,
        })
    }
}

fn kept_in_keyring(profile: Option<&str>) -> String {
    profile.map_or_else(String::new, |profile| {
        format!("the profile `{profile}` keeps its secrets in the keyring, but ")
    })
}

fn for_the_default(others: &[String]) -> String {
    if others.is_empty() {
        return String::new();
    }
    format!(" for the profile `default`; profiles with an API key: {}", others.join(", "))
}

fn listed(known: &[String]) -> String {
    if known.is_empty() { String::new() } else { format!("; known profiles: {}", known.join(", ")) }
}
