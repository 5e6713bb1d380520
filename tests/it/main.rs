//! The program as a process: few tests, exact ones. What the library decides is tested beside its code.
//!
//! `tidy` holds the layout of the sources, `generated` what is made from the program and could drift from it.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "a test arranges the world that the program is run in, and fails by panicking"
)]

mod generated;
mod tidy;
