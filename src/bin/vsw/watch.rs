//! Watch: decides when `vsw watch` checks, reports and heals.
//!
//! Makes no requests and reads no clock. The loop is in `commands::watch`.

mod change_limit;
mod flapping;
mod schedule;
mod transitions;

pub use change_limit::ChangeLimit;
pub use flapping::{FlapDetector, HealDecision};
pub use schedule::Schedule;
