//! `InFlight`: the changes that the journal has announced, or is about to announce, and whose outcome is not known yet.

use std::cell::RefCell;
use std::collections::BTreeMap;

use vsw::application::{Application, ApplicationId};

use crate::vocabulary::SigningState;

/// The changes in flight, by application. An interrupted run reports them as unconfirmed.
#[derive(Default)]
pub struct InFlight(RefCell<BTreeMap<ApplicationId, PendingChange>>);

/// What the report of an interrupted change needs.
pub(super) struct PendingChange {
    pub name: String,
    pub before: SigningState,
    pub snapshot: String,
}

impl InFlight {
    pub(super) fn begin(&self, before: &Application, snapshot: &str) {
        let pending = PendingChange {
            name: before.name().to_owned(),
            before: before.into(),
            snapshot: snapshot.to_owned(),
        };
        self.0.borrow_mut().insert(before.id(), pending);
    }

    pub(super) fn name_of(&self, id: ApplicationId) -> Option<String> {
        self.0.borrow().get(&id).map(|pending| pending.name.clone())
    }

    pub(super) fn finish(&self, id: ApplicationId) -> Option<PendingChange> {
        self.0.borrow_mut().remove(&id)
    }
}
