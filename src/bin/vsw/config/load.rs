//! Load: reads the configuration file, and registers its secrets for redaction.
//!
//! Not here: what the environment adds to a profile (`api_credentials`, `signature`).

use std::io;
use std::path::Path;
use std::rc::Rc;

use super::{ConfigError, api_credentials, file, secret};
use crate::context::Context;
use crate::disk::{self, Pipes};
use crate::profiles::{Profiles, Source, document, is_pem};

/// Caches the profiles. A missing configuration file is an error only if the user named it.
pub fn profiles(context: &Context) -> Result<Rc<Profiles>, ConfigError> {
    let absent = |error: &io::Error| {
        context.directories.configuration_source == Source::Platform
            && context.configuration_file().is_some_and(|path| is_absent(path, error))
    };
    context.profiles(|| read_unless(context, absent))
}

/// Like [`profiles`], but not cached, and a named file may be missing: the command will write it.
pub fn profiles_to_write(context: &Context) -> Result<Profiles, ConfigError> {
    read_unless(context, |error| error.kind() == io::ErrorKind::NotFound)
}

fn read_unless(context: &Context, absent: impl Fn(&io::Error) -> bool) -> Result<Profiles, ConfigError> {
    let Some(path) = context.configuration_file() else { return Ok(Profiles::default()) };
    let named_by = &context.directories.configuration_source;
    let read = file::open(path, Pipes::Inherited)
        .and_then(|(opened, mode)| Ok((disk::bounded(opened, file::MAX_BYTES)?, mode)));
    let (bytes, mode) = match read {
        Err(error) if absent(&error) => return Ok(Profiles::default()),
        read => read.map_err(|source| unreadable(path, named_by, source))?,
    };
    let text = disk::text(bytes).map_err(|source| unreadable(path, named_by, source))?;
    let profiles = document::read(&text, path)?;
    redact_secrets(&profiles, context);
    secret::warn_of_readers(context, path, mode, "secrets");
    Ok(profiles)
}

fn redact_secrets(profiles: &Profiles, context: &Context) {
    for profile in profiles.profiles.values() {
        if let Some(secret) = &profile.api_secret {
            context.screen.redactions().add(secret.expose());
            if let Some(key) = &profile.api_key {
                context.screen.redactions().add(api_credentials::basic(key, secret).as_bytes());
            }
        }
        if let Some(key) = profile.private_key.as_ref().filter(|key| is_pem(key.expose())) {
            context.screen.redactions().add_lines(key.expose());
        }
        for stored in &profile.signature_secrets {
            context.screen.redactions().add(stored.secret.expose());
        }
    }
}

/// Returns whether the file is missing. It counts as missing if this user has no access to its directory.
fn is_absent(path: &Path, error: &io::Error) -> bool {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => true,
        io::ErrorKind::PermissionDenied => std::fs::symlink_metadata(path).is_err(),
        _ => false,
    }
}

fn unreadable(path: &Path, named_by: &Source, source: io::Error) -> ConfigError {
    let named = named_by.name().map_or_else(String::new, |name| format!(" (named by {name})"));
    ConfigError::Unreadable { what: format!("the configuration file {}{named}", path.display()), source }
}
