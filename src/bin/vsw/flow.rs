//! Flow: the procedures that commands share. Only `change` writes applications.

pub mod accounts;
pub mod change;
mod change_outcome;
pub mod check;
pub mod collect;
pub mod concurrent;
pub mod consent;
pub mod deliver;
pub mod discover;
pub mod evaluate;
pub mod execution;
pub mod heal;
pub mod lookup;
pub mod memory;
pub mod outputs;
mod picker;
pub mod point;
pub mod reach;
pub mod read;
pub mod resume;
pub mod rollout;
pub mod run;
pub mod scope;
pub mod select;
pub mod survey;
