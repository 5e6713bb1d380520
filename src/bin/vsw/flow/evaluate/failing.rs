//! Failing: which verdicts make a run fail.

use crate::args::change::FailOn;

#[derive(Clone, Copy, Debug)]
pub struct Failing {
    pub drift: bool,
    pub unknown: bool,
    /// Whether unlisted applications fail the run. `None` if the fleet file decides.
    pub unlisted: Option<bool>,
    pub waived: bool,
    /// Whether members that differ from the reference count as drift.
    pub moved: bool,
}

impl Failing {
    /// `--fail-on moved` alone keeps the default, so that signing problems still fail the run.
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
