//! The program as a process: few tests, exact ones. What the library decides is tested beside its code.
//!
//! `env` is the world that every test runs `vsw` in, `stand` a sandbox to run it against, `server` a server that says
//! whatever a test tells it to; the other files are named after what they test.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test ends where its world is not as it must be, starts processes and waits for them"
)]

mod config;
mod enable;
mod env;
mod journal;
mod login;
mod outcomes;
mod secrecy;
mod server;
mod stand;
mod terminal;
