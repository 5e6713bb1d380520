//! Machine: checks the program, its configuration file, and the permissions of the files that it reads.

use std::collections::HashSet;

use super::failed;
use crate::config;
use crate::context::Context;
use crate::report::VERSION;
use crate::report::doctor::Check;

pub fn platform() -> String {
    format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)
}

pub fn program() -> Check {
    let keyring = if cfg!(feature = "keyring") { "with" } else { "without" };
    Check::ok("program", format!("vsw {VERSION} on {}, built {keyring} a keyring", platform()))
}

pub fn configuration_file(context: &Context) -> Check {
    const NAME: &str = "configuration-file";
    let Some(path) = context.configuration_file() else {
        return Check::ok(
            NAME,
            "no home directory, so no configuration file is used; settings come from environment variables",
        );
    };
    let named_by = context.directories.configuration_source.name();
    let by = named_by.map_or("the default path".to_owned(), |name| format!("named by {name}"));
    let shown = path.display();
    match config::profiles(context) {
        Err(error) => failed(NAME, error),
        Ok(profiles) if profiles.profiles.is_empty() => {
            Check::ok(NAME, format!("{shown} ({by}) does not exist or has no profile; profiles are optional"))
        }
        Ok(profiles) => {
            Check::ok(NAME, format!("{shown} ({by}) is read; its profiles: {}", profiles.names().join(", ")))
        }
    }
}

/// Reports the warnings that `vsw doctor` held back: they are about files that other users can access.
pub fn file_modes(context: &Context) -> Check {
    const NAME: &str = "file-modes";
    let (mut warnings, mut seen) = (context.screen.held_warnings(), HashSet::new());
    warnings.retain(|warning| seen.insert(warning.clone()));
    match warnings.as_slice() {
        [] => Check::ok(NAME, "other users cannot read the files with secrets"),
        several => Check::note(NAME, several.join("; "), None),
    }
}
