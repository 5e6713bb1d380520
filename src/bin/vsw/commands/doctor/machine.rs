//! The program itself, its configuration file, and who else may read what it reads.

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
            "there is no place for one, and none is needed: the environment can say it all",
        );
    };
    let named_by = context.folders.configuration_source.name();
    let by = named_by.map_or("the usual place".to_owned(), |name| format!("named by {name}"));
    let shown = path.display();
    match config::profiles(context) {
        Err(error) => failed(NAME, error),
        Ok(profiles) if profiles.profiles.is_empty() => {
            Check::ok(NAME, format!("{shown} ({by}) has no profile or is not there; none is needed"))
        }
        Ok(profiles) => {
            Check::ok(NAME, format!("{shown} ({by}) is read; its profiles: {}", profiles.names().join(", ")))
        }
    }
}

/// What was warned of while the files were read: those that others may read too.
pub fn file_modes(context: &Context) -> Check {
    const NAME: &str = "file-modes";
    let mut warnings = context.screen.held_warnings();
    warnings.dedup();
    match warnings.as_slice() {
        [] => Check::ok(NAME, "nobody else may read the files with secrets that were read"),
        several => Check::note(NAME, several.join("; "), None),
    }
}
