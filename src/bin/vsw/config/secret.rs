//! Secret: reads a secret from a variable, a file or stdin.
//!
//! Invariant: a secret is registered for redaction as soon as it is read.

use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use vsw::secret::{InvalidSecret, SignatureSecret};
use zeroize::Zeroizing;

use super::{ConfigError, EmptyAt, Source, file};
use crate::context::{Context, Input, without_line_end};
use crate::disk::{self, Pipes};
use crate::profiles::Secret;
use crate::screen::shell;

const MAX_BYTES: usize = 64 * 1024;

/// Returns the value of the variable `name`, or the content of the file that `{name}_FILE` names. Setting
/// both is an error.
pub fn of_environment(context: &Context, name: &str) -> Result<Option<(Secret, Source)>, ConfigError> {
    let file_name = format!("{name}_FILE");
    let secret = match (context.environment.raw(name), context.environment.raw(&file_name)) {
        (None, None) => return Ok(None),
        (Some(_), Some(_)) => return Err(ConfigError::BothSet { one: name.to_owned(), other: file_name }),
        (Some(value), None) => {
            let secret = Secret::new(value.as_bytes());
            context.screen.redactions().add(secret.expose());
            (secret, Source::Environment(name.to_owned()))
        }
        (None, Some(path)) if path.is_empty() => {
            return Err(ConfigError::Empty { name: file_name, place: EmptyAt::Setting });
        }
        (None, Some(path)) => {
            let secret = of_input(context, &Input::File(path.into()), &file_name)?;
            (secret, Source::Environment(file_name))
        }
    };
    let checked = reject_blank(secret.0, secret.1.name().unwrap_or(name), EmptyAt::Setting);
    checked.map(|checked| Some((checked, secret.1)))
}

/// Reads a secret, and removes one final LF or CRLF. `name` is the option or variable that names the input.
pub fn of_input(context: &Context, input: &Input, name: &str) -> Result<Secret, ConfigError> {
    let bytes = match input {
        Input::Stdin => disk::bounded(std::io::stdin().lock(), MAX_BYTES),
        Input::File(path) => {
            context.protect(path, &format!("the file of {name}"));
            file::open(path, Pipes::Any).and_then(|(opened, mode)| {
                warn_of_readers(context, path, mode, "secrets");
                disk::bounded(opened, MAX_BYTES)
            })
        }
    };
    let bytes = bytes.map_err(|source| ConfigError::Unreadable {
        what: format!("the secret in {input} ({name})"),
        source,
    })?;
    let bytes = Zeroizing::new(bytes);
    let secret = Secret::new(without_line_end(&bytes));
    context.screen.redactions().add(secret.expose());
    if is_blank(&secret) {
        let (input, name) = (input.to_string(), name.to_owned());
        return Err(ConfigError::EmptyInput { what: "secret", input, name });
    }
    Ok(secret)
}

pub fn reject_blank(secret: Secret, name: &str, place: impl Into<EmptyAt>) -> Result<Secret, ConfigError> {
    if is_blank(&secret) {
        return Err(ConfigError::Empty { name: name.to_owned(), place: place.into() });
    }
    Ok(secret)
}

fn is_blank(secret: &Secret) -> bool {
    matches!(SignatureSecret::new(secret.expose()), Err(InvalidSecret::Blank))
}

pub fn warn_of_readers(context: &Context, path: &Path, mode: Option<u32>, contents: &str) {
    if let Some(mode) = mode
        && mode & 0o077 != 0
    {
        let path = path.display().to_string();
        let file = shell::word(&path);
        context.screen.warn(format!(
            "{path} holds {contents} and other users have access to it (mode {mode:04o}): `chmod 600 {file}`"
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_most_one_final_newline_is_removed() {
        for (written, kept) in [
            ("s", "s"),
            ("s\n", "s"),
            ("s\r\n", "s"),
            ("s\n\n", "s\n"),
            ("s\r\n\r\n", "s\r\n"),
            ("s\r", "s\r"),
            (" s \t\n", " s \t"),
            ("\u{feff}s\n", "\u{feff}s"),
            ("\n", ""),
        ] {
            assert_eq!(without_line_end(written.as_bytes()), kept.as_bytes(), "{written:?}");
        }
    }

    #[test]
    fn v10_blank_secrets_are_rejected() {
        let is_blank = |secret| reject_blank(secret, "", EmptyAt::Setting).is_err();
        for text in ["", "\n", " \t\r\n", "\u{feff}", "\u{feff} \u{b}"] {
            assert!(is_blank(Secret::new(text)), "{text:?}");
        }
        assert!(!is_blank(Secret::new("x")));
        assert!(!is_blank(Secret::new([0_u8])));
    }
}
