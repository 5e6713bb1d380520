//! Reach: what a command may select, and the error if nothing was selected.

use std::path::Path;

use crate::failure::Failure;

/// What a command does with its applications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It checks them; they may also come from a fleet file in the working directory that the user did not name.
    Check,
    /// It only reads them.
    Read,
    /// It changes them: never those of a file that the user did not name.
    Change,
    /// It changes them repeatedly and unasked: as [`Reach::Change`], and never with `--all`.
    Heal,
}

/// Which targets a command takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    One,
    /// Several applications, `--all`, or a fleet file.
    Sets,
    /// Several applications, or a fleet file.
    Fleets,
}

impl Reach {
    /// Returns the end of an error's message: for a change, that nothing was changed.
    pub fn assurance(self) -> &'static str {
        match self {
            Self::Check | Self::Read => "",
            Self::Change | Self::Heal => "; nothing was changed",
        }
    }

    /// Returns whether the command may change applications.
    pub fn may_change(self) -> bool {
        matches!(self, Self::Change | Self::Heal)
    }

    /// Returns which targets a command with this reach takes. Not for commands that take only one application: they use
    /// [`Takes::One`].
    pub fn takes(self) -> Takes {
        if self == Self::Heal { Takes::Fleets } else { Takes::Sets }
    }
}

/// The fleet file of the working directory. With `./`, as reports print it.
pub const FLEET_FILE: &str = "./vsw.toml";

/// Returns the error for a command without a target.
pub fn nothing_named(message: &str, takes: Takes) -> Failure {
    let one = "set VONAGE_APPLICATION_ID, or store a default with `vsw login`";
    let is_found = Path::new(FLEET_FILE).exists();
    let hint = match takes {
        Takes::One => format!("pass an id or a name (see `vsw list`), {one}"),
        Takes::Sets if is_found => {
            format!("pass `--fleet {FLEET_FILE}`, `--all`, or an id or a name (see `vsw list`); or {one}")
        }
        Takes::Fleets if is_found => {
            format!("pass `--fleet {FLEET_FILE}`, or an id or a name (see `vsw list`); or {one}")
        }
        Takes::Sets => format!("pass an id or a name (see `vsw list`), `--all` or `--fleet FILE`; or {one}"),
        Takes::Fleets => format!("pass an id or a name (see `vsw list`), or `--fleet FILE`; or {one}"),
    };
    Failure::usage(message, hint)
}
