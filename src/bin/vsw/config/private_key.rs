//! `PrivateKey`: the private key with which an application signs its API requests.
//!
//! Invariant: each key is registered for redaction before it is returned.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use zeroize::Zeroizing;

use super::{Account, ConfigError, EmptyAt, ProfileSelection, Source, file};
use crate::context::Context;
use crate::disk::{self, Pipes};
use crate::profiles::{Origin, Profiles, Secret, is_pem};

#[derive(Debug)]
pub struct PrivateKey {
    pub pem: Secret,
    pub source: Source,
}

const MAX_BYTES: usize = 64 * 1024;

impl PrivateKey {
    /// Returns `None` if no key is configured.
    pub fn find(context: &Context) -> Result<Option<Self>, ConfigError> {
        let profiles = &*super::profiles(context)?;
        let choice = ProfileSelection::of(context, profiles)?;
        if !choice.beats_environment() {
            for name in ["VONAGE_PRIVATE_KEY", "NEXMO_PRIVATE_KEY"] {
                if let Some(key) = Self::of_variables(context, name)? {
                    choice.refuse_mistyped(context, profiles)?;
                    return Ok(Some(key));
                }
            }
        }
        choice.not_ambiguous(context, profiles)?;
        match Self::of_variables(context, &choice.variable("PRIVATE_KEY"))? {
            Some(key) => Ok(Some(key)),
            None => Self::of_profile(context, profiles, &choice),
        }
    }

    /// Returns the API origin for this key. Ignores the profile's origin if the key may be another account's:
    /// from `VONAGE_PRIVATE_KEY`, for example.
    pub fn origin(&self, context: &Context) -> Result<(Origin, Source), ConfigError> {
        let profiles = &*super::profiles(context)?;
        let choice = ProfileSelection::of(context, profiles)?;
        let profile = profiles.profile(&choice.name).filter(|_| !self.source.is_general_variable());
        Account::origin_of(context, &choice, profile)
    }

    /// Reads `NAME` (PEM, or the path of a file), `NAME_PATH` or `NAME_FILE`.
    fn of_variables(context: &Context, name: &str) -> Result<Option<Self>, ConfigError> {
        let names = ["", "_PATH", "_FILE"].map(|suffix| format!("{name}{suffix}"));
        let value = |name: &String| Some((name.clone(), context.environment.raw(name)?));
        let mut set = names.iter().filter_map(value);
        let Some((name, value)) = set.next() else { return Ok(None) };
        if let Some((other, _)) = set.next() {
            return Err(ConfigError::BothSet { one: name, other });
        }
        if value.is_empty() {
            return Err(ConfigError::Empty { name, place: EmptyAt::Setting });
        }
        let may_be_text = names.first() == Some(&name);
        let pem = if may_be_text && is_pem(value.as_bytes()) {
            with_lines(value.as_bytes())
        } else {
            let read = of_file(context, Path::new(value), &name);
            read.map_err(
                |error| if may_be_text { without_key(error, value.as_bytes(), &name) } else { error },
            )?
        };
        Ok(Some(Self::new(context, pem, Source::Environment(name))))
    }

    fn of_profile(
        context: &Context,
        profiles: &Profiles,
        choice: &ProfileSelection,
    ) -> Result<Option<Self>, ConfigError> {
        let Some(profile) = profiles.profile(&choice.name) else {
            let is_missing = !choice.is_default() && !choice.has_variables(context);
            return if is_missing { Err(choice.unknown(profiles)) } else { Ok(None) };
        };
        let Some(key) = &profile.private_key else { return Ok(None) };
        let source = Source::Profile(choice.name.clone());
        let pem = if is_pem(key.expose()) {
            with_lines(key.expose())
        } else {
            let path = Path::new(OsStr::from_bytes(key.expose()));
            of_file(context, path, &format!("private_key of profile {}", choice.name))?
        };
        Ok(Some(Self::new(context, pem, source)))
    }

    fn new(context: &Context, pem: Secret, source: Source) -> Self {
        context.screen.redactions().add_lines(pem.expose());
        Self { pem, source }
    }
}

/// `name` is the setting that contains the path.
fn of_file(context: &Context, path: &Path, name: &str) -> Result<Secret, ConfigError> {
    context.protect(path, "the private key of this run");
    let unreadable = |source| ConfigError::Unreadable {
        what: format!("the private key {} ({name})", path.display()),
        source,
    };
    let (opened, mode) = file::open(path, Pipes::Any).map_err(unreadable)?;
    // Refuse the file, as ssh does, because the key can make calls that cost money.
    if let Some(mode) = mode.filter(|mode| mode & 0o077 != 0) {
        return Err(ConfigError::ExposedKey { path: path.display().to_string(), mode });
    }
    let bytes = disk::bounded(opened, MAX_BYTES).map_err(unreadable)?;
    let bytes = Zeroizing::new(bytes);
    if bytes.trim_ascii().is_empty() {
        let (input, name) = (path.display().to_string(), name.to_owned());
        return Err(ConfigError::EmptyInput { what: "private key", input, name });
    }
    Ok(Secret::new(bytes.as_slice()))
}

/// Replaces an error that would print an RSA key. A key without its PEM header is taken for a path, which the
/// error contains.
fn without_key(error: ConfigError, value: &[u8], name: &str) -> ConfigError {
    // The Base64 of an RSA key in DER starts like this.
    let has_key = value.windows(3).any(|window| window == b"MII");
    match error {
        ConfigError::Unreadable { source, .. }
            if has_key && matches!(source.kind(), ErrorKind::NotFound | ErrorKind::InvalidFilename) =>
        {
            ConfigError::KeyText { name: name.to_owned(), source }
        }
        other => other,
    }
}

/// In an `.env` file, a key may have a backslash and `n` for each line feed.
fn with_lines(pem: &[u8]) -> Secret {
    if pem.contains(&b'\n') {
        return Secret::new(pem);
    }
    let mut lines = Zeroizing::new(Vec::with_capacity(pem.len()));
    let mut rest = pem.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        match byte {
            b'\\' if rest.next_if_eq(&b'n').is_some() => lines.push(b'\n'),
            byte => lines.push(byte),
        }
    }
    Secret::new(lines.as_slice())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_line_feeds_are_line_feeds() {
        for (written, read) in [
            (&b"-----BEGIN\\nMIIn\\n-----END"[..], &b"-----BEGIN\nMIIn\n-----END"[..]),
            (b"a\\nb\nc", b"a\\nb\nc"),
            (b"a\\", b"a\\"),
        ] {
            assert_eq!(with_lines(written).expose(), read);
        }
    }
}
