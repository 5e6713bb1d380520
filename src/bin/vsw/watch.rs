//! Watch: the decisions of `vsw watch`: when the next round is due, what to report, and what may be healed.
//!
//! Makes no requests and reads no clock. The loop is in `commands::watch`.

mod change_limit;
mod flapping;
mod schedule;
mod transitions;

pub use change_limit::ChangeLimit;
pub use flapping::{FlapDetector, HealDecision};
pub use schedule::Schedule;
