//! Failing: which verdicts and moved members make a run fail.

use crate::args::change::FailOn;

/// Which verdicts make a run fail.
#[derive(Clone, Copy, Debug)]
pub struct Failing {
    pub drift: bool,
    pub unknown: bool,
    /// `None` means that the fleet file decides.
    pub unlisted: Option<bool>,
    pub waived: bool,
    /// Whether members that moved since the reference are drift. If so, an unreadable reference makes a run fail,
    /// whatever `unknown` is.
    pub moved: bool,
}

impl Failing {
    /// Returns the verdicts given by `--fail-on`; by default, drift and unknown. `moved` alone adds to this default, so
    /// that a check for moved members also fails if signing is off.
    pub fn of(wanted: Option<&[FailOn]>) -> Self {
        let on = wanted.unwrap_or_default();
        let moved = on.contains(&FailOn::Moved);
        if on.iter().all(|one| *one == FailOn::Moved) {
            return Self { drift: true, unknown: true, unlisted: None, waived: false, moved };
        }
        Self {
            drift: on.contains(&FailOn::Drift),
            unknown: on.contains(&FailOn::Unknown),
            unlisted: Some(on.contains(&FailOn::Unlisted)),
            waived: on.contains(&FailOn::Waived),
            moved,
        }
    }
}
