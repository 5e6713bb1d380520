//! Drift: is an application still as it should be, and if not, what moved since it was last known to be.
//!
//! The API does not tell who changed what; nothing here claims to know.

use crate::application::{Application, FLAG};
use crate::json::{Difference, differences};
use crate::signing::Signing;

/// The last document that is known to have had signing on, for holding today's against.
#[derive(Clone, Debug)]
pub struct Baseline {
    pub application: Application,
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
            let mut moved = differences(baseline.application.json(), application.json());
            moved.retain(|difference| difference.path.as_str() != FLAG);
            moved
        });
        Self { problem: Some(problem), moved }
    }
}
