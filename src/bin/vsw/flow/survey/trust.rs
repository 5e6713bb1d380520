//! `Trust`: what a survey knows so far about the completeness of the API's list entries.

use vsw::application::Application;

use super::Reading;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lists {
    Unknown,
    /// If an entry lacks a member, its application lacks the member too.
    Complete,
    Partial,
}

pub(super) struct Trust {
    /// Completeness for the signing flag.
    pub(super) flags: Lists,
    /// Completeness for all members.
    pub(super) documents: Lists,
    pub(super) shows_flag: bool,
    /// Entries without the flag, held until `flags` is known.
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
