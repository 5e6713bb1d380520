//! Watch: what a check that goes on and on has to decide: when the next round is, what is news, what may be healed, and
//! when somebody is fighting. Time is an argument, and nobody is asked anything.
//!
//! Not here: how applications are read and healed (`flow`), and the loop itself (`commands::watch`).

mod change_limit;
mod flapping;
mod ledger;
mod schedule;

pub use change_limit::ChangeLimit;
pub use flapping::{FlapDetector, HealDecision};
pub use schedule::Schedule;
