//! Flow: the procedures that commands share. `change` is the one way in which an application is written; `read` the
//! one way in which it is read.

pub mod accounts;
pub mod change;
pub mod check;
pub mod collect;
pub mod concurrent;
pub mod consent;
pub mod discover;
mod ending;
pub mod evaluate;
pub mod execution;
pub mod heal;
pub mod memory;
pub mod read;
pub mod resume;
pub mod rollout;
pub mod run;
pub mod scope;
pub mod select;
pub mod survey;
