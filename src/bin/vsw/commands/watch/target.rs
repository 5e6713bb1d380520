//! Target: the applications to watch, and their baseline. Each reload builds a new target from the files as
//! they are then.

use std::time::Duration;

use crate::args::watch::Watch;
use crate::baseline::Reviewed;
use crate::failure::Failure;
use crate::flow::reach::Reach;
use crate::flow::select::Targets;
use crate::online::{Connector, Online};

pub struct Target {
    pub selected: Targets,
    pub accounts: Vec<Online>,
    pub reviewed: Option<Reviewed>,
}

/// Minimum interval, unless the API is at a loopback address. A flag is not dropped often enough to justify
/// more requests.
const SHORTEST: Duration = Duration::from_secs(10);

impl Target {
    pub fn of(watch: &Watch, connect: Connector<'_>) -> Result<Self, Failure> {
        let checking = &watch.checking;
        let connect = connect.limited(checking.pace.rate);
        let reach = if watch.heal { Reach::Heal } else { Reach::Check };
        let (selected, accounts) = Targets::of(&checking.selectors, reach, connect)?;
        if watch.every < SHORTEST && !accounts.iter().all(|online| online.account.origin.is_loopback()) {
            return Err(Failure::usage(
                "`--every` must be at least 10 s, unless the API is at a loopback address",
                "use `--every 10s` or more; `1m` or more is recommended",
            ));
        }
        let reviewed = selected.reviewed(checking.baseline.as_deref(), connect.context)?;
        Ok(Self { selected, accounts, reviewed })
    }
}
