//! `Trust`: what a survey knows about the completeness of list entries, and the entries that wait for this knowledge.

use vsw::application::Application;

use super::Reading;

/// Whether list entries show what the applications have: their flags (`Trust::flags`), or every member
/// (`Trust::documents`).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lists {
    Unknown,
    /// The application lacks what its entry lacks.
    Complete,
    /// An entry may lack what the application has.
    Partial,
}

pub(super) struct Trust {
    /// Whether list entries show the flags.
    pub(super) flags: Lists,
    /// Whether list entries show every member.
    pub(super) documents: Lists,
    /// At least one entry shows a flag.
    pub(super) shows_flag: bool,
    /// The entries without the flag, until it is known whether the list shows flags.
    pub(super) held: Vec<Application>,
}

impl Trust {
    pub(super) fn of(reading: Reading) -> Self {
        let (flags, documents) = match reading {
            Reading::Auto => (Lists::Unknown, Lists::Unknown),
            Reading::Pages => (Lists::Complete, Lists::Partial),
            Reading::Each => (Lists::Partial, Lists::Partial),
        };
        Self { flags, documents, shows_flag: false, held: Vec::new() }
    }
}
