//! Drift: is an application still as it should be, and if not, what moved since it was last known to be.
//!
//! The API does not tell who changed what; nothing here claims to know. What kind of hand it may have been is a guess,
//! made in `hand` and offered as one.

mod hand;

use crate::application::{Application, FLAG, mask};
use crate::json::{Difference, Json, differences};
use crate::signing::Signing;

pub use hand::{Guess, Hand, Reason};

/// An earlier document of an application, for holding today's against.
#[derive(Clone, Debug)]
pub struct Baseline {
    pub application: Application,
    kept: Kept,
}

/// How much of the earlier document is still known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kept {
    Verbatim,
    Masked,
}

impl Baseline {
    /// The document as the API had it.
    #[must_use]
    pub fn of(application: Application) -> Self {
        Self { application, kept: Kept::Verbatim }
    }

    /// The document with its secrets masked, as it may be kept where others read it. What moved inside a masked value
    /// cannot be seen against it.
    #[must_use]
    pub fn masked(application: Application) -> Self {
        Self { application, kept: Kept::Masked }
    }

    #[must_use]
    pub fn is_masked(&self) -> bool {
        self.kept == Kept::Masked
    }

    /// Everything that moved since, the flag included. Against a masked document both sides are masked first, or each
    /// secret would be a difference.
    #[must_use]
    pub fn differences(&self, today: &Application) -> Vec<Difference> {
        let (before, after) = self.sides(today);
        differences(&before, &after)
    }

    /// The two documents as they are held against each other: this one and today's, both as they are or both masked.
    #[must_use]
    pub fn sides(&self, today: &Application) -> (Json, Json) {
        let side = |application: &Application| match self.kept {
            Kept::Verbatim => application.json().clone(),
            // What stands in a value's place is a string, so a masked document is JSON again.
            Kept::Masked => {
                Json::parse(mask::masked(application.json())).unwrap_or_else(|_| application.json().clone())
            }
        };
        (side(&self.application), side(today))
    }
}

/// What is wrong with an application that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The flag is absent and is known to have been on.
    FlagDropped,
    FlagAbsent,
    FlagOff,
    FlagInvalid,
    NoVoice,
}

/// The judgement of one application whose signing should be on.
#[derive(Clone, Debug)]
pub struct Drift {
    /// None where all is as it should be.
    pub problem: Option<Problem>,
    /// What else moved since the baseline; empty where nothing is wrong, or no baseline is known.
    pub moved: Vec<Difference>,
}

impl Problem {
    /// The stable word for it in reports.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::FlagDropped => "flag-dropped",
            Self::FlagAbsent => "flag-absent",
            Self::FlagOff => "flag-off",
            Self::FlagInvalid => "flag-invalid",
            Self::NoVoice => "no-voice",
        }
    }

    /// Where in the document it shows.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::NoVoice => "/capabilities/voice",
            _ => FLAG,
        }
    }
}

impl Drift {
    /// Judges an application that should have signing on.
    #[must_use]
    pub fn of(application: &Application, baseline: Option<&Baseline>) -> Self {
        let problem = match (application.signing(), baseline) {
            (Signing::On, _) => return Self { problem: None, moved: Vec::new() },
            (Signing::Absent, Some(_)) => Problem::FlagDropped,
            (Signing::Absent, None) => Problem::FlagAbsent,
            (Signing::Off, _) => Problem::FlagOff,
            (Signing::Invalid, _) => Problem::FlagInvalid,
            (Signing::NoVoice, _) => Problem::NoVoice,
        };
        let moved = baseline.map_or_else(Vec::new, |baseline| {
            let mut moved = baseline.differences(application);
            moved.retain(|difference| difference.path.as_str() != FLAG);
            moved
        });
        Self { problem: Some(problem), moved }
    }
}
