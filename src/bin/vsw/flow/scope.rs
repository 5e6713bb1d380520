//! Scope: which applications of an account a run is about. By ids, by names, or all; a fleet file may except some.

use std::collections::BTreeSet;

use vsw::application::ApplicationId;
use vsw::change::Goal;
use wildmatch::WildMatch;

/// The applications of one account that are meant.
#[derive(Default)]
pub struct Scope<'s> {
    pub names: &'s [WildMatch],
}

/// Whether an application is meant.
pub enum Meant {
    Yes,
    No,
    /// It is in the set, and the set says to leave it alone.
    Excepted {
        code: &'static str,
        why: String,
    },
}

impl Scope<'_> {
    /// Is an application of that name meant by a change to that goal?
    pub fn meant(&self, _id: ApplicationId, name: &str, _goal: Goal) -> Meant {
        if self.names.is_empty() || self.names.iter().any(|pattern| pattern.matches(name)) {
            Meant::Yes
        } else {
            Meant::No
        }
    }

    /// Is one meant whose name could not be read? Whoever asks for names does not mean it.
    pub fn means_unnamed(&self, _id: ApplicationId) -> bool {
        self.names.is_empty()
    }

    /// The ids that are named one by one, and must be there.
    pub fn ids(&self) -> impl Iterator<Item = ApplicationId> {
        BTreeSet::new().into_iter()
    }
}
