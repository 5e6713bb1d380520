//! Watch: the decisions of a repeated check: when the next round is due, what is new, what may be healed, and whether
//! another program keeps undoing a healing. Time is an argument; this module makes no requests.
//!
//! Not here: how applications are read and healed (`flow`), and the loop itself (`commands::watch`).

mod change_limit;
mod flapping;
mod schedule;
mod transitions;

pub use change_limit::ChangeLimit;
pub use flapping::{FlapDetector, HealDecision};
pub use schedule::Schedule;
