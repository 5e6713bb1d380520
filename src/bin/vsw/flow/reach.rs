//! Reach: what a command does with applications, and how they may be selected.

use std::path::Path;

use crate::failure::Failure;

/// What a command does with the selected applications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Reads and evaluates applications. Only this variant uses [`FLEET_FILE`] without `--fleet`.
    Check,
    Read,
    Change,
    /// Changes applications repeatedly, without asking.
    Heal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    One,
    Sets,
    Fleets,
}

impl Reach {
    pub fn nothing_changed_suffix(self) -> &'static str {
        match self {
            Self::Check | Self::Read => "",
            Self::Change | Self::Heal => "; nothing was changed",
        }
    }

    pub fn may_change(self) -> bool {
        matches!(self, Self::Change | Self::Heal)
    }

    /// Commands for a single application do not call this: they use [`Takes::One`].
    pub fn takes(self) -> Takes {
        if self == Self::Heal { Takes::Fleets } else { Takes::Sets }
    }
}

/// The fleet file in the working directory. The path starts with `./`, as reports print it.
pub const FLEET_FILE: &str = "./vsw.toml";

pub fn nothing_named(message: &str, takes: Takes) -> Failure {
    let one = "to set a default, use VONAGE_APPLICATION_ID";
    let is_found = Path::new(FLEET_FILE).exists();
    let hint = match takes {
        Takes::One => format!("pass an id or name from `vsw list`; {one}"),
        Takes::Sets if is_found => {
            format!("pass `--fleet {FLEET_FILE}`, `--all`, or an id or name from `vsw list`; {one}")
        }
        Takes::Fleets if is_found => {
            format!("pass `--fleet {FLEET_FILE}`, or an id or name from `vsw list`; {one}")
        }
        Takes::Sets => format!("pass an id or name from `vsw list`, `--all` or `--fleet FILE`; {one}"),
        Takes::Fleets => format!("pass an id or name from `vsw list`, or `--fleet FILE`; {one}"),
    };
    Failure::usage(message, hint)
}
