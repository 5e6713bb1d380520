//! Application: one application's document, as the API's own bytes, with typed reads. Nothing is dropped.
//!
//! Not here: how the bytes come and go (the program's client), and what should be (`change`, `drift`).

mod id;

pub use id::{ApplicationId, NotAnId};
