//! Target: what is watched, as the files and the credentials say it at the moment. Made anew for a reload.

use std::time::Duration;

use crate::args::watch::Watch;
use crate::baseline::Reviewed;
use crate::failure::Failure;
use crate::flow::select::{Reach, Targets};
use crate::online::{Connector, Online};

/// Applications, the accounts that they are of, and what they were when they were reviewed.
pub struct Target {
    pub selected: Targets,
    pub accounts: Vec<Online>,
    pub reviewed: Option<Reviewed>,
}

/// Nobody's flag is dropped so often that a shorter interval would be worth its requests.
const SHORTEST: Duration = Duration::from_secs(10);

impl Target {
    /// # Errors
    /// Nothing was chosen, a file is wrong, or credentials are missing or another account's; or it is asked too often.
    pub fn of(watch: &Watch, connect: Connector<'_>) -> Result<Self, Failure> {
        let checking = &watch.checking;
        let connect = connect.limited(checking.pace.rate);
        let (selected, accounts) = Targets::of(&checking.named, Reach::Check, connect)?;
        if watch.every < SHORTEST && !accounts.iter().all(|online| online.account.origin.is_loopback()) {
            return Err(Failure::usage(
                "--every is less than 10 s, and the API is not on this machine",
                "a set is read by pages of 100, so 1m is often enough",
            ));
        }
        let reviewed = selected.reviewed(checking.baseline.as_deref())?;
        Ok(Self { selected, accounts, reviewed })
    }
}
