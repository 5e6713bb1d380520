//! Flow: the procedures that commands share. `change` is the one way in which an application is written; `read` the
//! one way in which it is read.

pub mod change;
pub mod collect;
mod ending;
pub mod known;
pub mod probe;
pub mod read;
pub mod run;
pub mod select;

pub mod survey;
