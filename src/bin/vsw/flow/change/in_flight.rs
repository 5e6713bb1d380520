//! `InFlight`: changes that may have been sent and have no known outcome yet.

use std::cell::RefCell;
use std::collections::BTreeMap;

use vsw::application::{Application, ApplicationId};

use crate::vocabulary::SigningState;

/// An interrupted run reports these changes as unconfirmed.
#[derive(Default)]
pub struct InFlight(RefCell<BTreeMap<ApplicationId, PendingChange>>);

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
